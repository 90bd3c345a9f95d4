"""Whole libraries as they were understood last time, kept in the cache: opened again, such a library is there at once.

The cache (:mod:`desktop.library.store`) knows each file by itself; asking it for fifty thousand takes seconds. An image holds
all rows of some opened paths in one file, column by column. Like the rest of the cache it only saves time: what is damaged,
of other rules or of files that have changed since is not used, and nothing is lost without it.
"""

from __future__ import annotations

import logging
import os
import pickle
from array import array
from hashlib import blake2b
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from desktop.library.entries import Entries
from desktop.library.entry import Entry
from desktop.library.scanning import Stamp
from desktop.library.working_out import WorkedOut
from desktop.paths import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)

_MAGIC: Final = b"Diptych library\n"
_SEAL: Final = 16  # bytes of the checksum at the end
_STEP: Final = 5_000  # values that are packed or unpacked at a time: the window waits for as long as one step takes
_MOST: Final = 12  # images that are kept, the latest
_PART: Final = 1 << 24  # bytes that are read or written at a time
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

    def key(self, file: int) -> bytes:
        """The key of a file."""
        return self.keys[KEY * file : KEY * (file + 1)]


class Images:
    """The images in a folder, which belongs to one version of the reading rules."""

    def __init__(self, folder: Path, rules: str) -> None:
        """Images of other rules, and what was not written to its end, are removed.

        Raises:
            OSError: the folder cannot be looked through.
        """
        self._folder = folder
        self._rules = rules
        begun = folder.glob(".library-*.image-*")  # by a program that did not live to end it
        others = (each for each in folder.glob("library-*.image") if not each.name.startswith(f"library-{rules}-"))
        for each in (*begun, *others):
            each.unlink(missing_ok=True)

    def recall(self, roots: Sequence[Path]) -> Image | None:
        """What stood below these paths when they were opened last; None where that is not known, or damaged."""
        try:
            with self._path(roots).open("rb") as file:
                return _read(file)
        except (OSError, EOFError) as error:
            _log.debug("no image of the library: %s", error)
            return None

    def keep(self, roots: Sequence[Path], image: Image) -> None:
        """Keep an image in place of the one before; what cannot be written is not kept."""
        path = self._path(roots)
        try:
            with replacing(path, lasting=False) as file:
                _write(file, image)
            kept = sorted(self._folder.glob("library-*.image"), key=lambda each: each.stat().st_mtime)
            for old in kept[:-_MOST]:
                old.unlink()
        except OSError as error:
            _log.debug("the image of the library was not written: %s", error)

    def _path(self, roots: Sequence[Path]) -> Path:
        told = b"\0".join(os.fsencode(os.path.abspath(root)) for root in roots)  # noqa: PTH100 - a link is not what it points to
        return self._folder / f"library-{self._rules}-{blake2b(told, digest_size=12).hexdigest()}.image"


def _write(file: IO[bytes], image: Image) -> None:
    """Packed values, then the words as they are, each behind its length; last the seal of it all."""
    digest = blake2b(digest_size=_SEAL)
    buffer = BytesIO()
    # One pickler for all: what stands in several columns or rows is written once, and shared again when it is read.
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    sizes = len(image.names), len(image.entries), len(image.worked_out.works)
    pickler.dump((sizes, image.keys, image.rows, image.ends))
    stamps = array("q", (figure for stamp in image.stamps for figure in stamp))
    pickler.dump(stamps)
    known = image.worked_out
    for column in (image.names, *image.entries.columns(), known.works):
        for start in range(0, len(column), _STEP):
            pickler.dump(column[start : start + _STEP])
    for by_name in known[1:]:
        pickler.dump(len(by_name))
        for each in by_name.items():
            pickler.dump(each)
    for part in (_MAGIC, _length(buffer), buffer.getbuffer(), _length(image.words), memoryview(image.words)):
        for start in range(0, len(part), _PART):
            piece = part[start : start + _PART]
            digest.update(piece)
            file.write(piece)
    file.write(digest.digest())


def _length(part: BytesIO | bytes | memoryview) -> bytes:
    return (len(part.getbuffer()) if isinstance(part, BytesIO) else len(part)).to_bytes(8, "big")


def _read(file: IO[bytes]) -> Image | None:
    """The image in a file; None where it is damaged.

    Raises:
        EOFError: it ends before its end.
    """
    digest = blake2b(digest_size=_SEAL)

    def take(size: int) -> bytes:
        data = file.read(size)
        if len(data) < size:
            raise EOFError("it is cut off")
        digest.update(data)
        return data

    left = os.fstat(file.fileno()).st_size
    if take(len(_MAGIC)) != _MAGIC:
        return None
    packed, words = b"", b""
    packed = take(min(left, int.from_bytes(take(8), "big")))
    words = take(min(left, int.from_bytes(take(8), "big")))
    if file.read(_SEAL) != digest.digest():
        return None
    return _unpacked(pickle.Unpickler(BytesIO(packed)).load, words)  # noqa: S301 - our own, by its seal


def _unpacked(load: Callable[[], Any], words: bytes) -> Image:
    (files, size, works), keys, rows, ends = load()
    figures = load()
    stamps = list(map(Stamp, figures[::2], figures[1::2]))

    def column(length: int) -> list[Any]:
        values: list[Any] = []
        for _ in range(0, length, _STEP):
            values += load()
        return values

    names = column(files)
    entries = Entries([column(size) for _ in Entry._fields])
    worked_out = WorkedOut(column(works), *(dict(load() for _ in range(load())) for _ in WorkedOut._fields[1:]))
    return Image(names, stamps, rows, keys, entries, words, ends, worked_out)
