"""Reviews built straight from text, for tests of what comes after the blocks of a page are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.passages import find_passages
from desktop.review import Block, Found, Review, Role, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Credit

# A line may name its role in the first character: for pages written inside a test.
_MARKS = {"#": Role.HEADING, "+": Role.PRO, "-": Role.CON, "%": Role.WARNING, "~": Role.CHROME, ">": Role.STANDFIRST}


def blocks_of(text: str) -> tuple[Block, ...]:
    """Every line a block (body, or what its first character says), what lies between a gap: a partition of the text."""
    blocks: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        start = at + (line.index(bare) if bare else 0)
        end = start + len(bare)
        if bare:
            if blocks and blocks[-1].role is Role.GAP:
                blocks[-1] = Block(Span(blocks[-1].span.start, start), Role.GAP, "test")
            elif start > at:
                blocks.append(Block(Span(at, start), Role.GAP, "test"))
            role = _MARKS.get(bare[0], Role.BODY) if bare[1:2] == " " else Role.BODY
            blocks.append(Block(Span(start, end), role, "test", level=2 if role is Role.HEADING else 0))
        gap = Span(end if bare else at, at + len(line))
        if gap.start < gap.end:
            if blocks and blocks[-1].role is Role.GAP:
                gap = Span(blocks.pop().span.start, gap.end)
            blocks.append(Block(gap, Role.GAP, "test"))
        at += len(line)
    return tuple(blocks)


def page(
    text: str, *, name: str = "page", kind: WorkKind = WorkKind.FILM, people: Sequence[Credit] = (), **fields: object
) -> Review:
    """A review of the text, with its passages."""
    blocks = blocks_of(text)
    passages = find_passages(text, blocks, kind, people)
    return Review(
        id=name,
        path=None,
        text=text,
        encoding="utf-8",
        kind=Found(kind, None, "test"),
        blocks=blocks,
        credits=tuple(people),
        passages=passages,
        **fields,  # type: ignore[arg-type]  # any field of a review may be given
    )
