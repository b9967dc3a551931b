from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "call-host-not-enforced"


def test_it_finds_hosts(tmp_path: Path) -> None:
    patch = web('calls: [internet, "api.example.org:443", "mail.example.org:587"]')

    assert finds(tmp_path, _RULE, patch) == [
        (
            "workloads.web.calls[1]: lets every public address through on port 443, not"
            " api.example.org alone"
        ),
        (
            "workloads.web.calls[2]: lets every public address through on port 587, not"
            " mail.example.org alone"
        ),
    ]


def test_it_passes_what_policies_know(tmp_path: Path) -> None:
    patch = "workloads: {job: {calls: [workload.web, internet]}}"

    assert finds(tmp_path, _RULE, patch) == []
