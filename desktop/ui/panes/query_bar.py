"""The search field: the whole query as text, in the one language that field and facets share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.library.query import Query, QueryError, parse
from desktop.ui.completion import Completion, complete, may_be_field
from desktop.ui.panes.chips import ChipRow
from desktop.ui.panes.choices import Choice
from desktop.ui.panes.controls import plain_label
from desktop.ui.panes.query_field import QueryField, Sheet
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.ui.completion import Values

__all__ = ["ChipRow", "QueryBar"]

_KEY = Qt.Key
_PATIENCE = 700  # milliseconds: an error where the reader is still typing may only be an unfinished word
_HELD = 400  # milliseconds: a pause that says that what may be the name of a field is a word
_LEAST = 16  # width of the field, in heights of small text, beside which there is room for figures
_REMEMBERED = 30  # queries in the history


class QueryBar(QWidget):
    """The field, how many reviews are shown, and under the field what is wrong with the query or how it could go on."""

    query_changed = Signal(object)  # Query
    leave_down = Signal()
    accepted = Signal()
    history_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._query = Query.empty
        self._values: Values = _no_values
        self._history: tuple[str, ...] = ()
        self._completions: tuple[Completion, ...] = ()
        self._field = QueryField(look, self)
        self._field.textEdited.connect(self._edited)
        self._field.wiped.connect(self._wipe)
        self._field.installEventFilter(self)
        self._count = plain_label(look, self, step=Type.META, quiet=True)
        self._sheet = Sheet(look, self._field)
        self._sheet.choices.chosen.connect(self._choose)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_unfinished)
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(_HELD)
        self._held.timeout.connect(self._take_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, UNIT * 3, 0)  # buttons stand behind the count
        row.setSpacing(UNIT * 3)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._field)
        look.changed.connect(self._dress)
        self._dress()

    # properties

    @property
    def text(self) -> str:
        """The query as it stands in the field, right or wrong."""
        return self._field.text()

    @property
    def query(self) -> Query:
        """The last query that was understood."""
        return self._query

    @property
    def error(self) -> QueryError | None:
        """What is wrong with the text in the field, None where nothing is."""
        try:
            parse(self._field.text())
        except QueryError as error:
            return error
        return None

    @property
    def history(self) -> tuple[str, ...]:
        """Queries that were used, the latest first."""
        return self._history

    # methods

    def show_query(self, query: Query) -> None:
        """Show a query; text that means it already stays as the reader typed it."""
        if query == self._query:
            return
        self._query = query
        if self.error is None and parse(self._field.text()) == query:
            return
        self._held.stop()
        self._field.setText(str(query))
        self._settle()

    def set_count(self, shown: int, total: int) -> None:
        """Say how many of how many reviews are shown."""
        self._count.setText(f"{shown:,} of {total:,}")
        self._count.setAccessibleName(f"{shown:,} of {total:,} reviews shown")
        self._fit_count()

    def set_values(self, values: Values) -> None:
        """Take the source of the values that are offered behind ``field:``."""
        self._values = values

    def set_history(self, queries: Iterable[str]) -> None:
        """Take the queries of earlier sessions, the latest first."""
        self._history = tuple(dict.fromkeys(queries))[:_REMEMBERED]

    def focus_in(self, *, select: bool = True) -> None:
        """Take the focus, with all text selected so that the next letter begins anew."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if select:
            self._field.selectAll()

    def escape(self) -> bool:
        """Close what stands open under the field, then clear the search words; facets stay; False where nothing was to do."""
        self._take_held()
        if self._sheet.offers:
            self._sheet.offer(())
            return True
        words_gone = self._query.without_text()
        if self.error is None and words_gone == self._query:
            return False
        self._field.setText(str(words_gone))
        self._settle()
        self._take(words_gone)
        return True

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_count()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self._take_held()
            self._sheet.offer(())
            self._remember()
        if event.type() is QEvent.Type.Resize:
            self._sheet.place()
        return super().eventFilter(watched, event)

    # slots

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._held.stop()
        cursor = Units(text).to_points(self._field.cursorPosition())
        try:
            query = parse(text)
        except QueryError as error:
            unfinished = error.span.end >= cursor - 1
            if unfinished:
                self._say(None)
                self._patience.start()
            else:
                self._show_error()
        else:
            self._settle()
            if may_be_field(text, cursor):
                self._held.start()  # on the way to "score:" nobody looks for the word "score"
            else:
                self._take(query)
        self._offer_completions()

    @Slot()
    def _take_text(self) -> None:
        """Filter by what stands in the field, where it is a query."""
        if self.error is None:
            self._take(parse(self._field.text()))

    @Slot()
    def _show_error(self) -> None:
        self._patience.stop()
        self._say(self.error)

    @Slot()
    def _show_unfinished(self) -> None:
        if not self._sheet.offers:  # what is offered says well enough that more is to be typed
            self._show_error()

    @Slot(str)
    def _choose(self, choice_id: str) -> None:
        """Take a line of the sheet: a completion by its number, or a query of the history."""
        kind, _, rest = choice_id.partition(":")
        self._sheet.offer(())
        if kind == "history":
            self._field.setText(rest)
            self._edited(rest)
            self._sheet.offer(())
            return
        completion = self._completions[int(rest)]
        units = Units(self._field.text())
        start, end = units.to_units(completion.span.start), units.to_units(completion.span.end)
        self._field.setSelection(start, end - start)
        self._field.insert(completion.text if completion.opens or self._field.text()[end:] else completion.text + " ")
        self._edited(self._field.text())

    @Slot()
    def _wipe(self) -> None:
        self._edited("")

    @Slot()
    def _dress(self) -> None:
        self._count.setFont(self._look.figures(Type.META))
        self._count.setMinimumWidth(UNIT * 14)

    # inside

    def _fit_count(self) -> None:
        """The figures give way where they would leave the query no room; they stand at the foot of the window, too."""
        least = _LEAST * self._look.pixels(Type.META)
        self._count.setVisible(self.width() >= self._count.sizeHint().width() + least)

    def _key(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        down = key == _KEY.Key_Down
        if key == _KEY.Key_Escape:
            return self.escape()
        if down and alt:
            self._offer_history()
        elif key == _KEY.Key_Tab and self._sheet.offers:
            if self._sheet.choices.current is None:
                self._sheet.choices.step(1)
            current = self._sheet.choices.current
            if current is not None:
                self._choose(current.id)
        elif self._sheet.offers and self._sheet.holds_arrows and self._sheet.choices.take_key(event):
            pass
        elif down or key in (_KEY.Key_Return, _KEY.Key_Enter):
            self._leave(down=down)
        else:
            return False
        return True

    def _take_held(self) -> None:
        """Filter by a word that was held back: it is clear now that it is one."""
        if self._held.isActive():
            self._held.stop()
            self._take_text()

    def _leave(self, *, down: bool) -> None:
        """Go on to the list; not from a query that is wrong, unless by Down."""
        self._take_held()
        self._sheet.offer(())
        if self.error is not None and not down:
            self._show_error()
            return
        self._remember()
        (self.leave_down if down else self.accepted).emit()

    def _take(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self.query_changed.emit(query)

    def _settle(self) -> None:
        """The text in the field is right: no error stands under it."""
        self._patience.stop()
        self._say(None)

    def _say(self, error: QueryError | None) -> None:
        self._field.mark(error.span if error else None)
        self._field.setAccessibleDescription(error.message if error else "")
        self._sheet.say(error.message if error else "")

    def _remember(self) -> None:
        text = self._field.text().strip()
        if text and self.error is None and self._history[:1] != (text,):
            self.set_history((text, *self._history))
            self.history_changed.emit()

    def _offer_completions(self) -> None:
        text = self._field.text()
        cursor = Units(text).to_points(self._field.cursorPosition())
        self._completions = complete(text, cursor, self._values)
        if len(self._completions) == 1 and text[self._completions[0].span.start :] == self._completions[0].text:
            self._completions = ()  # it is typed already
        choices = [Choice(f"completion:{i}", each.label, each.note) for i, each in enumerate(self._completions)]
        # The name of a field is only a hint for Tab: Down from a plain word goes to the list.
        self._sheet.offer(choices, holds_arrows=not any(each.opens for each in self._completions))

    def _offer_history(self) -> None:
        choices = [Choice(f"history:{text}", text) for text in self._history]
        self._sheet.offer(choices or [Choice("nothing", "No queries yet", enabled=False)])


def _no_values(_field: str) -> Sequence[tuple[str, str]]:
    return ()
