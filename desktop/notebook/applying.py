"""A library with everything in it that the reader corrected: files read another way, blocks that are something else, names.

What was said of a stretch that is not there any more is applied nowhere: the review says so, as a problem of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.notebook.corrections import Kind, fitted
from desktop.reading.options import DEFAULT
from desktop.reading.scales import grade_scales
from desktop.review import Problem, Role, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.library.library import Library
    from desktop.notebook.corrections import Kept
    from desktop.reading.options import ReadingOptions
    from desktop.review import Review, Span

#: The value of what is simply so.
YES = "yes"


@dataclass(frozen=True, slots=True)
class Applied:
    """A corrected library; ``versions`` are reviews whose text is another one now, as they were and as they are.

    ``troubles`` are the files that could not be read again, each with the reason.
    """

    library: Library
    versions: tuple[tuple[Review, Review], ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(slots=True)
class Applying:
    """Applies corrections, and remembers the files that it read for them as long as they do not change."""

    # By path and options: when the file was changed last and its size, and what was read.
    _read: dict[tuple[Path, str], tuple[tuple[int, int], tuple[Review, ...]]] = field(default_factory=dict)
    _troubles: list[str] = field(default_factory=list)

    def to(self, library: Library, kept: Mapping[str, Sequence[Kept]], grades: str = DEFAULT.grade_scale) -> Applied:
        """The library with the corrections of its reviews, by their ids, and with letter grades by a mapping.

        A page that has not been understood yet is left for a later library. Nothing is raised for a file.
        """
        self._troubles = []
        given = library
        library = library.with_grades(grades)
        anew: dict[int, Review] = {}
        versions = []
        files = _files(library, kept, grades)
        read = {file: self._of_file(Path(file), options) for file, options in files.items()}
        for row, entry in enumerate(library.entries) if files else ():
            reviews = read.get(entry.file, ())
            if entry.number < len(reviews):
                anew[row] = reviews[entry.number]
                before = given.reviews[row]
                if before.text != anew[row].text:
                    versions.append((before, anew[row]))
        for review_id, corrections in kept.items():
            at = library.find_row(review_id)
            if at is None or (at not in anew and library.entries[at].pending):
                continue
            review = anew.get(at, library.reviews[at])
            options = files.get(library.entries[at].file, replace(DEFAULT, grade_scale=grades))
            corrected = self._corrected(review, corrections, options, library.entries[at].number)
            if corrected is not review:
                anew[at] = corrected
        return Applied(library.with_reviews(anew) if anew else library, tuple(versions), tuple(self._troubles))

    # inside

    def _corrected(self, review: Review, corrections: Iterable[Kept], options: ReadingOptions, number: int) -> Review:
        """The review with its blocks as the reader says; what does not fit its text any more becomes a problem."""
        fitting, lost = fitted(review, corrections, Kind.ROLE)
        roles = {(span.start, span.end): Role(what.value) for span, what in fitting if what.value is not None}
        if roles and review.path is not None:
            review = self._with_roles(review, review.path, replace(options, roles=roles), number)
        count = len(lost) + len(fitted(review, corrections, Kind.MOVE)[1])
        if not count:
            return review
        fits = "correction of yours no longer fits" if count == 1 else "corrections of yours no longer fit"
        problem = Problem(f"{count} {fits} this text", Severity.WARNING, "corrections.lost")
        return replace(review, problems=(*review.problems, problem))

    def _with_roles(self, review: Review, path: Path, options: ReadingOptions, number: int) -> Review:
        """The review, the ``number``-th of its file, understood anew with the roles of its blocks as the reader says.

        A row of a table, and a short review on a page of several, is understood by itself.
        """
        from desktop.reading.reader import deepened  # noqa: PLC0415 - the rules of reading come when they are needed
        from desktop.reading.sources import RECORDS  # noqa: PLC0415 - as above

        if path.suffix.casefold() in RECORDS or number:
            return deepened(replace(review, shallow=True), options)
        return next(iter(self._of_file(path, options)), review)

    def _of_file(self, path: Path, options: ReadingOptions) -> tuple[Review, ...]:
        """The reviews of a file read so, from memory where neither the file nor the options changed."""
        from desktop.reading.reader import read_file  # noqa: PLC0415 - as above

        key = (path, repr(options))
        try:
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size)
            if key not in self._read or self._read[key][0] != stamp:
                self._read[key] = (stamp, read_file(path, options))
        except OSError as error:
            if key not in self._read:  # what is missing is shown as it was last read
                self._troubles.append(f"{path.name} could not be read again: {error.strerror or error}")
                return ()
        return self._read[key][1]


def options_of(corrections: Iterable[Kept], grades: str = DEFAULT.grade_scale) -> ReadingOptions:
    """The options that corrections of a file's first review make; a value that is none of ours is passed over.

    ``grades`` is the mapping of letter grades of files of which nothing is said.
    """
    said = {each.name: each.value for each in corrections if each.kind is Kind.READING}
    if not said:
        return replace(DEFAULT, grade_scale=grades)
    from desktop.reading.decode import ENCODINGS  # noqa: PLC0415 - as above

    try:
        columns = json.loads(said.get("columns", "{}"))
    except ValueError:
        columns = {}
    encoding, scale = said.get("encoding"), said.get("grades", grades)
    return replace(
        DEFAULT,
        encoding=encoding if encoding in ENCODINGS else None,
        grade_scale=scale if scale in grade_scales() else DEFAULT.grade_scale,
        columns={str(key): str(value) for key, value in columns.items()} if isinstance(columns, dict) else {},
        mended=said.get("mended") == YES,
    )


def moves_of(reviews: Sequence[Review], kept: Mapping[str, Sequence[Kept]]) -> dict[tuple[int, Span], str | None]:
    """The moves of passages that fit their reviews, by the number of the review, as ``compare`` takes them."""
    return {
        (number, span): what.value
        for number, review in enumerate(reviews)
        for span, what in fitted(review, kept.get(review.id, ()), Kind.MOVE)[0]
    }


def _files(library: Library, kept: Mapping[str, Iterable[Kept]], grades: str) -> dict[str, ReadingOptions]:
    """The files that the reader wants to be read in another way."""
    files = {}
    usual = replace(DEFAULT, grade_scale=grades)
    for review_id, corrections in kept.items():
        options, row = options_of(corrections, grades), library.find_row(review_id)
        if options != usual and row is not None:
            files[library.entries[row].file] = options
    return files
