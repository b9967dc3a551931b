"""Routes that lead to two places."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    taken: dict[tuple[str, str], str] = {}
    for name, web in plan.webs.items():
        if web.expose is None:
            continue
        # Ingress ignores a slash at the end of a prefix.
        route = web.expose.host, web.expose.path.rstrip("/") or "/"
        if route in taken:
            yield Hit(
                path=("workloads", name, "expose", "path"),
                message=f"{''.join(route)} leads to {taken[route]} already",
            )
        taken.setdefault(route, name)


RULE = Rule(
    id="same-route-twice",
    severity="error",
    title="two workloads with one host and path",
    why=(
        "Kubernetes accepts both routes, and which of them gets the requests is up to the ingress"
        " controller: one of the workloads never gets any, or each gets some, and it may change"
        " with a restart."
    ),
    ways_out=("give one of them another expose.path", "give one of them another expose.host"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/ingress/",
)
