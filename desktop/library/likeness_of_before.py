"""What is like a text by a study of the library as it was: good until the library as it is has been studied."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desktop.library.entries import Entries
    from desktop.library.entry import Entry
    from desktop.library.likeness import Like, Likener, Listed


class LikenerOfBefore:
    """Finds the reviews that still say what they said when they were studied; what is new or has changed is not known."""

    def __init__(self, likener: Likener, then: Entries, now: Entries) -> None:
        """``likener`` knows the rows of a library with the entries ``then``; those of the library as it is are ``now``."""
        self.likener = likener
        self.then = then
        self._now = now

    def nearest(self, _library: Listed, text: str, topics: Collection[str], without: Collection[int]) -> Sequence[Like]:
        """See :class:`~desktop.library.likeness.Likener`; the rows are those of now."""
        places = self._places
        unwanted = {row for row, place in enumerate(places) if place < 0 or place in without}
        found = self.likener.nearest(_Then(_Moved(self._now, places)), text, topics, unwanted)
        return [replace(like, row=places[like.row]) for like in found]

    @cached_property
    def _places(self) -> Sequence[int]:
        """For each row of then its row now, -1 where that says something else or is gone."""
        rows = {each: row for row, each in enumerate(_texts(self._now))}
        return [rows.get(each, -1) for each in _texts(self.then)]


def _texts(entries: Entries) -> Iterable[tuple[str, str]]:
    """What tells a text that is still the same: its id and its fingerprint, row by row."""
    return zip(entries.column("id"), entries.column("fingerprint"), strict=True)


class _Then(NamedTuple):
    """What the likener is told of the library: the entries of its rows of then."""

    entries: _Moved


class _Moved:
    """Entries of now, by the rows of then; only those that are still there are asked for."""

    def __init__(self, entries: Entries, places: Sequence[int]) -> None:
        self._entries, self._places = entries, places

    def __getitem__(self, row: int) -> Entry:
        return self._entries[self._places[row]]
