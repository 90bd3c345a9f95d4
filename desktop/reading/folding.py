"""The working state of folding a page, and what a page's own lines look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.reading.fact_rows import is_fact_row, is_length
from desktop.reading.furniture import Kind, furniture, tokens
from desktop.reading.labels import is_labelled
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

_GLUED_WORDS = 40
_GLUED = re.compile(r"(?<=[a-z!?])(?=[A-Z][a-z])")

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
        self.kinds = [_kind_of(shape) for shape in self.shapes]
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


def _kind_of(shape: Shape) -> Kind | None:
    """What kind of furniture a block is; links whose words a scraper has run together, ``Show MoreShow Less``, are parted."""
    if is_length(shape.text):
        return None  # not the time that the reading takes
    kind = furniture().find(shape.text, shape.words, shape.size)
    if kind is not None or shape.size > _GLUED_WORDS or _GLUED.search(shape.text) is None:
        return kind
    parted = _GLUED.sub(" ", shape.text)
    words = tokens(parted)
    return furniture().find(parted, words, len(words))


def speaks_of_work(shape: Shape) -> bool:
    """Whether a short line is the review's own: a labelled fact, a score or a date."""
    if shape.size > 40:
        return False
    if is_labelled(shape.text) or is_fact_row(shape.text) or is_length(shape.text):
        return True
    return bool(find_notations(shape.text)) or is_dated(shape)
