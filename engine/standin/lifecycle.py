"""Create, update, read and delete one object on a cluster."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.standin import ownership
from engine.standin.api import (
    APPLY,
    JSON_PATCH,
    ApiError,
    Cluster,
    UnknownKindError,
    UnreachableError,
)
from engine.standin.objects import (
    BOOKKEEPING,
    FIELD_MANAGER,
    INITIAL_VERSION,
    Kind,
    identity,
    new_field_manager,
    normal_inputs,
    parse_identity,
    state,
)
from engine.standin.shape import JsonObject, child, text
from engine.standin.wait.loop import (
    NotReadyError,
    Patience,
    judged,
    seconds_allowed,
    skips,
    wait_until_gone,
    wait_until_ready,
)
from engine.standin.wire import Properties

FORCE, PROPAGATION = "pulumi.com/patchForce", "pulumi.com/deletionPropagationPolicy"
NEW_KIND_SECONDS = 15.0  # discovery lags behind a definition that is established
SECONDS_TO_GO = 60.0  # for an object that somebody is deleting already
LATER = ("resourceVersion", "generation", "managedFields")  # only known after the real update


class AlreadyExistsError(Exception):
    """The object is there, but not in this stack's state."""


class ConflictError(Exception):
    """Somebody else owns a field that this update would change."""


class InitFailedError(Exception):
    """The object was written but is not ready; the engine records it all the same."""

    def __init__(
        self, identifier: str, outputs: Properties, inputs: Properties, why: NotReadyError
    ):
        self.identifier, self.outputs, self.inputs = identifier, outputs, inputs
        self.reasons = why.reasons
        super().__init__(str(why))


@dataclass(frozen=True)
class Operations:
    """What can be done with an object of one kind."""

    cluster: Cluster
    kind: Kind
    cancelled: threading.Event
    tell: Callable[[str], None]

    def create(self, inputs: Properties, timeout: float) -> tuple[str, Properties]:
        """Id and outputs once the object is ready.

        Raises AlreadyExistsError, ApiError and, after the object was made, InitFailedError.
        """
        self._await_kind()
        try:
            query = {"fieldManager": ownership.CREATOR}
            live = self.cluster.create(self.kind, inputs.value, query)
        except ApiError as error:
            raise self._explained(error, inputs.value) from error
        return self._ready(live, inputs, new_field_manager(), live, timeout)

    def preview_create(self, inputs: Properties) -> Properties:
        """Outputs that are certain before the object exists: its inputs.

        Raises what the API server's dry run refuses; tolerates what an earlier step of the same
        run may still bring: the server, the kind, the namespace.
        """
        if not inputs.unknown():
            query = {"fieldManager": ownership.CREATOR, "dryRun": "All"}
            try:
                self.cluster.create(self.kind, inputs.value, query)
            except (UnreachableError, UnknownKindError):
                pass
            except ApiError as error:
                # A replacement deletes the old object first, so that it exists says nothing yet.
                if error.status != 404 and error.reason != "AlreadyExists":
                    raise
        return inputs

    def update(
        self, identifier: str, old: JsonObject, inputs: Properties, timeout: float
    ) -> Properties:
        """Outputs once the change is rolled out.

        Raises ConflictError, ApiError and, after the object was changed, InitFailedError.
        """
        manager = text(old, FIELD_MANAGER) or new_field_manager()
        self._take_over(parse_identity(identifier), manager)
        live = self._apply(inputs.value, manager, {})
        return self._ready(live, inputs, manager, old, timeout)[1]

    def preview_update(self, old: Properties, inputs: Properties) -> Properties:
        """Outputs as a dry run of the update shows them, without what only the real one decides."""
        manager = text(old.value, FIELD_MANAGER) or new_field_manager()
        if inputs.unknown():
            return inputs
        try:
            live = self._apply(inputs.value, manager, {"dryRun": "All"})
        except (UnreachableError, UnknownKindError):
            return inputs
        metadata = child(live, "metadata")
        metadata = {key: each for key, each in metadata.items() if key not in LATER}
        certain: JsonObject = {key: each for key, each in live.items() if key != "status"}
        certain["metadata"] = metadata
        return self._state(certain, inputs, manager, old.value)

    def read(
        self, identifier: str, old: Properties, known: Properties
    ) -> tuple[str, Properties, Properties]:
        """Id, outputs and inputs as they are live; an empty id when the object is gone.

        Raises InitFailedError when it is there but not ready, so that the next update waits again.
        """
        live = self._live(identifier)
        if live is None:
            return "", Properties({}), Properties({})
        if known.value:
            before = {key: each for key, each in old.value.items() if key not in BOOKKEEPING}
            found = ownership.drifted(known.value, live, before)
        else:
            found = ownership.imported(live)
        inputs = normal_inputs(self.kind, Properties(found, known.secrets))
        manager = text(old.value, FIELD_MANAGER) or new_field_manager()
        outputs = self._state(live, inputs, manager, old.value)
        verdict = judged(self.cluster, self.kind, live)
        if verdict.verdict != "ready":
            why = NotReadyError(live, f"{self._name(live)}: {verdict.reason}", [])
            raise InitFailedError(identity(live), outputs, inputs, why)
        return identity(live), outputs, inputs

    def _live(self, identifier: str) -> JsonObject | None:
        """The object, or none when it is gone; one that is on its way out is waited for.

        Otherwise an `up` right after an interrupted `destroy` would take it for present.
        """
        where = parse_identity(identifier)
        try:
            live = self.cluster.get(self.kind, *where)
            if not text(live, "metadata", "deletionTimestamp"):
                return live
            patience = Patience(SECONDS_TO_GO, self.cancelled, self.tell)
            wait_until_gone(self.cluster, self.kind, where, patience)
        except UnknownKindError:
            return None
        except ApiError as error:
            if error.status == 404:
                return None
            raise
        return None

    def delete(self, identifier: str, old: JsonObject, timeout: float) -> None:
        """Returns when the object is gone, or was not there; raises StillThereError, ApiError."""
        where = parse_identity(identifier)
        asked = text(old, "metadata", "annotations", PROPAGATION).capitalize()
        propagation = asked if asked in ("Background", "Orphan") else "Foreground"
        try:
            self.cluster.delete(self.kind, *where, propagation)
        except UnknownKindError:
            return
        except ApiError as error:
            if error.status == 404:
                return
            raise
        if not skips(old):
            patience = Patience(seconds_allowed(old, timeout), self.cancelled, self.tell)
            wait_until_gone(self.cluster, self.kind, where, patience)

    def _ready(
        self,
        live: JsonObject,
        inputs: Properties,
        manager: str,
        old: JsonObject,
        timeout: float,
    ) -> tuple[str, Properties]:
        patience = Patience(seconds_allowed(inputs.value, timeout), self.cancelled, self.tell)
        try:
            live = wait_until_ready(self.cluster, self.kind, live, patience)
        except NotReadyError as why:
            outputs = self._state(why.live, inputs, manager, old)
            raise InitFailedError(identity(live), outputs, inputs, why) from why
        except (ApiError, UnreachableError) as error:
            lost = NotReadyError(live, f"{self._name(live)}: lost while waiting: {error}", [])
            outputs = self._state(live, inputs, manager, old)
            raise InitFailedError(identity(live), outputs, inputs, lost) from error
        return identity(live), self._state(live, inputs, manager, old)

    def _state(
        self, live: JsonObject, inputs: Properties, manager: str, old: JsonObject
    ) -> Properties:
        initial = text(old, INITIAL_VERSION) or text(live, "apiVersion")
        return state(live, inputs, manager, initial)

    def _name(self, live: JsonObject) -> str:
        return f"{self.kind.kind} {identity(live)}"

    def _await_kind(self) -> None:
        deadline = time.monotonic() + NEW_KIND_SECONDS
        while True:
            try:
                self.cluster.resource(self.kind)
            except UnknownKindError:
                if time.monotonic() >= deadline or self.cancelled.wait(0.2):
                    raise
            else:
                return

    def _take_over(self, where: tuple[str, str], manager: str) -> None:
        """Makes `manager` the owner of what the creation and kubectl wrote."""
        for _ in range(5):  # the object may change between reading and patching it
            try:
                live = self.cluster.get(self.kind, *where)
                fields = ownership.taken_over(live, manager)
                if fields is None:
                    return
                patch: list[JsonObject] = [
                    {
                        "op": "replace",
                        "path": "/metadata/resourceVersion",
                        "value": text(live, "metadata", "resourceVersion"),
                    },
                    {"op": "replace", "path": "/metadata/managedFields", "value": fields},
                ]
                self.cluster.patch(self.kind, where, patch, JSON_PATCH, {})
            except ApiError as error:
                if error.status == 404:
                    return  # the apply creates it anew
                if error.status != 409:
                    raise
            else:
                return

    def _apply(self, body: JsonObject, manager: str, extra: dict[str, str]) -> JsonObject:
        where = parse_identity(identity(body))
        forced = text(body, "metadata", "annotations", FORCE).lower() == "true"
        query = {"fieldManager": manager, "force": str(forced).lower(), **extra}
        try:
            return self.cluster.patch(self.kind, where, body, APPLY, query)
        except ApiError as error:
            if error.reason != "Conflict" or not error.causes:
                raise
            managers = ownership.conflict_managers(error.causes)
            if extra and ownership.forceable(managers):
                # The real update takes these over first, which a dry run cannot.
                return self.cluster.patch(self.kind, where, body, APPLY, {**query, "force": "true"})
            fields = ", ".join(text(cause, "field") for cause in error.causes)
            raise ConflictError(
                f"{self._name(body)}: {', '.join(sorted(set(managers)))} manages {fields}; leave "
                f'these fields out of the program, or set the annotation {FORCE}: "true" to take '
                "them over"
            ) from error

    def _explained(self, error: ApiError, body: JsonObject) -> Exception:
        if error.reason != "AlreadyExists":
            return error
        what, where = self.kind.kind, identity(body)
        return AlreadyExistsError(
            f"{what} {where} already exists but is not in this stack's state; delete it "
            f"(`kubectl delete {what.lower()} {text(body, 'metadata', 'name')}"
            + (f" -n {text(body, 'metadata', 'namespace')}" if "/" in where else "")
            + f"`), or take it over with `pulumi import` and the id {where}"
        )
