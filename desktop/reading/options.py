"""What the reader of a page may decide about its reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.review import Role


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the reader of a page decided about its reading; the defaults leave everything to the program.

    Attributes:
        encoding: one of :data:`desktop.reading.decode.ENCODINGS`, or None to find out.
        grade_scale: the name of a mapping of letter grades (:mod:`desktop.reading.scales`).
        roles: corrections, which are final: the span (start, end) of a block, or of several, and the role it has.
        columns: of a table or of records, which column holds what: fields of ``resources/reading/columns.toml`` to the names
            of columns, an empty name for "none"; they override the guess, field by field.
        mended: put UTF-8 that was once read as Windows-1252 right (:func:`desktop.reading.decode.repair_mojibake`).
    """

    encoding: str | None = None
    grade_scale: str = "default"
    roles: Mapping[tuple[int, int], Role] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    mended: bool = False


DEFAULT = ReadingOptions()
