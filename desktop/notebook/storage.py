"""The notebook's file: opened whatever state it is in, never overwritten when damaged, backed up before it is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from desktop.notebook.schema import MIGRATIONS, connect, is_sound, migrate, seal, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEPT_BACKUPS: Final = 7
_HEADER: Final = 100  # bytes
# What the reader added and the reviews it was added to, each table after those it refers to. The steps to undo are left out.
_CONTENT: Final = ("reviews", "versions", "entries")
# The file itself is at fault; other errors of SQLite are the machine's: no right to write, no room, somebody else's lock.
_DAMAGE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}


@dataclass(frozen=True, slots=True)
class Storage:
    """An open notebook file.

    ``notice`` is what the reader must be told about it, empty if all is well. ``path`` is None where marks are only kept in
    memory; ``writable`` is False for a file of a newer version.
    """

    connection: sqlite3.Connection
    path: Path | None
    notice: str = ""
    writable: bool = True


def open_storage(path: Path) -> Storage:
    """Open the notebook at ``path``; it is made, migrated or restored as needed, and no state of the file is an error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open(path)
    except (OSError, sqlite3.Error) as error:
        return _in_memory(path, str(error))


def _open(path: Path) -> Storage:
    emptied = path.exists() and not path.stat().st_size and _newest_sound_backup(path)
    notice = _restore(path) if emptied or _is_damaged(path) else ""
    connection = connect(str(path))
    try:
        version = version_of(connection)
        if version > len(MIGRATIONS):
            connection.close()
            return _read_only(path)
        # Not WAL: before SQLite 3.51.3 it can lose what was written.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        if version < len(MIGRATIONS):
            if version:
                _copy(connection, _backups(path) / f"{path.stem}-before-version-{len(MIGRATIONS)}{path.suffix}")
            migrate(connection)
        _try_to_write(connection)
    except (OSError, sqlite3.Error):
        connection.close()
        raise
    return Storage(connection, path, notice)


def _read_only(path: Path) -> Storage:
    connection = _connect_read_only(path)
    notice = "The notebook was written by a newer Diptych: your marks are shown, but cannot be changed."
    return Storage(connection, path, notice, writable=False)


def _in_memory(path: Path, reason: str) -> Storage:
    """A notebook for this session, with the marks of the file if it can at least be read."""
    connection = connect(":memory:")
    migrate(connection)
    notice = f"The notebook {path} cannot be written ({reason}): marks made now are lost when Diptych is closed."
    _take(path, connection)
    return Storage(connection, None, notice)


def _is_damaged(path: Path) -> bool:
    """Whether the file is there and not sound.

    Raises:
        sqlite3.Error: it cannot be looked at for another reason.
    """
    if not path.exists():
        return False
    if 0 < path.stat().st_size < _HEADER:
        return True  # SQLite would take it for an empty one
    connection = connect(str(path))
    try:
        return not is_sound(connection)
    except sqlite3.DatabaseError as error:
        # Text that is not UTF-8 is noticed by the sqlite3 module, which gives no code.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE:
            return True
        raise
    finally:
        connection.close()


def _try_to_write(connection: sqlite3.Connection) -> None:
    # SQLite opens its journal at the first change, even one never committed: a folder without the right to write shows now.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("ROLLBACK")


def _restore(path: Path) -> str:
    """Keep a copy of the damaged file, put in its place what a backup and its own legible rows give, and say what was done."""
    aside = _free_name(path.with_name(f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}"))
    shutil.copyfile(path, aside)
    new = _unfinished(path)
    backup = _newest_sound_backup(path)
    with closing(connect(str(new))) as connection:
        migrate(connection)
        if backup:
            _take(backup, connection)
        from_backup = _count(connection)
        _take(aside, connection)
        restored = _count(connection)
    # A journal that SQLite could not make use of belongs to the damaged file, and would be played back into the new one.
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    new.replace(path)
    told = f"The notebook was damaged. The damaged file is kept as {aside.name}; {restored} marks were restored"
    if backup:
        told += f", {from_backup} of them from the backup {backup.name}"
    return f"{told}. What was done before cannot be undone any more."


def _take(path: Path, target: sqlite3.Connection) -> None:
    """Copy the content of a file: those of its rows, if any, that can be read and whose seals are whole."""
    if not path.is_file():
        return
    with closing(_connect_read_only(path)) as source:
        target.execute("BEGIN IMMEDIATE")
        target.execute("PRAGMA defer_foreign_keys = ON")
        for table in _CONTENT:
            for row in _legible_rows(source, table):
                places = ", ".join("?" * len(row))
                target.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)  # noqa: S608 - the names above
        # Their review was not legible: nothing tells what they were about.
        target.execute("DELETE FROM entries WHERE review NOT IN (SELECT id FROM reviews)")
        target.execute("DELETE FROM versions WHERE review NOT IN (SELECT id FROM reviews)")
        target.execute("COMMIT")


def _legible_rows(source: sqlite3.Connection, table: str) -> Iterator[tuple[str | int | bytes | None, ...]]:
    # A damaged page stops the reading of a table; the rows behind it are reached from the other end.
    for order in ("ASC", "DESC"):
        try:
            for row in source.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid {order}"):  # noqa: S608 - see _CONTENT
                if seal(*row[:-1]) == row[-1]:
                    yield row
        except sqlite3.DatabaseError:
            continue


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


def _backups(path: Path) -> Path:
    return path.parent / "backups"


def keep_backup(storage: Storage, today: date) -> None:
    """Make the day's backup if there is none yet, and drop the oldest of more than a week's.

    Raises:
        OSError, sqlite3.Error: no backup could be made.
    """
    if storage.path is None or not _count(storage.connection):
        return
    stem, suffix = storage.path.stem, storage.path.suffix
    backup = _backups(storage.path) / f"{stem}-{today.isoformat()}{suffix}"
    if not backup.exists():
        _copy(storage.connection, backup)
        for old in sorted(backup.parent.glob(f"{stem}-????-??-??{suffix}"))[:-_KEPT_BACKUPS]:
            old.unlink(missing_ok=True)


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the file and check the copy before it gets its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = _unfinished(target)
    with closing(connect(str(new))) as copy:
        connection.backup(copy)
        if not is_sound(copy):
            raise sqlite3.DatabaseError("the copy is damaged")
    new.replace(target)


def _newest_sound_backup(path: Path) -> Path | None:
    found = sorted(_backups(path).glob(f"{path.stem}-*{path.suffix}"), key=lambda backup: backup.stat().st_mtime, reverse=True)
    return next((backup for backup in found if not _is_damaged(backup)), None)


def _connect_read_only(path: Path) -> sqlite3.Connection:
    return connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _unfinished(path: Path) -> Path:
    """A name beside ``path`` for what will replace it when it is whole; no other process uses it."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    return new


def _free_name(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 1000)))
    return next(name for name in names if not name.exists())
