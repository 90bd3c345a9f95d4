"""Where the text of a page speaks of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.reading.lines import Line

#: Marks that are written in several shapes, and the one in which they are compared.
_SHAPES = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("‐", "-"), ("‑", "-"))


def _straight(text: str) -> str:
    """The text with marks in one shape, character for character."""
    for shape, plain in _SHAPES:
        text = text.replace(shape, plain)
    return text


class Mentions:
    """Names in some lines of a page, compared without regard to capitals and the shape of quotation marks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._joined = _straight("\n".join(line.text for line in lines))
        lowered = self._joined.lower()
        # A few letters change their length in lower case; then capitals must agree.
        self._lowered = lowered if len(lowered) == len(self._joined) else self._joined

    def count(self, name: str, most: int = 12) -> int:
        """How often the name stands in the text as a name, with a capital (or a figure) at its start; at most ``most``."""
        needle = self._folded(name)
        found = 0
        for at in self._places(needle):
            found += not self._joined[at].islower()
            if found >= most:
                break
        return found

    def count_small(self, word: str, most: int = 12) -> int:
        """How often a word stands in the text in small letters: then its capital in a headline says nothing."""
        found = 0
        for at in self._places(self._folded(word)):
            found += self._joined[at].islower()
            if found >= most:
                break
        return found

    def lines_with(self, name: str) -> Iterator[tuple[Line, int]]:
        """The lines that speak of the name, each with where behind the name it goes on."""
        needle = self._folded(name)
        start = number = 0
        for at in self._places(needle):
            while at > start + len(self._lines[number].text):
                start += len(self._lines[number].text) + 1
                number += 1
            yield self._lines[number], at - start + len(needle)

    def _folded(self, name: str) -> str:
        straight = _straight(name)
        return straight.lower() if self._lowered is not self._joined else straight

    def _places(self, needle: str) -> Iterator[int]:
        """Where the needle stands as whole words."""
        at = 0
        while needle and (at := self._lowered.find(needle, at)) >= 0:
            end = at + len(needle)
            inside = (at and self._joined[at - 1].isalnum()) or (end < len(self._joined) and self._joined[end].isalnum())
            if not inside:
                yield at
            at = end
