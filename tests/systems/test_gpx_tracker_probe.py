"""The readiness probe of gpx-tracker, run as the kubelet would run it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from components.workload.probes import ExecProbeSpec
from components.workload.spec import WebSpec
from tests.shipped import resolved, the

KEY = "the-right-key"


class Api(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        allowed = self.headers.get("X-API-Key") == KEY
        self.send_response(200 if allowed and self.path == "/user_location" else 401)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def api() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def ready(port: int, key: str) -> bool:
    api = resolved(the("gpx-tracker/dev")).spec.workloads["gps-api"]
    assert isinstance(api, WebSpec)
    probe = api.probes.readiness
    assert isinstance(probe, ExecProbeSpec)
    python, option, script = probe.command
    assert (python, option) == ("python", "-c")
    assert "5001" in script
    return (
        subprocess.run(
            [sys.executable, option, script.replace("5001", str(port))],
            env={**os.environ, "GPS_API_KEY": key},
            capture_output=True,
        ).returncode
        == 0
    )


def test_a_pod_that_answers_with_its_own_key_is_ready(api: int) -> None:
    assert ready(api, KEY)


def test_a_pod_with_the_wrong_key_is_not_ready(api: int) -> None:
    assert not ready(api, "another-key")


def test_a_pod_that_does_not_listen_is_not_ready() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not ready(port, KEY)
