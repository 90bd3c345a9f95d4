"""The list of facets: keys, clicks and menus become wishes about a facet and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolTip, QTreeView, QWidget
from typing_extensions import override

from desktop.library.fields import PEOPLE
from desktop.library.query import FacetState, Operator
from desktop.ui.models.facet_lines import Entry, Line, spoken
from desktop.ui.panes.controls import Field, plain_tip
from desktop.ui.panes.facet_delegate import FacetDelegate, Zone
from desktop.ui.panes.filter_line import FilterLine
from desktop.ui.panes.range_hand import RangeHand
from desktop.ui.panes.scrollbars import slim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent

    from desktop.ui.models.facets_model import FacetsModel, Index
    from desktop.ui.panes.spread_line import SpreadLine
    from desktop.ui.theme import Look

_KEY = Qt.Key

_NAMES = "names"  # in the menu of a person


class FacetView(QTreeView):
    """See the module's docstring; what is asked for comes back through the model."""

    state_asked = Signal(str, str, FacetState)
    cycle_asked = Signal(str, str)
    range_asked = Signal(str, object, object)  # field; lowest and highest number, None is without end
    operator_asked = Signal(str)
    clear_asked = Signal(str)
    names_asked = Signal(str)  # a person

    def __init__(self, look: Look, model: FacetsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.facets = model
        self._hand = RangeHand(self.range_asked.emit)
        self._delegate = FacetDelegate(look, self._hand.typed, self)
        self._known: set[str] = set()  # facets that were opened once: afterwards the reader decides
        self._pressed: tuple[QPersistentModelIndex, Zone] | None = None
        self._menu_at = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Filters")
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(self.palette().ColorRole.Window)
        look.changed.connect(self._dress)
        slim(self, look, look.colours.surface)

    # methods

    def furnish(self) -> None:
        """Open facets that are new, and put a field into each filter line that has none."""
        for facet in self.facets.facets:
            heading = self.facets.heading_index(facet.field)
            if facet.field not in self._known:
                self._known.add(facet.field)
                self.expand(heading)
            line = self.facets.field_index(facet.field)
            if line.isValid() and self.indexWidget(line) is None:
                box = FilterLine(self._look, facet, self._delegate.indent, self)
                box.field.textChanged.connect(self._filter)
                box.field.installEventFilter(self)
                self.setIndexWidget(line, box)
            elif line.isValid() and isinstance(there := self.indexWidget(line), FilterLine):
                there.count(len(facet.values))
        self._say_range()

    def focus_line(self) -> None:
        """Take the focus, with some line current."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() and self.facets.rowCount():
            self.setCurrentIndex(self.facets.index(0, 0))

    def closed_facets(self) -> frozenset[str]:
        """The facets that the reader has closed."""
        fields = (facet.field for facet in self.facets.facets)
        return frozenset(field for field in fields if not self.isExpanded(self.facets.heading_index(field)))

    def close_facets(self, fields: Iterable[str]) -> None:
        """Close these facets, those not shown yet included."""
        shown = {facet.field for facet in self.facets.facets}
        for field in fields:
            self._known.add(field)
            if field in shown:
                self.collapse(self.facets.heading_index(field))

    def escape(self) -> bool:
        """Clear the filter of the facet where the reader is, or leave its field; False where there was nothing to do."""
        if self._hand.forget():
            self.viewport().update()
            return True
        box = self._line_with_focus()
        entry = self.facets.entry(self.currentIndex())
        name = box.facet if box else entry.facet.field if entry and self.hasFocus() else ""
        line = self.indexWidget(self.facets.field_index(name)) if name else None
        if isinstance(line, FilterLine) and line.field.text():
            line.field.clear()
            return True
        if box is not None:
            self._leave_field(name, 0)
            return True
        return False

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.facets.entry(self.currentIndex())
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if entry is not None and self._hand.take_key(event, entry):
            self.update(self.currentIndex())
        elif entry is not None and event.text() == "-" and not held:  # shifted or not: keyboards differ
            if entry.value is not None:
                self.state_asked.emit(entry.facet.field, entry.value.value, FacetState.EXCLUDE)
        elif entry is not None and event.key() == _KEY.Key_L and held == Qt.KeyboardModifier.ControlModifier and not shifted:
            self._enter_field(entry)
        elif entry is None or held or shifted or not self._pressed_plain(event.key(), entry):
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = QPersistentModelIndex(index), self._zone(event)
            line = self._spread_line(index)
            if line is not None:
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                entry = self.facets.entry(index)
                self._hand.press(entry.facet.field if entry else "", line, event.position().toPoint(), nearest=shifted)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._hand.dragging and self._pressed is not None:
            line = self._spread_line(self._pressed[0])
            if line is not None:
                self._hand.drag(line, point)
            return
        line = self._spread_line(self.indexAt(point))
        on_handle = line is not None and line.handle_at(point) is not None
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if on_handle else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._hand.release()
        pressed, self._pressed = self._pressed, None
        index = self.indexAt(event.position().toPoint())
        entry = self.facets.entry(index)
        left = event.button() is Qt.MouseButton.LeftButton
        if left and pressed and entry and pressed[0] == index and pressed[1] is self._zone(event):
            self._click(entry, pressed[1], alt=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick clicks are two clicks

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        entry = self.facets.entry(index)
        if entry is not None and entry.line is Line.SPREAD:  # what can be done with a range can be done with its facet
            index = self.facets.heading_index(entry.facet.field)
            entry = self.facets.entry(index)
        if entry is not None and entry.line in (Line.HEADING, Line.VALUE):
            self._menu_at = QPersistentModelIndex(index)
            at = self.visualRect(index).bottomLeft() + QPoint(self._delegate.indent, 0) if by_keys else event.pos()
            self._menu(entry).popup(self.viewport().mapToGlobal(at))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            line = self._spread_line(self.indexAt(event.pos()))
            if line is not None:
                QToolTip.showText(event.globalPos(), plain_tip(line.said_at(event.pos())), self)
                return True
            entry = self.facets.entry(self.indexAt(event.pos()))
            if entry is not None and entry.line in (Line.HEADING, Line.VALUE):
                hint = "Click to include; − or Alt+click to exclude" if entry.value else "Click to close or open"
                QToolTip.showText(event.globalPos(), plain_tip(f"{spoken(entry)}. {hint}."), self)
                return True
        return super().viewportEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            box = watched.parent()
            step = {_KEY.Key_Down: 1, _KEY.Key_Return: 1, _KEY.Key_Enter: 1, _KEY.Key_Up: 0}.get(_KEY(event.key()))
            if step is not None and isinstance(box, FilterLine):
                self._leave_field(box.facet, step)
                return True
        return super().eventFilter(watched, event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.facets.rowCount():
            self.setCurrentIndex(self.facets.index(0, 0))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hand.forget()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._hand.forget()  # a number that was typed on the line before is not meant for this one

    # slots

    @Slot(str)
    def _filter(self, text: str) -> None:
        box = self.sender().parent()
        if isinstance(box, FilterLine):
            self.facets.set_needle(box.facet, text)

    @Slot()
    def _menu_chosen(self) -> None:
        action, entry = self.sender(), self.facets.entry(self._menu_at)
        if not isinstance(action, QAction) or entry is None:
            return
        chosen = action.data()
        if isinstance(chosen, FacetState) and entry.value is not None:
            self.state_asked.emit(entry.facet.field, entry.value.value, chosen)
        elif chosen is Zone.OPERATOR:
            self.operator_asked.emit(entry.facet.field)
        elif chosen is Zone.CLEAR:
            self.clear_asked.emit(entry.facet.field)
        elif chosen == _NAMES and entry.value is not None:
            self.names_asked.emit(entry.value.value)

    @Slot()
    def _dress(self) -> None:
        for facet in self.facets.facets:
            line = self.facets.field_index(facet.field)
            box = self.indexWidget(line) if line.isValid() else None
            if isinstance(box, FilterLine):
                box.set_indent(self._delegate.indent)
        slim(self, self._look, self._look.colours.surface)
        self.doItemsLayout()
        self.viewport().update()

    # inside

    def _pressed_plain(self, key: int, entry: Entry) -> bool:
        """A key without modifiers; False leaves it to the view: movement and type-ahead."""
        field = entry.facet.field
        if key in (_KEY.Key_Space, _KEY.Key_Return, _KEY.Key_Enter):
            if entry.value is not None:
                self.cycle_asked.emit(field, entry.value.value)
            else:
                self._click(
                    entry, self._delegate.zone(entry, QRect(), QPoint()) if entry.line is not Line.HEADING else Zone.FOLD
                )
        elif key == _KEY.Key_Delete and entry.value is not None:
            self.state_asked.emit(field, entry.value.value, FacetState.OFF)
        elif key == _KEY.Key_Delete and entry.line is Line.HEADING:
            self.clear_asked.emit(field)
        elif key == _KEY.Key_O and entry.facet.many:
            self.operator_asked.emit(field)
        elif key == _KEY.Key_Left:
            self._step_out(entry)
        elif key == _KEY.Key_Right and entry.line is Line.HEADING:
            self._step_in(field)
        else:
            return False
        return True

    def _enter_field(self, entry: Entry) -> None:
        """Go to the filter of the facet where the reader is, if it has one."""
        line = self.facets.field_index(entry.facet.field)
        if line.isValid():
            self.expand(line.parent())
            self.scrollTo(line)
            box = self.indexWidget(line)
            if isinstance(box, FilterLine):
                box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step_out(self, entry: Entry) -> None:
        heading = self.facets.heading_index(entry.facet.field)
        if entry.line is Line.HEADING:
            self.collapse(heading)
        else:
            self.setCurrentIndex(heading)

    def _step_in(self, field: str) -> None:
        heading = self.facets.heading_index(field)
        if self.isExpanded(heading):
            self._go_below(field)
        else:
            self.expand(heading)

    def _go_below(self, field: str) -> None:
        """Make the first value of a facet current, or its histogram."""
        box = self.facets.field_index(field)
        first = 1 if box.isValid() and box.row() == 0 else 0
        index = self.facets.index(first, 0, self.facets.heading_index(field))
        if index.isValid():
            self.setCurrentIndex(index)

    def _leave_field(self, field: str, step: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.facets.heading_index(field))
        if step:
            self._go_below(field)

    def _spread_line(self, index: Index) -> SpreadLine | None:
        """The histogram at an index, None where there is none."""
        entry = self.facets.entry(index)
        return self._delegate.spread_line(entry, self.visualRect(index)) if entry else None

    def _say_range(self) -> None:
        """Tell a screen reader what a key has made of a range, once it is known how many reviews lie in it."""
        field, self._hand.moved_by_key = self._hand.moved_by_key, ""
        entry = self.facets.entry(self.facets.spread_index(field)) if field else None
        if entry is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken(entry)))

    def _line_with_focus(self) -> FilterLine | None:
        """The filter line whose field has the focus."""
        widget = self.focusWidget()
        box = widget.parent() if isinstance(widget, Field) and widget.hasFocus() else None
        return box if isinstance(box, FilterLine) else None

    def _zone(self, event: QMouseEvent) -> Zone:
        point = event.position().toPoint()
        index = self.indexAt(point)
        entry = self.facets.entry(index)
        return self._delegate.zone(entry, self.visualRect(index), point) if entry else Zone.NOTHING

    def _click(self, entry: Entry, zone: Zone, *, alt: bool = False) -> None:
        field = entry.facet.field
        if entry.value is not None:
            wanted = FacetState.EXCLUDE if alt or zone is Zone.EXCLUDE else FacetState.INCLUDE
            # The minus of what is excluded, and the box of what is chosen either way, lead back to off.
            off = entry.value.state is wanted or (wanted is FacetState.INCLUDE and entry.value.state is not FacetState.OFF)
            self.state_asked.emit(field, entry.value.value, FacetState.OFF if off else wanted)
        elif zone is Zone.FOLD:
            heading = self.facets.heading_index(field)
            self.setExpanded(heading, not self.isExpanded(heading))
        elif zone is Zone.OPERATOR:
            self.operator_asked.emit(field)
        elif zone is Zone.CLEAR:
            self.clear_asked.emit(field)
        elif zone is Zone.MORE:
            self.facets.show_more(field)
        elif zone in (Zone.CHOOSE, Zone.LESS):
            self.facets.show_values(field, on=zone is Zone.CHOOSE)
            self.setCurrentIndex(self.facets.spread_index(field))  # the line that was chosen is gone

    def _menu(self, entry: Entry) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._look.sans())
        choices: list[tuple[str, FacetState | Zone | str, bool]]
        if entry.value is not None:
            state = entry.value.state
            words = {FacetState.INCLUDE: "&Include", FacetState.EXCLUDE: "&Exclude", FacetState.OFF: "&Off"}
            choices = [(word, which, state is which) for which, word in words.items()]
            if entry.facet.field in PEOPLE:
                choices.append(("&Names…", _NAMES, False))
        else:
            other = Operator.ALL if entry.facet.operator is Operator.ANY else Operator.ANY
            choices = [(f"Ask for {other.value} of the chosen values", Zone.OPERATOR, False)] if entry.facet.many else []
            choices.append(("&Clear", Zone.CLEAR, False))
        for text, what, checked in choices:
            action = menu.addAction(text)
            action.setData(what)
            action.setCheckable(isinstance(what, FacetState))
            action.setChecked(checked)
            action.setEnabled(what is not Zone.CLEAR or entry.active > 0)
            action.triggered.connect(self._menu_chosen)
        return menu
