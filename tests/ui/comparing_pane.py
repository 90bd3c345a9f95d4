"""The pane of a comparison on a stage, as the tests of its parts begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.panes.compare import ComparePane
from desktop.ui.panes.compare_head import ColumnHead

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


def here(pane: ComparePane) -> tuple[str, int, int]:
    """Where the reader stands: row, review and stop."""
    cell = pane.table.current_cell()
    assert cell is not None
    return cell.key, cell.review, pane.table.stop


def stand(pane: ComparePane, key: str, review: int, stop: int = 0) -> None:
    """Stand at a stop of the cell of a row and a review."""
    place = pane.table.cells.find(key, review)
    assert place is not None
    pane.table.stand(*place, stop)


def narrow(pane: ComparePane, stage: Stage, qtbot: QtBot, width: int = 520) -> None:
    """Make the window so narrow."""
    stage.window.resize(width, 700)
    qtbot.waitUntil(lambda: pane.width() < width)


def heads(pane: ComparePane) -> list[ColumnHead]:
    """The heads of the columns that are shown."""
    return [head for head in pane.findChildren(ColumnHead) if head.isVisible()]


def words_at(pane: ComparePane) -> str:
    """The words of the passage at which the reader stands."""
    found = pane.table.current_passage()
    assert found is not None
    return found[1].of(pane.review(found[0]).text)
