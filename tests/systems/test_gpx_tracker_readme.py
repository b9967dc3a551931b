"""The README of gpx-tracker accounts for every fact and question of its owner."""

import pytest

from tests.shipped import the
from tests.systems.readme import rows

README = the("gpx-tracker/dev").folder / "README.md"
FACTS = rows(README, "What was asked, and what became of it")
QUESTIONS = rows(README, "The eight questions")

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


def test_all_eight_questions_are_answered_with_a_field() -> None:
    assert [row.asked.partition(".")[0] for row in QUESTIONS] == [str(n) for n in range(1, 9)]
    assert all(row.answer and row.fields for row in QUESTIONS)
