"""Makes .venv and installs a lock file into it; needs nothing but the standard library.

Usage: bootstrap.py CHECKOUT LOCK. Safe when two runs start at once, and when one is interrupted:
what was installed is written down last.
"""

import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def main(checkout: Path, lock: str) -> int:
    """Install the lock file unless another run has just done so; return the exit code."""
    environment, wanted = checkout / ".venv", checkout / lock
    environment.mkdir(exist_ok=True)
    with (environment / "bootstrap.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        installed = environment / "installed" / lock
        if installed.exists() and filecmp.cmp(wanted, installed, shallow=False):
            return 0
        _say(f"installing the Python packages of {lock} into .venv ...")
        code = _install(environment, wanted)
        if code == 0:
            installed.parent.mkdir(exist_ok=True)
            # The larger lock holds all of the smaller one.
            for name in {lock, "requirements.txt"}:
                shutil.copyfile(checkout / name, environment / "installed" / name)
        return code


def _install(environment: Path, wanted: Path) -> int:
    python = environment / "bin" / "python"
    uv = shutil.which("uv")
    if not python.exists():
        venv.create(environment, with_pip=uv is None, symlinks=True)
    # Without bytecode every run compiles the Kubernetes SDK anew: 0.6 s and 60 MiB.
    command = (
        [uv, "pip", "install", "--quiet", "--compile-bytecode"]
        if uv
        else [str(python), "-m", "pip", "install"]
    )
    quiet = [] if uv else ["--quiet", "--disable-pip-version-check", "--no-input"]
    environ = {**os.environ, "VIRTUAL_ENV": str(environment)}
    lock = ["--require-hashes", "--requirement", str(wanted)]
    code = subprocess.run([*command, *quiet, *lock], env=environ, check=False).returncode
    if code != 0:
        _say(
            "the packages could not be installed (see above). With the package index within"
            " reach, run the same command again; to begin anew, remove the folder .venv first."
        )
    return code


def _say(text: str) -> None:
    sys.stderr.write(f"plinth: {text}\n")


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
    except OSError as error:
        _say(f".venv cannot be made: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
