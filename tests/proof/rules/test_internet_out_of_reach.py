"""What lies in the internet is not asked for from a network that does not lead there."""

from pathlib import Path

import pytest

from proof.closed_network import registry_of
from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "internet-out-of-reach"
CLOSED = "network: {nat: none}"
OWN = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/job:1"


def job(fields: str) -> str:
    return f"{CLOSED}\nworkloads: {{job: {{{fields}}}}}"


def test_it_finds_images_and_calls_that_lead_outside(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, job("calls: [internet]"), BASE) == [
        "workloads.job.calls[0]: leads nowhere: network.nat is none",
        (
            "workloads.job.image: comes from example.org, which nodes cannot reach: network.nat is"
            " none"
        ),
    ]


def test_it_finds_add_ons_with_images_of_others_until_their_values_say_where(
    tmp_path: Path,
) -> None:
    patch = f"{job(f'image: {OWN}')}\naddons: {{external_secrets: {{}}}}"
    (found,) = finds(tmp_path, RULE, patch, BASE)
    assert found.startswith("addons.external_secrets: pulls its images from ")
    said = patch.replace("{}}", f"{{values: {{image: {{repository: {OWN[:-2]}}}}}}}}}")
    assert finds(tmp_path, RULE, said, BASE) == []


def test_it_passes_the_accounts_own_registry_or_a_way_out(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, job(f"image: {OWN}"), BASE) == []
    assert finds(tmp_path, RULE, "workloads: {job: {calls: [internet]}}", BASE) == []


@pytest.mark.parametrize(
    ("image", "host"),
    [
        ("nginx:1", "docker.io"),
        ("library/nginx:1", "docker.io"),
        ("public.ecr.aws/nginx/nginx:1", "public.ecr.aws"),
        ("localhost/a:1", "localhost"),
        ("registry:5000/a:1", "registry:5000"),
    ],
)
def test_the_registry_of_an_image_is_what_engines_read(image: str, host: str) -> None:
    assert registry_of(image) == host
