from pulumi.automation.events import OpType

from cli.report import failure, planned, progress, summary
from engine.runner.changes import Change, Changes

WEB = Change(OpType.CREATE, "kubernetes:apps/v1:Deployment", "web")
OLD = Change(OpType.DELETE, "kubernetes:core/v1:Secret", "old")
EDIT = Change(OpType.UPDATE, "kubernetes:core/v1:ConfigMap", "settings", ("data.GREETING",))


def test_progress_names_what_is_being_done() -> None:
    changes = Changes(current=WEB, done=[OLD])
    assert progress("up", changes) == "1 changed, creating web (Deployment)"


def test_progress_of_a_preview_counts_what_was_looked_at() -> None:
    changes = Changes(current=WEB, seen={"a", "b"})
    assert progress("preview", changes) == "2 resources looked at"


def test_a_preview_lists_its_changes_with_the_properties() -> None:
    assert planned("dev", Changes(done=[WEB, OLD, EDIT])) == [
        "dev: up would change 3 resources",
        "  +  Deployment web",
        "  -  Secret old",
        "  ~  ConfigMap settings  (data.GREETING)",
    ]


def test_a_preview_leaves_out_components_for_they_are_nothing_by_themselves() -> None:
    component = Change(OpType.CREATE, "plinth:workload:Web", "web")
    assert planned("dev", Changes(done=[component, WEB])) == [
        "dev: up would change 1 resource",
        "  +  Deployment web",
    ]


def test_an_empty_preview_says_so() -> None:
    assert planned("dev", Changes()) == ["dev: up would change nothing"]


def test_a_summary_counts_by_what_happened() -> None:
    replaced = Change(OpType.CREATE_REPLACEMENT, "kubernetes:batch/v1:Job", "once")
    changes = Changes(done=[WEB, WEB, EDIT, replaced, OLD])
    assert summary(changes) == "2 created, 1 updated, 1 replaced, 1 deleted"
    assert summary(Changes()) == "nothing changed"


def test_a_failure_names_the_resource_and_gives_the_reason_without_the_engines_frame() -> None:
    changes = Changes(failed=[WEB], errors=["update failed", "no node fits\n0/1 available"])
    assert failure(changes, "exit 255") == (
        "failed: Deployment web\n  no node fits\n  0/1 available"
    )


def test_a_failure_that_no_event_explains_keeps_what_the_engine_printed() -> None:
    assert failure(Changes(), "error: no such stack") == "the run failed\n  error: no such stack"
