"""Which review of a library, and which work, is which of the notebook's."""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from operator import not_
from typing import TYPE_CHECKING

from desktop.library.works import Work
from desktop.notebook.identity import (
    NO_TEXT,
    SAME_PAGE,
    Marked,
    identity,
    likeness,
    may_be_same_work,
    place_of,
    sketch,
    storable,
    work_at,
    work_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.library.library import Library
    from desktop.notebook.journal import Journal
    from desktop.review import Review


class Records:
    """The numbers that reviews and works have in the notebook."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._same: dict[tuple[int, str], bool] = {}  # whether a text is a new version of a review
        self._made = 0
        self._ids: tuple[Library, tuple[int, int], Mapping[int, Sequence[str]]] | None = None  # of the library asked about last

    # reviews

    def of(self, subject: Review | Marked | Work) -> int:
        """The number of a review, or of a work; it gets one at its first mark."""
        if isinstance(subject, Work):
            return self._of_work(subject)
        return self._of_review(subject if isinstance(subject, Marked) else Marked.of(subject))

    def add_version(self, review: Review, other: Review) -> None:
        """Know that two texts are one review's, unless the other is known to be one's already."""
        number, text = self.of(review), identity(other).text
        if not self._journal.rows("SELECT review FROM versions WHERE text = ?", text):
            self._made += 1
            self._journal.insert("versions", text, number)

    def ids(self, library: Library) -> Mapping[int, Sequence[str]]:
        """The ids of the library's reviews that each number of the notebook stands for; no review is unpacked for it."""
        # Which review is which only changes when records do: here, or (data_version) by another program.
        state = (self._journal.rows("PRAGMA data_version")[0][0], self._made)
        if self._ids is None or self._ids[0] is not library or self._ids[1] != state:
            self._ids = (library, state, self._ids_by_record(library))
        return self._ids[2]

    # works

    def of_works(self, ids: Iterable[str]) -> Mapping[str, int]:
        """The numbers of those of a library's works that the notebook knows, by their ids.

        A work whose year or kind was found out since is known by its title, where it alone comes into question.
        """
        wanted, known = frozenset(ids), self._works()
        free = {other: number for other, number in known.items() if other not in wanted}
        found = {}
        for work in wanted:
            likely = [number for other, number in free.items() if may_be_same_work(work, other)]
            if work in known:
                found[work] = known[work]
            elif len(likely) == 1:
                found[work] = likely[0]
        return found

    # inside

    def _of_review(self, review: Marked) -> int:
        rows, insert = self._journal.rows, self._journal.insert
        key = review.key
        for (number,) in rows("SELECT review FROM versions WHERE text = ?", key.text):
            return int(number)
        self._made += 1
        words = sketch(review.words())
        for number, known in rows("SELECT id, sketch FROM reviews WHERE place = ? ORDER BY id DESC", key.place):
            if likeness(known, words) >= SAME_PAGE:
                insert("versions", key.text, number)
                return int(number)
        number = self._next_number()
        insert("reviews", number, key.place, storable(review.title), words)
        insert("versions", key.text, number)
        return number

    def _of_work(self, work: Work) -> int:
        known = self.of_works((work.id,))
        if work.id in known:
            return known[work.id]
        number = self._next_number()
        self._journal.insert("reviews", number, work_place(work.id), storable(work.label), b"")
        return number

    def _works(self) -> Mapping[str, int]:
        rows = self._journal.rows("SELECT id, place FROM reviews WHERE place LIKE ?", work_place("%"))
        return {work_at(place): int(number) for number, place in rows}

    def _next_number(self) -> int:
        ((number,),) = self._journal.rows("SELECT coalesce(max(id), 0) + 1 FROM reviews")
        return int(number)

    def _ids_by_record(self, library: Library) -> Mapping[int, Sequence[str]]:
        """The same choice as in :meth:`_of_review`; a page that was not read yet is taken for what was known in its place."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        versions: dict[str, int] = dict(self._journal.rows("SELECT text, review FROM versions"))
        places: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
        for number, place, words in self._journal.rows("SELECT id, place, sketch FROM reviews ORDER BY id DESC"):
            places[place].append((number, words))
        # Most reviews of a large library are not known here: to tell that from a column at a time is many times faster.
        texts, names, ids = (library.entries.column(field) for field in ("fingerprint", "file", "id"))
        rows, files = range(len(library)), {place.rpartition("#")[0] for place in places} | places.keys()
        numbers = {place.rpartition("#")[2] for place in places}
        same = compress(rows, map(versions.__contains__, texts)) if versions else ()
        near = compress(rows, map(files.__contains__, names)) if places else ()
        # Of a table of very many rows, those that the notebook may know by their number.
        near_rows = (row for row in near if names[row] in places or ids[row].rpartition("#")[2] in numbers)
        spelt = compress(rows, map(not_, map(str.isascii, names))) if places else ()
        for row in sorted({*same, *near_rows, *spelt}):
            text, id_ = texts[row], ids[row]
            record = versions.get(text)
            if record is None:
                for number, words in places.get(place_of(names[row], id_), ()):
                    if text in NO_TEXT or self._is_version(number, words, text, library, row):
                        record = number
                        break
            if record is not None:
                found[record].append(id_)
        return found

    def _is_version(self, number: int, known: bytes, text: str, library: Library, row: int) -> bool:
        if (number, text) not in self._same:
            self._same[number, text] = likeness(known, sketch(library.text.words(row))) >= SAME_PAGE
        return self._same[number, text]
