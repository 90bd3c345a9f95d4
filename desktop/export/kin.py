"""Copies, and what is like a review, as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.export.plain import one_line, visible
from desktop.library.copies import copies_in_words, shared
from desktop.reading.topics import topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.library.library import Library


def copy_mark(library: Library, row: int) -> str:
    """What a line on a review says of copies: ``2 copies``, ``copy of sand 9 (98 %)``, or nothing."""
    kept, *copies = library.kinship.copies.group(row)
    if not copies:
        return ""
    if kept == row:
        return copies_in_words(len(copies))
    part = shared(library.text.words(kept), library.text.words(row)).part
    return f"copy of {visible(library.entries[kept].id)} ({part:.0%})".replace("%", " %")


def like_lines(library: Library, value: str, most: int) -> Iterator[str]:
    """The reviews like the one that ``value`` names, the nearest first, each with what both share; at most ``most``."""
    for like in library.like(value)[1 : most + 1]:
        topics = ", ".join(topic(each).name.lower() for each in like.topics)
        close = "" if like.closeness is None else f"close in meaning ({like.closeness:.2f}); "
        words = f"{close}both: {', '.join(like.words)}" + (f"; on {topics}" if topics else "")
        yield f"{one_line(library.reviews[like.row])}\n    {visible(words)}"
