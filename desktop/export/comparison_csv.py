"""A comparison as CSV for spreadsheets and analysis programs: one passage a row, with its review's facts and its topics."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from desktop.comparison.rows import placement
from desktop.export.citation import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review

COLUMNS = (
    "review", "critic", "outlet", "headline", "work", "year", "score", "score_as_written", "topics", "stance", "passage",
    "start", "end", "topic_words", "stance_words",
)  # fmt: skip
# A cell that begins with one of these may be taken for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralised(text: str) -> str:
    """The text, with an apostrophe before anything that a spreadsheet would run as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_csv(comparison: Comparison) -> str:
    """All passages, review by review in the order of the text; no cell is a formula. Lines end as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for column, placed in zip(comparison.columns, placement(comparison), strict=True):
        for passage in column.review.passages:
            fields = _row(column.review, passage, placed.get(passage.span, {}))
            writer.writerow([neutralised(field) for field in fields])
    return out.getvalue()


def _row(review: Review, passage: Passage, topics: Mapping[str, float]) -> Iterator[str]:
    yield review.id
    for found in (review.critic, review.outlet, review.headline, review.work):
        yield found.value if found else ""
    yield str(review.work_year.value) if review.work_year else ""
    yield f"{review.verdict.normalised:g}" if review.verdict else ""
    yield review.verdict.notation if review.verdict else ""
    yield "; ".join(sorted(topics, key=lambda topic: -topics[topic]))
    yield passage.stance.value
    yield quoted(review, passage.span)
    yield str(passage.span.start)
    yield str(passage.span.end)
    yield "; ".join(reason.text for mark in passage.topics for reason in mark.reasons)
    yield "; ".join(f"{reason.text} {reason.weight:+g}" for reason in passage.stance_reasons)
