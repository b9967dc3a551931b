"""What the parts of an add-on are: the catalogue's word, and the user's over it."""

import pytest

from catalog.charts import chart
from components.addons.parts import Part, parts, refusals
from components.addons.spec import AddonSpec
from components.refusal import Refusal
from components.workload.resources import ResourcesSpec

TRAEFIK = chart("traefik")
AUTOSCALER = chart("vertical-pod-autoscaler")
DAEMON = chart("fluent-bit")
OPTIONAL = chart("argo-cd")


def asked(**fields: object) -> AddonSpec:
    return AddonSpec.model_validate(fields)


def resources(requests: dict[str, str], limits: dict[str, str]) -> ResourcesSpec:
    return ResourcesSpec.model_validate({"requests": requests, "limits": limits})


def test_nothing_said_means_what_the_catalogue_says() -> None:
    assert parts(TRAEFIK, AddonSpec()) == {
        "traefik": Part(
            name="traefik",
            kind="Deployment",
            replicas=1,
            resources=resources(
                {"cpu": "100m", "memory": "128Mi"}, {"cpu": "1", "memory": "256Mi"}
            ),
            image="docker.io/traefik:v3.7.11",
            ports={"web": 8000, "websecure": 8443, "traefik": 8080, "metrics": 9100},
        )
    }


def test_an_amount_that_is_given_goes_over_the_catalogues_and_the_others_stay() -> None:
    more = asked(resources={"traefik": {"requests": {"cpu": "2"}, "limits": {"cpu": "4"}}})
    assert parts(TRAEFIK, more)["traefik"].resources == resources(
        {"cpu": "2", "memory": "128Mi"}, {"cpu": "4", "memory": "256Mi"}
    )


@pytest.mark.parametrize(
    ("spec", "nodes", "replicas"),
    [
        (asked(), 0, 2),
        (asked(), 3, 2),
        (asked(), 1, 1),
        (asked(replicas=3), 1, 3),
        (asked(replicas=3), 0, 3),
    ],
)
def test_a_lone_node_has_one_pod_of_each_part_unless_more_are_asked_for(
    spec: AddonSpec, nodes: int, replicas: int
) -> None:
    made = parts(AUTOSCALER, spec, nodes)
    assert {part.replicas for part in made.values()} == {replicas}
    assert all(part.has_spare == (replicas > 1) for part in made.values())


def test_a_part_on_every_node_has_no_number_of_pods() -> None:
    (part,) = parts(DAEMON, asked(replicas=3), 1).values()
    assert part.replicas is None
    assert not part.has_spare


def test_pods_that_run_only_where_they_are_switched_on_are_no_parts() -> None:
    optional = {pod.component for pod in OPTIONAL.pods if pod.presence == "optional"}
    assert optional
    assert not optional & {*parts(OPTIONAL, AddonSpec())}


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        (
            {"recomender": {}},
            Refusal(
                ("resources", "recomender"),
                "no such part of vertical-pod-autoscaler: recomender; did you mean recommender?",
            ),
        ),
        (
            {"x": {}},
            Refusal(
                ("resources", "x"),
                "no such part of vertical-pod-autoscaler: x"
                " (parts: admission-controller, recommender, updater)",
            ),
        ),
        (
            {"updater": {"limits": {"memory": "100Mi"}}},
            Refusal(
                ("resources", "updater", "limits", "memory"),
                "must be at least the catalogue's request (200Mi), got 100Mi;"
                " set requests.memory as well",
            ),
        ),
        (
            {"updater": {"requests": {"cpu": "1"}}},
            Refusal(
                ("resources", "updater", "requests", "cpu"),
                "must be at most the catalogue's limit (200m), got 1; set limits.cpu as well",
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(
    named: dict[str, object], refusal: Refusal
) -> None:
    assert list(refusals(AUTOSCALER, asked(resources=named))) == [refusal]


def test_amounts_that_fit_are_not_refused() -> None:
    fitting = asked(resources={"updater": {"requests": {"cpu": "200m"}}, "recommender": {}})
    assert list(refusals(AUTOSCALER, fitting)) == []
