"""Opening what was open before: rows of files that have not changed since come from an image of the library then."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

from desktop.library.by_row import ByRow
from desktop.library.image import KEY, Image
from desktop.library.library import Library
from desktop.library.on_disk import OnDisk
from desktop.library.scanning import Skipped, why, why_not_text
from desktop.library.search import TextIndex
from desktop.library.shelf import Kept, Shelf, Source
from desktop.library.store import row_key
from desktop.reading.limits import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.library.entry import Entry
    from desktop.library.scanning import Scan, Stamp
    from desktop.library.store import Store


class Known(NamedTuple):
    """What is known of a file: its key in the cache; entries, searched words and sources of its rows, with ids as they were."""

    key: bytes
    rows: Sequence[tuple[Entry, bytes, Source]]


class Reopening:
    """An image, and the cache in which the reviews of its rows stand."""

    def __init__(self, image: Image, store: Store) -> None:
        self._image = image
        self._text = TextIndex.kept(bytes(image.words), image.ends)
        self._sources = _Sources(image, store)

    def library(self, scan: Scan, roots: Sequence[Path]) -> Library | None:
        """The library of all files found, none of which has changed since; None if any has."""
        image = self._image
        if image.names != list(scan.names) or image.stamps != list(scan.stamps):
            return None
        skipped = []
        for path, rows in zip(scan.files, image.rows, strict=True) if 0 in image.rows else ():
            if not rows:
                # Why a file could not be read does not show in its size and time.
                reason = _why_not(path)
                if not reason:
                    return None
                skipped.append(Skipped(path, reason))
        shelf = Shelf(image.entries, self._sources)
        # The same names and stamps again are done without: there may be very many.
        scan = replace(scan, names=tuple(image.names), stamps=tuple(image.stamps))
        library = Library(shelf, image.entries, self._text, (*scan.skipped, *skipped), roots, OnDisk(scan))
        library.take_worked_out(image.worked_out)
        return library

    def file(self, name: str, stamp: Stamp) -> Known | None:
        """What is known of a file; None where it has changed since, or had no rows."""
        place = self._places.get(name)
        if place is None or self._image.stamps[place] != stamp or not self._image.rows[place]:
            return None
        starts, entries = self._sources.starts, self._image.entries
        rows = range(starts[place], starts[place + 1])
        key = self._image.keys[KEY * place : KEY * (place + 1)]
        return Known(key, [(entries[row], self._text.words(row), self._sources[row]) for row in rows])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._image.names)}


def _why_not(path: Path) -> str:
    try:
        return why_not_text(path)
    except OSError as error:
        return why(error)


class _Sources(ByRow[Source]):
    """Where the reviews of an image's rows are kept."""

    def __init__(self, image: Image, store: Store) -> None:
        self._keys, self._rows, self._store = image.keys, image.rows, store
        #: The first row of each file, and the number of all rows.
        self.starts = [0, *accumulate(image.rows)]

    @override
    def __len__(self) -> int:
        return self.starts[-1]

    @override
    def at(self, row: int) -> Source:
        file = bisect_right(self.starts, row) - 1
        key = self._keys[KEY * file : KEY * (file + 1)]
        return Kept(self._store, key if self._rows[file] <= FEW else row_key(key, row - self.starts[file]))
