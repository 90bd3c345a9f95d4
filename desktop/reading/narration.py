"""Sentences that retell a plot, known from those that speak about the work: ``resources/lexicons/narrative.en.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex
from desktop.review import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from desktop.reading.lexicon import Sentence, Tokens

# What words of one group add together, at most: a crowd of pronouns is no plot.
_MOST = {"someone": 0.6, "meanwhile": 0.36, "world": 0.36, "people": 0.66}
_LEAST = {"work": -0.75, "whole": -0.75, "speaker": -0.5}
_NAME = 0.25
_NAMES = 0.5


class Because(NamedTuple):
    """A reason before it is known whether it will be shown: where its words stand, its rule and its weight."""

    start: int
    end: int
    rule: str
    weight: float

    def reason(self, text: str) -> Reason:
        """The reason with its words."""
        return Reason(text[self.start : self.end], Span(self.start, self.end), self.rule, self.weight)


@dataclass(frozen=True, slots=True)
class Narration:
    """How much a sentence retells a plot (from 1 on it does) and the words that say so.

    ``of_work`` is whether it names the work or something of its making, ``of_whole`` whether it names the work itself.
    """

    told: float
    reasons: tuple[Because, ...]
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


def describes_person(sentence: Sentence, characters: Collection[str]) -> tuple[int, int] | None:
    """Where a sentence says how one of the characters is, if it does."""
    subjects, being = _being()
    tokens = sentence.tokens
    for number in sentence.numbers:
        word = tokens.words[number]
        if word in subjects or (word in characters and sentence.capital(number)):
            found = being.find(tokens.words, number + 1, min(number + 4, sentence.numbers.stop))
            if found and found[0].first == number + 1:
                return tokens.starts[number], tokens.ends[found[0].last - 1]
    return None


def plays_part(sentence: Sentence) -> tuple[int, int] | None:
    """Where the words ``Someone as Somebody`` stand, if the sentence has them: an actor and a part."""
    playing, words = _playing(), sentence.tokens.words
    for number in [number for number in sentence.numbers[1:-1] if words[number] in playing]:
        if number + 1 in sentence.names and sentence.capital(number - 1):
            span = sentence.where(number - 1, number + 2)
            if all(part[0].isalnum() for part in span.of(sentence.text).split()):
                return span.start, span.end
    return None


@cache
def _playing() -> frozenset[str]:
    return frozenset(_data()["description"]["playing"])


def goes_on_with_person(tokens: Tokens) -> bool:
    """Whether the words hold a pronoun for one person, who may be named in the sentence before."""
    return not _persons().isdisjoint(tokens.words)


@cache
def _persons() -> frozenset[str]:
    return frozenset(_data()["anaphora"]["person"])


def goes_on_about(sentence: Sentence) -> str:
    """``person`` or ``thing`` if the sentence begins with a word that points back to one; else nothing."""
    start = sentence.numbers.start
    found = _openings().find(sentence.tokens.words, start, min(start + 2, sentence.numbers.stop))
    return found[0].filed[0] if found and found[0].first == start else ""


def people_of_the_plot(text: str, paragraphs: Iterable[Tokens], credited: Collection[str]) -> frozenset[str]:
    """The names that recur in a text and are nobody's who is credited: folded words written with a capital inside sentences."""
    counts: Counter[str] = Counter()
    for tokens in paragraphs:
        counts.update(
            word
            for word, start in zip(tokens.words[1:], tokens.starts[1:], strict=True)
            if text[start].isupper() and text[start - 1] in " -" and (text[start - 2].isalnum() or text[start - 2] in ",’'")
        )
    return frozenset(word for word, count in counts.items() if count >= 2 and len(word) > 1 and word not in credited)


def narration(sentence: Sentence, names: Collection[str]) -> Narration:
    """How much a sentence retells a plot; ``names`` are the people of the plot."""
    sums: dict[str, float] = {}
    reasons: list[Because] = []
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    for match in sentence.matches(_terms()):
        for group, weight in match.filed:
            sums[group] = sums.get(group, 0.0) + weight
            if weight > 0:
                reasons.append(Because(starts[match.first], ends[match.last - 1], f"narration.{group}", weight))
    words = sentence.tokens.words
    named = len([n for n in sentence.numbers if words[n] in names and sentence.capital(n)]) if names else 0
    total = sum(max(min(value, _MOST.get(group, value)), _LEAST.get(group, value)) for group, value in sums.items())
    told = total + min(_NAMES, _NAME * named)
    return Narration(told, tuple(reasons), "work" in sums or "whole" in sums, "whole" in sums)
