"""A cloud stack as its user meets it: ordinary Pulumi, with simulated clouds behind the engine."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.target import CHECKOUT
from rehearsal.clouds.aws.eks import NODE_GROUP
from rehearsal.clouds.store import Store
from rehearsal.stage import Stage, stage
from tests.live.kit import Ended

pytestmark = pytest.mark.live

OURS = "123456789012"
_STACK = """\
config:
  pulumi:disable-default-providers: [aws, digitalocean, kubernetes]
  platform:spec:
    account: {kind: aws, id: "123456789012", region: eu-west-1}
    network: {kind: aws}
    cluster:
      kind: eks
      deletion: delete
      access: {admins: {ops: "arn:aws:iam::123456789012:role/ops"}}
      node_pools: {general: {instance_types: [m6i.large], min_nodes: 2, max_nodes: 3}}
    namespaces: {app: {}}
    secrets: {vendor-key: {kind: supplied}}
    workloads:
      worker:
        kind: worker
        image: docker.io/library/python:3.13.9-slim
        secret_env: {VENDOR_KEY: vendor-key}
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 100m, memory: 64Mi}}
        probes: {liveness: {kind: exec, command: ["true"]}}
"""


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Somebody with a cloud stack, an account and a backend, as far as plinth can tell."""

    folder: Path
    environment: Mapping[str, str]
    store: Store

    def plinth(self, *words: str, given: str = "", **besides: str) -> Ended:
        """Run a command to its end, on no terminal."""
        ended = subprocess.run(
            [str(CHECKOUT / "plinth"), *words],
            cwd=self.folder,
            env={**self.environment, **besides},
            input=given,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture(scope="module")
def operator(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    home = tmp_path_factory.mktemp("operator")
    folder = home / "project"
    folder.mkdir()
    shutil.copy(CHECKOUT / "Pulumi.yaml", folder)
    (folder / "Pulumi.live.yaml").write_text(_STACK, encoding="utf-8")
    (home / "state").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        with stage(home / "clouds", "plinth-live", {}) as found:
            # The simulated Kubernetes provider runs here, and so does what its kubeconfig names.
            patch.setenv("PATH", f"{found.bin_folder}{os.pathsep}{os.environ['PATH']}")
            environment = _environment(home, tools, found)
            yield Operator(folder=folder, environment=environment, store=found.store)


def _environment(home: Path, tools: Path, found: Stage) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PULUMI_", "PLINTH_"))}
    path = os.pathsep.join([str(_plugins(home)), str(found.bin_folder), kept["PATH"]])
    return {
        **kept,
        **found.environment,
        "PATH": path,
        "HOME": str(home),
        "COLUMNS": "200",
        "PLINTH_DATA": str(home / "data"),
        "PLINTH_TOOLS": str(tools),
        "PULUMI_BACKEND_URL": (home / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "of the operator",
    }


def _plugins(home: Path) -> Path:
    """Programs that are there as the published plugins would be; the engine attaches elsewhere."""
    folder = home / "plugins"
    folder.mkdir()
    for package in ("aws", "kubernetes"):
        plugin = folder / f"pulumi-resource-{package}"
        plugin.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        plugin.chmod(0o755)
    return folder


def test_nothing_is_touched_until_account_secrets_and_consent_are_in_order(
    operator: Operator, tmp_path: Path
) -> None:
    before = (operator.folder / "Pulumi.live.yaml").read_text(encoding="utf-8")
    unasked = operator.plinth("up", "live")
    assert unasked.code == 1
    assert "nobody can answer here" in unasked.err
    assert "--yes" in unasked.err
    lacking = operator.plinth("up", "live", "--yes")
    assert lacking.code == 1
    assert "live lacks secrets: vendor-key" in lacking.err
    assert "./plinth secret set live vendor-key" in lacking.err
    homeless = operator.plinth("up", "live", "--yes", PULUMI_BACKEND_URL="")
    assert "nobody has said where the state of this stack is kept" in homeless.err
    aws = tmp_path / "aws"
    aws.write_text('#!/bin/sh\necho \'{"Account": "210987654321"}\'\n', encoding="utf-8")
    aws.chmod(0o755)
    elsewhere = f"{tmp_path}{os.pathsep}{operator.environment['PATH']}"
    other = operator.plinth("up", "live", "--yes", PATH=elsewhere)
    assert f"belongs to the AWS account {OURS}; nothing was touched" in other.err
    assert operator.store.calls == {}
    assert (operator.folder / "Pulumi.live.yaml").read_text(encoding="utf-8") == before


def test_without_a_backend_a_preview_shows_what_up_would_make_from_nothing(
    operator: Operator,
) -> None:
    seen = operator.plinth("preview", "live", PULUMI_BACKEND_URL="")
    assert seen.code == 0, seen.err
    assert "not compared with what is there: nobody has said where the state" in seen.err
    assert "  +  Vpc network" in seen.out
    assert "  +  Deployment worker" in seen.out
    assert operator.store.calls == {}


def test_a_plan_that_does_not_hold_is_not_brought_up(operator: Operator) -> None:
    file = operator.folder / "Pulumi.wrong.yaml"
    file.write_text(_STACK.replace("python:3.13.9-slim", "python:latest"), encoding="utf-8")
    refused = operator.plinth("up", "wrong", "--yes")
    assert refused.code == 1
    assert "wrong is not brought up: its plan does not hold" in refused.err
    assert "latest-image" in refused.err
    assert operator.store.calls == {}


def test_it_lives_from_up_to_destroy_with_its_secret_in_the_stack_file(operator: Operator) -> None:
    secret = operator.plinth("secret", "set", "live", "vendor-key", given="sentinel-4711")
    assert secret.code == 0, secret.err
    assert "sentinel-4711" not in (operator.folder / "Pulumi.live.yaml").read_text()
    assert " set " in operator.plinth("secret", "list", "live").out
    up = operator.plinth("up", "live", "--yes")
    assert up.code == 0, up.err
    assert "live is up: " in up.out
    assert "aws eks update-kubeconfig --region eu-west-1 --name plinth-live" in up.out
    assert "sentinel-4711" not in up.out + up.err
    assert "would change nothing" in operator.plinth("preview", "live").out
    _exchange_machines(operator)
    gone = operator.plinth("destroy", "live", "--yes")
    assert gone.code == 0, gone.err
    assert operator.store.resources == {}


def _exchange_machines(operator: Operator) -> None:
    """Give the pool another type: a second node group beside the first, which goes last."""
    file = operator.folder / "Pulumi.live.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("m6i.large", "m6i.xlarge"), encoding="utf-8")
    before = {live.id for live in operator.store.all(NODE_GROUP)}
    up = operator.plinth("up", "live", "--yes")
    assert up.code == 0, up.err
    (after,) = operator.store.all(NODE_GROUP)
    assert after.id not in before
    assert after.inputs["instanceTypes"] == ["m6i.xlarge"]
    calls = {call: operator.store.calls[f"{call} {NODE_GROUP}"] for call in ("create", "delete")}
    assert calls == {"create": 2, "delete": 1}


def test_what_is_for_local_stacks_says_what_to_do_instead(operator: Operator) -> None:
    assert "stack history" in operator.plinth("restore", "live").err
    assert "./plinth destroy" in operator.plinth("up", "live", "--recreate", "--yes").err
    rotate = operator.plinth("secret", "rotate", "live", "vendor-key")
    assert rotate.code == 2
    assert "./plinth secret set live vendor-key" in rotate.err
