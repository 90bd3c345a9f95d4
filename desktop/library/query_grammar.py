r"""The query language: its parts, how they are read from text and how they are written.

Grammar::

    query  = either [directives]
    either = both { "OR" both }
    both   = part { part }
    part   = [ "-" ] ( "(" either ")" | field ":" value | phrase | word )
    phrase = '"' … '"'                    with \" and \\ inside
    value  = phrase | word | range | "none"
    range  = number | number ".." number | ">=" number | ">" number | "<=" number | "<" number

and, outside of parentheses, the directives ``sort:field``, ``sort:-field`` (descending; several parted by commas),
``sort:relevance`` (what answers the words best first) and
``all:field`` (the facet of this field asks for all chosen values, not any of them).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from desktop.library.fields import ALIASES, FIELDS, NONE, RELEVANCE, SORTS, FieldKind
from desktop.library.folding import fold
from desktop.library.query_parts import (
    OPERATORS,
    Missing,
    Node,
    QueryError,
    SortKey,
    both,
    conjunction,
    depth,
    either,
    negation,
    text_node,
    value_node,
)
from desktop.review import Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's parts: clauses that must all hold, the order asked for, the fields of which all values are asked."""

    clauses: tuple[Node, ...]
    sort: tuple[SortKey, ...]
    all_of: frozenset[str]


# A token: a parenthesis, or a word that may hold one quoted stretch at its beginning or behind "field:".
#: Characters of a query: a page pasted into the search field by mistake must not hold the window up.
LONGEST: Final = 20_000
_TOKEN: Final = re.compile(
    r'\s+|(?P<open>\()|(?P<close>\))|(?P<minus>-)|(?:(?P<field>[A-Za-z]{1,40}):)?(?P<value>"|[^\s"()]+)?'
)
# Fields that say how to search, not what for.
_DIRECTIVES: Final = ("sort", "all")
#: How deep a query may be nested, once what is superfluous has been left out; and how deep it may be written.
MAX_DEPTH: Final = 50
_MAX_WRITTEN: Final = 2 * MAX_DEPTH


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # open, close, minus, or, word, phrase, value, end
    span: Span
    text: str = ""
    field: str = ""
    quoted: bool = False

    @property
    def value_span(self) -> Span:
        """Where the text behind ``field:`` stands."""
        return Span(self.span.start + len(self.field) + 1, self.span.end)


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
        elif not quoted and value in OPERATORS:
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
        if any(depth(part) > MAX_DEPTH for part in parts):
            raise QueryError("too many parentheses", Span(0, self._next.span.end))
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
            if self._next.kind == "value" and self._next.field.casefold() in _DIRECTIVES and not self._depth:
                self._directive(self._next)
                self._at += 1
            else:
                parts.append(self._part())
        return both(parts) if parts else None

    def _part(self) -> Node:
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
        self._deeper(token)
        part = self._part()
        self._depth -= 1
        return negation(part)

    def _group(self, token: _Token) -> Node:
        self._deeper(token)
        part = self._either()
        if self._next.kind != "close":
            raise QueryError("this parenthesis is never closed", token.span)
        self._at += 1
        self._depth -= 1
        if part is None:
            raise QueryError("nothing in these parentheses", Span(token.span.start, self._tokens[self._at - 1].span.end))
        return part

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > _MAX_WRITTEN:
            raise QueryError("too many parentheses", token.span)

    def _value(self, token: _Token) -> Node:
        name = token.field.casefold()
        name = ALIASES.get(name, name)
        if name in _DIRECTIVES:
            raise QueryError(f"“{name}:” is for the whole query: it cannot be grouped or left out", token.span)
        if name not in FIELDS:
            near = get_close_matches(name, [*FIELDS, *_DIRECTIVES], 1)
            hint = f"; did you mean “{near[0]}:”?" if near else "; to look for the words, put them in quotation marks"
            at = Span(token.span.start, token.span.start + len(token.field))
            raise QueryError(f"there is no field “{token.field}”{hint}", at)
        if not token.text:
            raise QueryError(f"“{name}:” needs a value", token.span)
        if token.text == NONE and not token.quoted and FIELDS[name].kind not in {FieldKind.STATE, FieldKind.REVIEW}:
            return Missing(name)
        return value_node(name, token.text, quoted=token.quoted, at=token.value_span)

    def _directive(self, token: _Token) -> None:
        sort = token.field.casefold() == "sort"
        for part in token.text.split(","):
            field = part.casefold().removeprefix("-") if sort else part.casefold()
            field = ALIASES.get(field, field)
            if not sort:
                if field not in FIELDS or not FIELDS[field].many:
                    raise QueryError("“all:” takes a field with several values, such as all:genre", token.value_span)
                self._all_of.add(field)
            elif field not in (*SORTS, RELEVANCE):
                raise QueryError(f"“sort:” takes {', '.join((*SORTS, RELEVANCE))}", token.value_span)
            elif all(key.field != field for key in self._sort):
                self._sort.append(SortKey(field, descending=part.startswith("-")))


def parse_parts(text: str) -> Parsed:
    """The parts of a query.

    Raises:
        QueryError: the text is no query; says why and where.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query has at most {LONGEST:,} characters", Span(LONGEST, len(text)))
    return _Parser(text).query()
