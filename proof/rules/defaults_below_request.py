"""Pods that Kubernetes refuses because somebody else's limit is below their own request."""

from collections.abc import Iterator

from proof.members import path_of
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for member, shape in plan.shapes.items():
        defaults = plan.stack.namespaces[shape.namespace].container_defaults.limits
        requests, limits = shape.resources.requests, shape.resources.limits
        for resource, request, limit, default in (
            ("cpu", requests.cpu, limits.cpu, defaults.cpu),
            ("memory", requests.memory, limits.memory, defaults.memory),
        ):
            if limit is None and request is not None and default is not None and default < request:
                yield Hit(
                    path=(*path_of(member), "resources", "limits", resource),
                    message=(
                        f"is missing: container_defaults of {shape.namespace} make it {default},"
                        f" below the request ({request})"
                    ),
                )


RULE = Rule(
    id="defaults-below-request",
    severity="error",
    title="a request above the limit that the namespace gives by default",
    why=(
        "A container that states no limit gets the one of container_defaults, whatever it requests."
        " A limit below the request is refused by the API server: the Deployment is accepted, and"
        " no pod of it ever comes."
    ),
    ways_out=(
        "set the limit in resources.limits",
        "raise container_defaults.limits of the namespace",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/limit-range/",
)
