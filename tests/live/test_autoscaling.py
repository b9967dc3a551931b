"""An autoscaler on the embedded cluster sees what pods use, and really scales."""

import time

import pytest

from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file

pytestmark = pytest.mark.live

WEB = "web: { service_type: NodePort }"
SCALED = (
    "web: { service_type: NodePort,"
    " scaling: { kind: hpa, min: 2, max: 5, targets: { cpu_percent: 70 } } }"
)


def test_hpa_lab_gets_more_pods_when_those_it_has_are_busy(user_of: MakeUser) -> None:
    user = user_of("hpa-lab/dev")
    user.must("up", user.stack)
    user.settle()
    mine = ["-n", "hpa-lab", "-l", "app.kubernetes.io/name=hpa-lab"]
    # 90 % of the 200m that it requests, where the autoscaler aims at 50 %.
    user.kubectl("annotate", "pods", *mine, "--overwrite", "kwok.x-k8s.io/usage-cpu=180m")
    _eventually_more_pods(user, than=1)
    rows = user.kubectl("top", "pods", *mine, "--no-headers").splitlines()
    assert max(int(row.split()[1].removesuffix("m")) for row in rows) == pytest.approx(180, rel=0.2)
    assert "would change nothing" in user.must("preview", user.stack).out


def test_a_cluster_gets_and_loses_its_metrics_server_with_the_autoscaler_and_keeps_its_data(
    user_of: MakeUser,
) -> None:
    user = user_of("dev")
    user.must("up")
    cluster = _cluster(user)
    assert not _serves_metrics(user)
    patched_file(user.stack_file, {WEB: SCALED})
    user.must("up")
    assert _serves_metrics(user)
    patched_file(user.stack_file, {SCALED: WEB})
    user.must("up")
    assert not _serves_metrics(user)
    assert _cluster(user) == cluster, "it is another cluster, which has none of the data"
    user.must("destroy")
    assert user.processes() == []


def _serves_metrics(user: User) -> bool:
    return any(process.name() == "metrics-server" for process in user.processes())


def _cluster(user: User) -> str:
    """What no other cluster has."""
    return user.kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")


def _eventually_more_pods(user: User, than: int) -> None:
    """Wait until the autoscaler has scaled: a sample each 10 s, a decision each 15 s."""
    deadline = time.monotonic() + 120
    lab = ["-n", "hpa-lab", "get", "deployment/hpa-lab", "-o", "jsonpath={.status.readyReplicas}"]
    while int(user.kubectl(*lab)) <= than:
        assert time.monotonic() < deadline, user.kubectl("-n", "hpa-lab", "describe", "hpa")
        time.sleep(1)
