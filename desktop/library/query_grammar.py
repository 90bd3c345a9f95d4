r"""The query language: its parts, how they are read from text and how they are written.

Grammar::

    query  = either [directives]
    either = both { "OR" both }
    both   = part { part }
    part   = [ "-" ] ( "(" either ")" | field ":" value | phrase | word )
    phrase = '"' … '"'                    with \" and \\ inside
    value  = phrase | word | range | "none"
    range  = number | number ".." number | ">=" number | ">" number | "<=" number | "<" number

and, outside of parentheses, the directives ``sort:field``, ``sort:-field`` (descending; several parted by commas) and
``all:field`` (the facet of this field asks for all chosen values, not any of them).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeAlias

from typing_extensions import override

from desktop.library.fields import ALIASES, FIELDS, NONE, SORTS, STATES, Field, FieldKind
from desktop.library.folding import fold
from desktop.review import Span


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
        bare = not self.whole or (FIELDS[self.field].kind in {FieldKind.CHOICE, FieldKind.STATE} and _is_bare(self.value))
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


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's parts: clauses that must all hold, the order asked for, the fields of which all values are asked."""

    clauses: tuple[Node, ...]
    sort: tuple[SortKey, ...]
    all_of: frozenset[str]


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


# A token: a parenthesis, or a word that may hold one quoted stretch at its beginning or behind "field:".
_TOKEN: Final = re.compile(
    r'\s+|(?P<open>\()|(?P<close>\))|(?P<minus>-)|(?:(?P<field>[A-Za-z]{1,40}):)?(?P<value>"|[^\s"()]+)?'
)
_BARE: Final = re.compile(r'[^\s"()\-][^\s"()]*')
_FIELD_LIKE: Final = re.compile(r"[A-Za-z]{1,40}:")
_OPERATORS: Final = frozenset({"OR", "AND", "NOT"})
_DIRECTIVES: Final = ("sort", "all")
MAX_DEPTH: Final = 50


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_bare(value: str) -> bool:
    """Whether a value needs no quotes behind ``field:``."""
    return bool(re.fullmatch(r'[^\s"()]+', value)) and value != NONE


def text_node(words: str, *, whole: bool = False) -> Text:
    """Words to look for; quoted where they could not stand bare."""
    bare = _BARE.fullmatch(words) and not _FIELD_LIKE.match(words) and words not in _OPERATORS
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
        example = "70, >=70, <70 or 60..80" if spec.kind is FieldKind.NUMBER else "2023, 2023-10, >=2023-10-05 or 2022..2023"
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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # open, close, minus, or, word, phrase, value, end
    span: Span
    text: str = ""
    field: str = ""
    quoted: bool = False


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:  # cannot happen: a character is a space, a sign or part of a word
            raise QueryError("not understood", Span(at, at + 1))
        start, at = at, match.end()
        tokens.extend(_Token(sign, Span(start, at)) for sign in ("open", "close", "minus") if match[sign])
        value = match["value"]
        if value is None and match["field"] is None:
            continue
        quoted = value == '"'
        if quoted:
            value, at = _phrase(text, at)
        span = Span(start, at)
        if match["field"] is not None:
            tokens.append(_Token("value", span, value or "", match["field"], quoted))
        elif not quoted and value in _OPERATORS:
            if value != "AND":
                tokens.append(_Token({"OR": "or", "NOT": "minus"}[value], span))
        else:
            tokens.append(_Token("phrase" if quoted else "word", span, value or ""))
    tokens.append(_Token("end", Span(len(text), len(text))))
    return tokens


def _phrase(text: str, at: int) -> tuple[str, int]:
    """The phrase that begins behind the quote before ``at``, and where it ends."""
    value: list[str] = []
    start = at - 1
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and text[at + 1] in '"\\':
            at += 1
        elif text[at] == '"':
            return "".join(value), at + 1
        value.append(text[at])
        at += 1
    raise QueryError("the quotation mark is never closed", Span(start, len(text)))


class _Parser:
    """Recursive descent over the tokens; see the module's docstring for the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0
        self._sort: list[SortKey] = []
        self._all_of: set[str] = set()

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def query(self) -> Parsed:
        """The whole query."""
        parts = [part] if (part := self._either()) is not None else []
        if self._next.kind == "close":
            raise QueryError("this parenthesis was never opened", self._next.span)
        return Parsed(conjunction(list(parts)), tuple(self._sort), frozenset(self._all_of))

    def _either(self) -> Node | None:
        parts: list[Node] = []
        while True:
            part = self._both()
            if part is not None:
                parts.append(part)
            elif self._next.kind == "or" or parts:
                missing = self._next if self._next.kind == "or" else self._tokens[self._at - 1]
                raise QueryError("“OR” needs something on both sides", missing.span)
            if self._next.kind != "or":
                return either(parts) if parts else None
            self._at += 1

    def _both(self) -> Node | None:
        parts: list[Node] = []
        while self._next.kind not in {"or", "close", "end"}:
            part = self._part()
            if part is not None:
                parts.append(part)
        return both(parts) if parts else None

    def _part(self) -> Node | None:
        token = self._next
        self._at += 1
        if token.kind == "minus":
            return self._negated(token)
        if token.kind == "open":
            return self._group(token)
        if token.kind == "value":
            return self._value(token)
        if not fold(token.text):
            raise QueryError(f"nothing to look for in “{token.text}”", token.span)
        return text_node(token.text, whole=token.kind == "phrase")

    def _negated(self, token: _Token) -> Node:
        if self._next.kind in {"or", "close", "end"}:
            raise QueryError("nothing is left out here", token.span)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError("too deep", token.span)
        part = self._part()
        self._depth -= 1
        if part is None:
            raise QueryError("this cannot be left out", token.span)
        return negation(part)

    def _group(self, token: _Token) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError("too many parentheses", token.span)
        part = self._either()
        if self._next.kind != "close":
            raise QueryError("this parenthesis is never closed", token.span)
        self._at += 1
        self._depth -= 1
        if part is None:
            raise QueryError("nothing in these parentheses", Span(token.span.start, self._tokens[self._at - 1].span.end))
        return part

    def _value(self, token: _Token) -> Node | None:
        name = token.field.casefold()
        name = ALIASES.get(name, name)
        at = Span(token.span.end - len(token.text) if not token.quoted else token.span.start, token.span.end)
        if name in _DIRECTIVES:
            self._directive(name, token, at)
            return None
        if name not in FIELDS:
            near = get_close_matches(name, [*FIELDS, *_DIRECTIVES], 1)
            hint = f"; did you mean “{near[0]}:”?" if near else "; to look for the words, put them in quotation marks"
            raise QueryError(
                f"there is no field “{token.field}”{hint}", Span(token.span.start, token.span.start + len(token.field))
            )
        if not token.text:
            raise QueryError(f"“{name}:” needs a value", token.span)
        if token.text == NONE and not token.quoted and name != "is":
            return Missing(name)
        return value_node(name, token.text, quoted=token.quoted, at=at)

    def _directive(self, name: str, token: _Token, at: Span) -> None:
        if self._depth:
            raise QueryError(f"“{name}:” stands outside of parentheses", token.span)
        for part in token.text.split(","):
            field = part.casefold().removeprefix("-") if name == "sort" else part.casefold()
            field = ALIASES.get(field, field)
            if name == "all":
                if field not in FIELDS or not FIELDS[field].many:
                    raise QueryError("“all:” takes a field with several values, such as all:genre", at)
                self._all_of.add(field)
            elif field not in SORTS:
                raise QueryError(f"“sort:” takes {', '.join(SORTS)}", at)
            elif all(key.field != field for key in self._sort):
                self._sort.append(SortKey(field, descending=part.startswith("-")))


def parse_parts(text: str) -> Parsed:
    """The parts of a query.

    Raises:
        QueryError: the text is no query; says why and where.
    """
    return _Parser(text).query()
