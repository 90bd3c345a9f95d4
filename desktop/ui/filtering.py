"""What is looked for and what was found, told alike everywhere: facets, chips, search field, counts, empty lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.liking import liked_name
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.library.query import Query
    from desktop.ui.browsing import Browsing
    from desktop.ui.opening import Opening
    from desktop.ui.window import Window

_REASONS = 4  # files that an empty list names


class Filtering:
    """Shows one query and its result in all the widgets that tell of it."""

    def __init__(self, window: Window, browsing: Browsing, opening: Opening) -> None:
        self._window, self._browsing, self._opening = window, browsing, opening
        self._ranked: Query | None = None  # what the list stands in the order of, the best first
        browsing.facets_counted.connect(window.filters.take_facets)

    # methods

    def show(self) -> None:
        """Show the query and its result as they are now."""
        browsing, window = self._browsing, self._window
        window.filters.expect(browsing.query)
        browsing.count_facets()
        window.search.show_query(browsing.query)
        like = liked_name(browsing.library, browsing.query.liked) if browsing.query.liked else ""
        window.pane.chips.show_query(browsing.query, like)
        self.count()
        window.pane.list.show_empty(self._why_no_reviews())
        window.reader.show_empty(self._why_no_text())
        ranked = browsing.query if browsing.by_merit else None
        if ranked is not None and ranked != self._ranked:
            window.pane.list.scrollToTop()  # what answers best is looked for, not what was read before
        self._ranked = ranked

    def count(self) -> None:
        """Say how many reviews there are, how many pass, and how many of those are selected."""
        browsing, window = self._browsing, self._window
        folded = window.pane.list.folded
        shown_ = len(browsing.rows) + sum(map(len, browsing.under.values())) - folded
        window.status.show_counts(shown_, len(browsing.library), len(window.pane.list.selected_rows()), folded)
        window.search.set_count(shown_, len(browsing.library))

    # inside

    def _why_no_reviews(self) -> str:
        browsing = self._browsing
        if browsing.rows:
            return ""
        if len(browsing.library):
            return f"No review matches\n{shown(str(browsing.query))}\n\nClear all filters: Ctrl+Shift+L"
        names = ", ".join(str(path) for path in self._opening.paths)
        if not names:
            return "Open a folder: Ctrl+O"
        skipped = browsing.library.skipped
        reasons = [shown(f"{each.path}: {each.reason}") for each in skipped[:_REASONS]]
        if len(skipped) > _REASONS:
            reasons.append(f"and {len(skipped) - _REASONS:,} more, at the foot of the window")
        reasons = reasons or [shown(f"No reviews in {names}")]
        return "\n".join(reasons) + "\n\nWhat comes there is shown at once.\nOpen another folder: Ctrl+O"

    def _why_no_text(self) -> str:
        if self._browsing.rows:
            return "Choose a review in the list to read it here."
        if len(self._browsing.library):
            return "No review to show with these filters."
        return "Open a folder of saved review pages: Ctrl+O"
