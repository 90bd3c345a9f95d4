"""More like this: the reviews that share most rare words with a text, the nearest first.

What a word tells is how rare it is in the library, and, for the words of common English, in reviews at large
(:func:`desktop.reading.stems.rarities`); forms of a word count as one. Two reviews that also speak of the same topics are
nearer; one shared word makes no likeness.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count
from math import log, sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from typing_extensions import override

from desktop.library.entry import searched
from desktop.library.folding import fold
from desktop.reading.lexicon import tokenize
from desktop.reading.stems import rarities, stem
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from desktop.library.entry import Entry
    from desktop.review import Review

#: How many reviews are like another: more nobody reads.
MOST: Final = 50
_AT_ONCE: Final = 4_000  # terms that are packed together
_ASKED: Final = 48  # words of a text that are looked for, the most telling first
_COMMON: Final = 0.04  # words in a greater part of a large library tell nothing of one review ...
_FEW: Final = 1_000  # ... and words in no more rows than this always may
_TOPICS: Final = 0.25  # what the same topics add to the likeness, at most
_REASONS: Final = 6  # shared words that are told
_SHORTEST: Final = 3  # letters of a word that tells, in writing that parts words by spaces


@dataclass(frozen=True, slots=True)
class Like:
    """A row that is like a text: how much (only the order means something), and the words and topics that both share.

    ``closeness`` in meaning, -1 to 1, is None where it was not asked for.
    """

    row: int
    likeness: float
    words: tuple[str, ...]
    topics: tuple[str, ...] = ()
    closeness: float | None = None


def standing(words: Iterable[str], review: Review) -> tuple[Span, ...]:
    """Where words that two texts share, in whatever form, stand in one of them; the site's chrome is not looked through."""
    stems = {stem(part) for word in words for part in fold(word).split()}
    found: list[Span] = []
    for begin, stop in searched(review) if stems else ():
        tokens = tokenize(review.text, begin, stop)
        for start, end in zip(tokens.starts, tokens.ends, strict=True):
            parts = fold(review.text[start:end]).split()
            if parts and stems.issuperset(map(stem, parts)):
                joins = found and start - found[-1].end == 1
                found[-1:] = [Span(found[-1].start, end)] if joins else [*found[-1:], Span(start, end)]
    return tuple(found)


class Rows(Protocol):
    """The entries of rows."""

    def __getitem__(self, row: int, /) -> Entry: ...


class Listed(Protocol):
    """Of a library, what is asked for the rows that are near: what they speak of."""

    @property
    def entries(self) -> Rows:
        """The entries, row by row."""


class Likener(Protocol):
    """What finds the rows that are like a text: by their words, or another way, such as by meaning."""

    def nearest(self, library: Listed, text: str, topics: Collection[str], without: Collection[int]) -> Sequence[Like]:
        """The rows most like a text that speaks of ``topics``, the nearest first, at most :data:`MOST`, none of ``without``."""


class WordIndex(NamedTuple):
    """For each word that tells something, the rows that hold it; made by :func:`index_words`.

    The stem ``s`` is number ``n = terms[s]``, stands in ``rows[starts[n]:starts[n + 1]]`` and tells ``weights[n]``; ``lengths``
    are those of the rows' vectors of weights.
    """

    terms: dict[str, int]
    weights: array[float]
    starts: array[int]
    rows: array[int]
    lengths: array[float]

    @override
    def __reduce__(self) -> tuple[Callable[..., WordIndex], tuple[Any, ...]]:
        terms = list(self.terms)
        parts = tuple(" ".join(terms[first : first + _AT_ONCE]) for first in range(0, len(terms), _AT_ONCE))
        return _restored, (parts, self.weights, self.starts, self.rows, self.lengths)

    def nearest(self, library: Listed, text: str, topics: Collection[str], without: Collection[int]) -> Sequence[Like]:
        """See :class:`Likener`."""
        asked = self._asked(text, without)
        found: dict[int, float] = {}
        several: set[int] = set()
        for number in asked:
            worth = self.weights[number] ** 2
            held = self._holding(number)
            several.update(found.keys() & set(held))
            for row in held:
                found[row] = found.get(row, 0.0) + worth
        several.difference_update(without)
        lengths = self.lengths
        usual = sum(lengths) / len(lengths) if lengths else 1.0  # so that a short text is not near for one word alone
        scored = sorted((-found[row] / (lengths[row] + usual), row) for row in several if found[row])
        nearest = []
        for likeness, row in scored[: 4 * MOST]:
            its = library.entries[row].topics
            both = tuple(topic for topic in topics if topic in its)
            share = len(both) / len({*topics, *its}) if both else 0.0
            nearest.append((likeness * (1 + _TOPICS * share), row, both))
        nearest.sort()
        written = _Written(self.terms, text)
        return [
            Like(row, -likeness, written.phrases([n for n in asked if self._holds(n, row)]), both)
            for likeness, row, both in nearest[:MOST]
        ]

    def _asked(self, text: str, without: Collection[int]) -> list[int]:
        """The terms of a text that others than ``without`` hold, too, the most telling first."""
        numbers = {self.terms.get(stem(word), -1) for word in fold(text).split()} - {-1}
        asked = []
        for number in sorted(numbers, key=lambda number: (-self.weights[number], number)):
            held = self._holding(number)
            if len(held) > len(without) or not set(held).issubset(without):
                asked.append(number)
                if len(asked) == _ASKED:
                    break
        return asked

    def _holding(self, number: int) -> array[int]:
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def _holds(self, number: int, row: int) -> bool:
        end = self.starts[number + 1]
        at = bisect_left(self.rows, row, self.starts[number], end)
        return at < end and self.rows[at] == row


def _restored(parts: Sequence[str], *arrays: array[Any]) -> WordIndex:
    """The index whose terms stand in some texts, in their order: made in one call, very many would hold up the window."""
    terms: dict[str, int] = {}
    for part in parts:
        terms.update(zip(part.split(" "), count(len(terms))))
    return WordIndex(terms, *arrays)


class _Written:
    """How the terms of a text are written in it: word by word, and the words of a name that stand together as one."""

    def __init__(self, terms: dict[str, int], text: str) -> None:
        self._phrases: list[tuple[str, tuple[int, ...]]] = []
        tokens = tokenize(text)
        name: list[tuple[int, int, tuple[int, ...]]] = []
        for start, end in zip(tokens.starts, tokens.ends, strict=True):
            numbers = tuple(terms.get(stem(word), -1) for word in fold(text[start:end]).split())
            known = tuple(number for number in numbers if number >= 0)
            if known:
                self._phrases.append((text[start:end], known))
            hyphened = bool(name) and start - name[-1][1] == 1 and text[start - 1] == "-"
            joins = bool(name) and start - name[-1][1] == 1 and text[start - 1] == " " and text[start].isupper()
            if not (hyphened or (joins and known)):
                self._take(text, name)
                name = []
            if name or (known and text[start].isupper()):
                name.append((start, end, known))
        self._take(text, name)

    def _take(self, text: str, name: Sequence[tuple[int, int, tuple[int, ...]]]) -> None:
        if len(name) > 1:
            numbers = tuple(number for _, _, each in name for number in each)
            self._phrases.append((text[name[0][0] : name[-1][1]], numbers))

    def phrases(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The words for these terms, each term once, names whole where all their words are among them; in this order."""
        wanted = set(numbers)
        whole = sorted(
            (each for each in self._phrases if wanted.issuperset(each[1])),
            key=lambda each: (numbers.index(each[1][0]), -len(each[1])),
        )
        told: dict[str, None] = {}
        said: set[int] = set()
        for words, terms in sorted(whole, key=lambda each: -len(each[1])):
            if not said.issuperset(terms):
                told[words] = None
                said.update(terms)
        order = [words for words, _ in whole if words in told]
        return tuple(dict.fromkeys(order))[:_REASONS]


class _Stems(dict[bytes, int]):
    """For each word of the texts the number of its stem; -1 where it tells nothing. ``names`` are the stems."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.rarities = _rarities()
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: bytes) -> int:
        text = word.decode()
        root = stem(text)
        number = -1
        telling = not text.isdigit() and (len(text) >= _SHORTEST or not text.isascii())
        if telling and self.rarities.get(root, 1.0) > 0:
            number = self._numbers.setdefault(root, len(self.names))
            if number == len(self.names):
                self.names.append(root)
        self[word] = number
        return number


@cache
def _rarities() -> Mapping[str, float]:
    """How much stems of common English tell; of a word with an apostrophe its parts, as search looks through them."""
    known = dict(rarities())
    for word, rarity in rarities().items():
        if "'" in word:
            for part in fold(word).split():
                known.setdefault(stem(part), rarity)
    return known


def index_words(texts: Sequence[bytes]) -> WordIndex:
    """The index of the words of all rows; ``texts`` are their searched words (:func:`desktop.library.entry.searchable`).

    Left out are words that stand in one row alone, and those in so many rows that they tell nothing of one.
    """
    stems = _Stems()
    spoken: list[array[int]] = []
    counts: Counter[int] = Counter()
    for text in texts:
        numbers = set(map(stems.__getitem__, text.split()))
        numbers.discard(-1)
        spoken.append(array("I", numbers))
        counts.update(numbers)
    most = max(_FEW, _COMMON * len(texts))
    kept = {number: place for place, number in enumerate(n for n, times in sorted(counts.items()) if 1 < times <= most)}
    holders = [array("I") for _ in kept]
    for row, numbers_ in enumerate(spoken):
        for number in kept.keys() & numbers_:
            holders[kept[number]].append(row)
    weights = array("f", (stems.rarities.get(stems.names[n], 1.0) * log((len(texts) + 1) / counts[n]) for n in kept))
    squares = [0.0] * len(texts)
    rows = array("I")
    for held, weight in zip(holders, weights, strict=True):
        rows.extend(held)
        for row in held:
            squares[row] += weight * weight
    starts = array("I", (0, *accumulate(map(len, holders))))
    return WordIndex(
        {stems.names[n]: place for n, place in kept.items()}, weights, starts, rows, array("f", map(sqrt, squares))
    )
