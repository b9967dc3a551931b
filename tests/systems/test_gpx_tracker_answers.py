"""Each field that the README gives for a question does change the answer."""

from collections.abc import Mapping

from stacks.reading.tree import Json
from tests.plan import Plan, Wire, reveal
from tests.recording.answers import GENERATED_SECRET
from tests.shipped import patched, planned, sentinel, the

DEV = the("gpx-tracker/dev")
DEPLOYMENT, SERVICE = "kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Service"
HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"


def with_api(patch: Mapping[str, Json], **others: Json) -> Plan:
    return planned(DEV, patched(DEV, {"workloads": {"gps-api": patch}, **others}))


def deployment(plan: Plan, *path: str | int) -> Wire:
    return plan.one(DEPLOYMENT, "gps-api").at("spec", *path)


def test_1_and_2_one_pod_shows_every_client_the_same_walk() -> None:
    plan = with_api({"scaling": {"kind": "fixed", "replicas": 1}})
    assert deployment(plan, "replicas") == 1
    assert plan.of(HPA) == ()


def test_1_a_cache_gives_the_pods_a_place_to_share() -> None:
    cache: Json = {"walk": {"kind": "in_cluster", "engine": "valkey", "version": "8.1"}}
    plan = with_api({"calls": ["cache.walk"]}, caches=cache)
    env = str(deployment(plan, "template", "spec", "containers", 0, "env"))
    assert "CACHE_WALK_URL" in env
    assert len(plan.of("kubernetes:apps/v1:StatefulSet")) == 1


def test_2_a_client_stays_with_one_pod_for_as_long_as_it_is_said() -> None:
    service = with_api({"session_affinity_seconds": 600}).one(SERVICE, "gps-api")
    assert service.at("spec", "sessionAffinity") == "ClientIP"
    assert service.at("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds") == 600


def test_3_the_targets_decide_what_triggers_scaling() -> None:
    plan = with_api({"scaling": {"targets": {"cpu_percent": 50, "memory_percent": None}}})
    target: Wire = {"type": "Utilization", "averageUtilization": 50}
    assert plan.one(HPA, "gps-api").at("spec", "metrics") == [
        {"type": "Resource", "resource": {"name": "cpu", "target": target}}
    ]


def test_3_hours_are_a_floor_that_keda_keeps_beside_cpu_and_memory() -> None:
    day: Json = {"start": "0 8 * * 1-5", "end": "0 20 * * 1-5", "min": 4}
    plan = with_api({"schedule": {"day": day}}, addons={"keda": {}})
    scaled = plan.one("kubernetes:keda.sh/v1alpha1:ScaledObject", "gps-api")
    triggers = scaled.at("spec", "triggers")
    assert isinstance(triggers, list)
    assert [t["type"] for t in triggers if isinstance(t, dict)] == ["cron", "cpu", "memory"]
    assert plan.of(HPA) == ()


def test_3_requests_a_second_trigger_scaling_once_something_serves_them() -> None:
    served: Json = {"http_requests_per_second": {"kind": "pods", "average": "20"}}
    hpa = with_api({"scaling": {"targets": {"metrics": served}}}).one(HPA, "gps-api")
    kinds = [hpa.at("spec", "metrics", position, "type") for position in range(3)]
    assert kinds == ["Resource", "Resource", "Pods"]


def test_4_pool_limits_and_bounds_decide_what_it_may_use() -> None:
    pool: Json = {"node_pools": {"default": {"nodes": 5}}}
    patch: Json = {"scaling": {"max": 30}, "resources": {"limits": {"memory": "512Mi"}}}
    plan = with_api(patch, cluster=pool)
    assert plan.one(HPA, "gps-api").at("spec", "maxReplicas") == 30
    limits = deployment(plan, "template", "spec", "containers", 0, "resources", "limits")
    assert limits == {"cpu": "500m", "memory": "512Mi"}
    (cluster,) = plan.of("pulumi-python:dynamic/plinth:KwokCluster")
    assert "'nodes': 5" in str(reveal(cluster.inputs))


def test_5_labels_reach_every_pod() -> None:
    plan = with_api({}, labels={"team": "walks"})
    labels = deployment(plan, "template", "metadata", "labels")
    assert isinstance(labels, Mapping)
    assert labels["team"] == "walks"


def test_6_recreate_never_runs_two_versions_at_a_time() -> None:
    plan = with_api({"rollout": {"kind": "recreate"}})
    assert deployment(plan, "strategy") == {"type": "Recreate"}


def test_7_a_load_balancer_or_a_route_with_tls_lets_clients_in() -> None:
    balanced = with_api({"service_type": "LoadBalancer"})
    assert balanced.one(SERVICE, "gps-api").at("spec", "type") == "LoadBalancer"
    route: Json = {"host": "gpx.example.com", "tls_secret": "gpx-tls"}
    controller: Json = {"traefik": {}}
    routed = with_api({"service_type": "ClusterIP", "expose": route}, addons=controller)
    assert routed.one(SERVICE, "gps-api").at("spec", "type") == "ClusterIP"
    tls: Wire = {"hosts": ["gpx.example.com"], "secretName": "gpx-tls"}
    assert routed.one(INGRESS, "gps-api").at("spec", "tls") == [tls]


def test_8_a_generated_key_is_made_by_plinth_and_lies_where_the_supplied_one_did() -> None:
    key: Json = {"kind": "generated", "object": "gps-api-secrets", "key": "GPS_API_KEY"}
    plan = planned(DEV, patched(DEV, {"secrets": {"gps-api-key": key}}))
    assert plan.one("pulumi-python:dynamic/plinth:GeneratedSecret", "gps-api-key")
    (secret,) = plan.of("kubernetes:core/v1:Secret")
    values = reveal(secret.at("stringData"))
    assert values == {"GPS_API_KEY": GENERATED_SECRET, "ALLOWED_HOSTS": sentinel("allowed-hosts")}
