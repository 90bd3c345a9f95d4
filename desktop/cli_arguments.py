"""What may stand on the command line: commands, their options, and what each is told about itself."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.library.fields import RELEVANCE, SORTS
from desktop.library.query_parts import SortKey
from desktop.meaning.model import DEFAULT_MODEL
from desktop.reading.scales import DEFAULT_GRADES, about_grades, grade_scales

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    #: What a command does with its options; the exit code.
    Run = Callable[[argparse.Namespace], int]

_EXIT_HELP: Final = (
    "exit codes: 0 all is well; 1 something could not be read, the rest was; 2 the command or the query is not understood; "
    "3 there is nothing to read; 4 nothing matches the query"
)


def parser(runs: Mapping[str, Run], comparisons: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command line; ``runs`` does what each command asks, ``comparisons`` are the forms of one."""
    whole = argparse.ArgumentParser(
        prog="diptych-cli", description="Read reviews side by side, without a window.", epilog=_EXIT_HELP
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_, description=help_, epilog=_EXIT_HELP)
        sub.set_defaults(run=runs[name])
        return sub

    read = command("read", "Print every review with all that was understood of it.")
    read.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="jsonl prints a review as soon as it is read"
    )
    lists = command("list", "Print a line for each review.")
    lists.add_argument("--sort", type=_order, metavar="FIELDS", help=f"such as score or -score,date; of {', '.join(SORTS)}")
    lists.add_argument("--descending", action="store_true", help="the greatest first")
    lists.add_argument("--no-copies", action="store_true", help="of a review that is there more than once, the one kept")
    orders = (RELEVANCE, *SORTS)
    search = command("search", "Print the reviews that a query finds, each with its first hit.")
    search.add_argument(
        "query",
        metavar="QUERY",
        help="such as: fierce -slow score:>=70; behind -- where it begins with a minus; with --saved the name of a search",
    )
    search.add_argument("--saved", action="store_true", help="take the search that was saved under this name in the window")
    search.add_argument("--sort", choices=orders, metavar="ORDER", help=f"one of {', '.join(orders)}")
    search.add_argument("--descending", action="store_true", help="the greatest first; of relevance, the least")
    liking = command("like", "Print the reviews like one, the nearest first, with the words and topics they share.")
    liking.add_argument("review", metavar="FILE", type=Path, help="the review; of a table, its first")
    liking.add_argument("--most", metavar="N", type=_count, default=10, help="as many as this (%(default)s)")
    compared = command("compare", "Print reviews side by side, by topic.")
    compared.add_argument(
        "--format", choices=comparisons, default="markdown", help="html and pdf are made to be printed; a PDF goes to a file"
    )
    answering = command("answers", "Print the passages of different reviews that answer each other, the best first.")
    answering.add_argument("--of", metavar="WORDS", default="", help="only answers to passages that hold these words")
    answering.add_argument("--most", metavar="N", type=_count, default=20, help="as many as this (%(default)s)")
    answering.add_argument("--format", choices=("text", "jsonl"), default="text")
    for each in (read, lists, search, compared):
        scales = "; ".join(f"{name}: {about_grades(name)}" for name in grade_scales())
        each.add_argument("--grades", choices=grade_scales(), default=DEFAULT_GRADES, help=f"what letter grades are ({scales})")
        each.add_argument("--corrected", action="store_true", help="with all that you corrected in the window")
    for each in (answering, liking):
        each.add_argument(
            "--by", choices=("words", "meaning"), default="words", help="meaning needs the extra diptych[semantic] and a model"
        )
        each.add_argument(
            "--model", metavar="MODEL", default=DEFAULT_MODEL, help="the folder or the name of a sentence model (%(default)s)"
        )
        each.add_argument("--fetch", action="store_true", help="fetch the model from the network if it is not on this machine")
    for each in (read, lists, search, compared, answering, liking):
        each.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file or a folder of reviews")
    explain = command("explain", "Print every line of a file with what it was taken for and by which rule.")
    explain.add_argument("paths", metavar="FILE", nargs=1, type=Path)
    return whole


def _order(written: str) -> list[SortKey]:
    """Fields to sort by, parted by commas, with a minus where the greatest comes first."""
    keys = [SortKey(name.removeprefix("-"), name.startswith("-")) for name in written.split(",")]
    unknown = [key.field for key in keys if key.field not in SORTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(SORTS)}")
    return keys


def _count(written: str) -> int:
    """A number of lines to print."""
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written} is not a number from 1")
    return int(written)
