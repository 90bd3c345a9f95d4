"""Headings and what stands under them; pros, cons and content warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.stages import Claim, Sections
from desktop.review import Block, Found, Role, Section, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_sections(text: str, blocks: Sequence[Block]) -> Sections:
    """The sections, pros, cons and warnings of a review."""
    claims: dict[Span, Claim] = {}
    own = [b for b in blocks if b.role in {Role.BODY, Role.HEADING}]
    headings: list[Block] = []
    for at, block in enumerate(own):
        line = block.span.of(text)
        last = at + 1 >= len(own) or own[at + 1].listed
        if block.listed or len(line) > 80 or last:
            continue
        if block.role is Role.HEADING or line.endswith(":") or (line.endswith("?") and line.istitle()):
            headings.append(block)
            claims[block.span] = Claim(Role.HEADING, "sections.short_line", 0.7, block.level or 2)
    end = own[-1].span.end if own else 0
    stops = [h.span.start for h in headings[1:]] + [end]
    sections = tuple(
        Section(h.span.of(text).rstrip(":"), h.span, Span(h.span.start, max(h.span.end, stop)))
        for h, stop in zip(headings, stops, strict=False)
    )
    lists: list[list[Block]] = []
    before: Block | None = None
    for block in own:
        if block.listed:
            if before is None or not before.listed or text.count("\n", before.span.end, block.span.start) > 1:
                lists.append([])
            lists[-1].append(block)
        before = block
    found: list[tuple[Found[str], ...]] = [(), ()]
    if len(lists) == 2:
        for at, role in ((0, Role.PRO), (1, Role.CON)):
            for block in lists[at]:
                claims[block.span] = Claim(role, "sections.two_lists", 0.7)
            found[at] = tuple(Found(b.span.of(text).lstrip("• "), b.span, "sections.two_lists", 0.7) for b in lists[at])
    warnings: tuple[Found[str], ...] = ()
    return Sections(sections, found[0], found[1], warnings, claims)
