"""The filters: facets with live counts, each value included, excluded or left alone, by mouse and by keys.

The pane holds no rule of its own: it shows what the query says and asks for another query.
"""

from __future__ import annotations

from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.library.query import FacetState, Operator, Query
from desktop.ui.command_table import Place
from desktop.ui.models.facets_model import FacetsModel
from desktop.ui.panes.facet_anchor import FacetAnchor
from desktop.ui.panes.facet_view import FacetView
from desktop.ui.panes.saved_row import SavedRow
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.library.facets import Facet
    from desktop.ui.commands import Commands

_SLICE: Final = 0.006  # seconds of a turn in which facets are shown: a frame is three times as long


class FiltersPane(QWidget):
    """All facets in one list that the keys can walk; above them the saved searches (``saved``)."""

    query_changed = Signal(object)  # Query
    names_asked = Signal(str)  # a person, whose names are to be shown

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._query = Query.empty
        self._model = FacetsModel(self)
        self._view = FacetView(look, self._model, self)
        self._anchor = FacetAnchor(self._view)
        self._showing: Iterator[None] = iter(())  # facets that are being shown
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)
        self._nothing = QLabel("No reviews, so nothing to filter.", self)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._nothing.setMargin(UNIT * 4)
        self.saved = SavedRow(look, self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.saved)
        column.addLayout(self._stack, 1)
        self._view.state_asked.connect(self._set_state)
        self._view.cycle_asked.connect(self._cycle)
        self._view.range_asked.connect(self._set_range)
        self._view.operator_asked.connect(self._turn_operator)
        self._view.clear_asked.connect(self._clear)
        self._view.names_asked.connect(self.names_asked)
        commands.attach(self, Place.FILTERS)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    @property
    def view(self) -> FacetView:
        """The list of facets."""
        return self._view

    def show_facets(self, facets: Sequence[Facet], query: Query) -> None:
        """Show the facets' values, counts and states; what stays the same is not touched."""
        self._query = query
        self._showing = self._model.showing(facets)
        self._show_on(inf)

    def current_value(self) -> tuple[str, str]:
        """The field and the value where the reader is; empty ones where the reader is at none."""
        entry = self._view.facets.entry(self._view.currentIndex())
        return (entry.facet.field, entry.value.value) if entry is not None and entry.value is not None else ("", "")

    def expect(self, query: Query) -> None:
        """Go on from another query: what is clicked before its counts are known changes this one."""
        self._query = query

    def focus_in(self) -> None:
        """Give the list of facets the focus, on its first line the first time."""
        self._view.focus_line()

    def escape(self) -> bool:
        """Clear the filter of the facet where the reader is, or leave its field; False where there was nothing to do."""
        return self._view.escape()

    # slots

    @Slot(object)
    def take_facets(self, facets: Sequence[Facet]) -> None:
        """Show the facets of the query that was last expected, a few milliseconds at a time."""
        self._showing = self._model.showing(facets)
        self._show_on(_SLICE)

    @Slot(str, str, FacetState)
    def _set_state(self, field: str, value: str, state: FacetState) -> None:
        self._take(self._query.with_state(field, value, state))

    @Slot(str, str)
    def _cycle(self, field: str, value: str) -> None:
        self._take(self._query.cycled(field, value))

    @Slot(str, object, object)
    def _set_range(self, field: str, low: int | None, high: int | None) -> None:
        self._take(self._query.with_range(field, low, high))

    @Slot(str)
    def _turn_operator(self, field: str) -> None:
        every = self._query.operator(field) is Operator.ANY
        self._take(self._query.with_operator(field, Operator.ALL if every else Operator.ANY))

    @Slot(str)
    def _clear(self, field: str) -> None:
        self._take(self._query.cleared(field))

    @Slot()
    def _dress(self) -> None:
        self._nothing.setFont(self._look.sans())

    @Slot()
    def _go_on(self) -> None:
        self._show_on(_SLICE)

    # inside

    def _show_on(self, seconds: float) -> None:
        """Go on showing facets for so long, and in the next turn if any are left."""
        end = perf_counter() + seconds
        self._anchor.hold()
        left = any(perf_counter() > end for _ in self._showing)
        self._view.furnish()
        self._anchor.restore()
        self._stack.setCurrentWidget(self._view if self._model.facets else self._nothing)
        if left:
            self._turn.start()
        else:
            self._turn.stop()

    def _take(self, query: Query) -> None:
        """Ask for a query, and go on from it: the next key may come before the counts do."""
        if query != self._query:
            self._query = query
            self._model.restate(query)
            self.query_changed.emit(query)
