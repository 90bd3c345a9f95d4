"""What cards of the list say of reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.entry import glanced
from desktop.library.library import Library
from desktop.library.loading import load
from desktop.library.marks import Marks
from desktop.library.query import Query, parse
from desktop.library.rough_text import RoughIndex
from desktop.library.shelf import Shelf
from desktop.ui.models.cards import Card, card_of
from tests.library.reviews import review

if TYPE_CHECKING:
    from pathlib import Path


def card(library: Library) -> Card:
    return card_of(library, 0, Marks(), Query.empty, names_work=True, copies=0, unfolded=False, below=False)


def test_of_a_page_that_is_not_understood_yet_the_score_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sand Castles\n\nA fierce film.\n", "utf-8")
    entry, words = glanced(path, "a", path.read_bytes())
    listed = card(Library(Shelf([entry], [None]), [entry], RoughIndex([words])))
    assert (listed.title, listed.score, listed.note) == ("Sand Castles", None, "not yet known")
    assert "score not yet known" in listed.spoken()
    assert "unscored" not in listed.spoken()


def test_a_score_is_told_as_the_page_writes_it_and_none_is_told_as_none() -> None:
    scored, unscored = card(Library.of([review("a", score=80)])), card(Library.of([review("a")]))
    assert "score 80 of 100" in scored.spoken()
    assert scored.note == scored.notation
    assert unscored.note == "unscored"
    assert "unscored" in unscored.spoken()


def test_reviews_without_a_headline_are_told_apart_by_how_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("text,score\n" + "".join(f"The {n}th time we met was by the sea.,7\n" for n in range(4)), "utf-8")
    library = load([path])
    first, last = (
        card_of(library, row, Marks(), Query.empty, names_work=True, copies=0, unfolded=False, below=False) for row in (0, 3)
    )
    assert (first.title, last.title) == ("The 0th time we met was by the sea.", "The 3th time we met was by the sea.")
    assert (first.source, last.source) == ("many.csv", "many.csv, 4")
    assert first.untitled
    assert first.words == ""
    assert last.spoken().startswith("untitled, The 3th time")
    found = card_of(library, 0, Marks(), parse("sea"), names_work=True, copies=0, unfolded=False, below=False)
    assert "sea" in found.words
    assert found.hits
