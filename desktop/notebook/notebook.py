"""What the reader adds to reviews, kept: read or not, stars, tags; every change can be undone, after a restart too."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import defaultdict
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Self

from desktop.library.entry import words_of
from desktop.library.marks import Marks
from desktop.notebook.identity import NO_TEXT, SAME_PAGE, identity, likeness, place_of, sketch, storable
from desktop.notebook.schema import seal
from desktop.notebook.storage import keep_backup, open_storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.notebook.storage import Storage
    from desktop.review import Review

_LONGEST_TAG: Final = 100  # characters

# An entry of the notebook: the review's number in it, what kind of mark, the tag's name.
_Entry = tuple[int, str, str]


class NotebookError(Exception):
    """The notebook could not be read, or a change could not be kept; the message says why, and the notebook is as it was."""


class Notebook:
    """The reader's marks in one file.

    A method that changes something returns when the change is safely on the disk. Any method raises NotebookError where it
    cannot do its work, because of the disk, of damage or of another program's lock. An object belongs to the thread that made
    it; other windows and processes may have the same file open.
    """

    def __init__(self, storage: Storage) -> None:
        """For :meth:`open`."""
        self._storage = storage
        self._connection = storage.connection
        self._backed_up = ""  # the day of the last backup
        self._same: dict[tuple[int, str], bool] = {}  # whether a text is a new version of a review
        self._records_made = 0
        self._ids: tuple[Library, tuple[int, int], Mapping[int, Sequence[str]]] | None = None  # of the library asked about last
        self.notice = storage.notice

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the notebook at ``path``, making it if needed.

        Always succeeds: ``notice`` is then empty, or says what the reader must know: that a damaged file was set aside, that a
        newer one can only be read, or that this session's marks cannot be kept.
        """
        return cls(open_storage(path))

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # properties

    @property
    def kept(self) -> bool:
        """Whether marks outlive this session."""
        return self._storage.writable and self._storage.path is not None

    @property
    def next_undo(self) -> str:
        """What :meth:`undo` would take back; empty if nothing."""
        step = self._step_to_undo()
        return step[1] if step else ""

    @property
    def next_redo(self) -> str:
        """What :meth:`redo` would do again; empty if nothing."""
        step = self._step_to_redo()
        return step[1] if step else ""

    # methods

    def mark_read(self, reviews: Sequence[Review], value: bool, *, undoable: bool = True) -> None:  # noqa: FBT001 - the state itself
        """Mark reviews as read or unread; ``undoable`` is False for what the program does by itself, after a dwell."""
        self._put(reviews, "read", "", value=value, told="Marked as read" if value else "Marked as unread", undoable=undoable)

    def star(self, reviews: Sequence[Review], value: bool) -> None:  # noqa: FBT001 - as above
        """Star reviews, or take the stars away."""
        self._put(reviews, "star", "", value=value, told="Star" if value else "Star taken away")

    def tag(self, reviews: Sequence[Review], name: str) -> None:
        """Put the reader's tag on reviews; one that differs only in case from a tag in use is that tag.

        Raises:
            ValueError: the name is empty or longer than 100 characters.
        """
        name = self._spelling(name)
        self._put(reviews, "tag", name, value=True, told=f"Tag {name}")

    def untag(self, reviews: Sequence[Review], name: str) -> None:
        """Take a tag off reviews; no matter if some do not have it."""
        name = self._spelling(name)
        self._put(reviews, "tag", name, value=False, told=f"Tag {name} taken off")

    def tags(self) -> tuple[str, ...]:
        """The tags in use, in alphabetical order."""
        rows = self._rows("SELECT DISTINCT name FROM entries WHERE kind = 'tag'")
        return tuple(sorted((name for (name,) in rows), key=lambda name: (name.casefold(), name)))

    def recent_tags(self, limit: int) -> tuple[str, ...]:
        """The tags put on reviews last, the latest first."""
        rows = self._rows(
            """
            SELECT name FROM changes JOIN steps ON steps.id = step
            WHERE kind = 'tag' AND after IS NOT NULL AND NOT undone GROUP BY name ORDER BY max(step) DESC LIMIT ?
            """,
            limit,
        )
        return tuple(name for (name,) in rows)

    def marks(self, library: Library) -> Marks:
        """The marks on a library's reviews, by their ids; no review is unpacked for it."""
        # Which review is which only changes when records do: here, or (data_version) by another program.
        state = (self._rows("PRAGMA data_version")[0][0], self._records_made)
        if self._ids is None or self._ids[0] is not library or self._ids[1] != state:
            self._ids = (library, state, self._ids_by_record(library))
        ids = self._ids[2]
        read: set[str] = set()
        starred: set[str] = set()
        tags: defaultdict[str, set[str]] = defaultdict(set)
        for number, kind, name in self._rows("SELECT review, kind, name FROM entries"):
            found = ids.get(number, ())
            if kind == "read":
                read.update(found)
            elif kind == "star":
                starred.update(found)
            elif kind == "tag":
                for review_id in found:
                    tags[review_id].add(name)
        return Marks(frozenset(read), frozenset(starred), {key: frozenset(names) for key, names in tags.items()})

    def undo(self) -> str | None:
        """Take back the last step, whoever made it; its description, or None if there is none."""
        with self._writing():
            step = self._step_to_undo()
            if step:
                self._replay(step, undone=True)
        return step[1] if step else None

    def redo(self) -> str | None:
        """Make the step again that was taken back last; its description, or None if there is none."""
        with self._writing():
            step = self._step_to_redo()
            if step:
                self._replay(step, undone=False)
        return step[1] if step else None

    # inside, changes

    @contextmanager
    def _writing(self) -> Iterator[None]:
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

    def _back_up(self) -> None:
        today = datetime.now().astimezone().date()
        if self._backed_up != today.isoformat():
            self._backed_up = today.isoformat()
            try:
                keep_backup(self._storage, today)
            except (OSError, sqlite3.Error) as error:
                self.notice = f"No backup of the notebook could be made: {error}"

    def _put(self, reviews: Iterable[Review], kind: str, name: str, *, value: bool, told: str, undoable: bool = True) -> None:
        """Make the entry exist, or not, for each review; one step for all of them that change."""
        after = "" if value else None
        with self._writing():
            changes: list[tuple[_Entry, str | None]] = []
            titles: list[str] = []
            for number, title in {self._record(review): review.title for review in reviews}.items():
                entry = (number, kind, name)
                before = self._value(entry)
                if before != after:
                    self._set(entry, after)
                    changes.append((entry, before))
                    titles.append(title)
            if changes and undoable:
                of = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} reviews"
                self._note_step(storable(f"{told}: {of}"), changes, after)

    def _note_step(self, description: str, changes: Sequence[tuple[_Entry, str | None]], after: str | None) -> None:
        self._connection.execute("DELETE FROM steps WHERE undone")
        ((step,),) = self._rows("SELECT coalesce(max(id), 0) + 1 FROM steps")
        self._insert("steps", step, description, 0)
        for entry, before in changes:
            self._insert("changes", step, *entry, before, after)

    def _replay(self, step: tuple[int, str], *, undone: bool) -> None:
        number, description = step
        for review, kind, name, before, after in self._rows(
            "SELECT review, kind, name, before, after FROM changes WHERE step = ?", number
        ):
            self._set((review, kind, name), before if undone else after)
        sealed = seal(number, description, int(undone))
        self._connection.execute("UPDATE steps SET undone = ?, seal = ? WHERE id = ?", (int(undone), sealed, number))

    def _step_to_undo(self) -> tuple[int, str] | None:
        return self._one_step("SELECT id, description FROM steps WHERE NOT undone ORDER BY id DESC LIMIT 1")

    def _step_to_redo(self) -> tuple[int, str] | None:
        return self._one_step("SELECT id, description FROM steps WHERE undone ORDER BY id LIMIT 1")

    def _one_step(self, query: str) -> tuple[int, str] | None:
        rows = self._rows(query)
        return rows[0] if rows else None

    def _value(self, entry: _Entry) -> str | None:
        rows = self._rows("SELECT value FROM entries WHERE review = ? AND kind = ? AND name = ?", *entry)
        return rows[0][0] if rows else None

    def _set(self, entry: _Entry, value: str | None) -> None:
        if value is None:
            self._connection.execute("DELETE FROM entries WHERE review = ? AND kind = ? AND name = ?", entry)
        else:
            self._insert("entries", *entry, value)

    def _insert(self, table: str, *values: str | int | bytes | None) -> None:
        places = ", ".join("?" * (len(values) + 1))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table} VALUES ({places})",  # noqa: S608 - a table of schema.py
            (*values, seal(*values)),
        )

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise NotebookError(f"The notebook cannot be read: {error}") from error

    def _spelling(self, name: str) -> str:
        name = storable(" ".join(unicodedata.normalize("NFC", name).split()))
        if not 0 < len(name) <= _LONGEST_TAG:
            raise ValueError(f"a tag has 1 to {_LONGEST_TAG} characters, not {len(name)}")
        return next((known for known in self.tags() if known.casefold() == name.casefold()), name)

    # inside, which review is which

    def _record(self, review: Review) -> int:
        """The number of the review in the notebook; it gets one at its first mark."""
        key = identity(review)
        for (number,) in self._rows("SELECT review FROM versions WHERE text = ?", key.text):
            return int(number)
        self._records_made += 1
        words = sketch(words_of(review))
        for number, known in self._rows("SELECT id, sketch FROM reviews WHERE place = ? ORDER BY id DESC", key.place):
            if likeness(known, words) >= SAME_PAGE:
                self._insert("versions", key.text, number)
                return int(number)
        ((number,),) = self._rows("SELECT coalesce(max(id), 0) + 1 FROM reviews")
        self._insert("reviews", number, key.place, storable(review.title), words)
        self._insert("versions", key.text, number)
        return int(number)

    def _ids_by_record(self, library: Library) -> Mapping[int, Sequence[str]]:
        """The ids of the library's reviews that each number of the notebook stands for; the same choice as in :meth:`_record`.

        A page that was not read yet is taken for what was last known in its place.
        """
        found: defaultdict[int, list[str]] = defaultdict(list)
        versions: dict[str, int] = dict(self._rows("SELECT text, review FROM versions"))
        places: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
        for number, place, known in self._rows("SELECT id, place, sketch FROM reviews ORDER BY id DESC"):
            places[place].append((number, known))
        for row, entry in enumerate(library.entries):
            record = versions.get(entry.fingerprint)
            if record is None:
                for number, known in places.get(place_of(entry.file, entry.id), ()) if places else ():
                    if entry.fingerprint in NO_TEXT or self._is_version(number, known, entry.fingerprint, library, row):
                        record = number
                        break
            if record is not None:
                found[record].append(entry.id)
        return found

    def _is_version(self, number: int, known: bytes, text: str, library: Library, row: int) -> bool:
        if (number, text) not in self._same:
            self._same[number, text] = likeness(known, sketch(library.text.words(row))) >= SAME_PAGE
        return self._same[number, text]
