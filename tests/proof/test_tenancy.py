from pathlib import Path

from proof.plan import Plan
from proof.tenancy import Tenant, tenants
from tests.proof.kit import ON, SOUND
from tests.stacks.platforms import spec


def _tenant(folder: Path, patch: str) -> Tenant:
    stack = spec(folder, f"namespaces: {{app: {{quota: {{pods: 9}}}}}}\n{patch}", SOUND)
    (found,) = tenants(Plan(stack=stack, on=ON))
    return found


def _pods(tenant: Tenant) -> dict[str, dict[str, int]]:
    groups = {"standing": tenant.standing, "jobs": tenant.jobs, "most": tenant.most}
    return {
        group: {share.name: int(share.of("pods")) for share in shares if share.of("pods")}
        for group, shares in groups.items()
    }


_AMOUNTS = "image: images.internal/x:1, resources: {limits: {cpu: 1, memory: 1Gi}}"


def test_each_kind_of_workload_counts_when_it_runs(tmp_path: Path) -> None:
    found = _tenant(
        tmp_path,
        "caches: {queue: {kind: in_cluster, version: '8.1'}}\n"
        "workloads:\n"
        "  web: {scaling: {kind: hpa, min: 2, max: 5, targets: {cpu_percent: 70}}}\n"
        "  job: {scaling: {kind: fixed, replicas: 0}}\n"
        f"  once: {{kind: job, completions: 2, parallelism: 4, {_AMOUNTS}}}\n"
        f"  night: {{kind: cron, schedule: 0 2 * * *, {_AMOUNTS}}}\n"
        f"  never: {{kind: cron, schedule: 0 2 * * *, runs: suspended, {_AMOUNTS}}}\n",
    )

    assert _pods(found) == {
        "standing": {"web": 2, "cache.queue": 1},
        "jobs": {"once": 2},
        "most": {"web": 5, "once": 2, "night": 1, "cache.queue": 1},
    }


def test_a_floor_by_schedule_counts_at_the_most(tmp_path: Path) -> None:
    floor = '{noon: {start: "0 12 * * *", end: "0 13 * * *", min: 7}}'
    found = _tenant(tmp_path, f"workloads: {{web: {{schedule: {floor}}}}}")

    assert _pods(found)["standing"] == {"web": 1, "job": 1}
    assert _pods(found)["most"] == {"web": 7, "job": 1}


def test_services_volumes_and_stores_take_more_than_pods(tmp_path: Path) -> None:
    found = _tenant(
        tmp_path,
        "databases: {main: {kind: in_cluster, version: '17', storage: 3Gi}}\n"
        "volumes: {data: {kind: claim, storage: 1Gi}}\n"
        "workloads: {web: {service_type: NodePort, ports: {http: 80, admin: 81}}}",
    )
    shares = {share.name: dict(share.each) for share in found.standing if not share.of("pods")}

    assert shares == {"web": {"node_ports": 2}, "volume.data": {"claims": 1, "storage": 2**30}}
    (store,) = (share for share in found.standing if share.name == "database.main")
    assert (store.of("claims"), store.of("storage")) == (1, 3 * 2**30)


def test_a_rollout_needs_a_pod_more_unless_an_old_one_goes_first(tmp_path: Path) -> None:
    found = _tenant(
        tmp_path,
        "workloads:\n"
        "  web: {rollout: {kind: rolling_update, max_unavailable: 1}}\n"
        "  job: {rollout: {kind: recreate}, migration: {command: [migrate]}}\n"
        f"  api: {{kind: worker, {_AMOUNTS}}}\n"
        f"  off: {{kind: worker, scaling: {{kind: fixed, replicas: 0}}, {_AMOUNTS}}}\n",
    )

    assert [(share.name, share.count) for share in found.rollouts] == [("job", 1), ("api", 1)]


def test_only_namespaces_with_a_quota_count_and_only_what_is_in_them(tmp_path: Path) -> None:
    stack = spec(
        tmp_path,
        "namespaces: {app: {quota: {pods: 9}}, other: {}}\n"
        "workloads: {web: {namespace: app}, job: {namespace: other}}",
        SOUND,
    )
    (found,) = tenants(Plan(stack=stack, on=ON))

    assert found.namespace == "app"
    assert _pods(found)["most"] == {"web": 1}
