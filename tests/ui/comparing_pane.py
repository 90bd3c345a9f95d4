"""The pane of a comparison on a stage, as the tests of its parts begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.panes.compare import ComparePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from desktop.review import Review
    from tests.ui.stage import Stage


def open_pane(stage: Stage, qtbot: QtBot, reviews: Sequence[Review]) -> ComparePane:
    """Show reviews side by side, the focus in them, on a stage that is wide enough for three."""
    pane = ComparePane(stage.look, stage.commands, stage.window)
    stage.commands.asked.connect(pane.run)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 1000)
    pane.show_reviews(reviews)
    pane.focus_in()
    return pane
