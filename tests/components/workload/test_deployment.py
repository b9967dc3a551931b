"""What a workload consists of."""

from pathlib import Path

import pytest

from tests.plan import Plan
from tests.stacks.platforms import planned

HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
BUDGET = "kubernetes:policy/v1:PodDisruptionBudget"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
ACCOUNT = "kubernetes:core/v1:ServiceAccount"
FIXED = "scaling: {kind: fixed, replicas: %s}"
SCALED = "scaling: {kind: hpa, min: %s, max: 5, targets: {cpu_percent: 70}}"


def web(folder: Path, fields: str) -> Plan:
    return planned(folder, f"workloads: {{web: {{{fields}}}}}")


def test_a_bare_worker_is_an_account_a_policy_and_a_deployment_that_waits_for_both(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path, "labels: {}")
    worker = made.one("plinth:workload:Worker", "job")
    children = {r.type: r for r in made.children(worker.urn)}
    assert set(children) == {ACCOUNT, POLICY, DEPLOYMENT}
    waits = set(children[DEPLOYMENT].depends_on)
    assert waits >= {children[ACCOUNT].urn, children[POLICY].urn}, "no pod before its policy"
    assert children[ACCOUNT].at("automountServiceAccountToken") is False
    assert [r.at("metadata", "name") for r in children.values()] == ["job"] * 3
    assert worker.outputs == {"deployment_name": "job"}


def test_a_fixed_number_of_pods_is_said_and_an_autoscalers_is_not(tmp_path: Path) -> None:
    fixed = web(tmp_path, FIXED % 3).one(DEPLOYMENT, "web")
    assert fixed.at("spec", "replicas") == 3
    scaled = web(tmp_path, SCALED % 2)
    spec = scaled.one(DEPLOYMENT, "web").inputs["spec"]
    assert isinstance(spec, dict)
    assert "replicas" not in spec
    autoscaler = scaled.one(HPA, "web")
    assert autoscaler.at("spec", "scaleTargetRef", "name") == "web"
    assert (autoscaler.at("spec", "minReplicas"), autoscaler.at("spec", "maxReplicas")) == (2, 5)


def test_the_rollout_is_the_one_asked_for(tmp_path: Path) -> None:
    default = web(tmp_path, "env: {}").one(DEPLOYMENT, "web").at("spec", "strategy")
    rolling = {"maxUnavailable": 0, "maxSurge": 1}
    assert default == {"type": "RollingUpdate", "rollingUpdate": rolling}
    recreate = web(tmp_path, "rollout: {kind: recreate}").one(DEPLOYMENT, "web")
    assert recreate.at("spec", "strategy") == {"type": "Recreate"}


@pytest.mark.parametrize(
    ("fields", "budget"),
    [
        (FIXED % 1, None),
        (FIXED % 0, None),
        (SCALED % 1, None),
        (FIXED % 2, 1),
        (SCALED % 2, 1),
        (f"{FIXED % 3}, disruption: {{max_unavailable: 2}}", 2),
        (f"{FIXED % 1}, disruption: {{max_unavailable: 0}}", 0),
    ],
)
def test_a_drain_is_held_back_only_where_pods_remain_or_somebody_asked(
    tmp_path: Path, fields: str, budget: int | None
) -> None:
    budgets = web(tmp_path, fields).of(BUDGET)
    assert [b.at("spec", "maxUnavailable") for b in budgets] == [budget] * (budget is not None)
    for made in budgets:
        assert made.at("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow"
        assert made.at("spec", "selector", "matchLabels") == {"app.kubernetes.io/name": "web"}
