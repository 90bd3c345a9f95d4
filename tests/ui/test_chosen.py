"""Chosen reviews are made one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.entry import glanced
from desktop.library.library import Library
from desktop.library.rough_text import RoughIndex
from desktop.notebook.identity import Marked
from desktop.reading.reader import read_file
from desktop.ui.chosen import Chosen
from tests.library.reviews import review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


def test_marks_are_put_on_chosen_reviews_without_making_them() -> None:
    library = Library.of([review(f"r{number}", f"Review {number}.", headline=f"Title {number}") for number in range(9)])
    reviews = library.reviews
    shelf = library.reviews = Shelf(reviews)  # type: ignore[assignment]  # as above
    chosen = Chosen(library, [7, 3, 5])
    assert chosen.ids == ["r7", "r3", "r5"]
    assert chosen.only(lambda name: name != "r3").ids == ["r7", "r5"]
    assert chosen.pending == 0
    marked = chosen.marked()
    assert shelf.asked == 0
    for found, row in zip(marked, (7, 3, 5), strict=True):
        known = Marked.of(reviews[row])
        assert (found.key, found.title, found.words()) == (known.key, known.title, known.words())


def test_a_review_that_is_not_understood_yet_is_made_to_be_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sand Castles\n\nA fierce film.\n", "utf-8")
    entry, words = glanced(path, "a", path.read_bytes())
    library = Library(Shelf(read_file(path)), [entry], RoughIndex([words]))  # type: ignore[arg-type]  # as above
    chosen = Chosen(library, [0])
    assert chosen.pending == 1
    (found,) = chosen.marked()
    assert found.key == Marked.of(read_file(path)[0]).key
