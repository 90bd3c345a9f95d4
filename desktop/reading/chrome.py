"""Which blocks are the site's and not the critic's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.review import Block, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

from desktop.reading.vocabulary import table


def fold_chrome(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that are the site's with role CHROME, the rule that says so and how surely."""
    phrases = {p.casefold() for entry in table("chrome").values() for p in entry["exact"]}
    starts = tuple(p.casefold() for entry in table("chrome").values() for p in entry["starts"])
    ends = tuple(p.casefold() for entry in table("chrome").values() for p in entry["ends"])
    tail = {p.casefold() for entry in table("chrome").values() for p in entry["tail"]}
    folded: list[Block] = []
    after = False
    for block in blocks:
        line = block.span.of(text).casefold()
        after = after or line.strip(" :") in tail
        if block.role is Role.GAP or not (after or line in phrases or line.startswith(starts) or line.endswith(ends)):
            folded.append(block)
        else:
            folded.append(replace(block, role=Role.CHROME, rule="chrome.tail" if after else "chrome.phrase", confidence=0.9))
    return tuple(folded)
