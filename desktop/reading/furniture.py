"""What page furniture is called: the phrases of ``resources/reading/chrome.toml``, ready to look lines up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TOKEN = re.compile(r"\d+(?:[.,:]\d+){0,4}|[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]{0,3}$")
_LABEL = re.compile(r"[^:：|©–—\n]{2,30}(?=\s?[:：|©–—])")

_MARKS = " :：|©–—"

_ANY = "_"  # in a phrase: any one word
_HOLDS = 600  # characters of a line in which a phrase is looked for whatever the line's length
_STARTS_WORDS = 14  # a longer line that starts with a phrase is prose
_CONTAINS_WORDS = 24


class Scope(StrEnum):
    """How far a phrase reaches: see the head of ``chrome.toml``."""

    LINE = "line"
    RUN = "run"
    FOOT = "foot"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page furniture: share rows, comment forms and the like."""

    name: str
    scope: Scope
    confidence: float
    after: bool  # means something only below the review's first paragraph
    sentences: bool  # may be said in whole sentences


def tokens(text: str) -> tuple[str, ...]:
    """The words of a line as phrases are compared: case-folded, punctuation dropped, every number written ``#``."""
    found = _TOKEN.findall(text.casefold())
    return tuple(["#" if token[0] < "a" and token[0].isdecimal() else token for token in found])


class Furniture:
    """The phrases of all kinds and languages, found by dictionary: the cost of a line does not grow with the vocabulary."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._exact: dict[tuple[str, ...], Kind] = {}
        self._labels: dict[tuple[str, ...], Kind] = {}
        self._starts: dict[tuple[str, ...], Kind] = {}
        self._opens: dict[tuple[str, ...], Kind] = {}
        self._gapped: dict[tuple[str, ...], Kind] = {}
        self._contains: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        self._holds: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        for name, entry in data.items():
            kind = Kind(
                name, Scope(entry["scope"]), entry["confidence"], entry.get("after", False), entry.get("sentences", False)
            )
            for mode, target in (
                ("exact", self._exact),
                ("labels", self._labels),
                ("starts", self._starts),
                ("opens", self._opens),
            ):
                for phrase in _phrases(entry, mode):
                    (self._gapped if _ANY in phrase else target).setdefault(phrase, kind)
            for mode, inside in (("contains", self._contains), ("holds", self._holds)):
                for phrase in _phrases(entry, mode):
                    inside.setdefault(phrase[0], []).append((phrase, kind))
        self._most_gapped = max(map(len, self._gapped), default=0)
        self._longest = max(map(len, (*self._labels, *self._starts, *self._opens)))

    def find(self, text: str, words: Sequence[str], size: int) -> Kind | None:
        """What kind of furniture a line is, if it is any; ``words`` are its first tokens and ``size`` its number of words."""
        if not words:
            return None
        if size == len(words) and (kind := self._exact.get(tuple(words)) or self._with_gap(words)):
            return kind
        label = _LABEL.match(text)
        if label is not None and (kind := self._labels.get(tokens(label.group()))):
            return replace(kind, scope=Scope.LINE) if text[label.end() :].strip(_MARKS) else kind
        for length in range(min(self._longest, len(words)), 0, -1):
            start = tuple(words[:length])
            if kind := self._opens.get(start):
                return kind
            kind = self._starts.get(start)
            if kind and size <= _STARTS_WORDS and (kind.sentences or not _SENTENCE_END.search(text)):
                return kind
        kind = _inside(self._contains, words) if size <= _CONTAINS_WORDS else None
        return kind or _inside(self._holds, words if size == len(words) else tokens(text[:_HOLDS]))

    def _with_gap(self, words: Sequence[str]) -> Kind | None:
        """The kind of an exact phrase that has a gap where these words have one of theirs."""
        if not 1 < len(words) <= self._most_gapped:
            return None
        whole = tuple(words)
        gaps = ((*whole[:at], _ANY, *whole[at + 1 :]) for at in range(len(whole)))
        return next((kind for phrase in gaps if (kind := self._gapped.get(phrase))), None)

    def is_named(self, text: str) -> bool:
        """Whether a text is, as a whole, the name of some furniture."""
        return tokens(text) in self._exact


def _inside(phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Kind]]], words: Sequence[str]) -> Kind | None:
    """The kind of the first phrase, of phrases by their first word, that stands among some words."""
    for at, word in enumerate(words):
        for phrase, kind in phrases.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return kind
    return None


def _phrases(entry: Mapping[str, Any], mode: str) -> Iterator[tuple[str, ...]]:
    for language in entry.values():
        if isinstance(language, dict):
            for phrase in language.get(mode, ()):
                words = phrase.casefold().replace("#", " # ").split()
                yield tuple(token for word in words for token in ((word,) if word in {"#", _ANY} else tokens(word)))


@cache
def furniture() -> Furniture:
    """The furniture of the resources."""
    return Furniture(table("chrome"))
