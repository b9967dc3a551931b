"""Which stack a command is about."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from engine import yaml_text
from stacks.identity import Identity

CHECKOUT = Path(__file__).resolve().parent.parent
DEFAULT_STACK = "dev"
_NAME = re.compile(r"(?!\.+$)[A-Za-z0-9_.-]{1,100}")
"""What the engine takes as the name of a project or stack; they name folders of the user's data."""


class WrongQuestionError(Exception):
    """The command line asks for something that there is not; the text says what there is."""


class UnknownStackError(WrongQuestionError):
    """There is no such stack; the text says which ones there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A stack by its files."""

    folder: Path
    """The project's folder."""
    project: str
    stack: str

    @property
    def file(self) -> Path:
        """The stack file."""
        return self.folder / f"Pulumi.{self.stack}.yaml"

    @property
    def project_file(self) -> Path:
        """The engine's project file."""
        return self.folder / "Pulumi.yaml"

    @property
    def identity(self) -> Identity:
        """What the stack is called by engine and clouds."""
        return Identity(project=self.project, stack=self.stack)

    @property
    def reference(self) -> str:
        """How a user names this stack: from anywhere for a system, else from its own folder."""
        system = self.folder.parent == CHECKOUT / "systems"
        return f"{self.folder.name}/{self.stack}" if system else self.stack


def find(reference: str, here: Path, checkout: Path = CHECKOUT) -> Target:
    """Return the stack that a user means by STACK or SYSTEM/STACK; raises UnknownStackError."""
    system, slash, stack = reference.rpartition("/")
    folder = checkout / "systems" / system if slash else _project_around(here, checkout)
    file = folder / f"Pulumi.{stack}.yaml"
    if not stack or not file.is_file() or not (folder / "Pulumi.yaml").is_file():
        raise UnknownStackError(_no_such_stack(reference, folder, checkout))
    if not _NAME.fullmatch(stack):
        raise UnknownStackError(f"{file}: {_wrong_name('stack', stack)}; rename the file")
    return Target(folder=folder, project=_project_name(folder / "Pulumi.yaml"), stack=stack)


def stacks_of(folder: Path) -> list[str]:
    """Return the names of a project's stacks."""
    files = (file for file in folder.glob("Pulumi.*.yaml") if file.is_file())
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in files)


def all_stacks(here: Path, checkout: Path = CHECKOUT) -> list[str]:
    """Return every name that `find` takes, for completion and for messages."""
    systems = sorted(f.parent for f in checkout.glob("systems/*/Pulumi.yaml"))
    own = stacks_of(_project_around(here, checkout))
    return own + [f"{system.name}/{stack}" for system in systems for stack in stacks_of(system)]


def _project_around(here: Path, checkout: Path) -> Path:
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return folder
    return checkout


def _project_name(file: Path) -> str:
    try:
        content = yaml_text.parse(file.read_bytes())
    except yaml_text.NotYamlError as error:
        raise UnknownStackError(f"{file} is no YAML: {error}") from error
    except OSError as error:
        raise UnknownStackError(f"{file} cannot be read: {error.strerror}") from error
    match content:
        case {"name": str(name)} if _NAME.fullmatch(name):
            return name
        case {"name": str(name)}:
            raise UnknownStackError(f"{file}: name: {_wrong_name('project', name)}")
        case _:
            raise UnknownStackError(f"{file} has no 'name:' that is text; every project needs one")


def _wrong_name(what: str, name: str) -> str:
    return (
        f"{name!r} cannot name a {what}; up to 100 letters, digits, hyphens, underscores and"
        " periods can"
    )


def _no_such_stack(reference: str, folder: Path, checkout: Path) -> str:
    known = all_stacks(folder, checkout)
    close = difflib.get_close_matches(reference, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(known) or 'none'}"
    return f"no such stack: {reference or '(empty)'}; {hint}"
