"""What a query finds in one review: the spans to mark, and a line to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.library.entry import searched
from desktop.library.folding import find_folded, fold
from desktop.library.query_parts import And, Node, Or, Text
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.library.query import Query
    from desktop.review import Review


_LEAD: Final = 20  # characters before a hit: it must be seen where a narrow card cuts its line off


def sought(node: Node) -> Iterable[Text]:
    """The words of a clause that are looked for, not those left out."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from sought(part)


def hits(query: Query, review: Review) -> tuple[Span, ...]:
    """The spans of a review's text that hold words looked for, in order, overlapping ones joined; chrome is not searched."""
    found = []
    terms = [(fold(term.words), term.whole) for clause in query.clauses for term in sought(clause)]
    for start, end in searched(review) if terms else ():
        for words, whole in terms:
            found.extend(find_folded(review.text, words, whole=whole, start=start, end=end))
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def snippet(query: Query, review: Review, width: int = 160) -> tuple[str, tuple[Span, ...]]:
    """About ``width`` characters around the first hit, on one line, and the hits' spans in them; empty without a hit."""
    found = hits(query, review)
    if not found:
        return "", ()
    block = next(b.span for b in review.blocks if b.span.holds(found[0]))
    start = max(block.start, found[0].start - min(width // 3, _LEAD))
    if start > block.start:
        start = review.text.find(" ", start, found[0].start) + 1 or found[0].start
    end = min(block.end, max(start + width, found[0].end))
    lead = "…" if start > block.start else ""
    # Same length, so that the spans hold: every kind of white space becomes a plain space.
    text = lead + "".join(" " if c.isspace() else c for c in review.text[start:end]) + ("…" if end < block.end else "")
    shift = len(lead) - start
    return text, tuple(Span(s.start + shift, s.end + shift) for s in found if start <= s.start and s.end <= end)
