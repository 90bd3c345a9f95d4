"""Which passages of other reviews answer a passage, and where full-text reading by topic lands.

Two passages answer each other by the rare words they share, by the people they name (all spellings of a person are one word)
and by their topics: nothing is learned, nothing is fetched, the same reviews always give the same answers, with their reasons.
Where a sentence model was asked how close passages are in meaning, that counts as well. Alone it finds fewer of the answers
than words do: no model knows who plays whom.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from desktop.comparison.follow import smooth
from desktop.comparison.rows import placement
from desktop.comparison.terms import Speech, length, shown, weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Span

_NOWHERE: Mapping[str, float] = MappingProxyType({})
_TOPIC = 0.40  # what speaking of the same topic adds, times how sure both marks are
_SAME_STANCE = 0.03
_LEAST = 0.12  # below this, two passages have nothing to do with each other
_MEANING = 0.5  # what closeness in meaning adds, times how close
_CLOSE = 0.35  # as close as this, passages may answer each other that share no word and no topic
# A word that two of a dozen passages hold need not be common: it is weighed as if there were so many more that do not hold it.
_STRANGERS = 60
_ORDER = 0.10  # how much a landing prefers the same relative place in the text


class Closeness(Protocol):
    """What knows how close in meaning the passages of a comparison are."""

    def closeness(self, column: int, number: int) -> Sequence[Sequence[float]]:
        """How close the ``number``-th passage of a column is to each passage of each column, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of another column that speaks of the same thing.

    ``score`` has no unit and only ranks; ``reasons`` are the shared words, people and topics, the weightiest first;
    ``closeness`` in meaning, -1 to 1, is None where nobody was asked for it.
    """

    column: int
    passage: Passage
    score: float
    reasons: tuple[str, ...]
    closeness: float | None = None

    @property
    def place(self) -> tuple[int, Span]:
        """Where it stands: its column and span."""
        return self.column, self.passage.span


@dataclass(slots=True)
class _Entry:
    """A passage with its weighted words, filled in once."""

    column: int
    number: int  # in its column
    passage: Passage
    weights: Mapping[str, float]
    length: float
    place: float  # relative place in its review, 0..1
    topics: Mapping[str, float]


class PassageMap:
    """The passages of a comparison, linked.

    Making it indexes every word (some hundredths of a second for a thousand passages); a question takes milliseconds.
    """

    def __init__(self, comparison: Comparison) -> None:
        """Index the passages as they stand in the rows of the comparison."""
        placed = placement(comparison)
        reviews = [column.review for column in comparison.columns]
        self._starts = [[p.span.start for p in review.passages] for review in reviews]
        self._followed = [
            smooth([where.get(p.span, _NOWHERE) for p in review.passages])
            for review, where in zip(reviews, placed, strict=True)
        ]
        self._closeness: Closeness | None = None
        self._entries = _entries(comparison, placed)
        self._holders: dict[str, list[_Entry]] = {}
        for entries in self._entries:
            for entry in entries:
                for word in entry.weights:
                    self._holders.setdefault(word, []).append(entry)

    @property
    def by_meaning(self) -> bool:
        """Whether closeness in meaning counts."""
        return self._closeness is not None

    def with_meaning(self, closeness: Closeness | None) -> PassageMap:
        """The same map, in which closeness in meaning counts as well (or, with None, no longer does)."""
        other = copy(self)
        other._closeness = closeness  # noqa: SLF001 - of a copy of this
        return other

    def answers(
        self, column: int, passage: Passage, limit: int = 8, *, among: Collection[int] | None = None
    ) -> tuple[Answer, ...]:
        """The passages of the other columns that speak of the same thing, best first, at most ``limit``.

        With ``among``, of these columns alone: a question costs what they hold.
        """
        asked = self._entry(column, passage)
        if asked is None:
            return ()
        others = frozenset(range(len(self._entries)) if among is None else among) - {column}
        close = self._close_to(asked)
        scored = [(self._score(asked, entry, dot, close), entry) for entry, dot in self._candidates(asked, others, close)]
        scored = [pair for pair in scored if pair[0] >= _LEAST]
        scored.sort(key=lambda pair: (-pair[0], pair[1].column, pair[1].passage.span.start))
        return tuple(
            Answer(e.column, e.passage, score, _reasons(asked, e), None if close is None else close[e.column][e.number])
            for score, e in scored[:limit]
        )

    def topic_at(self, column: int, offset: int) -> str | None:
        """The topic that the text of a column speaks of at an offset, calmed: one sentence alone does not change it."""
        at = bisect_right(self._starts[column], offset) - 1
        return self._followed[column][max(at, 0)] if self._followed[column] else None

    def landing(self, from_column: int, offset: int, to_column: int, topic: str | None = None) -> Passage | None:
        """Where following by topic lands: the passage of ``to_column`` on the topic at ``offset`` that answers best by words.

        Of passages that answer equally, the one nearest in relative place is taken. None if the topic is not spoken of there.
        ``topic`` is followed instead of the calmed one, where a passage was opened for it.
        """
        topic = topic or self.topic_at(from_column, offset)
        if topic is None:
            return None
        at = max(bisect_right(self._starts[from_column], offset) - 1, 0)
        asked = self._entries[from_column][at]
        followed = self._followed[to_column]
        there = [e for e, t in zip(self._entries[to_column], followed, strict=True) if t == topic and topic in e.topics]
        there = there or [e for e in self._entries[to_column] if topic in e.topics]
        if not there:
            return None

        def fit(entry: _Entry) -> float:
            dot = sum(weight * entry.weights.get(word, 0.0) for word, weight in asked.weights.items())
            return self._score(asked, entry, dot, None) + 0.2 * entry.topics[topic] - _ORDER * abs(asked.place - entry.place)

        return max(there, key=fit).passage

    def _entry(self, column: int, passage: Passage) -> _Entry | None:
        at = bisect_right(self._starts[column], passage.span.start) - 1
        entry = self._entries[column][at] if at >= 0 else None
        return entry if entry is not None and entry.passage.span == passage.span else None

    def _candidates(
        self, asked: _Entry, others: Collection[int], close: Sequence[Sequence[float]] | None
    ) -> Iterable[tuple[_Entry, float]]:
        """The passages of other columns that share a word or a topic, or are close, with what their shared words weigh."""
        shared: dict[int, tuple[_Entry, float]] = {}
        for word, weight in asked.weights.items():
            for entry in self._holders.get(word, ()):
                if entry.column in others:
                    before = shared.get(id(entry), (entry, 0.0))[1]
                    shared[id(entry)] = (entry, before + weight * entry.weights[word])
        for other in sorted(others):
            for entry in self._entries[other]:
                if asked.topics.keys() & entry.topics.keys():
                    shared.setdefault(id(entry), (entry, 0.0))
        if close is not None:
            near = (self._entries[other][n] for other in others for n, how in enumerate(close[other]) if how >= _CLOSE)
            shared |= {id(entry): (entry, 0.0) for entry in near if id(entry) not in shared}
        return shared.values()

    def _close_to(self, asked: _Entry) -> Sequence[Sequence[float]] | None:
        return None if self._closeness is None else self._closeness.closeness(asked.column, asked.number)

    @staticmethod
    def _score(asked: _Entry, entry: _Entry, dot: float, close: Sequence[Sequence[float]] | None) -> float:
        topics = sum(min(sure, entry.topics[name]) for name, sure in asked.topics.items() if name in entry.topics)
        stance = _SAME_STANCE if asked.passage.stance is entry.passage.stance else 0.0
        meaning = 0.0 if close is None else _MEANING * max(0.0, close[entry.column][entry.number])
        return dot / (asked.length * entry.length) + _TOPIC * min(1.0, topics) + stance + meaning


def answers(comparison: Comparison, column: int, passage: Passage, limit: int = 8) -> tuple[Answer, ...]:
    """The passages of other columns that answer this one; for more than one question make a :class:`PassageMap`."""
    return PassageMap(comparison).answers(column, passage, limit)


def _entries(comparison: Comparison, placed: Sequence[Mapping[Span, Mapping[str, float]]]) -> list[list[_Entry]]:
    """By column: the passages with their weighted words."""
    reviews = [column.review for column in comparison.columns]
    speech = Speech(comparison.people, [credit for review in reviews for credit in review.credits])
    spoken = [speech.words(review.text, review.passages) for review in reviews]
    total = sum(map(len, spoken)) + _STRANGERS
    share = {word: n / total for word, n in Counter(w for column in spoken for worth in column for w in worth).items()}
    made = []
    for column, (review, words, where) in enumerate(zip(reviews, spoken, placed, strict=True)):
        size = max(1, len(review.text))
        entries = []
        for number, (passage, worth) in enumerate(zip(review.passages, words, strict=True)):
            weights = weigh(worth, share)
            topics = where.get(passage.span, _NOWHERE)
            entries.append(_Entry(column, number, passage, weights, length(weights), passage.span.start / size, topics))
        made.append(entries)
    return made


def _reasons(asked: _Entry, entry: _Entry) -> tuple[str, ...]:
    words = sorted(asked.weights.keys() & entry.weights.keys(), key=lambda word: -asked.weights[word] * entry.weights[word])
    topics = sorted(asked.topics.keys() & entry.topics.keys())
    return (*(shown(word) for word in words[:6]), *(f"topic: {name}" for name in topics))
