"""The list of a large library: very many headings have their own height, and none of them is carried along by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Slot

from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query
from desktop.ui.models.reviews_model import ReviewsModel
from desktop.ui.panes.review_list import ReviewList
from tests.library.reviews import review
from tests.ui.stage import set_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

GROUPS = 1_000
LIBRARY = Library.of([review(f"r{n}", "Words.", work=f"Work {n // 2:04d}") for n in range(2 * GROUPS)])


class Held(QObject):
    """How many indexes are carried along while rows move."""

    def __init__(self, model: ReviewsModel) -> None:
        super().__init__(model)
        self.most = 0
        self._model = model

    @Slot()
    def count(self) -> None:
        """Count them now."""
        self.most = max(self.most, len(self._model.persistentIndexList()))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReviewList]:
    stage = set_stage(qtbot)
    model = ReviewsModel(stage.window)
    shown = ReviewList(stage.look, model, stage.window)
    shown.resize(400, 600)
    shown.show()
    model.show_library(LIBRARY, Marks(), Query.empty, range(len(LIBRARY)), "work")
    yield shown
    stage.window.close()


def model_of(view: ReviewList) -> ReviewsModel:
    model = view.model()
    assert isinstance(model, ReviewsModel)
    return model


def heights(view: ReviewList) -> set[tuple[bool, int]]:
    """Whether a row is a heading, and how high it is: of all rows."""
    model = model_of(view)
    return {(model.group_at(row) is not None, view.rowHeight(row)) for row in range(model.rowCount())}


def test_headings_are_lower_than_cards_wherever_they_move_to(view: ReviewList) -> None:
    model = model_of(view)
    first = heights(view)
    assert {heading for heading, _ in first} == {True, False}
    assert len(first) == 2
    for by, rows in (("work", range(100, 1_500)), ("none", range(len(LIBRARY))), ("work", range(7))):
        model.show_rows(Marks(), Query.empty, rows, by)
        assert heights(view) <= first
    model.close_groups(on=True)
    assert {height for heading, height in heights(view) if heading} == {height for heading, height in first if heading}


def test_no_index_is_carried_along_for_each_heading(view: ReviewList) -> None:
    model = model_of(view)
    held = Held(model)
    model.layoutAboutToBeChanged.connect(held.count)
    model.show_rows(Marks(), Query.empty, range(len(LIBRARY) - 1), "work")
    assert 0 < held.most < 100
