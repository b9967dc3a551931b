"""The README of gpx-tracker accounts for every fact and names only what is there."""

import pytest

from tests.shipped import resolved, the
from tests.systems.readme import Row, exists, paths_in, rows

DEV = the("gpx-tracker/dev")
README = DEV.folder / "README.md"
FACTS = rows(README, "What was asked, and what became of it")
QUESTIONS = rows(README, "The eight questions")
SPEC = resolved(DEV).spec.model_dump(mode="json")
BRINGERS = (
    "with workloads in full depth",
    "with the add-ons",
    "with the observability add-ons",
    "with the backup component",
    "with the delivery component",
)

ASKED = (
    "Stateless",
    "`dog_index`, `user_index` and `show_dog`",
    "Background threads",
    "`route.gpx`, about 450 KB",
    "ConfigMap `gpx-route` with the key `route.gpx`",
    "`gps-api-secrets`, type Opaque, with `GPS_API_KEY` and `ALLOWED_HOSTS`",
    "API key per instance",
    "70 % CPU",
    "2 to 10 pods",
    "2 pods per 15 s",
    "1 pod per 60 s",
    "Memory as secondary metric",
    "request rate, response time",
    "peak hours",
    'mode "Auto" and update policy "Off"',
    "50 MB of RAM",
    "100m CPU and 128Mi",
    "500m CPU and 256Mi",
    "No persistent storage",
    "ClusterIP",
    "LoadBalancer",
    "Ingress with TLS",
    "Round robin",
    "No session affinity",
    "Port 5001",
    "Readiness: `/user_location` with an `X-API-Key` header, after 10 s, each 10 s",
    "Liveness: the same request, after 30 s, each 30 s",
    "at most 1 pod unavailable, 2 more",
    "No downtime",
    "Phase 1",
    "Phase 2",
    "Phase 3",
    "Phase 4: Ingress",
    "Phase 4: monitoring",
    "Phase 4: log",
    "Phase 4: backup",
)


@pytest.mark.parametrize("fact", ASKED)
def test_every_fact_of_the_text_has_a_row(fact: str) -> None:
    assert [row.asked for row in FACTS if fact in row.asked], f"no row for: {fact}"


@pytest.mark.parametrize("row", [*FACTS, *QUESTIONS], ids=lambda row: row.asked)
def test_a_row_names_only_fields_that_are_there(row: Row) -> None:
    assert row.fields, "a row says which field it is about"
    assert [path for path in row.fields if not exists(path, SPEC)] == []


@pytest.mark.parametrize("row", [*FACTS, *QUESTIONS], ids=lambda row: row.asked)
def test_a_row_says_what_became_of_it_or_what_will_bring_it(row: Row) -> None:
    assert row.answer or row.not_yet
    assert not row.not_yet or row.not_yet.endswith(BRINGERS)


def test_the_prose_names_only_fields_that_are_there() -> None:
    named = paths_in(README.read_text(encoding="utf-8"))
    assert [path for path in named if not exists(path, SPEC)] == []
    assert "workloads.gps-api.image" in named


def test_all_eight_questions_are_answered_with_a_field() -> None:
    assert [row.asked.partition(".")[0] for row in QUESTIONS] == [str(n) for n in range(1, 9)]
    assert all(row.answer and row.fields for row in QUESTIONS)
