from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "one-replica-behind-slo"
_PROMISE = "objectives: {availability_percent: 99.9}"
_HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}"
_SAID = "99.9 % is promised, which allows 43 minutes a month without"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("scaling: {kind: fixed, replicas: 1}", f"replicas: is 1, and {_SAID}"),
        ("scaling: {kind: fixed, replicas: 0}", f"replicas: is 0, and {_SAID}"),
        (_HPA, f"min: is 1, and {_SAID}"),
    ],
)
def test_it_finds_a_promise_that_hangs_on_a_pod(tmp_path: Path, fields: str, said: str) -> None:
    assert finds(tmp_path, _RULE, f"{_PROMISE}\n{web(fields)}") == [f"workloads.web.scaling.{said}"]


def test_it_passes_two_pods_and_no_promise(tmp_path: Path) -> None:
    two = web("scaling: {kind: fixed, replicas: 2}")

    assert finds(tmp_path, _RULE, f"{_PROMISE}\n{two}") == []
    assert finds(tmp_path, _RULE, web(_HPA)) == []
