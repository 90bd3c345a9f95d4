"""Which column of a table, or key of a record, says what: guessed from names and contents, correctable by the reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zäöüé])(?=[A-Z])")
_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d{1,3})?$")
_VALUES = frozenset({"name", "value", "title", "label"})  # inner keys that say what the outer one names
_LOOKED_AT = 200  # rows
_PROSE = 40  # characters that texts in a column without a name have on average at least
_REMARK = 10  # and in one that is called like a column of texts
_SCALES = (5.0, 10.0, 100.0)
_ENOUGH = 5  # figures below which a scale is not guessed


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their names in order, and for every field that was recognised the number of its column.

    Fields are those of ``resources/reading/columns.toml``. ``header`` says whether the first row names the columns.
    """

    names: tuple[str, ...]
    fields: Mapping[str, int]
    header: bool = True

    @property
    def described(self) -> str:
        """The mapping in words, for the reader to check."""
        return ", ".join(f"{field} from “{self.names[number]}”" for field, number in self.fields.items())


def known_fields() -> tuple[str, ...]:
    """All fields that a column can hold, as ``resources/reading/columns.toml`` lists them."""
    return tuple(table("columns"))


def field_named(name: str) -> str | None:
    """The field that a column's or key's name stands for, if we know the name; ``author.name`` is the author."""
    field = _names().get(_words(name))
    outer, dot, inner = name.rpartition(".")
    if field is not None or not dot:
        return field
    return field_named(outer if inner.casefold() in _VALUES else inner)


def guess_columns(rows: Sequence[Sequence[str]], corrections: Mapping[str, str] | None = None) -> Columns | None:
    """The columns of a table from its rows, the first of which may name them; None where no column holds texts.

    ``corrections`` maps fields to column names (or numbers from 1, where the columns have no names) and is final; an empty name
    says that the table has no such field.
    """
    if not rows:
        return None
    named = [field_named(name) for name in rows[0]]
    header = any(named) and all(len(name) <= _PROSE for name in rows[0])
    names = tuple(rows[0]) if header else tuple(str(number) for number in range(1, len(rows[0]) + 1))
    sample = rows[header : _LOOKED_AT + header]
    fields: dict[str, int] = {}
    for number, field in enumerate(named if header else ()):
        if field is not None:
            fields.setdefault(field, number)
    _settle_title(fields, sample)
    if "text" not in fields or _mean_length(sample, fields["text"]) < _REMARK:
        fields.pop("text", None)
        longest = max(range(len(names)), key=lambda number: _mean_length(sample, number))
        if _mean_length(sample, longest) >= _PROSE:
            fields = {"text": longest, **{field: number for field, number in fields.items() if number != longest}}
    for field, name in (corrections or {}).items():
        fields.pop(field, None)
        if name in names:
            fields = {other: number for other, number in fields.items() if number != names.index(name)}
            fields[field] = names.index(name)
    return Columns(names, fields, header) if "text" in fields else None


def guess_scale(values: Sequence[str]) -> str:
    """The scale that bare figures are on, by the greatest of many; empty where that says nothing."""
    figures = [float(value.replace(",", ".")) for value in values if _NUMBER.match(value.strip())]
    if len(figures) < _ENOUGH or len(figures) < 0.9 * sum(1 for value in values if value.strip()) or min(figures) < 0:
        return ""
    scale = next((scale for scale in _SCALES if max(figures) <= scale), None)
    # Nobody can tell 3 of 5 from 3 of 10 while nobody has come near the top.
    return f"{scale:g}" if scale is not None and max(figures) >= 0.8 * scale else ""


@cache
def _names() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    for field, names in table("columns").items():
        for name in names:
            known.setdefault(_words(name), field)
    return known


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(_CAMEL.sub(" ", name[:80]).casefold()))


def _settle_title(fields: dict[str, int], sample: Sequence[Sequence[str]]) -> None:
    """A column "title" names the works where titles come again, or where headlines have a column of their own."""
    number = fields.pop("title", None)
    if number is None:
        return
    titles = Counter(row[number] for row in sample if number < len(row))
    again = sum(count for count in titles.values() if count > 1)
    if "item" not in fields and ("headline" in fields or 2 * again > len(sample)):
        fields["item"] = number
    elif "headline" not in fields:
        fields["headline"] = number


def _mean_length(sample: Sequence[Sequence[str]], number: int) -> float:
    """The mean length of a column's cells that are not empty, in characters."""
    lengths = [len(row[number]) for row in sample if number < len(row) and row[number].strip()]
    return sum(lengths) / len(lengths) if lengths else 0.0
