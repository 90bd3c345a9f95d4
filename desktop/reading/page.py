"""What a source (HTML, Markdown, a record) becomes before it is read: text, what its markup says, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.reading.stages import PageMetadata

if TYPE_CHECKING:
    from desktop.review import Problem, Span, Style


@dataclass(frozen=True, slots=True)
class Hint:
    """What markup says about a stretch of the text.

    ``level`` is a heading's level, ``listed`` a list item, ``chrome`` the rule by which markup calls it the site's (empty: it
    does not), ``whole`` that the stretch is one block however many lines it has.
    """

    span: Span
    level: int = 0
    listed: bool = False
    chrome: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text with the hints of its markup (in order, without overlaps), its metadata and what went wrong.

    ``styles`` are the words that markup sets off, in the order of where they begin.
    """

    text: str
    hints: tuple[Hint, ...] = ()
    metadata: PageMetadata = field(default_factory=PageMetadata)
    problems: tuple[Problem, ...] = ()
    styles: tuple[Style, ...] = ()
