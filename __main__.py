"""The program that the engine runs: load, build, export."""

from stacks.load import load
from stacks.platform import build

build(load()).export()
