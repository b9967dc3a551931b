"""What is there in a simulated cloud, and the rules that hold for resources of every type."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, strings
from rehearsal.clouds.model import Live, Model


@dataclass
class Store:
    """The resources of one account; it implements World for the models."""

    models: Mapping[str, Model]
    resources: dict[tuple[str, str], Live] = field(default_factory=dict[tuple[str, str], Live])
    calls: Counter[str] = field(default_factory=Counter[str])
    """How often each thing was asked for: `create aws:ec2/vpc:Vpc`."""
    _numbers: Counter[str] = field(default_factory=Counter[str])
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def model(self, token: str) -> Model:
        """Return the model of a type; raises RefusedError if there is none."""
        if token not in self.models:
            raise RefusedError(f"the simulated cloud has no model of {token}")
        return self.models[token]

    def find(self, token: str, handle: Json) -> Live | None:
        """Return the resource of a type that is called so, by id, ARN or name."""
        return next((live for live in self.all(token) if handle in live.handles), None)

    def all(self, token: str) -> tuple[Live, ...]:
        """Return every resource of a type."""
        with self._lock:
            return tuple(live for (kind, _), live in self.resources.items() if kind == token)

    def number(self, token: str) -> str:
        """Return hexadecimal digits that no other resource of the type has."""
        with self._lock:
            self._numbers[token] += 1
            return f"{self._numbers[token]:017x}"

    def create(self, token: str, inputs: JsonObject) -> Live:
        """Make a resource; raises RefusedError as the cloud would."""
        model = self.model(token)
        self.calls[f"create {token}"] += 1
        with self._lock:
            self._refuse_taken_name(model, inputs)
            answered = dict(model.outputs(self, inputs))
            live = Live(
                token=token,
                id=str(answered.pop("id")),
                inputs=inputs,
                outputs={**inputs, **answered},
            )
            self.resources[token, live.id] = live
        model.created(self, live)
        return live

    def read(self, token: str, identifier: str) -> Live | None:
        """Return a resource as it is now."""
        return self.resources.get((token, identifier))

    def update(self, token: str, identifier: str, inputs: JsonObject) -> Live:
        """Change a resource; raises RefusedError if it is gone."""
        self.calls[f"update {token}"] += 1
        with self._lock:
            old = self.resources.get((token, identifier))
            if old is None:
                raise RefusedError(f"{token} {identifier} does not exist")
            gone = {key for key in old.inputs if key not in inputs}
            kept = {key: each for key, each in old.outputs.items() if key not in gone}
            live = Live(token=token, id=old.id, inputs=inputs, outputs={**kept, **inputs})
            self.resources[token, identifier] = live
        self.model(token).changed(self, live)
        return live

    def delete(self, token: str, identifier: str) -> None:
        """Remove a resource; raises RefusedError while others hold it."""
        self.calls[f"delete {token}"] += 1
        with self._lock:
            live = self.resources.get((token, identifier))
            if live is None:
                return
            model = self.model(token)
            users = sorted(f"{user.token} {user.id}" for user in self.users(live))
            if model.held is not None and users:
                raise RefusedError(f"{model.held}: {identifier} is used by {', '.join(users)}")
        model.deleted(self, live)
        with self._lock:
            del self.resources[token, identifier]

    def users(self, live: Live) -> Iterator[Live]:
        """Yield every resource whose inputs name this one."""
        for other in tuple(self.resources.values()):
            # Two things may be called the same without knowing of each other.
            own = {"tags", self.model(other.token).name}
            named = {key: each for key, each in other.inputs.items() if key not in own}
            if other is not live and live.handles & set(strings(named)):
                yield other

    def _refuse_taken_name(self, model: Model, inputs: JsonObject) -> None:
        name = inputs.get(model.name) if model.name is not None else None
        if name is not None and any(
            live.inputs.get(str(model.name)) == name for live in self.all(model.token)
        ):
            raise RefusedError(f"AlreadyExists: there is a {model.token} called {name}")
