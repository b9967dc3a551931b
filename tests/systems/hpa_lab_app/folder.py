"""Where the demonstration application lies."""

import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
APP = CHECKOUT / "systems" / "hpa-lab" / "app"


def pins(text: str) -> dict[str, str]:
    """The version that a requirements file gives each package."""
    lines = [line for line in text.splitlines() if line[:1].isalnum()]
    return {name: rest.split()[0] for name, _, rest in (line.partition("==") for line in lines)}


def development_pins() -> dict[str, str]:
    """The versions in plinth's own group of development packages."""
    content = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return pins("\n".join(content["dependency-groups"]["dev"]))
