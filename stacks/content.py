"""What the configs of a stack hold: their values, and the files that they name."""

from collections.abc import Mapping
from pathlib import Path

from components.config.spec import MAX_BYTES, ConfigSpec
from stacks.file import KeyPath, Problem, ResolvedStack, StackFileError
from stacks.spec import StackSpec

Content = Mapping[str, Mapping[str, bytes]]
"""What each config holds, by config name and key."""


def read_content(stack: ResolvedStack[StackSpec], folder: Path) -> Content:
    """Read the files that the configs name below `folder`; raises StackFileError."""
    problems: list[Problem] = []
    content = {
        name: _read_config(config, folder, ("configs", name), stack, problems)
        for name, config in stack.spec.configs.items()
    }
    if problems:
        raise StackFileError(stack.file, problems)
    return content


def _read_config(
    config: ConfigSpec,
    folder: Path,
    at: KeyPath,
    stack: ResolvedStack[StackSpec],
    problems: list[Problem],
) -> Mapping[str, bytes]:
    held = {key: value.encode() for key, value in config.values.items()}
    sizes = {key: len(value) for key, value in held.items()}
    for name, path in config.files.items():
        here = (*at, "files", name)
        try:
            sizes[name] = (folder / path).stat().st_size
            held[name] = (folder / path).read_bytes() if sizes[name] <= MAX_BYTES else b""
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"{path} cannot be read: {reason}; paths are relative to {folder}"
            problems.append(Problem(here, message, stack.where(here)))
    size = sum(sizes.values())
    if size > MAX_BYTES:
        problems.append(Problem(at, too_large(size), stack.where(at)))
    return held


def too_large(size: int) -> str:
    """Return why a config of so many bytes is refused and what to do instead."""
    return (
        f"holds {size:,} bytes; Kubernetes refuses ConfigMaps of more than {MAX_BYTES:,} (1 MiB):"
        " put the file into the image or on a volume"
    )
