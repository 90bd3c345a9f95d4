"""The short reviews on a page of several: each with a heading, its text and its score.

A page that reviews no one work may hold many short reviews. Where that is plain to see (headings, text below each, and a
score of the critic's with nearly every one) each of them is a review of its own; the page itself stays what it is, whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from desktop.reading.dates import find_dates
from desktop.reading.headings import announced
from desktop.reading.notations import find_notations
from desktop.reading.page import Page
from desktop.reading.titles import may_be_title
from desktop.reading.verdicts import is_label_only
from desktop.review import Found, Role, Span, Whose, WorkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.review import Block, Review

T = TypeVar("T")

_FEWEST = 2  # short reviews that a page of several has at least
_NEARLY_ALL = 0.7  # of the headed parts of such a page are reviews
_WORDS = 20  # of text that a short review has at least
_LONGEST_HEADING = 100  # characters
_PROSE = 8  # words of the shortest line that is text
_OWN = "one of several works"  # what scores on such a page are said to be about
_BROKEN_OFF = re.compile(r"(?:…|\.{3})\s?(?:[\[(][^\[\]()]{0,30}[\])])?$|\[[^\[\]]{2,30}\]$")
_EDGES = " \t\xa0:–—-|·•*_#()[]"


@dataclass(slots=True)
class _Part:
    """A headed part of a page: its blocks, the words of its text and whether a score stands in it."""

    blocks: list[Block]
    words: int = 0
    scored: bool = False
    broken_off: bool = False

    @property
    def good(self) -> bool:
        """Whether the part is a short review: it says something, has a score, and does not go on elsewhere."""
        return self.scored and self.words >= _WORDS and not self.broken_off

    @property
    def span(self) -> Span:
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


def find_capsules(review: Review) -> tuple[Span, ...]:
    """Where the short reviews of a page stand; empty for a page of which that is not sure."""
    if review.kind.value is not WorkKind.NOT_A_REVIEW:
        return ()
    scores = [
        rating.span for rating in review.ratings if rating.whose is Whose.OTHER and rating.about == _OWN and len(rating.span)
    ]
    if len(scores) < _FEWEST:
        return ()
    parts = _parts(review, scores)
    good = [part for part in parts if part.good]
    if len(good) < _FEWEST or len(good) < _NEARLY_ALL * len(parts):
        return ()
    return tuple(part.span for part in good)


def reviews_in(page: Page, review: Review, understand: Callable[[Page, int], Review]) -> tuple[Review, ...]:
    """The short reviews on a page, read each by itself: ``understand`` reads the ``n``-th one (from 1), a page of its own.

    Who wrote them and when, the page says for all of them. Only where two at least turn out to be reviews with a verdict does
    the page count as one of several.
    """
    found: list[Review] = []
    for span in find_capsules(review):
        one = understand(_cut(page, span), len(found) + 1)
        if one.kind.value is not WorkKind.NOT_A_REVIEW and one.verdict is not None and one.headline is not None:
            found.append(_with_what_the_page_says(one, review))
    return tuple(found) if len(found) >= _FEWEST else ()


def _parts(review: Review, scores: Sequence[Span]) -> list[_Part]:
    """The headed parts of a page; what stands above the first heading with text below it, and an introduction, are none."""
    parts: list[_Part] = []
    waiting: list[Block] = []  # a heading and what stands between it and its text
    for block in review.blocks:
        if block.role in {Role.GAP, Role.CHROME}:
            continue
        text = block.span.of(review.text)
        if _is_text(block, text):
            if waiting:
                parts.append(_Part(waiting, scored=any(_holds(waiting, score) for score in scores)))
                waiting = []
            if parts:
                part = parts[-1]
                part.blocks.append(block)
                part.words += len(text.split())
                part.broken_off = _BROKEN_OFF.search(text[-40:]) is not None
                part.scored = part.scored or any(block.span.holds(score) for score in scores)
        elif waiting or _is_heading(block, text):
            waiting.append(block)
        elif parts:
            parts[-1].blocks.append(block)
            parts[-1].scored = parts[-1].scored or any(block.span.holds(score) for score in scores)
    if waiting and parts and any(_holds(waiting, score) for score in scores):
        parts[-1].blocks += waiting
        parts[-1].scored = True
    return parts[1:] if parts and not parts[0].scored else parts


def _holds(blocks: Sequence[Block], score: Span) -> bool:
    return any(block.span.holds(score) for block in blocks)


def _is_text(block: Block, text: str) -> bool:
    return block.role in {Role.BODY, Role.STANDFIRST} and len(text.split()) >= _PROSE and not _is_heading(block, text)


def _is_heading(block: Block, text: str) -> bool:
    """Whether a block may be the title above a short review: a short line with a title in it, beside its score perhaps."""
    if (
        len(text) > _LONGEST_HEADING
        or text.rstrip().endswith((".", "!", ";", ","))
        or block.role in {Role.BYLINE, Role.PRO, Role.CON}
    ):
        return False
    rest = text
    for notation in reversed(find_notations(text)):
        rest = rest[: notation.span.start] + rest[notation.span.end :]
    rest = rest.strip(_EDGES)
    if not rest or is_label_only(rest) or announced(rest) or not may_be_title(rest) or any(True for _ in find_dates(rest)):
        return False
    return block.role in {Role.HEADING, Role.HEADLINE} or rest[0].isupper() or rest[0].isdigit() or rest[0] in "“\"‘'«„"


def _cut(page: Page, span: Span) -> Page:
    """A stretch of a page as a page of its own, with what its markup says."""
    hints = tuple(replace(hint, span=_within(span, hint.span)) for hint in page.hints if span.holds(hint.span))
    styles = tuple(replace(style, span=_within(span, style.span)) for style in page.styles if span.holds(style.span))
    return Page(page.text[span.start : span.end], hints, styles=styles)


def _within(whole: Span, part: Span) -> Span:
    return Span(part.start - whole.start, part.end - whole.start)


def _with_what_the_page_says(one: Review, page: Review) -> Review:
    """A short review with the critic, the day and the outlet of its page, where it names none itself."""
    return replace(
        one,
        critic=one.critic or _of_the_page(page.critic),
        published=one.published or _of_the_page(page.published),
        outlet=one.outlet or _of_the_page(page.outlet),
    )


def _of_the_page(found: Found[T] | None) -> Found[T] | None:
    """What a page says, as one of its short reviews has it: a little less sure, and not in its own text."""
    if found is None:
        return None
    return Found(found.value, None, f"{found.rule.partition('.')[0]}.page", round(0.9 * found.confidence, 2))
