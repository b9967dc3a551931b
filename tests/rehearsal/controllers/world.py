"""An API server of a few objects, as far as a controller looks at it."""

from collections.abc import Mapping
from typing import cast

from engine.standin.api import Cluster
from engine.standin.objects import Kind, Place
from engine.standin.shape import JsonObject, child


class Objects:
    """Objects by the path of their collection; it says what it was told to change."""

    def __init__(self, **collections: list[JsonObject]) -> None:
        self.collections = collections
        self.patches: list[tuple[str, JsonObject]] = []

    def list(self, path: str, _query: Mapping[str, str]) -> list[JsonObject]:
        """Items of a collection."""
        return self.collections.get(path.rpartition("/")[2], [])

    def patch(
        self, kind: Kind, place: Place, body: JsonObject, _form: str, _query: Mapping[str, str]
    ) -> JsonObject:
        """A merge patch of metadata or of the status, done to the object itself."""
        name, _, part = place.name.partition("/")
        self.patches.append((part or "object", body))
        (found,) = [
            each
            for each in self.collections[f"{kind.kind.lower()}s".replace("sss", "sses")]
            if Place.of(each).name == name
        ]
        for key, value in body.items():
            found[key] = {**child(found, key), **child(body, key)} if value else value
        return found

    @property
    def cluster(self) -> Cluster:
        """Seen as the real thing."""
        return cast("Cluster", self)


def deployment(chart: str, ready: int = 1) -> JsonObject:
    """What stands in for a chart."""
    return {
        "metadata": {"name": chart, "annotations": {"plinth.dev/stand-in-for": f"{chart} 1.0.0"}},
        "status": {"readyReplicas": ready},
    }
