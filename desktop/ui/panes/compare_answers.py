"""Passages that answer the one at hand: found when the reader comes to rest, marked with their rank, and gone round by key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.comparison.answer_words import reasons_in_words
from desktop.ui.panes.compare_commands import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.comparison.passage_map import Answer, PassageMap
    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Span
    from desktop.ui.panes.compare_map import MapMaker
    from desktop.ui.panes.compare_topics import TopicsTable
    from desktop.ui.panes.full_text import FullText

MOST = 8  # answers that are marked: more would mark everything
_REST = 140  # milliseconds at a passage before its answers are looked for, so that passing by costs nothing
ASKED = -1


@dataclass(frozen=True, slots=True)
class Round:
    """A passage and what answers it; ``at`` is the answer where the reader is, :data:`ASKED` at the passage itself."""

    column: int
    passage: Passage
    answers: tuple[Answer, ...]
    among: tuple[int, ...] = ()  # the columns that were asked
    at: int = ASKED

    def stepped(self, by: int, *, over_asked: bool) -> Round:
        """One answer on, round the end; with ``over_asked`` the passage asked about is one of the stops."""
        count = len(self.answers)
        if over_asked:
            return replace(self, at=(self.at + 1 + by) % (count + 1) - 1)
        return replace(self, at=(self.at + by) % count if self.at != ASKED else 0 if by > 0 else count - 1)

    def holds(self, column: int, passage: Passage) -> bool:
        """Whether this is the passage asked about, or the answer where the reader is."""
        here = self.answers[self.at] if self.at != ASKED else None
        asked = (column, passage.span) == (self.column, self.passage.span)
        return asked or (here is not None and (column, passage.span) == (here.column, here.passage.span))


class CompareAnswers(QObject):
    """Knows what answers the passage where the reader is, in either mode."""

    changed = Signal()  # other passages are marked, or the reader is at another of them
    left = Signal()  # the reader is about to be taken from the passage asked about
    said = Signal(str)

    def __init__(self, maps: MapMaker, table: TopicsTable, texts: FullText, parent: QObject) -> None:
        super().__init__(parent)
        self._maps, self._table, self._texts = maps, table, texts
        self._comparison: Comparison | None = None
        self._mode = TOPICS
        self._round: Round | None = None
        self._on = True
        self._going = False
        self._step = 0  # a step asked for before the map was made
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.find)
        maps.ready.connect(self._mapped)
        maps.weighed.connect(self._weighed)
        table.why_answers = self.why_of
        table.stood.connect(self.moved)
        for arranged in (table.arranged, texts.arranged):
            arranged.connect(self.moved)
        texts.moved.connect(self.moved)
        texts.pointed.connect(self.moved)

    # properties

    @property
    def on(self) -> bool:
        """Whether answers are marked as the reader goes."""
        return self._on

    @property
    def round(self) -> Round | None:
        """What answers the passage at hand; None where nothing is asked."""
        return self._round

    @property
    def words(self) -> str:
        """How many passages answer, in a few words."""
        if not self._on:
            return "Answers: off"
        if self._round is None:
            return "Answers"
        count, at = len(self._round.answers), self._round.at
        return f"Answers: {count or 'none'}" if at == ASKED else f"Answer {at + 1} of {count}"

    # methods

    def take(self, comparison: Comparison | None, mode: str) -> None:
        """Take another comparison, or the other mode of it."""
        self._comparison, self._mode, self._step = comparison, mode, 0
        self._forget()
        self.moved()

    def turn(self) -> bool:
        """Mark answers as the reader goes, or no longer; returns whether they are marked now."""
        self._on = not self._on
        self._forget()
        self.moved()
        return self._on

    def step(self, by: int) -> None:
        """Go ``by`` answers on, and say why it answers."""
        if not self._on:
            self.turn()
        self._step = by
        self.find()

    def why(self, answer: Answer) -> str:
        """What an answer shares with the passage asked about, in words."""
        review = self._table.cells.review_of(answer.column)
        text = review.text if review is not None else ""
        return reasons_in_words(answer.reasons, text, answer.passage.span, self._table.cells.topic_name, answer.closeness)

    def why_of(self, column: int, span: Span) -> str:
        """Why a passage answers the one asked about; empty where it does not."""
        answers = self._round.answers if self._round else ()
        for number, answer in enumerate(answers, 1):
            if (answer.column, answer.passage.span) == (column, span):
                return f"Answer {number} of {len(answers)}: {self.why(answer)}"
        return ""

    # slots

    @Slot()
    def moved(self) -> None:
        """The reader went somewhere: look for answers when the reader rests there."""
        if self._on and not self._going and self._comparison is not None:
            self._timer.start()

    @Slot()
    def find(self) -> None:
        """Look for what answers the passage where the reader is, and go on to it where that was asked for."""
        self._timer.stop()
        asked = self._here()
        if self._comparison is None or not self._on:
            return
        if asked is None:
            self._forget()
        elif self._round is None or not self._round.holds(*asked):
            passages = self._maps.make(self._comparison)
            if passages is None:
                if self._step:
                    self.said.emit("Finding out which passages answer each other…")
                return  # the map says when it is ready
            self._ask(passages, *asked)
        elif self._round.among != self._shown():
            self._ask_again(self._round)
        by, self._step = self._step, 0
        if by:
            self._go(by)

    @Slot(object)
    def _mapped(self, _passages: PassageMap) -> None:
        self.find()

    @Slot(object)
    def _weighed(self, _passages: PassageMap) -> None:
        """Answers go by something else: look again what answers the same passage."""
        if self._round is not None:
            self._ask_again(self._round)

    # inside

    def _here(self) -> tuple[int, Passage] | None:
        if self._mode == TOPICS:
            return self._table.passage_here()
        passage = self._texts.passage_here()
        return (self._texts.lead, passage) if passage is not None else None

    def _shown(self) -> tuple[int, ...]:
        return tuple(sorted(self._table.cells.columns if self._mode == TOPICS else self._texts.columns))

    def _ask(self, passages: PassageMap, column: int, passage: Passage) -> None:
        among = self._shown()
        self._show(Round(column, passage, passages.answers(column, passage, MOST, among=among), among))

    def _ask_again(self, before: Round) -> None:
        """Ask the columns shown now about the same passage, and stay at the same answer where it is among what they say."""
        passages = self._maps.make(self._comparison) if self._comparison is not None else None
        if passages is None:
            return
        among = self._shown()
        answers = passages.answers(before.column, before.passage, MOST, among=among)
        here = before.answers[before.at].place if before.at != ASKED else None
        places = [answer.place for answer in answers]
        self._show(Round(before.column, before.passage, answers, among, places.index(here) if here in places else ASKED))

    def _silence(self, now: Round) -> str:
        """That no review shown answers, and how many passages of the others do."""
        passages = self._maps.make(self._comparison) if self._comparison is not None else None
        waiting = len(passages.answers(now.column, now.passage, MOST)) if passages is not None else 0
        more = f"; {waiting} in reviews that wait for room" if waiting else ""
        return f"No passage of the other reviews shown answers this one{more}"

    def _forget(self) -> None:
        if self._round is not None:
            self._show(None)

    def _show(self, now: Round | None) -> None:
        self._round = now
        ranks: Mapping[tuple[int, Span], int] = (
            {(a.column, a.passage.span): n for n, a in enumerate(now.answers, 1)} if now is not None else {}
        )
        asked = (now.column, now.passage.span) if now is not None else None
        here = now.at + 1 if now is not None else 0
        if self._mode == TOPICS:
            self._table.set_ranks(ranks, asked)
            self._texts.set_ranks({}, None, 0)
        else:
            self._texts.set_ranks(ranks, asked, here)
        self.changed.emit()

    def _go(self, by: int) -> None:
        now = self._round
        if now is None:
            self.said.emit("Go to a passage first: what answers it is looked for in the other reviews")
            return
        if not now.answers:
            self.said.emit(self._silence(now))
            return
        topics = self._mode == TOPICS
        if now.at == ASKED:
            self.left.emit()
        to = now.stepped(by, over_asked=topics)
        self._show(to)
        self._going = True
        if to.at == ASKED:
            self._table.stand_at_span(to.column, to.passage.span)
            self.said.emit("Back at the passage that was asked about")
        else:
            answer = to.answers[to.at]
            if topics:
                self._table.stand_at_span(answer.column, answer.passage.span)
            else:
                self._texts.show_answer(answer.column, answer.passage)
            name = self._table.cells.heads[answer.column].name
            self.said.emit(f"Answer {to.at + 1} of {len(to.answers)}: {name}, {self.why(answer)}")
        self._going = False
