"""From a kubeconfig to a connection pool that trusts its server and proves who is asking."""

import ssl
from pathlib import Path
from typing import Protocol, cast

import urllib3
import yaml

from engine.standin.shape import JsonObject, as_object, child, objects, text

CONNECT_SECONDS, READ_SECONDS = 5, 60  # a local API server answers in milliseconds or not at all
# The server itself asks for patience with this status, while a new kind's storage starts.
BUSY = 429


class Credentials(Protocol):
    """What the official client's kubeconfig loader fills in."""

    host: str
    verify_ssl: bool
    ssl_ca_cert: str | None
    cert_file: str | None
    key_file: str | None
    tls_server_name: str | None

    def get_api_key_with_prefix(self, identifier: str) -> str | None:
        """Authorization header; runs an exec plugin again when its token has expired."""
        ...


class _Loader(Protocol):
    def load_and_set(self, client_configuration: Credentials) -> None: ...


def connection(
    kubeconfig: str, context: str, cluster: str
) -> tuple[str, Credentials, urllib3.PoolManager]:
    """Server address, credentials and pool of a kubeconfig; raises ValueError on a bad one."""
    # Imported here: it takes half a second, and checks and diffs do without it.
    from kubernetes.client import Configuration
    from kubernetes.config import kube_config

    parsed = parse_kubeconfig(kubeconfig, context, cluster)
    credentials = cast("Credentials", Configuration())
    loader = kube_config.KubeConfigLoader(parsed, active_context=text(parsed, "current-context"))
    cast("_Loader", loader).load_and_set(credentials)
    secure = credentials.host.startswith("https")
    pool = urllib3.PoolManager(
        maxsize=32,
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        retries=urllib3.Retry(
            4,
            connect=0,
            read=0,
            status_forcelist=[BUSY],
            allowed_methods=None,
            raise_on_status=False,
        ),
        ssl_context=_tls(credentials) if secure else None,
        server_hostname=credentials.tls_server_name,
    )
    # The loader writes keys to temporary files; once loaded they must not outlive a kill.
    kube_config._cleanup_temp_files()  # pyright: ignore[reportPrivateUsage]
    return credentials.host.rstrip("/"), credentials, pool


def _tls(credentials: Credentials) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=credentials.ssl_ca_cert)
    if not credentials.verify_ssl:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if credentials.cert_file:
        context.load_cert_chain(credentials.cert_file, credentials.key_file)
    return context


def parse_kubeconfig(given: str, context: str = "", cluster: str = "") -> JsonObject:
    """A kubeconfig, given as contents or as a path, with the wanted context made the current one.

    Raises ValueError that never quotes the contents.
    """
    looks_like_path = "\n" not in given and not given.lstrip().startswith("{")
    try:
        source = Path(given).expanduser().read_text() if looks_like_path and given else given
        parsed = as_object(yaml.safe_load(source))
    except (OSError, yaml.YAMLError) as error:
        raise ValueError(
            "kubeconfig is neither the contents of a kubeconfig nor a path to one "
            f"({type(error).__name__})"
        ) from None
    if not parsed.get("clusters"):
        raise ValueError("kubeconfig names no clusters; give the whole file's contents")
    name = context or text(parsed, "current-context")
    contexts = {text(each, "name"): each for each in objects(parsed, "contexts")}
    if name not in contexts:
        known = ", ".join(sorted(contexts)) or "none"
        raise ValueError(f"kubeconfig has no context {name!r}; it has {known}")
    if cluster:
        child(contexts[name], "context")["cluster"] = cluster
    return {**parsed, "current-context": name}


def server_of(kubeconfig: str, context: str = "", cluster: str = "") -> str:
    """Address of the API server a kubeconfig leads to; empty where it leads nowhere."""
    try:
        parsed = parse_kubeconfig(kubeconfig, context, cluster)
    except ValueError:
        return ""
    contexts = {text(each, "name"): each for each in objects(parsed, "contexts")}
    wanted = text(contexts[text(parsed, "current-context")], "context", "cluster")
    servers = {
        text(each, "name"): text(each, "cluster", "server") for each in objects(parsed, "clusters")
    }
    return servers.get(wanted, "")
