"""The image is pinned, runs as nobody special, and holds what it needs and no more."""

import re
from fnmatch import fnmatch

import main
from tests.systems.hpa_lab_app.folder import APP
from tests.systems.hpa_lab_app.image import INSTRUCTIONS, all_of, command, instructions, the
from tools.lock import CONTAINER_PYTHON


def option(name: str) -> str:
    return command()[command().index(name) + 1]


def test_the_parser_joins_lines_and_leaves_comments_out() -> None:
    text = 'from a:1\n# why\n\nRUN one \\\n    && two\nCMD ["x"]\n'
    assert instructions(text) == [("FROM", "a:1"), ("RUN", "one && two"), ("CMD", '["x"]')]


def test_the_base_is_slim_and_pinned_to_the_python_that_the_lock_is_made_for() -> None:
    assert re.fullmatch(rf"python:{re.escape(CONTAINER_PYTHON)}\.\d+-slim-[a-z]+", the("FROM"))


def test_it_runs_as_the_user_that_plinth_gives_pods_and_as_no_root_after_that() -> None:
    assert the("USER") == "10001:10001"
    after = [name for name, _ in INSTRUCTIONS[INSTRUCTIONS.index(("USER", the("USER"))) + 1 :]]
    assert after == ["EXPOSE", "CMD"]


def test_packages_come_as_wheels_with_hashes_and_the_installer_goes() -> None:
    install, remove = the("RUN").split("&&")
    for flag in ("--require-hashes", "--only-binary :all:", "--no-cache-dir"):
        assert flag in install
    assert re.fullmatch(r"\s*python -m pip uninstall --yes .*pip", remove)
    assert "apt" not in the("RUN")


def test_what_is_copied_is_there_and_reaches_the_builder() -> None:
    kept = (APP / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in kept
    copied = [source for copy in all_of("COPY") for source in copy.split()[:-1]]
    assert copied == ["requirements.txt", "main.py"]
    for source in copied:
        assert (APP / source).is_file()
        assert any(fnmatch(source, line[1:]) for line in kept if line.startswith("!"))
    assert all_of("ADD") == []


def test_kubernetes_asks_for_health_and_the_image_does_not() -> None:
    assert all_of("HEALTHCHECK") == []


def test_the_command_is_one_server_process_that_gets_the_signals_itself() -> None:
    assert command()[:3] == ["python", "-m", "uvicorn"]
    assert option("--workers") == "1"
    assert "--reload" not in command()
    assert all_of("ENTRYPOINT") == []


def test_the_command_starts_what_main_offers_on_the_exposed_port() -> None:
    module, _, factory = option("--factory").partition(":")
    assert (module, getattr(main, factory)) == ("main", main.from_environment)
    assert option("--port") == the("EXPOSE")
    assert option("--host") == "0.0.0.0"


def test_the_server_waits_longer_for_a_request_than_one_can_take() -> None:
    (longest,) = [
        rule.le
        for rule in main.Settings.model_fields["load_max_wall_seconds"].metadata
        if hasattr(rule, "le")
    ]
    assert int(option("--timeout-graceful-shutdown")) > longest


def test_python_writes_nothing_beside_the_program_and_holds_no_output_back() -> None:
    assert the("ENV").split() == ["PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1"]
