"""The tables of the notebook, and how older files become newer ones.

Every row carries a seal, a checksum over its other columns that SQLite itself verifies as part of its integrity check: a bit
that flips inside a value is found as surely as one that flips in the structure of the file.
"""

from __future__ import annotations

import sqlite3
from typing import Final
from zlib import crc32

Statements = tuple[str, ...]

# What follows a version's number in this list makes the next version of it; a file keeps its number as user_version.
MIGRATIONS: Final[tuple[Statements, ...]] = (
    (
        # A review that was ever marked; place and title are those seen last, for a reader who asks where it went. A work whose
        # names were corrected stands here too: see identity.work_place.
        """
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY, place TEXT NOT NULL, title TEXT NOT NULL, sketch BLOB NOT NULL,
            seal INTEGER NOT NULL CHECK (seal = seal(id, place, title, sketch))
        )
        """,
        "CREATE INDEX reviews_by_place ON reviews (place)",
        # The texts that a review was seen with: more than one where its file was edited or saved anew.
        """
        CREATE TABLE versions (
            text TEXT PRIMARY KEY, review INTEGER NOT NULL REFERENCES reviews (id),
            seal INTEGER NOT NULL CHECK (seal = seal(text, review))
        )
        """,
        # What the reader added. kind: read, star, tag, or one of corrections.Kind; name: the tag's, or what is corrected;
        # value: for what has one.
        """
        CREATE TABLE entries (
            review INTEGER NOT NULL REFERENCES reviews (id), kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            seal INTEGER NOT NULL CHECK (seal = seal(review, kind, name, value)),
            PRIMARY KEY (review, kind, name)
        )
        """,
        # What the reader did, in order; steps taken back stand behind those that were not.
        """
        CREATE TABLE steps (
            id INTEGER PRIMARY KEY, description TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
            seal INTEGER NOT NULL CHECK (seal = seal(id, description, undone))
        )
        """,
        # An entry's value before and after a step; NULL where there was, or is, no entry.
        """
        CREATE TABLE changes (
            step INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE, review INTEGER NOT NULL REFERENCES reviews (id),
            kind TEXT NOT NULL, name TEXT NOT NULL, before TEXT, after TEXT,
            seal INTEGER NOT NULL CHECK (seal = seal(step, review, kind, name, before, after)),
            PRIMARY KEY (step, review, kind, name)
        )
        """,
    ),
)


def seal(*values: str | int | bytes | None) -> int:
    """The checksum of a row's values."""
    total = 0
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode()
        total = crc32(data, crc32(b"\0", total))
    return total


def connect(path: str, *, uri: bool = False) -> sqlite3.Connection:
    """Open a database for the notebook's use, without a look at it yet; transactions are begun and ended by hand.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(path, uri=uri, isolation_level=None, timeout=10)
    connection.create_function("seal", -1, seal, deterministic=True)
    connection.execute("PRAGMA trusted_schema = ON")  # the tables call seal()
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of a file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest version, wholly or not at all.

    Raises:
        sqlite3.Error: the file is as it was.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been quicker.
        for statements in MIGRATIONS[version_of(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether every page, row and table of the file is as this program wrote it; a file of a newer version is taken on trust.

    Raises:
        sqlite3.Error: the file cannot be read at all.
    """
    version = version_of(connection)
    if version > len(MIGRATIONS):
        return True
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        return False
    model = connect(":memory:")
    for statements in MIGRATIONS[:version]:
        for statement in statements:
            model.execute(statement)
    expected = _tables(model)
    model.close()
    return _tables(connection) == expected and not connection.execute("PRAGMA foreign_key_check").fetchall()


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
