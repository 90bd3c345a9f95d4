"""Slim scroll bars: a quiet thumb on the paper, no arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QAbstractScrollArea

    from desktop.ui.theme import Look

_RULES = """
QScrollBar:vertical {{ background: {ground}; width: 12px; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: {ground}; height: 12px; margin: 0; border: 0; }}
QScrollBar::handle {{ background: {thumb}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {held}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


def slim(area: QAbstractScrollArea, look: Look, ground: QColor | None = None) -> None:
    """Dress the scroll bars of an area in the theme in force; to be called again when it changes.

    ``ground`` is what the bars lie on where it is not the paper.
    The rules are set on the bars alone: an application-wide style sheet would slow every widget down.
    """
    c = look.colours
    rules = _RULES.format(ground=(ground or c.paper).name(), thumb=c.edge.name(), held=c.quiet.name())
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setStyleSheet(rules)
