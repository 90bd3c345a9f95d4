"""The notebook's file as a journal: entries, the steps that changed them, and the way back and forth along the steps."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.notebook.schema import seal
from desktop.notebook.storage import keep_backup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.notebook.storage import Storage

# An entry of the notebook: the number in it of the review, or of the work, what kind of mark, the tag's name.
Entry = tuple[int, str, str]
# What became of an entry: its value before and after, None where there was none.
Changed = tuple[Entry, str | None, str | None]


class NotebookError(Exception):
    """The notebook could not be read, or a change could not be kept; the message says why, and the notebook is as it was."""


class Journal:
    """Entries in a file, changed step by step. Everything but reading happens inside :meth:`writing`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._connection = storage.connection
        self._backed_up = ""  # the day of the last backup
        self._amendable: tuple[int, frozenset[Entry]] | None = None  # the last step made here, and what it is about
        self.notice = storage.notice
        #: The kinds of entries that the last step, undo or redo touched.
        self.touched: frozenset[str] = frozenset()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that is on the disk when the block is left, or leaves no trace."""
        if not self._storage.writable:
            raise NotebookError(self._storage.notice)
        self._back_up()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise NotebookError(f"The change was not kept: {error}") from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """The rows that a query gives; raises NotebookError where it cannot be asked."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise NotebookError(f"The notebook cannot be read: {error}") from error

    def insert(self, table: str, *values: str | int | bytes | None) -> None:
        """Put a row into a table of schema.py, in place of the one with the same key."""
        places = ", ".join("?" * (len(values) + 1))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table} VALUES ({places})",  # noqa: S608 - a table of schema.py
            (*values, seal(*values)),
        )

    def change(self, entry: Entry, after: str | None) -> Changed | None:
        """Give an entry another value, or none; what became of it, None where it is as it was."""
        rows = self.rows("SELECT value FROM entries WHERE review = ? AND kind = ? AND name = ?", *entry)
        before = rows[0][0] if rows else None
        if before == after:
            return None
        self._set(entry, after)
        return entry, before, after

    # steps

    def note(self, description: str, changes: Sequence[Changed], *, amend: bool = False) -> None:
        """Note changes as a step that can be taken back; no changes are no step.

        With ``amend``, a last step of this program about the same entries is that step: nudging a column ten times is one thing
        to take back.
        """
        self.touched = frozenset(kind for (_, kind, _), _, _ in changes)
        about = frozenset(entry for entry, _, _ in changes)
        last = self.step_to_undo()
        if changes and amend and last is not None and self._amendable == (last[0], about) and self.step_to_redo() is None:
            for entry, _, after in changes:
                about_it = "SELECT before FROM changes WHERE step = ? AND review = ? AND kind = ? AND name = ?"
                ((before,),) = self.rows(about_it, last[0], *entry)
                self.insert("changes", last[0], *entry, before, after)
        elif changes:
            self._amendable = (self._note_step(description, changes), about)

    def undo(self) -> str | None:
        """Take back the last step, whoever made it; its description, or None if there is none."""
        with self.writing():
            step = self.step_to_undo()
            if step:
                self._replay(step, undone=True)
        return step[1] if step else None

    def redo(self) -> str | None:
        """Make the step again that was taken back last; its description, or None if there is none."""
        with self.writing():
            step = self.step_to_redo()
            if step:
                self._replay(step, undone=False)
        return step[1] if step else None

    def step_to_undo(self) -> tuple[int, str] | None:
        """The number and the description of the step that undo would take back."""
        return self._one_step("SELECT id, description FROM steps WHERE NOT undone ORDER BY id DESC LIMIT 1")

    def step_to_redo(self) -> tuple[int, str] | None:
        """The number and the description of the step that redo would make again."""
        return self._one_step("SELECT id, description FROM steps WHERE undone ORDER BY id LIMIT 1")

    # inside

    def _back_up(self) -> None:
        today = datetime.now().astimezone().date()
        if self._backed_up != today.isoformat():
            self._backed_up = today.isoformat()
            try:
                keep_backup(self._storage, today)
            except (OSError, sqlite3.Error) as error:
                self.notice = f"No backup of the notebook could be made: {error}"

    def _note_step(self, description: str, changes: Sequence[Changed]) -> int:
        self._connection.execute("DELETE FROM steps WHERE undone")
        ((step,),) = self.rows("SELECT coalesce(max(id), 0) + 1 FROM steps")
        self.insert("steps", step, description, 0)
        for entry, before, after in changes:
            self.insert("changes", step, *entry, before, after)
        return int(step)

    def _replay(self, step: tuple[int, str], *, undone: bool) -> None:
        number, description = step
        rows = self.rows("SELECT review, kind, name, before, after FROM changes WHERE step = ?", number)
        for review, kind, name, before, after in rows:
            self._set((review, kind, name), before if undone else after)
        self.touched = frozenset(row[1] for row in rows)
        sealed = seal(number, description, int(undone))
        self._connection.execute("UPDATE steps SET undone = ?, seal = ? WHERE id = ?", (int(undone), sealed, number))

    def _one_step(self, query: str) -> tuple[int, str] | None:
        rows = self.rows(query)
        return rows[0] if rows else None

    def _set(self, entry: Entry, value: str | None) -> None:
        if value is None:
            self._connection.execute("DELETE FROM entries WHERE review = ? AND kind = ? AND name = ?", entry)
        else:
            self.insert("entries", *entry, value)
