from pathlib import Path

from tests.proof.kit import finds

_RULE = "call-circle"
_MORE = """\
workloads:
  web: {{calls: [{web}]}}
  api:
    kind: web
    image: images.internal/api:1
    ports: {{http: 8080}}
    resources: {{}}
    calls: [internet, {api}]
"""


def test_it_finds_workloads_that_wait_for_each_other(tmp_path: Path) -> None:
    patch = _MORE.format(web="workload.api", api="workload.web")

    assert finds(tmp_path, _RULE, patch) == [
        "workloads.api.calls[1]: api calls web in a circle: none waits for another"
    ]


def test_it_passes_a_line_and_one_that_calls_itself(tmp_path: Path) -> None:
    patch = _MORE.format(web="workload.api", api="workload.api")

    assert finds(tmp_path, _RULE, patch) == []
