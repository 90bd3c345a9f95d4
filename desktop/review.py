"""The vocabulary of the house: what a review is once it has been read.

Every value that was derived from a page is a :class:`Found`: the value, the span of text it came from, the name of the rule
that found it and how sure that rule is. Spans are half-open ranges of code points in :attr:`Review.text`.

For plain text, ``Review.text`` is the decoded file, character for character. For HTML it is the text that the page shows,
chrome included; markup is not text. For Markdown it is the file without the signs of headings, quotations, emphasis, code and
links. What either says of its words stands in :attr:`Review.styles`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

T_co = TypeVar("T_co", covariant=True)

#: What a review without a headline is called.
UNTITLED = "Untitled review"
_REACH = 200  # styles


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points in a review's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value read from a page, with the evidence for it.

    ``span`` is None only where the value does not stand in the text (a file name, metadata in markup); ``rule`` is a dotted
    identifier such as ``facts.label_line`` and ``confidence`` lies in 0..1.
    """

    value: T_co
    span: Span | None
    rule: str
    confidence: float = 1.0


class WorkKind(StrEnum):
    """What is reviewed. ``NOT_A_REVIEW`` marks pages (lists, news, shops) for which nothing else is claimed."""

    FILM = "film"
    TV = "tv"
    BOOK = "book"
    GAME = "game"
    MUSIC = "music"
    PRODUCT = "product"
    RESTAURANT = "restaurant"
    STAGE = "stage"
    OTHER = "other"
    NOT_A_REVIEW = "not-a-review"


class Role(StrEnum):
    """What a block of a page is."""

    GAP = "gap"  # white space between blocks: kept, so that all blocks together are the whole text
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    FACT = "fact"  # credits, runtime, date, genre, platform: a line of labelled facts
    RATING = "rating"
    HEADING = "heading"
    BODY = "body"
    PRO = "pro"
    CON = "con"
    WARNING = "warning"
    CHROME = "chrome"  # the site's, not the critic's: menus, forms, comments, captions, teasers, bios


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that plays one role; the blocks of a review, in order and without gaps, are its whole text.

    A block is one paragraph, list item or heading line without its line ends; what lies between is a block of role GAP.
    ``level`` is the heading level (1 is the page's title) and 0 for all other blocks; ``listed`` says that the block is an
    item of a list, whose bullet is part of the span.
    """

    span: Span
    role: Role
    rule: str
    confidence: float = 1.0
    level: int = 0
    listed: bool = False


class Face(StrEnum):
    """How words are set off from those around them."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    QUOTE = "quote"  # a quotation that stands in paragraphs of its own


def italic(faces: Collection[Face]) -> bool:
    """Whether words with these faces are set in italics: what is emphasised in a quotation stands upright."""
    return (Face.EMPHASIS in faces) != (Face.QUOTE in faces)


@dataclass(frozen=True, slots=True)
class Style:
    """Words that their writer set off; ``target`` is the address of a link. Styles may stand in each other."""

    span: Span
    face: Face
    target: str = ""


class Whose(StrEnum):
    """Whose opinion a score is."""

    CRITIC = "critic"  # this review's verdict on this work
    PART = "part"  # this critic's score for a part of the work: story, graphics, value
    OTHER = "other"  # somebody else's: an aggregate, a shop, a reader, another work


@dataclass(frozen=True, slots=True)
class Rating:
    """A score on the page.

    ``value`` of ``scale`` as written (``notation`` is the text itself); ``normalised`` is 0..100 and ``conversion`` says in
    words how it was reached (``4 of 5 stars = 80``). ``about`` names a sub-score's subject or an aggregate's owner.
    """

    notation: str
    value: float
    scale: float
    normalised: float
    conversion: str
    whose: Whose
    span: Span
    rule: str
    confidence: float = 1.0
    about: str = ""


class Job(StrEnum):
    """What a credited person did."""

    DIRECTOR = "director"
    WRITER = "writer"  # the author, for a book
    CAST = "cast"
    COMPOSER = "composer"
    CINEMATOGRAPHER = "cinematographer"
    PRODUCER = "producer"
    ARTIST = "artist"
    MAKER = "maker"  # developer, brand, chef


@dataclass(frozen=True, slots=True)
class Credit:
    """A person credited on the page, spelled as the page spells the name.

    ``listed`` is False for names that only stand in the prose: they help to merge spellings and to find people, but are not
    shown in the facts card as the page's own credits.
    """

    job: Job
    name: str
    span: Span
    rule: str
    confidence: float = 1.0
    character: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the review: its title and the text from the heading to the next one (heading included)."""

    title: str
    heading: Span
    span: Span
    level: int = 2


class Stance(StrEnum):
    """What a passage says of the work."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    MIXED = "mixed"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Reason:
    """A word or phrase that counted towards a topic or a stance, where it stands and by how much (signed for stances)."""

    text: str
    span: Span
    rule: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TopicMark:
    """One topic that a passage speaks of, and the words that say so."""

    topic: str  # the identifier in resources/topics
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or list item) of the critic's own text, with its topics and its stance towards the work.

    ``paragraph`` is the span of the block in which it stands. A passage without topics is unplaced.
    """

    span: Span
    paragraph: Span
    topics: tuple[TopicMark, ...] = ()
    stance: Stance = Stance.NEUTRAL
    stance_reasons: tuple[Reason, ...] = ()


class Severity(StrEnum):
    """How much a problem stands in the reader's way."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the file that the reader ought to know; ``span`` is where, if it is anywhere in the text."""

    message: str
    severity: Severity
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One review, understood. See the module's docstring for what ``text`` is.

    ``id`` is the file's name without its ending, with ``#2``, ``#3`` … where one file holds several reviews. ``verdict`` is the
    one rating of ``ratings`` taken for the critic's own; None means unscored, which is not zero. ``verdict_rule`` names the
    choice where there were several. A ``shallow`` review is one of the many of a table: it says what its columns say, and its
    text has not been understood yet (``reader.deepened`` does that).
    """

    id: str
    path: Path | None
    text: str
    encoding: str
    kind: Found[WorkKind]
    blocks: tuple[Block, ...]
    headline: Found[str] | None = None
    standfirst: Found[str] | None = None
    work: Found[str] | None = None
    work_year: Found[int] | None = None
    critic: Found[str] | None = None
    outlet: Found[str] | None = None
    published: Found[date] | None = None
    language: str = "en"
    ratings: tuple[Rating, ...] = ()
    verdict: Rating | None = None
    verdict_rule: str = ""
    credits: tuple[Credit, ...] = ()
    runtime: Found[int] | None = None  # minutes
    countries: tuple[Found[str], ...] = ()
    platforms: tuple[Found[str], ...] = ()
    genres: tuple[Found[str], ...] = ()
    pros: tuple[Found[str], ...] = ()
    cons: tuple[Found[str], ...] = ()
    warnings: tuple[Found[str], ...] = ()
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    shallow: bool = False
    styles: tuple[Style, ...] = ()  # in the order of where they begin

    @property
    def title(self) -> str:
        """The headline, or :data:`UNTITLED`: nothing is invented for a page without one."""
        return self.headline.value if self.headline else UNTITLED

    @property
    def body_words(self) -> int:
        """The number of words of the critic's own text."""
        return sum(len(b.span.of(self.text).split()) for b in self.blocks if b.role is Role.BODY)

    def runs(self, span: Span) -> Iterator[tuple[Span, tuple[Style, ...]]]:
        """A stretch of the text, part for part, each with the styles that hold all of it, the outer ones first."""
        first = bisect_left(self.styles, span.start, key=lambda style: style.span.start)
        last = bisect_left(self.styles, span.end, first, key=lambda style: style.span.start)
        # Styles are as short as paragraphs: of many before the stretch, the nearest are those that reach into it.
        near = [style for style in self.styles[max(0, first - _REACH) : last] if style.span.meets(span)]
        edges = {place for style in near for place in (style.span.start, style.span.end) if span.start < place < span.end}
        places = [span.start, *sorted(edges), span.end]
        for start, end in pairwise(places):
            part = Span(start, end)
            yield part, tuple(style for style in near if style.span.holds(part)) if part else ()

    def credited(self, job: Job, *, listed: bool = True) -> tuple[Credit, ...]:
        """The credits of one job; with ``listed`` False, names that stand only in the prose as well."""
        return tuple(c for c in self.credits if c.job is job and (c.listed or not listed))
