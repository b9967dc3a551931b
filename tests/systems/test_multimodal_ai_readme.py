"""The README of multimodal-ai accounts for every fact of its text, and its sums are true."""

import re
from collections.abc import Iterable

import pytest

from components.cluster.spec import SimulatedPoolSpec
from components.quantity import Quantity
from components.workload.base import WorkloadBase
from components.workload.resources import AmountsSpec
from components.workload.scaling import RecreateSpec, RollingUpdateSpec
from tests.shipped import resolved, the
from tests.systems.readme import rows, table

DEV = the("multimodal-ai/dev")
SPEC = resolved(DEV).spec
README = DEV.folder / "README.md"
TEXT = README.read_text(encoding="utf-8")
PROSE = " ".join(TEXT.split())
FACTS = rows(README, "What was asked, and what became of it")
SUMS = table(README, "Sums")
SMALL, MIDDLE = ("50m", "200m", "128Mi", "256Mi"), ("100m", "500m", "256Mi", "512Mi")
ASKED_RESOURCES = {
    "frontend": ("50m", "200m", "64Mi", "128Mi"),
    "gateway": MIDDLE,
    "llm-worker": SMALL,
    "image-worker": MIDDLE,
    "stt-worker": MIDDLE,
    "tts-worker": MIDDLE,
    "cyclegan-worker": MIDDLE,
}
"""By the owner's text: CPU requested and at most, memory requested and at most."""

ASKED = (
    "k0s",
    "at least 8 GB of RAM",
    "Namespace `multimodal-ai`",
    "Requests and limits",
    "about 1.5 CPU cores and 2 GB",
    "`hostPath`, 10Gi",
    "Path `/tmp/multimodal-data`",
    "ReadWriteMany",
    "Retain",
    "Gateway mounts `/data`",
    "Image worker mounts `/data/images`",
    "TTS worker mounts `/data/audio`",
    "CycleGAN worker mounts `/data/images`",
    "NFS or Ceph",
    "object storage",
    "PostgreSQL in place of SQLite",
    "`gateway-service:8000`, `llm-worker-service:8001`, `image-worker-service:8002`",
    "DNS names, long and short",
    "NodePort, number chosen by Kubernetes",
    "Ingress `multimodal-ai.local`, optional",
    "`app-config`: addresses of the workers",
    "`app-config`: storage paths",
    "`app-config`: model endpoints",
    "`app-config`: database path",
    "`api-keys` with `openrouter-api-key` and `huggingface-api-key`",
    "No secret in version control",
    "One replica",
    "gateway to 3 replicas",
    "Liveness (to do): `/health` on 8000, after 30 s, each 10 s",
    "Readiness (to do): `/health` on 8000, after 5 s, each 5 s",
    "the frontend talks to the gateway only",
    "the gateway talks to all workers",
    "workers do not talk to each other",
    "all services can access storage",
    "Prometheus metrics",
    "Grafana",
    "metrics server",
    "log aggregation",
    "Order: namespace, ConfigMap, Secrets, volume and claim, gateway, workers, frontend",
    "status, logs, shell, port-forward",
)


@pytest.mark.parametrize("fact", ASKED)
def test_every_fact_of_the_text_has_a_row(fact: str) -> None:
    assert [row.asked for row in FACTS if fact in row.asked], f"no row for: {fact}"


@pytest.mark.parametrize("name", ASKED_RESOURCES)
def test_each_service_has_the_resources_of_the_text_and_of_the_table(name: str) -> None:
    spec = _shown(SPEC.workloads[name].resources.requests, SPEC.workloads[name].resources.limits)
    assert spec == ASKED_RESOURCES[name]
    assert [cells[1:] for cells in SUMS if cells[0] == name] == [spec]


def test_the_sums_are_those_of_the_services() -> None:
    assert [cells[0] for cells in SUMS] == [*SPEC.workloads, "**all seven**"]
    told = tuple(cell.strip("*") for cell in SUMS[-1][1:])
    requests = [w.resources.requests for w in SPEC.workloads.values()]
    limits = [w.resources.limits for w in SPEC.workloads.values()]
    assert told == (
        f"{_milli(requests):,}m",
        f"{_milli(limits):,}m",
        f"{_mebi(requests):,}Mi",
        f"{_mebi(limits):,}Mi",
    )
    assert told == ("600m", "2,900m", "1,472Mi", "2,944Mi")


def test_all_services_at_their_limits_fit_on_the_one_node() -> None:
    (pool,) = SPEC.cluster.node_pools.values()
    assert isinstance(pool, SimulatedPoolSpec)
    limits = [w.resources.limits for w in SPEC.workloads.values()]
    assert pool.nodes == 1
    assert pool.cpu.value * 1000 >= _milli(limits)
    assert pool.memory.value >= _mebi(limits) * 2**20
    assert (str(pool.cpu), str(pool.memory)) == ("3", "4Gi")
    assert "One node of 3 CPU and 4 GiB" in PROSE


def test_a_rollout_of_all_at_once_requests_what_the_readme_says_and_fits() -> None:
    running = [w for w in SPEC.workloads.values() if isinstance(w, WorkloadBase)]
    most = [w.resources.requests for w in running for _ in range(_pods_in_a_rollout(w))]
    assert f"{_milli(most):,}m and {_mebi(most):,}Mi requested at most" in PROSE
    (pool,) = SPEC.cluster.node_pools.values()
    assert isinstance(pool, SimulatedPoolSpec)
    assert pool.cpu.value * 1000 >= _milli(most)
    assert pool.memory.value >= _mebi(most) * 2**20


def test_its_comparison_with_the_estimate_of_the_text_is_true() -> None:
    requests = _milli([w.resources.requests for w in SPEC.workloads.values()])
    cores = _milli([w.resources.limits for w in SPEC.workloads.values()])
    memory = _mebi([w.resources.limits for w in SPEC.workloads.values()]) * 2**20
    assert requests < 1500 / 2, "less than half of those cores"
    assert 1.9 < cores / 1500 < 2, "almost twice the cores"
    assert 1.4 < memory / 2_000_000_000 < 1.6, "half as much memory again"


def test_the_lines_for_the_folder_name_its_path_and_the_user_of_the_pods() -> None:
    (group, path) = re.findall(r"    sudo install -d -m 2770 -g (\d+) (\S+)", TEXT)[0]
    assert SPEC.volumes["multimodal-data"].model_dump()["path"] == path
    users = {w.user for w in SPEC.workloads.values() if w.volumes}
    assert users == {int(group)}, "who shares files must be one user"


def _pods_in_a_rollout(workload: WorkloadBase) -> int:
    match workload.rollout:
        case RecreateSpec():
            return 1
        case RollingUpdateSpec(max_surge=int(surge)):
            return 1 + surge
        case _:
            raise AssertionError("a share of one pod is not worth counting")


def _shown(requests: AmountsSpec, limits: AmountsSpec) -> tuple[str, str, str, str]:
    return (str(requests.cpu), str(limits.cpu), str(requests.memory), str(limits.memory))


def _milli(amounts: Iterable[AmountsSpec]) -> int:
    return int(sum(_known(each.cpu).value for each in amounts) * 1000)


def _mebi(amounts: Iterable[AmountsSpec]) -> int:
    return int(sum(_known(each.memory).value for each in amounts) // 2**20)


def _known(amount: Quantity | None) -> Quantity:
    assert amount is not None
    return amount
