"""Rules between the data of a stack and the rest of it; pure."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from components.bucket.names import bucket_name
from components.database.rds_spec import RdsSpec
from components.refusal import Refusal
from stacks.parts import StackParts
from stacks.placement import existing_stores
from stacks.references import no_such
from stacks.routes import balancer_logs


def store_clashes(stack: StackParts) -> Iterator[Refusal]:
    """Yield what is said of data and cannot be built beside the rest."""
    yield from _database_names(stack)
    yield from _logged_buckets(stack)
    yield from _same_bucket(stack)
    yield from _secrets_elsewhere(stack)


def bucket_names(stack: StackParts, platform: str) -> Mapping[str, str]:
    """Return what the stack's buckets are called in the world."""
    account = stack.account.id if stack.account is not None else ""
    return {
        name: bucket_name(name, spec, platform, account) for name, spec in stack.buckets.items()
    }


def log_order(stack: StackParts) -> tuple[str, ...]:
    """Return the buckets, each after the one that its logs go to; raises CycleError."""
    waits = {n: [s.access_logs] if s.access_logs else [] for n, s in stack.buckets.items()}
    return tuple(TopologicalSorter(waits).static_order())


def _database_names(stack: StackParts) -> Iterator[Refusal]:
    for name, spec in stack.databases.items():
        if isinstance(spec, RdsSpec) and not name[0].isalpha():
            message = "the name must begin with a letter, for the database in the server has it"
            yield Refusal(("databases", name), message)


def _logged_buckets(stack: StackParts) -> Iterator[Refusal]:
    for name, spec in stack.buckets.items():
        at = ("buckets", name, "access_logs")
        if spec.access_logs == name:
            yield Refusal(at, "must be another bucket: each log of its own would be logged again")
        elif spec.access_logs is not None:
            yield from _log_target(stack, at, spec.access_logs)
    for audience, target in balancer_logs(stack).items():
        yield from _log_target(stack, ("load_balancers", audience, "access_logs"), target)
    try:
        log_order(stack)
    except CycleError as circle:
        names = [name for name in circle.args[1] if name in stack.buckets]
        if len(set(names)) > 1:
            message = f"buckets log each other in a circle: {' -> '.join(names)}; leave one out"
            yield Refusal(("buckets", names[0], "access_logs"), message)


def _log_target(stack: StackParts, at: tuple[str, ...], target: str) -> Iterator[Refusal]:
    if target not in stack.buckets:
        yield Refusal(at, no_such("bucket", target, stack.buckets))
    elif stack.buckets[target].encryption == "own_key":
        message = (
            f"{target} has a key of its own, by which AWS delivers no logs; set"
            f" buckets.{target}.encryption to s3_key"
        )
        yield Refusal(at, message)


def _same_bucket(stack: StackParts) -> Iterator[Refusal]:
    taken: dict[str, str] = {}
    for name, spec in stack.buckets.items():
        if spec.bucket is None:
            continue
        if spec.bucket in taken:
            message = f"{spec.bucket} is buckets.{taken[spec.bucket]} already; choose another"
            yield Refusal(("buckets", name, "bucket"), message)
        taken.setdefault(spec.bucket, name)


def _secrets_elsewhere(stack: StackParts) -> Iterator[Refusal]:
    """Yield secrets out of reach: whoever brings them asks in one account and region."""
    if stack.account is None:
        return
    for member, spec in existing_stores(stack).items():
        kind, _, name = member.partition(".")
        _, _, _, region, account, *_ = spec.secret.split(":")
        if (account, region) != (stack.account.id, stack.account.region):
            message = (
                f"must be in the stack's account and region ({stack.account.id},"
                f" {stack.account.region}), is in {account}, {region}; copy it there"
            )
            yield Refusal((f"{kind}s", name, "secret"), message)
