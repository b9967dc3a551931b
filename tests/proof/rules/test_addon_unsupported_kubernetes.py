from pathlib import Path

import pytest

from catalog.charts import chart
from proof.rule import Severity
from tests.proof.kit import finds, judged

_RULE = "addon-unsupported-kubernetes"
_TRAEFIK = chart("traefik")
_KEDA = chart("keda")


def _cluster(version: str, addon: str) -> str:
    cluster = f'distribution: existing, context: lab, version: "{version}"'
    return f"cluster: {{{cluster}}}\naddons: {{{addon}: {{}}}}"


def _severity(folder: Path, patch: str) -> Severity:
    (found,) = (f for f in judged(folder, patch).findings if f.rule.id == _RULE)
    return found.severity


def test_it_finds_a_cluster_that_is_too_old_for_the_chart(tmp_path: Path) -> None:
    patch = _cluster("1.24", "traefik")
    assert finds(tmp_path, _RULE, patch) == [
        (
            f"addons.traefik: chart {_TRAEFIK.version} needs Kubernetes 1.25, and the cluster has"
            " Kubernetes 1.24"
        )
    ]
    assert _severity(tmp_path, patch) == "error"


@pytest.mark.parametrize("version", ["1.32", "1.36", "1.36.3"])
def test_it_finds_a_cluster_that_nobody_has_tested_as_a_warning(
    tmp_path: Path, version: str
) -> None:
    patch = _cluster(version, "keda")
    assert finds(tmp_path, _RULE, patch) == [
        (
            f"addons.keda: chart {_KEDA.version} is tested from 1.33 up to 1.35, and the cluster"
            f" has Kubernetes {version}"
        )
    ]
    assert _severity(tmp_path, patch) == "warning"


def test_it_finds_the_embedded_cluster_as_well(tmp_path: Path) -> None:
    found = finds(tmp_path, _RULE, "addons: {keda: {}}")
    assert [line.rpartition(", ")[2] for line in found] == ["and the cluster has Kubernetes 1.36"]


@pytest.mark.parametrize(
    ("version", "addon"), [("1.25", "traefik"), ("1.33", "keda"), ("1.35", "keda")]
)
def test_it_passes_the_bounds(tmp_path: Path, version: str, addon: str) -> None:
    assert finds(tmp_path, _RULE, _cluster(version, addon)) == []


def test_it_passes_a_cluster_that_does_not_say(tmp_path: Path) -> None:
    patch = _cluster("1.24", "traefik").replace(', version: "1.24"', "")
    assert finds(tmp_path, _RULE, patch) == []
