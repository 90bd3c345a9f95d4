"""What the reviews of a library are to each other: copies of one review, or alike."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Final

from desktop.library.copies import Copies
from desktop.library.entry import searched
from desktop.library.likeness import Like, standing
from desktop.library.likeness_of_before import LikenerOfBefore
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library
    from desktop.library.likeness import Likener
    from desktop.library.studying import Study
    from desktop.review import Review

# A passage, as the query language names it behind the id of its review: ``#start-end`` in characters.
_PASSAGE: Final = re.compile(r"#(\d{1,9})-(\d{1,9})\Z", re.ASCII)
_REMEMBERED: Final = 8
_MARKED: Final = 5  # others whose shared words are marked in the review that they are like: of fifty, that is nearly every word


def like_value(review_id: str, passage: Span | None = None) -> str:
    """How the query language names a review, or a passage of it, behind ``like:``."""
    return f"{review_id}#{passage.start}-{passage.end}" if passage else review_id


def liked_review(library: Library, value: str) -> tuple[int | None, Span | None]:
    """The row and the passage that :func:`like_value` names; None for a review that the library does not have."""
    row = library.find_row(value)
    match = _PASSAGE.search(value) if row is None else None
    if match is None:
        return row, None
    return library.find_row(value[: match.start()]), Span(int(match[1]), max(int(match[1]), int(match[2])))


def like_hits(library: Library, value: str, review: Review) -> tuple[Span, ...]:
    """Where in a review the words stand that it shares with what ``value`` names; there, those that the nearest share."""
    row = library.find_row(review.id)
    likes = library.like(value)
    if not likes or row is None:
        return ()
    nearest = likes[: 1 + _MARKED] if likes[0].row == row else [like for like in likes if like.row == row]
    words = {word for like in nearest for word in like.words}
    return standing(words, review)


class Kinship:
    """The copies of a library, and what finds the reviews that are like one; both empty until the library was studied."""

    def __init__(self, copies: Copies | None = None, likener: Likener | None = None) -> None:
        self.copies = copies or Copies()
        self.likener = likener
        self._known: dict[str, Sequence[Like]] = {}

    @classmethod
    def of(cls, library: Library, study: Study) -> Kinship:
        """What a study of the library's texts found."""
        return cls(Copies.of(library, study.pairs), study.likeness)

    @property
    def current(self) -> bool:
        """Whether the library was studied as it is, and not only as it was before."""
        return self.likener is not None and not isinstance(self.likener, LikenerOfBefore)

    def moved(self, before: Library, after: Library) -> Kinship:
        """The same for another snapshot of the library, as far as it still holds: for the reviews that still say the same."""
        likener, then = self.likener, before.entries
        if likener is None and not self.copies:
            return Kinship()
        if isinstance(likener, LikenerOfBefore):
            then, likener = likener.then, likener.likener
        if likener is not None and then.column("fingerprint") != after.entries.column("fingerprint"):
            likener = LikenerOfBefore(likener, then, after.entries)
        return Kinship(self.copies.moved(before, after), likener)

    def forget_likes(self) -> None:
        """What is like what is to be found out anew."""
        self._known.clear()

    def know(self, value: str, likes: Sequence[Like]) -> None:
        """Take what is like a review or a passage from somebody who knows better."""
        self._known[value] = likes

    def like(self, library: Library, value: str) -> Sequence[Like]:
        """The review that is named itself, then the rows like it or like its passage, the nearest first, without its copies.

        It stands alone until the library was studied; nothing is found where the library has no such review. While a library
        that has changed is studied again, what was known of the reviews that have not changed is told.
        """
        if value not in self._known:
            row, passage = liked_review(library, value)
            found: list[Like] = [Like(row, inf, ())] if row is not None else []
            if row is not None and self.likener is not None:
                review = library.reviews[row]
                text = "\n".join(review.text[start:end] for start, end in searched(review))
                topics = library.entries[row].topics
                if passage is not None:
                    text = passage.of(review.text)
                    inside = (p for p in review.passages if p.span.start < passage.end and passage.start < p.span.end)
                    topics = tuple(dict.fromkeys(mark.topic for each in inside for mark in each.topics))
                found += self.likener.nearest(library, text, topics, self.copies.group(row))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[value] = found
        return self._known[value]
