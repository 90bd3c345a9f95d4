"""The stance of a sentence towards the work it speaks of."""

from __future__ import annotations

import tomllib
from functools import cache

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex, Tokens
from desktop.review import Reason, Span, Stance


@cache
def _words() -> TermIndex[float]:
    with (RESOURCES / "lexicons" / "stance.en.toml").open("rb") as file:
        data = tomllib.load(file)
    return TermIndex(
        (term, float(weight) * sign)
        for name, sign in (("praise", 1), ("complaint", -1))
        for weight, terms in data[name].items()
        for term in terms
    )


def find_stance(text: str, tokens: Tokens, first: int, last: int) -> tuple[Stance, tuple[Reason, ...]]:
    """The stance of the words ``first..last`` and the words that make it."""
    reasons = []
    for match in _words().find(tokens.words, first, last):
        span = Span(tokens.starts[match.first], tokens.ends[match.last - 1])
        reasons.append(Reason(span.of(text), span, "stance.lexicon", match.filed[0]))
    up = sum(r.weight for r in reasons if r.weight > 0)
    down = -sum(r.weight for r in reasons if r.weight < 0)
    if up >= 2 and down >= 2:
        stance = Stance.MIXED
    elif up >= 2:
        stance = Stance.PRAISE
    elif down >= 2:
        stance = Stance.COMPLAINT
    else:
        stance = Stance.NEUTRAL
    return stance, tuple(reasons)
