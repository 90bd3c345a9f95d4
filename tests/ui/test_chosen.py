"""Chosen reviews are made one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.library import Library
from desktop.ui.chosen import Chosen
from tests.library.reviews import review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review


class Shelf:
    """Reviews, and how many of them were asked for."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self._reviews = reviews
        self.asked = 0

    def __getitem__(self, row: int) -> Review:
        self.asked += 1
        return self._reviews[row]


def test_only_what_is_asked_for_is_made() -> None:
    library = Library.of([review(f"r{number}", f"Review {number}.") for number in range(9)])
    shelf = library.reviews = Shelf(library.reviews)  # type: ignore[assignment]  # as much of it as is asked for
    chosen = Chosen(library, [7, 3, 5])
    assert len(chosen) == 3
    assert shelf.asked == 0
    assert [each.id for each in chosen[:2]] == ["r7", "r3"]
    assert chosen[-1].id == "r5"
    assert shelf.asked == 3
    assert [each.id for each in chosen] == ["r7", "r3", "r5"]
    assert not Chosen(library, [])
