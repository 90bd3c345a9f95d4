"""The files that a loading finds one after the other, and what is known of each by now."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.library.ids import unique_ids
from desktop.library.scanning import Scan, Stamp, Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.library.entry import Entry
    from desktop.library.shelf import Source


@dataclass(slots=True)
class Row:
    """A row of the library to be."""

    entry: Entry
    words: bytes | memoryview
    source: Source
    content: bytes = b""  # of a row of a table, what tells it by what its columns say, once that was asked for


@dataclass(slots=True)
class FileFound:
    """A file, and what is known of it by now: rows as soon as it has been looked at, ``done`` when it needs no more reading."""

    name: str
    id: str
    stamp: Stamp
    rows: Sequence[Row] = ()
    skipped: str = ""
    done: bool = False
    key: bytes = b""  # under which the cache knows its content

    @property
    def path(self) -> Path:
        """The file; made when asked for, for there may be very many."""
        return Path(self.name)

    def take(self, found: Iterable[tuple[Entry, bytes, Source]], known_as: str = "") -> None:
        """Take over all rows that were found, with ids and the path as they are in this library.

        ``known_as`` is what the ids of the rows begin with so far: the file's name, where nothing else is said.
        """
        self.add(found, known_as, anew=True)
        self.done = True

    def add(self, found: Iterable[tuple[Entry, bytes, Source]], known_as: str = "", *, anew: bool = False) -> None:
        """Take over some rows, as :meth:`take` does, behind those there are or, ``anew``, in their place."""
        known_as = known_as or stem_of(self.name)
        rows = [
            Row(entry._replace(id=self.id + entry.id.removeprefix(known_as), file=self.name), words, source)
            for entry, words, source in found
        ]
        self.rows = rows if anew else [*self.rows, *rows]

    def rename(self, id_: str) -> None:
        """Give the file and its rows another id."""
        for row in self.rows:
            row.entry = row.entry._replace(id=id_ + row.entry.id.removeprefix(self.id))
        self.id = id_

    def skip(self, reason: str) -> None:
        """There is nothing to read here."""
        self.skipped, self.rows, self.done = reason, (), True


class Finding:
    """The files below some paths, in reading order."""

    def __init__(self, paths: Sequence[Path], cancelled: Callable[[], bool]) -> None:
        self._walk = Walk(paths, cancelled)
        #: Those found so far; until all have been found, their ids may change.
        self.files: list[FileFound] = []
        #: Ids that were shown before all files had been found, each with the id now.
        self.former: dict[str, str] = {}
        #: Whether the files found so far have been shown.
        self.shown = False
        self._scan: Scan | None = None
        self._ids: set[str] = set()
        self._same_names = False  # whether files in several folders have the same name

    @property
    def found(self) -> int:
        """How many files have been found."""
        return len(self._walk.files)

    @property
    def ended(self) -> bool:
        """Whether all files have been found."""
        return self._walk.ended and len(self.files) == len(self._walk.files)

    @property
    def scan(self) -> Scan:
        """What has been found so far."""
        if self._scan is None or not self._walk.ended:
            self._scan = self._walk.scan()
        return self._scan

    def scan_of_all(self) -> Scan:
        """What there is to be found, without making anything of it yet."""
        self._walk.further()
        return self.scan

    def further(self, files: int | None = None) -> None:
        """Find so many more files, or all."""
        if self.ended:
            return
        self._walk.further(files)
        have = len(self.files)
        for name, stamp in islice(self._walk.files.items(), have, None if files is None else have + files):
            id_ = stem = stem_of(name)
            number = 1
            while id_ in self._ids:
                number += 1
                id_ = f"{stem}~{number}"
            self._ids.add(id_)
            self._same_names |= number > 1
            self.files.append(FileFound(name, id_, stamp))
        if self.ended and self._same_names:
            self._tell_apart()

    def _tell_apart(self) -> None:
        """Give all files the ids that they have beside each other."""
        ids = unique_ids([stem_of(file.name) for file in self.files], [file.path for file in self.files])
        for file, id_ in zip(self.files, ids, strict=True):
            if file.id != id_:
                if self.shown:
                    self.former[file.id] = id_
                file.rename(id_)


def stem_of(name: str) -> str:
    """A file's name without its ending: as of Path, many times faster."""
    name = os.path.basename(name)  # noqa: PTH119 - see above
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name
