from pulumi.automation.events import OpType

from cli.report import failure, kept, planned, progress, summary, warnings, without_traceback
from engine.runner.changes import Change, Changes
from engine.runner.state import Held

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


def test_a_preview_says_what_is_not_ready_and_would_be_waited_for() -> None:
    why = "Deployment app/web: 1 of 2 pods updated"
    waiting = Change(OpType.UPDATE, WEB.type, "web", unready=(why, "event Pulling: image"))
    edited = Change(OpType.UPDATE, WEB.type, "web", ("spec.replicas",), unready=(why,))
    assert planned("dev", Changes(done=[waiting, edited])) == [
        "dev: up would change 2 resources",
        "  ~  Deployment web  (Deployment app/web: 1 of 2 pods updated; up waits for it)",
        "  ~  Deployment web  (spec.replicas)",
    ]


def test_a_preview_leaves_out_what_is_in_the_state_alone() -> None:
    component = Change(OpType.CREATE, "plinth:workload:Web", "web")
    engines_own = Change(OpType.UPDATE, "pulumi:providers:pulumi-python", "default")
    assert planned("dev", Changes(done=[component, engines_own, WEB])) == [
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
    *said, way_out = failure(changes, "exit 255").splitlines()
    assert said == ["failed: Deployment web", "  no node fits", "  0/1 available"]
    assert way_out == "  way out: mend that and run the same command again; it goes on from here"


EXISTS = 'resource "app" was not successfully created: namespaces "app" already exists'


def test_an_object_of_somebody_else_leads_to_what_an_earlier_life_left() -> None:
    namespace = Change(OpType.CREATE, "kubernetes:core/v1:Namespace", "app")
    said = failure(Changes(failed=[namespace], errors=[EXISTS]), "").splitlines()
    assert said[:2] == ["failed: Namespace app", f"  {EXISTS}"]
    assert "(deletion: retain); docs/operations.md says what to do" in said[2]
    bucket = Change(OpType.CREATE, "aws:s3/bucket:Bucket", "app")
    assert failure(Changes(failed=[bucket], errors=[EXISTS]), "").endswith("it goes on from here")


def test_a_failure_that_no_event_explains_keeps_what_the_engine_printed() -> None:
    said = failure(Changes(), "error: no such stack")
    assert said.startswith("the run failed\n  error: no such stack\n  way out: ")


TRACEBACK = """Traceback (most recent call last):
  File "/there/pulumi/dynamic/__main__.py", line 84, in wrapper
    return fn(self, request, context)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/here/startup.py", line 97, in start
    if _wait(home):
       ^^^^^^^^^^^
"""
CHAIN = "\nThe above exception was the direct cause of the following exception:\n\n"


def test_an_error_of_ours_comes_out_of_a_plugin_without_its_traceback() -> None:
    ours = "the cluster did not start\n  why: no space left\n  way out: free some"
    text = f"{TRACEBACK}OSError: [Errno 28]\n{CHAIN}{TRACEBACK}engine.embedded.errors.E: {ours}"
    assert without_traceback(text) == ours
    assert without_traceback(f"creating failed:\n{text}") == f"creating failed:\n{ours}"
    said = failure(Changes(failed=[WEB], errors=[text]), "")
    assert "Traceback" not in said
    assert said.count("way out: ") == 1


def test_an_error_of_others_keeps_its_kind_and_place() -> None:
    said = without_traceback(f"{TRACEBACK}KeyError: 'x'")
    assert said == "KeyError: 'x'\nFile \"/here/startup.py\", line 97, in start"


def test_other_words_of_the_engine_stay_as_they_are() -> None:
    assert without_traceback("no node fits\n  0/1 available") == "no node fits\n  0/1 available"


def test_up_counts_what_preview_lists() -> None:
    component = Change(OpType.CREATE, "plinth:workload:Web", "web")
    provider = Change(OpType.CREATE, "pulumi:providers:kubernetes", "cluster")
    changes = Changes(done=[component, provider, WEB])
    assert summary(changes) == "2 created"
    assert planned("dev", changes) == [
        "dev: up would change 2 resources",
        "  +  kubernetes provider cluster",
        "  +  Deployment web",
    ]


def test_warnings_are_passed_on_but_for_the_plugins_that_plinth_brings() -> None:
    on_path = "using pulumi-resource-kubernetes from $PATH at /there/pulumi-resource-kubernetes"
    changes = Changes(warnings=[on_path, "apps/v1beta1 is going away"])
    assert warnings(changes) == ["warning: apps/v1beta1 is going away"]


def test_what_was_kept_is_said_once_by_its_name() -> None:
    held = [Held("kubernetes:core/v1:Secret", "database-main"), Held("x:y:Z", "database-main")]
    gone, left = kept("prod", Changes(done=[OLD]), held)
    assert gone == "prod: 1 deleted"
    assert left == (
        "kept, with what it needs: database-main; ./plinth up prod brings the rest back"
    )
