"""Node shapes agree with the formulas and tables they come from."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

import pytest
from pydantic import ValidationError

from catalog.read import UnknownKey
from catalog.rows import NodeShape
from catalog.shapes import (
    EKS_POD_LIMITS,
    NODE_SHAPES,
    eks_pod_limits,
    node_shape,
    spot_interruptions,
)

EKS = [row for row in NODE_SHAPES.rows if row.provider == "eks"]
DOKS = [row for row in NODE_SHAPES.rows if row.provider == "doks"]
GIB = 1024
PUBLISHED = {2: "1", 4: "2.5", 8: "6", 16: "13", 32: "28", 64: "58"}
"""Allocatable GiB of a DOKS node by its GiB, as DigitalOcean's limits page says."""
EXTRAPOLATED = {"g-32vcpu-128gb", "gd-32vcpu-128gb", "m-16vcpu-128gb"}
VM_OVERHEAD = Decimal("0.075")
"""The share of memory that Karpenter expects a virtual machine to lose."""
ADDRESSES_OF_A_PREFIX = 16


def reserved_memory_mib(pods: int) -> int:
    """What the kubelet of EKS keeps for itself and for the eviction of pods."""
    return 255 + 11 * pods + 100


def reserved_cpu_m(cores: int) -> Decimal:
    """What the kubelet of EKS keeps: less of every further core."""
    shares = [Decimal(60), Decimal(10), Decimal(5), Decimal(5)]
    rest = [Decimal("2.5")] * max(0, cores - len(shares))
    return sum([*shares, *rest][:cores], Decimal(0))


def usable_memory_mib(shape: NodeShape) -> int:
    usable = shape.memory_mib * (1 - VM_OVERHEAD)
    return int(usable.to_integral_value(ROUND_FLOOR))


def test_a_shape_is_found_under_its_service_and_name() -> None:
    shape = node_shape("doks", "g-8vcpu-32gb")
    assert (shape.vcpu, shape.memory_mib, shape.arch) == (8, 32 * GIB, "amd64")


@pytest.mark.parametrize(("provider", "sku"), [("doks", "m5.large"), ("eks", "m5.huge")])
def test_an_unknown_shape_is_an_error(provider: str, sku: str) -> None:
    with pytest.raises(UnknownKey, match=rf"^no node shape for {provider} / {sku} in"):
        node_shape(provider, sku)  # pyright: ignore[reportArgumentType]  # parametrised


def test_every_ec2_type_has_pod_limits_and_the_other_way_round() -> None:
    assert {row.sku for row in EKS} == {row.sku for row in EKS_POD_LIMITS.rows}


@pytest.mark.parametrize("shape", EKS, ids=lambda shape: shape.sku)
def test_pods_of_an_eks_node_are_bounded_by_its_addresses(shape: NodeShape) -> None:
    limits = eks_pod_limits(shape.sku)
    addresses = limits.enis * (limits.ipv4_per_eni - 1)
    most = 110 if shape.vcpu <= 30 else 250
    assert shape.max_pods == addresses + 2
    assert limits.prefix_max_pods == min(most, addresses * ADDRESSES_OF_A_PREFIX + 2)


@pytest.mark.parametrize("shape", EKS, ids=lambda shape: shape.sku)
def test_an_eks_node_keeps_memory_by_the_number_of_its_pods(shape: NodeShape) -> None:
    limits = eks_pod_limits(shape.sku)
    plain, prefixes = map(reserved_memory_mib, (shape.max_pods, limits.prefix_max_pods))
    assert shape.allocatable_memory_mib_at_best == shape.memory_mib - plain
    assert shape.allocatable_memory_mib == usable_memory_mib(shape) - plain
    assert limits.prefix_allocatable_memory_mib_at_best == shape.memory_mib - prefixes
    assert limits.prefix_allocatable_memory_mib == usable_memory_mib(shape) - prefixes


@pytest.mark.parametrize("shape", EKS, ids=lambda shape: shape.sku)
def test_an_eks_node_keeps_cpu_by_the_number_of_its_cores(shape: NodeShape) -> None:
    assert shape.allocatable_cpu_m == shape.vcpu * 1000 - reserved_cpu_m(shape.vcpu)


def test_prefix_delegation_leaves_a_t3_small_next_to_nothing() -> None:
    assert eks_pod_limits("t3.small").prefix_allocatable_memory_mib == 329


@pytest.mark.parametrize("shape", DOKS, ids=lambda shape: shape.sku)
def test_a_doks_node_offers_the_published_memory(shape: NodeShape) -> None:
    if shape.sku in EXTRAPOLATED:
        assert shape.confidence == "memory"
    else:
        assert shape.allocatable_memory_mib == Decimal(PUBLISHED[shape.memory_mib // GIB]) * GIB


def test_only_the_largest_doks_nodes_are_extrapolated() -> None:
    assert {row.sku for row in DOKS if row.memory_mib // GIB not in PUBLISHED} == EXTRAPOLATED


def test_graviton_and_nothing_else_is_arm() -> None:
    arm = {row.sku.split(".")[0] for row in NODE_SHAPES.rows if row.arch == "arm64"}
    assert arm == {"t4g", "m6g", "m7g", "m8g", "c7g"}


def test_how_often_a_spot_type_is_taken_back_is_known_by_region() -> None:
    assert spot_interruptions("us-east-1", "m5n.2xlarge").band == "<5%"
    assert spot_interruptions("us-east-1", "m6i.4xlarge").band == ">20%"
    with pytest.raises(UnknownKey, match=r"^no spot interruption band for us-west-2 / m5\.large"):
        spot_interruptions("us-west-2", "m5.large")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"allocatable_cpu_m": 2000}, "allocatable_cpu_m must be less than the machine has"),
        ({"allocatable_memory_mib": 3001}, "allocatable_memory_mib must be at most the best case"),
        ({"allocatable_memory_mib_at_best": 4096}, "_at_best must be less than the machine has"),
        ({"memory_mib": "4Gi"}, "memory_mib"),
        ({"arch": "riscv64"}, "Input should be 'amd64' or 'arm64'"),
    ],
)
def test_a_shape_that_cannot_be_is_refused(changed: dict[str, object], problem: str) -> None:
    good: dict[str, object] = {
        "provider": "doks",
        "sku": "x",
        "vcpu": 2,
        "memory_mib": 4096,
        "arch": "amd64",
        "max_pods": 110,
        "allocatable_cpu_m": 1900,
        "allocatable_memory_mib": 3000,
        "allocatable_memory_mib_at_best": 3000,
        "as_of": date(2026, 11, 1),
        "source": "a page that was read",
        "confidence": "confirmed",
    }
    assert NodeShape.model_validate(good)
    with pytest.raises(ValidationError, match=problem):
        NodeShape.model_validate({**good, **changed})
