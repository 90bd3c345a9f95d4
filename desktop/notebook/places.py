"""Places of two reviews that belong together, written by the words that stand there, and read for the texts as they are now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from desktop.notebook.quotes import CONTEXT, Quote
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review

_KEYS: Final = ("exact", "before", "after")


def written(one: Review, other: Review, places: Sequence[tuple[int, int]]) -> str | None:
    """Pairs of source offsets in two reviews as a correction's value; None where there are none."""
    if not places:
        return None
    return json.dumps([[_quoted(one, here), _quoted(other, there)] for here, there in places], ensure_ascii=False)


def places_of(one: Review, other: Review, value: str) -> tuple[list[tuple[int, int]], int]:
    """The pairs of source offsets that a value names, and how many more do not fit the texts any more."""
    try:
        pairs = json.loads(value)
    except ValueError:
        return [], 0
    found, lost = [], 0
    for pair in pairs if isinstance(pairs, list) else ():
        quotes = [_quote(data) for data in pair] if isinstance(pair, list) and len(pair) == 2 else [None, None]
        spans = [quote.find(review.text) if quote else None for quote, review in zip(quotes, (one, other), strict=True)]
        if spans[0] is None or spans[1] is None:
            lost += 1
        else:
            found.append((spans[0].start, spans[1].start))
    return found, lost


def _quoted(review: Review, offset: int) -> dict[str, str | int]:
    """The words that stand at an offset."""
    text = review.text
    quote = Quote.of(text, Span(offset, min(len(text), offset + CONTEXT)))
    return {"exact": quote.exact, "before": quote.before, "after": quote.after, "start": quote.start}


def _quote(data: Any) -> Quote | None:
    if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in _KEYS):
        return None
    start = data.get("start")
    if not isinstance(start, int) or start < 0:
        return None
    exact, before, after = (data[key] for key in _KEYS)
    return Quote(exact, before, after, start)
