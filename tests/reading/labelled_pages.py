"""Invented pages in the layouts of the web, each with what a careful reader finds on it.

A file of ``labelled/`` has the facts at its head, ``field: value | value``, a rule of three dashes, and the page below. Every
line of the page begins with what it is: ``B`` the critic's text, ``M`` facts, headings and scores, ``C`` the site's.
``field_also`` are values that are as good, or good where the head has none; ``parted`` that empty lines part them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from desktop.export.records import review_record
from desktop.reading.reader import read_text

FOLDER = Path(__file__).parent / "labelled"


@dataclass(frozen=True, eq=False)
class LabelledPage:
    """A page's text, its labels by field, and its lines by the letter before them."""

    name: str
    text: str
    labels: dict[str, tuple[str, ...]]
    lines: dict[str, frozenset[str]]

    def wanted(self, field: str) -> tuple[str, ...]:
        """The values that the page has for a field."""
        return self.labels.get(field, ())

    def accepted(self, field: str) -> tuple[str, ...]:
        """Further values that are no mistake."""
        return (*self.labels.get(f"{field}_also", ()), *self.labels.get(f"also_{field}", ()))


@cache
def pages() -> tuple[LabelledPage, ...]:
    """All pages, in the order of their names."""
    return tuple(_page(path) for path in sorted(FOLDER.glob("*.txt")))


def _page(path: Path) -> LabelledPage:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    labels: dict[str, tuple[str, ...]] = {}
    for line in head.splitlines():
        field, _, values = line.partition(": ")
        labels[field] = (values,) if field == "headline" else tuple(filter(None, map(str.strip, values.split(" | "))))
    marked = [(line[:1], line[2:]) for line in body.splitlines()]
    assert {mark for mark, _ in marked} <= {"B", "C", "M", ""}, path
    text = ("\n\n" if "parted" in labels else "\n").join(line for _, line in marked) + "\n"
    lines = {letter: frozenset(plain(line) for mark, line in marked if mark == letter and line.strip()) for letter in "BCM"}
    return LabelledPage(path.stem, text, labels, lines)


def plain(line: str) -> str:
    """A line as records give it, for comparison: white space collapsed, without its bullet."""
    return " ".join(line.split()).lstrip("•*- ").strip()


@cache
def record_of(page: LabelledPage) -> dict[str, Any]:
    """What the program reads from a page."""
    return review_record(read_text(page.text, id=page.name))
