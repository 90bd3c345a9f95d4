"""The panes of the window, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.context import COMPARE, LIST, OVERVIEW, READER, ContextMenu
from desktop.ui.menus import build_menus, build_toolbar
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
from desktop.ui.status import Status
from desktop.ui.window import Splitter

if TYPE_CHECKING:
    from desktop.ui.commands import Commands
    from desktop.ui.models.reviews_model import ReviewsModel
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


def furnish(window: Window, look: Look, commands: Commands, model: ReviewsModel) -> None:
    """Make all panes and put them into the window."""
    window.search = QueryBar(look, window)
    window.filters = FiltersPane(look, commands, window)
    window.pane = ListPane(look, commands, model, window)
    window.reader = Reader(look, commands, window)
    window.compare = ComparePane(look, commands, window)
    window.overview = OverviewPane(look, commands, window)
    window.status = Status(look, window)
    window.main = QStackedWidget(window)
    for page in (window.reader, window.compare, window.overview):
        window.main.addWidget(page)
    window.splitter = Splitter(look, window)
    for widget, least, stretch in ((window.filters, 180, 0), (window.pane, 210, 0), (window.main, 280, 1)):
        widget.setMinimumWidth(least)
        window.splitter.addWidget(widget)
        window.splitter.setStretchFactor(window.splitter.count() - 1, stretch)
    window.banner = Banner(look, commands, window)
    centre = QWidget(window)
    column = QVBoxLayout(centre)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.banner)
    column.addWidget(window.splitter, 1)
    window.setCentralWidget(centre)
    window.setStatusBar(window.status)
    build_menus(window, commands)
    build_toolbar(window, look, commands, window.search)
    ContextMenu(window.pane.list, commands, LIST)
    ContextMenu(window.reader.page, commands, READER)
    ContextMenu(window.compare, commands, COMPARE)
    ContextMenu(window.overview, commands, OVERVIEW)
    window.palette_popup = CommandPalette(look, commands, window)
    window.key_sheet = KeySheet(look, commands, window)
    window.tag_popup = TagPopup(look, window)
    window.people_popup = PeoplePopup(look, window)
    window.corrections_popup = CorrectionsPopup(look, window)
    window.why = WhyPopup(look, window)
    window.furnished()
