"""The vocabulary of reading: the tables in ``resources/reading``, and where their terms stand in a text."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex, Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

T = TypeVar("T")


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table ``resources/reading/<name>.toml``; raises OSError or TOMLDecodeError for a broken installation."""
    with (RESOURCES / "reading" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def every_language(entry: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The terms of an entry that lists them by language (``en = [...]``, ``de = [...]``)."""
    for terms in entry.values():
        yield from terms


def alternatives(terms: Iterable[str]) -> str:
    """The terms as alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, terms), key=len, reverse=True))


@lru_cache(maxsize=1024)
def tokens_of(text: str) -> Tokens:
    """The words of a text; kept for a page's worth of lines, since every stage asks for the same ones."""
    return tokenize(text)


class Hit(NamedTuple, Generic[T]):
    """A term found: what is filed under it, and where it starts and ends in the text searched."""

    value: T
    start: int
    end: int


class Terms(Generic[T]):
    """Terms with one value each, found in texts whatever their case; the longest term wins."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._index = TermIndex(entries)

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Every term in the text, in order, without overlaps."""
        tokens = tokens_of(text)
        for match in self._index.find(tokens.words):
            yield Hit(match.filed[0], tokens.starts[match.first], tokens.ends[match.last - 1])

    def first(self, text: str) -> Hit[T] | None:
        """The first term in the text, if there is one."""
        return next(self.find(text), None)

    def exact(self, text: str) -> T | None:
        """The value of the term that is all the words of the text."""
        words = tokens_of(text).words
        if self._index.plain:
            filed = self._index.filed_under(words)
            return filed[0] if filed else None
        for match in self._index.find(words):
            return match.filed[0] if (match.first, match.last) == (0, len(words)) else None
        return None
