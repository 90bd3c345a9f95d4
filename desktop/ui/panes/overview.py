"""The overview pane: a work's reviews at a glance, every mark of which leads to the words behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QLineEdit, QMenu, QScrollArea, QWidget
from typing_extensions import override

from desktop.comparison.overview import Source, overview_of
from desktop.comparison.rows import NOWHERE, compare
from desktop.ui.command_table import Place
from desktop.ui.models.overview_marks import Mark, Part, ToPair, ToSource, ToTopic
from desktop.ui.panes.controls import QuietButton
from desktop.ui.panes.find_bar import FindBar
from desktop.ui.panes.overview_find import OverviewFind
from desktop.ui.panes.overview_page import OverviewPage
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent

    from desktop.comparison.overview import Overview
    from desktop.names import Person
    from desktop.review import Review, Span
    from desktop.ui.commands import Commands
    from desktop.ui.panes.overview_view import SheetView
    from desktop.ui.theme import Look


@dataclass(frozen=True, slots=True)
class OverviewPlace:
    """Where the reader is on the page, for the history: of which reviews, at which mark, and how far it is scrolled."""

    reviews: tuple[str, ...]
    part: str = ""
    row: int = 0
    column: int = 0
    scrolled: int = 0


class OverviewPane(QScrollArea):
    """The page of one work's reviews, in a pane that scrolls."""

    source_wanted = Signal(str, object)  # review id; Span or None
    topic_wanted = Signal(str, str)  # topic; review id
    pair_wanted = Signal(str, str)  # two review ids
    reviews_changed = Signal()
    said = Signal(str)

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._commands = look, commands
        self._reviews: tuple[Review, ...] = ()
        self._people: tuple[Person, ...] = ()
        self._moves: dict[tuple[int, Span], str | None] = {}
        self._overview: Overview | None = None
        self._page: OverviewPage | None = None
        self._offer: QuietButton | None = None
        self._hit_view: SheetView | None = None  # the part in which the search stands
        self.title = ""
        self.note = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Overview")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(UNIT * 12)
        self._find_bar = _Foot(look, self)
        self.finding = OverviewFind(self._find_bar, self)
        self.finding.reached.connect(self._found)
        self._find_bar.closed.connect(self._find_closed)
        self._find_bar.turned.connect(self._place_bar)
        commands.attach(self, Place.OVERVIEW)
        look.changed.connect(self._dress)
        self._dress()

    # properties

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews shown."""
        return self._reviews

    @property
    def overview(self) -> Overview | None:
        """What is shown; None before the first time."""
        return self._overview

    @property
    def page(self) -> OverviewPage | None:
        """The page; None before the first time."""
        return self._page

    @property
    def offering(self) -> bool:
        """Whether an overview of other reviews is on offer."""
        return self._offer is not None and not self._offer.isHidden()

    # methods

    def show_reviews(
        self,
        reviews: Sequence[Review],
        people: Sequence[Person],
        title: str,
        note: str,
        moved: Mapping[tuple[int, Span], str | None] = NOWHERE,
    ) -> None:
        """Show these reviews of a work whose people these are; ``title`` and ``note`` stand above.

        ``moved`` are the passages that the reader put under other topics, as ``compare`` takes them.
        """
        shown_now = (self._reviews, self._people, self.title, self.note, self._moves)
        if self._page is not None and (tuple(reviews), tuple(people), title, note, dict(moved)) == shown_now:
            return
        self._moves = dict(moved)
        self._reviews, self._people = tuple(reviews), tuple(people)
        self.title, self.note = title, note
        self._overview = overview_of(compare(self._reviews, people=people, moved=self._moves))
        page = OverviewPage(self._look, self._overview, title, note, tools=self._tools())
        page.stood.connect(self.said)
        page.moved.connect(self._moved)
        page.opened.connect(self.open_mark)
        page.dressed.connect(self._settle)
        self._page = page
        self.setWidget(page)  # which deletes the one before
        page.show()
        self._hit_view = None
        self.finding.take(page.views)
        self._settle()
        self.verticalScrollBar().setValue(0)
        self.reviews_changed.emit()

    def offer(self, words: str) -> None:
        """Offer an overview of other reviews, those that are selected; nothing is offered without words."""
        if self._offer is not None:
            keys = self._commands["view_overview"].shortcut().toString()
            self._offer.setText(f"{words} ({keys})" if words else "")
            self._offer.setAccessibleName(words or "Show what is selected")
            self._offer.setVisible(bool(words))

    def wanted_width(self) -> int:
        """The width in pixels that the page would like."""
        return min(self._page.natural_width(), UNIT * 180) if self._page is not None else 0

    def place(self) -> OverviewPlace:
        """Where the reader is."""
        ids = tuple(review.id for review in self._reviews)
        view = self._view_here()
        scrolled = self.verticalScrollBar().value()
        if view is None:
            return OverviewPlace(ids, scrolled=scrolled)
        index = view.currentIndex()
        return OverviewPlace(ids, view.part.name, index.row(), index.column(), scrolled)

    def name_here(self) -> str:
        """The spelling of a name at which the reader stands; empty where the reader stands at none."""
        view = self._view_here()
        mark = view.current_mark() if view is not None and view.part is Part.NAMES else None
        return mark.fields[2] if mark is not None else ""

    def restore(self, place: OverviewPlace, *, focus: bool = True) -> None:
        """Go back to where the reader was, as far as there is as much to show; without ``focus`` whoever has it keeps it."""
        self._settle()
        view = self._page.view(Part[place.part]) if self._page is not None and place.part else None
        if view is not None:
            view.stand(place.row, place.column)
            if focus or QApplication.focusWidget() is None:
                view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(place.scrolled)
        self._reveal()

    def focus_in(self) -> None:
        """Take the focus, at the mark where the reader was."""
        view = self._view_here()
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """One step back: the find bar; False where it is not open."""
        return self.finding.close()

    def step_part(self, by: int) -> None:
        """Go to the next or previous part that has marks."""
        views = self._page.views if self._page is not None else []
        here = self._view_here()
        at = views.index(here) + by if here is not None else 0
        if not 0 <= at < len(views):
            self.said.emit("No section below" if by > 0 else "No section above")
            return
        views[at].stand(0, 0)
        views[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(whole=True)

    def spoken(self) -> str:
        """The mark where the reader stands, in words."""
        view = self._view_here()
        mark = view.current_mark() if view is not None else None
        return mark.spoken if mark is not None else ""

    def activate(self) -> None:
        """Go to what the mark leads to at which the reader stands; a button that has the focus is pressed instead.

        From the find bar, go on to the next hit.
        """
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and self._find_bar.isAncestorOf(focus):
            self.finding.step(1)
            return
        if isinstance(focus, QAbstractButton) and self.isAncestorOf(focus):
            focus.click()
            return
        view = self._view_here()
        if view is not None:
            view.activate()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    # slots

    @Slot(object)
    def _found(self, view: SheetView) -> None:
        """Bring a hit into view; the keys stay with the bar."""
        self._hit_view = view
        self._reveal_in(view, whole=view.currentIndex().row() == 0)
        mark = view.current_mark()
        self.said.emit(mark.spoken if mark is not None else "")

    @Slot()
    def _find_closed(self) -> None:
        """The reader goes on at the hit where the search stood."""
        view = self._hit_view or self._view_here()
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def open_mark(self, mark: Mark) -> None:
        """Go to what a mark leads to; where that is several places, let the reader choose."""
        goal = mark.goal
        if isinstance(goal, ToTopic):
            self.topic_wanted.emit(goal.topic, self._reviews[goal.column].id)
        elif isinstance(goal, ToPair):
            self.pair_wanted.emit(self._reviews[goal.first].id, self._reviews[goal.second].id)
        elif isinstance(goal, ToSource) and len(goal.sources) == 1:
            self._open_source(goal.sources[0])
        elif isinstance(goal, ToSource):
            self.choices(goal.sources).popup(self._below_mark())

    def choices(self, sources: Sequence[Source]) -> QMenu:
        """A menu of reviews to go to, by who speaks; it goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for source in sources:
            name = self._overview.voices[source.column] if self._overview is not None else ""
            action = menu.addAction(shown(name).replace("&", "&&"))
            action.setData(source)
        menu.triggered.connect(self._chosen)
        return menu

    @Slot(object)
    def _chosen(self, action: QAction) -> None:
        self._open_source(action.data())

    @Slot()
    def _moved(self) -> None:
        self._reveal()

    @Slot()
    def _settle(self) -> None:
        """Give the page its size now, so that it can be scrolled, and keep the mark where the reader stands in view."""
        if self._page is not None:
            width = self.viewport().width()
            self._page.settle()
            self._page.resize(width, max(self.viewport().height(), self._page.heightForWidth(width)))
            focus = QApplication.focusWidget()
            if focus is not None and self._page.isAncestorOf(focus):
                self._reveal()

    @Slot()
    def _place_bar(self) -> None:
        """Put the find bar at the foot, below what scrolls."""
        height = 0 if self._find_bar.isHidden() else self._find_bar.sizeHint().height()
        self.setViewportMargins(0, 0, 0, height)
        self._find_bar.setGeometry(0, self.height() - height, self.width(), height)

    @Slot()
    def _dress(self) -> None:
        slim(self, self._look)
        self._place_bar()
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, self._look.colours.paper)
        self.setPalette(palette)

    # inside

    def _tools(self) -> QWidget:
        """What stands beside the title: other reviews on offer, and how to save."""
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        self._offer = QuietButton(self._look, "Show what is selected", text="Show what is selected", parent=tools)
        self._offer.clicked.connect(self._commands["view_overview"].trigger)
        self._offer.hide()
        save = QuietButton(self._look, "Save the overview", text="Save…", parent=tools)
        save.clicked.connect(self._commands["save_overview"].trigger)
        row.addWidget(self._offer)
        row.addWidget(save)
        return tools

    def _open_source(self, source: Source) -> None:
        self.source_wanted.emit(self._reviews[source.column].id, source.span)

    def _view_here(self) -> SheetView | None:
        """The part with the focus, else the one that had it last, else the first."""
        views = self._page.views if self._page is not None else []
        return next((view for view in views if view.hasFocus()), self._last_of(views))

    def _last_of(self, views: Sequence[SheetView]) -> SheetView | None:
        page = self._page
        last = page.focusWidget() if page is not None else None
        return next((view for view in views if view is last), views[0] if views else None)

    def _below_mark(self) -> QPoint:
        view = self._view_here()
        return view.mapToGlobal(view.current_rect().bottomLeft()) if view is not None else self.mapToGlobal(QPoint())

    def _reveal(self, *, whole: bool = False) -> None:
        """Bring the mark where the reader stands into view; with ``whole``, the heading of its part as well."""
        view = self._view_here()
        if view is not None:
            self._reveal_in(view, whole=whole)

    def _reveal_in(self, view: SheetView, *, whole: bool) -> None:
        page = self._page
        if page is None:
            return
        rect = view.current_rect()
        rect = QRect(view.mapTo(page, rect.topLeft()), rect.size())
        bar, room = self.verticalScrollBar(), self.viewport().height()
        above = UNIT * (24 if whole or view.currentIndex().row() == 0 else 4)
        if whole or rect.top() - above < bar.value():
            bar.setValue(rect.top() - above)
        elif rect.bottom() + UNIT * 4 > bar.value() + room:
            bar.setValue(rect.bottom() + UNIT * 4 - room)


class _Foot(FindBar):
    """The find bar, which says when it is shown and when it goes: nothing but the pane gives it a place."""

    turned = Signal()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.turned.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turned.emit()
