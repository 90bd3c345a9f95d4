"""The fields that reviews can be searched, filtered and sorted by.

One table serves the query language, the facets and completion. What a value of a field is, and how two values are compared,
follows from the field's kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.review import WorkKind

#: The value that stands for "the review says nothing of this": ``critic:none``.
NONE: Final = "none"


class FieldKind(Enum):
    """How values of a field are matched.

    TEXT: words anywhere in it. NAMED: a bare word is looked for in the value, a quoted value is the whole value.
    CHOICE: the whole value, quoted or not. NUMBER and DATE: a value or a range. STATE: one of a few fixed words. REVIEW: the id
    of a review, or a passage of it (:func:`desktop.library.kinship.like_value`).
    """

    TEXT = "text"
    NAMED = "named"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    STATE = "state"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in queries, its label in the window, its kind.

    ``many`` says that a review may have several values, so that "all of these" makes sense; ``bands`` are a number's facet
    values, as the query language writes them; ``own`` marks what the reader, not the page, says; ``usual`` are two numbers that
    may well stand in it, the lower first, to say how a range is written.
    """

    name: str
    label: str
    kind: FieldKind
    many: bool = False
    facet: bool = False
    own: bool = False
    bands: tuple[tuple[str, str], ...] = ()  # (value in the query language, label)
    usual: tuple[int, int] = (60, 80)


_SCORE_BANDS: Final = (
    ("80..100", "80–100"),
    ("60..79", "60–79"),
    ("40..59", "40–59"),
    ("20..39", "20–39"),
    ("0..19", "0–19"),
    (NONE, "unscored"),
)
_LENGTH_BANDS: Final = (
    ("<300", "under 300 words"),
    ("300..799", "300–799 words"),
    ("800..1499", "800–1,499 words"),
    (">=1500", "1,500 words and more"),
)
#: The words of ``is:``, in the order in which the facet shows them.
STATES: Final = ("unread", "read", "starred", "scored", "unscored", "copy", "copied", "missing")

#: What the window calls each kind of work.
KIND_LABELS: Final = {
    WorkKind.FILM: "Film",
    WorkKind.TV: "Television",
    WorkKind.BOOK: "Book",
    WorkKind.GAME: "Game",
    WorkKind.MUSIC: "Music",
    WorkKind.PRODUCT: "Product",
    WorkKind.RESTAURANT: "Restaurant",
    WorkKind.STAGE: "Stage",
    WorkKind.OTHER: "Other",
    WorkKind.NOT_A_REVIEW: "Not a review",
}

_ALL: Final = (
    # Facets, in the order in which the window shows them.
    Field("work", "Work", FieldKind.NAMED, facet=True),
    Field("kind", "Kind", FieldKind.CHOICE, facet=True),
    Field("critic", "Critic", FieldKind.NAMED, facet=True),
    Field("score", "Score", FieldKind.NUMBER, facet=True, bands=_SCORE_BANDS),
    Field("genre", "Genre", FieldKind.CHOICE, many=True, facet=True),
    Field("country", "Country", FieldKind.CHOICE, many=True, facet=True),
    Field("platform", "Platform", FieldKind.CHOICE, many=True, facet=True),
    Field("year", "Year", FieldKind.NUMBER, facet=True, usual=(1995, 2020)),
    Field("person", "People", FieldKind.NAMED, many=True, facet=True),
    Field("praised", "Topics praised", FieldKind.CHOICE, many=True, facet=True),
    Field("criticised", "Topics criticised", FieldKind.CHOICE, many=True, facet=True),
    Field("warning", "Content warnings", FieldKind.CHOICE, many=True, facet=True),
    Field("length", "Length", FieldKind.NUMBER, facet=True, bands=_LENGTH_BANDS, usual=(300, 800)),
    Field("is", "Reading", FieldKind.STATE, many=True, facet=True, own=True),
    Field("tag", "Your tags", FieldKind.CHOICE, many=True, facet=True, own=True),
    # The rest can be asked for, but has no facet.
    Field("topic", "Topic", FieldKind.CHOICE, many=True),
    Field("director", "Director", FieldKind.NAMED, many=True),
    Field("writer", "Writer", FieldKind.NAMED, many=True),
    Field("cast", "Cast", FieldKind.NAMED, many=True),
    Field("title", "Headline", FieldKind.TEXT),
    Field("outlet", "Outlet", FieldKind.NAMED),
    Field("file", "File", FieldKind.TEXT),
    Field("date", "Date", FieldKind.DATE),
    Field("language", "Language", FieldKind.CHOICE),
    Field("runtime", "Runtime", FieldKind.NUMBER, usual=(90, 120)),
    Field("like", "Like", FieldKind.REVIEW),
)
FIELDS: Final = {field.name: field for field in _ALL}
#: The fields whose values are people.
PEOPLE: Final = frozenset({"person", "director", "writer", "cast"})
#: The fields whose values are topics.
TOPIC_FIELDS: Final = frozenset({"topic", "praised", "criticised"})
FACETS: Final = tuple(field for field in _ALL if field.facet)
#: The facets over numbers, which are narrowed by a range as well.
RANGED: Final = frozenset(field.name for field in FACETS if field.kind is FieldKind.NUMBER)
#: Other words for the same fields.
ALIASES: Final = {
    "people": "person",
    "actor": "cast",
    "author": "writer",
    "headline": "title",
    "warnings": "warning",
    "tags": "tag",
    "topics": "topic",
    "criticized": "criticised",
    "lang": "language",
    "words": "length",
    "published": "date",
}
#: The order of ``sort:`` that no field has: what answers the words of the query best stands first.
RELEVANCE: Final = "relevance"
#: The fields that ``sort:`` understands.
SORTS: Final = ("title", "work", "critic", "outlet", "kind", "score", "year", "date", "length", "runtime", "file")
