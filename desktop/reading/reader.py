"""A file in, its reviews out: the only module that opens review files.

Reading is a pure function of the text and the options and never raises on bad text. Only :func:`read_file` and
:func:`columns_of` touch the disk, and only an OSError can come out of them.

What becomes of sources that are hard to read:

- an empty file is a review without blocks;
- a binary file is a review without text, with an ERROR that says so: nothing that it holds is text to be shown;
- of a file that is larger than :data:`CAP` (tables: :data:`TABLE_CAP`) the beginning is read, with a WARNING;
- a page of HTML that would take too long is shown as its source, with an ERROR (:mod:`desktop.reading.saved_page`);
- a page of several short reviews is followed by each of them (:mod:`desktop.reading.capsules`);
- beyond :data:`desktop.reading.understanding.UNDERSTOOD` characters a text is shown and not understood, with a WARNING;
- of a table with more than :data:`FEW` rows every review is shallow: :func:`deepened` understands one of them.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.reading.capsules import reviews_in
from desktop.reading.decode import ENCODINGS, decode, encoding_and_text, repair_mojibake, without_surrogates
from desktop.reading.limits import CAP, FEW, TABLE_CAP
from desktop.reading.options import DEFAULT, ReadingOptions
from desktop.reading.page import Page
from desktop.reading.records import Records, read_csv, read_json, read_json_lines
from desktop.reading.saved_page import html_in_mhtml
from desktop.reading.sources import CSV, JSON, MHTML, RECORDS, page_of_record, page_of_text
from desktop.reading.understanding import Sketcher, deepen, understand
from desktop.review import Found, Problem, Review, Severity, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.reading.columns import Columns

__all__ = [
    "CAP",
    "DEFAULT",
    "ENCODINGS",
    "FEW",
    "TABLE_CAP",
    "ReadingOptions",
    "columns_of",
    "deepened",
    "read_file",
    "read_text",
    "reviews_of",
]

_ATTEMPTS = 3  # at a file that changes while it is read
_FRESH = 50_000_000  # nanoseconds since a file was changed last in which it may still be written
_EMPTIED = 1_000_000_000  # the same for an empty file: some programs empty a file before they write it anew
_PAUSE = 0.02  # seconds in which whoever writes would have written on


def read_file(path: Path, options: ReadingOptions = DEFAULT) -> tuple[Review, ...]:
    """The reviews of a file: one, or as many as a table has rows; raises OSError where it cannot be read, and nothing else."""
    return tuple(reviews_of(path, options))


def reviews_of(path: Path, options: ReadingOptions = DEFAULT) -> Iterator[Review]:
    """As :func:`read_file`, with the reviews of a table one by one; the first is there when all of the file has been read."""
    suffix = path.suffix.casefold()
    data, problems = _bytes_of(path, TABLE_CAP if suffix in RECORDS else CAP)
    if suffix in RECORDS:
        encoding, text = encoding_and_text(data, options.encoding)
        del data
        records = _records(text, suffix, options)
        if records is not None:
            del text  # as large as all reviews together
            yield from _of_records(records, path, encoding, options, problems)
        else:
            yield _with_problems(read_text(text[:CAP], id=path.stem, path=path, encoding=encoding, options=options), problems)
        return
    inner = html_in_mhtml(data) if suffix in MHTML else None
    if inner is not None:
        yield from _of_page(page_of_text(inner, ".html"), path, "mhtml", options, problems)
        return
    decoded = decode(data, options.encoding)
    problems = (*problems, *decoded.problems)
    if decoded.binary:
        yield _binary(path, problems)
        return
    source = repair_mojibake(decoded.text) if options.mended else decoded.text
    yield from _of_page(page_of_text(source, suffix), path, decoded.encoding, options, problems)


def _of_page(
    page: Page, path: Path, encoding: str, options: ReadingOptions, problems: tuple[Problem, ...]
) -> tuple[Review, ...]:
    """The review that a page is and, behind it, the short reviews that stand on it; the page itself is never taken apart."""

    def short(cut: Page, number: int) -> Review:
        return understand(cut, f"{path.stem}#{number + 1}", path, encoding, replace(options, roles={}))

    review = understand(page, path.stem, path, encoding, options)
    several = reviews_in(page, review, short)
    if several:
        message = f"{len(several)} short reviews stand on this page; each is listed as a review of its own too"
        problems = (*problems, Problem(message, Severity.NOTE, "reader.capsules"))
    return (_with_problems(review, problems), *several)


def read_text(
    text: str,
    *,
    id: str = "pasted",  # noqa: A002  the field's name
    path: Path | None = None,
    encoding: str = "utf-8",
    options: ReadingOptions = DEFAULT,
) -> Review:
    """One review from its text; never raises, whatever the text. The ending of ``path`` says what kind of source it is."""
    suffix = path.suffix.casefold() if path is not None else ""
    return understand(page_of_text(without_surrogates(text), suffix), id, path, encoding, options)


def deepened(review: Review, options: ReadingOptions = DEFAULT) -> Review:
    """A shallow review with its text understood; any other review as it is."""
    if not review.shallow:
        return review
    return deepen(review, understand(Page(review.text), review.id, review.path, review.encoding, options))


def columns_of(path: Path, options: ReadingOptions = DEFAULT) -> Columns | None:
    """The columns of a table or file of records as they were guessed and corrected; None for other files; raises OSError."""
    suffix = path.suffix.casefold()
    if suffix not in RECORDS:
        return None
    data, _ = _bytes_of(path, TABLE_CAP)
    records = _records(encoding_and_text(data, options.encoding)[1], suffix, options)
    return records.columns if records is not None else None


def _bytes_of(path: Path, cap: int) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a file, up to a cap, from one state of the file: a file that changes while it is read is read again."""
    if not stat.S_ISREG(path.stat().st_mode):
        code = errno.EISDIR if path.is_dir() else errno.EINVAL
        raise OSError(code, "not a regular file" if code == errno.EINVAL else os.strerror(code), str(path))
    for _ in range(_ATTEMPTS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(cap)
            if time.time_ns() - before.st_mtime_ns < _FRESH:
                time.sleep(_PAUSE)  # somebody may be in the midst of writing it
            after = os.fstat(file.fileno())
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and len(data) == min(after.st_size, cap):
            break
    else:
        return data, (Problem("this file changed while it was read", Severity.WARNING, "reader.changing"),)
    if not data and time.time_ns() - after.st_mtime_ns < _EMPTIED:
        message = "this file is empty and was changed a moment ago: whoever writes it may not be done"
        return data, (Problem(message, Severity.NOTE, "reader.changing"),)
    if after.st_size <= cap:
        return data, ()
    message = f"a very large file: only its first {cap // 2**20:,} MiB of {after.st_size // 2**20:,} were read"
    return _whole_characters(data), (Problem(message, Severity.WARNING, "reader.cap"),)


def _whole_characters(data: bytes) -> bytes:
    """Bytes that were cut off, without the beginning of a UTF-8 character at their end."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte < 0x80:
            return data
        if byte >= 0xC0:
            return data[:-back] if back < 2 + (byte >= 0xE0) + (byte >= 0xF0) else data
    return data


def _records(text: str, suffix: str, options: ReadingOptions) -> Records | None:
    if suffix in CSV:
        return read_csv(text, options.columns)
    records = read_json(text, options.columns) if suffix in JSON else None
    return records or read_json_lines(text, options.columns)


def _of_records(
    records: Records, path: Path, encoding: str, options: ReadingOptions, problems: tuple[Problem, ...]
) -> Iterator[Review]:
    """The reviews of a table; the first one carries the problems of the file and the mapping of its columns."""
    sketcher = Sketcher(path, encoding, options.grade_scale)
    mapping = Problem(f"columns: {records.columns.described}", Severity.NOTE, "records.columns")
    few = len(records.records) <= FEW
    for number, record in enumerate(records.records, 1):
        name = path.stem if number == 1 else f"{path.stem}#{number}"
        page = page_of_record(record)
        review = understand(page, name, path, encoding, options) if few else sketcher.sketch(page, name)
        yield _with_problems(review, (*problems, mapping)) if number == 1 else review


def _with_problems(review: Review, problems: tuple[Problem, ...]) -> Review:
    return replace(review, problems=(*problems, *review.problems)) if problems else review


def _binary(path: Path, problems: tuple[Problem, ...]) -> Review:
    nothing = Found(WorkKind.NOT_A_REVIEW, None, "reader.binary", 1.0)
    return Review(id=path.stem, path=path, text="", encoding="binary", kind=nothing, blocks=(), problems=problems)
