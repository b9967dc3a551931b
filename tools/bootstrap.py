"""Makes .venv and installs a lock file into it; needs nothing but the standard library.

Usage: bootstrap.py CHECKOUT LOCK. Safe when two runs start at once, and when one is interrupted:
the folder `installed` is made once the environment is whole, and what was installed is written into
it last.
"""

import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

GUARD = "bootstrap.lock"


def main(checkout: Path, lock: str) -> int:
    """Install the lock file unless another run has just done so; return the exit code."""
    environment, wanted = checkout / ".venv", checkout / lock
    environment.mkdir(exist_ok=True)
    with (environment / GUARD).open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        installed, uv = environment / "installed" / lock, shutil.which("uv")
        if not _is_whole(environment, uv):
            _say("making the Python environment .venv ...")
            _make(environment, uv)
        elif installed.exists() and filecmp.cmp(wanted, installed, shallow=False):
            return 0
        _say(f"installing the Python packages of {lock} into .venv ...")
        code = _install(environment, wanted, uv)
        if code == 0:
            # The larger lock holds all of the smaller one.
            for name in {lock, "requirements.txt"}:
                shutil.copyfile(checkout / name, environment / "installed" / name)
        return code


def _is_whole(environment: Path, uv: str | None) -> bool:
    """Whether the environment was made to its end, and the Python it was made of is still there."""
    has_installer = uv is not None or any(environment.glob("lib/python*/site-packages/pip"))
    return has_installer and (environment / "installed").is_dir() and _python(environment).exists()


def _make(environment: Path, uv: str | None) -> None:
    """Make the environment anew; of an older one only the lock that this run holds stays."""
    shutil.rmtree(environment / "installed", ignore_errors=True)  # first: see _is_whole
    for path in environment.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != GUARD:
            path.unlink()
    venv.create(environment, with_pip=uv is None, symlinks=True)
    (environment / "installed").mkdir()


def _python(environment: Path) -> Path:
    return environment / "bin" / "python"


def _install(environment: Path, wanted: Path, uv: str | None) -> int:
    # Without bytecode every run compiles the Kubernetes SDK anew: 0.6 s and 60 MiB.
    command = (
        [uv, "pip", "install", "--quiet", "--compile-bytecode"]
        if uv
        else [str(_python(environment)), "-m", "pip", "install"]
    )
    quiet = [] if uv else ["--quiet", "--disable-pip-version-check", "--no-input"]
    environ = {**os.environ, "VIRTUAL_ENV": str(environment)}
    lock = ["--require-hashes", "--requirement", str(wanted)]
    code = subprocess.run([*command, *quiet, *lock], env=environ, check=False).returncode
    if code != 0:
        _say(
            "the packages could not be installed; the lines above say why. The package index must"
            " be within reach, and .venv takes 0.4 GB. Then run the same command again."
        )
    return code


def cannot_make(said: bytes | str | None) -> str:
    """Return why there is no environment, from what the program that failed to make one said."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said or ""
    lines = text.strip().splitlines() or ["it says nothing"]
    reason = next((line for line in lines if "No space left" in line), lines[-1])[:200]
    return (
        f"{sys.executable} cannot make .venv: {reason}\n"
        "  If it lacks ensurepip, install that (on Debian and Ubuntu the package python3-venv), or"
        " uv. Then run the same command again."
    )


def _say(text: str) -> None:
    sys.stderr.write(f"plinth: {text}\n")


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
    except OSError as error:
        _say(f".venv cannot be made: {error}; mend that and run the same command again")
        sys.exit(1)
    except subprocess.CalledProcessError as error:
        _say(cannot_make(error.output))
        sys.exit(1)
    except KeyboardInterrupt:
        _say("stopped; the same command goes on from here")
        sys.exit(130)
