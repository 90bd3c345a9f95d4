"""What cards of the list say of reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.entry import glanced
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query
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
