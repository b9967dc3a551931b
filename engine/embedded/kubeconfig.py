"""A kubeconfig that stands alone: one context, certificates inlined."""

import base64
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, cast

from engine import yaml_text
from engine.embedded.errors import ClusterError
from engine.embedded.pools import Json, JsonObject

_INLINED: Final = {
    "certificate-authority": "certificate-authority-data",
    "client-certificate": "client-certificate-data",
    "client-key": "client-key-data",
}


def extract(path: Path, context: str | None = None) -> dict[str, Json]:
    """Return the kubeconfig of one context of a file, by default of its current one.

    Certificates and keys are inlined; an exec plugin is kept, with its path made absolute.
    Raises ClusterError for a missing or broken file and for an unknown context.
    """
    document = _read(path)
    contexts = _named(document, "contexts", "context")
    name = context or str(document.get("current-context", ""))
    if name not in contexts:
        raise _unknown_context(path, name, contexts)
    chosen = contexts[name]
    cluster = _referenced(path, document, chosen, "cluster")
    anonymous: JsonObject = {}
    user = _referenced(path, document, chosen, "user") if chosen.get("user") else anonymous
    entry: dict[str, Json] = {
        "name": name,
        "context": {**chosen, "cluster": name, "user": name},
    }
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": name,
        "contexts": [entry],
        "clusters": [{"name": name, "cluster": _standalone(path, cluster)}],
        "users": [{"name": name, "user": _standalone(path, user)}],
    }


def endpoint(kubeconfig: JsonObject) -> str:
    """Return the address of the API server of an extracted kubeconfig."""
    clusters = cast("Sequence[Mapping[str, Mapping[str, str]]]", kubeconfig["clusters"])
    return clusters[0]["cluster"]["server"]


def as_text(kubeconfig: JsonObject) -> str:
    """Return a kubeconfig as YAML."""
    from ruamel.yaml import YAML  # 0.1 s: not at import, a plugin process may never need it

    stream = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.dump(kubeconfig, stream)  # pyright: ignore[reportUnknownMemberType]  # untyped library
    return stream.getvalue()


def _read(path: Path) -> JsonObject:
    try:
        document = cast("Json", yaml_text.parse(path.read_bytes()))
    except OSError as error:
        raise ClusterError(
            what=f"the kubeconfig file {path} cannot be read",
            why=error.strerror or str(error),
            way_out="name the file of your cluster in cluster.kubeconfig of the stack file",
        ) from error
    except yaml_text.NotYamlError as error:
        raise _broken(path, f"it is not YAML: {error}") from error
    if not isinstance(document, Mapping):
        raise _broken(path, "it holds no object")
    return document


def _broken(path: Path, why: str) -> ClusterError:
    return ClusterError(
        what=f"{path} is not a kubeconfig file",
        why=why,
        way_out="let `kubectl config view --kubeconfig FILE` show it, and mend it",
    )


def _named(document: JsonObject, key: str, inner: str) -> dict[str, JsonObject]:
    items = document.get(key) or ()
    if not isinstance(items, Sequence) or isinstance(items, str):
        return {}
    return {
        str(item["name"]): cast("JsonObject", item.get(inner) or {})
        for item in items
        if isinstance(item, Mapping) and "name" in item
    }


def _referenced(path: Path, document: JsonObject, chosen: JsonObject, kind: str) -> JsonObject:
    name = str(chosen.get(kind, ""))
    found = _named(document, f"{kind}s", kind)
    if name not in found:
        raise _broken(path, f"a context names the {kind} {name!r}, which is not in it")
    return found[name]


def _unknown_context(path: Path, name: str, contexts: Mapping[str, JsonObject]) -> ClusterError:
    there = ", ".join(sorted(contexts)) or "none"
    return ClusterError(
        what=f"there is no context {name!r} in {path}",
        why=f"the contexts there are: {there}",
        way_out="name one of them in cluster.context of the stack file, or another file",
    )


def _standalone(path: Path, section: JsonObject) -> dict[str, Json]:
    alone: dict[str, Json] = {}
    for key, value in section.items():
        if key in _INLINED and isinstance(value, str) and value:
            if not section.get(_INLINED[key]):  # inline data win over a file, as in kubectl
                alone[_INLINED[key]] = _inlined(path, value)
        elif key == "tokenFile" and isinstance(value, str):
            alone[key] = str(_beside(path, value))  # stays a file: tokens are rotated in it
        elif key == "exec" and isinstance(value, Mapping):
            alone[key] = {**value, "command": _command(path, str(value.get("command", "")))}
        else:
            alone[key] = value
    return alone


def _beside(path: Path, value: str) -> Path:
    return path.absolute().parent / value


def _command(path: Path, command: str) -> str:
    return str(_beside(path, command)) if "/" in command else command


def _inlined(path: Path, value: str) -> str:
    file = _beside(path, value)
    try:
        return base64.b64encode(file.read_bytes()).decode()
    except OSError as error:
        raise ClusterError(
            what=f"{file} cannot be read",
            why=f"{error.strerror or error}; the kubeconfig {path} names it",
            way_out="let the tool that made the cluster write its kubeconfig again",
        ) from error
