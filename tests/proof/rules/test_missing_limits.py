from pathlib import Path

from tests.proof.kit import finds


def test_it_finds_what_is_missing(tmp_path: Path) -> None:
    patch = "workloads: {web: {resources: {limits: {cpu: null}}}}"

    assert finds(tmp_path, "missing-limits", patch) == [
        "workloads.web.resources.limits: no limit for cpu"
    ]


def test_it_passes_both_limits(tmp_path: Path) -> None:
    assert finds(tmp_path, "missing-limits", "workloads: {}") == []
