"""How columns share a width: which give way when it is narrow, and who gets what is over when it is wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    ColumnT = TypeVar("ColumnT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for, in pixels: what it can be read at, and what it likes. ``given``: the reader made it so wide."""

    least: int
    liked: int
    given: bool = False


def fitted(room: int, headline: Wish, others: Sequence[tuple[ColumnT, Wish]]) -> tuple[int, dict[ColumnT, int]]:
    """The width of the headline and of the other columns that there is room for; together they are ``room`` wide.

    ``others`` come in the order of their importance: the last give way first. What the reader made wide gets its width before
    the others get theirs, and what nobody likes to have goes to the headline.
    """
    left = room - headline.least
    kept: dict[ColumnT, Wish] = {}
    for column, wish in others:
        if wish.least > left:
            break  # nothing of less importance stands where this one has no room: columns come and go in one order
        kept[column] = wish
        left -= wish.least
    widths = {column: wish.least for column, wish in kept.items()}
    for given in (True, False):
        more = {column: wish.liked - wish.least for column, wish in kept.items() if wish.given is given}
        wanted = sum(more.values()) + (0 if given else headline.liked - headline.least)
        for column, each in more.items():
            widths[column] += each if wanted <= left else each * left // wanted
        left = room - headline.least - sum(widths.values())
    return room - sum(widths.values()), widths
