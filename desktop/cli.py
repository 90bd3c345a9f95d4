"""The command line: the same jobs without a window.

Exit codes: 0 all is well; 1 something could not be read, the rest was; 2 the command or the query is not understood; 3 there is
nothing to read; 4 nothing matches the query; 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from desktop.cli_arguments import parser
from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import compare
from desktop.export.answers import pair_lines, pair_record, pairs
from desktop.export.comparison_csv import to_csv
from desktop.export.comparison_html import to_html
from desktop.export.comparison_markdown import to_markdown
from desktop.export.comparison_pdf import PdfError, to_pdf
from desktop.export.kin import copy_mark, like_lines
from desktop.export.plain import explained, one_line, summary, visible
from desktop.export.records import review_record
from desktop.library.copies import copies_in_words
from desktop.library.loading import load, read_in_order
from desktop.library.marks import Marks
from desktop.library.query import Query, QueryError, evaluate, parse, snippet
from desktop.library.query_parts import SortKey
from desktop.library.saved import SavedFile
from desktop.library.scanning import Skipped, scan
from desktop.library.studying import find_copies, study_library
from desktop.meaning.at_hand import model_at_hand
from desktop.meaning.model import UnavailableError
from desktop.notebook.applying import Applying, moves_of
from desktop.notebook.notebook import Notebook
from desktop.paths import notebook_path
from desktop.reading.grading import regraded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from desktop.comparison.passage_map import Closeness
    from desktop.comparison.rows import Comparison
    from desktop.library.library import Library
    from desktop.library.likeness import Like
    from desktop.meaning.cache import VectorCache
    from desktop.meaning.process import ModelProcess
    from desktop.notebook.corrections import Kept
    from desktop.review import Review


class Exit(IntEnum):
    """What the exit codes mean."""

    OK = 0
    TROUBLE = 1
    USAGE = 2
    NOTHING_TO_READ = 3
    NOTHING_FOUND = 4
    INTERRUPTED = 130


T = TypeVar("T")
_COMPARISONS: Final = {"markdown": to_markdown, "html": to_html, "csv": to_csv}
_PDF: Final = "pdf"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is what stands behind the program's name."""
    options = parser(_RUNS, sorted([*_COMPARISONS, _PDF])).parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        # File names may hold bytes that are no text, and a terminal may lack letters: neither may stop the output.
        if hasattr(stream, "reconfigure"):
            utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
            stream.reconfigure(errors="surrogateescape" if utf8 else "backslashreplace")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads our output has seen enough. What is left must go somewhere when Python closes its streams.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return code


# The commands.


def _read(options: argparse.Namespace) -> Exit:
    if options.corrected:
        library, _ = _load_as_asked(options)
        for row, review in enumerate(library.reviews):
            _say(_printed(review, options.format, first=not row))
        if options.format == "json":
            _say("\n]" if len(library) else "[]")
        return _code(nothing=not len(library), trouble=_tell(library.skipped))
    found = scan(options.paths)
    skipped = list(found.skipped)
    progress = _Progress()
    any_read = False
    for done, (path, outcome) in enumerate(read_in_order(found.files), 1):
        progress(done, len(found.files))
        if isinstance(outcome, str):
            skipped.append(Skipped(path, outcome))
            continue
        for review in outcome:
            _say(_printed(regraded(review, options.grades), options.format, first=not any_read))
            any_read = True
    progress.end()
    if options.format == "json":
        _say("\n]" if any_read else "[]")
    return _code(nothing=not any_read, trouble=_tell(skipped))


def _printed(review: Review, form: str, *, first: bool) -> str:
    if form == "jsonl":
        return json.dumps(review_record(review), ensure_ascii=False)
    if form == "json":
        return ("[\n" if first else ",\n") + json.dumps(review_record(review), ensure_ascii=False, indent=2)
    return ("" if first else "\n\n") + "\n".join(summary(review))


def _list(options: argparse.Namespace) -> Exit:
    library, _ = _load_as_asked(options)
    find_copies(library)
    first, *others = options.sort or [None]
    sort = [SortKey(first.field, first.descending or options.descending), *others] if first else []
    for row in evaluate(Query.empty.sorted_by(*sort), library, Marks()):
        if not (options.no_copies and library.kinship.copies.is_copy(row)):
            mark = copy_mark(library, row)
            _say(one_line(library.reviews[row]) + (f"\t{mark}" if mark else ""))
    if options.no_copies and library.kinship.copies:
        _complain(f"left out: {copies_in_words(library.kinship.copies.number)}")
    return _code(nothing=not len(library), trouble=_tell(library.skipped))


def _like(options: argparse.Namespace) -> Exit:
    library = _load([options.review, *options.paths])
    trouble = _tell(library.skipped)
    named = (row for row, entry in enumerate(library.entries) if Path(entry.file).name == options.review.name)
    row = next((row for row in named if Path(library.entries[row].file).resolve() == options.review.resolve()), None)
    if row is None:
        _complain(f"{visible(str(options.review))}: no review to start from")
        return Exit.NOTHING_TO_READ
    study_library(library)
    value = library.entries[row].id
    if options.by == "meaning":
        likes = _with_model(options, partial(_likes, library, value))
        if likes is None:
            return Exit.USAGE
        library.kinship.know(value, likes)
    lines = list(like_lines(library, value, options.most))
    for line in lines:
        _say(line)
    return _code(nothing=False, trouble=trouble) if lines else Exit.NOTHING_FOUND


def _search(options: argparse.Namespace) -> Exit:
    query = _asked(options)
    if query is None:
        return Exit.USAGE
    if options.sort:
        query = query.sorted_by(SortKey(options.sort, options.descending))
    library, _ = _load_as_asked(options)
    if query.liked or query.speaks_of("is"):
        study_library(library)
    rows = evaluate(query, library, Marks())
    for row in rows:
        review = library.reviews[row]
        line, _ = snippet(query, review)
        _say(one_line(review) + (f"\n    {visible(line)}" if line else ""))
    code = _code(nothing=not len(library), trouble=_tell(library.skipped))
    return code if rows or code is Exit.NOTHING_TO_READ else Exit.NOTHING_FOUND


def _asked(options: argparse.Namespace) -> Query | None:
    """The query that was typed, or saved under the name that was; None, and a word on it, where it is none."""
    written = options.query
    if options.saved:
        file = SavedFile()
        searches = file.load()
        saved = searches.find(written)
        if saved is None:
            known = ", ".join(visible(search.name) for search in searches.searches) or "none"
            _complain(file.notice or f"no search is saved as “{visible(written)}”; saved are: {known}")
            return None
        written = saved.query
    try:
        return parse(written)
    except QueryError as error:
        text = "".join(" " if character.isspace() else character for character in written)
        _complain(f"{error.message}\n  {visible(text)}\n  {' ' * error.span.start}{'^' * max(1, len(error.span))}")
        return None


def _compare(options: argparse.Namespace) -> Exit:
    if options.format == _PDF and sys.stdout.isatty():
        _complain("a PDF is no text for a terminal: write it to a file, with > comparison.pdf behind the command")
        return Exit.USAGE
    library, kept = _load_as_asked(options)
    trouble = _tell(library.skipped)
    comparison = _compared(library, kept)
    if comparison is None:
        return Exit.NOTHING_TO_READ
    if options.format == _PDF:
        try:
            sys.stdout.buffer.write(to_pdf(comparison))
        except PdfError as error:
            _complain(f"no PDF could be made ({error}); --format html makes a page that prints as one")
            return Exit.TROUBLE
    else:
        _say(_COMPARISONS[options.format](comparison), end="")
    return _code(nothing=False, trouble=trouble)


def _compared(library: Library, kept: Mapping[str, Sequence[Kept]] | None = None) -> Comparison | None:
    """All reviews side by side; None where there are too few, which is said."""
    if len(library) < 2:
        _complain("a comparison takes two reviews or more")
        return None
    works = {library.work_of(row).id: library.work_of(row) for row in range(len(library))}
    if len(works) > 1:
        _complain(f"these are reviews of {len(works)} works: {', '.join(work.label or 'not named' for work in works.values())}")
    people = library.work_of(0).people if len(works) == 1 else ()
    return compare(library.reviews, people=people, moved=moves_of(library.reviews, kept or {}))


def _answers(options: argparse.Namespace) -> Exit:
    library = _load(options.paths)
    trouble = _tell(library.skipped)
    comparison = _compared(library)
    if comparison is None:
        return Exit.NOTHING_TO_READ
    passages = PassageMap(comparison)
    if options.by == "meaning":
        closeness = _with_model(options, partial(_closeness, comparison))
        if closeness is None:
            return Exit.USAGE
        passages = passages.with_meaning(closeness)
    progress = _Progress("finding answers to")
    found = pairs(comparison, passages, options.most, of=options.of, progress=progress)
    progress.end()
    for pair in found:
        record = options.format == "jsonl"
        _say(
            json.dumps(pair_record(pair, comparison), ensure_ascii=False) if record else "\n".join(pair_lines(pair, comparison))
        )
    if not found:
        return Exit.NOTHING_FOUND
    return _code(nothing=False, trouble=trouble)


def _with_model(options: argparse.Namespace, find: Callable[[ModelProcess, VectorCache, _Progress], T]) -> T | None:
    """What is found with the sentence model asked for; None where it cannot be had, which is said."""
    fetching, reading = _Progress("fetching bytes of the model,"), _Progress("reading for meaning")
    try:
        with model_at_hand(options.model, fetching=fetching if options.fetch else None) as (model, cache):
            fetching.end()
            return find(model, cache, reading)
    except UnavailableError as error:
        _complain(f"{error}; --fetch fetches it from huggingface.co" if error.fetchable else str(error))
        return None
    finally:
        reading.end()


def _closeness(comparison: Comparison, model: ModelProcess, cache: VectorCache, progress: _Progress) -> Closeness:
    from desktop.comparison.meaning import meanings  # noqa: PLC0415 - needs numpy, which is of the extra

    return meanings(comparison, model, cache=cache, progress=progress)


def _likes(library: Library, value: str, model: ModelProcess, cache: VectorCache, progress: _Progress) -> Sequence[Like]:
    from desktop.library.likeness_by_meaning import nearest_by_meaning  # noqa: PLC0415 - as above

    return nearest_by_meaning(library, value, model, cache=cache, progress=progress)


def _explain(options: argparse.Namespace) -> Exit:
    library = _load(options.paths)
    for review in library.reviews:
        _say("\n".join(explained(review)))
    return _code(nothing=not len(library), trouble=_tell(library.skipped))


#: What does each command.
_RUNS: Final = {
    "read": _read,
    "list": _list,
    "search": _search,
    "like": _like,
    "compare": _compare,
    "answers": _answers,
    "explain": _explain,
}


# What they share.


def _say(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)


def _complain(text: str) -> None:
    sys.stderr.write(f"diptych-cli: {text}\n")


def _load(paths: Sequence[Path]) -> Library:
    progress = _Progress()
    library = load(paths, progress=progress)
    progress.end()
    return library


def _load_as_asked(options: argparse.Namespace) -> tuple[Library, Mapping[str, Sequence[Kept]]]:
    """The library with the mapping of letter grades and, if asked for, the corrections of the notebook; and these."""
    library = _load(options.paths)
    path = notebook_path()
    if not options.corrected or not path.exists():
        return library.with_grades(options.grades), {}
    with Notebook.open(path) as notebook:
        if notebook.notice:
            _complain(notebook.notice)
        kept = notebook.corrections(library)
        applied = Applying().to(library, kept, options.grades)
        for trouble in applied.troubles:
            _complain(visible(trouble))
        return applied.library.with_names(notebook.namings(applied.library)), kept


def _tell(skipped: Sequence[Skipped]) -> bool:
    """Name what was not read, and say whether there was any; what nobody expects to be read is only counted."""
    trouble = [each for each in skipped if not each.ignored]
    for each in trouble:
        _complain(f"{visible(str(each.path))}: {each.reason}")
    if len(trouble) < len(skipped):
        _complain(f"passed over: {len(skipped) - len(trouble):,} hidden files, copies and parts of pages")
    return bool(trouble)


def _code(*, nothing: bool, trouble: bool) -> Exit:
    if nothing:
        return Exit.NOTHING_TO_READ
    return Exit.TROUBLE if trouble else Exit.OK


class _Progress:
    """Says on stderr how far work is: on a terminal in one line once it takes half a second, elsewhere now and then."""

    def __init__(self, doing: str = "reading") -> None:
        self._doing = doing
        self._live = sys.stderr.isatty()
        self._next = time.monotonic() + (0.5 if self._live else 2.0)
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` are done."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + (0.1 if self._live else 5.0)
            self._shown = True
            line = f"{self._doing} {done:,} of {total:,}"
            sys.stderr.write(f"\r{line}" if self._live else f"{line}\n")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line off the terminal again."""
        if self._shown and self._live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
