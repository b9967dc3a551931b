"""A web application that uses processor time on demand, for watching an autoscaler at work."""

import asyncio
import hashlib
import json
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncGenerator, Generator, Iterable, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from os import environ
from typing import Annotated, Literal, TypedDict

from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

LOG = logging.getLogger("hpa-lab")
BLOCK = bytes(64 * 1024)  # hashlib lets other threads run only for blocks above 2 KiB


class Settings(BaseModel):
    """What the environment decides; each field is a variable of the same name in upper case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    load_slots: int = Field(default=4, ge=1, le=32)
    """Requests for load that run at a time; one more is told to come back."""
    load_max_cpu_seconds: float = Field(default=2, ge=0.1, le=10)
    """The most processor time that one request may ask for."""
    load_max_wall_seconds: float = Field(default=10, gt=0, le=15)
    """When a request ends that gets too little processor time; the server stops within 20 s."""
    stop_delay_seconds: float = Field(default=5, ge=0, le=60)
    """From SIGTERM until no connection is taken any more."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """The least important line that is logged."""


class SettingsError(ValueError):
    """An environment variable holds what it must not."""


class Problem(TypedDict):
    """What FastAPI and pydantic say of one wrong value, as far as it is told to users."""

    loc: tuple[int | str, ...]
    msg: str
    input: object


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What one request for load has cost."""

    cpu_seconds: float
    wall_seconds: float
    hashes: int
    finished: bool
    """False where time ran out before the processor time was used."""


@dataclass(slots=True)
class Life:
    """Whether new requests are welcome."""

    ready: bool = False


class JsonLines(logging.Formatter):
    """Each record as one line of JSON; `extra={"fields": {...}}` adds keys."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings; raises SettingsError, which names every wrong variable."""
    names = {name: name.upper() for name in Settings.model_fields}
    given = {name: environment[names[name]] for name in names if names[name] in environment}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        problems = (
            Problem(loc=(str(found["loc"][0]).upper(),), msg=found["msg"], input=found["input"])
            for found in error.errors()
        )
        raise SettingsError(in_words(problems)) from error


def in_words(problems: Iterable[Problem]) -> str:
    """Return one sentence part for each wrong value: its name, the rule, the value."""
    return "; ".join(
        f"{found['loc'][-1]}: {found['msg'][0].lower()}{found['msg'][1:]}, got {found['input']!r}"
        for found in problems
    )


def log_to_stdout(level: str) -> None:
    """Send every record of this process, the server's too, to stdout as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    server = logging.getLogger("uvicorn")
    server.handlers.clear()
    server.propagate = True


def burn(cpu_seconds: float, wall_seconds: float) -> Work:
    """Hash until this thread has used the processor time, or until the wall time is over."""
    cpu, wall = time.thread_time(), time.monotonic()
    hashes = 0
    while True:
        hashlib.sha256(BLOCK).digest()
        hashes += 1
        used, passed = time.thread_time() - cpu, time.monotonic() - wall
        if used >= cpu_seconds or passed >= wall_seconds:
            return Work(
                cpu_seconds=round(used, 4),
                wall_seconds=round(passed, 4),
                hashes=hashes,
                finished=used >= cpu_seconds,
            )


@contextmanager
def announced_stop(life: Life, delay_seconds: float) -> Generator[None]:
    """On SIGTERM be not ready for a while, and only then let the server close its port.

    Kubernetes takes a pod out of its Services while it sends the signal, so requests still come.
    """
    server_stops = signal.getsignal(signal.SIGTERM)
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not callable(server_stops) or not on_main_thread:  # no server here: a test's client
        yield
        return
    loop = asyncio.get_running_loop()

    def announce() -> None:
        wait = delay_seconds if life.ready else 0  # a second signal is somebody in a hurry
        life.ready = False
        LOG.info("stopping", extra={"fields": {"port_closes_in_seconds": wait}})
        loop.call_later(wait, server_stops, signal.SIGTERM, None)

    loop.add_signal_handler(signal.SIGTERM, announce)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, server_stops)


def failed(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return an answer that says what is wrong."""
    return JSONResponse({"error": message}, status, headers)


def answer_errors_as_json(app: FastAPI) -> None:
    """Let every error leave the application as JSON with a message for its reader."""

    @app.exception_handler(RequestValidationError)
    async def wrong_value(_request: Request, error: RequestValidationError) -> Response:
        return failed(422, in_words(error.errors()))

    @app.exception_handler(HTTPException)
    async def wrong_request(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return failed(404, f"nothing is at {request.url.path}; / says what there is")
        return failed(error.status_code, error.detail, error.headers)

    @app.exception_handler(Exception)
    async def own_fault(_request: Request, _error: Exception) -> Response:
        return failed(500, "an error of the application; its log says which")


def create_app(settings: Settings, pod: str) -> FastAPI:
    """Return the application; `pod` is the name that it answers with."""
    life = Life()
    slots = asyncio.Semaphore(settings.load_slots)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        with announced_stop(life, settings.stop_delay_seconds):
            life.ready = True
            LOG.info("ready", extra={"fields": settings.model_dump()})
            yield
            life.ready = False
        LOG.info("stopped")

    app = FastAPI(title="hpa-lab", lifespan=lifespan, openapi_url=None)
    answer_errors_as_json(app)

    @app.get("/")
    async def about() -> dict[str, object]:
        paths = ["/load?cpu_seconds=0.1", "/healthz", "/readyz"]
        return {"name": "hpa-lab", "pod": pod, "paths": paths, "settings": settings.model_dump()}

    @app.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    async def ready() -> Response:
        # Full is not unready: a busy pod that left the Service would overload the others.
        if life.ready:
            return JSONResponse({"status": "ready"})
        return failed(503, "not ready: the application is starting or stopping")

    @app.get("/load")
    async def load(
        cpu_seconds: Annotated[
            float, Query(gt=0, le=settings.load_max_cpu_seconds, allow_inf_nan=False)
        ] = 0.1,
    ) -> Response:
        if slots.locked():
            LOG.warning("load refused", extra={"fields": {"slots": settings.load_slots}})
            message = f"all {settings.load_slots} slots for load are taken; come back in a second"
            return failed(503, message, {"Retry-After": "1"})
        async with slots:
            # On a thread of its own, so that health is answered meanwhile.
            work = await run_in_threadpool(burn, cpu_seconds, settings.load_max_wall_seconds)
        LOG.info("load done", extra={"fields": asdict(work)})
        return JSONResponse({"pod": pod, **asdict(work)}, headers={"Cache-Control": "no-store"})

    return app


def from_environment() -> FastAPI:
    """Return the application as the environment wants it; ends the process where it cannot."""
    try:
        settings = read_settings(environ)
    except SettingsError as error:
        sys.exit(f"hpa-lab does not start: {error}")
    log_to_stdout(settings.log_level)
    return create_app(settings, pod=socket.gethostname())
