"""Setting a secret and making one anew, on a real cluster: who restarts, and who does not."""

import base64
import subprocess

import pytest

from cli.target import CHECKOUT
from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file

pytestmark = pytest.mark.live

_VENDOR = "sentinel-of-the-vendor"


def test_a_new_value_restarts_its_readers_and_nobody_else(user_of: MakeUser) -> None:
    user = user_of("dev")
    patched_file(
        user.folder / "platform.yaml",
        {
            "  session-key: { kind: generated": "  vendor: { kind: supplied }\n"
            "  session-key: { kind: generated",
            "    configs: { settings: {} }\n    calls: [database.main, cache.queue, internet]": (
                "    configs: { settings: {} }\n    secret_env: { VENDOR: vendor }\n"
                "    calls: [database.main, cache.queue, internet]"
            ),
        },
    )
    shown = _secret_set(user, "vendor", _VENDOR)
    assert _VENDOR not in shown
    user.must("up")
    assert _value(user, "vendor") == _VENDOR
    before, session = _templates(user), _value(user, "session-key")

    rotated = user.must("secret", "rotate", "dev", "session-key")

    assert "restarted: app/web" in rotated.out
    assert _value(user, "session-key") != session
    after = _templates(user)
    assert {name for name in after if after[name] != before[name]} == {"web"}
    user.settle()
    assert "would change nothing" in user.must("preview").out


def _secret_set(user: User, name: str, value: str) -> str:
    command = [str(CHECKOUT / "plinth"), "secret", "set", "dev", name]
    ended = subprocess.run(
        command,
        cwd=user.folder,
        env=user.environment,
        input=f"{value}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout + ended.stderr


def _value(user: User, secret: str) -> str:
    path = "jsonpath={.data.value}"
    return base64.b64decode(user.kubectl("-n", "app", "get", "secret", secret, "-o", path)).decode()


def _templates(user: User) -> dict[str, str]:
    """The digests that roll the pods, by Deployment and StatefulSet."""
    digest = r".spec.template.metadata.annotations.plinth\.dev/content"
    columns = f"custom-columns=N:.metadata.name,D:{digest}"
    shown = user.kubectl("-n", "app", "get", "deploy,sts", "--no-headers", "-o", columns)
    rows = (line.partition(" ") for line in shown.splitlines())
    return {name: content.strip() for name, _, content in rows}
