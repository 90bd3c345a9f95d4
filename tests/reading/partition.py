"""The one law of reading: the blocks of a review are its whole text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Block, Review, Role


def assert_partition(text: str, blocks: Sequence[Block]) -> None:
    """Every character is in exactly one block, and blocks that are no gaps begin and end with more than white space."""
    assert "".join(block.span.of(text) for block in blocks) == text
    assert all(one.span.end == other.span.start for one, other in pairwise(blocks))
    assert all(len(block.span) for block in blocks)
    assert not blocks or (blocks[0].span.start, blocks[-1].span.end) == (0, len(text))


def assert_sound(review: Review) -> None:
    """The blocks are the text; what was found lies in it; no surrogate is anywhere."""
    text = review.text
    assert_partition(text, review.blocks)
    assert not any("\ud800" <= char <= "\udfff" for char in text)
    for found in (*review.pros, *review.cons, *review.warnings):
        assert found.span is not None
        assert found.span.of(text) == found.value
    for section in review.sections:
        assert section.span.holds(section.heading)
        assert section.span.end <= len(text)
    for problem in review.problems:
        assert problem.span is None or problem.span.end <= len(text)


def lines_by_role(review: Review, *roles: Role) -> list[str]:
    """The texts of the blocks that play one of the roles."""
    return [block.span.of(review.text) for block in review.blocks if block.role in roles]


def rule_of(review: Review, line: str) -> str:
    """The rule by which the block that is ``line`` has its role."""
    return next(block.rule for block in review.blocks if block.span.of(review.text) == line)
