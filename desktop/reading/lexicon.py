"""Words and phrases to look for: the tokens of a stretch of text, and an index of terms that finds the longest ones.

A term, as it stands in a TOML file of ``resources/``, is one or more words, compared without case. ``camera*`` stands for every
word that begins so, ``_`` for any one word. Hyphens part words (``over-the-top`` is three), a possessive ``'s`` is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress, repeat
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

# Letters and digits, with apostrophes inside; a decimal point inside digits belongs to the figure.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|(?<=\d)\.\d+)*")
_OPENING = "“\"‘'«(["
_ANY = "_"
_TRUE = repeat(object=True)
_CACHE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a stretch of text, folded, with their code-point offsets in the whole text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def fold(word: str) -> str:
    """The form in which words are compared: lower case, straight apostrophe, without the possessive ending."""
    word = word.lower()
    if "’" in word:
        word = word.replace("’", "'")
    return word.removesuffix("'s")


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The words of ``text[start:end]``; offsets count from the start of ``text``."""
    end = len(text) if end is None else end
    folded = text[start:end].lower()
    if "’" in folded:
        folded = folded.replace("’", "'")
    spans = [found.span() for found in _WORD.finditer(text, start, end)]
    if not spans:
        return Tokens((), (), ())
    if len(folded) != end - start:  # some letters have a longer small form
        words = [fold(text[a:b]) for a, b in spans]
    else:
        words = [folded[a - start : b - start] for a, b in spans] if start else [folded[a:b] for a, b in spans]
        if "'s" in folded:
            words = [word.removesuffix("'s") for word in words]
    starts, ends = zip(*spans, strict=True)
    return Tokens(tuple(words), starts, ends)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its span and the numbers of its words among the tokens of its paragraph.

    ``names`` are the numbers of the words that are written like names.
    """

    text: str
    span: Span
    tokens: Tokens
    numbers: range
    names: frozenset[int]

    @classmethod
    def of(cls, text: str, span: Span, tokens: Tokens) -> Sentence:
        """The sentence at ``span``, whose words are among ``tokens``."""
        numbers = range(bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end))
        return cls(text, span, tokens, numbers, proper_names(text, tokens, numbers))

    def matches(self, index: TermIndex[T]) -> list[Match[T]]:
        """The terms of an index in this sentence."""
        return index.find(self.tokens.words, self.numbers.start, self.numbers.stop)

    def where(self, first: int, last: int) -> Span:
        """The span from word ``first`` to before word ``last``."""
        return Span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def capital(self, number: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.tokens.starts[number]].isupper()


def proper_names(text: str, tokens: Tokens, words: range) -> frozenset[int]:
    """The numbers of the words, among those of a sentence, that are written like names.

    That is a capital and small letters, neither at the beginning of the sentence nor of a quotation; in a sentence written in
    capitals throughout, as headings and lists are, no word is.
    """
    starts, ends = tokens.starts, tokens.ends
    capitals = [n for n in words if text[starts[n]].isupper()]
    if len(capitals) < 2 and (not capitals or capitals[0] == words.start):
        return frozenset()
    capitals = [n for n in capitals if not text[starts[n] : ends[n]].isupper()]
    if len(capitals) > 2 and 2 * len(capitals) > len(words):
        return frozenset()
    return frozenset(n for n in capitals if n != words.start and text[starts[n] - 1] not in _OPENING)


class Match(NamedTuple, Generic[T]):
    """A term found: the half-open range of token numbers it covers and what was filed under it."""

    first: int
    last: int
    filed: tuple[T, ...]


class _Node(NamedTuple, Generic[T]):
    """The terms that begin with one word: the word alone, longer ones by their second word, and those with a star or gap there.

    Longer terms are listed by their words after the first, the longest first.
    """

    alone: tuple[T, ...] | None
    by_second: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]]
    by_pattern: list[tuple[tuple[str, ...], tuple[T, ...]]]


class TermIndex(Generic[T]):
    """Terms with what is filed under each; several things may be filed under one term."""

    def __init__(self, terms: Iterable[tuple[str, T]]) -> None:
        """File every ``(term, thing)``; a term without a word is refused with ValueError."""
        filed: dict[tuple[str, ...], list[T]] = {}
        for term, thing in terms:
            filed.setdefault(_words_of(term), []).append(thing)
        #: Whether no term has a star or a gap: then a text is a term where it is the key of one.
        self.plain = not any(part == _ANY or part.endswith("*") for key in filed for part in key)
        self._filed = {key: tuple(things) for key, things in filed.items()} if self.plain else {}
        self._exact: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        for key, things in filed.items():
            heads = self._stems if key[0].endswith("*") else self._exact
            heads.setdefault(key[0].rstrip("*"), []).append((key[1:], tuple(things)))
        self._stem_lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        # What has been found out about words: the terms that begin with them, or that none does.
        self._known: dict[str, _Node[T]] = {}
        self._alive: dict[str, bool] = {}  # False for these

    def filed_under(self, words: tuple[str, ...]) -> tuple[T, ...] | None:
        """What is filed under the term that is exactly these words; only where all terms are plain ones."""
        return self._filed.get(words)

    def _node(self, word: str) -> _Node[T] | None:
        """All terms that may begin with ``word``; of equal ones the exact word goes before the longer stem."""
        entries = list(self._exact.get(word, ()))
        for length in self._stem_lengths:
            if length <= len(word):
                entries += self._stems.get(word[:length], ())
        alone = next((things for rest, things in entries if not rest), None)
        by_second: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        by_pattern = []
        for rest, things in sorted(entries, key=lambda entry: -len(entry[0])):
            if rest and (rest[0] == _ANY or rest[0].endswith("*")):
                by_pattern.append((rest, things))
            elif rest:
                by_second.setdefault(rest[0], []).append((rest, things))
        if len(self._known) + len(self._alive) >= _CACHE_LIMIT:
            self._known.clear()
            self._alive.clear()
        if not entries:
            self._alive[word] = False
            return None
        node = self._known[word] = _Node(alone, by_second, by_pattern)
        return node

    def find(self, words: tuple[str, ...], first: int = 0, last: int | None = None) -> list[Match[T]]:
        """The terms in ``words[first:last]`` from left to right, longest first, none inside another."""
        end = len(words) if last is None else last
        known, alive_of = self._known, self._alive.get
        found: list[Match[T]] = []
        free = first
        alive = map(alive_of, words[first:end] if first or end < len(words) else words, _TRUE)
        for at in compress(range(first, end), alive):
            if at < free:
                continue
            node = known.get(words[at]) or self._node(words[at])
            if node is None:
                continue
            stop, filed = at + 1, node.alone
            if stop < end and (node.by_pattern or words[stop] in node.by_second):
                longer = _longest(node, words, stop, end)
                if longer is not None:
                    stop, filed = longer
            if filed is not None:
                found.append(Match(at, stop, filed))
                free = stop
        return found


def _longest(node: _Node[T], words: tuple[str, ...], at: int, end: int) -> tuple[int, tuple[T, ...]] | None:
    """Where the longest of the node's terms of several words ends, if one goes on at ``at``, and what is filed under it."""
    best: tuple[int, tuple[T, ...]] | None = None
    for entries in (node.by_second.get(words[at], ()), node.by_pattern):
        for rest, filed in entries:
            stop = at + len(rest)
            if best is not None and stop <= best[0]:
                break
            if stop <= end and _continues(rest, words, at):
                best = stop, filed
                break
    return best


def _words_of(term: str) -> tuple[str, ...]:
    """The words of a term as it is written in a resource file."""
    words = tuple(
        part if part == _ANY else fold(part) for piece in term.split() for part in piece.replace("‑", "-").split("-") if part
    )
    if not words or words[0] in {_ANY, "*"}:
        raise ValueError(f"not a term: {term!r}")
    return words


def _continues(rest: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    """Whether the words from ``at`` on are those of ``rest``; the caller has checked that there are enough of them."""
    for offset, part in enumerate(rest):
        word = words[at + offset]
        if part in {word, _ANY}:
            continue
        if part[-1] == "*" and word.startswith(part[:-1]):
            continue
        return False
    return True
