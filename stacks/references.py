"""Rules between the parts of a stack: what is named must be there, and names must not clash."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from components.cache import connection as cache_connection
from components.cluster.spec import KwokSpec
from components.database import connection as database_connection
from components.refusal import Refusal
from components.secret.spec import ExistingSecretSpec, object_name
from components.workload.spec import WebSpec, WorkloadSpec

if TYPE_CHECKING:
    from stacks.spec import StackSpec


def dangling(stack: StackSpec) -> list[Refusal]:
    """Return every reference of the stack that leads nowhere and every name that is taken twice."""
    found = [*_namespaces(stack), *_shared_keys(stack), *_taken_names(stack)]
    for name, workload in stack.workloads.items():
        at = ("workloads", name)
        found += _unknown((*at, "secret_env"), "secret", workload.secret_env, stack.secrets)
        found += [
            Refusal((*at, "configs", config), _no_such("config", config, stack.configs))
            for config in workload.configs
            if config not in stack.configs
        ]
        found += _files(stack, name, workload)
        found += _calls(stack, name, workload)
        found += _pools(stack, name, workload)
    return found


def _no_such(kind: str, name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]}?" if close else f" ({kind}s: {_listed(known)})"
    return f"no such {kind}: {name}{hint}"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _unknown(
    at: tuple[str | int, ...], kind: str, used: Mapping[str, str], known: Collection[str]
) -> list[Refusal]:
    return [
        Refusal((*at, key), _no_such(kind, name, known))
        for key, name in used.items()
        if name not in known
    ]


def _namespaces(stack: StackSpec) -> Iterator[Refusal]:
    groups = {
        "workloads": stack.workloads,
        "databases": stack.databases,
        "caches": stack.caches,
    }
    for group, members in groups.items():
        for name, member in members.items():
            if member.namespace is None and len(stack.namespaces) > 1:
                message = f"missing; name one of the namespaces: {_listed(stack.namespaces)}"
                yield Refusal((group, name, "namespace"), message)
            elif member.namespace is not None and member.namespace not in stack.namespaces:
                message = _no_such("namespace", member.namespace, stack.namespaces)
                yield Refusal((group, name, "namespace"), message)


def _shared_keys(stack: StackSpec) -> Iterator[Refusal]:
    taken: dict[tuple[str, str], str] = {}
    for name, secret in stack.secrets.items():
        if isinstance(secret, ExistingSecretSpec):
            continue
        place = (object_name(name, secret), secret.key)
        if place in taken:
            message = f"key {place[1]} of {place[0]} already holds the secret {taken[place]}"
            yield Refusal(("secrets", name, "key"), message)
        taken.setdefault(place, name)


def _taken_names(stack: StackSpec) -> Iterator[Refusal]:
    stores = {database_connection.object_name(n): f"databases.{n}" for n in stack.databases}
    stores |= {cache_connection.object_name(n): f"caches.{n}" for n in stack.caches}
    for name in stack.workloads:
        if name in stores:
            message = f"the name is taken by the objects of {stores[name]}; choose another"
            yield Refusal(("workloads", name), message)
    for name, secret in stack.secrets.items():
        taken = stores.get(object_name(name, secret))
        if taken is not None:
            message = f"the Secret {object_name(name, secret)} belongs to {taken}; choose another"
            yield Refusal(("secrets", name), message)


def _files(stack: StackSpec, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    for config, use in workload.configs.items():
        if config not in stack.configs:
            continue
        files = stack.configs[config].files
        for file in use.mounts:
            if file not in files:
                at = ("workloads", name, "configs", config, "mounts", file)
                yield Refusal(at, _no_such("file", file, files))


def _calls(stack: StackSpec, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    known: Mapping[str, Collection[str]] = {
        "workload": stack.workloads,
        "database": stack.databases,
        "cache": stack.caches,
    }
    for position, call in enumerate(workload.calls):
        kind, _, target = call.partition(".")
        at = ("workloads", name, "calls", position)
        if kind not in known:
            continue
        if target not in known[kind]:
            yield Refusal(at, _no_such(kind, target, known[kind]))
        elif kind == "workload" and not isinstance(stack.workloads[target], WebSpec):
            yield Refusal(at, f"{target} has no ports to call; its kind is not web")


def _pools(stack: StackSpec, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    if workload.node_pool is None:
        return
    pools = list(stack.cluster.node_pools) if isinstance(stack.cluster, KwokSpec) else []
    if workload.node_pool not in pools:
        yield Refusal(("workloads", name, "node_pool"), _no_such("pool", workload.node_pool, pools))
