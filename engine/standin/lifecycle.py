"""Create, update, read and delete one object on a cluster."""

import secrets
import threading
from dataclasses import dataclass
from typing import Final

from engine.standin.api import (
    APPLY,
    JSON_PATCH,
    ApiError,
    Cluster,
    NotThereError,
    UnreachableError,
)
from engine.standin.objects import (
    FIELD_MANAGER,
    INITIAL_VERSION,
    Kind,
    Place,
    RefusedError,
    normal_inputs,
    state,
)
from engine.standin.ownership import CREATOR, TAKEN_OVER, as_live, taken_over
from engine.standin.shape import JsonObject, child, text
from engine.standin.wait.judge import READY
from engine.standin.wait.loop import (
    DEFAULT_SECONDS,
    NotReadyError,
    Patience,
    judged,
    skips,
    wait_until_gone,
    wait_until_ready,
)
from engine.standin.wire import Properties

NEW_KIND_SECONDS = 15.0  # discovery lags behind a definition that is established
SECONDS_TO_GO = 60.0  # for an object that somebody is deleting already
DRY_RUN = {"dryRun": "All"}
LATER = ("resourceVersion", "generation", "managedFields")  # only known after the real update


class InitFailedError(Exception):
    """The object was written but is not ready; the engine records it all the same."""

    def __init__(self, outputs: Properties, inputs: Properties, why: NotReadyError) -> None:
        self.identifier = Place.of(why.live).identifier
        self.outputs, self.inputs, self.reasons = outputs, inputs, why.reasons
        super().__init__(str(why))


@dataclass(frozen=True)
class Operations:
    """What can be done with an object of one kind."""

    cluster: Cluster
    kind: Kind
    cancelled: threading.Event

    def create(self, inputs: Properties, timeout: float) -> tuple[str, Properties]:
        """Id and outputs once the object is ready.

        Raises RefusedError and, after the object was made, InitFailedError.
        """
        self._await_kind()
        try:
            live = self.cluster.create(self.kind, inputs.value, {"fieldManager": CREATOR})
        except ApiError as error:
            raise self._explained(error, inputs.value) from error
        outputs = self._ready(live, inputs, {}, timeout)
        return Place.of(live).identifier, outputs

    def preview_create(self, inputs: Properties) -> Properties:
        """Outputs that are certain before the object exists: its inputs.

        Raises what the API server's dry run refuses; tolerates what an earlier step of the same
        run may still bring: the server, the kind, the namespace.
        """
        if not inputs.unknown():
            try:
                query = {"fieldManager": CREATOR, **DRY_RUN}
                self.cluster.create(self.kind, inputs.value, query)
            except (UnreachableError, NotThereError):
                pass
            except ApiError as error:
                # A replacement deletes the old object first, so that it exists says nothing yet.
                if error.reason != "AlreadyExists":
                    raise
        return inputs

    def update(self, old: JsonObject, inputs: Properties, timeout: float) -> Properties:
        """Outputs once the change is rolled out.

        Raises RefusedError and, after the object was changed, InitFailedError.
        """
        manager = _manager(old)
        self._take_over(Place.of(inputs.value), manager)
        live = self._apply(inputs.value, manager, {})
        return self._ready(live, inputs, {**old, FIELD_MANAGER: manager}, timeout)

    def preview_update(self, old: JsonObject, inputs: Properties) -> Properties:
        """Outputs as a dry run of the update shows them, without what only the real one decides."""
        if inputs.unknown():
            return inputs
        try:
            live = self._apply(inputs.value, _manager(old), DRY_RUN)
        except (UnreachableError, NotThereError):
            return inputs
        certain: JsonObject = {key: each for key, each in live.items() if key != "status"}
        metadata = child(live, "metadata")
        certain["metadata"] = {key: each for key, each in metadata.items() if key not in LATER}
        return _state(certain, inputs, old)

    def read(
        self, identifier: str, old: JsonObject, known: Properties
    ) -> tuple[str, Properties, Properties]:
        """Id, outputs and inputs as they are live; an empty id when the object is gone.

        Raises InitFailedError when it is there but not ready, so that the next update waits again.
        """
        live = self._live(Place.parse(identifier))
        if live is None:
            return "", Properties({}), Properties({})
        found = child(as_live(known.value, live, old))
        inputs = normal_inputs(self.kind, Properties(found, known.secrets))
        outputs = _state(live, inputs, old)
        verdict = judged(self.cluster, self.kind, live)
        if verdict != READY:
            raise InitFailedError(outputs, inputs, NotReadyError(live, verdict.reason))
        return Place.of(live).identifier, outputs, inputs

    def delete(self, identifier: str, old: JsonObject, timeout: float) -> None:
        """Returns when the object is gone, or was not there; raises RefusedError."""
        place = Place.parse(identifier)
        self.cluster.delete(self.kind, place)
        if not skips(old):
            patience = Patience(timeout or DEFAULT_SECONDS, self.cancelled)
            wait_until_gone(self.cluster, self.kind, place, patience)

    def _live(self, place: Place) -> JsonObject | None:
        """The object, or none when it is gone; one that is on its way out is waited for.

        Otherwise an `up` right after an interrupted `destroy` would take it for present.
        """
        live = self.cluster.get(self.kind, place)
        if not text(live, "metadata", "deletionTimestamp"):
            return live
        patience = Patience(SECONDS_TO_GO, self.cancelled)
        wait_until_gone(self.cluster, self.kind, place, patience)
        return None

    def _ready(
        self, live: JsonObject, inputs: Properties, old: JsonObject, timeout: float
    ) -> Properties:
        """Outputs of an object that was written, once it is ready; raises InitFailedError."""
        patience = Patience(timeout or DEFAULT_SECONDS, self.cancelled)
        try:
            live = wait_until_ready(self.cluster, self.kind, live, patience)
        except NotReadyError as why:
            raise InitFailedError(_state(why.live, inputs, old), inputs, why) from why
        except RefusedError as error:
            lost = NotReadyError(live, f"lost while waiting: {error}")
            raise InitFailedError(_state(live, inputs, old), inputs, lost) from error
        return _state(live, inputs, old)

    def _await_kind(self) -> None:
        patience = Patience(NEW_KIND_SECONDS, self.cancelled)
        while True:
            try:
                self.cluster.collection(self.kind, "")
            except NotThereError:
                if patience.pause():
                    raise
            else:
                return

    def _take_over(self, place: Place, manager: str) -> None:
        """Makes `manager` the owner of what the creation and kubectl wrote."""
        for _ in range(5):  # the object may change between reading and patching it
            # An object that is gone meanwhile is made anew by the apply.
            live = self.cluster.get(self.kind, place) or {}
            fields = taken_over(live, manager)
            if fields is None:
                return
            version = text(live, "metadata", "resourceVersion")
            patch: list[JsonObject] = [
                {"op": "replace", "path": "/metadata/resourceVersion", "value": version},
                {"op": "replace", "path": "/metadata/managedFields", "value": [*fields]},
            ]
            try:
                self.cluster.patch(self.kind, place, patch, JSON_PATCH, {})
            except ApiError as error:
                if error.reason != "Conflict":
                    raise
            else:
                return

    def _apply(self, body: JsonObject, manager: str, extra: dict[str, str]) -> JsonObject:
        place, query = Place.of(body), {"fieldManager": manager, **extra}
        try:
            return self.cluster.patch(self.kind, place, body, APPLY, query)
        except ApiError as error:
            if error.reason != "Conflict" or not error.causes:
                raise
            # Each says: conflict with "MANAGER" using VERSION
            managers = {text(cause, "message").split('"')[1] for cause in error.causes}
            if extra == DRY_RUN and all(each.startswith(TAKEN_OVER) for each in managers):
                # The real update takes these over first, which a dry run cannot.
                query["force"] = "true"
                return self.cluster.patch(self.kind, place, body, APPLY, query)
            fields = ", ".join(text(cause, "field") for cause in error.causes)
            raise RefusedError(
                f"{self.kind.kind} {place.identifier}: {', '.join(sorted(managers))} manages "
                f"{fields}; leave these fields out of the program, or delete the object: the next "
                "run makes it anew"
            ) from error

    def _explained(self, error: ApiError, body: JsonObject) -> RefusedError:
        if error.reason != "AlreadyExists":
            return error
        return RefusedError(already_there(self.kind.kind, Place.of(body)))


# What is lost with an object of these kinds, which `deletion: retain` leaves behind.
_HOLDS_DATA: Final = {
    "Namespace": "all that is in it, volumes included",
    "PersistentVolume": "the data on it",
    "PersistentVolumeClaim": "the data on it",
}


def already_there(kind: str, place: Place) -> str:
    """Return what to do about an object that stands in the way, and what deleting it would lose."""
    namespace, name = place
    inside = f" -n {namespace}" if namespace else ""
    deletion = f"`kubectl delete {kind.lower()} {name}{inside}`"
    there = f"{kind} {place.identifier} already exists but is not in this stack's state"
    if kind not in _HOLDS_DATA:
        return f"{there}; delete it ({deletion}) and run again"
    return (
        f"{there}, as after a destroy with `deletion: retain`; deleting it ({deletion}) loses "
        f"{_HOLDS_DATA[kind]}: save what you need first, then delete it and run again"
    )


def _manager(old: JsonObject) -> str:
    """The field manager that a resource has of its own, from its first update on."""
    return text(old, FIELD_MANAGER) or f"{CREATOR}-{secrets.token_hex(4)}"


def _state(live: JsonObject, inputs: Properties, old: JsonObject) -> Properties:
    initial = text(old, INITIAL_VERSION) or text(live, "apiVersion")
    return state(live, inputs, _manager(old), initial)
