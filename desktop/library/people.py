"""The columns of people: who is named in which reviews, whatever the spelling."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop.library.columns import ValueColumn
from desktop.library.folding import fold
from desktop.names import name_key
from desktop.review import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.entries import Entries
    from desktop.library.works import Work

#: The credited jobs that each field of people asks for.
_JOBS: Final = {
    "person": frozenset(Job),
    "director": frozenset({Job.DIRECTOR}),
    "writer": frozenset({Job.WRITER}),
    "cast": frozenset({Job.CAST}),
}


class People:
    """The people of all works; each is known by one of the keys of their whole names.

    Spellings are one person within a work as the work's people have been merged; across works, people are one where they
    share a whole name, unless the reader said of one of the works that they are two. A name of one word counts as whole only
    for a person of whom nothing else is known. Whole names of the same words are one person always: a query could not tell
    them apart.
    """

    def __init__(self, works: Sequence[Work], entries: Entries) -> None:
        self._works = works
        self._people = entries.column("people")
        self.spellings: dict[str, Counter[str]] = {}
        self.keys: dict[str, set[str]] = {}
        self.shown: dict[str, str] = {}
        self._same: dict[str, str] = {}  # key -> key of the same person, the person's own key last
        # What the reader parted, by key; of two works with the same two names, the one may have them as one person.
        self._apart = {
            (name_key(one), name_key(other))
            for work in works
            for pair in work.naming.apart
            for one, other in (pair, pair[::-1])
        }
        self._key_of: dict[tuple[int, str], str] = {}  # (work, spelling) -> a key of the person
        counted_by_work = []
        for place, work in enumerate(works):
            counted = Counter(name for row in work.rows for _, name in self._people[row])
            counted_by_work.append(counted)
            for spellings in [person.spellings for person in work.people] if work.id else [(name,) for name in counted]:
                keys = _whole_keys(spellings)
                for key in keys:
                    self._same.setdefault(key, key)
                    if not self._apart or self._may_be_one(key, keys[0]):
                        self._same[self._own(key)] = self._own(keys[0])
                for spelling in spellings:
                    self._key_of[place, spelling] = keys[0]
        for (place, spelling), key in self._key_of.items():
            self.spellings.setdefault(self._own(key), Counter())[spelling] += counted_by_work[place][spelling]
        for key in self._same:
            self.keys.setdefault(self._own(key), set()).add(key)
        for person, counted in self.spellings.items():
            whole = [spelling for spelling in counted if name_key(spelling) in self.keys[person]]
            self.shown[person] = max(whole, key=counted.__getitem__)

    def column(self, field: str) -> ValueColumn:
        """The column of one of the fields of people."""
        jobs = _JOBS[field]
        found: dict[str, array[int]] = {}
        for place, work in enumerate(self._works):
            persons: dict[str, str] = {}
            for row in work.rows:
                for job, name in self._people[row]:
                    if job in jobs:
                        person = persons.get(name) or persons.setdefault(name, self._own(self._key_of[place, name]))
                        found.setdefault(person, array("I")).append(row)
        held = sorted(found, key=lambda person: (fold(self.shown[person]), self.shown[person]))
        return ValueColumn(
            values=[self.shown[person] for person in held],
            rows=[array("I", sorted(set(found[person]))) for person in held],
            size=len(self._people),
            keys={key: place for place, person in enumerate(held) for key in self.keys[person]},
            key=name_key,
            spellings=[tuple(self.spellings[person]) for person in held],
        )

    def _may_be_one(self, one: str, other: str) -> bool:
        """Whether nobody whom the reader parted would be one person if these two were."""
        mine, theirs = self._own(one), self._own(other)
        return not any({self._own(a), self._own(b)} == {mine, theirs} for a, b in self._apart if {a, b} <= self._same.keys())

    def _own(self, key: str) -> str:
        while (following := self._same[key]) != key:
            key = following
        return key


def _whole_keys(spellings: Sequence[str]) -> list[str]:
    """The keys of a person's names of several words; of all names, where there are only single words."""
    keys = [name_key(spelling) for spelling in spellings]
    return [key for key in keys if " " in key] or keys
