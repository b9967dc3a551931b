from decimal import Decimal

import pytest

from components.quantity import Quantity
from components.tenancy.quota import QuotaSpec
from components.workload.resources import AmountsSpec, ResourcesSpec
from proof.sums import (
    Ceiling,
    Share,
    ceilings,
    exceeded,
    field_of,
    in_words,
    left,
    pod,
    total,
)


def _amounts(cpu: str | None = None, memory: str | None = None) -> AmountsSpec:
    return AmountsSpec(
        cpu=Quantity(cpu) if cpu else None, memory=Quantity(memory) if memory else None
    )


_NONE = ResourcesSpec()
_DEFAULTS = ResourcesSpec(requests=_amounts("100m", "128Mi"), limits=_amounts("500m", "256Mi"))
_WEB = Share(name="web", count=3, each={"requests.cpu": Decimal("0.1"), "pods": Decimal(1)})
_JOB = Share(name="job", each={"requests.cpu": Decimal("0.25"), "pods": Decimal(1)})
_CLAIM = Share(name="volume.data", each={"claims": Decimal(1)})


@pytest.mark.parametrize(
    ("own", "defaults", "requested", "limit"),
    [
        (ResourcesSpec(requests=_amounts("1"), limits=_amounts("2")), _DEFAULTS, "1", "2"),
        (ResourcesSpec(limits=_amounts("2")), _DEFAULTS, "2", "2"),
        (_NONE, _DEFAULTS, "0.1", "0.5"),
        (_NONE, ResourcesSpec(limits=_amounts("3")), "3", "3"),
        (ResourcesSpec(requests=_amounts("1")), _DEFAULTS, "1", "0.5"),
        (_NONE, _NONE, None, None),
    ],
    ids=["own", "limit alone", "defaults", "default limit alone", "both", "nobody"],
)
def test_a_pod_states_what_it_says_and_what_kubernetes_fills_in(
    own: ResourcesSpec, defaults: ResourcesSpec, requested: str | None, limit: str | None
) -> None:
    counted = pod(own, defaults)

    assert counted.get("requests.cpu") == (Decimal(requested) if requested else None)
    assert counted.get("limits.cpu") == (Decimal(limit) if limit else None)
    assert counted["pods"] == 1


def test_memory_is_counted_in_bytes_and_apart_from_cpu() -> None:
    counted = pod(ResourcesSpec(limits=_amounts(memory="1Mi")), _NONE)

    assert counted == {"requests.memory": 2**20, "limits.memory": 2**20, "pods": 1}


def test_a_quota_has_the_ceilings_that_are_given() -> None:
    quota = QuotaSpec(
        requests=_amounts("500m"), limits=_amounts(memory="1Gi"), pods=0, storage=Quantity("1k")
    )

    assert ceilings(quota) == {
        "requests.cpu": Decimal("0.5"),
        "limits.memory": 2**30,
        "storage": 1000,
        "pods": 0,
    }


def test_shares_add_up() -> None:
    assert total((_WEB, _JOB, _CLAIM), "requests.cpu") == Decimal("0.55")
    assert total((_WEB, _JOB, _CLAIM), "pods") == 4
    assert total((), "pods") == 0
    assert left(Decimal(3), (_WEB, _JOB), "pods") == -1


def test_sums_are_exact_beyond_what_decimals_keep_by_default() -> None:
    huge = Share(name="huge", each={"requests.memory": Decimal(2**63 - 1)}, count=2**31 - 1)
    tiny = Share(name="tiny", each={"requests.memory": Decimal("1e-9")})

    exact = total((huge, tiny), "requests.memory")
    assert exact.as_tuple().exponent == -9
    assert int(exact) == (2**63 - 1) * (2**31 - 1)


def test_a_ceiling_that_is_just_reached_holds() -> None:
    assert list(exceeded({"requests.cpu": Decimal("0.55")}, (_WEB, _JOB))) == []


def test_a_ceiling_that_is_exceeded_names_the_sum_and_its_parts() -> None:
    most: dict[Ceiling, Decimal] = {"requests.cpu": Decimal("0.549"), "pods": Decimal(9)}
    (found,) = exceeded(most, (_WEB, _CLAIM, _JOB))

    assert (found.ceiling, found.needed) == ("requests.cpu", Decimal("0.55"))
    assert found.message == "550m: web 3 x 100m, job 250m"


@pytest.mark.parametrize(
    ("ceiling", "amount", "words"),
    [
        ("requests.cpu", Quantity("1500m"), "1500m"),
        ("limits.cpu", Quantity("2000m"), "2"),
        ("requests.cpu", Quantity("100u"), "0.0001"),
        ("requests.memory", Quantity("1472Mi"), "1472Mi"),
        ("storage", Quantity("10Gi"), "10Gi"),
        ("storage", Quantity("1G"), "1000000000"),
        ("limits.memory", Quantity("1000"), "1000"),
        ("limits.memory", Quantity("0"), "0"),
        ("limits.memory", Quantity("128m"), "0.128"),
        ("pods", Quantity("30"), "30"),
    ],
)
def test_amounts_are_told_as_kubernetes_writes_them(
    ceiling: Ceiling, amount: Quantity, words: str
) -> None:
    told = in_words(ceiling, amount.value)

    assert Quantity(told) == amount
    assert told == words


def test_a_ceiling_is_found_by_its_field() -> None:
    assert field_of("requests.cpu") == ("requests", "cpu")
    assert field_of("node_ports") == ("node_ports",)
