"""The bar below the list says how many reviews are selected, in as many words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from desktop.ui.models.reviews_model import ReviewsModel
from desktop.ui.panes.facet_delegate import _count
from desktop.ui.panes.list_pane import ListPane
from desktop.ui.theme import UNIT
from tests.ui.stage import Stage, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=500, height=500)


@pytest.mark.parametrize("scale", [1.0, 1.75])
def test_the_number_of_selected_reviews_is_never_cut(stage: Stage, qtbot: QtBot, scale: float) -> None:
    stage.look.set_scale(scale)
    pane = ListPane(stage.look, stage.commands, ReviewsModel(stage.window))
    qtbot.addWidget(pane)
    pane.show()
    pane.offer(11_988)
    pane.resize(10, 400)  # with the fewest words there are
    assert pane._chosen.text() == "11,988"
    least = pane._chosen.sizeHint().width() + pane._compare.sizeHint().width() + UNIT * 6
    said = set()
    inner = pane._offer.layout()
    assert inner is not None
    for width in range(least, 900, 20):
        pane.resize(width, 400)
        inner.activate()
        assert pane._chosen.sizeHint().width() <= pane._chosen.width()
        assert pane._compare.sizeHint().width() <= pane._compare.width()
        assert "11,988" in pane._chosen.text()
        said.add((pane._chosen.text(), pane._compare.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon))
    assert ("11,988 reviews selected", True) in said
    assert ("11,988 selected", False) in said
    assert ("11,988", False) in said


def test_a_count_is_told_in_thousands_where_its_name_would_have_no_room(stage: Stage) -> None:
    metrics = QFontMetrics(stage.look.figures())
    full = metrics.horizontalAdvance("11,204") + 1
    assert _count(11_204, metrics, full) == ("11,204", full)
    assert _count(11_204, metrics, full - 1)[0] == "11k"
    assert _count(9_204, metrics, 1)[0] == "9,204"
