"""Where an image comes from."""

from typing import Final

_HUB: Final = "docker.io"
_OFFICIAL: Final = "library"


def repository(image: str) -> str:
    """Return the repository of an image with its registry, without tag and digest.

    `redis:7` is docker.io/library/redis, as container runtimes read it:
    https://github.com/distribution/reference
    """
    path = image.partition("@")[0]
    folder, slash, last = path.rpartition("/")
    path = f"{folder}{slash}{last.partition(':')[0]}"
    first, slash, rest = path.partition("/")
    if slash and (first == "localhost" or "." in first or ":" in first):
        return path if first != _HUB or "/" in rest else f"{_HUB}/{_OFFICIAL}/{rest}"
    return f"{_HUB}/{path}" if slash else f"{_HUB}/{_OFFICIAL}/{path}"
