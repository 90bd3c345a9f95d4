"""What commands do with the list: its order, its groups, its copies, and what is compared from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.library.fields import FIELDS, RELEVANCE
from desktop.library.query_parts import SortKey
from desktop.ui.chosen import Chosen
from desktop.ui.liking import Liking
from desktop.ui.panes.copies_popup import CopiesPopup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.ui.browsing import Browsing
    from desktop.ui.session import Session
    from desktop.ui.theme import Look
    from desktop.ui.window import Window

_GREATEST = {
    "score": ("lowest", "highest"),
    "date": ("earliest", "latest"),
    "length": ("shortest", "longest"),
    RELEVANCE: ("best answers", "worst answers"),
}
_NO_COPIES = "No copy of this review is known in this library"


class Listing(QObject):
    """Runs the commands of the list."""

    def __init__(self, *, window: Window, look: Look, session: Session, browsing: Browsing) -> None:
        super().__init__(window)
        self._window, self._session, self._browsing = window, session, browsing
        self._liking = Liking(window=window, session=session, browsing=browsing)
        self._copies = CopiesPopup(look, window)
        self._copies.unfold_requested.connect(self.show_copies)
        window.pane.list.sort_requested.connect(self._heading_clicked)

    # methods

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What is done for each command."""
        return {
            "show_copies": self.show_copies,
            "why_copies": self.why_copies,
            "select_group": self.select_group,
            "close_groups": partial(self._window.pane.list.tree.close_groups, on=True),
            "open_groups": partial(self._window.pane.list.tree.close_groups, on=False),
            "compare_group": self.compare_group,
            "compare_best": self.compare_best,
            **self._liking.commands(),
        }

    def sort(self, field: str) -> None:
        """Sort by one field, as before from the lowest or from the highest."""
        self._take_order(SortKey(field, self._browsing.order[0].descending))

    def turn_round(self, descending: bool) -> None:
        """Sort from the highest or from the lowest."""
        first, *others = self._browsing.order
        self._take_order(SortKey(first.field, descending), *others)

    def sort_then(self, field: str) -> None:
        """Part what the order leaves alike by one more field: ascending, then descending, then not at all."""
        first, *others = self._browsing.order
        known = next((key for key in others if key.field == field), None)
        if field == first.field:
            self._session.say("The list is sorted by that first")
        elif known is None:
            others.append(SortKey(field))
        elif known.descending:
            others.remove(known)
        else:
            others[others.index(known)] = SortKey(field, descending=True)
        self._take_order(first, *others)

    def fold_copies(self, on: bool) -> None:
        """Fold copies under the review that is kept of them, or list them as reviews of their own."""
        self._session.fold_copies(on=on)
        number = self._browsing.library.kinship.copies.number
        if not number:
            self._session.say("There are no copies in this library")

    def select_group(self) -> None:
        """Select the reviews of the group at the cursor."""
        self._window.pane.list.select_all_of(self._window.pane.list.tree.group_rows())

    def compare_group(self) -> None:
        """Set the reviews of the group at the cursor side by side."""
        self._compare(self._window.pane.list.tree.group_rows(), "A group of two or more reviews can be compared")

    def compare_best(self) -> None:
        """Set the first review of each group side by side."""
        self._compare(
            self._window.pane.list.tree.first_of_groups(), "There is one group only: choose what to group by in the menu List"
        )

    @Slot()
    def show_copies(self) -> None:
        """Show the copies of the current review below it, or fold them; where they are listed anyway, go to the next one."""
        reviews = self._window.pane.list
        row = reviews.current_row()
        if row is None or len(self._browsing.library.kinship.copies.group(row)) < 2:
            self._session.say(_NO_COPIES)
        elif not reviews.tree.toggle_copies_of(row):
            self._session.say("Its copies stand in the list, or the filter leaves them out: is:copied shows them all")

    def why(self) -> None:
        """In the list, say why a review has copies, where it has; else answer for the value that is read."""
        row = self._window.pane.list.current_row()
        in_list = self._window.focused_pane() is self._window.pane
        if in_list and row is not None and len(self._browsing.library.kinship.copies.group(row)) > 1:
            self.why_copies()
        else:
            self._window.reader.ask_why()

    def why_copies(self) -> None:
        """Say by which rule, and how much, the current review and others are one."""
        row = self._window.pane.list.current_row()
        library = self._browsing.library
        if row is None or len(library.kinship.copies.group(row)) < 2:
            self._session.say(_NO_COPIES)
        else:
            at = self._window.pane.list.visualRect(self._window.pane.list.currentIndex()).bottomLeft()
            self._copies.open_for(library, row, self._window.pane.list.viewport().mapTo(self._window, at))

    # slots

    @Slot(str, bool)
    def _heading_clicked(self, field: str, after: bool) -> None:
        first, typed = self._browsing.order[0], self._browsing.query.sort
        if typed and not after:  # what the heads show is the order that was typed
            self._take_order(SortKey(field, typed[0] == SortKey(field)))
        elif after and field != first.field:
            self.sort_then(field)
        elif field == first.field:
            self.turn_round(not first.descending)
        else:
            self._take_order(SortKey(field))

    # inside

    def _take_order(self, *order: SortKey) -> None:
        self._session.sort_by(*order)
        self._session.say(f"Sorted by {order_in_words(self._browsing.order)}")

    def _compare(self, rows: Sequence[int], otherwise: str) -> None:
        if len(rows) < 2:
            self._session.say(otherwise)
        else:
            self._session.comparing.show(Chosen(self._browsing.library, rows))


def order_in_words(order: Sequence[SortKey]) -> str:
    """An order as a sentence goes on with it: ``score, highest first, then date, earliest first``."""
    parts = []
    for key in order:
        ends = _GREATEST.get(key.field, ("A to Z", "Z to A"))
        end = ends[key.descending]
        label = FIELDS[key.field].label.lower() if key.field in FIELDS else key.field
        parts.append(f"{label}, {end}{'' if ' to ' in end else ' first'}")
    return ", then by ".join(parts)
