"""Reads the catalogue's own files, each once and when first asked for."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final, Generic, TypeVar, cast

from pydantic import ValidationError

from catalog.rows import Row

_DATA: Final = Path(__file__).parent / "data"
_SEPARATOR: Final = " / "
_SUGGESTIONS: Final = 3

R = TypeVar("R", bound=Row)


class UnknownKey(LookupError):  # noqa: N818 - read as what it says: `except UnknownKey`
    """The catalogue has no such row; it is never looked up elsewhere, and nothing is assumed."""

    def __init__(self, what: str, place: str, key: tuple[str, ...], near: tuple[str, ...]) -> None:
        self.what = what
        self.key = key
        self.near = near
        meant = f"; did you mean {' or '.join(near)}?" if near else "."
        super().__init__(
            f"no {what} for {_SEPARATOR.join(key)} in the catalogue{meant}"
            f" Nothing is looked up at run time: add a row to {place} (docs/catalogue.md says how)"
        )


class WrongRow(ValueError):  # noqa: N818 - a finding about the data, not a failure of code
    """A row of the catalogue breaks a rule of its table."""


class Table(Generic[R]):
    """The rows of one .csv file, or of a folder with one .toml file a row."""

    def __init__(self, row: type[R], name: str, folder: Path = _DATA) -> None:
        self._row = row
        self._path = folder / name
        self.place = f"catalog/data/{name}"
        """Where a person finds it."""

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, ...], R]:
        found: dict[tuple[str, ...], R] = {}
        for place, row in self._read():
            if row.key in found:
                raise WrongRow(f"{place}: {_SEPARATOR.join(row.key)} is there twice")
            found[row.key] = row
        return found

    @property
    def rows(self) -> tuple[R, ...]:
        """All rows, in the order of the file."""
        return tuple(self._by_key.values())

    def find(self, *key: str) -> R | None:
        """Return the row with this key, if there is one."""
        return self._by_key.get(key)

    def get(self, *key: str) -> R:
        """Return the row with this key; raises UnknownKey, which names near ones."""
        row = self.find(*key)
        if row is None:
            raise UnknownKey(self._row.what, self.place, key, self._near(key))
        return row

    def _near(self, key: tuple[str, ...]) -> tuple[str, ...]:
        names = [_SEPARATOR.join(known) for known in self._by_key]
        return tuple(get_close_matches(_SEPARATOR.join(key), names, n=_SUGGESTIONS))

    def _read(self) -> Iterator[tuple[str, R]]:
        return self._read_csv() if self._path.suffix == ".csv" else self._read_folder()

    def _read_csv(self) -> Iterator[tuple[str, R]]:
        with self._path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            for cells in lines:
                place = f"{self.place}:{lines.line_num}"
                if None in cells or None in cells.values():
                    raise WrongRow(f"{place}: has not as many cells as the header")
                # An empty cell is a field that is not there: its default holds, or it is missed.
                filled = {name: cell for name, cell in cells.items() if cell}
                try:
                    row = self._row.model_validate_strings(filled)
                except ValidationError as error:
                    raise WrongRow(_explained(place, error)) from None
                yield place, row

    def _read_folder(self) -> Iterator[tuple[str, R]]:
        for path in sorted(self._path.glob("*.toml")):
            place = f"{self.place}/{path.name}"
            try:
                row = self._row.model_validate(_frozen(tomllib.loads(path.read_text("utf-8"))))
            except tomllib.TOMLDecodeError as error:
                raise WrongRow(f"{place}: {error}") from None
            except ValidationError as error:
                raise WrongRow(_explained(place, error)) from None
            if row.key != (path.stem,):
                raise WrongRow(f"{place}: is about {_SEPARATOR.join(row.key)}; call the file so")
            yield place, row


def _explained(place: str, error: ValidationError) -> str:
    problems = (
        ": ".join([*(str(part) for part in problem["loc"]), problem["msg"]])
        for problem in error.errors()
    )
    return f"{place}: {'; '.join(problems)}"


def _frozen(value: object) -> object:
    """Turn the lists of a TOML document into tuples, which is what rows hold."""
    match value:
        case list():
            return tuple(_frozen(each) for each in cast("list[object]", value))
        case dict():
            table = cast("dict[str, object]", value)
            return {name: _frozen(each) for name, each in table.items()}
        case _:
            return value
