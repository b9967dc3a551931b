"""The application answers, limits what it does, and says clearly what is wrong."""

import json
import logging
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from fastapi.testclient import TestClient

import main
from main import Settings, SettingsError, Work

WORK = Work(cpu_seconds=0.1, wall_seconds=0.2, hashes=7, finished=True)
ONE_SLOT = Settings(load_slots=1)


def client(settings: Settings = ONE_SLOT) -> TestClient:
    """A client of a started application; an error of the application is an answer."""
    return TestClient(main.create_app(settings, "pod-1"), raise_server_exceptions=False)


@dataclass
class Held:
    """Work that goes on until it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def burn(self, _cpu_seconds: float, _wall_seconds: float) -> Work:
        self.begun.set()
        assert self.let_go.wait(60)
        return WORK


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    work = Held()
    monkeypatch.setattr(main, "burn", work.burn)
    yield work
    work.let_go.set()


def test_the_front_page_says_who_answers_and_what_there_is() -> None:
    with client() as http:
        answer = http.get("/").json()
    assert answer["pod"] == "pod-1"
    assert answer["settings"] == ONE_SLOT.model_dump()
    assert answer["paths"] == ["/load?cpu_seconds=0.1", "/healthz", "/readyz"]


def test_every_path_of_the_front_page_answers() -> None:
    with client() as http:
        paths = http.get("/").json()["paths"]
        assert [http.get(path).status_code for path in paths] == [200, 200, 200]


def test_load_says_what_it_has_cost_and_which_pod_did_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[float, float]] = []

    def burn(cpu_seconds: float, wall_seconds: float) -> Work:
        asked.append((cpu_seconds, wall_seconds))
        return WORK

    monkeypatch.setattr(main, "burn", burn)
    with client(Settings(load_max_wall_seconds=3)) as http:
        answer = http.get("/load", params={"cpu_seconds": 0.25})
    assert asked == [(0.25, 3)]
    expected = {"cpu_seconds": 0.1, "wall_seconds": 0.2, "hashes": 7, "finished": True}
    assert answer.json() == {"pod": "pod-1", **expected}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0", "cpu_seconds: input should be greater than 0, got '0'"),
        ("-1", "cpu_seconds: input should be greater than 0, got '-1'"),
        ("2.1", "cpu_seconds: input should be less than or equal to 2, got '2.1'"),
        ("nan", "cpu_seconds: input should be a finite number, got 'nan'"),
        ("much", "cpu_seconds: input should be a valid number, .* got 'much'"),
    ],
)
def test_a_wrong_amount_of_load_is_refused_by_name_and_value(value: str, message: str) -> None:
    with client() as http:
        answer = http.get("/load", params={"cpu_seconds": value})
    assert answer.status_code == 422
    with pytest.raises(ValueError, match=f"^{message}$"):
        raise ValueError(answer.json()["error"])


def test_the_most_that_may_be_asked_for_is_a_setting() -> None:
    with client(Settings(load_max_cpu_seconds=0.1)) as http:
        assert http.get("/load", params={"cpu_seconds": 0.11}).status_code == 422
        assert http.get("/load", params={"cpu_seconds": 0.001}).status_code == 200


def test_health_is_answered_while_load_runs_and_one_more_is_told_to_come_back(held: Held) -> None:
    with client() as http, ThreadPoolExecutor() as pool:
        first = pool.submit(http.get, "/load")
        assert held.begun.wait(60)
        meanwhile = [http.get(path).status_code for path in ("/healthz", "/readyz", "/load")]
        refused = http.get("/load")
        held.let_go.set()
        assert first.result().status_code == 200
        assert http.get("/load").status_code == 200
    assert meanwhile == [200, 200, 503]
    assert refused.headers["Retry-After"] == "1"
    assert refused.json() == {
        "error": "all 1 slots for load are taken; come back in a second",
    }


def test_an_error_of_its_own_is_told_as_json_and_frees_its_slot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_cpu_seconds: float, _wall_seconds: float) -> Work:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(main, "burn", broken)
    with client() as http:
        answers = [http.get("/load") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert answers[0].json() == {"error": "an error of the application; its log says which"}


def test_a_path_that_is_not_there_leads_to_the_front_page() -> None:
    with client() as http:
        answer = http.get("/loud")
    assert answer.status_code == 404
    assert answer.json() == {"error": "nothing is at /loud; / says what there is"}


def test_a_wrong_method_is_told_as_json_with_the_right_one() -> None:
    with client() as http:
        answer = http.post("/load")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json() == {"error": "Method Not Allowed"}


def test_it_is_alive_but_not_ready_before_it_has_started_and_after_it_has_stopped() -> None:
    http = client()
    before = http.get("/readyz")
    with http:
        assert http.get("/readyz").status_code == 200
    after = http.get("/readyz")
    assert [before.status_code, after.status_code] == [503, 503]
    assert "not ready" in after.json()["error"]
    assert http.get("/healthz").status_code == 200


class Clock:
    """The `time` module as `burn` uses it: each hash costs some of both times."""

    def __init__(self, cpu: float, wall: float) -> None:
        self._cpu, self._wall = iter(range(10_000)), iter(range(10_000))
        self._each = (cpu, wall)

    def thread_time(self) -> float:
        return next(self._cpu) * self._each[0]

    def monotonic(self) -> float:
        return next(self._wall) * self._each[1]


def test_load_ends_when_the_processor_time_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "time", Clock(cpu=0.25, wall=0.5))
    assert main.burn(1, 100) == Work(cpu_seconds=1, wall_seconds=2, hashes=4, finished=True)


def test_load_ends_unfinished_where_it_gets_no_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "time", Clock(cpu=0.25, wall=5))
    assert main.burn(1, 10) == Work(cpu_seconds=0.5, wall_seconds=10, hashes=2, finished=False)


def test_settings_come_from_the_environment_and_other_variables_do_not_matter() -> None:
    environment = {
        "LOAD_SLOTS": "2",
        "STOP_DELAY_SECONDS": "0",
        "LOG_LEVEL": "DEBUG",
        "LOAD_PORT": "tcp://10.0.0.1:8000",  # Kubernetes sets it where a Service is named `load`
    }
    expected = Settings(load_slots=2, stop_delay_seconds=0, log_level="DEBUG")
    assert main.read_settings(environment) == expected
    assert main.read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"LOAD_SLOTS": "0"}, "LOAD_SLOTS: input should be greater than or equal to 1, got '0'"),
        ({"LOAD_SLOTS": ""}, "LOAD_SLOTS: input should be a valid integer, .*, got ''"),
        ({"LOAD_MAX_WALL_SECONDS": "16"}, "LOAD_MAX_WALL_SECONDS: .* equal to 15, got '16'"),
        ({"LOAD_MAX_CPU_SECONDS": "nan"}, "LOAD_MAX_CPU_SECONDS: .*, got 'nan'"),
        ({"LOAD_SLOTS": "x", "LOG_LEVEL": "loud"}, "LOAD_SLOTS: .*; LOG_LEVEL: .*'INFO'.*'loud'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_rule_and_value(
    environment: Mapping[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=f"^{message}$"):
        main.read_settings(environment)


def test_it_does_not_start_with_a_wrong_setting_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOAD_SLOTS", "many")
    with pytest.raises(SystemExit, match=r"^hpa-lab does not start: LOAD_SLOTS: .* got 'many'$"):
        main.from_environment()


def record(exc_info: BaseException | None = None) -> logging.LogRecord:
    info = (type(exc_info), exc_info, None) if exc_info else None
    made = logging.LogRecord("hpa-lab", logging.INFO, "main.py", 1, "%s done", ("load",), info)
    made.created = 0.5
    return made


def test_a_log_line_is_json_with_the_fields_of_its_record() -> None:
    line = record()
    line.fields = {"hashes": 7}
    assert json.loads(main.JsonLines().format(line)) == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "INFO",
        "logger": "hpa-lab",
        "message": "load done",
        "hashes": 7,
    }


def test_a_logged_error_is_one_line_too() -> None:
    text = main.JsonLines().format(record(RuntimeError("torn\nin two")))
    assert "\n" not in text
    assert json.loads(text)["exception"] == "RuntimeError: torn\nin two"
