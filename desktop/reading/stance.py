"""The stance of a sentence towards the work: words of judgement, turned by negation, doubt, comparison and "but".

The words and every figure are data (``resources/lexicons/stance.en.toml``). The result names each word that counted and by how
much, so that it can be explained; where the words do not suffice the stance is neutral.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex
from desktop.review import Reason, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.reading.lexicon import Match, Sentence

_NONE: list[int] = []
# A score in figures: 4 out of 5, 7/10.
_SCORE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of) ?(5|10|100)\b(?! ?%)", re.IGNORECASE)
# What every score has: a figure or a star.
_ANY_SCORE = re.compile(r"[\d★]")
# A row of stars, filled first or not.
_STARS = re.compile(r"(?<![★☆])(?:★{1,10}☆{0,9}|☆{1,9}★{1,9})(?![★☆])")
# What ends the reach of a negation.
_CLAUSE = re.compile(r"[,;:.!?()\[\]…—–\n]|\s-\s")


@dataclass(frozen=True, slots=True)
class _Use:
    """What a term does: ``judge`` (with weight), or one of the tables of turning words."""

    does: str
    weight: float = 0.0
    soft: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    index: TermIndex[_Use]
    turn: Mapping[str, Any]
    but: Mapping[str, Any]
    decide: Mapping[str, float]


@cache
def _lexicon() -> _Lexicon:
    with (RESOURCES / "lexicons" / "stance.en.toml").open("rb") as file:
        data = tomllib.load(file)
    return _Lexicon(TermIndex(_terms(data)), data["turn"], data["but"], data["decide"])


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[str, _Use]]:
    for side, sign in (("praise", 1.0), ("complaint", -1.0)):
        for surety, table in data[side].items():
            for weight, terms in table.items():
                yield from ((term, _Use("judge", sign * float(weight), surety == "soft")) for term in terms)
    yield from ((term, _Use("nothing")) for term in data["nothing"]["terms"])
    for table in (data["turn"], data["but"]):
        for does, terms in table.items():
            if isinstance(terms, list):
                yield from ((term, _Use(does)) for term in terms)


@dataclass(slots=True)
class _Turns:
    """Where in a sentence the words stand that turn others: by what they do, the numbers of the words behind them."""

    sentence: Sentence
    ends: dict[str, list[int]]

    def reach(self, does: str, at: int, reach: int) -> bool:
        """Whether a turning word stands at most ``reach`` words before word ``at``, in the same clause."""
        ends = self.ends.get(does, _NONE)
        return any(not self.parted(end, at) for end in ends[bisect_left(ends, at - reach) : bisect_right(ends, at)])

    def last(self, does: str, at: int) -> int | None:
        """The number of the word behind the last turning word before word ``at``, however far."""
        ends = self.ends.get(does, _NONE)
        before = bisect_right(ends, at)
        return ends[before - 1] if before else None

    def parted(self, end: int, at: int) -> bool:
        """Whether a comma or the like stands between the word before number ``end`` and word ``at``."""
        tokens = self.sentence.tokens
        return _CLAUSE.search(self.sentence.text, tokens.ends[end - 1], tokens.starts[at]) is not None


def find_stance(sentence: Sentence, *, about_work: bool = True) -> tuple[Stance, tuple[Reason, ...]]:
    """The stance of a sentence and the words that make it.

    ``about_work`` says that the sentence speaks of the work or its making, not only of what happens in it: then soft words
    count and a hint is enough. The weights of the reasons are signed; their sum decides.
    """
    lexicon = _lexicon()
    matches = sentence.matches(lexicon.index)
    reasons = _of_scores(sentence)
    judging = [(m, use) for m in matches if m.first not in sentence.names for use in m.filed if use.does == "judge"]
    if not reasons and not judging:
        return Stance.NEUTRAL, ()
    ends: dict[str, list[int]] = {}
    for match in matches:
        for use in match.filed:
            if use.does != "judge":
                ends.setdefault(use.does, []).append(match.last)
    turns = _Turns(sentence, ends)
    reasons = [_judged(turns, match, use, lexicon) for match, use in judging if about_work or not use.soft] + reasons
    contrast = bool(ends.get("heavier_after") or ends.get("lighter_after"))
    return _decided(reasons, lexicon.decide, contrast=contrast, about_work=about_work), tuple(reasons)


def scores_in(sentence: Sentence) -> list[tuple[Span, float]]:
    """The scores in figures or stars in a sentence and the share of the best that each is, 0..1."""
    text, start, end = sentence.text, sentence.span.start, sentence.span.end
    if not _ANY_SCORE.search(text, start, end):
        return []
    found = [(Span(*match.span()), float(match[1]) / float(match[2])) for match in _SCORE.finditer(text, start, end)]
    for match in _STARS.finditer(text, start, end):
        filled, of = match[0].count("★"), len(match[0])
        found.append((Span(*match.span()), filled / (5 if of == filled < 5 else of)))
    return [(where, share) for where, share in found if share <= 1.0]


def _of_scores(sentence: Sentence) -> list[Reason]:
    """What scores say: the best 3, the worst -3, six out of ten nothing."""
    return [
        Reason(where.of(sentence.text), where, "stance.score", round((share - 0.6) * (7.5 if share > 0.6 else 5.0), 2))
        for where, share in scores_in(sentence)
    ]


def _judged(turns: _Turns, match: Match[_Use], use: _Use, lexicon: _Lexicon) -> Reason:
    """A word of judgement with its weight in this sentence; the rule says what turned it."""
    turn, at = lexicon.turn, match.first
    weight, rule = use.weight, "stance.soft" if use.soft else "stance.sure"
    if turns.ends:
        if turns.reach("more", at, 2):
            weight *= turn["more_by"]
        elif turns.reach("less", at, 2):
            weight *= turn["less_by"]
        if turns.reach("negators", at, turn["reach"]):
            weight *= turn["praise_turned"] if weight > 0 else -turn["complaint_turned"]
            rule = "stance.negated"
        if weight > 0 and turns.reach("doubt", at, turn["reach"] + 3):
            weight *= turn["doubt_by"]
            rule = "stance.doubted"
        if turns.reach("other_work", at, turn["reach"]):
            weight *= turn["other_by"]
            rule = "stance.of_another_work"
        weight *= _half(turns, at, lexicon.but)
    span = turns.sentence.where(at, match.last)
    return Reason(span.of(turns.sentence.text), span, rule, round(weight, 2))


def _half(turns: _Turns, at: int, but: Mapping[str, Any]) -> float:
    """How much more or less a word counts for the half of a "but" sentence in which it stands."""
    opened = turns.last("lighter_after", at)
    if opened is not None and at - opened <= but["reach"] and not turns.parted(opened, at):
        return float(but["lighter"])
    turned = turns.last("heavier_after", turns.sentence.numbers.stop)
    if turned is not None and turned > turns.sentence.numbers.start + 1:
        return float(but["heavier"] if at >= turned else but["lighter"])
    return 1.0


def _decided(reasons: list[Reason], decide: Mapping[str, float], *, contrast: bool, about_work: bool) -> Stance:
    up = sum(reason.weight for reason in reasons if reason.weight > 0)
    down = -sum(reason.weight for reason in reasons if reason.weight < 0)
    enough = decide["enough"] if about_work else decide["enough_alone"]
    share = decide["mixed_with_but"] if contrast else decide["mixed_from"]
    if min(up, down) >= max(decide["enough"], share * max(up, down)):
        return Stance.MIXED
    if abs(up - down) < enough:
        return Stance.NEUTRAL
    return Stance.PRAISE if up > down else Stance.COMPLAINT
