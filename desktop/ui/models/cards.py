"""What a card and a group's heading of the list show, in words ready to be painted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from desktop.library.copies import copies_in_words
from desktop.library.folding import fold
from desktop.library.query import Query, snippet
from desktop.reading.topics import topic
from desktop.review import Role, Stance, WorkKind
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.library.grouping import Group
    from desktop.library.library import Library
    from desktop.library.marks import Marks
    from desktop.review import Review

_BEGINNING = 160  # characters that stand for a headline where there is none
_NAMED_TOPICS = 3  # of praise and of complaint each, on a card


@dataclass(frozen=True, slots=True)
class Card:
    """One review. ``copies`` stand under it, folded unless ``unfolded``; ``below`` says that it stands so under another.

    Where it is ``untitled``, ``title`` is how its text begins. ``words`` are the first of the body, the search snippet, or,
    where ``shares`` says so, what it has in common with the review that all are to be like; ``hits`` are the words looked for
    in them.
    """

    review_id: str
    title: str
    untitled: bool
    source: str  # critic, outlet or file, date
    words: str
    hits: tuple[tuple[int, int], ...]
    score: int | None
    notation: str
    praised: tuple[str, ...]
    criticised: tuple[str, ...]
    tags: tuple[str, ...]
    unread: bool
    starred: bool
    problems: int
    is_review: bool
    copies: int
    unfolded: bool
    is_copy: bool
    below: bool
    shares: bool
    pending: bool = False

    @property
    def note(self) -> str:
        """The score as the page writes it, or that there is none; of a page that is not understood yet nobody knows."""
        return self.notation or ("not yet known" if self.pending else "unscored")

    def spoken(self) -> str:
        """The card in words, for a screen reader."""
        score = "unscored" if self.score is None else f"score {self.score} of 100, written {self.notation}"
        title = f"untitled, {self.title}" if self.untitled else self.title
        parts = [title, self.source, "score not yet known" if self.pending else score]
        if self.unread:
            parts.append("unread")
        if self.starred:
            parts.append("starred")
        if self.tags:
            parts.append(f"tags {', '.join(self.tags)}")
        if self.problems:
            parts.append(f"{self.problems} problems")
        if self.copies:
            parts.append(f"{copies_in_words(self.copies)}{'' if self.unfolded else ', folded'}")
        if self.is_copy:
            parts.append("a copy")
        if self.shares:
            parts.append(self.words)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A group. ``note`` says what it holds, the most telling first; ``here`` that it is closed over the review that is read.

    ``spoken`` is for a screen reader.
    """

    label: str
    note: tuple[str, ...]
    closed: bool
    here: bool
    spoken: str


def card_of(
    library: Library, row: int, marks: Marks, query: Query, *, names_work: bool, copies: int, unfolded: bool, below: bool
) -> Card:
    """The card of a row; ``names_work`` asks for its work, where no heading tells it."""
    entry, review = library.entries[row], library.glimpse(row)
    words, spans = snippet(query, review) if query else ("", ())
    like = _likeness(library, row, query)
    first = _first_words(review)
    untitled = review.headline is None and not entry.pending
    if like:
        words = like
    elif not spans:
        words = "" if untitled else first
    work = library.work_of(row)
    source = [part for part in (entry.critic, entry.outlet) if part] or [file_name(entry.file, entry.id)]
    when = day(entry.date)
    if names_work and work.id and fold(work.title) not in fold(entry.title):
        source.insert(0, work.label)
    elif not when and work.year:
        when = str(work.year)
    if entry.number and not (entry.critic or entry.outlet):
        source[-1] += f", {entry.number + 1}"  # of a table's rows
    if entry.file in library.on_disk.missing:
        source.insert(0, "source missing")
    return Card(
        review_id=entry.id,
        # Hundreds of rows of a table without headlines are told apart by how they begin.
        title=shown((untitled and first[:_BEGINNING].strip()) or entry.title),
        untitled=untitled,
        source=shown("  ·  ".join([*source, *([when] if when else [])])),
        words=shown(words),
        hits=() if like else tuple((span.start, span.end) for span in spans),
        score=entry.score,
        notation=shown(review.verdict.notation) if review.verdict else "",
        praised=_most_said(review, Stance.PRAISE),
        criticised=_most_said(review, Stance.COMPLAINT),
        tags=tuple(shown(tag) for tag in sorted(marks.tags.get(entry.id, ()))),
        unread=entry.id not in marks.read,
        starred=entry.id in marks.starred,
        problems=len(review.problems),
        is_review=entry.kind is not WorkKind.NOT_A_REVIEW,
        copies=copies,
        unfolded=unfolded,
        is_copy=library.kinship.copies.is_copy(row),
        below=below,
        shares=bool(like),
        pending=entry.pending and entry.score is None,
    )


def _likeness(library: Library, row: int, query: Query) -> str:
    """What a review shares with the one that all are to be like, in words; nothing where nothing of the kind is asked."""
    like = next((each for each in library.like(query.liked) if each.row == row), None) if query.liked else None
    if like is None:
        return ""
    if like.likeness == inf:
        rest = "" if library.kinship.current else "; what is new or has changed is still to come"
        return f"Below is what is like it, the nearest first{rest}"
    topics = [topic(each).name.lower() for each in like.topics[:_NAMED_TOPICS]]
    close = "" if like.closeness is None else f"Close in meaning ({like.closeness:.2f})  ·  "
    return f"{close}Both: {', '.join(like.words)}" + (f"  ·  on {', '.join(topics)}" if topics else "")


def heading_of(group: Group, copies: int, *, closed: bool, here: bool) -> Heading:
    """What a group's heading shows; ``copies`` stand under its reviews."""
    more = copies_in_words(copies) if copies else ""
    spread = "" if group.mixed else group.spread
    note = tuple(part for part in ("reading here" if here else "", group.count, spread, more) if part)
    state = "closed over the review that is read" if here else "closed" if closed else ""
    said = ", ".join(part for part in (group.count, more, f"scores {spread}" if spread else "", state) if part)
    return Heading(shown(group.label), note, closed, here, shown(f"{group.label}: {said}"))


def _first_words(review: Review) -> str:
    """The beginning of the critic's own text."""
    for block in review.blocks:
        if block.role is Role.BODY:
            return review.text[block.span.start : min(block.span.end, block.span.start + 300)]
    return ""


def _most_said(review: Review, stance: Stance) -> tuple[str, ...]:
    """The topics of which most passages say so and that are not as often spoken of to the contrary, the most first."""
    contrary = {Stance.PRAISE: Stance.COMPLAINT, Stance.COMPLAINT: Stance.PRAISE}[stance]
    said = Counter(mark.topic for passage in review.passages if passage.stance is stance for mark in passage.topics)
    against = Counter(mark.topic for passage in review.passages if passage.stance is contrary for mark in passage.topics)
    return tuple(topic(each).name for each, times in said.most_common() if times > against[each])[:_NAMED_TOPICS]


def day(date: int | None) -> str:
    """A date of the library's columns as 2023-10-06."""
    return "" if date is None else f"{date // 10000}-{date // 100 % 100:02d}-{date % 100:02d}"


def file_name(file: str, review_id: str) -> str:
    """What a review's file is called; its id where it has none."""
    return file.replace("\\", "/").rsplit("/", 1)[-1] or review_id
