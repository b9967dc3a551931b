"""The plugin as a process of its own, spoken to as the engine speaks to it."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from engine.standin.shape import JsonObject
from engine.standin.wire import decode
from tests.engine.standin.world import ROOT, World

URN = "urn:pulumi:dev::p::plinth:workload:Web$kubernetes:{}::web"
RECORDED = json.loads((Path(__file__).parent / "data" / "changes.json").read_text())
ADOPTED = ["Job", "StatefulSet", "Deployment", "DaemonSet", "CronJob", "Service", "Secret"]
NOWHERE = (
    "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]\n"
    "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n"
)


def struct(value: JsonObject) -> struct_pb2.Struct:
    message = struct_pb2.Struct()
    message.update(value)
    return message


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-P", "-m", "engine.standin", "127.0.0.1:1"]
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    yield started
    started.terminate()
    started.wait(30)
    assert started.stdout
    started.stdout.close()


@pytest.fixture
def plugin(process: subprocess.Popen[str]) -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    assert process.stdout
    port = int(process.stdout.readline())
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield provider_pb2_grpc.ResourceProviderStub(channel)


def configure(plugin: provider_pb2_grpc.ResourceProviderStub, kubeconfig: str) -> None:
    args = struct({"kubeconfig": kubeconfig})
    plugin.Configure(provider_pb2.ConfigureRequest(args=args))


def config_map() -> JsonObject:
    metadata: JsonObject = {"name": "a", "namespace": "default"}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}


def test_it_says_which_version_it_stands_in_for(plugin):
    assert plugin.GetPluginInfo(empty_pb2.Empty()).version == version("pulumi-kubernetes")


def test_the_kubeconfig_comes_back_secret_whatever_the_program_said(plugin):
    news = struct({"kubeconfig": NOWHERE, "clusterIdentifier": "tests"})
    checked = plugin.CheckConfig(provider_pb2.CheckRequest(urn=URN, news=news))
    assert decode(checked.inputs).secrets == {("kubeconfig",)}
    assert not checked.failures


@pytest.mark.parametrize(("identifier", "replaces"), [("a", []), ("b", ["clusterIdentifier"])])
def test_only_another_cluster_replaces_what_is_on_it(plugin, identifier: str, replaces: list[str]):
    old = struct({"kubeconfig": NOWHERE, "clusterIdentifier": "a"})
    new = struct({"kubeconfig": "other", "clusterIdentifier": identifier})
    found = plugin.DiffConfig(provider_pb2.DiffRequest(urn=URN, old_inputs=old, news=new))
    assert found.changes == provider_pb2.DiffResponse.DIFF_SOME
    assert found.replaces == replaces


def test_a_kubeconfig_whose_file_the_run_has_yet_to_write_is_no_error_until_it_is_needed(
    plugin, tmp_path: Path
):
    file = tmp_path / "kubeconfig"
    configure(plugin, str(file))
    file.write_text(NOWHERE)
    request = provider_pb2.CreateRequest(
        urn=URN.format("core/v1:ConfigMap"), properties=struct(config_map())
    )
    with pytest.raises(grpc.RpcError, match=r"no API server answers at http://127\.0\.0\.1:1"):
        plugin.Create(request)


@pytest.mark.parametrize(
    ("token", "news"),
    [
        ("helm.sh/v3:Release", {"chart": "web"}),
        ("yaml/v2:ConfigGroup", {"yaml": ""}),
        ("apps/v1:DeploymentPatch", {"kind": "Deployment"}),
    ],
)
def test_what_only_the_real_plugin_can_do_is_refused_with_the_way_out(plugin, token, news):
    request = provider_pb2.CheckRequest(urn=URN.format(token), news=struct(news))
    with pytest.raises(grpc.RpcError, match="install the real plugin with `pulumi plugin install"):
        plugin.Check(request)


def test_an_object_known_by_its_id_alone_is_not_imported(plugin):
    configure(plugin, NOWHERE)
    request = provider_pb2.ReadRequest(id="default/a", urn=URN.format("core/v1:ConfigMap"))
    with pytest.raises(grpc.RpcError, match=r"default/a: .* stand-in does not import objects"):
        plugin.Read(request)


def test_an_object_without_a_name_is_refused_with_the_reason(plugin):
    news = struct({"apiVersion": "v1", "kind": "ConfigMap"})
    urn = URN.format("core/v1:ConfigMap")
    (failure,) = plugin.Check(provider_pb2.CheckRequest(urn=urn, news=news)).failures
    assert failure.property == "metadata.name"
    assert failure.reason.endswith("give it one")


def test_a_cluster_that_does_not_answer_is_an_error_but_not_in_a_preview(plugin):
    configure(plugin, NOWHERE)
    request = provider_pb2.CreateRequest(
        urn=URN.format("core/v1:ConfigMap"), properties=struct(config_map()), preview=True
    )
    assert decode(plugin.Create(request).properties).value == config_map()
    request.preview = False
    with pytest.raises(grpc.RpcError, match=r"no API server answers at http://127\.0\.0\.1:1"):
        plugin.Create(request)


def test_functions_are_refused_with_the_way_out(plugin):
    with pytest.raises(grpc.RpcError, match="install the real plugin"):
        plugin.Invoke(provider_pb2.InvokeRequest(tok="kubernetes:helm:template"))


def test_it_ends_at_once_when_the_engine_says_so(process, plugin):
    plugin.Cancel(empty_pb2.Empty())
    process.send_signal(2)
    assert process.wait(4) == 0, "the engine kills plugins that take five seconds"


@pytest.mark.live
def test_cancelling_ends_a_wait_and_the_object_stays_recorded(cluster: World, plugin):
    configure(plugin, cluster.kubeconfig.read_text())
    claim: JsonObject = {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "never", "namespace": "default"},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": "no-such-class",
            "resources": {"requests": {"storage": "1Gi"}},
        },
    }
    request = provider_pb2.CreateRequest(
        urn=URN.format("core/v1:PersistentVolumeClaim"), properties=struct(claim)
    )
    pending = plugin.Create.future(request)
    threading.Timer(1.0, lambda: plugin.Cancel(empty_pb2.Empty())).start()
    try:
        with pytest.raises(grpc.RpcError, match="waiting was interrupted") as caught:
            pending.result(timeout=30)
        assert _init_failed(caught.value).id == "default/never"
    finally:
        cluster.kubectl("delete", "persistentvolumeclaim", "never")


WORKLOADS = [row["old"] | {"token": row["kind"]} for row in RECORDED["changes"]]
LEFT_BEHIND = {row["kind"]: row for row in WORKLOADS if row["kind"] in ADOPTED}


@pytest.mark.live
@pytest.mark.parametrize("kind", ADOPTED)
def test_what_an_interrupted_create_left_behind_is_read_unchanged_with_its_inputs_alone(
    cluster: World, plugin, kind: str
):
    wanted = json.loads(json.dumps(LEFT_BEHIND[kind]))
    urn = URN.format(wanted.pop("token").removeprefix("kubernetes:"))
    wanted["metadata"]["namespace"] = "default"
    wanted["metadata"]["annotations"] = {"pulumi.com/skipAwait": "true"}
    configure(plugin, cluster.kubeconfig.read_text())
    news = plugin.Check(provider_pb2.CheckRequest(urn=urn, news=struct(wanted))).inputs
    made = plugin.Create(provider_pb2.CreateRequest(urn=urn, properties=news))
    try:
        read = plugin.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, inputs=news))
        assert read.id == made.id
        found = plugin.Diff(
            provider_pb2.DiffRequest(
                id=read.id, urn=urn, olds=read.properties, old_inputs=read.inputs, news=news
            )
        )
        assert not found.replaces
        assert dict(found.detailedDiff) == {}
    finally:
        plugin.Delete(provider_pb2.DeleteRequest(id=made.id, urn=urn, properties=made.properties))


def _init_failed(error) -> provider_pb2.ErrorResourceInitFailed:
    trailers = dict(error.trailing_metadata())
    status = status_pb2.Status.FromString(trailers["grpc-status-details-bin"])
    failed = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(failed)
    return failed
