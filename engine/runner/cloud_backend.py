"""Where the state of a cloud stack is kept: the backend that its user has chosen."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from engine import yaml_text
from engine.errors import EngineError


def chosen_backend(project_file: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the backend, as the engine itself finds it.

    Raises EngineError where nobody has chosen one, and where it is the user's own home folder and
    that was not asked for: a platform that several people keep is lost with one machine then.
    """
    asked = environ.get("PULUMI_BACKEND_URL") or _of_project(project_file)
    found = asked or _logged_in(environ)
    if found is None:
        raise EngineError(
            what="nobody has said where the state of this stack is kept",
            why="Pulumi is not logged in to a backend, and PULUMI_BACKEND_URL is not set",
            way_out="pulumi login s3://BUCKET   (or another backend that all who work on it share)",
        )
    if asked is None and found.rstrip("/") == "file://~":
        raise EngineError(
            what="the state of a cloud stack is not kept in a home folder unless you ask for it",
            why="Pulumi is logged in to file://~, and whoever loses that folder loses the platform",
            way_out="pulumi login s3://BUCKET, or export PULUMI_BACKEND_URL=file://~ to insist",
        )
    return found


def _of_project(project_file: Path) -> str | None:
    match yaml_text.parse(project_file.read_bytes()):
        case {"backend": {"url": str(url)}}:
            return url
        case _:
            return None


def _logged_in(environ: Mapping[str, str]) -> str | None:
    home = environ.get("PULUMI_HOME") or str(
        Path(environ.get("HOME", "~")).expanduser() / ".pulumi"
    )
    try:
        known = json.loads((Path(home) / "credentials.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    current = cast("dict[str, object]", known).get("current") if isinstance(known, dict) else None
    return current if isinstance(current, str) and current else None
