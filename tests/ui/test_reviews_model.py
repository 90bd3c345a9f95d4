from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt

from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query, parse
from desktop.reading.reader import read_text
from desktop.ui.models.cards import Card
from desktop.ui.models.reviews_model import Column, Data, ReviewsModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from tests.helpers.models import ModelValidator


def library() -> Library:
    def page(id_: str, work: str, critic: str, score: int, words: str) -> str:
        head = f"{work} (2020) – review of {id_}\n\nReview by {critic}\n\nDirector: Ann Lee\n\n"
        return f"{head}{words} It goes on for a while.\n\nMy rating: {score}/10\n"

    return Library.of(
        [
            read_text(page("a", "Alpha", "Ada Byron", 8, "The camera work is gorgeous."), id="a"),
            read_text(page("b", "Beta", "Bea Miles", 3, "The pacing is terribly slow."), id="b"),
            read_text(page("c", "Alpha", "Cy Young", 5, "The story drags, the music soars."), id="c"),
        ]
    )


@pytest.fixture
def model(qapp: QApplication) -> ReviewsModel:
    return ReviewsModel(qapp)


def ids(model: ReviewsModel) -> list[str | None]:
    return [model.index(row, 0).data(Data.REVIEW_ID) for row in range(model.rowCount())]


def test_rows_groups_and_filters(model: ReviewsModel, model_validator: Callable[[ReviewsModel], ModelValidator]) -> None:
    lib, marks = library(), Marks()
    watched = model_validator(model)
    model.show_library(lib, marks, Query.empty, [0, 1, 2], "none")
    assert ids(model) == ["a", "b", "c"]
    model.show_rows(marks, Query.empty, [2, 0], "none")
    assert ids(model) == ["c", "a"]
    model.show_rows(marks, Query.empty, [0, 1, 2], "score")
    assert ids(model) == [None, "a", None, "c", None, "b"]
    model.toggle_group(1)
    assert ids(model) == [None, "a", None, None, "b"]
    model.show_rows(marks, Query.empty, [0, 1, 2], "work")
    model.show_rows(marks, Query.empty, [0, 1, 2], "score")
    assert ids(model) == [None, "a", None, "c", None, "b"], "groups made anew are open"
    model.show_rows(marks, Query.empty, [], "score")
    assert ids(model) == []
    model.show_library(Library.of(()), marks, Query.empty, [], "none")
    assert watched.signals == ["modelReset", *["layoutChanged"] * 6, "modelReset"]


def test_the_selection_stays_on_its_reviews(model: ReviewsModel) -> None:
    lib, marks = library(), Marks()
    model.show_library(lib, marks, Query.empty, [0, 1, 2], "none")
    selection = QItemSelectionModel(model)
    flag = QItemSelectionModel.SelectionFlag
    for row in (0, 2):
        selection.select(model.index(row, 0), flag.Select | flag.Rows)
    held = QPersistentModelIndex(model.index(1, 0))
    model.show_rows(marks, Query.empty, [2, 0], "none")
    assert sorted(model.index(i.row(), 0).data(Data.REVIEW_ID) for i in selection.selectedRows()) == ["a", "c"]
    assert not held.isValid()


def test_cards_say_what_the_review_says(model: ReviewsModel) -> None:
    lib = library()
    marks = Marks(read=frozenset({"a"}), starred=frozenset({"a"}), tags={"a": frozenset({"to cite"})})
    model.show_library(lib, marks, parse("gorgeous"), [0, 1], "none")
    card = model.index(0, 0).data(Data.CARD)
    assert isinstance(card, Card)
    assert (card.score, card.unread, card.starred, card.tags) == (80, False, True, ("to cite",))
    assert [card.words[start:end] for start, end in card.hits] == ["gorgeous"]
    assert "Ada Byron" in card.source
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "score 80 of 100" in spoken
    assert "to cite" in spoken
    assert model.index(1, Column.SCORE).data() == "30"


def test_marks_change_in_place(model: ReviewsModel, model_validator: Callable[[ReviewsModel], ModelValidator]) -> None:
    model.show_library(library(), Marks(), Query.empty, [0, 1], "work")
    watched = model_validator(model)
    model.show_marks(Marks(read=frozenset({"a"})))
    assert watched.signals == ["dataChanged"]
    assert not model.card(0).unread
