"""What the commands of a comparison do, in one table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.export.citation import citation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.review import Span
    from desktop.ui.panes.compare import ComparePane

TOPICS, FULL_TEXT = "topics", "full_text"


class CompareCommands:
    """Runs commands on a pane. Each says whether it applied; what does not apply here is for somebody else."""

    def __init__(self, pane: ComparePane) -> None:
        self._pane = pane
        everywhere: Mapping[str, Callable[[], bool]] = {
            "by_topic": partial(self._take_mode, TOPICS),
            "full_text": partial(self._take_mode, FULL_TEXT),
            "next_column": partial(pane.columns.step, 1),
            "previous_column": partial(pane.columns.step, -1),
            "column_left": partial(pane.columns.move, -1),
            "column_right": partial(pane.columns.move, 1),
            "pin_base": self._pin,
            "close_column": self._close,
            "next_section": partial(self._section, 1),
            "previous_section": partial(self._section, -1),
            "find": partial(self._find, 0),
            "find_next": partial(self._find, 1),
            "find_previous": partial(self._find, -1),
            "copy_quote": self._quote,
            "read_column": self._read,
            "answers": self._answers,
            "answers_by_meaning": self._by_meaning,
            "next_answer": partial(self._answer, 1),
            "previous_answer": partial(self._answer, -1),
        }
        by_topic: Mapping[str, Callable[[], bool]] = {
            "open_passage": self._open,
            "expand_cell": pane.table.unfold,
            "show_around": self._show_around,
            "why": self._why,
            "move_passage": self._move,
            "undo_move": self._undo_move,
            "rows": self._filter_rows,
            "fold_row": pane.table.fold_row,
            "hide_row": self._hide_row,
            "row_up": partial(self._move_row, -1),
            "row_down": partial(self._move_row, 1),
            "rows_in_order": self._order_rows,
            "show_rows": self._show_rows,
        }
        in_full: Mapping[str, Callable[[], bool]] = {
            "link": self._link,
            "align": self._align,
            "to_map": pane.texts.turn_to_map,
            "keep_together": self._keep,
            "nudge_up": partial(self._nudge, -1),
            "nudge_down": partial(self._nudge, 1),
        }
        self._of_mode = {TOPICS: {**everywhere, **by_topic}, FULL_TEXT: {**everywhere, **in_full}}

    # methods

    def ids(self) -> frozenset[str]:
        """All commands that mean something in one of the modes."""
        return frozenset(command for commands in self._of_mode.values() for command in commands)

    def run(self, command_id: str) -> bool:
        """Do what a command asks; False where it does not apply in the mode shown."""
        do = self._of_mode[self._pane.mode].get(command_id)
        return do is not None and do()

    def passage_here(self) -> tuple[int, Span] | None:
        """The column and the passage where the reader is; None where that is nobody's words."""
        texts = self._pane.texts
        if self._pane.mode == TOPICS:
            return self._pane.table.current_passage()
        span = texts.quoted()
        return (texts.lead, span) if span is not None else None

    # inside

    def _take_mode(self, mode: str) -> bool:
        self._pane.set_mode(mode)
        return True

    def _pin(self) -> bool:
        here = self._pane.here()
        if here >= 0:
            self._pane.columns.pin(here)
        return here >= 0

    def _close(self) -> bool:
        here = self._pane.here()
        if here >= 0:
            self._pane.close_column(here)
        return here >= 0

    def _section(self, by: int) -> bool:
        pane = self._pane
        if pane.mode == TOPICS:
            return pane.table.step_topic(by)
        title = pane.texts.page(pane.texts.lead).step_section(by)
        if title:
            pane.status_said.emit(title)
        return bool(title)

    def _find(self, by: int) -> bool:
        pane = self._pane
        if by:
            pane.finding.run(by, in_full=pane.mode == FULL_TEXT)
        else:
            pane.finding.open(in_full=pane.mode == FULL_TEXT)
        return True

    def _quote(self) -> bool:
        found = self.passage_here()
        if found is not None:
            self._pane.quote_ready.emit(citation(self._pane.review(found[0]), found[1]))
        return found is not None

    def _read(self) -> bool:
        pane, here, found = self._pane, self._pane.here(), self.passage_here()
        if here < 0:
            return False
        pane.review_requested.emit(pane.review(here).id, found[1] if found is not None else None)
        return True

    def _open(self) -> bool:
        self._pane.table.activate_stop()
        return True

    def _why(self) -> bool:
        why = self._pane.table.why()
        self._pane.status_said.emit(why or "Nothing but its place in the text put this here")
        return True

    def _show_around(self) -> bool:
        told = self._pane.table.show_around()
        self._pane.status_said.emit(told or "Only a passage has a paragraph round it")
        return True

    def _move(self) -> bool:
        self._pane.mover.open()
        return True

    def _undo_move(self) -> bool:
        if not self._pane.mover.undo():
            self._pane.status_said.emit("No passage was moved")
        return True

    def _filter_rows(self) -> bool:
        table = self._pane.table
        view = table.cells.view
        table.set_view(replace(view, filter=view.filter.next))
        number = len(table.cells.shown_rows)
        self._pane.status_said.emit(f"{table.cells.view.words(table.cells.rows)}: {number} of {len(table.cells.rows)}")
        return True

    def _hide_row(self) -> bool:
        name = self._pane.table.hide_row()
        if name:
            self._pane.status_said.emit(f"{name} is hidden; Shift+H shows all rows")
        return bool(name)

    def _move_row(self, by: int) -> bool:
        told = self._pane.table.move_row(by)
        end = f"The row cannot go further {'down' if by > 0 else 'up'}"
        self._pane.status_said.emit(told or end)
        return True

    def _order_rows(self) -> bool:
        back = self._pane.table.order_rows()
        self._pane.status_said.emit("Rows stand in the order of their topics" + ("" if back else " already"))
        return True

    def _show_rows(self) -> bool:
        back = self._pane.table.show_all_rows()
        self._pane.status_said.emit("All rows are shown" if back else "No row is hidden")
        return True

    def _answers(self) -> bool:
        on = self._pane.answers.turn()
        self._pane.status_said.emit("Passages that answer are marked" if on else "Passages that answer are not marked")
        return True

    def _by_meaning(self) -> bool:
        self._pane.engine_asked.emit()
        return True

    def _answer(self, by: int) -> bool:
        self._pane.answers.step(by)
        return True

    def _link(self) -> bool:
        texts = self._pane.texts
        texts.set_link(texts.link.next)
        self._pane.status_said.emit(f"Link: {texts.link.value}")
        return True

    def _align(self) -> bool:
        self._pane.texts.align()
        self._pane.status_said.emit("The other columns stand at what answers this place")
        return True

    def _keep(self) -> bool:
        kept = self._pane.texts.keep()
        if kept:
            self._pane.status_said.emit("These places now belong together. Ctrl+Z takes it back")
        return kept

    def _nudge(self, by: int) -> bool:
        self._pane.texts.nudge(by)
        return True
