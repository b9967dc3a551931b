"""Rules between the parts of a stack: whatever is named must be there."""

import difflib
from collections.abc import Collection, Iterator, Mapping

from components.refusal import Refusal
from components.secret.spec import REGISTRY_LOGIN_KEY
from components.workload.spec import WebSpec, WorkerSpec, WorkloadBase, WorkloadSpec
from stacks.addons import addon_refusals
from stacks.parts import StackParts
from stacks.placement import is_in_cluster, namespace_of


def dangling(stack: StackParts) -> list[Refusal]:
    """Return every reference of the stack that leads nowhere."""
    found = [*_namespaces(stack), *addon_refusals(stack)]
    for name, workload in stack.workloads.items():
        at = ("workloads", name)
        found += _unknown((*at, "secret_env"), "secret", workload.secret_env, stack.secrets)
        configs = {config: config for config in workload.configs}
        found += _unknown((*at, "configs"), "config", configs, stack.configs)
        found += _files(stack, name, workload)
        found += _pull_secrets(stack, name, workload)
        found += _volumes(stack, name, workload)
        found += _calls(stack, name, workload)
        found += _pool(stack, ("workloads", name, "node_pool"), workload.node_pool)
    for name, addon in stack.addons.asked().items():
        found += _pool(stack, ("addons", name, "node_pool"), addon.node_pool)
    return [*found, *_task_workload(stack)]


def no_such(kind: str, name: str, known: Collection[str]) -> str:
    """Return that nothing is called so, with the name that was probably meant."""
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]}?" if close else f" ({kind}s: {_listed(known)})"
    return f"no such {kind}: {name}{hint}"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _unknown(
    at: tuple[str | int, ...], kind: str, used: Mapping[str, str], known: Collection[str]
) -> list[Refusal]:
    return [
        Refusal((*at, key), no_such(kind, name, known))
        for key, name in used.items()
        if name not in known
    ]


def _namespaces(stack: StackParts) -> Iterator[Refusal]:
    groups = {
        "workloads": stack.workloads,
        "databases": {n: s for n, s in stack.databases.items() if is_in_cluster(s)},
        "caches": {n: s for n, s in stack.caches.items() if is_in_cluster(s)},
        "volumes": stack.volumes,
    }
    for group, members in groups.items():
        for name, member in members.items():
            if member.namespace is None and len(stack.namespaces) > 1:
                message = f"missing; name one of the namespaces: {_listed(stack.namespaces)}"
                yield Refusal((group, name, "namespace"), message)
            elif member.namespace is not None and member.namespace not in stack.namespaces:
                message = no_such("namespace", member.namespace, stack.namespaces)
                yield Refusal((group, name, "namespace"), message)


def _resolved(stack: StackParts, namespace: str | None) -> str | None:
    """Return the namespace that is meant, if it is there and nobody has to guess."""
    if namespace is None and len(stack.namespaces) > 1:
        return None
    meant = namespace_of(stack, namespace)
    return meant if meant in stack.namespaces else None


def _files(stack: StackParts, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    for config, use in workload.configs.items():
        if config not in stack.configs:
            continue
        files = stack.configs[config].files
        for file in use.mounts:
            if file not in files:
                at = ("workloads", name, "configs", config, "mounts", file)
                yield Refusal(at, no_such("file", file, files))


def _pull_secrets(stack: StackParts, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    for position, secret in enumerate(workload.pull_secrets):
        at = ("workloads", name, "pull_secrets", position)
        if secret not in stack.secrets:
            yield Refusal(at, no_such("secret", secret, stack.secrets))
        elif stack.secrets[secret].key != REGISTRY_LOGIN_KEY:
            key = stack.secrets[secret].key
            message = f"{secret} is no login of a registry: its key must be {REGISTRY_LOGIN_KEY}"
            yield Refusal(at, f"{message}, got {key}")


def _volumes(stack: StackParts, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    for used in workload.volumes:
        at = ("workloads", name, "volumes", used)
        if used not in stack.volumes:
            yield Refusal(at, no_such("volume", used, stack.volumes))
            continue
        own = _resolved(stack, workload.namespace)
        there = _resolved(stack, stack.volumes[used].namespace)
        if own is not None and there is not None and own != there:
            message = f"lies in namespace {there}, out of reach of this workload's ({own})"
            yield Refusal(at, f"{message}; volumes are used where they are")


def _calls(stack: StackParts, name: str, workload: WorkloadSpec) -> Iterator[Refusal]:
    known: Mapping[str, Collection[str]] = {
        "workload": stack.workloads,
        "database": stack.databases,
        "cache": stack.caches,
    }
    for position, call in enumerate(workload.calls):
        kind, _, target = call.partition(".")
        at = ("workloads", name, "calls", position)
        if call in workload.calls[:position]:
            yield Refusal(at, f"{call} is called already")
        if kind not in known:
            continue
        if target not in known[kind]:
            yield Refusal(at, no_such(kind, target, known[kind]))
        elif kind == "workload" and not isinstance(stack.workloads[target], WebSpec):
            yield Refusal(at, f"{target} has no ports to call; its kind is not web")


def _pool(stack: StackParts, at: tuple[str, ...], asked: str | None) -> Iterator[Refusal]:
    pools = stack.cluster.node_pools
    if asked is not None and asked not in pools:
        yield Refusal(at, no_such("pool", asked, pools))


def _task_workload(stack: StackParts) -> Iterator[Refusal]:
    if stack.load is None or stack.load.tasks_per_day is None:
        return
    at, named = ("load", "task_workload"), stack.load.task_workload
    workers = [name for name, each in stack.workloads.items() if isinstance(each, WorkerSpec)]
    if named is None:
        if len(workers) > 1:
            yield Refusal(at, f"missing; name one of the workers: {_listed(workers)}")
    elif named not in stack.workloads:
        yield Refusal(at, no_such("workload", named, stack.workloads))
    elif not isinstance(stack.workloads[named], WorkloadBase):
        yield Refusal(at, f"{named} runs at times only; its kind is neither worker nor web")
