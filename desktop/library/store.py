"""A cache of what was understood, so that a folder opens at once the second time.

One SQLite file in the user's cache folder for each version of the reading rules. What a file said is found again by its path,
size and time, or, where those have changed, by its name and content. The cache is only ever a saving of time: what is
damaged, locked or full is done without, and everything can be read again from the files themselves.
"""

from __future__ import annotations

import contextlib
import copyreg
import dataclasses
import logging
import os
import pickle
import sqlite3
import threading
import time
import zlib
from functools import cache
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop import review as reviews
from desktop.library.image import Images
from desktop.library.scanning import Stamp
from desktop.paths import RESOURCES
from desktop.reading.limits import TABLE_CAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.library.entry import Entry
    from desktop.review import Review

_log = logging.getLogger(__name__)

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS contents (key BLOB PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reviews (key BLOB NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (key, number));
CREATE TABLE IF NOT EXISTS places (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, key BLOB NOT NULL) WITHOUT ROWID;
"""
_BATCH: Final = 200  # files that are written at a time
#: A file that has just changed may change again without its time changing: seconds until its time is trusted.
SETTLED: Final = 2.0
#: Files that are asked for at once; databases bound the number of values in a query.
AT_ONCE: Final = 256
#: Bytes of a cache from which it is begun anew.
LARGEST: Final = 4 * 1024**3


class Packed(NamedTuple):
    """A review as processes and the cache hand it on: what the library's columns need, and the review itself, packed."""

    entry: Entry
    words: bytes
    data: bytes


class Recalled(NamedTuple):
    """What the cache knows of a file: the key under which its reviews stand, their entries and searched words."""

    key: bytes
    rows: list[tuple[Entry, bytes]]


def key_of(name: str, data: bytes) -> bytes:
    """What tells a file by its name and content."""
    return blake2b(os.fsencode(name) + b"\0" + data, digest_size=16).digest()


def row_key(key: bytes, number: int) -> bytes:
    """What tells a row of a table, by the key of its file."""
    return blake2b(key + number.to_bytes(8, "big"), digest_size=16).digest()


def row_content(name: str, review: Review) -> bytes:
    """What tells a row of a table with this name, of which only the columns are known, by what they say, wherever it stands."""
    said = repr(dataclasses.replace(review, id="", path=None))
    return blake2b(os.fsencode(name) + b"\0" + said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def content_key(path: Path) -> bytes:
    """As :func:`key_of`, for a file; empty where it cannot be read, or is larger than anything that is read whole."""
    digest = blake2b(os.fsencode(path.name) + b"\0", digest_size=16)
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > TABLE_CAP:
                return b""
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError:
        return b""
    return digest.digest()


def pack(review: Review) -> bytes:
    """A review as bytes, with a checksum before them."""
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _made_by_fields()
    pickler.dump(review)
    return _sealed(zlib.compress(buffer.getbuffer(), 1))


@cache
def _made_by_fields() -> Mapping[type, Callable[[Any], Any]]:
    """How the parts of a review are packed: as calls with their fields, in a third of the time that dataclasses take."""

    def reduced(part: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
        fields = attrgetter(*(field.name for field in dataclasses.fields(part)))
        return lambda value: (part, fields(value))

    parts = [each for each in vars(reviews).values() if isinstance(each, type) and dataclasses.is_dataclass(each)]
    return {**copyreg.dispatch_table, **{part: reduced(part) for part in parts}}


def unpack(data: bytes) -> Review | None:
    """The review of :func:`pack`; None where the bytes are damaged."""
    inner = _opened(data)
    review: Review | None = None if inner is None else pickle.loads(zlib.decompress(inner))  # noqa: S301 - our own, by its seal
    return review


def _sealed(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest() + data


def _opened(data: bytes) -> bytes | None:
    seal, inner = data[:16], data[16:]
    return inner if blake2b(inner, digest_size=16).digest() == seal else None


@cache
def rules_version() -> str:
    """What tells these reading rules from all others: the program and the vocabulary that take part in reading."""
    package = Path(__file__).parents[1]
    parts = [package / "review.py", package / "library" / "entry.py", package / "library" / "folding.py", Path(__file__)]
    parts += sorted((package / "reading").rglob("*.py"))
    parts += sorted(path for name in ("reading", "topics", "lexicons") for path in (RESOURCES / name).rglob("*.toml"))
    digest = blake2b(digest_size=12)
    for path in parts:
        with contextlib.suppress(OSError):  # a part that is missing is part of the version, too
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


_NO_STAMP: Final = Stamp(0, 0)


class _Unsaved(NamedTuple):
    """What a file said and is not written yet; without a path if its time cannot be trusted yet."""

    path: str
    stamp: Stamp
    reviews: Sequence[Packed]


class Store:
    """The cache, for one program; used from several threads, one at a time."""

    def __init__(self, folder: Path) -> None:
        """Open or begin the cache in a folder, which is made if need be; caches of other rules are removed."""
        self._lock = threading.Lock()
        self._unsaved: dict[bytes, _Unsaved] = {}
        self._full: bool | None = None  # not looked yet
        self._connection: sqlite3.Connection | None = None
        #: Whole libraries as they were last time; None where there is no cache.
        self.images: Images | None = None
        path = folder / f"understood-{rules_version()}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.images = Images(folder, rules_version())
            for other in folder.glob("understood-*.sqlite*"):
                if not other.name.startswith(path.name) or other.stat().st_size > LARGEST:
                    other.unlink()
        except OSError as error:
            _log.debug("no cache in %s: %s", folder, error)
            return
        self._connection = _connect(path) or _anew(path)

    def close(self) -> None:
        """Keep what is not kept yet and close the file."""
        self.save()
        with self._lock, _done_without("closing"):
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def full(self) -> bool:
        """Whether there is anything in it; kept in mind, for it is asked for each of many files."""
        if self._full is None:
            self._full = bool(self._rows("SELECT 1 FROM contents LIMIT 1"))
        return self._full

    def recall(self, path: Path | str, stamp: Stamp) -> Recalled | None:
        """What a file said when it was read in this state."""
        rows = self._rows("SELECT key FROM places WHERE path = ? AND size = ? AND time = ?", _text(path), *stamp)
        return self.recall_content(rows[0][0]) if rows else None

    def recall_many(self, files: Iterable[tuple[str, Stamp]]) -> dict[str, Recalled]:
        """What :meth:`recall` says of some files, by their names as given; no more than :data:`AT_ONCE`."""
        named = {_text(name): (name, stamp) for name, stamp in files}
        marks = ", ".join("?" * len(named))
        query = "SELECT path, size, time, key, entries FROM places JOIN contents USING (key) WHERE path IN"
        known: dict[str, Recalled] = {}
        for path, size, changed, key, sealed in self._rows(f"{query} ({marks})", *named):
            name, stamp = named[path]
            inner = _opened(sealed) if stamp == (size, changed) else None
            if inner is not None:
                known[name] = Recalled(key, pickle.loads(inner))  # noqa: S301 - our own, by its seal
        return known

    def recall_content(self, key: bytes) -> Recalled | None:
        """What a file with this content said."""
        rows = self._rows("SELECT entries FROM contents WHERE key = ?", key)
        inner = _opened(rows[0][0]) if rows else None
        return None if inner is None else Recalled(key, pickle.loads(inner))  # noqa: S301 - our own, by its seal

    def review(self, key: bytes, number: int) -> Review | None:
        """A review of the file with this key, if it is kept."""
        unsaved = self._unsaved.get(key)
        if unsaved is not None:
            data = next((each.data for each in unsaved.reviews if each.entry.number == number), b"")
            if data:
                return unpack(data)
        rows = self._rows("SELECT data FROM reviews WHERE key = ? AND number = ?", key, number)
        return unpack(rows[0][0]) if rows else None

    def keep(self, path: Path, stamp: Stamp, key: bytes, reviews: Sequence[Packed]) -> None:
        """Remember what a file said; it is written some files later, or by :meth:`save`.

        Reviews with empty data have been remembered as rows.
        """
        settled = time.time_ns() - stamp.time > SETTLED * 1e9
        self._keep(key, _Unsaved(_text(path) if settled else "", stamp, reviews))

    def keep_row(self, key: bytes, review: Packed, content: bytes) -> None:
        """Remember a row of a table, under its :func:`row_key`; it is written some rows later, or by :meth:`save`.

        By its ``content`` (:func:`row_content`) it is found when the table has changed around it.
        """
        self._keep(key, _Unsaved(_row_named(content), _NO_STAMP, (review,)))

    def knows_place(self, path: Path | str) -> bool:
        """Whether a file has been remembered in any state."""
        return bool(self._rows("SELECT 1 FROM places WHERE path = ?", _text(path)))

    def recall_row(self, content: bytes) -> Packed | None:
        """What was understood of a row with this content, in whatever table of the same name and wherever it stood there."""
        rows = self._rows(
            "SELECT entries, data FROM places JOIN contents USING (key) JOIN reviews USING (key) WHERE path = ? LIMIT 1",
            _row_named(content),
        )
        inner = _opened(rows[0][0]) if rows else None
        if inner is None:
            return None
        ((entry, words),) = pickle.loads(inner)  # noqa: S301 - our own, by its seal
        return Packed(entry, words, rows[0][1])

    def _keep(self, key: bytes, what: _Unsaved) -> None:
        with self._lock:
            if self._connection is not None:
                self._unsaved[key] = what
                self._full = True
        if len(self._unsaved) >= _BATCH:
            self.save()

    def save(self) -> None:
        """Write what is not written yet, in one go, so that other programs never wait for long."""
        with self._lock:
            unsaved, self._unsaved = self._unsaved, {}
            if self._connection is not None and unsaved:
                with _done_without("writing"), self._connection:
                    self._connection.execute("BEGIN IMMEDIATE")
                    for key, file in unsaved.items():
                        entries = pickle.dumps([(each.entry, each.words) for each in file.reviews], pickle.HIGHEST_PROTOCOL)
                        self._connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (key, _sealed(entries)))
                        self._connection.executemany(
                            "INSERT OR REPLACE INTO reviews VALUES (?, ?, ?)",
                            [(key, each.entry.number, each.data) for each in file.reviews if each.data],
                        )
                        if file.path:
                            values = (file.path, *file.stamp, key)
                            self._connection.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", values)

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._lock, _done_without("reading"):
            if self._connection is not None:
                return self._connection.execute(query, values).fetchall()
        return []


def _row_named(content: bytes) -> str:
    """How a row of a table stands among the places of files: as no path is written."""
    return f"row {content.hex()}"


def _text(path: Path | str) -> str:
    """A path as SQLite takes it: undecodable names are spelt out."""
    return str(path if os.path.isabs(path) else Path(path).absolute())  # noqa: PTH117 - of very many.encode("utf-8", "backslashreplace").decode()


@contextlib.contextmanager
def _done_without(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        _log.debug("%s the cache: %s", what, error)


def _connect(path: Path) -> sqlite3.Connection | None:
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=2.0, isolation_level=None, check_same_thread=False)
        # What is lost with the power can be read again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        connection.execute("SELECT 1 FROM contents, reviews, places LIMIT 1").fetchall()
    except sqlite3.Error as error:
        _log.debug("no cache in %s: %s", path, error)
        if connection is not None:
            connection.close()
        return None
    return connection


def _anew(path: Path) -> sqlite3.Connection | None:
    """A damaged cache is removed and begun again."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    return _connect(path)
