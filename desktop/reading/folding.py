"""The working state of folding a page, and what a page's own lines look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.reading.furniture import furniture
from desktop.reading.labels import field_of
from desktop.reading.masthead import is_dated
from desktop.reading.notations import find_notations
from desktop.reading.shapes import Shape, shape_of
from desktop.review import Block, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words of the review after which a page's foot may begin.
READ = 60
#: A foot has at most this share of the prose above it.
MOSTLY = 0.35

# Parts of a page in which reviews keep their fact sheets, and sites their menus.
_MAY_HOLD_FACTS = frozenset({"markup.aside", "markup.caption", "markup.hidden", "markup.image", "markdown.front_matter"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a block is the site's."""

    rule: str
    confidence: float


class Folding:
    """A page's blocks and what is known about them: the working state of one call of ``fold_chrome``."""

    def __init__(self, text: str, blocks: Sequence[Block], markup: Mapping[int, str]) -> None:
        self.shapes = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role is not Role.GAP]
        self.kinds = [furniture().find(shape.text, shape.words, shape.size) for shape in self.shapes]
        self.marks: dict[int, Mark] = {}
        for number, shape in enumerate(self.shapes):
            rule = markup.get(shape.at)
            if rule is not None and not (rule in _MAY_HOLD_FACTS and speaks_of_work(shape)):
                self.mark(number, rule, 0.9)

    def mark(self, number: int, rule: str, confidence: float) -> None:
        """Fold a block, unless it is folded already."""
        self.marks.setdefault(number, Mark(rule, confidence))

    def paragraphs(self) -> list[int]:
        """The numbers of the paragraphs that are not folded."""
        return [number for number, shape in enumerate(self.shapes) if shape.prose and number not in self.marks]

    def words_above(self) -> list[int]:
        """For every block and for the end, how many words of unfolded sentences stand above it."""
        above = [0]
        for number, shape in enumerate(self.shapes):
            above.append(above[-1] + (shape.size if shape.sentence and number not in self.marks else 0))
        return above


def speaks_of_work(shape: Shape) -> bool:
    """Whether a short line is the review's own: a labelled fact, a score or a date."""
    if shape.size > 40:
        return False
    label, colon, value = shape.text.partition(":")
    if colon and value.strip() and field_of(label) is not None:
        return True
    return bool(find_notations(shape.text)) or is_dated(shape)
