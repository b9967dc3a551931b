"""The one way into an account."""

from pathlib import Path

import pytest

from tests.components.cloud_kit import ADMIN, planned, refused
from tests.plan import Recorded

ACCESS = f'cluster: {{access: {{admins: {{ops: "{ADMIN}"}}}}}}'


def provider(folder: Path, patch: str = "labels: {team: shop}") -> Recorded:
    """The provider of everything in the account."""
    (made,) = planned(folder, patch).of("pulumi:providers:aws")
    return made


def test_every_other_account_is_refused_by_the_provider_itself(tmp_path: Path) -> None:
    made = provider(tmp_path)
    assert made.at("allowedAccountIds") in (["123456789012"], '["123456789012"]')
    assert made.at("region") == "eu-west-1"
    assert "assumeRoles" not in made.inputs


def test_whoever_runs_it_works_as_the_role_that_is_named(tmp_path: Path) -> None:
    made = provider(tmp_path, f'account: {{role: "{ADMIN}"}}')
    assert ADMIN in str(made.at("assumeRoles"))


def test_labels_are_the_tags_of_everything_in_it(tmp_path: Path) -> None:
    made = str(provider(tmp_path, "labels: {team: shop, cost-centre: a1}").at("defaultTags"))
    for text in ("team", "shop", "cost-centre", "a1", "app.kubernetes.io/part-of", "toy"):
        assert text in made


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ('id: "12345"', "account.id: must be the 12 digits of an AWS account"),
        ("region: europe", "account.region: must be the name of an AWS region"),
        ("role: arn:aws:iam::1:user/x", "account.role: must be the ARN of a role"),
        ("trail: {kind: existing, name: a}", "account.trail.name: must be the name of a trail"),
        ("trail: {kind: own, retention_days: 7}", "account.trail.retention_days: must be at least"),
    ],
)
def test_what_is_no_account_is_refused_with_its_line(
    tmp_path: Path, fields: str, said: str
) -> None:
    (line,) = refused(tmp_path, f"account: {{{fields}}}")
    assert line.startswith(f":4 {said}")
