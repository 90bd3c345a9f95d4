"""One find over all columns of a comparison, by topic and in full."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.review import Span
from desktop.ui.breaking import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.models.compare_model import CompareModel
    from desktop.ui.panes.compare_topics import TopicsTable
    from desktop.ui.panes.find_bar import FindBar
    from desktop.ui.panes.full_text import FullText


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand: the row, the review, which passage of the cell, and the stretch of the source."""

    key: str
    review: int
    passage: int
    span: Span


def occurrences(text: str, words: str, within: Span) -> Iterator[Span]:
    """Where ``words`` stand in a stretch of a text, whatever their case."""
    stretch, words = alike(within.of(text)), alike(words)
    folded, wanted = stretch.casefold(), words.casefold()
    if len(folded) != len(stretch):  # some letters fold to two: lower case keeps offsets
        folded, wanted = stretch.lower(), words.lower()
    if len(folded) != len(stretch) or not wanted:
        return
    at = folded.find(wanted)
    while at >= 0:
        yield Span(within.start + at, within.start + at + len(wanted))
        at = folded.find(wanted, at + len(wanted))


def find_hits(model: CompareModel, words: str) -> tuple[Hit, ...]:
    """Every place in the rows and columns shown where ``words`` stand, row by row and in a row column by column."""
    found: list[Hit] = []
    for row in model.shown_rows if words else ():
        for column in model.columns:
            cell = row.cells[column]
            review = model.review(cell)
            for number, passage in enumerate(cell.passages if review else ()):
                spans = occurrences(review.text if review else "", words, passage.span)
                found.extend(Hit(row.key, column, number, span) for span in spans)
    return tuple(found)


class CompareFind(QObject):
    """Looks for what is typed into the bar, in the cells or in the full texts, and goes from hit to hit."""

    changed = Signal()  # other hits, or another one of them is shown

    def __init__(self, bar: FindBar, table: TopicsTable, texts: FullText, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._table, self._texts = bar, table, texts
        self._in_full = False
        self._hits: tuple[Hit, ...] = ()
        self._at = -1
        self._counts: dict[int, int] = {}
        self._column = -1  # the full text in which the search stands
        bar.searched.connect(self._search)
        bar.stepped.connect(self.step)

    # properties

    @property
    def active(self) -> bool:
        """Whether something is looked for."""
        return self._bar.isVisible() and bool(self._bar.text)

    @property
    def hits(self) -> Sequence[tuple[Hit, bool]]:
        """The hits in the cells, each with whether the search stands there."""
        return [(hit, number == self._at) for number, hit in enumerate(self._hits)]

    def count(self, column: int) -> int:
        """How often the words stand in a column; a passage that stands under two topics counts once."""
        return self._counts.get(column, 0)

    # methods

    def open(self, *, in_full: bool) -> None:
        """Open the bar over the cells or over the full texts."""
        self._in_full = in_full
        self._bar.open()

    def close(self) -> bool:
        """Close the bar and forget the hits; False where it was not open."""
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.close_bar()
        return was_open

    def run(self, by: int, *, in_full: bool) -> None:
        """Go on with what is looked for, or ask what that is."""
        if self._bar.isVisible():
            self.step(by)
        else:
            self.open(in_full=in_full)

    def again(self) -> None:
        """Look once more: other columns are shown. Nothing moves."""
        if self.active and not self._in_full:
            at = self._hits[self._at] if self._at >= 0 else None
            self._take(find_hits(self._table.cells, self._bar.text))
            self._at = self._hits.index(at) if at in self._hits else min(self._at, len(self._hits) - 1)
            self._bar.show_count(self._at, len(self._hits))

    # slots

    @Slot(str)
    def _search(self, words: str) -> None:
        if self._in_full:
            self._counts = self._texts.search(words)
            self._column = self._texts.lead
            self._show_in_full(self._texts.step_hit(self._column, 0) if self._column >= 0 else -1)
        else:
            self._take(find_hits(self._table.cells, words))
            self._at = self._first_from_here() if self._hits else -1
            self._show_in_cells()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go ``by`` hits on; past the end of a full text, to the next column that has any."""
        if not self._in_full:
            if self._hits:
                self._at = (self._at + by) % len(self._hits)
                self._show_in_cells()
            return
        columns = [column for column in self._texts.columns if self.count(column)]
        if not columns:
            return
        at = self._column
        wanted = self._texts.step_hit(at, 0) + by if at in columns else -1
        if not 0 <= wanted < self.count(at):
            place = columns.index(at) + by if at in columns else min(by, 0)
            at = self._column = columns[place % len(columns)]
            self._texts.take_lead(at, focus=False)
            wanted = 0 if by > 0 else self.count(at) - 1
        self._show_in_full(self._texts.step_hit(at, wanted - self._texts.step_hit(at, 0)))

    # inside

    def _take(self, hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        self._counts = dict(Counter(review for review, _ in {(hit.review, hit.span) for hit in hits}))

    def _first_from_here(self) -> int:
        """The first hit in or below the row where the reader stands."""
        rows = {row.key: place for place, row in enumerate(self._table.cells.rows)}
        cell = self._table.current_cell()
        here = rows.get(cell.key, 0) if cell else 0
        return next((number for number, hit in enumerate(self._hits) if rows[hit.key] >= here), 0)

    def _show_in_cells(self) -> None:
        self._bar.show_count(self._at, len(self._hits))
        if self._at >= 0:
            hit = self._hits[self._at]
            self._table.stand_at_passage(hit.key, hit.review, hit.passage)
        self.changed.emit()

    def _show_in_full(self, here: int) -> None:
        columns = self._texts.columns
        before = sum(self.count(column) for column in columns[: columns.index(self._column)]) if self._column in columns else 0
        self._bar.show_count(before + here if here >= 0 else -1, sum(self._counts.values()))
        self.changed.emit()
