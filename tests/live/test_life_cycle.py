"""The whole life of every shipped local stack, with the real engine and a real API server."""

import re

import pytest

from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file
from tests.shipped import on_this_machine

pytestmark = pytest.mark.live


@pytest.mark.parametrize("reference", [target.reference for target in on_this_machine()])
def test_a_shipped_stack_lives_from_up_to_destroy(reference: str, user_of: MakeUser) -> None:
    user = user_of(reference)
    _without_protection(user)
    stack = user.stack
    came_up = user.must("up", stack)
    assert f"{stack} is up:" in came_up.out
    assert "Pods are simulated here" in came_up.out
    _nothing_to_do(user)
    refresh = ["refresh", "--yes", "--skip-preview", "--expect-no-changes"]
    user.must("pulumi", user.stack, "--", *refresh)
    _one_up_repairs_drift_and_rolls_pods_that_read_something_new(user)
    _nothing_to_do(user)
    gone = user.must("destroy", stack)
    assert "is gone" in gone.out
    assert user.processes() == []
    left = [path for path in user.data.rglob("*") if path.is_file()]
    assert {path.name for path in left} <= _KEPT, "destroy left something behind"


_KEPT = {"passphrase", "pulumi-resource-pulumi-python", "pulumi-resource-kubernetes"}
"""What belongs to the user and not to a stack."""


def _nothing_to_do(user: User) -> None:
    """A preview finds no change; it looks at what is there first, as every run does."""
    user.settle()
    assert "would change nothing" in user.must("preview", user.stack).out


def _one_up_repairs_drift_and_rolls_pods_that_read_something_new(user: User) -> None:
    objects, hashes = user.objects(), _hashes(user)
    drifted = _drift(user)
    edited = _edited(user)
    if not edited:
        assert not user.kubectl("get", "configmaps", "-A", "-o", "name", "-l", _OURS)
    seen = user.must("preview", user.stack).out
    assert [name for name in drifted if name not in seen] == []
    user.must("up", user.stack)
    assert user.objects() == objects
    images = "jsonpath={.items[*].spec.template.spec.containers[*].image}"
    assert "evil" not in user.kubectl("get", "deployments", "-A", "-o", images)
    after = _hashes(user)
    assert after.keys() == hashes.keys()
    assert any(after[name] != hashes[name] for name in after) == edited


def _drift(user: User) -> tuple[str, str]:
    """Change one object by hand and delete another; what a preview calls them."""
    there = user.objects()
    _, namespace, name = next(o for o in there if o.startswith("Deployment/")).split("/")
    user.kubectl("-n", namespace, "set", "image", f"deployment/{name}", "*=example.org/evil:1")
    policy = next(o for o in there if o.startswith("NetworkPolicy/"))
    _, policy_namespace, policy_name = policy.split("/")
    user.kubectl("-n", policy_namespace, "delete", "networkpolicy", policy_name)
    workload = r"jsonpath={.spec.selector.matchLabels.app\.kubernetes\.io/name}"
    called = user.kubectl("-n", namespace, "get", f"deployment/{name}", "-o", workload)
    return f"Deployment {called}", policy_name


_OURS = "app.kubernetes.io/managed-by=plinth"
_EDITS = {
    "routes/route.gpx": (r"\Z", "<!-- another route -->\n"),
    "platform.yaml": (r"LOG_LEVEL: \w+", "LOG_LEVEL: debug"),
    "system.yaml": (r"IMAGES_PATH: \S+", "IMAGES_PATH: /data/pictures"),
}
"""A change of what pods read, for each file that holds any such thing."""


def _edited(user: User) -> bool:
    """Change something that the stack's pods read; False where they read nothing."""
    for name, (old, new) in _EDITS.items():
        file = user.folder / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        edited = re.sub(old, new, text, count=1) if text else ""
        if edited != text:
            file.write_text(edited, encoding="utf-8")
            return True
    return False


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
    user = user_of("dev")
    for_keeps = {"main: { storage: 1Gi, deletion: delete }": "main: { storage: 1Gi }"}
    patched_file(user.stack_file, for_keeps)
    user.must("up")
    before = user.objects()
    refused = user.plinth("destroy")
    assert refused.code == 1
    assert "destroy is refused" in refused.err
    assert "databases.main.deletion is protect (Pulumi.dev.yaml:" in refused.err
    assert user.objects() == before
    patched_file(user.stack_file, {new: old for old, new in for_keeps.items()})
    assert "has not applied" in user.plinth("destroy").err
    user.must("up")
    user.must("destroy")
    assert user.processes() == []
