"""The provider's own configuration: what it accepts, and what a change of it means."""

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.standin.credentials import parse_kubeconfig, server_of
from engine.standin.shape import Json, JsonObject, text
from engine.standin.wire import UNKNOWN

USED = frozenset(
    {
        "cluster",
        "clusterIdentifier",
        "context",
        "enableConfigMapMutable",
        "enableSecretMutable",
        "kubeconfig",
    }
)
# Of no consequence here: what they silence or switch on is always so in the stand-in.
IGNORED = frozenset(
    {
        "enableServerSideApply",
        "suppressDeprecationWarnings",
        "suppressHelmHookWarnings",
        "version",
        "pluginDownloadURL",
        "__internal",
    }
)
Meaning: TypeAlias = Literal["same", "update", "replace"]


@dataclass(frozen=True)
class Settings:
    """Configuration in use."""

    kubeconfig: str
    context: str
    cluster: str
    mutable: frozenset[str]

    @staticmethod
    def of(config: JsonObject) -> "Settings":
        """Settings from the provider's inputs."""
        flags = {"enableConfigMapMutable": "ConfigMap", "enableSecretMutable": "Secret"}
        return Settings(
            kubeconfig=text(config, "kubeconfig"),
            context=text(config, "context"),
            cluster=text(config, "cluster"),
            mutable=frozenset(kind for flag, kind in flags.items() if _is_on(config.get(flag))),
        )


def problems(config: JsonObject) -> list[tuple[str, str]]:
    """What is wrong with a configuration, as pairs of property and reason; never quotes values."""
    found: list[tuple[str, str]] = []
    for name in sorted(config.keys() - USED - IGNORED):
        if config[name] not in (None, False, "false", ""):
            reason = "the Kubernetes provider stand-in does not know this setting; "
            found.append((name, f"{reason}remove it, or install the real plugin"))
    kubeconfig = config.get("kubeconfig")
    if UNKNOWN in (kubeconfig, config.get("context"), config.get("cluster")):
        return found
    if not isinstance(kubeconfig, str) or not kubeconfig:
        reason = "give the contents of a kubeconfig; the stand-in never guesses a cluster"
        return [*found, ("kubeconfig", reason)]
    try:
        parse_kubeconfig(kubeconfig, text(config, "context"), text(config, "cluster"))
    except ValueError as error:
        found.append(("kubeconfig", str(error)))
    return found


def meaning(old: JsonObject, new: JsonObject) -> tuple[Meaning, list[str]]:
    """What a change of configuration means, with the changed properties.

    A new cluster identifier is a new cluster, so everything on it is replaced; with the same one
    any other change is an update. Without identifiers the server's address decides.
    """
    changed = [
        name
        for name in sorted(old.keys() | new.keys())
        if name not in IGNORED and (old.get(name) != new.get(name) or new.get(name) == UNKNOWN)
    ]
    if not changed:
        return "same", []
    before, after = old.get("clusterIdentifier"), new.get("clusterIdentifier")
    if before and after and UNKNOWN not in (before, after):
        return ("update" if before == after else "replace"), changed
    if UNKNOWN in (new.get("kubeconfig"), new.get("context"), new.get("cluster"), after):
        return "update", changed  # decided once it is known
    return ("update" if _server(old) == _server(new) else "replace"), changed


def _server(config: JsonObject) -> str:
    return server_of(text(config, "kubeconfig"), text(config, "context"), text(config, "cluster"))


def _is_on(flag: Json) -> bool:
    # Provider inputs travel as JSON strings.
    return json.loads(flag) is True if flag in ("true", "false") else flag is True
