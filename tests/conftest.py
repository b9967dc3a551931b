"""The frame of every test run: clean environment, no network, unchanged files, honest numbers."""

import os
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

import pytest

from tests.golden import UPDATE
from tests.session import environment, network, summary, tracked
from tests.session import tools as built

# Before any test module imports pulumi.
environment.clean(os.environ)

ROOT = Path(__file__).parent.parent
TRACKED_BEFORE = pytest.StashKey[Mapping[str, str] | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden files."""
    parser.addoption(UPDATE, action="store_true", help="rewrite tests/golden/ from this run")


def pytest_configure(config: pytest.Config) -> None:
    """Register markers; refuse to rewrite golden files where nobody reads the difference."""
    config.addinivalue_line("markers", "live: needs built tools and a cluster")
    if config.getoption(UPDATE) and os.environ.get("CI"):
        raise pytest.UsageError(f"{UPDATE} is refused in CI: run it yourself, read, commit")


@pytest.hookimpl(tryfirst=True)  # before the workers' plugin reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep live tests of one file on one worker, for they share a cluster; users share none."""
    for item in items:
        if item.get_closest_marker("live") and item.path.parent.name != "live":
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


def _is_worker(config: pytest.Config) -> bool:
    """Whether this process only runs tests for another one, which sums up."""
    return hasattr(config, "workerinput")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Remember what the tracked files hold."""
    if _is_worker(session.config):
        return
    session.config.stash[TRACKED_BEFORE] = tracked.fingerprints(ROOT)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Fail a run that changed tracked files, whatever its tests say."""
    if _is_worker(session.config):
        yield
        return
    before = session.config.stash.get(TRACKED_BEFORE, None)
    updating = session.config.getoption(UPDATE) is True
    verdict = tracked.verdict(before, tracked.fingerprints(ROOT), updating=updating)
    if verdict.changed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    yield
    _write_end(session, verdict)


def _write_end(session: pytest.Session, verdict: tracked.Verdict) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.config.option.collectonly:
        return
    stats: summary.Stats = reporter.stats
    for reason in summary.skip_reasons(stats):
        reporter.write_line(f"skipped: {reason}")
    if verdict.not_checked:
        reporter.write_line(f"skipped: 1 x {verdict.not_checked}")
    for name in verdict.changed:
        reporter.write_line(f"failed: the tests changed the tracked file {name}", red=True)
    changed = bool(verdict.changed)
    besides = summary.failed_besides(int(session.exitstatus), stats, tracked_changed=changed)
    skipped = int(verdict.not_checked is not None)
    line = summary.last_line(stats, failed_besides=besides, skipped_besides=skipped)
    reporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections to anything but this machine."""
    with pytest.MonkeyPatch.context() as patch:
        network.refuse_network(patch)
        yield


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of the built tools; skips loudly where there is none."""
    reason = built.why_skipped(os.environ, built.CLUSTER, "NO REAL CLUSTER TESTED")
    if reason is not None:
        pytest.skip(reason)
    return Path(os.environ["PLINTH_TOOLS"])
