"""The provider's own configuration: what it accepts, and what a change of it means."""

from engine.standin.shape import JsonObject, text
from engine.standin.wire import UNKNOWN

MUTABLE = {"enableConfigMapMutable": "ConfigMap", "enableSecretMutable": "Secret"}
IDENTIFIER = "clusterIdentifier"
USED = frozenset({IDENTIFIER, "kubeconfig", *MUTABLE})
# Of no consequence here: what they silence or switch on is always so in the stand-in.
IGNORED = frozenset(
    {
        "suppressDeprecationWarnings",
        "suppressHelmHookWarnings",
        "version",
        "pluginDownloadURL",
        "__internal",
    }
)


def mutable_kinds(config: JsonObject) -> frozenset[str]:
    """Kinds whose content is edited in place instead of replaced."""
    # Provider inputs travel as JSON strings.
    return frozenset(kind for flag, kind in MUTABLE.items() if config.get(flag) in (True, "true"))


def problems(config: JsonObject) -> list[tuple[str, str]]:
    """What is wrong with a configuration, as pairs of property and reason; never quotes values."""
    unknown = "the Kubernetes provider stand-in does not know this setting; "
    found = [
        (name, f"{unknown}remove it, or install the real plugin")
        for name in sorted(config.keys() - USED - IGNORED)
    ]
    if not text(config, "kubeconfig"):
        reason = "give a kubeconfig, its contents or its path; the stand-in never guesses a cluster"
        found.append(("kubeconfig", reason))
    if not text(config, IDENTIFIER):
        reason = "give the cluster a name of its own; the stand-in tells clusters apart by it"
        found.append((IDENTIFIER, reason))
    return found


def changes(old: JsonObject, new: JsonObject) -> list[str]:
    """Settings that differ; another identifier is another cluster, so it replaces everything."""
    return [
        name for name in sorted(USED) if old.get(name) != new.get(name) or new.get(name) == UNKNOWN
    ]
