"""Defaults the API server writes into objects, so that an import can tell them from a wish."""

from engine.standin.shape import Json, JsonObject

# Fields whose value says nothing when it is one of these, wherever in an object they stand.
ANYWHERE: dict[str, tuple[Json, ...]] = {
    "allocateLoadBalancerNodePorts": (True,),
    "backoffLimit": (6,),
    "completionMode": ("NonIndexed",),
    "completions": (1,),
    "concurrencyPolicy": ("Allow",),
    "conversion": ({"strategy": "None"},),
    "defaultMode": (420,),
    "dnsPolicy": ("ClusterFirst",),
    "externalTrafficPolicy": ("Cluster",),
    "failedJobsHistoryLimit": (1,),
    "failureThreshold": (3,),
    "imagePullPolicy": ("IfNotPresent", "Always"),
    "internalTrafficPolicy": ("Cluster",),
    "ipFamilyPolicy": ("SingleStack",),
    "manualSelector": (False,),
    "parallelism": (1,),
    "periodSeconds": (10,),
    "persistentVolumeClaimRetentionPolicy": ({"whenDeleted": "Retain", "whenScaled": "Retain"},),
    "persistentVolumeReclaimPolicy": ("Retain",),
    "podManagementPolicy": ("OrderedReady",),
    "podReplacementPolicy": ("TerminatingOrFailed",),
    "preemptionPolicy": ("PreemptLowerPriority",),
    "progressDeadlineSeconds": (600,),
    "protocol": ("TCP",),
    "reclaimPolicy": ("Delete",),
    "replicas": (1,),
    "resources": ({},),
    "restartPolicy": ("Always",),
    "revisionHistoryLimit": (10,),
    "schedulerName": ("default-scheduler",),
    "scheme": ("HTTP",),
    "securityContext": ({},),
    "sessionAffinity": ("None",),
    "strategy": (
        {"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}, "type": "RollingUpdate"},
    ),
    "successThreshold": (1,),
    "successfulJobsHistoryLimit": (3,),
    "suspend": (False,),
    "terminationGracePeriodSeconds": (30,),
    "terminationMessagePath": ("/dev/termination-log",),
    "terminationMessagePolicy": ("File",),
    "timeoutSeconds": (1,),
    "updateStrategy": (
        {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}, "type": "RollingUpdate"},
        {"rollingUpdate": {"partition": 0}, "type": "RollingUpdate"},
    ),
    "volumeBindingMode": ("Immediate",),
    "volumeMode": ("Filesystem",),
}
OF_KIND: dict[str, dict[str, tuple[Json, ...]]] = {
    "Service": {"type": ("ClusterIP",)},
    "Secret": {"type": ("Opaque",)},
    "PersistentVolume": {"type": ("",)},
}


def without_defaults(kind: str, value: JsonObject) -> JsonObject:
    """The object without fields that hold nothing but the server's default.

    A program may spell such a default out; it then shows as an addition of what is live already,
    which never forces a replacement.
    """
    silent = {**ANYWHERE, **OF_KIND.get(kind, {})}

    def cleaned(inner: Json) -> Json:
        if isinstance(inner, list):
            return [cleaned(each) for each in inner]
        if not isinstance(inner, dict):
            return inner
        rest = {
            key: cleaned(each)
            for key, each in inner.items()
            if not any(_exactly(each, default) for default in silent.get(key, ()))
        }
        if "targetPort" in rest and rest["targetPort"] == rest.get("port"):
            del rest["targetPort"]
        return rest

    keep = ("data", "binaryData", "metadata")  # the user's own words, never a default
    result: JsonObject = {
        key: each if key in keep else cleaned(each)
        for key, each in value.items()
        if key in keep or not any(_exactly(each, default) for default in silent.get(key, ()))
    }
    for claim in _claim_templates(result):
        for key in ("apiVersion", "kind", "status"):
            claim.pop(key, None)
    return result


def _claim_templates(value: JsonObject) -> list[JsonObject]:
    spec = value.get("spec")
    claims = spec.get("volumeClaimTemplates") if isinstance(spec, dict) else None
    return (
        [claim for claim in claims if isinstance(claim, dict)] if isinstance(claims, list) else []
    )


def _exactly(value: Json, default: Json) -> bool:
    return isinstance(value, bool) is isinstance(default, bool) and value == default
