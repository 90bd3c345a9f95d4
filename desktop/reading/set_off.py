"""The words that the markup of a saved page sets off, gathered while its lines are written."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop.review import Face, Span, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Elements that set words off. Links are not among them: on a page they are the site's furniture more often than the critic's.
FACES: Final = {
    "em": Face.EMPHASIS,
    "i": Face.EMPHASIS,
    "cite": Face.EMPHASIS,
    "strong": Face.STRONG,
    "b": Face.STRONG,
    "blockquote": Face.QUOTE,
    "code": Face.CODE,
    "kbd": Face.CODE,
    "samp": Face.CODE,
    "tt": Face.CODE,
}
_MOST = 200  # marks of one line; one with more is nobody's writing
_LONGEST = 20_000  # characters of such a line
_SPACE = re.compile(r"[ \t\n\r\f]+")


class SetOff:
    """The elements of :data:`FACES` that are open, and where in the line that is being written they began and ended."""

    def __init__(self) -> None:
        self._open: list[Face] = []
        self._carried: tuple[Face, ...] = ()  # open where the line began
        self._marks: list[tuple[int, Face | None]] = []  # after how many pieces of the line, and what begins (None: one ends)

    def begin(self, face: Face, pieces: int) -> None:
        """An element opens after so many pieces of the line."""
        self._open.append(face)
        self._marks.append((pieces, face))

    def end(self, pieces: int) -> None:
        """The innermost element that is open closes."""
        self._open.pop()
        self._marks.append((pieces, None))

    def of_line(self, pieces: Sequence[str], text: str) -> tuple[Style, ...]:
        """What is set off in a line of ``text``, made of these pieces by closing up white space; the next line begins.

        Without a text nothing is told of the line.
        """
        marks, carried = self._marks, self._carried
        self._marks, self._carried = [], tuple(self._open)
        if not (marks or carried) or not text or len(marks) > _MOST or len(text) > _LONGEST:
            return ()
        raw = "".join(pieces)
        found = [
            Style(span, face)
            for start, end, face in _stretches(pieces, marks, carried)
            if (span := _closed_up(start, end, raw, text)) is not None
        ]
        return tuple(sorted(found, key=lambda style: (style.span.start, -style.span.end)))


def _stretches(
    pieces: Sequence[str], marks: Sequence[tuple[int, Face | None]], carried: Sequence[Face]
) -> Iterator[tuple[int, int, Face]]:
    """From where to where in the joined pieces each element reaches; what is not closed reaches to the line's end."""
    at = [0, *accumulate(map(len, pieces))]
    opened = [(0, face) for face in carried]
    for number, face in marks:
        if face is not None:
            opened.append((at[number], face))
        elif opened:
            start, ended = opened.pop()
            yield start, at[number], ended
    yield from ((start, at[-1], face) for start, face in opened)


def _closed_up(start: int, end: int, raw: str, text: str) -> Span | None:
    """Where a stretch of the raw line stands in the line, without the blanks at its edges; None where nothing is left of it."""
    first, last = (min(len(_SPACE.sub(" ", raw[:at].lstrip(" \n"))), len(text)) for at in (start, end))
    words = text[first:last]
    bare = words.strip()
    if not bare:
        return None
    first += len(words) - len(words.lstrip())
    return Span(first, first + len(bare))
