"""The lines of the facets, and what each says: to the eye and to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.library.fields import FIELDS
from desktop.library.query import FacetState
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.library.facets import Facet, FacetValue
    from desktop.library.scales import Spread


class Line(Enum):
    """What a line of the tree is."""

    HEADING = "heading"
    SPREAD = "spread"
    FIELD = "field"
    VALUE = "value"
    MORE = "more"
    CHOOSE = "choose"  # shows the values of a facet over numbers one by one
    LESS = "less"  # hides them again


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its facet, its value where it is one, and for "more" how many values wait behind it, and with reviews."""

    line: Line
    facet: Facet
    value: FacetValue | None = None
    active: int = 0
    hidden: int = 0
    waiting: int = 0  # of the hidden values, those that would show any review


def text_of(entry: Entry) -> str:
    """The words of a line; a filter line has none."""
    if entry.value is not None:
        return shown(entry.value.label)
    if entry.line is Line.HEADING:
        return entry.facet.label
    if entry.line is Line.LESS:
        return f"Hide the {_noun(entry.facet)}"
    if entry.line is Line.MORE:
        return f"{entry.hidden:,} more" + (f", {entry.waiting:,} listed" if entry.waiting < entry.hidden else "")
    return f"Choose from {entry.hidden:,} {_noun(entry.facet)}" if entry.line is Line.CHOOSE else ""


def _noun(facet: Facet) -> str:
    """What the values of a facet over numbers are: bands, or single years."""
    return "bands" if FIELDS[facet.field].bands else f"{facet.label.lower()}s"


def range_text(facet: Facet) -> str:
    """The range of a facet over numbers in short: ``60–90``; empty where it has none."""
    spread = facet.spread
    if spread is None or (spread.low is None and spread.high is None):
        return ""
    low, high = spread.ends
    return figure(facet.field, low) if low == high else f"{figure(facet.field, low)}–{figure(facet.field, high)}"


def figure(field_name: str, number: int) -> str:
    """A number of a field as the reader knows it: years stand without a comma."""
    return str(number) if field_name == "year" else f"{number:,}"


def reviews_text(count: int) -> str:
    """A number of reviews in words."""
    return "1 review" if count == 1 else f"{count:,} reviews"


def _said_range(facet: Facet, spread: Spread) -> str:
    """A histogram as a screen reader says it: ``Score from 60 to 90, 12 reviews``."""
    low, high = (figure(facet.field, number) for number in spread.ends)
    return f"{facet.label} from {low} to {high}, {reviews_text(spread.passing)}"


_STATES = {FacetState.OFF: "off", FacetState.INCLUDE: "included", FacetState.EXCLUDE: "excluded"}


def spoken(entry: Entry) -> str:
    """A line as a screen reader says it: ``Thriller, 3 reviews, included``."""
    if entry.value is not None:
        return f"{text_of(entry)}, {reviews_text(entry.value.count)}, {_STATES[entry.value.state]}"
    if entry.line is Line.HEADING:
        chosen = f", {entry.active} chosen" if entry.active else ""
        if entry.facet.spread is not None:
            return f"{entry.facet.label}, {range_text(entry.facet) or 'any'}{chosen}"
        return f"{entry.facet.label}, {entry.facet.operator.value} of its values{chosen}"
    if entry.line is Line.MORE:
        listed = f", {entry.waiting:,} of them with reviews in the list" if entry.waiting < entry.hidden else ""
        return f"{entry.hidden:,} more values{listed}, show them"
    if entry.line in (Line.CHOOSE, Line.LESS):
        return text_of(entry)
    if entry.facet.spread is not None and entry.line is Line.SPREAD:
        return _said_range(entry.facet, entry.facet.spread)
    return f"Filter the values of {entry.facet.label}"
