from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "vpa-and-hpa-same-resource"
_HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70, memory_percent: 80}}"
_AT = "workloads.web.vpa.mode"


@pytest.mark.parametrize(
    ("vpa", "said"),
    [
        (
            "{mode: Initial}",
            (
                f"{_AT}: is Initial and changes the requests that scaling aims at: 70 % of cpu and"
                " 80 % of memory"
            ),
        ),
        (
            "{mode: Recreate, resources: [memory]}",
            f"{_AT}: is Recreate and changes the requests that scaling aims at: 80 % of memory",
        ),
        (
            '{mode: Auto, containers: "Off", resources: [cpu]}',
            (
                f"{_AT}: is Auto and changes the requests that scaling aims at as soon as"
                " vpa.containers lets it: 70 % of cpu"
            ),
        ),
    ],
)
def test_it_finds_what_both_look_after(tmp_path: Path, vpa: str, said: str) -> None:
    assert finds(tmp_path, _RULE, web(f"{_HPA}, vpa: {vpa}")) == [said]


@pytest.mark.parametrize(
    "fields",
    [
        f"{_HPA}, vpa: {{}}",
        "vpa: {mode: Recreate}",
        (
            "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}},"
            " vpa: {mode: Recreate, resources: [memory]}"
        ),
    ],
)
def test_it_passes_one_autoscaler_a_resource(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == []
