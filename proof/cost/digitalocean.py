"""What the parts of a platform cost at DigitalOcean, whose prices are the same in every region.

Quantities are months of one thing: a month that is billed whole has 672 hours (proof/cost/billing).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from catalog.rows import Unit
from proof.cost.basis import Tariff
from proof.cost.billing import above_free
from proof.cost.line import Line, Quantities, Unpriced, always
from proof.levels import Level
from stacks.file import KeyPath

ControlPlane = Literal["standard", "ha"]
Engine = Literal["pg", "valkey"]
RegistryPlan = Literal["starter_1repo_500mib", "basic_5repos_5gib", "professional_unlimited_100gib"]
Item = Line | Unpriced

_TARIFF: Final = Tariff(provider="digitalocean", region="any")
_FREE_SPACES_GB: Final = Decimal(250)
_FREE_SPACES_OUT_GB: Final = Decimal(1024)
_IN_PLAN_GB: Final[Mapping[RegistryPlan, Decimal]] = {
    "starter_1repo_500mib": Decimal("0.5"),
    "basic_5repos_5gib": Decimal(5),
    "professional_unlimited_100gib": Decimal(100),
}


def control_plane(kind: ControlPlane, path: KeyPath) -> Item:
    """Return the DOKS control plane: free, or with spare machines for a price by the month.

    https://docs.digitalocean.com/products/kubernetes/details/pricing/
    """
    what = f"DOKS control plane{' (high availability)' if kind == 'ha' else ''}"
    sku = f"doks.control_plane.{kind}"
    return _TARIFF.line("control plane", what, path, sku, "month", always(1))


def pool(name: str, size: str, nodes: Mapping[Level, Decimal | int], path: KeyPath) -> Item:
    """Return the nodes of a pool; `nodes` are those that are paid all month, for each level.

    Of a pool that changes these are `billing.pool_hours` by 672.
    """
    quantities: Quantities = {level: Decimal(count) for level, count in nodes.items()}
    what = f"pool {name}: {size}"
    return _TARIFF.line("nodes", what, path, f"droplet.{size}", "month", quantities)


def database(
    name: str,
    engine: Engine,
    size: str,
    machines: Literal[1, 2, 3],
    path: KeyPath,
) -> Item:
    """Return a managed database with its standby machines, each of which costs as much as it.

    https://docs.digitalocean.com/products/databases/postgresql/details/pricing/
    """
    several = f"{machines}node{'' if machines == 1 else 's'}"
    what = f"{name}: {size} on {machines} machine{'' if machines == 1 else 's'}"
    return _TARIFF.line("stores", what, path, f"db.{engine}.{size}.{several}", "month", always(1))


def read_replicas(name: str, engine: Engine, size: str, count: int, path: KeyPath) -> Item:
    """Return the machines of a database that answer reads alone."""
    what, sku = f"{name}: {count} x {size} to read from", f"db.{engine}.{size}.read_replica"
    return _TARIFF.line("stores", what, path, sku, "month", always(count))


def more_storage(name: str, gib: Quantities, path: KeyPath) -> Item:
    """Return what a database has of storage above its plan."""
    what = f"{name}: storage above its plan"
    return _TARIFF.line("stores", what, path, "db.pg.extra_storage", "gb_month", gib)


def volumes(what: str, gib: Quantities, path: KeyPath) -> Item:
    """Return disks of block storage.

    https://docs.digitalocean.com/products/volumes/details/pricing/
    """
    return _TARIFF.line("storage", what, path, "volume.block_storage", "gb_month", gib)


def load_balancer(what: str, nodes: int, path: KeyPath) -> Item:
    """Return a regional load balancer, which is paid by its nodes.

    https://docs.digitalocean.com/products/networking/load-balancers/details/pricing/
    """
    sku = "load_balancer.regional.per_node"
    return _TARIFF.line("network", what, path, sku, "month", always(nodes))


def registry(plan: RegistryPlan, gb: Decimal, path: KeyPath) -> tuple[Item, ...]:
    """Return the registry's plan, and the images above what is in it.

    https://docs.digitalocean.com/products/container-registry/details/pricing/
    """
    what, sku = "registry", f"registry.{plan}"
    base = _TARIFF.line("storage", what, path, sku, "month", always(1))
    more = above_free(gb, _IN_PLAN_GB[plan])
    if not more:
        return (base,)
    sku = "registry.extra_storage"
    extra = _TARIFF.line("storage", "images above the plan", path, sku, "gb_month", always(more))
    return base, extra


def spaces(gb: Decimal, out_gb: Decimal, path: KeyPath) -> tuple[Item, ...]:
    """Return all buckets of an account, and what is above the 250 GiB and 1 TiB out in its price.

    https://docs.digitalocean.com/products/spaces/details/pricing/
    """
    base = _TARIFF.line(
        "storage", "buckets", path, "spaces.base_250gib_1tib_out", "month", always(1)
    )
    kept, left = above_free(gb, _FREE_SPACES_GB), above_free(out_gb, _FREE_SPACES_OUT_GB)
    rows: tuple[tuple[str, str, Unit, Decimal], ...] = (
        ("buckets above 250 GiB", "spaces.extra_storage", "gb_month", kept),
        ("out of buckets above 1 TiB", "spaces.extra_transfer", "gb", left),
    )
    extra = [
        _TARIFF.line("storage", what, path, sku, unit, always(quantity))
        for what, sku, unit, quantity in rows
        if quantity
    ]
    return base, *extra
