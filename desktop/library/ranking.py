"""Which of the reviews found answer a query best: those that say its rarer words more often, and name them in headline or name.

The measure is BM25 (Robertson and Zaragoza, 2009): a word counts more the fewer reviews hold it, each further time less than
the one before, and more in a short review than in a long one. A word in the headline, or in the name of work or critic, counts
as if it were said several times more.
"""

from __future__ import annotations

from itertools import compress
from math import log
from typing import TYPE_CHECKING, Final

from desktop.library.folding import fold
from desktop.library.hits import sought
from desktop.library.search import flags_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.library.library import Library
    from desktop.library.query import Query
    from desktop.library.query_parts import Text

# BM25's usual constants: how soon repeats stop to count, and how much a text's length is held against it.
_REPEATS: Final = 1.2
_LENGTH: Final = 0.75
# How many times in the text a word is worth in a name.
_IN_NAMES: Final[Mapping[str, float]] = {"title": 6.0, "work": 4.0, "critic": 4.0}


def prepare(library: Library) -> None:
    """Work out what ranking asks for first: it takes too long for the window."""
    _named("-", library, whole=True)


def by_relevance(query: Query, library: Library, rows: Sequence[int], *, descending: bool = False) -> list[int]:
    """The rows, those first that answer the words of the query best; rows that do so equally well stay as they are given.

    ``descending`` goes down the other way: those last that answer it best. Only words looked for in the text count; a query
    without any leaves the rows as they are.
    """
    terms = list(dict.fromkeys(term for clause in query.clauses for term in sought(clause)))
    scores: dict[int, float] = {}
    for term, rarity in _telling(terms, library):
        _add(scores, term, rarity, library, rows)
    if not scores:
        return list(rows)
    return sorted(rows, key=lambda row: scores.get(row, 0.0), reverse=not descending)


def _telling(terms: Iterable[Text], library: Library) -> list[tuple[Text, float]]:
    """The terms with what each of them tells of a review; where some tell something, without those that nearly all hold."""
    total = len(library)
    weighed = []
    for term in terms:
        held = library.text.find(fold(term.words), whole=term.whole).bit_count()
        weighed.append((term, log(1 + (total - held + 0.5) / (held + 0.5)), held))
    rare = [(term, rarity) for term, rarity, held in weighed if held * 2 <= total]
    return rare or [(term, rarity) for term, rarity, _ in weighed]


def _add(scores: dict[int, float], term: Text, rarity: float, library: Library, rows: Sequence[int]) -> None:
    """Add what a term tells of each of the rows to their scores."""
    words = fold(term.words)
    holding = library.text.find(words, whole=term.whole)
    flags = flags_of(holding, len(library))
    holders = list(compress(rows, map(flags.__getitem__, rows)))
    times = library.text.times(words, holders, whole=term.whole)
    named = _named(words, library, whole=term.whole)
    usual = library.text.usual_length
    lengths = library.text.lengths(holders)
    # Repeats and length as two constants less in a loop over tens of thousands of rows.
    base, slope, most = _REPEATS * (1 - _LENGTH), _REPEATS * _LENGTH / usual, rarity * (_REPEATS + 1)
    for row, said, length in zip(holders, times, lengths, strict=True):
        weight = said + named[row] if row in named else said
        scores[row] = scores.get(row, 0.0) + most * weight / (weight + base + slope * length)


def _named(words: str, library: Library, *, whole: bool) -> Mapping[int, float]:
    """What the words are worth more in rows that hold them in a name."""
    worth: dict[int, float] = {}
    for field, times in _IN_NAMES.items():
        column = library.texts[field] if field in library.texts else library.columns[field]
        for row in rows_of(column.containing(words, whole=whole)):
            worth[row] = worth.get(row, 0.0) + times
    return worth
