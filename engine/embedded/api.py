"""The few calls to an embedded cluster's API server that its driver makes.

The official client takes over a second to import; a driver that is asked at each start needs six
verbs of JSON over TLS.
"""

import http.client
import json
import ssl
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self, cast

from engine.embedded.errors import ClusterError
from engine.embedded.pools import JsonObject

_MERGE: Final = "application/merge-patch+json"
_APPLY: Final = "application/apply-patch+yaml"  # JSON is YAML
_TIMEOUT_SECONDS: Final = 20.0


class ApiRefusalError(ClusterError):
    """The API server answered a request of ours with an error."""

    def __init__(self, method: str, path: str, status: int, message: str) -> None:
        super().__init__(
            what=f"the API server refused {method} {path}",
            why=f"{status}: {message}",
            way_out="the message names what it objects to; the cluster itself works",
        )
        self.status = status


class Api:
    """A connection to the API server of an embedded cluster, as its administrator."""

    def __init__(self, pki: Path, port: int, timeout: float = _TIMEOUT_SECONDS) -> None:
        context = ssl.create_default_context(cafile=pki / "ca.crt")
        context.load_cert_chain(pki / "admin.crt", pki / "admin.key")
        self._connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=timeout, context=context
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, path: str) -> JsonObject:
        """Return an object; raises ApiRefusalError."""
        return self._call("GET", path)

    def items(self, path: str) -> Sequence[JsonObject]:
        """Return the objects of a list; raises ApiRefusalError."""
        return cast("Sequence[JsonObject]", self.get(path).get("items") or ())

    def has(self, path: str) -> bool:
        """Whether there is an object; raises ApiRefusalError."""
        try:
            self.get(path)
        except ApiRefusalError as refusal:
            if refusal.status != http.HTTPStatus.NOT_FOUND:
                raise
            return False
        return True

    def create(self, path: str, body: JsonObject) -> None:
        """Create an object, or leave the one alone that has its name; raises ApiRefusalError."""
        try:
            self._call("POST", path, body)
        except ApiRefusalError as refusal:
            if refusal.status != http.HTTPStatus.CONFLICT:
                raise

    def patch(self, path: str, body: JsonObject) -> None:
        """Apply a merge patch; raises ApiRefusalError."""
        self._call("PATCH", path, body, _MERGE)

    def apply(self, path: str, body: JsonObject) -> None:
        """Make an object be like this, new or not, whoever changed it; raises ApiRefusalError."""
        self._call("PATCH", f"{path}?fieldManager=plinth&force=true", body, _APPLY)

    def delete(self, path: str) -> None:
        """Delete an object if it is there; raises ApiRefusalError."""
        try:
            self._call("DELETE", path)
        except ApiRefusalError as refusal:
            if refusal.status != http.HTTPStatus.NOT_FOUND:
                raise

    def ready(self, path: str = "/readyz") -> str:
        """Return "" if the server calls itself ready, or well at another path; else its answer."""
        try:
            status, body = self._exchange("GET", path, None, "")
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            return str(error) or type(error).__name__
        return "" if status == http.HTTPStatus.OK else body.decode(errors="replace")

    def _call(
        self, method: str, path: str, body: JsonObject | None = None, kind: str = "application/json"
    ) -> JsonObject:
        try:
            status, answer = self._exchange(method, path, body, kind)
        except (OSError, http.client.HTTPException) as error:
            raise ClusterError(
                what="the API server of the embedded cluster does not answer",
                why=f"{method} {path}: {error or type(error).__name__}",
                way_out="run ./plinth up again: it starts a cluster that is down",
            ) from error
        found = cast("JsonObject", json.loads(answer))
        if status >= http.HTTPStatus.BAD_REQUEST:
            raise ApiRefusalError(method, path, status, str(found.get("message", "")))
        return found

    def _exchange(
        self, method: str, path: str, body: JsonObject | None, kind: str
    ) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        self._connection.request(method, path, body=data, headers={"Content-Type": kind})
        response = self._connection.getresponse()
        return response.status, response.read()
