"""The window: where the panes stand, which of them are shown, and which has the focus. It holds no rules of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QSplitterHandle, QStackedWidget, QWidget
from typing_extensions import override

from desktop.ui.command_table import Place

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from desktop.ui.panes.banner import Banner
    from desktop.ui.panes.compare import ComparePane
    from desktop.ui.panes.corrections_popup import CorrectionsPopup
    from desktop.ui.panes.filters import FiltersPane
    from desktop.ui.panes.key_sheet import KeySheet
    from desktop.ui.panes.list_pane import ListPane
    from desktop.ui.panes.overview import OverviewPane
    from desktop.ui.panes.palette import CommandPalette
    from desktop.ui.panes.people_popup import PeoplePopup
    from desktop.ui.panes.query_bar import QueryBar
    from desktop.ui.panes.reader import Reader
    from desktop.ui.panes.tag_popup import TagPopup
    from desktop.ui.panes.why import WhyPopup
    from desktop.ui.settings import Settings
    from desktop.ui.status import Status
    from desktop.ui.theme import Look


class Window(QMainWindow):
    """The panes. What happens in them is decided by :class:`desktop.ui.session.Session`."""

    appeared = Signal()  # it stands on the screen for the first time
    closing = Signal()
    dropped = Signal(object)  # tuple[Path, ...]

    # Put in by desktop.ui.furnishing, behind the first paint of a window that is being started.
    search: QueryBar
    filters: FiltersPane
    pane: ListPane
    reader: Reader
    compare: ComparePane
    overview: OverviewPane
    main: QStackedWidget
    splitter: Splitter
    banner: Banner
    palette_popup: CommandPalette
    key_sheet: KeySheet
    tag_popup: TagPopup
    people_popup: PeoplePopup
    corrections_popup: CorrectionsPopup
    why: WhyPopup
    status: Status

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._made_room: list[QWidget] = []
        self.setWindowTitle("Diptych")
        self.setAcceptDrops(True)
        self._seen = False
        self._furnished = False
        self._widths = (0, 0)

    # properties

    @property
    def comparing(self) -> bool:
        """Whether Compare stands in the reader's place."""
        return self.main.currentWidget() is self.compare

    @property
    def overlooking(self) -> bool:
        """Whether an overview stands in the reader's place."""
        return self.main.currentWidget() is self.overview

    # methods

    def show_compare(self, *, on: bool) -> None:
        """Put Compare in the reader's place, or the reader back.

        While comparing, filters and then the list make room for as many columns as there are reviews, where they must.
        """
        if on:
            self._show_wide(self.compare, self.compare.wanted_width())
        else:
            self.main.setCurrentWidget(self.reader)
            for hidden in self._made_room:
                hidden.show()
            self._made_room = []

    def show_overview(self) -> None:
        """Put the overview in the reader's place, with as much room as it needs."""
        self._show_wide(self.overview, self.overview.wanted_width())

    def _show_wide(self, page: QWidget, wanted: int) -> None:
        """Show a page in the reader's place; filters and then the list make room for ``wanted`` pixels, where they must."""
        if self.main.currentWidget() is page:
            return
        missing = wanted - self.main.width()
        for side in (self.filters, self.pane):
            if missing > 0 and side.isVisibleTo(self):
                missing -= side.width()
                side.hide()
                self._made_room.append(side)
        self.splitter.refresh()  # or the page would be laid out once for the old room and once for the new
        self.main.setCurrentWidget(page)

    def take_size(self, settings: Settings) -> None:
        """Take the size of the last time, within what the screen has."""
        room = self.screen().availableGeometry()
        self.resize(min(settings.width, room.width()), min(settings.height, room.height()))
        if settings.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        filters = settings.filters_width if settings.sidebar else 0
        self._widths = (filters, settings.list_width if settings.list_pane else 0)

    def furnished(self) -> None:
        """All panes have been put in."""
        self._furnished = True

    def warn(self, about: str, sentence: str) -> None:
        """Say something above the panes that must not be missed, once there are any; it stays until the reader hides it."""
        if self._furnished:
            self.banner.tell(about, sentence)

    def say(self, sentence: str) -> None:
        """Say something at the foot of the window, once it has one."""
        if self._furnished:
            self.status.say(sentence)

    def take_settings(self, settings: Settings) -> None:
        """Take size, widths and visible panes of the last time."""
        if not self.isVisible():
            self.take_size(settings)
        self.filters.setVisible(settings.sidebar)
        self.pane.setVisible(settings.list_pane)
        self.share(settings.filters_width, settings.list_width)

    def share(self, filters: int, reviews: int) -> None:
        """Give filters and list these widths, less where the text would be left with under half of the window."""
        room = self.width() // 2
        if filters + reviews > room:
            filters, reviews = filters * room // (filters + reviews), reviews * room // (filters + reviews)
        self.splitter.setSizes([filters, reviews, self.width() - filters - reviews])

    def panes(self) -> list[QWidget]:
        """The panes that are shown, in the order of F6."""
        return [pane for pane in (self.filters, self.pane, self.main) if pane.isVisible()]

    def focused_pane(self) -> QWidget | None:
        """The pane that has the focus, None where something else has it (the search field, the toolbar)."""
        focus = QApplication.focusWidget()
        return next((pane for pane in self.panes() if focus is not None and pane.isAncestorOf(focus)), None)

    def focus_pane(self, pane: QWidget) -> None:
        """Show a pane and give it the focus."""
        pane.setVisible(True)
        if pane is self.filters:
            self.filters.focus_in()
        elif pane is self.pane:
            self.pane.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.comparing:
            self.compare.focus_in()
        elif self.overlooking:
            self.overview.focus_in()
        else:
            self.reader.focus_in()

    def step_pane(self, by: int) -> None:
        """Go to the next or previous pane that is shown."""
        panes = self.panes()
        here = self.focused_pane()
        at = panes.index(here) if here in panes else (-1 if by > 0 else 0)
        self.focus_pane(panes[(at + by) % len(panes)])

    def place(self) -> Place:
        """Where the keys are, for the key sheet."""
        pane = self.focused_pane()
        if pane is self.filters:
            return Place.FILTERS
        if pane is self.pane:
            return Place.LIST
        if self.comparing:
            return Place.COMPARE if self.compare.mode == "topics" else Place.FULL_TEXT
        return Place.OVERVIEW if self.overlooking else Place.READER

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._furnished:
            return
        filters, reviews, _ = self.splitter.sizes()
        if filters and reviews and event.size().width() < event.oldSize().width():
            self.share(filters, reviews)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Before the panes are there: paper, parted where they will stand."""
        super().paintEvent(event)
        if not self._furnished:
            painter = QPainter(self)
            painter.fillRect(event.rect(), self._look.colours.paper)
            for at in (self._widths[0], sum(self._widths)):
                painter.fillRect(at, 0, 1, self.height(), self._look.colours.hairline)
            painter.end()
        if not self._seen:
            self._seen = True
            self.appeared.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


class Splitter(QSplitter):
    """Panes parted by one hairline that is easy to grasp."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        look.changed.connect(self._repaint)

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)

    @Slot()
    def _repaint(self) -> None:
        for i in range(1, self.count()):
            self.handle(i).update()


class _Handle(QSplitterHandle):
    def __init__(self, splitter: Splitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._look = splitter.look

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colour: QColor = self._look.colours.hairline
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colours.paper)
        painter.fillRect(self.width() // 2, 0, 1, self.height(), colour)
        painter.end()
