"""Which blocks are the site's and not the critic's.

Nothing is thrown away: a block of the site is *folded*, with the rule that says so. Evidence is, in this order, what markup
says, what page furniture is called (:mod:`desktop.reading.furniture`), how a line is built, what the page repeats, and where a
line stands: above the headline, or below the last paragraph of the review. Wrong is worse than missing here too: labelled
facts, scores, dates and whole sentences above the first sign of a page's foot are left alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.reading.folding import READ, Folding, Mark, speaks_of_work
from desktop.reading.furniture import Kind, Scope
from desktop.reading.headings import announced
from desktop.reading.labels import field_of
from desktop.reading.masthead import headline_at, is_byline, is_title, named_again, says
from desktop.reading.page_foot import fold_biography, fold_contacts, fold_foot, fold_teasers
from desktop.reading.shapes import Shape, shape_of, small_words
from desktop.reading.site_lines import fold_by_build, fold_captions, fold_counts
from desktop.review import Block, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_RUN = 12  # short lines that a heading such as "Share this" reaches over
_SAYING = 6  # words of the shortest line that says something
_SIGNED = ("–", "—", "-", "(")  # how a critic's signature begins


def fold_chrome(text: str, blocks: Sequence[Block], markup: Mapping[int, str] | None = None) -> tuple[Block, ...]:
    """The blocks, those that are the site's with role CHROME, the rule that says so and how surely.

    ``markup`` maps positions in ``blocks`` to the rule by which the page's markup calls them the site's.
    """
    page = Folding(text, blocks, markup or {})
    _by_phrase(page)
    fold_by_build(page)
    _repeated(page)
    fold_foot(page)
    _masthead(page)
    fold_teasers(page)
    fold_captions(page)
    fold_counts(page)
    fold_biography(page)
    fold_contacts(page)
    _company(page)
    folded = {page.shapes[number].at: mark for number, mark in page.marks.items()}
    return tuple(_folded(block, folded.get(at)) for at, block in enumerate(blocks))


def _folded(block: Block, mark: Mark | None) -> Block:
    if mark is None:
        return block
    return replace(block, role=Role.CHROME, rule=mark.rule, confidence=mark.confidence, level=0)


def _by_phrase(page: Folding) -> None:
    above = page.words_above()
    for number, kind in enumerate(page.kinds):
        if kind is None or (kind.after and above[number] < READ) or _needs_company(kind) or _heads_text(page, number, kind):
            continue
        page.mark(number, f"chrome.{kind.name}", kind.confidence)
    for number, kind in enumerate(page.kinds):  # what a line is called itself goes before what stands above it
        if kind is not None and kind.scope is not Scope.LINE and number in page.marks:
            for follower in _short_lines_below(page, number, known_only=above[number] < READ):
                page.mark(follower, f"chrome.{kind.name}", kind.confidence - 0.1)


def _heads_text(page: Folding, number: int, kind: Kind) -> bool:
    """Whether a line that reviews have as a heading stands directly above a paragraph: ``Inhalt``, the plot."""
    if kind.scope is not Scope.LINE or number + 1 == len(page.shapes) or not announced(page.shapes[number].text):
        return False
    below = page.shapes[number + 1]
    return below.prose and page.kinds[number + 1] is None


def _needs_company(kind: Kind) -> bool:
    """Words of menus and link rows: "Music" alone may be a heading of the review."""
    return kind.name in {"menu", "network"}


def _short_lines_below(page: Folding, number: int, *, known_only: bool) -> Iterator[int]:
    """The short lines that belong to a heading of the site's: its list of links.

    Above the review, where its own title, byline and facts stand, only ``known_only`` furniture belongs to it.
    """
    kind = page.kinds[number]
    links = kind is not None and kind.name == "related"  # has one link at least
    for follower in range(number + 1, min(number + 1 + _RUN, len(page.shapes))):
        shape = page.shapes[follower]
        if not shape.fragment or speaks_of_work(shape) or shape.block.role is Role.HEADING:
            return
        if known_only and page.kinds[follower] is None:
            return
        after = page.shapes[follower + 1] if follower + 1 < len(page.shapes) else None
        linked = follower == number + 1 and links
        if not (linked or shape.block.listed) and after is not None and after.prose and page.kinds[follower] is None:
            return  # a heading of the review, or its title
        yield follower


def _company(page: Folding) -> None:
    """Menu words beside other lines of the site's."""
    count = len(page.shapes)
    for order in (range(count), range(count - 1, -1, -1)):
        for number in order:
            kind = page.kinds[number]
            if kind is None or number in page.marks or not _needs_company(kind) or _is_value(page, number):
                continue
            beside = [other for other in (number - 1, number + 1) if 0 <= other < count]
            if any(other in page.marks or _is_menu(page.kinds[other]) for other in beside):
                page.mark(number, f"chrome.{kind.name}", kind.confidence)


def _is_value(page: Folding, number: int) -> bool:
    """Whether a word of menus stands below a label, as its value: ``Platform`` above ``PC``."""
    return number > 0 and field_of(page.shapes[number - 1].text.rstrip(" :")) == "platform"


def _is_menu(kind: Kind | None) -> bool:
    return kind is not None and _needs_company(kind)


def _repeated(page: Folding) -> None:
    """Short lines that stand on the page several times, and paragraphs that repeat an earlier one."""
    headline = headline_at(page.shapes, page.marks)
    title = page.shapes[headline].words if headline is not None else ()
    counts = Counter(shape.text.casefold() for shape in page.shapes if shape.fragment)
    openings: dict[str, int] = {}
    for number, shape in enumerate(page.shapes):
        if shape.prose and len(shape.text) > 80:
            if shape.text[:80] in openings:
                page.mark(number, "chrome.repeated", 0.85)
            openings.setdefault(shape.text[:80], number)
        elif shape.fragment and counts[shape.text.casefold()] > 1 and shape.words not in {(), title}:
            # What stands directly above a paragraph is a heading, which a list of contents repeats.
            heads = page.shapes[min(number + 1, len(page.shapes) - 1)].prose
            if not (heads or shape.block.role is Role.HEADING or shape.ends or speaks_of_work(shape)):
                page.mark(number, "chrome.repeated", 0.7)


def _masthead(page: Folding) -> None:
    """What stands above the headline."""
    _site_name(page)
    headline = headline_at(page.shapes, page.marks)
    if headline is None:
        return
    for number in range(headline):
        # The line directly above may be half of the title: "Album" / "Artist".
        half = number == headline - 1 and page.kinds[number] is None and named_again(page.shapes, number)
        if not half and not speaks_of_work(page.shapes[number]):
            page.mark(number, "chrome.masthead", 0.75)


def _site_name(page: Folding) -> None:
    """The name that owns the page: it stands in the line of copyright and above the review."""
    owners = [
        shape for number, shape in enumerate(page.shapes) if number in page.marks and "©" in shape.text and shape.size <= 20
    ]
    for number, shape in enumerate(page.shapes):
        if shape.prose:
            return
        if (
            shape.fragment
            and any(word != "#" for word in shape.words)
            and any(says(owner, shape.words) for owner in owners)
            and not is_byline(shape)
        ):
            page.mark(number, "chrome.site_name", 0.75)


def fold_leftovers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fold short lines that no stage has claimed, above the first paragraph and below the last one.

    To be called when facts, scores, headings and lists have been claimed: what is left over there is the site's.
    """
    shapes = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role is not Role.GAP]
    own = [number for number, shape in enumerate(shapes) if _is_own(shape)]
    if not own:
        return tuple(blocks)
    last = own[-1] + _going_on(shapes, own[-1])
    outside = (number for number in (*range(own[0]), *range(last + 1, len(shapes))))
    left: set[int] = set()
    for number in outside:
        shape = shapes[number]
        if shape.block.role is not Role.BODY or not shape.fragment or shape.block.rule == "reader.correction":
            continue
        if number and shapes[number - 1].block.role is Role.HEADING:
            continue  # "Ending:" / "Happy ending"
        if speaks_of_work(shape) or is_byline(shape) or shape.block_text.startswith(_SIGNED) or is_title(shapes, number):
            continue
        left.add(shape.at)
    mark = Mark("chrome.left_over", 0.5)
    return tuple(_folded(block, mark if at in left else None) for at, block in enumerate(blocks))


def _going_on(shapes: Sequence[Shape], last: int) -> int:
    """How many short lines directly below the last sentence are of the text: a list it announces, words without a stop."""
    count = 0
    listing = shapes[last].text.endswith(":")
    for number in range(last + 1, len(shapes)):
        shape = shapes[number]
        after = shapes[number + 1] if number + 1 < len(shapes) else None
        announces = shape.text.endswith(":") and after is not None and after.block.listed and shape.size >= _SAYING
        spoken = shape.size >= _SAYING and sum(word in small_words() for word in shape.words) >= 2 and not _is_large(shape.text)
        if shape.block.role is not Role.BODY or not (announces or (listing and shape.block.listed) or spoken):
            break
        listing = listing or announces
        count += 1
    return count


def _is_large(text: str) -> bool:
    """Whether most of the longer words of a line are written large, as the titles of links are."""
    words = [word for word in text.split() if len(word) > len("with")]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _is_own(shape: Shape) -> bool:
    """Whether a block is a sentence of the review, and no byline that looks like one."""
    return shape.block.role is Role.BODY and shape.sentence and not is_byline(shape)
