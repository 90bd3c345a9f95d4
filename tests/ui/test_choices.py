from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.ui.panes.choices import Choice, ChoicesModel
from desktop.ui.panes.controls import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from tests.helpers.models import ModelValidator

A, B, C = Choice("a", "Alpha"), Choice("b", "Beta", "note", "B"), Choice("c", "Gamma", enabled=False)


def test_the_same_choices_change_in_place(
    qapp: QApplication, model_validator: Callable[[ChoicesModel], ModelValidator]
) -> None:
    model = ChoicesModel(qapp)
    watched = model_validator(model)
    model.show_choices([A, B, C])
    watched.expect([("Alpha",), ("Beta",), ("Gamma",)], 0, by=["modelReset"])
    model.show_choices([A, Choice("b", "Better"), C])
    watched.expect([("Alpha",), ("Better",), ("Gamma",)], 0, by=["dataChanged"])
    model.show_choices([C])
    watched.expect([("Gamma",)], 0, by=["modelReset"])
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsEnabled
    model.show_choices([])
    watched.expect([], 0, by=["modelReset"])


def test_what_a_screen_reader_says() -> None:
    assert B.said() == "Beta, note, B"
    assert C.said() == "Gamma, not available now"
    assert Choice("t", "tag", mark=Box.SOME, spoken="tag, on 1 of 2").said() == "tag, on 1 of 2"
