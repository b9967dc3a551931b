"""The server as the image starts it answers for its health under load, and stops in order."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import httpx2
import pytest

import load
from load import Target
from tests.systems.hpa_lab_app.folder import APP
from tests.systems.hpa_lab_app.image import command

STOP_DELAY_SECONDS = "60"
PATIENCE = 50.0
"""Seconds after which a server is killed: shorter than the delay, which no test sits out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The running application, and what it has to say."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def status(self, path: str) -> int:
        return httpx2.get(f"{self.url}{path}", timeout=PATIENCE).status_code

    def load(self, cpu_seconds: float) -> str:
        """How a request for load ended, made again until there was a slot."""
        target = Target(host="127.0.0.1", port=self.port)
        while (answer := load.ask(target, cpu_seconds, PATIENCE)).outcome == "503":
            pass
        return answer.outcome


def line_with(process: subprocess.Popen[str], words: str) -> str:
    """The message of the log that holds the words, once it comes; everything else is JSON too."""
    assert process.stdout is not None
    for line in process.stdout:
        message: str = json.loads(line)["message"]
        if words in message:
            return message
    raise AssertionError(f"the server ended and never said: {words}")


def kill(process: subprocess.Popen[str]) -> None:
    """End the server with all that it started, should that be more than one process."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def server() -> Iterator[Server]:
    here = {"0.0.0.0": "127.0.0.1", "8000": "0", "python": sys.executable}
    process = subprocess.Popen(
        [here.get(word, word) for word in command()],
        cwd=APP,
        env={
            **os.environ,
            "STOP_DELAY_SECONDS": STOP_DELAY_SECONDS,
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    killer = threading.Timer(PATIENCE, kill, [process])
    killer.start()
    try:
        port = int(line_with(process, "running on").split()[3].rpartition(":")[2])
        yield Server(process=process, port=port)
    finally:
        killer.cancel()
        kill(process)
        process.communicate()


def test_health_is_answered_while_load_is_on_and_every_request_is_counted(server: Server) -> None:
    intensity = "--rate max --workers 4 --requests 20 --cpu-seconds 0.05"
    generator = subprocess.Popen(
        [sys.executable, "load.py", server.url, *intensity.split()],
        cwd=APP,
        stdout=subprocess.PIPE,
        text=True,
    )
    answers = [server.status("/healthz"), server.status("/readyz")]
    while generator.poll() is None:
        answers += [server.status("/healthz"), server.status("/readyz")]
    summary, _ = generator.communicate()
    assert generator.returncode == 0
    assert "  200: 20\n" in summary
    assert "pods: 1\n" in summary
    assert set(answers) == {200}


def test_on_sigterm_it_is_not_ready_goes_on_answering_and_ends_what_it_began(
    server: Server,
) -> None:
    server.process.send_signal(signal.SIGTERM)
    line_with(server.process, "stopping")
    assert [server.status(path) for path in ("/readyz", "/healthz", "/load")] == [503, 200, 200]
    with ThreadPoolExecutor() as pool:
        slots = [pool.submit(server.load, 1) for _ in range(4)]
        while server.status("/load?cpu_seconds=0.001") != 503:
            pass
        server.process.send_signal(signal.SIGTERM)
        assert [slot.result() for slot in slots] == ["200"] * 4
    line_with(server.process, "Finished server process")
    assert server.process.wait(PATIENCE) == -signal.SIGTERM
    with pytest.raises(httpx2.ConnectError):
        server.status("/healthz")
    assert server.process.communicate() == ("", ""), "all that is said is a line of JSON on stdout"
