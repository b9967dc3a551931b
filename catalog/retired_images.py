"""Images that nobody mends any more."""

from typing import Final

from catalog.read import Table
from catalog.rows import RetiredImage

RETIRED_IMAGES: Final = Table(RetiredImage, "retired_images.csv")


def retired_image(repository: str) -> RetiredImage | None:
    """Return what has ended of a repository such as docker.io/grafana/promtail; none: not known."""
    folders = repository.split("/")
    for length in range(len(folders), 0, -1):
        row = RETIRED_IMAGES.find("/".join(folders[:length]))
        if row is not None:
            return row
    return None
