"""Where plinth keeps a user's data: the state of local stacks, their clusters, one passphrase."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.errors import EngineError
from engine.runner.files import make_private


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of all that plinth keeps for this user; nothing in it belongs to a project."""

    root: Path

    @classmethod
    def of_user(cls, environ: Mapping[str, str] = os.environ) -> "Places":
        """Return PLINTH_DATA if it is set, else the system's place for a user's data."""
        given = environ.get("PLINTH_DATA")
        root = Path(given).expanduser() if given else platformdirs.user_data_path("plinth")
        return cls(root.absolute())

    @property
    def clusters(self) -> Path:
        """The embedded clusters."""
        return self.root / "clusters"

    @property
    def shims(self) -> Path:
        """The launchers of the provider plugins that plinth brings itself."""
        return self.root / "plugins"

    @property
    def passphrase(self) -> Path:
        """The file whose content encrypts the secrets of all local stacks of this user."""
        return self.root / "passphrase"

    @property
    def stacks(self) -> Path:
        """The private folders of all local stacks: PROJECT/STACK."""
        return self.root / "stacks"

    def stack(self, project: str, stack: str) -> Path:
        """Return the folder of one local stack."""
        return self.stacks / project / stack

    def ensure_passphrase(self) -> None:
        """Make the passphrase file if no stack needs the old one; raises EngineError."""
        try:
            if self.passphrase.exists():
                self._refuse_empty_passphrase()
                return
            self._refuse_second_passphrase()
            make_private(self.root)
            self._write_passphrase()
        except OSError as error:
            raise not_writable(self.root, error) from error

    def _write_passphrase(self) -> None:
        descriptor, name = tempfile.mkstemp(prefix=".passphrase-", dir=self.root)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(32))
                file.flush()
                os.fsync(file.fileno())
            # A link never replaces: of two first runs at once, one passphrase wins for both.
            os.link(name, self.passphrase)
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()

    def _refuse_empty_passphrase(self) -> None:
        if not self.passphrase.read_bytes().strip():
            raise self._lost_passphrase(f"{self.passphrase} is empty")

    def _refuse_second_passphrase(self) -> None:
        locked = sorted(self.stacks.glob("*/*/Pulumi.*.yaml"))
        if locked:
            raise self._lost_passphrase(f"{self.passphrase} is gone; {locked[0].parent} needs it")

    def _lost_passphrase(self, why: str) -> EngineError:
        return EngineError(
            what="the passphrase that opens the state of your local stacks is lost",
            why=why,
            way_out=(
                "put that file back from a backup; without it the states are of no use: "
                f"remove {self.root} and begin anew"
            ),
        )


def not_writable(folder: Path, error: OSError) -> EngineError:
    """Return the error for a data folder that cannot take what has to be written."""
    return EngineError(
        what=f"the data folder {folder} cannot be written",
        why=error.strerror or str(error),
        way_out="make room or make it writable, or point PLINTH_DATA to another folder",
    )
