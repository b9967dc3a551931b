"""What the toolbox tests share: a made-up machine, a made-up tool, a made-up `go`."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from engine.toolbox.machine import Machine
from engine.toolbox.sets import Binary, Download, ToolSet

NOWHERE = "http://127.0.0.1:9/"
"""The discard port: nothing listens there, a connection is refused at once."""

LEADS_TO = b"leads to "
"""A file of the loopback server that starts so is a redirect."""

SAYS_ITS_VERSION = "#!/bin/sh\necho tiny version v{version}\n"

FAKE_GO = """\
#!/bin/sh
case "$1" in
version) echo "go version go${FAKE_GO_VERSION:-1.26.8} linux/amd64" ;;
list) printf 'true\\ntrue\\ntrue\\ntrue\\n' ;;
build)
    echo build >> "$FAKE_GO_FOLDER/builds"
    mkdir -p "$GOCACHE" && echo kept > "$GOCACHE/object"
    while [ "$1" != "-o" ]; do shift; done
    out=$2
    . "$FAKE_GO_FOLDER/do"
    printf '#!/bin/sh\\necho tiny version v1.2.3\\n' > "$out/tiny-built"
    chmod 755 "$out/tiny-built" ;;
esac
"""


@dataclass
class Recorder:
    """A reporter that remembers."""

    steps: list[tuple[str, float | None, float | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def step(
        self, text: str, done: float | None, eta_seconds: float | None, detail: str = ""
    ) -> None:
        del detail  # the toolbox gives none
        self.steps.append((text, done, eta_seconds))

    def note(self, text: str) -> None:
        self.notes.append(text)


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def says(version: str) -> str:
    return SAYS_ITS_VERSION.format(version=version)


def tiny_set(*, release_url: str = NOWHERE, download: Download | None = None) -> ToolSet:
    """One made-up tool, `tiny` 1.2.3, which `go build` calls tiny-built."""
    binary = Binary(
        name="tiny",
        version="1.2.3",
        package="plinth.invalid/tiny/cmd/tiny-built",
        built_as="tiny-built",
        download=download or Download(url=release_url + "tiny", systems=("linux",)),
    )
    return ToolSet(
        name="tiny",
        title="the tiny tool",
        binaries=(binary,),
        fit="same-minor",
        installer="downloads",
        release_url=release_url,
        module="tools/go/tiny",
        ldflags=("-s", "-w", "-X main.version=1.2.3"),
        build_cpu_seconds=10,
        build_bytes=1,
        bytes=1,
    )


def make_machine(folder: Path, **environ: str) -> Machine:
    """A machine with an empty cache, a shell on PATH, and the tiny tool's Go module."""
    module = folder / "checkout" / "tools" / "go" / "tiny"
    main = module / "cmd" / "tiny-built" / "main.go"
    main.parent.mkdir(parents=True, exist_ok=True)
    (module / "go.mod").write_text("module plinth.invalid/tiny\n\ngo 1.21\n", encoding="utf-8")
    main.write_text(
        'package main\n\nvar version = "none"\n\n'
        'func main() { println("tiny version v" + version) }\n',
        encoding="utf-8",
    )
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return Machine(
        environ={"PATH": os.defpath, "HOME": str(home), **environ},
        cache=folder / "cache" / "plinth" / "tools",
        checkout=folder / "checkout",
        system="linux",
        arch="amd64",
    )


def machine_with_fake_go(folder: Path, *, do: str = "", **environ: str) -> Machine:
    """A machine whose `go build` runs the shell lines `do` before it succeeds."""
    fake = folder / "fake-go"
    executable(fake / "go", FAKE_GO)
    (fake / "do").write_text(do + "\n", encoding="utf-8")
    path = os.pathsep.join((str(fake), os.defpath))
    return make_machine(folder, **{"PATH": path, "FAKE_GO_FOLDER": str(fake), **environ})


def builds_of(folder: Path) -> int:
    """How often the made-up `go build` was run."""
    file = folder / "fake-go" / "builds"
    return len(file.read_text(encoding="utf-8").splitlines()) if file.exists() else 0


@contextmanager
def web_server(files: Mapping[str, bytes]) -> Generator[str, None, None]:
    """A loopback server with these files; gives the address that ends in a slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.wfile.write(self.answer())

        def answer(self) -> bytes:
            body = files.get(self.path)
            leads_on = body is not None and body.startswith(LEADS_TO)
            self.send_response(404 if body is None else 302 if leads_on else 200)
            if body is not None and leads_on:
                self.send_header("Location", body.removeprefix(LEADS_TO).decode())
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            return body or b""

        def log_message(self, format: str, *args: object) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
