"""The change that a rehearsal makes to a stack: one more of something; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from components.cluster.eks_spec import EksSpec
from components.dns.spec import covers
from engine.runner.workspace import Json

Document = Mapping[str, Json]
_DEFAULT_VERSION: Final = str(EksSpec.model_fields["version"].default)
_OTHER, _THIRD = "10.99.0.0/16", "10.98.0.0/16"


@dataclass(frozen=True, kw_only=True, slots=True)
class ScaleChange:
    """One number of a stack file that is raised by one."""

    path: tuple[str, ...]
    was: int
    touches: str
    """The only kind of resource that may change with it."""

    def told(self) -> str:
        """Return it in words."""
        return f"{'.'.join(self.path)}: {self.was} -> {self.was + 1}"

    def applied(self, document: Document) -> dict[str, Json]:
        """Return the stack with the number raised."""
        return _with(document, self.path, self.was + 1)


def scale_change(document: Document) -> ScaleChange | None:
    """Return the first that a stack has of: fixed replicas, an autoscaler's fewest, a pool's most.

    One replica becomes two only where nothing else is left: that brings a disruption budget along.
    """
    found = [*_workloads(document), *_pools(document)]
    return min(found, key=lambda each: each.was < 2, default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Upgrade:
    """A cluster that is taken up by one minor version."""

    was: str
    becomes: str

    def applied(self, document: Document) -> dict[str, Json]:
        """Return the stack with the newer version."""
        return _with(document, ("cluster", "version"), self.becomes)


def upgrade(document: Document, known: Sequence[str]) -> Upgrade | None:
    """Return the step of an EKS cluster to the next minor version of those `known`, oldest first.

    None for the newest, for another kind of cluster, and where a pool names its image: that is one
    of the cluster's version, which somebody has to choose along with the new one.
    """
    cluster = _object(document.get("cluster"))
    was = cluster.get("version", _DEFAULT_VERSION)
    pinned = any(pool.get("ami_release") for pool in _members(cluster, "node_pools").values())
    if cluster.get("kind") != "eks" or not isinstance(was, str) or was not in known[:-1] or pinned:
        return None
    return Upgrade(was=was, becomes=known[known.index(was) + 1])


@dataclass(frozen=True, kw_only=True, slots=True)
class Renaming:
    """A host in a zone of the stack that gets another name in it."""

    workload: str
    was: str
    becomes: str

    def applied(self, document: Document) -> dict[str, Json]:
        """Return the stack with the other host."""
        return _with(document, ("workloads", self.workload, "expose", "host"), self.becomes)


def renaming(document: Document) -> Renaming | None:
    """Return the renaming of the first host that a zone answers for and one route alone leads to.

    None too for a route that brings a certificate, which is for its own host.
    """
    exposed = {n: _object(w.get("expose")) for n, w in _members(document, "workloads").items()}
    hosts = [expose.get("host") for expose in exposed.values()]
    domains = [zone.get("domain") for zone in _members(document, "dns_zones").values()]
    for name, expose in sorted(exposed.items()):
        host = expose.get("host")
        if not isinstance(host, str) or hosts.count(host) > 1 or expose.get("certificate_arn"):
            continue
        for domain in domains:
            if isinstance(domain, str) and covers(domain, host):
                return Renaming(workload=name, was=host, becomes=f"renamed.{domain}")
    return None


def moved(document: Document) -> dict[str, Json] | None:
    """Return the stack in another network, which would take everything in it along."""
    cidr = _object(document.get("network")).get("cidr")
    if not isinstance(cidr, str):
        return None
    return _with(document, ("network", "cidr"), _OTHER if cidr != _OTHER else _THIRD)


GONE: Final[Mapping[str, str]] = {"deletion": "delete", "last_snapshot": "none"}
"""What each field says by which something would stay, once nothing is to."""


def unprotected(document: Document) -> dict[str, Json]:
    """Return the stack with every such field set so that it can go to the end."""
    return {key: GONE.get(key) or _below(value) for key, value in document.items()}


def _below(value: Json) -> Json:
    if isinstance(value, Mapping):
        return unprotected(value)
    if isinstance(value, list):
        return [_below(each) for each in value]
    return value


def _workloads(document: Document) -> list[ScaleChange]:
    found: list[ScaleChange] = []
    for name, workload in _members(document, "workloads").items():
        scaling = _object(workload.get("scaling"))
        replicas, least, most = (scaling.get(key) for key in ("replicas", "min", "max"))
        path = ("workloads", name, "scaling")
        if scaling.get("kind") == "fixed" and isinstance(replicas, int):
            found.append(ScaleChange(path=(*path, "replicas"), was=replicas, touches="Deployment"))
        elif isinstance(least, int) and isinstance(most, int) and 0 < least < most:
            touched = "HorizontalPodAutoscaler"
            found.append(ScaleChange(path=(*path, "min"), was=least, touches=touched))
    return sorted(found, key=lambda each: each.path[-1] != "replicas")


def _pools(document: Document) -> list[ScaleChange]:
    pools = _members(_object(document.get("cluster")), "node_pools")
    return [
        ScaleChange(
            path=("cluster", "node_pools", name, "max_nodes"), was=most, touches="NodeGroup"
        )
        for name, pool in pools.items()
        if isinstance(most := pool.get("max_nodes"), int)
    ]


def _members(document: Document, group: str) -> dict[str, Document]:
    return {name: _object(each) for name, each in _object(document.get(group)).items()}


def _object(value: Json) -> Document:
    return value if isinstance(value, Mapping) else {}


def _with(document: Document, path: Sequence[str], value: Json) -> dict[str, Json]:
    key, *rest = path
    inner = _with(cast("Document", document[key]), rest, value) if rest else value
    return {**document, key: inner}
