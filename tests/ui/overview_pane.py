"""The pane of an overview on a stage, as the tests of its parts begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.names import Person
from desktop.review import Credit, Found, Job, Span
from desktop.ui.models.overview_marks import Part, Sheet, sheets_of
from desktop.ui.panes.overview import OverviewPane
from tests.ui.comparing import made, three

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.review import Review
    from desktop.ui.panes.overview_view import SheetView
    from tests.ui.stage import Stage

DIRECTOR = Person("Lee Chung-hyun", ("Lee Chung-hyun", "Chung-Hyun Lee"), ("", "names.order"))


def reviews() -> tuple[Review, ...]:
    """Three reviews: two agree on a runtime's existence only, and spell the director in two ways, one of them twice."""
    ann, bo, plain = three()

    def credited(name: str) -> tuple[Credit, ...]:
        return (Credit(Job.DIRECTOR, name, Span(0, 3), "test"),)

    return (
        replace(ann, runtime=Found(93, Span(0, 2), "test"), credits=credited("Lee Chung-hyun")),
        replace(bo, runtime=Found(92, Span(3, 5), "test"), credits=credited("Chung-Hyun Lee")),
        replace(plain, credits=credited("Lee Chung-hyun")),
    )


def many(count: int) -> tuple[Review, ...]:
    """So many reviews of one work."""
    return tuple(made(f"r{i}", ["story+ Fine.", "look- Not so."], critic=f"Critic {i}", score=i * 3) for i in range(count))


class Shown:
    """A pane on a stage, and what it asked for."""

    def __init__(self, stage: Stage, qtbot: QtBot, shown: tuple[Review, ...] = ()) -> None:
        self.stage, self.qtbot = stage, qtbot
        self.pane = OverviewPane(stage.look, stage.commands, stage.window)
        layout = stage.window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.pane, 100)
        self.pane.show()
        layout.activate()
        self.asked: list[tuple[object, ...]] = []
        self.said: list[str] = []
        self.pane.source_wanted.connect(self._source)
        self.pane.topic_wanted.connect(self._topic)
        self.pane.pair_wanted.connect(self._pair)
        self.pane.said.connect(self.said.append)
        self.pane.show_reviews(shown or reviews(), [DIRECTOR], "Ballerina (2023)", "3 reviews")

    def _source(self, review: str, span: object) -> None:
        self.asked.append(("source", review, span))

    def _topic(self, topic: str, review: str) -> None:
        self.asked.append(("topic", topic, review))

    def _pair(self, first: str, second: str) -> None:
        self.asked.append(("pair", first, second))

    def view(self, part: Part) -> SheetView:
        """The view of a part of the page."""
        page = self.pane.page
        assert page is not None
        view = page.view(part)
        assert view is not None, part
        return view


def sheet(pane: OverviewPane, part: Part) -> Sheet:
    """What stands in a part of the page."""
    assert pane.overview is not None
    return next(sheet for sheet in sheets_of(pane.overview) if sheet.part is part)
