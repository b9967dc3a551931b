"""The load generator hits only what it may, at the pace it was told, and counts honestly."""

import json
import math
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import load
from load import Answer, Intensity, Pace, Target, TargetError, target_of


def intensity(rate: float = math.inf, requests: float = math.inf, workers: int = 1) -> Intensity:
    """Load for 10 s."""
    return Intensity(
        cpu_seconds=0.1,
        rate=rate,
        workers=workers,
        duration_seconds=10,
        requests=requests,
        timeout_seconds=30,
    )


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://127.0.0.1:8000", Target(host="127.0.0.1", port=8000)),
        ("http://127.9.9.9/", Target(host="127.9.9.9", port=80)),
        ("http://[::1]:8000", Target(host="::1", port=8000)),
        ("http://localhost:8000", Target(host="localhost", port=8000)),
    ],
)
def test_this_machine_is_a_target(url: str, target: Target) -> None:
    assert target_of(url, allow_remote=False) == target


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "10.0.0.1", "0.0.0.0", "example.com", "127.0.0.1.example.com"]
)
def test_another_machine_is_a_target_only_when_it_is_said_to_be_ones_own(host: str) -> None:
    url = f"http://{host}:8000"
    with pytest.raises(TargetError, match=rf"^{host} is not this machine\. .*--allow-remote$"):
        target_of(url, allow_remote=False)
    assert target_of(url, allow_remote=True) == Target(host=host, port=8000)


def test_localhost_that_leads_elsewhere_is_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(2, 1, 6, "", ("127.0.0.1", 0)), (2, 1, 6, "", ("192.0.2.1", 0))]
    monkeypatch.setattr(load.socket, "getaddrinfo", lambda *_: entries)
    with pytest.raises(TargetError, match="localhost is not this machine"):
        target_of("http://localhost", allow_remote=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1",
        "127.0.0.1:8000",
        "http://",
        "http://127.0.0.1/load",
        "http://127.0.0.1?a=1",
        "http://me@127.0.0.1",
    ],
)
def test_a_url_that_is_more_or_less_than_an_address_is_refused(url: str) -> None:
    with pytest.raises(TargetError, match=r"must be http://HOST:PORT$"):
        target_of(url, allow_remote=True)


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(TargetError, match=r"^http://127\.0\.0\.1:99999: Port out of range"):
        target_of("http://127.0.0.1:99999", allow_remote=False)


def test_requests_start_one_interval_apart_whoever_asks() -> None:
    pace = Pace(intensity(rate=4), begin=100)
    assert [pace.next_start(100) for _ in range(4)] == [100, 100.25, 100.5, 100.75]


def test_what_was_missed_is_not_made_up_for_in_a_burst() -> None:
    pace = Pace(intensity(rate=4), begin=100)
    assert [pace.next_start(now) for now in (100, 105, 105)] == [100, 105, 105.25]


def test_without_a_rate_a_request_starts_whenever_a_worker_is_free() -> None:
    pace = Pace(intensity(), begin=100)
    assert [pace.next_start(now) for now in (100, 100, 101)] == [100, 100, 101]


def test_nothing_starts_at_the_end_or_after_it() -> None:
    pace = Pace(intensity(rate=0.125), begin=100)
    assert [pace.next_start(now) for now in (100, 100, 100)] == [100, 108, None]
    assert Pace(intensity(), begin=100).next_start(110) is None


def test_no_more_requests_start_than_were_asked_for() -> None:
    pace = Pace(intensity(requests=2), begin=100)
    assert [pace.next_start(100) for _ in range(3)] == [100, 100, None]


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 1), (50, 2), (51, 3), (75, 3), (90, 4), (100, 4)]
)
def test_a_percentile_is_the_nearest_rank(percent: float, value: float) -> None:
    assert load.percentile([1, 2, 3, 4], percent) == value


@pytest.mark.parametrize(
    ("header", "seconds"), [(None, 0), ("2", 2), ("3600", 5), ("Fri, 31 Dec", 0), ("-1", 0)]
)
def test_a_request_to_come_back_is_heeded_within_reason(header: str, seconds: float) -> None:
    assert load.retry_after(header) == seconds


ANSWERS = (
    Answer(outcome="200", seconds=0.1, pod="b"),
    Answer(outcome="503", seconds=0.001, retry_seconds=1),
    Answer(outcome="200", seconds=0.3, pod="a"),
    Answer(outcome="200", seconds=0.2, pod="b"),
)


def test_the_summary_counts_outcomes_and_pods_and_times_only_what_was_answered() -> None:
    assert load.summary(ANSWERS, 2).splitlines() == [
        "4 requests in 2.0 s",
        "  200: 3",
        "  503: 1",
        "answered: 1.5 a second; milliseconds until then:",
        "  p50 200  p90 300  p95 300  p99 300  p100 300",
        "pods: 2",
        "  a: 1",
        "  b: 2",
    ]


def test_the_summary_says_so_when_nothing_was_answered() -> None:
    refused = Answer(outcome="connection refused", seconds=0)
    assert load.summary([refused], 1).splitlines()[1:] == [
        "  connection refused: 1",
        "no request was answered",
    ]


def test_the_progress_line_counts_what_was_answered_by_how_many_pods() -> None:
    assert load.progress_line(ANSWERS, 12.4) == "   12 s  3 answered by 2 pods, 1 not"


def test_what_is_about_to_happen_is_said_with_the_processors_it_needs() -> None:
    said = load.announcement("http://127.0.0.1:8000", intensity(rate=8))
    assert (
        said == "http://127.0.0.1:8000: 8 requests a second, 0.1 CPU seconds each: 0.80 CPUs in all"
    )
    said = load.announcement("http://127.0.0.1:8000", intensity(workers=3))
    assert said == "http://127.0.0.1:8000: 3 requests at a time, 0.1 CPU seconds each"


class Lab(BaseHTTPRequestHandler):
    """Answers with what stands in `answers`, the last one for ever, and counts."""

    answers: tuple[tuple[int, str], ...] = ()
    paths: tuple[str, ...] = ()

    def do_GET(self) -> None:
        served = len(Lab.paths)
        Lab.paths += (self.path,)
        status, body = Lab.answers[min(served, len(Lab.answers) - 1)]
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "0")
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def lab() -> Iterator[Target]:
    Lab.answers, Lab.paths = ((200, json.dumps({"pod": "a"})),), ()
    with ThreadingHTTPServer(("127.0.0.1", 0), Lab) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Target(host="127.0.0.1", port=server.server_port)
        server.shutdown()
        thread.join()


def test_a_request_asks_for_the_processor_time_and_knows_who_answered(lab: Target) -> None:
    answer = load.ask(lab, 0.25, 30)
    assert (answer.outcome, answer.pod) == ("200", "a")
    assert Lab.paths == ("/load?cpu_seconds=0.25",)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (503, "", "503"),
        (302, "", "302"),
        (200, "<html>", "not an answer of hpa-lab"),
        (200, "[]", "not an answer of hpa-lab"),
        (200, "{}", "not an answer of hpa-lab"),
    ],
)
def test_another_answer_is_counted_as_what_it_is(
    lab: Target, status: int, body: str, outcome: str
) -> None:
    Lab.answers = ((status, body),)
    assert load.ask(lab, 0.1, 30).outcome == outcome
    assert len(Lab.paths) == 1, "a redirection would lead load elsewhere"


def test_nobody_there_is_an_outcome() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Lab) as unused:
        gone = Target(host="127.0.0.1", port=unused.server_port)
    assert load.ask(gone, 0.1, 30).outcome == "connection refused"


def test_workers_make_as_many_requests_as_asked_for_between_them(lab: Target) -> None:
    Lab.answers = ((503, ""), (200, json.dumps({"pod": "a"})))
    answers = load.run(lab, intensity(requests=12, workers=4), lambda _: None)
    assert sorted(answer.outcome for answer in answers) == ["200"] * 11 + ["503"]


def test_the_command_ends_with_a_summary_and_0(
    lab: Target, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [f"http://127.0.0.1:{lab.port}", "--requests", "3", "--rate", "max"]
    assert load.main([*arguments, "--workers", "2"]) == 0
    assert "  200: 3\n" in capsys.readouterr().out


def test_the_command_ends_with_1_when_nothing_was_answered(
    lab: Target, capsys: pytest.CaptureFixture[str]
) -> None:
    Lab.answers = ((503, ""),)
    assert load.main([f"http://127.0.0.1:{lab.port}", "--requests", "1"]) == 1
    assert capsys.readouterr().out.endswith("no request was answered\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["http://192.0.2.1"], "192.0.2.1 is not this machine"),
        (["http://127.0.0.1", "--rate", "0"], "must be 0.01 to 10000, or max, got '0'"),
        (["http://127.0.0.1", "--rate", "nan"], "must be 0.01 to 10000, or max, got 'nan'"),
        (["http://127.0.0.1", "--workers", "1.5"], "must be 1 to 1000, got '1.5'"),
        (["http://127.0.0.1", "--cpu-seconds", "x"], "must be 0.001 to 10, got 'x'"),
    ],
)
def test_a_wrong_argument_ends_with_2_before_anything_is_sent(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        load.main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
