"""What queries are made of: clauses, their normal form, and how each is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from typing_extensions import override

from desktop.library.fields import FIELDS, NONE, STATES, Field, FieldKind
from desktop.library.folding import fold
from desktop.review import Span

# What can stand in a query without quotation marks: as a word, and behind "field:".
_BARE: Final = re.compile(r'[^\s"()\-][^\s"()]*')
_BARE_VALUE: Final = re.compile(r'[^\s"()]+')
_FIELD_LIKE: Final = re.compile(r"[A-Za-z]{1,40}:")
_BARE_KINDS: Final = frozenset({FieldKind.CHOICE, FieldKind.STATE, FieldKind.REVIEW})
#: Words that join clauses, in capitals.
OPERATORS: Final = frozenset({"OR", "AND", "NOT"})


class QueryError(ValueError):
    """A query that cannot be understood: why, and where in its text."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the review's text. ``whole`` (a quoted phrase): the last word must end there; else it may go on."""

    words: str
    whole: bool = False

    @override
    def __str__(self) -> str:
        return _quoted(self.words) if self.whole else self.words


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field. ``whole``: the value is all of it; otherwise its words stand somewhere in the field's value."""

    field: str
    value: str
    whole: bool = True

    @override
    def __str__(self) -> str:
        bare = not self.whole or (FIELDS[self.field].kind in _BARE_KINDS and _is_bare(self.value))
        return f"{self.field}:{self.value if bare else _quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Range:
    """A field's number from ``low`` to ``high``; None is without end; ``above`` and ``below`` leave the end itself out.

    Dates are numbers such as 20231006; ``text`` is how the range is written.
    """

    field: str
    low: float | None
    high: float | None
    text: str
    above: bool = False
    below: bool = False

    @override
    def __str__(self) -> str:
        return f"{self.field}:{self.text}"

    def holds(self, number: float) -> bool:
        """Whether the number lies in the range."""
        if self.low is not None and (number < self.low or (self.above and number == self.low)):
            return False
        return self.high is None or not (number > self.high or (self.below and number == self.high))


@dataclass(frozen=True, slots=True)
class Missing:
    """The review says nothing of this field: ``critic:none``."""

    field: str

    @override
    def __str__(self) -> str:
        return f"{self.field}:{NONE}"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    part: Node

    @override
    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts (two or more)."""

    parts: tuple[Node, ...]

    @override
    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts (two or more)."""

    parts: tuple[Node, ...]

    @override
    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


Node: TypeAlias = Text | Value | Range | Missing | Not | And | Or


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to sort by."""

    field: str
    descending: bool = False

    @override
    def __str__(self) -> str:
        return f"-{self.field}" if self.descending else self.field


def conjunction(parts: list[Node]) -> tuple[Node, ...]:
    """The parts with nested conjunctions opened and repeats left out."""
    opened: dict[Node, None] = {}
    for part in parts:
        for inner in part.parts if isinstance(part, And) else (part,):
            opened[inner] = None
    return tuple(opened)


def both(parts: list[Node]) -> Node:
    """All of the parts (at least one), in normal form."""
    opened = conjunction(parts)
    return opened[0] if len(opened) == 1 else And(opened)


def either(parts: list[Node]) -> Node:
    """Any of the parts (at least one), in normal form."""
    opened: dict[Node, None] = {}
    for part in parts:
        for inner in part.parts if isinstance(part, Or) else (part,):
            opened[inner] = None
    return next(iter(opened)) if len(opened) == 1 else Or(tuple(opened))


def negation(part: Node) -> Node:
    """Everything but the part, in normal form."""
    return part.part if isinstance(part, Not) else Not(part)


def depth(part: Node) -> int:
    """How deep a clause is nested; 0 for one that stands alone."""
    if isinstance(part, And | Or):
        return 1 + max(map(depth, part.parts))
    return 1 + depth(part.part) if isinstance(part, Not) else 0


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_bare(value: str) -> bool:
    """Whether a value needs no quotes behind ``field:``."""
    return bool(_BARE_VALUE.fullmatch(value)) and value != NONE


def text_node(words: str, *, whole: bool = False) -> Text:
    """Words to look for; quoted where they could not stand bare."""
    bare = _BARE.fullmatch(words) and not _FIELD_LIKE.match(words) and words not in OPERATORS
    return Text(words, whole or not bare)


def value_node(field: str, value: str, *, quoted: bool = True, at: Span | None = None) -> Node:
    """The clause that asks for a value of a field, as a facet or the text behind ``field:`` names it.

    Args:
        field: a name in :data:`FIELDS`.
        value: the value; :data:`NONE`, unless ``quoted`` behind a colon, asks for reviews without one.
        quoted: whether the value is whole.
        at: where it stands, for the error.

    Raises:
        QueryError: the field has no such values.
    """
    spec = FIELDS[field]
    at = at or Span(0, len(value))
    if spec.kind in {FieldKind.NUMBER, FieldKind.DATE}:
        return _range(spec, value, at)
    if spec.kind is FieldKind.STATE:
        if value.casefold() not in STATES:
            raise QueryError(f"“{field}:” is one of {', '.join(STATES)}", at)
        return Value(field, value.casefold())
    if spec.kind is FieldKind.REVIEW:
        return Value(field, value)
    if not fold(value):
        raise QueryError(f"nothing to look for in “{value}”", at)
    return Value(field, value, quoted or spec.kind is FieldKind.CHOICE)


_NUMBER: Final = r"\d{1,9}(?:\.\d{1,3})?"
_DAY: Final = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_RANGES: Final = {
    kind: re.compile(rf"(?P<sign>>=|<=|>|<)(?P<end>{one})|(?P<low>{one})\.\.(?P<high>{one})|(?P<only>{one})", re.ASCII)
    for kind, one in ((FieldKind.NUMBER, _NUMBER), (FieldKind.DATE, _DAY))
}


def _range(spec: Field, value: str, at: Span) -> Node:
    if value == NONE:
        return Missing(spec.name)
    match = _RANGES[spec.kind].fullmatch(value)
    if not match:
        less, more = spec.usual
        numbers = f"{more}, >={more}, <{more} or {less}..{more}"
        example = numbers if spec.kind is FieldKind.NUMBER else "2023, 2023-10, >=2023-10-05 or 2022..2023"
        raise QueryError(f"“{spec.name}:” takes a value or a range, such as {example}", at)
    sign = match["sign"]
    if sign:
        first, last = _ends(spec, match["end"])
        text = f"{sign}{_written(spec, match['end'])}"
        if sign[0] == ">":
            return Range(spec.name, first if sign == ">=" else last, None, text, above=sign == ">")
        return Range(spec.name, None, last if sign == "<=" else first, text, below=sign == "<")
    low, high = match["low"] or match["only"], match["high"] or match["only"]
    start, end = _ends(spec, low)[0], _ends(spec, high)[1]
    if start > end:
        raise QueryError(f"{low} comes after {high}", at)
    text = _written(spec, low) if match["only"] else f"{_written(spec, low)}..{_written(spec, high)}"
    return Range(spec.name, start, end, text)


def _written(spec: Field, number: str) -> str:
    return number if spec.kind is FieldKind.DATE else f"{float(number):.10g}"


def _ends(spec: Field, number: str) -> tuple[float, float]:
    """The first and last number that a written number means: a month means all its days."""
    if spec.kind is FieldKind.NUMBER:
        return float(number), float(number)
    figures = number.replace("-", "")
    return float(figures.ljust(8, "0")), float(figures.ljust(8, "9"))
