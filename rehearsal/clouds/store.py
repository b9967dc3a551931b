"""What is there in a simulated cloud, and the rules that hold for resources of every type."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, strings
from rehearsal.clouds.model import Live, Model
from rehearsal.clouds.paths import with_values_of
from rehearsal.clouds.trouble import Trouble
from rehearsal.journal import Journal

_ASK_SECONDS = 0.1
"""Between two tries at something that others hold."""


@dataclass
class Store:
    """The resources of one account; it implements World for the models."""

    models: Mapping[str, Model]
    resources: dict[tuple[str, str], Live] = field(default_factory=dict[tuple[str, str], Live])
    calls: Counter[str] = field(default_factory=Counter[str])
    """How often each thing was asked for: `create aws:ec2/vpc:Vpc`."""
    trouble: Trouble = field(default_factory=Trouble)
    journal: Journal = field(default_factory=Journal)
    pace: float = 0.0
    """Seconds here for a second of the real cloud."""
    kept: dict[tuple[str, str], tuple[Json, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Json, ...]]
    )
    """What stays and no resource stands for, such as last snapshots, with what each needs."""
    _claims: list[tuple[str, JsonObject]] = field(default_factory=list[tuple[str, JsonObject]])
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

    def keep(self, what: str, name: str, *needs: Json) -> None:
        """Note that something stays which no resource stands for, such as a snapshot."""
        self.kept[what, name] = needs

    def keeps(self, what: str, name: str) -> bool:
        """Say whether such a thing is there."""
        return (what, name) in self.kept

    def create(self, token: str, inputs: JsonObject) -> Live:
        """Make a resource; raises RefusedError as the cloud would, or what trouble there is."""
        model = self.model(token)
        self.calls[f"create {token}"] += 1
        with self._claimed(model, inputs):
            answered = dict(model.outputs(self, inputs))
            live = Live(
                token=token,
                id=str(answered.pop("id")),
                inputs=inputs,
                outputs={**inputs, **answered},
            )
            self.add(live)
        self._take(model.seconds[0])
        model.created(self, live)
        self.journal.write("create", token, live.id)
        self.trouble.after(token)
        return live

    def read(self, token: str, identifier: str) -> Live | None:
        """Return a resource as it is now."""
        return self.resources.get((token, identifier))

    def update(self, token: str, identifier: str, inputs: JsonObject) -> Live:
        """Change a resource; raises RefusedError if it is gone, or as the cloud would."""
        self.calls[f"update {token}"] += 1
        with self._lock:
            old = self.resources.get((token, identifier))
            if old is None:
                raise RefusedError(f"{token} {identifier} does not exist")
            self.model(token).change_refused(self, old, inputs)
            live = _changed(self.model(token), old, inputs)
            self.resources[token, identifier] = live
        self.model(token).changed(self, live)
        self.journal.write("update", token, identifier)
        return live

    def meddle(self, token: str, identifier: str, inputs: JsonObject) -> None:
        """Change a resource as somebody else would, past the engine; no call is counted."""
        with self._lock:
            live = _changed(self.model(token), self.resources[token, identifier], inputs)
            self.resources[token, identifier] = live
        self.model(token).changed(self, live)

    def add(self, live: Live) -> None:
        """Put a resource there that the engine knows nothing of."""
        with self._lock:
            self.resources[live.token, live.id] = live

    def take_away(self, token: str, identifier: str) -> None:
        """Remove a resource past the engine, whoever holds it."""
        with self._lock:
            self.resources.pop((token, identifier), None)

    def delete(self, token: str, identifier: str) -> None:
        """Remove a resource; raises RefusedError while others hold it."""
        self.calls[f"delete {token}"] += 1
        live, model = self.read(token, identifier), self.model(token)
        if live is None:
            return
        if model.protection is not None and live.inputs.get(model.protection) is True:
            raise RefusedError(f"{identifier} is protected: its {model.protection} is true")
        self._wait_until_free(live, model)
        self.journal.write("delete", token, identifier)
        self._take(model.seconds[1])
        model.deleted(self, live)
        with self._lock:
            self.resources.pop((token, identifier), None)
        self.journal.write("deleted", token, identifier)

    def left(self) -> tuple[Live, ...]:
        """Return the resources that nothing needs which stays on purpose."""
        needed = {need for needs in self.kept.values() for need in needs if isinstance(need, str)}
        return tuple(live for live in self.resources.values() if not live.handles & needed)

    def users(self, live: Live) -> Iterator[Live]:
        """Yield every resource whose inputs name this one."""
        for other in tuple(self.resources.values()):
            # Two things may be called the same without knowing of each other.
            model = self.models.get(other.token)  # a controller's things have none
            own = {"tags", model.name if model is not None else None}
            named = {key: each for key, each in other.inputs.items() if key not in own}
            if other is not live and live.handles & set(strings(named)):
                yield other

    def _wait_until_free(self, live: Live, model: Model) -> None:
        """Return once nobody holds the resource, as long as the provider asks again for it."""
        if model.held is None:
            return
        until = time.monotonic() + model.held_seconds * self.pace
        while users := sorted(f"{user.token} {user.id}" for user in self._holders(live, model)):
            if time.monotonic() >= until:
                raise RefusedError(f"{model.held}: {live.id} is used by {', '.join(users)}")
            time.sleep(_ASK_SECONDS)

    def _holders(self, live: Live, model: Model) -> Iterator[Live]:
        return (
            user for user in self.users(live) if not model.held_by or user.token in model.held_by
        )

    @contextlib.contextmanager
    def _claimed(self, model: Model, inputs: JsonObject) -> Generator[None]:
        """Hold the name and the quota of what is being made, while others are made too."""
        claim = (model.token, inputs)
        with self._lock:
            self.trouble.before(model.token)
            there = [live.inputs for live in self.all(model.token)]
            there += [claimed for token, claimed in self._claims if token == model.token]
            _refuse_taken_name(model, inputs, there)
            if model.quota is not None:
                taken = sum(model.quota.weight(each) for each in there)
                wanted = model.quota.weight(inputs)
                self.trouble.within(model.token, model.quota, taken, wanted)
            self._claims.append(claim)
        try:
            yield
        finally:
            with self._lock:
                self._claims.remove(claim)

    def _take(self, seconds: float) -> None:
        if seconds and self.pace:
            time.sleep(seconds * self.pace)


def _refuse_taken_name(model: Model, inputs: JsonObject, there: Iterable[JsonObject]) -> None:
    name = inputs.get(model.name) if model.name is not None else None
    if name is not None and any(each.get(str(model.name)) == name for each in there):
        raise RefusedError(
            f"AlreadyExists: there is a {model.token} called {name}; if it is yours, remove it or"
            " take it over with ./plinth pulumi STACK -- import"
        )


def _changed(model: Model, old: Live, inputs: JsonObject) -> Live:
    gone = {key for key in old.inputs if key not in inputs}
    kept = {key: each for key, each in old.outputs.items() if key not in gone}
    outputs = with_values_of(old.outputs, {**kept, **inputs}, model.computed)
    return Live(token=old.token, id=old.id, inputs=inputs, outputs=outputs)
