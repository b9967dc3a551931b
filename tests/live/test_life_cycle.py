"""The whole life of every shipped local stack, with the real engine and a real API server."""

import re
from pathlib import Path

import pytest

from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file
from tests.shipped import RUNNABLE, resolved

pytestmark = pytest.mark.live


@pytest.mark.parametrize("reference", [target.reference for target in RUNNABLE])
def test_a_shipped_stack_lives_from_up_to_destroy(reference: str, user_of: MakeUser) -> None:
    user = user_of(reference)
    _without_protection(user)
    stack = user.stack
    came_up = user.must("up", stack)
    assert f"{stack} is up:" in came_up.out
    assert "Pods are simulated here" in came_up.out
    _nothing_to_do(user)
    _drift_is_repaired(user)
    _content_rolls_the_pods(user)
    _nothing_to_do(user)
    gone = user.must("destroy", stack)
    assert "is gone" in gone.out
    assert user.processes() == []
    left = [path for path in user.data.rglob("*") if path.is_file()]
    assert {path.name for path in left} <= _KEPT, "destroy left something behind"


_KEPT = {"passphrase", "pulumi-resource-pulumi-python", "pulumi-resource-kubernetes"}
"""What belongs to the user and not to a stack."""


def _nothing_to_do(user: User) -> None:
    user.settle()
    assert "would change nothing" in user.must("preview", user.stack).out
    refresh = ["refresh", "--yes", "--skip-preview", "--expect-no-changes"]
    user.must("pulumi", user.stack, "--", *refresh)


def _drift_is_repaired(user: User) -> None:
    before = user.objects()
    deployment = next(o for o in before if o.startswith("Deployment/"))
    policy = next(o for o in before if o.startswith("NetworkPolicy/"))
    _, namespace, name = deployment.split("/")
    user.kubectl("-n", namespace, "set", "image", f"deployment/{name}", "*=example.org/evil:1")
    _, policy_namespace, policy_name = policy.split("/")
    user.kubectl("-n", policy_namespace, "delete", "networkpolicy", policy_name)
    seen = user.must("preview", user.stack).out
    assert f"Deployment {name}" in seen
    assert f"{policy_name}" in seen
    user.must("up", user.stack)
    assert user.objects() == before
    image = "jsonpath={.spec.template.spec.containers[0].image}"
    assert "evil" not in user.kubectl("-n", namespace, "get", f"deployment/{name}", "-o", image)


def _content_rolls_the_pods(user: User) -> None:
    before = _hashes(user)
    config = next(path for path in _contents(user) if path.exists())
    text = config.read_text(encoding="utf-8")
    if config.suffix == ".gpx":
        config.write_text(f"{text}<!-- another route -->\n", encoding="utf-8")
    else:
        config.write_text(re.sub(r"LOG_LEVEL: \w+", "LOG_LEVEL: debug", text), encoding="utf-8")
    user.must("up", user.stack)
    after = _hashes(user)
    assert after.keys() == before.keys()
    assert any(after[name] != before[name] for name in after), "no pod was rolled"


def _contents(user: User) -> tuple[Path, ...]:
    return (user.folder / "routes" / "route.gpx", user.folder / "platform.yaml")


def _hashes(user: User) -> dict[str, str]:
    """The content annotation of every Deployment's pods."""
    note = (
        r"custom-columns=N:.metadata.name,H:.spec.template.metadata.annotations.plinth\.dev/content"
    )
    shown = user.kubectl("get", "deployments", "-A", "--no-headers", "-o", note)
    return dict(line.split() for line in shown.splitlines())


def _without_protection(user: User) -> None:
    """A protected store is refused by destroy, which has a test of its own."""
    if "deletion: protect" in user.stack_file.read_text(encoding="utf-8"):
        patched_file(user.stack_file, {"deletion: protect": "deletion: delete"})


def test_a_protected_store_makes_destroy_refuse_before_anything_is_touched(
    user_of: MakeUser,
) -> None:
    user = user_of("prod")
    assert any(
        store.deletion == "protect"
        for target in RUNNABLE
        if target.reference == "prod"
        for store in resolved(target).spec.databases.values()
    )
    user.must("up", "prod")
    before = user.objects()
    refused = user.plinth("destroy", "prod")
    assert refused.code == 1
    assert "destroy is refused" in refused.err
    assert "databases.main.deletion is protect (Pulumi.prod.yaml:" in refused.err
    assert user.objects() == before
    _without_protection(user)
    assert "has not applied" in user.plinth("destroy", "prod").err
    user.must("up", "prod")
    user.must("destroy", "prod")
    assert user.processes() == []
