"""Puts load on the demonstration application and says how it answered.

Needs Python 3.11 and nothing else. Exit status: 0 when requests were answered, 1 when none was,
2 when the arguments are wrong or the target is refused.
"""

import argparse
import http.client
import json
import math
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

ANSWERED = "200"
PERCENTILES = (50, 90, 95, 99, 100)
LONGEST_RETRY_SECONDS = 5.0


class TargetError(ValueError):
    """The target is no address of the application, or none that load may be put on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where the application answers."""

    host: str
    port: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Intensity:
    """How much load, and for how long."""

    cpu_seconds: float
    """Processor time that each request asks for."""
    rate: float
    """Requests started in a second; infinite for as many as the workers can."""
    workers: int
    """Requests under way at a time, at most."""
    duration_seconds: float
    requests: float
    """Requests after which it ends early; infinite for no such end."""
    timeout_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How one request ended."""

    outcome: str
    """The status, or why there is none."""
    seconds: float
    pod: str = ""
    retry_seconds: float = 0.0


class Pace:
    """Says when the next request starts; used by all workers."""

    def __init__(self, intensity: Intensity, begin: float) -> None:
        """Start at the time `begin`, in seconds of any steady clock."""
        self._interval = 1 / intensity.rate
        self._due = begin
        self._end = begin + intensity.duration_seconds
        self._left = intensity.requests
        self._guard = threading.Lock()

    def next_start(self, now: float) -> float | None:
        """Return when a request starts that is asked for now; None when there is none any more."""
        with self._guard:
            # What the workers were too busy for is left out: made up for, it would be a burst.
            start = max(self._due, now)
            if self._left < 1 or start >= self._end:
                return None
            self._left -= 1
            self._due = start + self._interval
            return start


def target_of(url: str, *, allow_remote: bool) -> Target:
    """Return the target that a URL names; raises TargetError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 80
    except ValueError as error:
        raise TargetError(f"{url}: {error}") from error
    extra = parts.username or parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme != "http" or not host or extra:
        raise TargetError(f"{url}: must be http://HOST:PORT")
    if not allow_remote and not is_this_machine(host):
        raise TargetError(
            f"{host} is not this machine. Load on somebody else's machine is an attack;"
            " if it is yours, say --allow-remote"
        )
    return Target(host=host, port=port)


def is_this_machine(host: str) -> bool:
    """Whether a host is a loopback address, or localhost and resolved to nothing else."""
    if host == "localhost":
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
        return all(ip_address(address).is_loopback for address in found)
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False  # any other name could lead anywhere


def ask(target: Target, cpu_seconds: float, timeout_seconds: float) -> Answer:
    """Ask for load once, on a connection of its own, and return how it ended."""
    # A connection that is kept stays with one pod, and the new pods would get nothing to do.
    connection = http.client.HTTPConnection(target.host, target.port, timeout=timeout_seconds)
    begin = time.monotonic()
    pod, retry_seconds = "", 0.0
    try:
        connection.request("GET", f"/load?cpu_seconds={cpu_seconds}")
        response = connection.getresponse()
        body = response.read()
        outcome = str(response.status)
        if outcome == ANSWERED:
            pod = str(json.loads(body)["pod"])
        retry_seconds = retry_after(response.getheader("Retry-After"))
    except TimeoutError:
        outcome = "no answer in time"
    except ConnectionRefusedError:
        outcome = "connection refused"
    except (OSError, http.client.HTTPException):
        outcome = "connection broken"
    except (ValueError, TypeError, KeyError):
        outcome = "not an answer of hpa-lab"
    finally:
        connection.close()
    seconds = time.monotonic() - begin
    return Answer(outcome=outcome, seconds=seconds, pod=pod, retry_seconds=retry_seconds)


def retry_after(header: str | None) -> float:
    """Return how long to wait before the next request, in seconds."""
    if header is None or not (header.isascii() and header.isdigit()):
        return 0.0
    return min(float(header), LONGEST_RETRY_SECONDS)


def run(
    target: Target, intensity: Intensity, progress: Callable[[Sequence[Answer]], None]
) -> tuple[Answer, ...]:
    """Put the load on and return all answers; `progress` sees those so far, every second."""
    answers: list[Answer] = []  # appending is safe from any thread
    stop = threading.Event()
    pace = Pace(intensity, begin=time.monotonic())

    def work() -> None:
        while (start := pace.next_start(now := time.monotonic())) is not None:
            if stop.wait(start - now):
                return
            answer = ask(target, intensity.cpu_seconds, intensity.timeout_seconds)
            answers.append(answer)
            stop.wait(answer.retry_seconds)

    with ThreadPoolExecutor(intensity.workers) as pool:
        running = [pool.submit(work) for _ in range(intensity.workers)]
        try:
            while wait(running, timeout=1).not_done:
                progress(tuple(answers))
        except KeyboardInterrupt:
            sys.stderr.write("\nstopping: requests under way are waited for\n")
        finally:
            stop.set()
    for worker in running:
        worker.result()
    return tuple(answers)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the smallest of the values that so many percent do not exceed (nearest rank)."""
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def progress_line(answers: Sequence[Answer], seconds: float) -> str:
    """Return what has happened until now, on one line."""
    answered = [answer for answer in answers if answer.outcome == ANSWERED]
    pods = len({answer.pod for answer in answered})
    others = len(answers) - len(answered)
    return f"{seconds:5.0f} s  {len(answered)} answered by {pods} pods, {others} not"


def summary(answers: Sequence[Answer], seconds: float) -> str:
    """Return the counts of outcomes and of pods, and how long answers took."""
    lines = [f"{len(answers)} requests in {seconds:.1f} s"]
    outcomes = Counter(answer.outcome for answer in answers)
    lines += [f"  {outcome}: {count}" for outcome, count in sorted(outcomes.items())]
    answered = [answer for answer in answers if answer.outcome == ANSWERED]
    if not answered:
        return "\n".join([*lines, "no request was answered"])
    ordered = sorted(answer.seconds for answer in answered)
    lines.append(f"answered: {len(answered) / seconds:.1f} a second; milliseconds until then:")
    shown = (f"p{percent} {percentile(ordered, percent) * 1000:.0f}" for percent in PERCENTILES)
    lines.append(f"  {'  '.join(shown)}")
    pods = Counter(answer.pod for answer in answered)
    lines.append(f"pods: {len(pods)}")
    lines += [f"  {pod}: {count}" for pod, count in sorted(pods.items())]
    return "\n".join(lines)


def announcement(url: str, intensity: Intensity) -> str:
    """Return what is about to happen, and how much processor time it needs."""
    each = f"{intensity.cpu_seconds:g} CPU seconds each"
    if math.isinf(intensity.rate):
        return f"{url}: {intensity.workers} requests at a time, {each}"
    cpus = intensity.rate * intensity.cpu_seconds
    return f"{url}: {intensity.rate:g} requests a second, {each}: {cpus:.2f} CPUs in all"


def between(low: float, high: float, besides: str = "") -> Callable[[str], float]:
    """Return a parser of numbers from low to high; the word `besides` means infinite."""

    def number(text: str) -> float:
        if besides and text == besides:
            return math.inf
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            also = f", or {besides}" if besides else ""
            raise argparse.ArgumentTypeError(f"must be {low:g} to {high:g}{also}, got {text!r}")
        return value

    return number


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from low to high."""

    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"must be {low} to {high}, got {text!r}")
        return int(text)

    return number


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    line = argparse.ArgumentParser(prog="load.py", description="Put load on hpa-lab.")
    line.add_argument("url", help="where it answers, as http://HOST:PORT")
    add = line.add_argument
    add("--rate", type=between(0.01, 10_000, "max"), default=8.0, help="a second, or max (8)")
    add("--cpu-seconds", type=between(0.001, 10), default=0.1, help="for each request (0.1)")
    add("--workers", type=whole(1, 1000), default=32, help="requests at a time (32)")
    add("--duration", type=between(0.1, 86_400), default=300.0, help="in seconds (300)")
    add("--requests", type=whole(1, 10_000_000), default=math.inf, help="end after so many")
    add("--timeout", type=between(0.1, 600), default=30.0, help="for an answer, in seconds (30)")
    add("--allow-remote", action="store_true", help="the target is another machine, and yours")
    return line


def main(arguments: Sequence[str]) -> int:
    """Read the command line, put the load on, write the summary; return the exit status."""
    line = parser()
    given = line.parse_args(arguments)
    try:
        target = target_of(given.url, allow_remote=given.allow_remote)
    except TargetError as error:
        line.error(str(error))
    intensity = Intensity(
        cpu_seconds=given.cpu_seconds,
        rate=given.rate,
        workers=given.workers,
        duration_seconds=given.duration,
        requests=given.requests,
        timeout_seconds=given.timeout,
    )
    sys.stderr.write(announcement(given.url, intensity) + "\n")
    begin = time.monotonic()
    start, end = ("\r", "") if sys.stderr.isatty() else ("", "\n")

    def show(answers: Sequence[Answer]) -> None:
        sys.stderr.write(f"{start}{progress_line(answers, time.monotonic() - begin)}{end}")
        sys.stderr.flush()

    answers = run(target, intensity, show)
    sys.stderr.write(start and "\n")
    sys.stdout.write(summary(answers, time.monotonic() - begin) + "\n")
    return 0 if any(answer.outcome == ANSWERED for answer in answers) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
