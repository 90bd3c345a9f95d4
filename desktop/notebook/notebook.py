"""What the reader adds to reviews, kept: read or not, stars, tags, corrections; each can be undone, after a restart too."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from desktop.library.marks import Marks
from desktop.notebook.corrections import KINDS, Kept, Kind, naming_of
from desktop.notebook.identity import storable
from desktop.notebook.journal import Journal, NotebookError
from desktop.notebook.records import Records
from desktop.notebook.storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.library.naming import Naming
    from desktop.notebook.corrections import Change
    from desktop.notebook.identity import Marked
    from desktop.notebook.storage import Storage
    from desktop.review import Review

    Subjects: TypeAlias = Iterable[Review | Marked]

__all__ = ["Notebook", "NotebookError"]

_LONGEST_TAG: Final = 100  # characters


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
        self._journal = Journal(storage)
        self._records = Records(self._journal)

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
    def notice(self) -> str:
        """What the reader must know of the notebook's file; empty if all is well."""
        return self._journal.notice

    @property
    def kept(self) -> bool:
        """Whether marks outlive this session."""
        return self._storage.writable and self._storage.path is not None

    @property
    def touched(self) -> frozenset[str]:
        """The kinds of entries that the last change, undo or redo touched."""
        return self._journal.touched

    @property
    def next_undo(self) -> str:
        """What :meth:`undo` would take back; empty if nothing."""
        step = self._journal.step_to_undo()
        return step[1] if step else ""

    @property
    def next_redo(self) -> str:
        """What :meth:`redo` would do again; empty if nothing."""
        step = self._journal.step_to_redo()
        return step[1] if step else ""

    # marks

    def mark_read(self, reviews: Subjects, value: bool, *, undoable: bool = True) -> None:  # noqa: FBT001 - the state itself
        """Mark reviews as read or unread; ``undoable`` is False for what the program does by itself, after a dwell."""
        self._put(reviews, "read", "", value=value, told="Marked as read" if value else "Marked as unread", undoable=undoable)

    def star(self, reviews: Subjects, value: bool) -> None:  # noqa: FBT001 - as above
        """Star reviews, or take the stars away."""
        self._put(reviews, "star", "", value=value, told="Star" if value else "Star taken away")

    def tag(self, reviews: Subjects, name: str) -> None:
        """Put the reader's tag on reviews; one that differs only in case from a tag in use is that tag.

        Raises:
            ValueError: the name is empty or longer than 100 characters.
        """
        name = self._spelling(name)
        self._put(reviews, "tag", name, value=True, told=f"Tag {name}")

    def untag(self, reviews: Subjects, name: str) -> None:
        """Take a tag off reviews; no matter if some do not have it."""
        name = self._spelling(name)
        self._put(reviews, "tag", name, value=False, told=f"Tag {name} taken off")

    def tags(self) -> tuple[str, ...]:
        """The tags in use, in alphabetical order."""
        rows = self._journal.rows("SELECT DISTINCT name FROM entries WHERE kind = 'tag'")
        return tuple(sorted((name for (name,) in rows), key=lambda name: (name.casefold(), name)))

    def recent_tags(self, limit: int) -> tuple[str, ...]:
        """The tags put on reviews last, the latest first."""
        rows = self._journal.rows(
            """
            SELECT name FROM changes JOIN steps ON steps.id = step
            WHERE kind = 'tag' AND after IS NOT NULL AND NOT undone GROUP BY name ORDER BY max(step) DESC LIMIT ?
            """,
            limit,
        )
        return tuple(name for (name,) in rows)

    def marks(self, library: Library) -> Marks:
        """The marks on a library's reviews, by their ids; no review is unpacked for it."""
        ids = self._records.ids(library)
        read: set[str] = set()
        starred: set[str] = set()
        tags: defaultdict[str, set[str]] = defaultdict(set)
        for number, kind, name in self._journal.rows("SELECT review, kind, name FROM entries"):
            found = ids.get(number, ())
            if kind == "read":
                read.update(found)
            elif kind == "star":
                starred.update(found)
            elif kind == "tag":
                for review_id in found:
                    tags[review_id].add(name)
        return Marks(frozenset(read), frozenset(starred), {key: frozenset(names) for key, names in tags.items()})

    # corrections

    def correct(self, changes: Sequence[Change], told: str, *, amend: bool = False) -> None:
        """Take corrections, as one step that ``told`` describes; with ``amend``, see :meth:`Journal.note`."""
        with self._journal.writing():
            made = []
            for change in changes:
                entry = (self._records.of(change.subject), change.kind.value, storable(change.name))
                made.append(self._journal.change(entry, None if change.value is None else storable(change.value)))
            self._journal.note(storable(told), [each for each in made if each is not None], amend=amend)

    def same_review(self, review: Review, other: Review) -> None:
        """Know that two texts are one review's: its file read in two ways. What is marked on the one is marked on the other."""
        with self._journal.writing():
            self._records.add_version(review, other)

    def number_of(self, review: Review) -> int:
        """The number of a review in the notebook, for corrections that speak of two reviews."""
        with self._journal.writing():
            return self._records.of(review)

    def numbers(self, library: Library) -> Mapping[str, int]:
        """The numbers of those of a library's reviews that the notebook knows, by their ids."""
        return {each: number for number, ids in self._records.ids(library).items() for each in ids}

    def corrections(self, library: Library) -> Mapping[str, Sequence[Kept]]:
        """The corrections of a library's reviews, by their ids; those of works are in :meth:`namings`."""
        rows = [row for row in self._kept() if row[1] != Kind.NAMES]
        ids = self._records.ids(library) if rows else {}
        found: defaultdict[str, list[Kept]] = defaultdict(list)
        for number, kind, name, value in rows:
            for review_id in ids.get(number, ()):
                found[review_id].append(Kept(Kind(kind), name, value))
        return found

    def namings(self, library: Library) -> Mapping[str, Naming]:
        """What the reader says of the people of a library's works, by the id of the work."""
        kept: defaultdict[int, list[Kept]] = defaultdict(list)
        for number, kind, name, value in self._kept():
            if kind == Kind.NAMES:
                kept[number].append(Kept(Kind.NAMES, name, value))
        numbers = self._records.of_works(work.id for work in library.works if work.id) if kept else {}
        return {work: naming_of(kept[number]) for work, number in numbers.items() if number in kept}

    # steps

    def undo(self) -> str | None:
        """Take back the last step, whoever made it; its description, or None if there is none."""
        return self._journal.undo()

    def redo(self) -> str | None:
        """Make the step again that was taken back last; its description, or None if there is none."""
        return self._journal.redo()

    # inside

    def _put(self, reviews: Subjects, kind: str, name: str, *, value: bool, told: str, undoable: bool = True) -> None:
        """Make the entry exist, or not, for each review; one step for all of them that change."""
        with self._journal.writing():
            changes = []
            titles = []
            for number, title in {self._records.of(review): review.title for review in reviews}.items():
                changed = self._journal.change((number, kind, name), "" if value else None)
                if changed is not None:
                    changes.append(changed)
                    titles.append(title)
            if undoable and changes:
                of = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} reviews"
                self._journal.note(storable(f"{told}: {of}"), changes)

    def _kept(self) -> list[tuple[int, str, str, str]]:
        """The entries of corrections."""
        kinds = ", ".join("?" * len(KINDS))
        query = f"SELECT review, kind, name, value FROM entries WHERE kind IN ({kinds})"  # noqa: S608 - question marks
        return self._journal.rows(query, *sorted(KINDS))

    def _spelling(self, name: str) -> str:
        name = storable(" ".join(unicodedata.normalize("NFC", name).split()))
        if not 0 < len(name) <= _LONGEST_TAG:
            raise ValueError(f"a tag has 1 to {_LONGEST_TAG} characters, not {len(name)}")
        return next((known for known in self.tags() if known.casefold() == name.casefold()), name)
