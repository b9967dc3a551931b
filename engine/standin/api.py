"""The API server, spoken to in plain REST with the credentials of a kubeconfig."""

import json
import threading
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

import urllib3

from engine.standin.credentials import connection
from engine.standin.objects import Kind
from engine.standin.shape import JsonObject, as_object, objects, text

APPLY = "application/apply-patch+yaml"
JSON_PATCH = "application/json-patch+json"


class UnreachableError(Exception):
    """No API server answers, or not with the certificate the kubeconfig expects."""


class ApiError(Exception):
    """The API server said no."""

    def __init__(self, status: int, body: JsonObject) -> None:
        self.status = status
        self.reason = text(body, "reason")
        self.causes = objects(body, "details", "causes")
        super().__init__(text(body, "message") or f"the API server answered {status}")


class UnknownKindError(Exception):
    """The API server serves no such kind (yet)."""


class Resource(NamedTuple):
    """Where the objects of a kind live."""

    prefix: str
    plural: str
    namespaced: bool


class Cluster:
    """One API server; safe to use from many threads at once."""

    def __init__(self, kubeconfig: str, context: str = "", cluster: str = "") -> None:
        self.server, self._credentials, self._pool = connection(kubeconfig, context, cluster)
        self._resources: dict[str, dict[str, Resource]] = {}
        self._lock = threading.Lock()

    def get(self, kind: Kind, namespace: str, name: str) -> JsonObject:
        """The object; raises ApiError (404 when it does not exist)."""
        return self._call("GET", self._path(kind, namespace, name))

    def list(self, path: str, query: Mapping[str, str]) -> list[JsonObject]:
        """Items of a collection below the server's root."""
        return objects(self._call("GET", path, query), "items")

    def create(self, kind: Kind, obj: JsonObject, query: Mapping[str, str]) -> JsonObject:
        """POST of a whole object; raises ApiError (409 AlreadyExists)."""
        path = self._path(kind, text(obj, "metadata", "namespace"), "")
        return self._call("POST", path, query, obj)

    def patch(
        self, kind: Kind, where: tuple[str, str], body: object, form: str, query: Mapping[str, str]
    ) -> JsonObject:
        """PATCH in the given content type; raises ApiError (409 Conflict)."""
        return self._call("PATCH", self._path(kind, *where), query, body, form)

    def delete(self, kind: Kind, namespace: str, name: str, propagation: str) -> JsonObject:
        """Starts a deletion; raises ApiError (404 when there is nothing to delete)."""
        body: JsonObject = {"propagationPolicy": propagation}
        return self._call("DELETE", self._path(kind, namespace, name), body=body)

    def resource(self, kind: Kind) -> Resource:
        """Where a kind lives, asked again once when it is not known; raises UnknownKindError."""
        version = kind.api_version
        with self._lock:
            known = self._resources.get(version, {})
            if kind.kind not in known:
                known = self._resources[version] = self._discover(kind)
        if kind.kind not in known:
            raise UnknownKindError(f"the API server serves no {kind.kind} in {version}")
        return known[kind.kind]

    def _discover(self, kind: Kind) -> dict[str, Resource]:
        prefix = f"/apis/{kind.api_version}" if kind.group else f"/api/{kind.version}"
        try:
            served = objects(self._call("GET", prefix), "resources")
        except ApiError as error:
            if error.status == 404:
                return {}
            raise
        return {
            text(each, "kind"): Resource(prefix, text(each, "name"), bool(each.get("namespaced")))
            for each in served
            if "/" not in text(each, "name")
        }

    def _path(self, kind: Kind, namespace: str, name: str) -> str:
        resource = self.resource(kind)
        scope = f"/namespaces/{quote(namespace or 'default')}" if resource.namespaced else ""
        return f"{resource.prefix}{scope}/{resource.plural}" + (f"/{quote(name)}" if name else "")

    def _call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: object = None,
        form: str = "application/json",
    ) -> JsonObject:
        url = self.server + path + (f"?{urlencode(query)}" if query else "")
        headers = {"Accept": "application/json", "Content-Type": form}
        # Asked again for every call: tokens expire.
        if token := self._credentials.get_api_key_with_prefix("authorization"):
            headers["Authorization"] = token
        data = None if body is None else json.dumps(body).encode()
        try:
            answer = self._pool.request(method, url, body=data, headers=headers)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise UnreachableError(
                f"no API server answers at {self.server} ({_cause(error)}); start the cluster or "
                "correct the kubeconfig, then run again"
            ) from error
        try:
            parsed = as_object(json.loads(answer.data or b"{}"))
        except ValueError:
            raw = answer.data.decode(errors="replace")
            parsed = as_object({"message": raw[:500]})
        if answer.status >= 400:
            raise ApiError(answer.status, parsed)
        return parsed


def _cause(error: BaseException) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error).split(": ", 1)[-1][:200]
