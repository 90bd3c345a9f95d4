"""Many reviews in one file: CSV, JSON and JSON Lines to records of a text and what the other columns say."""

from __future__ import annotations

import contextlib
import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.reading.columns import Columns, guess_columns, guess_scale
from desktop.reading.decode import without_surrogates
from desktop.reading.stages import PageMetadata
from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DELIMITERS = ",;\t|"
_LOOKED_AT = 50  # rows from which the delimiter is told
_LONGEST_CELL = 2**31 - 1  # characters: a whole file, where a quotation mark is never closed


@dataclass(frozen=True, slots=True)
class Record:
    """One review of a file: its text and its other columns."""

    text: str
    metadata: PageMetadata


@dataclass(frozen=True, slots=True)
class Records:
    """The reviews of a file and the columns from which they were read."""

    columns: Columns
    records: tuple[Record, ...]


def read_csv(text: str, corrections: Mapping[str, str] | None = None) -> Records | None:
    """The records of a table; None where it holds no texts. ``corrections`` as in :func:`guess_columns`."""
    return _records(_rows(text), corrections)


def read_json(text: str, corrections: Mapping[str, str] | None = None) -> Records | None:
    """The records of a JSON file: a list of objects, an object that holds one, or one object; None for anything else."""
    try:
        loaded = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return _records(_tabled(_objects_in(loaded)), corrections)


def read_json_lines(text: str, corrections: Mapping[str, str] | None = None) -> Records | None:
    """The records of a file with one JSON object a line; lines that are none are left out; None where there are none."""
    objects: list[Mapping[str, Any]] = []
    for line in _lines(text):
        if not line.strip():
            continue
        try:
            loaded = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(loaded, dict):
            objects.append(loaded)
    return _records(_tabled(objects), corrections)


def _records(rows: Sequence[Sequence[str]], corrections: Mapping[str, str] | None) -> Records | None:
    columns = guess_columns(rows, corrections)
    if columns is None:
        return None
    body = rows[columns.header :]
    text = columns.fields["text"]
    others = {field: number for field, number in columns.fields.items() if field not in {"text", "id", "url"}}
    scale = ""
    if "rating" in others and "best_rating" not in others:
        scale = guess_scale([row[others["rating"]] for row in body if others["rating"] < len(row)])
    kind = _kind_by_name(columns)
    known: dict[tuple[str, ...], PageMetadata] = {}
    found: list[Record] = []
    for row in body:
        if text >= len(row) or not row[text].strip():
            continue
        values = tuple(row[number].strip() if number < len(row) else "" for number in others.values())
        metadata = known.get(values)
        if metadata is None:
            metadata = known[values] = _metadata(tuple(others), values, scale, kind)
        found.append(Record(row[text], metadata))
    return Records(columns, tuple(found)) if found else None


def _kind_by_name(columns: Columns) -> str:
    """The kind of work that the name of the works' column says: ``film``, ``Book Title``."""
    number = columns.fields.get("item")
    first = columns.names[number].casefold().replace("_", " ").split() if number is not None else []
    return first[0] if first and first[0] in table("schema")["kinds"] else ""


def _metadata(fields: Sequence[str], values: Sequence[str], scale: str, kind: str) -> PageMetadata:
    stated = {field: (value,) for field, value in zip(fields, values, strict=True) if value}
    if scale and "rating" in stated:
        stated["best_rating"] = (scale,)
    if kind:
        stated.setdefault("item_type", (kind,))
    return PageMetadata("", stated, {}, "record")


def _rows(text: str) -> list[list[str]]:
    """The rows of a table, empty ones left out. A quotation mark that is never closed is read as a mere sign."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    lines = text.count("\n") if len(rows) <= 2 else 0
    if lines > 50 and any(cell.count("\n") > 0.5 * lines for row in rows for cell in row):
        rows = _parsed(text, delimiter, csv.QUOTE_NONE)
    return rows


def _parsed(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(_lines(text), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]  # a plain int
    with contextlib.suppress(csv.Error):  # what was read before the fault stays
        rows.extend(row for row in reader if any(row))
    return rows


def _lines(text: str) -> Iterator[str]:
    """The lines of a text one by one: a list of them would hold the text twice."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _delimiter(text: str) -> str:
    """The sign that parts columns: the one by which most rows have the same number of columns as the first."""
    head = text[:65536]

    def agreement(sign: str) -> tuple[float, int]:
        rows = _parsed(head, sign, csv.QUOTE_MINIMAL)[:_LOOKED_AT]
        if not rows or len(rows[0]) < 2:
            return 0.0, 0
        return sum(1 for row in rows if len(row) == len(rows[0])) / len(rows), len(rows[0])

    return max(_DELIMITERS, key=agreement)


def _objects_in(loaded: object) -> list[Mapping[str, Any]]:
    """The list of objects of a JSON value: itself, the longest list that it holds, or the object alone."""
    if isinstance(loaded, list):
        return [one for one in loaded if isinstance(one, dict)]
    if not isinstance(loaded, dict):
        return []
    lists = [_objects_in(value) for value in loaded.values() if isinstance(value, list)]
    longest = max(lists, key=len, default=[])
    return longest or [loaded]


def _tabled(objects: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Objects as a table: a row of names, then one row an object."""
    flat = [dict(_flattened(one)) for one in objects]
    names = list(dict.fromkeys(name for one in flat for name in one))
    if not names:
        return []
    return [names, *([one.get(name, "") for name in names] for one in flat)]


def _flattened(one: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in one.items():
        name = without_surrogates(f"{prefix}{key}")
        if isinstance(value, dict):
            if depth < 3:
                yield from _flattened(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            plain = [str(part) for part in value if isinstance(part, (str, int, float))]
            if plain:
                yield name, without_surrogates(", ".join(plain))
        elif value is not None and not isinstance(value, bool):
            yield name, without_surrogates(str(value))
