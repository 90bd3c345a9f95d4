"""Where a line ends: a short name with a hyphen, such as Ok-ju, is not parted at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLine

    from desktop.ui.units import Units

_SHORT = 12  # code points of a word with a hyphen up to which it stays on one line
_HYPHENS = "-\N{HYPHEN}"
#: A hyphen at which no line ends.
UNBROKEN = "\N{NON-BREAKING HYPHEN}"
_ALIKE = str.maketrans(dict.fromkeys((*_HYPHENS, UNBROKEN), "-"))
_HYPHEN = re.compile(f"[{_HYPHENS}]")


def fill_line(line: QTextLine, width: float, text: str, units: Units) -> None:
    """Give a line of ``text`` its width in pixels, and end it before a short word that it would part at a hyphen."""
    line.setLineWidth(width)
    first = line.textStart()
    end = units.to_points(first + line.textLength())
    start = short_word_parted(text, end)
    if start is None or start <= units.to_points(first):
        return
    # Qt breaks after every hyphen and has no way to forbid one break: a narrower line ends before the word.
    place = line.cursorToX(units.to_units(start))
    line.setLineWidth(place[0])  # type: ignore[index]  # the pixels and the position: the stubs say no more than object


def unbroken(text: str) -> str:
    """``text`` with hyphens at which no line ends inside short words; as many code points and UTF-16 units as before.

    For documents, whose lines only Qt can fill. What is read back from them is not the text: see :func:`alike`.
    """
    kept = [match.start() for match in _HYPHEN.finditer(text) if short_word_parted(text, match.end()) is not None]
    if not kept:
        return text
    letters = list(text)
    for at in kept:
        letters[at] = UNBROKEN
    return "".join(letters)


def alike(text: str) -> str:
    """``text`` with one kind of hyphen only, character for character: to look for words in."""
    return text.translate(_ALIKE)


def short_word_parted(text: str, end: int) -> int | None:
    """Where the short word begins that a line's end at ``end`` would part at its hyphen; None where it parts none."""
    if not 1 < end < len(text) or text[end - 1] not in _HYPHENS or not (text[end - 2].isalpha() and text[end].isalpha()):
        return None
    start, after = end - 2, end
    while start > 0 and end - start <= _SHORT and not text[start - 1].isspace():
        start -= 1
    while after < len(text) and after - start <= _SHORT and not text[after].isspace():
        after += 1
    return start if after - start <= _SHORT else None
