"""The list as a tree: groups under their headings, copies under what is kept of them; how keys open, close and leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from desktop.ui.models.reviews_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.models.reviews_model import ReviewsModel
    from desktop.ui.panes.review_list import ReviewList


class ListTree:
    """Opens and closes what the list shows, and keeps the current review in sight."""

    def __init__(self, reviews: ReviewList, model: ReviewsModel) -> None:
        self._list, self._reviews = reviews, model

    # methods

    def group_rows(self) -> Sequence[int]:
        """The rows of the group at the cursor; all rows where the list has no groups."""
        groups = self._reviews.shown.groups
        if self._reviews.grouping == "none":
            return groups[0].rows if groups else ()
        here = self._list.currentIndex()
        number = self._reviews.group_at(here.row()) if here.isValid() else None
        row = self._list.current_row()
        if number is None and row is not None:
            number = self._reviews.shown.group_of(row)
        return groups[number].rows if number is not None else ()

    def first_of_groups(self) -> Sequence[int]:
        """The first row of each group, in the list's order."""
        return [group.rows[0] for group in self._reviews.shown.groups]

    def keep(self, library_row: int) -> bool:
        """Be at a review without opening anything: at its group's heading where that is closed; False where it is hidden."""
        index = self._reviews.index_of(library_row)
        group = self._reviews.shown.group_of(library_row)
        if index.isValid():
            return self._list.select(library_row)
        if group is None or not self._reviews.shown.is_closed(group):
            return False
        self._reviews.note_current(library_row)
        self._stand_at_heading(group)
        return True

    def close_groups(self, *, on: bool) -> None:
        """Close all groups, or open them; the review that is current stays, or stands behind the heading of its group."""
        row = self._list.current_row()
        here = self._list.currentIndex()
        number = self._reviews.group_at(here.row()) if row is None and here.isValid() else None
        self._reviews.close_groups(on=on)
        if row is not None:
            self.keep(row)
        elif number is not None:
            self._stand_at_heading(number)

    def toggle_group(self, number: int) -> None:
        """Close a group, its heading becoming current where the current review goes with it, or open it and come back."""
        closing, row = not self._reviews.shown.is_closed(number), self._list.current_row()
        inside = row is not None and self._reviews.shown.group_of(row) == number
        on_heading = self._list.currentIndex().isValid() and self._reviews.group_at(self._list.currentIndex().row()) == number
        self._reviews.toggle_group(number)
        if (closing and inside) or on_heading:
            self._stand_at_heading(number)

    def toggle_copies(self, index: QModelIndex) -> None:
        """Show the copies of the review at an index, or fold them; what was current among them leaves it to the kept one."""
        row = self._reviews.library_row(index)
        if row is None:
            return
        current = self._list.current_row()
        self._reviews.toggle_copies(row)
        if current is not None and not self._list.currentIndex().isValid():
            self._list.select(row)

    def toggle_copies_of(self, library_row: int) -> bool:
        """Show or fold the copies under a review, or those that it is among; False where nothing is folded there."""
        kept = self._reviews.shown.kept_of(library_row)
        index = self._reviews.index_of(library_row if kept is None else kept)
        row = self._reviews.library_row(index)
        if row is None or not self._reviews.shown.has_copies(row):
            return False
        self.toggle_copies(index)
        return True

    def is_stop(self, row: int) -> bool:
        """Whether the arrow keys stop at a row: at reviews, and at headings that are closed over theirs."""
        number = self._reviews.group_at(row)
        return number is None or self._reviews.shown.is_closed(number)

    def step(self, *, inward: bool) -> bool:
        """Left and Right as in a tree: open and close what is here, or go out to what this stands under; False for neither."""
        here = self._list.currentIndex()
        if not here.isValid():
            return False
        number, row = self._reviews.group_at(here.row()), self._list.current_row()
        if number is not None:
            if self._reviews.shown.is_closed(number) is inward:
                self.toggle_group(number)
            elif inward:
                self._list.select(self._reviews.shown.groups[number].rows[0])
            return True
        if row is None or (not inward and self._list.table and here.column() > Column.HEADLINE):
            return False  # in a table, the way back over the columns comes first
        kept = self._reviews.shown.kept_of(row)
        if self._reviews.shown.has_copies(row) and self._reviews.shown.is_unfolded(row) is not inward:
            self.toggle_copies(here)
        elif inward:
            return False
        elif kept is not None:
            self._list.select(kept)
        elif (group := self._reviews.shown.group_of(row)) is not None:
            self._stand_at_heading(group)
        else:
            return False
        return True

    def _stand_at_heading(self, number: int) -> None:
        """Make a group's heading current; what is selected stays so."""
        index = self._reviews.heading_of(number).siblingAtColumn(Column.SCORE if self._list.table else Column.CARD)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
