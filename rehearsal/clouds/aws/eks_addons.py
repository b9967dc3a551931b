"""Add-ons of EKS: their states, and their pods on the real control plane."""

from collections.abc import Iterator, Mapping
from typing import Final

from catalog.chart_rows import EksAddon, PodFootprint
from catalog.charts import eks_addon, eks_versions
from catalog.read import UnknownKey
from engine.embedded.pools import Pool
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.eks_nodes import ADDON
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Live, Model, World
from rehearsal.control_plane import ControlPlane
from rehearsal.disks import Disks

DISK_DRIVER: Final = "aws-ebs-csi-driver"
_APPS: Final = "/apis/apps/v1/namespaces"
_PAUSE: Final = "registry.k8s.io/pause:3.10"
_KEEPS_OFF: Final = ("NoSchedule", "NoExecute")


def model(plane: ControlPlane) -> Model:
    """Return the type of add-ons whose pods run on a control plane."""
    disks = Disks(plane, "ebs.csi.aws.com")

    def outputs(world: World, inputs: JsonObject) -> Mapping[str, Json]:
        cluster, name = text(inputs, "clusterName"), text(inputs, "addonName")
        _refuse(world, inputs, plane.pools())
        return {
            "id": f"{cluster}:{name}",
            "arn": arn("eks", f"addon/{cluster}/{name}/0"),
            "addonVersion": text(inputs, "addonVersion"),
        }

    def created(_world: World, live: Live) -> None:
        row = eks_addon(text(live.inputs, "addonName"))
        with plane.api() as api:
            for each in controllers(row):
                api.create(f"{_APPS}/{row.namespace}/{_plural(each)}", each)
        if row.name == DISK_DRIVER:
            disks.start()

    def deleted(_world: World, live: Live) -> None:
        row = eks_addon(text(live.inputs, "addonName"))
        if row.name == DISK_DRIVER:
            disks.stop()
        with plane.api() as api:
            for each in controllers(row):
                name = text(each, "metadata", "name")
                api.delete(f"{_APPS}/{row.namespace}/{_plural(each)}/{name}")

    return Model(
        token=ADDON,
        inputs=frozenset(
            {
                "clusterName",
                "addonName",
                "addonVersion",
                "configurationValues",
                "podIdentityAssociations",
                "resolveConflictsOnCreate",
                "resolveConflictsOnUpdate",
                "tags",
            }
        ),
        required=frozenset({"clusterName", "addonName"}),
        immutable=frozenset({"clusterName", "addonName"}),
        outputs=outputs,
        created=created,
        deleted=deleted,
    )


def _refuse(world: World, inputs: JsonObject, pools: tuple[Pool, ...]) -> None:
    """Raise what AWS says to an add-on that is there already, unknown, or finds no node."""
    name, version = text(inputs, "addonName"), text(inputs, "addonVersion")
    for other in world.all(ADDON):
        if all(other.inputs.get(key) == inputs.get(key) for key in ("clusterName", "addonName")):
            raise RefusedError("ResourceInUseException: Addon already exists.")
    try:
        row = eks_addon(name)
    except UnknownKey as unknown:
        raise RefusedError(f"InvalidParameterException: {unknown}") from None
    if version not in {each.version for each in row.versions}:
        message = f"Addon version specified is not supported: {name} {version}"
        raise RefusedError(f"InvalidParameterException: {message}; EKS {', '.join(eks_versions())}")
    needs_nodes = any(pod.kind == "Deployment" for pod in row.pods)
    if needs_nodes and not any(each.nodes and not _closed(each) for each in pools):
        raise RefusedError(
            f"waiting for EKS Add-On ({name}) to become ready: DEGRADED,"
            " InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the"
            " desired number of replicas."
        )


def _closed(pool: Pool) -> bool:
    return any(taint.effect in _KEEPS_OFF for taint in pool.taints)


def controllers(row: EksAddon) -> Iterator[JsonObject]:
    """Yield what keeps the pods of an add-on, as the API takes it."""
    for pod in row.pods:
        if pod.presence == "always":
            yield _controller(row, pod)


def _controller(row: EksAddon, pod: PodFootprint) -> JsonObject:
    name = row.name if pod.component == row.name else f"{row.name}-{pod.component}"
    selector: JsonObject = {"app.kubernetes.io/name": name}
    spec: JsonObject = {
        "selector": {"matchLabels": selector},
        "template": {"metadata": {"labels": selector}, "spec": _pod(name, pod)},
    }
    if pod.replicas is not None:
        spec["replicas"] = pod.replicas
    return {
        "apiVersion": "apps/v1",
        "kind": pod.kind,
        "metadata": {"name": name, "namespace": row.namespace},
        "spec": spec,
    }


def _pod(name: str, pod: PodFootprint) -> JsonObject:
    requests: JsonObject = {
        "cpu": f"{pod.requests.cpu_m}m",
        "memory": f"{pod.requests.memory_mib}Mi",
    }
    everywhere = pod.kind == "DaemonSet"
    return {
        "priorityClassName": "system-node-critical" if everywhere else "system-cluster-critical",
        "tolerations": [{"operator": "Exists"}] if everywhere else [],
        "containers": [{"name": name, "image": _PAUSE, "resources": {"requests": requests}}],
    }


def _plural(controller: JsonObject) -> str:
    return f"{text(controller, 'kind').lower()}s"
