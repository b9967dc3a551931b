"""Where plinth keeps a user's data: the state of local stacks, their clusters, one passphrase."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of all that plinth keeps for this user; nothing in it belongs to a project."""

    root: Path

    @classmethod
    def of_user(cls, environ: Mapping[str, str] = os.environ) -> "Places":
        """Return PLINTH_DATA if it is set, else the system's place for a user's data."""
        given = environ.get("PLINTH_DATA")
        return cls(Path(given) if given else platformdirs.user_data_path("plinth"))

    @property
    def clusters(self) -> Path:
        """The embedded clusters."""
        return self.root / "clusters"

    @property
    def shims(self) -> Path:
        """The launchers of the provider plugins that plinth brings itself."""
        return self.root / "plugins"

    @property
    def engine_home(self) -> Path:
        """The engine's own files for local stacks, apart from the user's."""
        return self.root / "engine"

    @property
    def passphrase(self) -> Path:
        """The file whose content encrypts the secrets of all local stacks of this user."""
        return self.root / "passphrase"

    def stack(self, project: str, stack: str) -> Path:
        """Return the folder of one local stack."""
        return self.root / "stacks" / project / stack

    def ensure_passphrase(self) -> None:
        """Make the passphrase file if there is none; raises EngineError where that cannot be."""
        if self.passphrase.exists():
            return
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self.passphrase.with_name(f"passphrase.{os.getpid()}")
            descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(32))
            # A link never replaces: of two first runs at once, one passphrase wins for both.
            try:
                os.link(temporary, self.passphrase)
            except FileExistsError:
                pass
            finally:
                temporary.unlink()
        except OSError as error:
            raise not_writable(self.root, error) from error


def not_writable(folder: Path, error: OSError) -> EngineError:
    """Return the error for a data folder that cannot take what has to be written."""
    return EngineError(
        what=f"the data folder {folder} cannot be written",
        why=error.strerror or str(error),
        way_out="make room or make it writable, or point PLINTH_DATA to another folder",
    )
