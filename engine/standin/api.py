"""The API server, spoken to in plain REST with the credentials of a kubeconfig."""

import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import urllib3
import yaml
from kubernetes.client import Configuration
from kubernetes.config import ConfigException, kube_config

from engine.standin.objects import Kind, Place, RefusedError
from engine.standin.shape import JsonObject, as_object, objects, text

JSON, JSON_PATCH = "application/json", "application/json-patch+json"
APPLY = "application/apply-patch+yaml"
CONNECT_SECONDS, READ_SECONDS = 5, 60  # a local API server answers in milliseconds or not at all


_LOADING = threading.Lock()
"""The client library keeps its temporary files in one list for the whole process."""


class UnreachableError(RefusedError):
    """No API server answers, or not with the certificate the kubeconfig expects."""


class ApiError(RefusedError):
    """The API server said no."""

    def __init__(self, status: int, body: JsonObject) -> None:
        self.status = status
        self.reason = text(body, "reason")
        self.causes = objects(body, "details", "causes")
        super().__init__(text(body, "message") or f"the API server answered {status}")


class NotThereError(ApiError):
    """There is no such object, or no such namespace or kind (yet)."""


class Cluster:
    """One API server; safe to use from many threads at once."""

    def __init__(self, kubeconfig: str) -> None:
        """Connects to nothing yet; raises RefusedError for a kubeconfig of no use."""
        self._user, self._pool = _connection(kubeconfig)
        self._collections: dict[Kind, str] = {}
        self._lock = threading.Lock()

    def get(self, kind: Kind, place: Place) -> JsonObject | None:
        """The object; none where it is not there."""
        with suppress(NotThereError):
            return self._call("GET", self._path(kind, place))
        return None

    def list(self, path: str, query: Mapping[str, str]) -> list[JsonObject]:
        """Items of a collection below the server's root."""
        return objects(self._call("GET", path, query), "items")

    def create(self, kind: Kind, obj: JsonObject, query: Mapping[str, str]) -> JsonObject:
        """POST of a whole object; raises ApiError (AlreadyExists)."""
        return self._call("POST", self.collection(kind, Place.of(obj).namespace), query, obj)

    def patch(
        self, kind: Kind, place: Place, body: object, form: str, query: Mapping[str, str]
    ) -> JsonObject:
        """PATCH in the given content type; raises ApiError (Conflict)."""
        return self._call("PATCH", self._path(kind, place), query, body, form)

    def delete(self, kind: Kind, place: Place) -> None:
        """Starts a deletion: of what depends on the object, then of itself, if it is there."""
        with suppress(NotThereError):
            self._call("DELETE", self._path(kind, place), body={"propagationPolicy": "Foreground"})

    def collection(self, kind: Kind, namespace: str) -> str:
        """Path of the objects of a kind; raises NotThereError for a kind that is not served."""
        with self._lock:
            if kind not in self._collections:
                self._collections |= self._discovered(kind)
            path = self._collections.get(kind)
        if path is None:
            message = f"the API server serves no {kind.kind} in {kind.api_version}"
            raise NotThereError(404, {"message": message})
        return path.format(namespace=quote(namespace or "default"))

    def _discovered(self, kind: Kind) -> dict[Kind, str]:
        root = f"/apis/{kind.api_version}" if kind.group else f"/api/{kind.version}"
        served: list[JsonObject] = []
        with suppress(NotThereError):
            served = objects(self._call("GET", root), "resources")
        return {
            kind._replace(kind=text(each, "kind")): root
            + ("/namespaces/{namespace}/" if each.get("namespaced") else "/")
            + text(each, "name")
            for each in served
            if "/" not in text(each, "name")
        }

    def _path(self, kind: Kind, place: Place) -> str:
        return f"{self.collection(kind, place.namespace)}/{quote(place.name)}"

    def _call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: object = None,
        form: str = JSON,
    ) -> JsonObject:
        url = f"{self._user.host}{path}?{urlencode(query or {})}"
        headers = {"Accept": JSON, "Content-Type": form}
        # Asked again for every call: tokens expire.
        if token := self._user.get_api_key_with_prefix("authorization"):
            headers["Authorization"] = token
        try:
            answer = self._pool.request(method, url, json=body, headers=headers)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            reason = str(getattr(error, "reason", error)).split(": ", 1)[-1]
            raise UnreachableError(
                f"no API server answers at {self._user.host} ({reason}); start the cluster or "
                "correct the kubeconfig, then run again"
            ) from error
        try:
            parsed = as_object(answer.json())
        except ValueError:
            parsed = as_object({"message": answer.data.decode(errors="replace")[:500]})
        if answer.status >= 400:
            raise (NotThereError if answer.status == 404 else ApiError)(answer.status, parsed)
        return parsed


def _connection(kubeconfig: str) -> tuple[Configuration, urllib3.PoolManager]:
    """Who asks which server, and the connections that prove it."""
    user = Configuration()
    with _LOADING:
        trust = _loaded(kubeconfig, user)
    pool = urllib3.PoolManager(
        maxsize=32,
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        # Only what the server asks to repeat, as it does while a new kind's storage starts.
        retries=urllib3.Retry(4, connect=0, read=0, allowed_methods=None, raise_on_status=False),
        ssl_context=trust,
    )
    return user, pool


def _loaded(kubeconfig: str, user: Configuration) -> ssl.SSLContext:
    """Read a kubeconfig into a configuration; what proves who asks, and who answers."""
    try:
        contents = kubeconfig if _is_contents(kubeconfig) else Path(kubeconfig).read_text()
        parsed = yaml.safe_load(contents)
        kube_config.load_kube_config_from_dict(parsed, client_configuration=user)  # pyright: ignore[reportUnknownMemberType]  # untyped library
        trust = ssl.create_default_context(cafile=user.ssl_ca_cert)
        if user.cert_file:
            trust.load_cert_chain(user.cert_file, user.key_file)
        return trust
    except (ConfigException, OSError, ValueError, yaml.YAMLError) as error:
        # Only what is wrong: the message could quote the contents.
        raise RefusedError(
            f"kubeconfig is not that of a cluster ({type(error).__name__}); give the contents of "
            "a kubeconfig with a current context, or the path to one"
        ) from None
    finally:
        # The loader writes keys to temporary files; once loaded they must not outlive a kill.
        kube_config._cleanup_temp_files()  # pyright: ignore[reportPrivateUsage]


def _is_contents(kubeconfig: str) -> bool:
    """Whether it is a kubeconfig itself, as YAML or as JSON in one line, and no path to one."""
    return "\n" in kubeconfig or kubeconfig.lstrip().startswith("{")
