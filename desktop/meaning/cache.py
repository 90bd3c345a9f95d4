"""Vectors that were made once, kept in the user's cache folder: a file for each model, a row for each text.

The cache only saves time: what is damaged, locked or full is done without.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)
_PREFIX: Final = "meaning-"
_MODELS: Final = 3  # caches of so many models are kept, those used last
_LARGEST: Final = 2 * 1024**3  # bytes of a cache from which it is begun anew
_ASKED: Final = 500  # keys in one question: SQLite takes a thousand at least


def key_of(text: str) -> bytes:
    """What tells a text from all others."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class VectorCache:
    """The vectors of one model; used from several threads, one at a time."""

    def __init__(self, folder: Path, identity: str) -> None:
        """Open or begin the cache of the model with this :func:`~desktop.meaning.model.identity`."""
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        path = folder / f"{_PREFIX}{identity}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.is_file() and path.stat().st_size > _LARGEST:
                path.unlink()
            _forget_others(path)
            self._connection = _connected(path)
            if self._connection is None:  # damaged: it is begun anew
                path.unlink(missing_ok=True)
                self._connection = _connected(path)
            os.utime(path)  # used now, if only for reading
        except OSError as error:
            _log.debug("no cache in %s: %s", folder, error)

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The vectors that are kept under these keys."""
        found: dict[bytes, bytes] = {}
        with self._lock, _done_without("reading"):
            if self._connection is not None:
                for start in range(0, len(keys), _ASKED):
                    part = keys[start : start + _ASKED]
                    marks = ",".join("?" * len(part))
                    question = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - question marks alone
                    found.update(self._connection.execute(question, part).fetchall())
        return found

    def put(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep vectors under their keys."""
        with self._lock, _done_without("writing"):
            if self._connection is not None:
                with self._connection:
                    self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors.items())

    def close(self) -> None:
        """Close the file."""
        with self._lock, _done_without("closing"):
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _connected(path: Path) -> sqlite3.Connection | None:
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=2.0, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")  # what is lost with the power can be made again
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        connection.execute("SELECT key, vector FROM vectors LIMIT 1").fetchall()
    except sqlite3.Error as error:
        _log.debug("no cache in %s: %s", path, error)
        if connection is not None:
            connection.close()
        return None
    return connection


def _forget_others(path: Path) -> None:
    """Remove the caches of models that were not used lately."""
    others = [other for other in path.parent.glob(f"{_PREFIX}*.sqlite") if other != path]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[_MODELS - 1 :]:
        other.unlink()


@contextmanager
def _done_without(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        _log.debug("%s the cache of vectors: %s", what, error)
