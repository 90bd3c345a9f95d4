"""The stance of a sentence towards the work: words of judgement, turned by negation, doubt, comparison and "but".

The words and every figure are data (``resources/lexicons/stance.en.toml``). The result names each word that counted and by how
much, so that it can be explained; where the words do not suffice the stance is neutral.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.paths import RESOURCES
from desktop.reading.lexicon import Match, TermIndex, proper_names
from desktop.review import Reason, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.reading.lexicon import Tokens

# A score in figures: 4 out of 5, 7/10.
_SCORE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of) ?(5|10|100)\b(?! ?%)", re.IGNORECASE)
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
class _Sentence:
    """A sentence while it is judged: its text and words, and where the words stand that turn others."""

    text: str
    tokens: Tokens
    first: int
    turning: dict[str, list[int]]

    def reaches(self, does: str, at: int, reach: int) -> bool:
        """Whether a turning word stands at most ``reach`` words before token ``at``, in the same clause."""
        return any(at - reach <= end <= at and not self._parted(end, at) for end in self.turning.get(does, ()))

    def after(self, does: str, at: int) -> int | None:
        """The last turning word before token ``at``, wherever in the sentence."""
        return max((end for end in self.turning.get(does, ()) if end <= at), default=None)

    def _parted(self, end: int, at: int) -> bool:
        return _CLAUSE.search(self.text, self.tokens.ends[end - 1], self.tokens.starts[at]) is not None

    def commas(self, start: int, at: int) -> bool:
        """Whether a comma or the like stands between two tokens."""
        return self._parted(start, at)


def find_stance(
    text: str, sentence: Span, tokens: Tokens, words: range, *, about_work: bool = True
) -> tuple[Stance, tuple[Reason, ...]]:
    """The stance of a sentence, whose words are those numbered ``words`` of the tokens of ``text``, and the words that make it.

    ``about_work`` says that the sentence speaks of the work or its making, not only of what happens in it: then soft words
    count and a hint is enough. The weights of the reasons are signed; their sum decides.
    """
    lexicon = _lexicon()
    matches = lexicon.index.find(tokens.words, words.start, words.stop)
    scores = _scores(text, sentence)
    if not scores and not any(use.does == "judge" for match in matches for use in match.filed):
        return Stance.NEUTRAL, ()
    turning: dict[str, list[int]] = {}
    for match in matches:
        for use in match.filed:
            if use.does != "judge":
                turning.setdefault(use.does, []).append(match.last)
    names = proper_names(text, tokens, words)
    turns = _Sentence(text, tokens, words.start, turning)
    reasons = [
        reason
        for match in matches
        if match.first not in names
        for use in match.filed
        if (reason := _judged(turns, match, use, lexicon, about_work))
    ]
    reasons += scores
    contrast = bool(turning.get("heavier_after") or turning.get("lighter_after"))
    return _decided(reasons, lexicon.decide, contrast=contrast, about_work=about_work), tuple(reasons)


def scores_in(text: str, span: Span) -> list[tuple[Span, float]]:
    """The scores in figures or stars in a sentence and the share of the best that each is, 0..1."""
    found = [(Span(*match.span()), float(match[1]) / float(match[2])) for match in _SCORE.finditer(text, span.start, span.end)]
    for match in _STARS.finditer(text, span.start, span.end):
        filled, of = match[0].count("★"), len(match[0])
        found.append((Span(*match.span()), filled / (5 if of == filled < 5 else of)))
    return [(where, share) for where, share in found if share <= 1.0]


def _scores(text: str, sentence: Span) -> list[Reason]:
    """What scores say: the best 3, the worst -3, six out of ten nothing."""
    return [
        Reason(where.of(text), where, "stance.score", round((share - 0.6) * (7.5 if share > 0.6 else 5.0), 2))
        for where, share in scores_in(text, sentence)
    ]


def _judged(sentence: _Sentence, match: Match[_Use], use: _Use, lexicon: _Lexicon, about_work: bool) -> Reason | None:  # noqa: FBT001 - passed on
    if use.does != "judge" or (use.soft and not about_work):
        return None
    turn, but = lexicon.turn, lexicon.but
    weight, rule = use.weight, "stance.soft" if use.soft else "stance.sure"
    if sentence.reaches("more", match.first, 2):
        weight *= turn["more_by"]
    elif sentence.reaches("less", match.first, 2):
        weight *= turn["less_by"]
    if sentence.reaches("negators", match.first, turn["reach"]):
        weight *= turn["praise_turned"] if weight > 0 else -turn["complaint_turned"]
        rule = "stance.negated"
    if weight > 0 and sentence.reaches("doubt", match.first, turn["reach"] + 3):
        weight *= turn["doubt_by"]
        rule = "stance.doubted"
    if sentence.reaches("other_work", match.first, turn["reach"]):
        weight *= turn["other_by"]
        rule = "stance.of_another_work"
    weight *= _half(sentence, match, but)
    span = Span(sentence.tokens.starts[match.first], sentence.tokens.ends[match.last - 1])
    return Reason(span.of(sentence.text), span, rule, round(weight, 2))


def _half(sentence: _Sentence, match: Match[_Use], but: Mapping[str, Any]) -> float:
    """How much more or less a word counts for the half of a "but" sentence in which it stands."""
    opened = sentence.after("lighter_after", match.first)
    if opened is not None and not sentence.commas(opened, match.first):
        return float(but["lighter"])
    turns = [end for end in sentence.turning.get("heavier_after", ()) if end > sentence.first + 1]
    if turns:
        return float(but["heavier"] if match.first >= turns[-1] else but["lighter"])
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
