"""Helm values for the add-ons that only clusters in AWS have; pure."""

from collections.abc import Mapping

from pydantic import JsonValue

from components.addons.parts import Part
from components.addons.values import Surroundings, Values, amounts, labels_for, one_away


def load_balancer_controller(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for a controller that keeps its certificate and changes no Service.

    Its network is wired in by whoever makes it: with hop limit 1 it cannot ask the machine.
    """
    part, aws = parts["controller"], around.in_aws()
    return {
        "clusterName": aws.cluster_name,
        "region": aws.region,
        "replicaCount": part.replicas,
        "resources": amounts(part.resources),
        "podDisruptionBudget": one_away(part),
        "additionalLabels": labels_for(around),
        "podLabels": labels_for(around),
        "serviceAccount": {"create": True, "name": "aws-load-balancer-controller"},
        "ingressClass": "alb",
        "createIngressClassResource": True,
        "ingressClassConfig": {"default": False},
        "defaultTargetType": "ip",
        # Rendered anew, the certificate would differ at each run.
        "keepTLSSecret": True,
        # It would refuse every Service of the cluster while none of its pods is ready.
        # https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4140
        "enableServiceMutatorWebhook": False,
        "enableShield": False,
        "enableWaf": False,
        "enableWafv2": False,
        "defaultTags": {**aws.tags},
    }


def external_secrets(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for an operator whose three parts say when they are ready."""
    controller = parts["controller"]
    made: Values = {
        "replicaCount": controller.replicas,
        # Two without a leader would both write.
        "leaderElect": controller.has_spare,
        "resources": amounts(controller.resources),
        "podDisruptionBudget": _budget(controller),
        "commonLabels": labels_for(around),
        "serviceAccount": {"create": True, "name": "external-secrets"},
        "readinessProbe": {"enabled": True},
        "processClusterExternalSecret": False,
        "processPushSecret": False,
        "processClusterPushSecret": False,
    }
    for key, name in (("webhook", "webhook"), ("certController", "cert-controller")):
        part = parts[name]
        made[key] = {
            "replicaCount": part.replicas,
            "resources": amounts(part.resources),
            "podDisruptionBudget": _budget(part),
        }
    return made


def cluster_autoscaler(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for an autoscaler of the cluster's minor version, with the spec's timers."""
    part, aws = parts["cluster-autoscaler"], around.in_aws()
    made: Values = {
        "cloudProvider": "aws",
        "awsRegion": aws.region,
        "autoDiscovery": {"clusterName": aws.cluster_name},
        "image": {"tag": aws.autoscaler_tag},
        "replicaCount": part.replicas,
        "resources": amounts(part.resources),
        "podDisruptionBudget": one_away(part),
        "additionalLabels": labels_for(around),
        "rbac": {"serviceAccount": {"create": True, "name": "cluster-autoscaler"}},
        "extraArgs": {**aws.autoscaler_flags},
    }
    return made


def _budget(part: Part) -> Values:
    made: dict[str, JsonValue] = {"enabled": part.has_spare}
    return {**made, "minAvailable": 1} if part.has_spare else made
