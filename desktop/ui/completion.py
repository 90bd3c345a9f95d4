"""What can be typed next in a query: the names of fields, and the values of the field that is being typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from desktop.library.fields import ALIASES, FIELDS, NONE, RELEVANCE, SORTS, STATES, FieldKind
from desktop.library.folding import fold
from desktop.library.query import FacetState, Query, QueryError
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    #: For a field's name its values: as the query language names them, and as the reader sees them.
    Values = Callable[[str], Iterable[tuple[str, str]]]

MOST = 50  # completions offered at once
_SHORTEST = 2  # letters before the name of a field is offered
_DIRECTIVES = {"sort": "Order of the result", "all": "All chosen values of a field"}


@dataclass(frozen=True, slots=True)
class Completion:
    """One way on: ``text`` takes the place of ``span`` of the query; ``label`` and ``note`` are for the list.

    ``opens`` says that more is to be typed behind it: a field's name waits for its value.
    """

    text: str
    span: Span
    label: str
    note: str = ""
    opens: bool = False


def complete(text: str, cursor: int, values: Values) -> tuple[Completion, ...]:
    """The ways on from ``cursor`` (a code point offset), best first.

    Args:
        text: the query as typed so far, right or wrong.
        cursor: where the reader types.
        values: the values of a field.
    """
    word = _word_at(text, cursor)
    start = word.start
    while start < cursor and text[start] == "-":
        start += 1
    name, colon, typed = text[start:cursor].partition(":")
    span = Span(start, word.end)
    if not colon:
        return tuple(_fields(name, span)) if len(name) >= _SHORTEST and name.isalpha() else ()
    name = ALIASES.get(name.casefold(), name.casefold())
    if name in _DIRECTIVES:
        return tuple(_directive(name, typed, span))
    if name not in FIELDS:
        return ()
    return tuple(islice(_values(name, typed.lstrip('"'), span, values), MOST))


def may_be_field(text: str, cursor: int) -> bool:
    """Whether the word that is being typed at ``cursor`` may still become the name of a field: all of it begins one."""
    word = _word_at(text, cursor)
    name = text[word.start : word.end].lstrip("-").casefold()
    return word.end == cursor and name.isalpha() and any(known.startswith(name) for known in (*FIELDS, *ALIASES, *_DIRECTIVES))


@lru_cache(maxsize=100_000)
def _folded(label: str) -> str:
    """A label as it is compared; kept, since the same labels are looked through at each key."""
    return fold(label)


def _word_at(text: str, cursor: int) -> Span:
    """The word of the query in which the cursor stands; a quoted stretch belongs to its word."""
    start, quoted, at = 0, False, 0
    while at < len(text):
        character = text[at]
        if quoted and character == "\\":
            at += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted and (character.isspace() or character in "()"):
            if at >= cursor:
                break
            start = at + 1
        at += 1
    # An open quotation mark swallows all that follows: only what stands before the cursor is then being typed.
    return Span(start, cursor if quoted else max(cursor, min(at, len(text))))


def _fields(typed: str, span: Span) -> Iterator[Completion]:
    folded = typed.casefold()
    for name, field in FIELDS.items():
        if name.startswith(folded) or (field.label.casefold().startswith(folded)):
            yield Completion(f"{name}:", span, f"{name}:", field.label, opens=True)
    for name, note in _DIRECTIVES.items():
        if name.startswith(folded):
            yield Completion(f"{name}:", span, f"{name}:", note, opens=True)


def _directive(name: str, typed: str, span: Span) -> Iterator[Completion]:
    before, comma, last = typed.rpartition(",")
    sign = "-" if name == "sort" and last.startswith("-") else ""
    notes = {field.name: field.label for field in FIELDS.values() if field.many}
    if name == "sort":
        notes = {RELEVANCE: "What answers the words best first"} | {each: FIELDS[each].label for each in SORTS}
    for each, note in notes.items():
        if each.startswith(last.removeprefix("-").casefold()):
            yield Completion(f"{name}:{before}{comma}{sign}{each}", span, f"{sign}{each}", note)


def _values(name: str, typed: str, span: Span, values: Values) -> Iterator[Completion]:
    """Values that begin with what is typed, then those of which a later word does."""
    field = FIELDS[name]
    offered: Iterable[tuple[str, str]]
    if field.kind is FieldKind.STATE:
        offered = [(state, state) for state in STATES]
    elif field.bands:
        offered = field.bands
    else:
        offered = tuple(values(name))
    wanted = fold(typed)
    later = []
    for value, label in offered:
        folded = _folded(label)
        if folded.startswith(wanted) or value.casefold().startswith(typed.casefold()):
            yield from _completion(name, value, label, span)
        elif f" {wanted}" in folded:
            later.append((value, label))
    for value, label in later:
        yield from _completion(name, value, label, span)
    if (
        field.kind not in {FieldKind.STATE, FieldKind.REVIEW}
        and NONE.startswith(typed.casefold())
        and all(value != NONE for value, _ in field.bands)
    ):
        yield Completion(f"{name}:{NONE}", span, NONE, f"no {field.label.casefold()} given")


def _completion(name: str, value: str, label: str, span: Span) -> Iterator[Completion]:
    try:
        text = str(Query.empty.with_state(name, value, FacetState.INCLUDE))
    except QueryError:  # a value that the language cannot name, such as a tag of signs alone
        return
    yield Completion(text, span, label, "" if label == value else value)
