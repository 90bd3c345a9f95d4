"""A window to put a pane or a popup into, and invented reviews to fill it with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.library.facets import Facet, count
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query
from desktop.review import Job, Stance
from desktop.ui.commands import Commands
from desktop.ui.theme import Look, ThemeChoice
from tests.library.reviews import review

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from pytestqt.qtbot import QtBot


@dataclass
class Stage:
    """A shown, active window with another field (``elsewhere``) for the focus to come from."""

    window: QWidget
    look: Look
    commands: Commands
    elsewhere: QLineEdit

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(focus(), key)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(focus(), text)


def focus() -> QWidget:
    """The widget that has the focus; some widget must have it."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def set_stage(qtbot: QtBot, *, width: int = 900, height: int = 640) -> Stage:
    """An active window."""
    window = QWidget()
    qtbot.addWidget(window)
    look = Look(ThemeChoice.LIGHT)
    look.setParent(window)
    window.resize(width, height)
    column = QVBoxLayout(window)
    elsewhere = QLineEdit(window)
    column.addWidget(elsewhere)
    column.addStretch(1)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    elsewhere.setFocus()
    return Stage(window, look, Commands(look, window), elsewhere)


def library(people: int = 0) -> Library:
    """Four reviews of two films; ``people`` invented players act in the first."""
    cast = [(Job.CAST, f"Player {chr(65 + i // 26)}{chr(97 + i % 26)}son") for i in range(people)]
    both, action, drama = ("Action", "Thriller"), ("Action",), ("Drama",)
    praise, complaint = (("look", Stance.PRAISE),), (("pacing", Stance.COMPLAINT),)
    first: dict[str, Any] = {"work": "Ballerina", "year": 2023}
    ann: dict[str, Any] = {"critic": "Ann Bell"}
    cy: dict[str, Any] = {"critic": "Cy Dee"}
    return Library.of(
        [
            review("a", "A fierce one.", headline="Fierce", score=80, genres=both, people=cast, topics=praise, **first, **ann),
            review("b", "A slow burn.", headline="Slow", score=35, genres=action, topics=complaint, **first, **cy),
            review("c", "Dull and café.", headline="<b>Dull</b>", genres=drama, **first),
            review("d", "Sand again.", headline="Sand", score=70, genres=("Drama", "Thriller"), work="Dune", year=2021, **ann),
        ]
    )


MARKS = Marks(read=frozenset({"a"}), tags={"a": frozenset({"festival", "<i>quote</i>"}), "b": frozenset({"festival"})})


def facets(query: Query = Query.empty, *, people: int = 0, marks: Marks = MARKS) -> tuple[Facet, ...]:
    """The facets of :func:`library` under a query."""
    return count(library(people), query, marks)
