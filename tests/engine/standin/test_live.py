"""The plugin behind the real engine, against a real API server."""

import base64

import pulumi
import pulumi_kubernetes as k8s
import pytest

from tests.engine.standin import pieces
from tests.engine.standin.world import SOCKETS, Loose, Stack, World

pytestmark = [pytest.mark.live, SOCKETS]
GREEDY = {"resources": {"requests": {"cpu": "500"}}}
SENTINEL = 's3ntinel/of-the"tests'


def options(cluster: World, **more) -> pulumi.ResourceOptions:
    provider = pieces.provider(cluster.kubeconfig.read_text())
    return pulumi.ResourceOptions(provider=provider, **more)


def settings(cluster: World, data=None, name="settings", timeouts=None, **metadata):
    def program():
        where: Loose = {"name": name, "namespace": "default", **metadata}
        opts = options(cluster, custom_timeouts=timeouts)
        k8s.core.v1.ConfigMap("settings", metadata=where, data=data or {"MODE": "one"}, opts=opts)

    return program


def web(cluster: World, annotations=None, timeouts=None, container=None, **spec):
    def program():
        template = pieces.template("web", container)
        wanted: Loose = {"selector": {"match_labels": {"app": "web"}}, "template": template}
        wanted |= spec
        k8s.apps.v1.Deployment(
            "web",
            metadata={"name": "web", "namespace": "default", "annotations": annotations or {}},
            spec=wanted,
            opts=options(cluster, custom_timeouts=timeouts),
        )

    return program


def job(cluster: World, **container):
    def program():
        template = pieces.template("once", container, restart_policy="Never")
        k8s.batch.v1.Job(
            "once",
            metadata={"name": "once", "namespace": "default"},
            spec={"template": template},
            opts=options(cluster),
        )

    return program


def test_a_second_preview_and_a_refresh_find_nothing_to_do(cluster: World, stack: Stack):
    program = web(cluster, replicas=2)
    assert stack.up(program).changed() == {"v1:Deployment::web": "create"}
    assert stack.preview(program, refresh=True).changed() == {}
    assert stack.refresh().changed() == {}
    assert stack.destroy().changed() == {"v1:Deployment::web": "delete"}


def test_fields_removed_from_the_program_leave_the_object(cluster: World, stack: Stack):
    stack.up(settings(cluster, {"A": "1", "B": "2"}, labels={"team": "blue"}))
    changed = stack.up(settings(cluster, {"A": "1"}))
    assert changed.changed() == {"v1:ConfigMap::settings": "update"}
    live = cluster.get("configmap", "settings")
    assert live["data"] == {"A": "1"}
    assert "labels" not in live["metadata"]


def test_what_was_edited_with_kubectl_is_put_back(cluster: World, stack: Stack):
    program = settings(cluster, {"A": "1", "B": "2"})
    stack.up(program)
    cluster.kubectl("patch", "configmap", "settings", "-p", '{"data": {"A": "9", "B": null}}')
    repaired = stack.up(program, refresh=True)
    assert repaired.changed() == {"v1:ConfigMap::settings": "update"}
    assert cluster.get("configmap", "settings")["data"] == {"A": "1", "B": "2"}


def test_what_was_deleted_outside_is_created_again(cluster: World, stack: Stack):
    program = settings(cluster)
    stack.up(program)
    cluster.kubectl("delete", "configmap", "settings")
    assert stack.up(program, refresh=True).changed() == {"v1:ConfigMap::settings": "create"}


def test_what_another_manager_scales_is_no_drift(cluster: World, stack: Stack):
    program = web(cluster)
    stack.up(program)
    cluster.kubectl("scale", "deployment", "web", "--replicas=3")
    cluster.kubectl("rollout", "status", "deployment", "web", "--timeout=60s")
    assert stack.preview(program, refresh=True).changed() == {}
    stack.up(web(cluster, container={"image": "registry.k8s.io/pause:3.9"}))
    assert cluster.get("deployment", "web")["spec"]["replicas"] == 3


def test_a_field_of_another_manager_is_a_conflict(cluster: World, stack: Stack):
    stack.up(settings(cluster, {"A": "1"}))
    theirs = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: theirs}\n"
    cluster.kubectl(
        *("apply", "--server-side", "--force-conflicts", "--field-manager=other", "-f", "-"),
        feed=theirs,
    )
    refused = stack.failing_up(settings(cluster, {"A": "2"}))
    assert "other" in refused
    assert ".data.A" in refused
    assert cluster.get("configmap", "settings")["data"] == {"A": "theirs"}


def test_an_object_that_is_there_already_is_not_taken_over(cluster: World, stack: Stack):
    cluster.kubectl("create", "configmap", "settings")
    try:
        assert "already exists" in stack.failing_up(settings(cluster))
    finally:
        cluster.kubectl("delete", "configmap", "settings")


def test_a_renamed_object_is_replaced(cluster: World, stack: Stack):
    stack.up(settings(cluster))
    renamed = stack.up(settings(cluster, name="other"))
    assert renamed.operations["kubernetes:core/v1:ConfigMap::settings"] in {
        "create-replacement",
        "delete-replaced",
        "replace",
    }
    assert cluster.kubectl("get", "configmap", "settings", "--ignore-not-found") == ""


def test_a_changed_job_is_deleted_and_made_again(cluster: World, stack: Stack):
    stack.up(job(cluster))
    first = cluster.get("job", "once")["metadata"]["uid"]
    stack.up(job(cluster, command=["true"]))
    assert cluster.get("job", "once")["metadata"]["uid"] != first


def secret_program(cluster: World, value=SENTINEL):
    def program():
        kept = pulumi.Output.secret(value)
        opts = options(cluster)
        k8s.core.v1.Secret(
            "login",
            metadata={"name": "login", "namespace": "default"},
            string_data={"password": kept},
            opts=opts,
        )
        k8s.core.v1.ConfigMap(
            "nested",
            metadata={"name": "nested", "namespace": "default"},
            data={"plain": "visible", "hidden": kept},
            opts=opts,
        )

    return program


def test_secrets_stay_secret_in_state_and_messages(cluster: World, stack: Stack):
    shown = stack.up(secret_program(cluster)).messages
    shown += stack.up(secret_program(cluster, SENTINEL + "2")).messages
    shown += stack.refresh().messages
    written = stack.raw_state()
    encoded = base64.b64encode(SENTINEL.encode()).decode()[:-4]
    for spelling in ("s3ntinel", encoded):
        assert spelling not in written
        assert spelling not in shown
    assert "visible" in written
    assert cluster.get("secret", "login")["data"]["password"].startswith(encoded)


def test_a_refused_object_does_not_show_its_secrets(cluster: World, stack: Stack):
    def program():
        k8s.core.v1.ConfigMap(
            "bad",
            metadata={"name": "bad", "namespace": "default"},
            data={"ok": "1"},
            binary_data={"k": pulumi.Output.secret("no base64: s3ntinel!")},
            opts=options(cluster),
        )

    refused = stack.failing_up(program)
    assert "s3ntinel" not in refused
    assert "s3ntinel" not in stack.raw_state()


def test_a_rollout_that_never_ends_says_why_and_is_recorded(cluster: World, stack: Stack):
    brief = pulumi.CustomTimeouts(create="4s", update="60s")
    message = stack.failing_up(web(cluster, container=GREEDY, timeouts=brief))
    assert "0 of 1 pods updated" in message or "0 available" in message
    assert "Insufficient cpu" in message
    recorded = stack.resources()["v1:Deployment::web"]
    assert recorded["id"] == "default/web"
    assert recorded["initErrors"]
    assert stack.up(web(cluster)).changed() == {"v1:Deployment::web": "update"}
    assert "initErrors" not in stack.resources()["v1:Deployment::web"]


def test_skip_await_is_honoured(cluster: World, stack: Stack):
    skipped = web(cluster, container=GREEDY, annotations={"pulumi.com/skipAwait": "true"})
    assert stack.up(skipped).changed() == {"v1:Deployment::web": "create"}


def test_admission_errors_show_in_the_preview(cluster: World, stack: Stack):
    message = stack.failing_preview(settings(cluster, {"not a key!": "1"}))
    assert "a valid config key must consist of" in message


def layered(cluster: World):
    def program():
        opts = options(cluster)
        namespace = k8s.core.v1.Namespace("team", metadata={"name": "team"}, opts=opts)
        definition = pieces.definition("Gadget", opts)
        k8s.apiextensions.CustomResource(
            "gadget",
            api_version="example.org/v1",
            kind="Gadget",
            metadata={"name": "gadget", "namespace": "team"},
            spec={"size": 3},
            opts=pulumi.ResourceOptions(provider=opts.provider, depends_on=[namespace, definition]),
        )

    return program


def test_namespace_kind_and_object_of_that_kind_come_in_one_run(cluster: World, stack: Stack):
    program = layered(cluster)
    assert len(stack.preview(program).changed()) == 3
    stack.up(program)
    assert cluster.get("gadgets", "gadget", "-n", "team")["spec"] == {"size": 3}
    assert stack.preview(program, refresh=True).changed() == {}
    stack.destroy()
    assert cluster.kubectl("get", "namespace", "team", "--ignore-not-found") == ""


def test_a_stuck_deletion_names_its_finalizer(cluster: World, stack: Stack):
    held: Loose = {"finalizers": ["example.org/never"]}
    brief = pulumi.CustomTimeouts(delete="2s")
    program = settings(cluster, timeouts=brief, **held)
    stack.up(program)
    try:
        with pytest.raises(Exception, match=r"example\.org/never"):
            stack.destroy()
    finally:
        cluster.kubectl("patch", "configmap", "settings", "-p", '{"metadata":{"finalizers":null}}')


def test_types_that_need_the_real_plugin_are_refused(cluster: World, stack: Stack, plugin: str):
    def program():
        k8s.apps.v1.DeploymentPatch(
            "web", metadata={"name": "web", "namespace": "default"}, opts=options(cluster)
        )

    if "plugin" not in plugin:
        pytest.skip("the real plugin does have this type")
    assert "install the real plugin" in stack.failing_up(program)
