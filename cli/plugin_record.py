"""Which Kubernetes plugin made a stack, for neither takes over what the other made."""

from pathlib import Path
from typing import Literal

from engine.errors import EngineError
from engine.toolbox.plugins import KubernetesPlugin, RealPlugin

Maker = Literal["real", "stand-in"]
_WORDS = {"real": "Pulumi's own Kubernetes plugin", "stand-in": "plinth's stand-in for it"}


def maker(plugin: KubernetesPlugin) -> Maker:
    """Return how a plugin is recorded."""
    return "real" if isinstance(plugin, RealPlugin) else "stand-in"


def recorded(folder: Path) -> Maker | None:
    """Return which plugin made the stack of a private folder; none before its first run."""
    try:
        text = (folder / "made-with").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return "real" if text == "real" else "stand-in"


def record(folder: Path, plugin: KubernetesPlugin) -> None:
    """Write down which plugin makes the stack."""
    (folder / "made-with").write_text(maker(plugin), encoding="utf-8")


def refuse_takeover(folder: Path, plugin: KubernetesPlugin, reference: str) -> None:
    """Raise EngineError if another plugin than this one made the stack."""
    made = recorded(folder)
    if made is not None and made != maker(plugin):
        raise EngineError(
            what=f"{reference} was made with {_WORDS[made]}; now there is {_WORDS[maker(plugin)]}",
            why="neither takes over what the other made: it could replace every object",
            way_out=f"./plinth up {reference} --recreate   (takes it away and makes it anew)",
        )
