"""Whole libraries as they were understood last time, kept in the cache: opened again, such a library is there at once.

The cache (:mod:`desktop.library.store`) knows each file by itself; asking it for fifty thousand takes seconds. An image holds
all rows of some opened paths in one file, column by column. Like the rest of the cache it only saves time: what is damaged,
of other rules or of files that have changed since is not used, and nothing is lost without it.
"""

from __future__ import annotations

import os
import pickle
from array import array
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop.library.entries import Entries
from desktop.library.entry import Entry
from desktop.library.scanning import Stamp
from desktop.library.sealed import SealedFiles
from desktop.library.working_out import WorkedOut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_STEP: Final = 5_000  # values that are packed or unpacked at a time: the window waits for as long as one step takes
_MOST: Final = 6  # images that are kept, the latest
KEY: Final = 16  # bytes of a key of the cache


class Image(NamedTuple):
    """The rows of some files.

    ``names`` and ``stamps`` are those of the files, in reading order, ``rows`` how many rows each has; ``keys`` are the keys
    under which the cache knows the files' reviews, one behind the other, :data:`KEY` bytes each. ``words`` are the searched
    words of all rows, and ``ends`` where each row's end; ``worked_out`` is what was worked out of the entries.
    """

    names: Sequence[str]
    stamps: Sequence[Stamp]
    rows: array[int]
    keys: bytes
    entries: Entries
    words: bytes | memoryview
    ends: array[int]
    worked_out: WorkedOut


class Images:
    """The images in a folder, which belongs to one version of the reading rules."""

    def __init__(self, folder: Path, rules: str) -> None:
        """Images of other rules are removed; raises OSError where the folder cannot be looked through."""
        self._files = SealedFiles(folder, "library", rules, _MOST)

    def recall(self, roots: Sequence[Path]) -> Image | None:
        """What stood below these paths when they were opened last; None where that is not known, or damaged."""
        parts = self._files.read(_told(roots))
        return None if parts is None else _unpacked(*parts)

    def keep(self, roots: Sequence[Path], image: Image) -> None:
        """Keep an image in place of the one before; what cannot be written is not kept."""
        self._files.write(_told(roots), (_packed(image), memoryview(image.words)))


def _told(roots: Sequence[Path]) -> bytes:
    return b"\0".join(os.fsencode(os.path.abspath(root)) for root in roots)  # noqa: PTH100 - a link is not what it points to


def _packed(image: Image) -> memoryview:
    """All of an image but the words."""
    buffer = BytesIO()
    # One pickler for all: what stands in several columns or rows is written once, and shared again when it is read.
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    known = image.worked_out
    sizes = len(image.names), len(image.entries), len(known.works)
    pickler.dump((sizes, image.keys, image.rows, image.ends))
    pickler.dump(array("q", (figure for stamp in image.stamps for figure in stamp)))
    for column in (image.names, *image.entries.columns(), known.works):
        for start in range(0, len(column), _STEP):
            pickler.dump(column[start : start + _STEP])
    for by_name in known[1:]:
        pickler.dump(len(by_name))
        for each in by_name.items():
            pickler.dump(each)
    return buffer.getbuffer()


def _unpacked(packed: bytes, words: bytes) -> Image:
    load = pickle.Unpickler(BytesIO(packed)).load  # noqa: S301 - our own, by its seal

    def column(length: int) -> list[Any]:
        values: list[Any] = []
        for _ in range(0, length, _STEP):
            values += load()
        return values

    (files, size, works), keys, rows, ends = load()
    figures = load()
    stamps = list(map(Stamp, figures[::2], figures[1::2]))
    names = column(files)
    entries = Entries([column(size) for _ in Entry._fields])
    worked_out = WorkedOut(column(works), *(dict(load() for _ in range(load())) for _ in WorkedOut._fields[1:]))
    return Image(names, stamps, rows, keys, entries, words, ends, worked_out)
