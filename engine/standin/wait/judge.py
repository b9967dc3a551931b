"""Is this object ready? Pure judgments, one per kind, from nothing but the object's own fields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.standin.objects import Kind
from engine.standin.shape import Json, JsonObject, condition, dig, number, objects, text


@dataclass(frozen=True)
class Judgment:
    """`ready`, `waiting`, or `failed` when waiting longer will not help; the reason says why."""

    verdict: Literal["ready", "waiting", "failed"]
    reason: str = ""


READY = Judgment("ready")
Judge: TypeAlias = Callable[[JsonObject], Judgment]


def judge(kind: Kind, live: JsonObject) -> Judgment:
    """Readiness of an object; kinds without a notion of it are ready as soon as they exist."""
    return JUDGES.get((kind.group, kind.kind), _exists)(live)


def waiting(reason: str) -> Judgment:
    """Not ready yet."""
    return Judgment("waiting", reason)


def _exists(_: JsonObject) -> Judgment:
    return READY


def deployment(live: JsonObject) -> Judgment:
    """Rolled out: every replica updated and available, no old one left."""
    if _unobserved(live):
        return waiting("the deployment controller has not seen the latest change yet")
    if dig(live, "spec", "paused") is True:
        return READY
    progress = condition(live, "Progressing")
    if text(progress, "reason") == "ProgressDeadlineExceeded":
        return Judgment("failed", f"progress deadline exceeded: {text(progress, 'message')}")
    wanted = _replicas(live)
    updated, available, total = _status(live, "updatedReplicas", "availableReplicas", "replicas")
    if updated >= wanted and available >= wanted and total <= updated:
        return READY
    refused = condition(live, "ReplicaFailure")
    why = f"; {text(refused, 'message')}" if refused.get("status") == "True" else ""
    return waiting(
        f"{updated} of {wanted} replicas updated, {available} available, "
        f"{max(total - updated, 0)} old ones left{why}"
    )


def stateful_set(live: JsonObject) -> Judgment:
    """Every replica ready and at the newest revision."""
    if _unobserved(live):
        return waiting("the stateful set controller has not seen the latest change yet")
    wanted = _replicas(live)
    ready, updated = _status(live, "readyReplicas", "updatedReplicas")
    rolls = text(live, "spec", "updateStrategy", "type") != "OnDelete"
    partition = number(live, "spec", "updateStrategy", "rollingUpdate", "partition")
    to_update = max(wanted - partition, 0) if rolls else 0
    if ready >= wanted and updated >= to_update:
        return READY
    return waiting(f"{ready} of {wanted} replicas ready, {updated} of {to_update} updated")


def daemon_set(live: JsonObject) -> Judgment:
    """A ready, updated pod on every node it should run on."""
    if _unobserved(live):
        return waiting("the daemon set controller has not seen the latest change yet")
    wanted, updated, available = _status(
        live, "desiredNumberScheduled", "updatedNumberScheduled", "numberAvailable"
    )
    if text(live, "spec", "updateStrategy", "type") == "OnDelete":
        updated = wanted
    if updated >= wanted and available >= wanted:
        return READY
    return waiting(f"{updated} of {wanted} pods updated, {available} available")


def job(live: JsonObject) -> Judgment:
    """Complete; a suspended job is as far as it will get."""
    failed = condition(live, "Failed")
    if failed.get("status") == "True":
        return Judgment("failed", f"{text(failed, 'reason')}: {text(failed, 'message')}")
    if condition(live, "Complete").get("status") == "True":
        return READY
    if dig(live, "spec", "suspend") is True:
        return READY
    succeeded, active, failures = _status(live, "succeeded", "active", "failed")
    return waiting(f"{succeeded} pods succeeded, {active} active, {failures} failed")


def claim(live: JsonObject) -> Judgment:
    """Bound."""
    phase = text(live, "status", "phase")
    if phase == "Lost":
        return Judgment("failed", "the volume this claim was bound to is gone")
    return READY if phase == "Bound" else waiting(f"the claim is {phase or 'not yet seen'}")


def pod(live: JsonObject) -> Judgment:
    """Ready, or finished well."""
    phase = text(live, "status", "phase")
    if phase == "Succeeded" or condition(live, "Ready").get("status") == "True":
        return READY
    if phase == "Failed":
        return Judgment("failed", "; ".join(pod_problems(live)) or "the pod failed")
    return waiting("; ".join(pod_problems(live)) or f"the pod is {phase or 'not yet scheduled'}")


def definition(live: JsonObject) -> Judgment:
    """Established: the new kind is served."""
    if condition(live, "Established").get("status") == "True":
        return READY
    names = condition(live, "NamesAccepted")
    if names.get("status") == "False" and text(names, "reason") not in ("", "NotAccepted"):
        return Judgment("failed", f"names not accepted: {text(names, 'message')}")
    return waiting("the new kind is not served yet")


def ingress(live: JsonObject) -> Judgment:
    """An address was given to it."""
    if objects(live, "status", "loadBalancer", "ingress"):
        return READY
    return waiting(
        "no address yet; is an ingress controller running that serves class "
        f"{text(live, 'spec', 'ingressClassName') or '(none named)'}?"
    )


def service(live: JsonObject) -> Judgment:
    """A load balancer has an address; every other type is ready at once (endpoints: see loop)."""
    is_balancer = text(live, "spec", "type") == "LoadBalancer"
    if is_balancer and not objects(live, "status", "loadBalancer", "ingress"):
        return waiting("no address from a load balancer yet; does this cluster have one to give?")
    return READY


def namespace(live: JsonObject) -> Judgment:
    """Active."""
    phase = text(live, "status", "phase")
    return waiting("the namespace is being deleted") if phase == "Terminating" else READY


def needs_endpoints(live: JsonObject) -> bool:
    """Whether a Service is only useful once pods answer behind it."""
    spec = live.get("spec")
    return (
        bool(dig(spec, "selector"))
        and text(spec, "clusterIP") != "None"
        and text(spec, "type") != "ExternalName"
    )


def pod_problems(live: JsonObject) -> list[str]:
    """What keeps a pod from being ready, as the scheduler and the kubelet put it."""
    problems: list[str] = []
    scheduled = condition(live, "PodScheduled")
    if scheduled.get("status") == "False":
        problems.append(f"{text(scheduled, 'reason')}: {text(scheduled, 'message')}")
    for statuses in ("initContainerStatuses", "containerStatuses"):
        for container in objects(live, "status", statuses):
            problems += _container_problems(container)
    if text(live, "status", "reason"):
        problems.append(f"{text(live, 'status', 'reason')}: {text(live, 'status', 'message')}")
    return problems


def _container_problems(container: JsonObject) -> list[str]:
    name, problems = text(container, "name"), list[str]()
    pending = dig(container, "state", "waiting")
    if text(pending, "reason") not in ("", "ContainerCreating", "PodInitializing"):
        problems.append(
            f"container {name}: {text(pending, 'reason')} {text(pending, 'message')}".strip()
        )
    for state in (dig(container, "state", "terminated"), dig(container, "lastState", "terminated")):
        if number(state, "exitCode"):
            problems.append(
                f"container {name} ended with code {number(state, 'exitCode')} "
                f"({text(state, 'reason')}) {text(state, 'message')}".strip()
            )
    return problems


def _unobserved(live: JsonObject) -> bool:
    return number(live, "status", "observedGeneration") < number(live, "metadata", "generation")


def _replicas(live: JsonObject) -> int:
    wanted: Json = dig(live, "spec", "replicas")
    return 1 if wanted is None else number(wanted)


def _status(live: JsonObject, *names: str) -> tuple[int, ...]:
    return tuple(number(live, "status", name) for name in names)


JUDGES: dict[tuple[str, str], Judge] = {
    ("apps", "Deployment"): deployment,
    ("apps", "StatefulSet"): stateful_set,
    ("apps", "DaemonSet"): daemon_set,
    ("batch", "Job"): job,
    ("", "PersistentVolumeClaim"): claim,
    ("", "Pod"): pod,
    ("", "Service"): service,
    ("", "Namespace"): namespace,
    ("networking.k8s.io", "Ingress"): ingress,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): definition,
}
