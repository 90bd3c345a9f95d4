"""Where the reader is in a comparison, for the history; it outlives a change of the reviews' files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.library.moved import moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.review import Review
    from desktop.ui.panes.compare_table import Spot


@dataclass(frozen=True, slots=True)
class ComparePlace:
    """Where the reader is in the pane, for the history.

    ``review`` is the id of the review that has the focus; ``places`` are the source offsets at the top of the full texts.
    """

    mode: str
    spot: Spot | None
    review: str
    places: Mapping[str, int]

    def in_texts_read_anew(self, pairs: Mapping[str, tuple[Review, Review]]) -> ComparePlace:
        """The same place where the reviews have changed: by the id of before, each as it was and as it is now."""
        spot = self.spot
        if spot is not None and spot.review in pairs:
            spot = replace(spot, review=pairs[spot.review][1].id)
        review = pairs[self.review][1].id if self.review in pairs else self.review
        places = {
            now.id: _moved(before.text, now.text, self.places[name])
            for name, (before, now) in pairs.items()
            if name in self.places
        }
        return ComparePlace(self.mode, spot, review, places)

    def in_other_texts(self, before: Mapping[str, str], now: Mapping[str, str]) -> ComparePlace:
        """The same place where texts have changed: by the ids of their reviews, as they were and as they are now."""
        places = {
            name: _moved(before[name], now[name], offset) if name in before and name in now else offset
            for name, offset in self.places.items()
        }
        return replace(self, places=places)


def _moved(before: str, now: str, offset: int) -> int:
    return offset if before == now else moved(before, now, offset)
