"""Who decides how many pods there are, and how large they are."""

from pathlib import Path

from components.workload.base import WorkloadBase
from components.workload.shape import Surroundings, pod_shape
from components.workload.spec import WorkerSpec
from tests.plan import Plan, assert_house_rules, plan
from tests.stacks.platforms import planned

HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject"
VPA = "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler"
SCALED = "scaling: {kind: hpa, min: 2, max: 5, targets: {cpu_percent: 70}}"
OFFICE = "schedule: {office: {start: '0 8 * * 1-5', end: '0 20 * * 1-5', min: 4}}"


def web(folder: Path, fields: str) -> Plan:
    return planned(folder, f"workloads: {{web: {{{fields}}}}}")


def replicas(made: Plan) -> object:
    spec = made.one(DEPLOYMENT, "web").inputs["spec"]
    assert isinstance(spec, dict)
    return spec.get("replicas", "nobody's")


def test_a_schedule_has_one_owner_and_the_deployment_is_it_not(tmp_path: Path) -> None:
    for scaling in (SCALED, "scaling: {kind: fixed, replicas: 3}"):
        made = web(tmp_path, f"{scaling}, {OFFICE}")
        scaler = made.one(SCALED_OBJECT, "web")
        assert made.of(HPA) == (), "KEDA makes the autoscaler"
        assert replicas(made) == "nobody's"
        assert scaler.at("spec", "scaleTargetRef", "name") == "web"
        assert scaler.at("metadata", "name") == "web"
        assert made.one(DEPLOYMENT, "web").urn in scaler.depends_on, "KEDA looks at its requests"
        assert_house_rules(made)


def test_keda_passes_by_the_autoscaler_that_a_workload_has_before_its_schedule(
    tmp_path: Path,
) -> None:
    made = web(tmp_path, SCALED).one(HPA, "web")
    assert made.at("metadata", "annotations") == {"validations.keda.sh/hpa-ownership": "false"}


def test_vertical_autoscaling_is_asked_for_and_looks_at_the_deployment(tmp_path: Path) -> None:
    assert web(tmp_path, "env: {}").of(VPA) == ()
    made = web(tmp_path, "vpa: {}, names: {deployment: shop}")
    scaler = made.one(VPA, "web")
    assert scaler.at("spec", "targetRef") == {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": "shop",
    }
    assert scaler.at("spec", "updatePolicy", "updateMode") == "Off"
    name = made.one(DEPLOYMENT, "web").at("spec", "template", "spec", "containers", 0, "name")
    policy = scaler.at("spec", "resourcePolicy", "containerPolicies", 0)
    assert isinstance(policy, dict)
    assert policy["containerName"] == name
    assert_house_rules(made)


def test_custom_resources_come_after_what_brings_their_definitions() -> None:
    import pulumi
    import pulumi_kubernetes as k8s

    from components.tenancy.traffic import Traffic
    from components.workload.create import create_workload
    from components.workload.wires import Wires

    spec = WorkerSpec.model_validate(
        {
            "kind": "worker",
            "image": "a",
            "resources": {},
            "vpa": {},
            "schedule": {"a": {"start": "0 8 * * *", "end": "0 9 * * *", "min": 2}},
        }
    )
    assert isinstance(spec, WorkloadBase)

    def program() -> None:
        provider = k8s.Provider("cluster", kubeconfig=pulumi.Output.secret("x"))
        opts = pulumi.ResourceOptions(provider=provider)
        addon = k8s.core.v1.ConfigMap("addon", metadata={"name": "addon"}, opts=opts)
        wires = Wires(
            shape=pod_shape("w", spec, Surroundings(namespace="app")),
            namespace="app",
            labels={},
            traffic=Traffic(),
            content="0",
            after_addons=[addon],
        )
        create_workload("w", spec, wires, opts)

    made = plan(program)
    addon = made.one("kubernetes:core/v1:ConfigMap", "addon").urn
    for kind in (SCALED_OBJECT, VPA):
        assert addon in made.one(kind, "w").depends_on
    assert addon not in made.one(DEPLOYMENT, "w").depends_on, "pods need no autoscaler to start"
