"""What the reader corrects, as the notebook keeps it: of a review its blocks, passages and reading; of a work its names.

Each correction is an entry of the notebook: of what kind it is, what it is about, and what the reader said, both in a form that
can be read without this program (JSON).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.library.naming import Naming, Pair, pair
from desktop.notebook.quotes import Quote
from desktop.review import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.library.works import Work
    from desktop.review import Review, Span


class Kind(StrEnum):
    """What is corrected; the value is the kind of the entry."""

    ROLE = "role"  # what a block of the page is
    MOVE = "move"  # the topic under which a passage stands
    READING = "reading"  # how the file is read: encoding, letter grades, columns, mended letters
    PLACES = "places"  # places of two reviews that belong together
    NAMES = "names"  # spellings that are one person's, or two people's


KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction as it is kept; ``name`` says what it is about, and there is one of each name and kind."""

    kind: Kind
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """What the reader says now of a review or a work; ``value`` None takes back what was said."""

    subject: Review | Work
    kind: Kind
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader said of a stretch of a review: a role for a block; a topic, or None, for a passage."""

    kind: Kind
    name: str
    quote: Quote
    value: str | None


def saying(review: Review, kind: Kind, span: Span, value: str | None) -> Change:
    """The change that says something of a stretch of a review: ``kind`` is ROLE or MOVE."""
    quote = Quote.of(review.text, span)
    data = {"said": value, "exact": quote.exact, "before": quote.before, "after": quote.after, "start": quote.start}
    return Change(review, kind, f"{span.start}-{span.end}", json.dumps(data, ensure_ascii=False))


def said(kept: Kept) -> Said | None:
    """What was said of a stretch; None of a correction that another program wrote otherwise."""
    data = _loaded(kept.value)
    if not isinstance(data, dict):
        return None
    words = [data.get(key) for key in ("exact", "before", "after")]
    value, start = data.get("said"), data.get("start")
    known = value is None if kept.kind is Kind.MOVE else False
    if kept.kind is Kind.ROLE:
        known = value in {role.value for role in Role}
    elif isinstance(value, str):
        known = True
    if not known or not all(isinstance(word, str) for word in words) or not isinstance(start, int) or start < 0:
        return None
    exact, before, after = (str(word) for word in words)
    return Said(kept.kind, kept.name, Quote(exact, before, after, start), value)


def same_or_apart(work: Work, naming: Naming) -> list[Change]:
    """The changes that make what is said of a work's people this naming."""
    before = _words(work.naming)
    after = _words(naming)
    return [
        Change(work, Kind.NAMES, name, after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def naming_of(kept: Iterable[Kept]) -> Naming:
    """The naming that entries of one work make."""
    same: set[Pair] = set()
    apart: set[Pair] = set()
    for each in kept:
        spellings = _loaded(each.name)
        if isinstance(spellings, list) and len(spellings) == 2 and all(isinstance(one, str) for one in spellings):
            (same if each.value == _SAME else apart).add(pair(*spellings))
    return Naming(frozenset(same), frozenset(apart))


_SAME, _APART = "same", "apart"


def _words(naming: Naming) -> dict[str, str]:
    return {
        json.dumps(spellings, ensure_ascii=False): word
        for pairs, word in ((naming.same, _SAME), (naming.apart, _APART))
        for spellings in pairs
    }


def _loaded(text: str) -> Any:
    """What JSON says; None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def fitted(review: Review, kept: Iterable[Kept], kind: Kind) -> tuple[list[tuple[Span, Said]], list[Said]]:
    """What was said of a review's blocks (ROLE) or passages (MOVE): that which fits its text, with where; and what does not.

    Nothing is ever taken to be said of another place: see :meth:`~desktop.notebook.quotes.Quote.find`.
    """
    passages = {passage.span for passage in review.passages} if kind is Kind.MOVE else None
    fitting, lost = [], []
    for each in kept:
        what = said(each) if each.kind is kind else None
        if what is None:
            continue
        span = what.quote.find(review.text)
        if span is None or (passages is not None and span not in passages):
            lost.append(what)
        else:
            fitting.append((span, what))
    return fitting, lost


def said_anew(review: Review, kept: Iterable[Kept], kind: Kind, span: Span, value: str | None) -> list[Change]:
    """The changes by which a stretch is what is said now, whatever was said of it before."""
    change = saying(review, kind, span, value)
    return [*(each for each in unsaid(review, kept, kind, span) if each.name != change.name), change]


def unsaid(review: Review, kept: Iterable[Kept], kind: Kind, span: Span) -> list[Change]:
    """The changes by which nothing is said of a stretch any more."""
    fitting, _ = fitted(review, kept, kind)
    return [Change(review, kind, what.name, None) for where, what in fitting if where == span]
