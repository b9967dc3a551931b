"""Add-ons on a Kubernetes that they were not made for."""

from collections.abc import Iterator

from catalog.chart_rows import Chart, KubernetesSupport
from proof.addons import charts
from proof.facts import hit
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    kubernetes = plan.stack.cluster.kubernetes_version
    if kubernetes is None:
        return
    for name, chart in charts(plan.stack).items():
        yield from _judged(chart, kubernetes, ("addons", name))


def _judged(chart: Chart, kubernetes: str, path: KeyPath) -> Iterator[Hit]:
    support, cluster = chart.kubernetes, f"and the cluster has Kubernetes {kubernetes}"
    if support.chart_from is not None and _minor(kubernetes) < _minor(support.chart_from):
        message = f"chart {chart.version} needs Kubernetes {support.chart_from}, {cluster}"
        yield hit(path, message, chart)
    elif not _tested(support, kubernetes):
        message = f"chart {chart.version} is tested {_range(support)}, {cluster}"
        yield hit(path, message, chart, "warning")


def _tested(support: KubernetesSupport, kubernetes: str) -> bool:
    early = support.tested_from is not None and _minor(kubernetes) < _minor(support.tested_from)
    late = support.tested_to is not None and _minor(kubernetes) > _minor(support.tested_to)
    return not (early or late)


def _range(support: KubernetesSupport) -> str:
    begin = f"from {support.tested_from}" if support.tested_from else ""
    end = f"up to {support.tested_to}" if support.tested_to else ""
    return " ".join(part for part in (begin, end) if part)


def _minor(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


RULE = Rule(
    id="addon-unsupported-kubernetes",
    severity="error",
    title="an add-on that is not made for the cluster's Kubernetes",
    why=(
        "Below the version that a chart demands, Helm refuses to install it. Outside of the"
        " versions that its project tests (a warning) it may work, and nobody has promised that it"
        " does, or will after the next patch."
    ),
    ways_out=(
        "use a cluster with a version that the add-on supports: cluster",
        "leave the add-on out: addons",
        "accept it, if you have tried it out",
    ),
    find=_find,
)
