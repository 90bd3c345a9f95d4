"""Sentences that retell a plot, known from those that speak about the work: ``resources/lexicons/narrative.en.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex
from desktop.review import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from desktop.reading.lexicon import Tokens

# What words of one group add together, at most: a crowd of pronouns is no plot.
_MOST = {"someone": 0.6, "meanwhile": 0.36, "world": 0.36, "people": 0.66}
_LEAST = {"work": -0.75, "whole": -0.75, "speaker": -0.5}
_NAME = 0.25
_NAMES = 0.5


@dataclass(frozen=True, slots=True)
class Narration:
    """How much a sentence retells a plot (from 1 on it does) and the words that say so.

    ``of_work`` is whether it names the work or something of its making, ``of_whole`` whether it names the work itself.
    """

    told: float
    reasons: tuple[Reason, ...]
    of_work: bool
    of_whole: bool


@cache
def _data() -> Mapping[str, Any]:
    with (RESOURCES / "lexicons" / "narrative.en.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _terms() -> TermIndex[tuple[str, float]]:
    groups = _data()["group"]
    return TermIndex((term, (group["name"], float(group["weight"]))) for group in groups for term in group["terms"])


@cache
def _openings() -> TermIndex[str]:
    return TermIndex((term, of) for of, terms in _data()["anaphora"].items() for term in terms)


@cache
def _being() -> tuple[frozenset[str], TermIndex[bool]]:
    table = _data()["description"]
    return frozenset(table["subject"]), TermIndex((term, True) for term in table["is"])


def describes_person(text: str, tokens: Tokens, words: range, characters: Collection[str]) -> Reason | None:
    """The words that say how one of the characters is, if the sentence does."""
    subjects, being = _being()
    for match in being.find(tokens.words, words.start, words.stop):
        before = match.first - 1
        if before >= words.start and (
            tokens.words[before] in subjects or (tokens.words[before] in characters and text[tokens.starts[before]].isupper())
        ):
            span = Span(tokens.starts[before], tokens.ends[match.last - 1])
            return Reason(span.of(text), span, "topics.described", 1.0)
    return None


def goes_on_with_person(tokens: Tokens) -> bool:
    """Whether the words hold a pronoun for one person, who may be named in the sentence before."""
    return not _persons().isdisjoint(tokens.words)


@cache
def _persons() -> frozenset[str]:
    return frozenset(_data()["anaphora"]["person"])


def goes_on_about(tokens: Tokens, words: range) -> str:
    """``person`` or ``thing`` if the sentence begins with a word that points back to one; else nothing."""
    found = _openings().find(tokens.words, words.start, min(words.start + 2, words.stop))
    return found[0].filed[0] if found and found[0].first == words.start else ""


def people_of_the_plot(text: str, paragraphs: Iterable[Tokens], credited: Collection[str]) -> frozenset[str]:
    """The names that recur in a text and are nobody's who is credited: folded words written with a capital inside sentences."""
    counts: Counter[str] = Counter()
    for tokens in paragraphs:
        for word, start in zip(tokens.words[1:], tokens.starts[1:], strict=True):
            if text[start].isupper() and text[start - 1] in " -" and (text[start - 2].isalnum() or text[start - 2] in ",’'"):
                counts[word] += 1
    return frozenset(word for word, count in counts.items() if count >= 2 and len(word) > 1 and word not in credited)


def narration(text: str, tokens: Tokens, words: range, names: Collection[str]) -> Narration:
    """How much the words numbered ``words`` retell a plot; ``names`` are the people of the plot."""
    sums: dict[str, float] = {}
    reasons: list[Reason] = []
    for match in _terms().find(tokens.words, words.start, words.stop):
        for group, weight in match.filed:
            sums[group] = sums.get(group, 0.0) + weight
            if weight > 0:
                span = Span(tokens.starts[match.first], tokens.ends[match.last - 1])
                reasons.append(Reason(span.of(text), span, f"narration.{group}", weight))
    named = sum(1 for number in words if tokens.words[number] in names and text[tokens.starts[number]].isupper())
    total = sum(max(min(value, _MOST.get(group, value)), _LEAST.get(group, value)) for group, value in sums.items())
    return Narration(total + min(_NAMES, _NAME * named), tuple(reasons), "work" in sums or "whole" in sums, "whole" in sums)
