"""What destroy refuses before it touches anything."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from cli.guard import part_of
from cli.protection import refuse_destroying_data, spec_path
from cli.stack import ReadyStack
from engine.errors import EngineError
from stacks.file import ResolvedStack
from stacks.spec import StackSpec
from tests.components.cloud_kit import BASE
from tests.stacks.platforms import resolved, spec

PARTS = """\
databases: {main: {kind: in_cluster, version: "17"}}
caches: {queue: {kind: in_cluster, version: "8.1"}}
volumes:
  lists: {kind: claim, storage: 1Gi}
  folder: {kind: host_path, storage: 1Gi, path: /srv}
"""
CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"


def ready(folder: Path, stack: ResolvedStack[StackSpec], protected: str) -> ReadyStack:
    """A stack whose state holds this one claim, protected."""
    urn = f"urn:pulumi:prod::toy::plinth:volume:Claim${CLAIM}::{protected}"
    resources = [{"urn": urn, "type": CLAIM, "protect": True}]
    state = folder / "state.json"
    state.write_text(json.dumps({"checkpoint": {"latest": {"resources": resources}}}))
    return cast(
        "ReadyStack",
        SimpleNamespace(
            resolved=stack,
            spec=stack.spec,
            local=SimpleNamespace(state_file=state),
            target=SimpleNamespace(reference="prod"),
        ),
    )


def test_a_claim_leads_to_the_part_that_asked_for_it(tmp_path: Path) -> None:
    stack = spec(tmp_path, PARTS)
    assert spec_path("database-main", stack) == ("databases", "main")
    assert spec_path("cache-queue", stack) == ("caches", "queue")
    assert spec_path("lists", stack) == ("volumes", "lists")
    assert spec_path("folder", stack) is None, "a folder is never protected"
    assert spec_path("gone", stack) is None


def test_a_bucket_and_a_registry_of_one_name_are_told_apart_by_where_they_lie(
    tmp_path: Path,
) -> None:
    stack = spec(tmp_path, "buckets: {web: {kind: s3}}\nregistries: {web: {kind: ecr}}", BASE)
    assert spec_path("web", stack) is None
    bucket = "urn:pulumi:prod::toy::plinth:bucket:S3Bucket$aws:s3/bucket:Bucket::web"
    assert part_of(bucket, "web", stack) == ("buckets", "web")
    image = "urn:pulumi:prod::toy::plinth:registry:EcrRepository$aws:ecr/repository:Repository::web"
    assert part_of(image, "web", stack) == ("registries", "web")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("lists", "volumes.lists.deletion is protect"),
        ("database-main", "databases.main.deletion is protect"),
        ("gone", "gone was protected when it was made and is no longer in the stack file"),
    ],
)
def test_destroy_is_refused_by_the_name_of_what_is_protected(
    tmp_path: Path, claim: str, said: str
) -> None:
    stack = ready(tmp_path, resolved(tmp_path, PARTS), claim)
    with pytest.raises(EngineError) as caught:
        refuse_destroying_data(stack)
    assert said in str(caught.value.why)
    assert "nothing was touched" in caught.value.what


def test_a_policy_that_up_has_not_applied_yet_is_said(tmp_path: Path) -> None:
    patch = PARTS.replace("storage: 1Gi}", "storage: 1Gi, deletion: delete}", 1)
    with pytest.raises(EngineError) as caught:
        refuse_destroying_data(ready(tmp_path, resolved(tmp_path, patch), "lists"))
    assert "volumes.lists.deletion is delete now, which ./plinth up has not applied" in str(
        caught.value.why
    )
