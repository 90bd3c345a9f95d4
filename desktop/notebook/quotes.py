"""A stretch of a review by its own words, so that it is found again in a file that was changed since, or not at all.

This is the TextQuote selector of the W3C's Web Annotation Data Model: the exact words and those before and after them, with the
position where they stood. White space counts as one space, since a page that is saved anew is broken into other lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from desktop.review import Span

#: Characters kept before and after a stretch.
CONTEXT: Final = 64
_ENOUGH: Final = 24  # characters of both contexts together that must still stand beside the words, where there were as many
_OWN: Final = 64  # characters from which words that stand once in a text need nothing beside them to be known by
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a text: its words, up to :data:`CONTEXT` characters on either side, and where it began."""

    exact: str
    before: str
    after: str
    start: int

    @classmethod
    def of(cls, text: str, span: Span) -> Quote:
        """The quote of a span of a text."""
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return cls(span.of(text), before, after, span.start)

    def find(self, text: str) -> Span | None:
        """Where the stretch stands in a text; None where that is not certain, as of two places alike."""
        begin = self.start - len(self.before)
        if begin >= 0 and text.startswith(self.before + self.exact + self.after, begin):
            return Span(self.start, self.start + len(self.exact))
        return self._find_elsewhere(_Squeezed(text))

    def _find_elsewhere(self, text: _Squeezed) -> Span | None:
        exact, before, after = (_squeeze(part) for part in (self.exact, self.before, self.after))
        if not exact:
            return None
        places = text.places(exact)
        beside = [_ending(before, text.before(at)) + _beginning(after, text.after(at + len(exact))) for at in places]
        best = max(beside, default=0)
        if beside.count(best) != 1:
            return None
        alone = len(places) == 1 and len(exact) >= _OWN
        if not alone and best < min(_ENOUGH, len(before) + len(after)):
            return None
        at = places[beside.index(best)]
        return text.span(at, at + len(exact))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _beginning(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _ending(one: str, other: str) -> int:
    return _beginning(one[::-1], other[::-1])


class _Squeezed:
    """A text with one space for all white space between words, and the way back to where each character stood."""

    def __init__(self, text: str) -> None:
        words = [(match.start(), match.group()) for match in _WORD.finditer(text)]
        self._text = " ".join(word for _, word in words)
        self._stood = [start for start, _ in words]
        self._begins: list[int] = []
        at = 0
        for _, word in words:
            self._begins.append(at)
            at += len(word) + 1

    def places(self, exact: str) -> list[int]:
        """Where words stand, from left to right; none overlap."""
        found, at = [], self._text.find(exact)
        while at >= 0:
            found.append(at)
            at = self._text.find(exact, at + len(exact))
        return found

    def before(self, at: int) -> str:
        """What stands before a place, as long as a context."""
        return self._text[max(0, at - CONTEXT - 1) : at].rstrip()

    def after(self, at: int) -> str:
        """What stands behind a place."""
        return self._text[at : at + CONTEXT + 1].lstrip()

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text as it was."""
        return Span(self._back(start), self._back(end - 1) + 1)

    def _back(self, at: int) -> int:
        word = bisect_right(self._begins, at) - 1
        return self._stood[word] + at - self._begins[word]
