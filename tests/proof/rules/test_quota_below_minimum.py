from pathlib import Path

import pytest

from tests.proof.kit import finds, job

_RULE = "quota-below-minimum"


def _quota(fields: str) -> str:
    return f"namespaces: {{app: {{quota: {{{fields}}}}}}}\n"


@pytest.mark.parametrize(
    ("quota", "found"),
    [
        (
            "requests: {cpu: 199m}",
            "requests.cpu: is 199m, and at its least the namespace takes 200m: web 100m, job 100m",
        ),
        (
            "limits: {memory: 127Mi}",
            (
                "limits.memory: is 127Mi, and at its least the namespace takes 128Mi: web 64Mi,"
                " job 64Mi"
            ),
        ),
        ("pods: 1", "pods: is 1, and at its least the namespace takes 2: web 1, job 1"),
    ],
)
def test_it_finds_a_ceiling_below_the_sum(tmp_path: Path, quota: str, found: str) -> None:
    assert finds(tmp_path, _RULE, _quota(quota)) == [f"namespaces.app.quota.{found}"]


def test_it_finds_pods_that_are_many(tmp_path: Path) -> None:
    patch = _quota("requests: {cpu: 300m}") + (
        "workloads: {web: {scaling: {kind: hpa, min: 3, max: 9, targets: {cpu_percent: 70}}}}"
    )
    assert finds(tmp_path, _RULE, patch) == [
        (
            "namespaces.app.quota.requests.cpu: is 300m, and at its least the namespace takes 400m:"
            " web 3 x 100m, job 100m"
        )
    ]


def test_it_finds_a_job_with_all_its_pods(tmp_path: Path) -> None:
    patch = _quota("pods: 4") + job(parallelism="3", completions="3")
    assert finds(tmp_path, _RULE, patch) == [
        (
            "namespaces.app.quota.pods: is 4, and at its least the namespace takes 5: web 1, job 1,"
            " once 3"
        )
    ]


def test_it_finds_stores_volumes_and_services(tmp_path: Path) -> None:
    patch = _quota("claims: 1, storage: 10Gi, node_ports: 0, load_balancers: 0") + (
        'databases: {main: {kind: in_cluster, version: "17", storage: 10Gi}}\n'
        "volumes: {data: {kind: claim, storage: 512Mi}}\n"
        "workloads: {web: {service_type: LoadBalancer}}"
    )
    at = "namespaces.app.quota"
    least = "and at its least the namespace takes"
    assert finds(tmp_path, _RULE, patch) == [
        f"{at}.claims: is 1, {least} 2: database.main 1, volume.data 1",
        f"{at}.load_balancers: is 0, {least} 1: web 1",
        f"{at}.node_ports: is 0, {least} 1: web 1",
        f"{at}.storage: is 10Gi, {least} 10752Mi: database.main 10Gi, volume.data 512Mi",
    ]


def test_it_passes_a_quota_that_just_holds_it(tmp_path: Path) -> None:
    quota = "requests: {cpu: 200m, memory: 128Mi}, limits: {cpu: 400m}, pods: 2, claims: 0"
    assert finds(tmp_path, _RULE, _quota(quota)) == []


def test_it_passes_what_runs_in_another_namespace(tmp_path: Path) -> None:
    patch = (
        "namespaces: {app: {quota: {pods: 1}}, other: {}}\n"
        "workloads: {web: {namespace: app}, job: {namespace: other}}"
    )
    assert finds(tmp_path, _RULE, patch) == []
