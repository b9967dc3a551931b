from pathlib import Path

from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "fit-not-proven"


def _of(memory: str) -> str:
    return (
        "workloads: {job: {rollout: {kind: recreate},"
        f" resources: {{requests: {{cpu: 100m, memory: {memory}}}}}}}}}"
    )


def test_it_finds_what_rests_on_what_a_virtual_machine_loses(tmp_path: Path) -> None:
    # By the careful figure a m6i.large has 6903 MiB, by the other 7518; 104 go to the disk driver.
    (found,) = finds(tmp_path, RULE, _of("7000Mi"), BASE)
    assert found == (
        "workloads.job.resources.requests.memory: only if each figure that is not certain turns out"
        " well: pod 1 of 1 of workload.job finds no place: it asks for 7000Mi memory, and an empty"
        " node of general has 6799Mi memory for it, with the fewest pods"
    )


def test_it_passes_what_fits_by_the_careful_figure(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _of("6Gi"), BASE) == []


def test_it_passes_what_does_not_fit_at_all(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _of("8Gi"), BASE) == []
