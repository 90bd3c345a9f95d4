"""What stands above the columns of a comparison, kept in step with what is shown: heads, tray, the state of the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.panes.compare_commands import FULL_TEXT
from desktop.ui.panes.compare_head import Heads, Shown, Tray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.ui.panes.compare_bar import CompareBar
    from desktop.ui.panes.compare_find import CompareFind
    from desktop.ui.panes.compare_topics import TopicsTable
    from desktop.ui.panes.full_text import FullText
    from desktop.ui.theme import Look


class Captions(QObject):
    """The heads above the topics, those above the full texts, and the tray of what has no room."""

    pin_asked = Signal(int)
    close_asked = Signal(int)
    chosen = Signal(int)
    wanted = Signal(int)

    def __init__(
        self, look: Look, bar: CompareBar, table: TopicsTable, texts: FullText, finding: CompareFind, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bar, self._table, self._texts, self._finding = bar, table, texts, finding
        self.topic_heads, self.text_heads = Heads(look, parent), Heads(look, parent)
        self.tray = Tray(look, parent)
        self.tray.wanted.connect(self.wanted)
        for heads in (self.topic_heads, self.text_heads):
            heads.pin_asked.connect(self.pin_asked)
            heads.close_asked.connect(self.close_asked)
            heads.chosen.connect(self.chosen)

    def show(self, mode: str, base: int) -> None:
        """Show what stands above the columns of a mode; ``base`` is the column that is kept first."""
        if mode == FULL_TEXT and self._texts.columns:
            self._show_texts(base)
        else:
            self._show_topics(base)

    # inside

    def _show_topics(self, base: int) -> None:
        table, cell = self._table, self._table.current_cell()
        stacked = table.cells.stacked
        columns = () if stacked else table.cells.columns
        last = {c: _hits(self._finding.count(c)) for c in columns} if self._finding.active else {}
        chosen = cell.review if cell else -1
        self.topic_heads.setVisible(bool(columns))
        self.topic_heads.show_heads(table.cells.heads, Shown(columns, table.edges(), table.setter.gutter, base, chosen, last))
        self._show_waiting(() if stacked else table.waiting)

    def _show_texts(self, base: int) -> None:
        texts = self._texts
        last = {column: self._last_line(column) for column in texts.columns}
        shown = Shown(texts.columns, texts.edges(), self._table.setter.gutter, base, texts.lead, last)
        self.text_heads.show_heads(self._table.cells.heads, shown)
        self._bar.show_link(texts.link)
        self._show_waiting(texts.waiting)

    def _show_waiting(self, waiting: Sequence[int]) -> None:
        self.tray.show_waiting({column: self._table.cells.heads[column].name for column in waiting})

    def _last_line(self, column: int) -> str:
        """The last line in the head of a full text: hits of the find bar, else the topic at the reading line."""
        texts = self._texts
        if self._finding.active:
            return _hits(self._finding.count(column))
        if not texts.mapped:
            return ""
        if column in texts.silent and texts.topic:
            return f"No passage found: {self._topic(texts.topic)}"
        topic = texts.topic_at(column)
        return f"Here: {self._topic(topic)}" if topic else "Here: under no topic"

    def _topic(self, topic: str) -> str:
        return self._table.cells.topic_name(topic)


def _hits(count: int) -> str:
    return "No hits" if count == 0 else "1 hit" if count == 1 else f"{count} hits"
