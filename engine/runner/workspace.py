"""The private project folder of a local stack, which shipped files are copied to and never from."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from engine import yaml_text
from engine.errors import EngineError
from engine.runner.files import make_private, write_private
from engine.runner.places import Places, not_writable

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_KEPT = ("encryptionsalt", "secretsprovider", "encryptedkey")
"""What the engine itself writes into a stack file and needs again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalStack:
    """A stack of this machine: its names, its private folder, where its tools come from."""

    project: str
    stack: str
    places: Places
    checkout: Path
    bin_folders: tuple[Path, ...] = ()
    """Folders of tools and plugins, in front of the user's own PATH."""
    backend_name: str = "state"
    """The folder of the state within the private one; a copy has another."""
    besides: Mapping[str, str] = field(default_factory=dict[str, str])
    """What else the engine's environment holds."""

    @property
    def folder(self) -> Path:
        """The private project folder; the engine works in it."""
        return self.places.stack(self.project, self.stack)

    @property
    def stack_file(self) -> Path:
        """The private stack file: the resolved spec, the secrets and the engine's own keys."""
        return self.folder / f"Pulumi.{self.stack}.yaml"

    @property
    def backend(self) -> Path:
        """The folder that the engine keeps its state in."""
        return self.folder / self.backend_name

    @property
    def engine_home(self) -> Path:
        """The folder of the engine's own settings and logs; it goes with the stack."""
        return self.folder / "engine"

    @property
    def state_file(self) -> Path:
        """The engine's state."""
        return self.backend / ".pulumi" / "stacks" / self.project / f"{self.stack}.json"

    @property
    def lock_folder(self) -> Path:
        """The folder of the engine's own locks on this stack."""
        return self.backend / ".pulumi" / "locks" / "organization" / self.project / self.stack

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return what the engine and its plugins run in, less the user's own engine settings."""
        kept = {name: value for name, value in base.items() if not name.startswith("PULUMI_")}
        path = os.pathsep.join([*(str(f) for f in self.bin_folders), base.get("PATH", "")])
        return kept | {
            "PATH": path,
            "PULUMI_HOME": str(self.engine_home),
            # Without its .attrs files: see engine.runner.backend.
            "PULUMI_BACKEND_URL": f"{self.backend.as_uri()}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE_FILE": str(self.places.passphrase),
            "PULUMI_STACK": self.stack,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_ERROR_OUTPUT_STRING": "1",
            "PULUMI_PYTHON_CMD": sys.executable,
            # The engine's own defaults are a week and 500 MB.
            "PULUMI_LOG_ROTATION_MAX_AGE_DAYS": "2",
            "PULUMI_LOG_ROTATION_MAX_TOTAL_MB": "20",
            "PLINTH_PYTHON": sys.executable,
            "PLINTH_CLUSTERS": str(self.places.clusters),
            "PYTHONPATH": str(self.checkout),
            **self.besides,
        }

    def write(self, project_file: Path, config: Mapping[str, Json]) -> None:
        """Write the private project and stack file; secrets and engine keys in it are kept."""
        try:
            for folder in (self.folder, self.backend, self.engine_home):
                make_private(folder)
            write_private(self.folder / "Pulumi.yaml", project_file.read_bytes())
            old = read_private(self.stack_file)
            merged = {key: old[key] for key in _KEPT if key in old}
            merged["config"] = {**_secrets_in(old), **config}
            write_private(self.stack_file, f"{json.dumps(merged, indent=1)}\n".encode())
        except OSError as error:
            raise not_writable(self.folder, error) from error


def read_private(path: Path) -> Mapping[str, Json]:
    """Return a private stack file's content, empty if there is none; raises EngineError."""
    if not path.exists():
        return {}
    try:
        content = yaml_text.parse(path.read_bytes())
    except yaml_text.NotYamlError as error:
        raise _broken(path, f"it is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise _broken(path, "it holds no settings; the engine always leaves some in it")
    return cast("Mapping[str, Json]", content)


def _broken(path: Path, why: str) -> EngineError:
    return EngineError(
        what=f"the private stack file {path} is broken",
        why=why,
        way_out="remove it; secrets that were set with it have to be set again",
    )


def secret_names(path: Path) -> frozenset[str]:
    """Return the names of the secrets that are set in a private stack file."""
    return frozenset(key.removeprefix("platform:") for key in _secrets_in(read_private(path)))


def _secrets_in(content: Mapping[str, Json]) -> dict[str, Json]:
    config = content.get("config")
    if not isinstance(config, Mapping):
        return {}
    return {k: v for k, v in config.items() if isinstance(v, Mapping) and set(v) == {"secure"}}
