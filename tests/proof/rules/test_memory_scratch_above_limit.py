from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "memory-scratch-above-limit"


def _patch(*sizes: str, medium: str = "memory") -> str:
    folders = (
        f"/scratch-{number}: {{size: {size}, medium: {medium}}}"
        for number, size in enumerate(sizes)
    )
    return web(f"scratch: {{{', '.join(folders)}}}")


@pytest.mark.parametrize(("sizes", "sum_"), [(("64Mi",), 64), (("40Mi", "30Mi"), 70)])
def test_it_finds_folders_that_fill_the_memory(
    tmp_path: Path, sizes: tuple[str, ...], sum_: int
) -> None:
    assert finds(tmp_path, _RULE, _patch(*sizes)) == [
        f"workloads.web.scratch: may hold {sum_} MiB in memory, and the limit is 64Mi"
    ]


def test_it_passes_room_beside_them_and_folders_on_disk(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("63Mi")) == []
    assert finds(tmp_path, _RULE, _patch("1Gi", medium="disk")) == []
