"""Sentences that retell a plot, known from those that speak about the work: ``resources/lexicons/narrative.en.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex
from desktop.review import Reason, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop.reading.lexicon import Tokens

# What words of one group add together, at most: a crowd of pronouns is no plot.
_MOST = {"someone": 0.6, "meanwhile": 0.36, "world": 0.36, "people": 0.66}
_NAME = 0.25
_NAMES = 0.5


@cache
def _terms() -> TermIndex[tuple[str, float]]:
    with (RESOURCES / "lexicons" / "narrative.en.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return TermIndex((term, (group["name"], float(group["weight"]))) for group in groups for term in group["terms"])


def people_of_the_plot(text: str, paragraphs: Iterable[Tokens], credited: Collection[str]) -> frozenset[str]:
    """The names that recur in a text and are nobody's who is credited: folded words written with a capital inside sentences."""
    counts: Counter[str] = Counter()
    for tokens in paragraphs:
        for word, start in zip(tokens.words[1:], tokens.starts[1:], strict=True):
            if text[start].isupper() and text[start - 1] in " -" and (text[start - 2].isalnum() or text[start - 2] in ",’'"):
                counts[word] += 1
    return frozenset(word for word, count in counts.items() if count >= 2 and len(word) > 1 and word not in credited)


def narration(text: str, tokens: Tokens, words: range, names: Collection[str]) -> tuple[float, tuple[Reason, ...]]:
    """How much the words numbered ``words`` retell a plot (from 1 on they do) and the words that say so."""
    sums: dict[str, float] = {}
    reasons: list[Reason] = []
    for match in _terms().find(tokens.words, words.start, words.stop):
        for group, weight in match.filed:
            sums[group] = sums.get(group, 0.0) + weight
            if weight > 0:
                span = Span(tokens.starts[match.first], tokens.ends[match.last - 1])
                reasons.append(Reason(span.of(text), span, f"narration.{group}", weight))
    named = sum(1 for number in words if tokens.words[number] in names and text[tokens.starts[number]].isupper())
    total = sum(min(value, _MOST.get(group, value)) for group, value in sums.items())
    return total + min(_NAMES, _NAME * named), tuple(reasons)
