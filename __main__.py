"""The program that the engine runs: load, build, export."""

import pulumi

from stacks.file import StackFileError
from stacks.load import load
from stacks.platform import build

try:
    loaded = load()
except StackFileError as error:
    raise pulumi.RunError(str(error)) from None
build(loaded).export()
