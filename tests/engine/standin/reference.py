"""The 26 objects whose state was recorded from the real plugin (data/state.json), as a program."""

import pulumi
import pulumi_kubernetes as k8s

from tests.engine.standin import pieces
from tests.engine.standin.world import Loose

NAMESPACE = "demo"
RBAC = "rbac.authorization.k8s.io"
REQUESTS = {"cpu": "50m", "memory": "32Mi"}


def meta(name: str, **more) -> Loose:
    return {"name": name, "namespace": NAMESPACE, **more}


def template(app: str, **spec) -> Loose:
    return pieces.template(app, {"resources": {"requests": REQUESTS}}, **spec)


def selecting(app: str, **more) -> Loose:
    labels = {"match_labels": {"app": app}}
    return {"selector": labels, "template": template(app), **more}


def program(kubeconfig: str) -> None:
    """Registers everything on the cluster of a kubeconfig."""
    provider = pieces.provider(kubeconfig)
    wide = pulumi.ResourceOptions(provider=provider)
    labels = {"pod-security.kubernetes.io/enforce": "baseline"}
    space = k8s.core.v1.Namespace(
        NAMESPACE, metadata={"name": NAMESPACE, "labels": labels}, opts=wide
    )
    inside = pulumi.ResourceOptions(provider=provider, depends_on=[space])
    _content(inside)
    _access(wide, inside)
    _limits(wide, inside)
    _web(inside)
    _storage(wide, inside, space)
    _batch(inside)
    _custom(wide, provider, space)


def _content(inside: pulumi.ResourceOptions) -> None:
    password = pulumi.Output.secret("not-a-real-password")
    k8s.core.v1.ConfigMap("settings", metadata=meta("settings"), data={"MODE": "demo"}, opts=inside)
    k8s.core.v1.Secret(
        "credentials",
        metadata=meta("credentials"),
        string_data={"password": password},
        opts=inside,
    )


def _access(wide: pulumi.ResourceOptions, inside: pulumi.ResourceOptions) -> None:
    k8s.core.v1.ServiceAccount(
        "web", metadata=meta("web"), automount_service_account_token=False, opts=inside
    )
    k8s.rbac.v1.Role(
        "reader",
        metadata=meta("reader"),
        rules=[{"api_groups": [""], "resources": ["pods"], "verbs": ["get", "list"]}],
        opts=inside,
    )
    k8s.rbac.v1.RoleBinding(
        "reader",
        metadata=meta("reader"),
        role_ref={"api_group": RBAC, "kind": "Role", "name": "reader"},
        subjects=[{"kind": "Group", "name": "developers", "api_group": RBAC}],
        opts=inside,
    )
    k8s.rbac.v1.ClusterRole(
        "nodes",
        metadata={"name": "nodes"},
        rules=[{"api_groups": [""], "resources": ["nodes"], "verbs": ["get"]}],
        opts=wide,
    )


def _limits(wide: pulumi.ResourceOptions, inside: pulumi.ResourceOptions) -> None:
    k8s.core.v1.ResourceQuota(
        "quota",
        metadata=meta("quota"),
        spec={"hard": {"requests.cpu": "4", "pods": "50"}},
        opts=inside,
    )
    default = {"cpu": "10m", "memory": "16Mi"}
    k8s.core.v1.LimitRange(
        "limits",
        metadata=meta("limits"),
        spec={"limits": [{"type": "Container", "default_request": default}]},
        opts=inside,
    )
    k8s.networking.v1.NetworkPolicy(
        "default-deny",
        metadata=meta("default-deny"),
        spec={"pod_selector": {}, "policy_types": ["Ingress", "Egress"]},
        opts=inside,
    )
    k8s.scheduling.v1.PriorityClass("high", metadata={"name": "high"}, value=1000, opts=wide)


def _web(inside: pulumi.ResourceOptions) -> None:
    k8s.apps.v1.Deployment("web", metadata=meta("web"), spec=selecting("web"), opts=inside)
    cpu: Loose = {"name": "cpu", "target": {"type": "Utilization", "average_utilization": 70}}
    k8s.autoscaling.v2.HorizontalPodAutoscaler(
        "web",
        metadata=meta("web"),
        spec={
            "min_replicas": 2,
            "max_replicas": 5,
            "scale_target_ref": {"api_version": "apps/v1", "kind": "Deployment", "name": "web"},
            "metrics": [{"type": "Resource", "resource": cpu}],
        },
        opts=inside,
    )
    k8s.policy.v1.PodDisruptionBudget(
        "web",
        metadata=meta("web"),
        spec={"max_unavailable": 1, "selector": {"match_labels": {"app": "web"}}},
        opts=inside,
    )
    port: Loose = {"name": "http", "port": 80}
    to_pod: Loose = {**port, "target_port": 8080}
    k8s.core.v1.Service(
        "web",
        metadata=meta("web"),
        spec={"selector": {"app": "web"}, "ports": [to_pod]},
        opts=inside,
    )
    k8s.core.v1.Service(
        "web-np",
        metadata=meta("web-np"),
        spec={"type": "NodePort", "selector": {"app": "web"}, "ports": [port]},
        opts=inside,
    )
    backend = {"service": {"name": "web", "port": {"name": "http"}}}
    paths: Loose = [{"path": "/", "path_type": "Prefix", "backend": backend}]
    k8s.networking.v1.Ingress(
        "web",
        metadata=meta("web", annotations={"pulumi.com/skipAwait": "true"}),
        spec={"rules": [{"host": "demo.example", "http": {"paths": paths}}]},
        opts=inside,
    )


def _storage(
    wide: pulumi.ResourceOptions, inside: pulumi.ResourceOptions, space: pulumi.Resource
) -> None:
    is_default = {"storageclass.kubernetes.io/is-default-class": "true"}
    storage = k8s.storage.v1.StorageClass(
        "standard",
        metadata={"name": "standard", "annotations": is_default},
        provisioner="kubernetes.io/host-path",
        opts=wide,
    )
    k8s.core.v1.PersistentVolume(
        "shared",
        metadata={"name": "shared"},
        spec={
            "capacity": {"storage": "1Gi"},
            "access_modes": ["ReadWriteMany"],
            "persistent_volume_reclaim_policy": "Retain",
            "host_path": {"path": "/tmp/reference"},
        },
        opts=wide,
    )
    k8s.core.v1.PersistentVolumeClaim(
        "shared",
        metadata=meta("shared"),
        spec={
            "access_modes": ["ReadWriteMany"],
            "storage_class_name": "",
            "volume_name": "shared",
            "resources": {"requests": {"storage": "1Gi"}},
        },
        opts=inside,
    )
    claim = {
        "access_modes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "1Gi"}},
    }
    claims = [{"metadata": {"name": "data"}, "spec": claim}]
    k8s.apps.v1.StatefulSet(
        "db",
        metadata=meta("db"),
        spec=selecting("db", service_name="db", volume_claim_templates=claims),
        opts=pulumi.ResourceOptions(provider=wide.provider, depends_on=[space, storage]),
    )


def _batch(inside: pulumi.ResourceOptions) -> None:
    k8s.apps.v1.DaemonSet("agent", metadata=meta("agent"), spec=selecting("agent"), opts=inside)
    once = template("once", restart_policy="Never")
    k8s.batch.v1.Job("once", metadata=meta("once"), spec={"template": once}, opts=inside)
    nightly: Loose = {"spec": {"template": template("nightly", restart_policy="Never")}}
    k8s.batch.v1.CronJob(
        "nightly",
        metadata=meta("nightly"),
        spec={"schedule": "0 3 * * *", "job_template": nightly},
        opts=inside,
    )


def _custom(wide: pulumi.ResourceOptions, provider: k8s.Provider, space: pulumi.Resource) -> None:
    definition = pieces.definition("Widget", wide)
    k8s.apiextensions.CustomResource(
        "widget",
        api_version="example.org/v1",
        kind="Widget",
        metadata=meta("widget"),
        spec={"size": 3},
        opts=pulumi.ResourceOptions(provider=provider, depends_on=[space, definition]),
    )
