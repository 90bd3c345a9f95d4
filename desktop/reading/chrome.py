"""Which blocks are the site's and not the critic's.

Nothing is thrown away: a block of the site is *folded*, with the rule that says so. Evidence is, in this order, what markup
says, what page furniture is called (:mod:`desktop.reading.furniture`), how a line is built, what the page repeats, and where a
line stands: above the headline, or below the last paragraph of the review. Wrong is worse than missing here too: labelled facts,
scores, dates and whole sentences above the first sign of a page's foot are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.furniture import Kind, Scope, furniture
from desktop.reading.labels import field_of
from desktop.reading.masthead import headline_at
from desktop.reading.notations import find_notations
from desktop.reading.shapes import Shape, shape_of
from desktop.reading.vocabulary import table
from desktop.review import Block, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_READ = 60  # words of prose after which a page's foot may begin
_MOSTLY = 0.35  # a foot has at most this share of the prose above it
_RUN = 12  # short lines that a heading such as "Share this" reaches over

# Parts of a page in which reviews keep their fact sheets, and sites their menus.
_MAY_HOLD_FACTS = frozenset({"markup.aside", "markup.caption", "markup.hidden", "markup.image", "markdown.front_matter"})

_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)\s{0,2}(?:copyright\s{1,2})?(?:19|20)\d\d|©", re.IGNORECASE)
_COUNTED = re.compile(r"\S.{0,50}\s?\(\d{1,5}\)$")
_ARROW = re.compile(r"^[←→«»‹›⟵⟶<>]{1,2}\s?\S|\s[←→»›⟶]{1,2}$")
_CREDIT = re.compile(r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{0,20}){1,3}\s?/\s?[A-Z][\w .&-]{1,30}$")
_OUTLET = re.compile(
    r".{6,120}\s[|–—-]\s(?:[\w-]{0,12}[A-Z][\w-]{0,12}[A-Z][\w-]{0,12}|[\w-]{2,20}\.(?:com|net|org|de|fr|co\.uk))$"
)
_PIPED = re.compile(r"[^|]{12,120}\s\|\s[^|]{2,40}$")
_REFERENCE = re.compile(r"[A-Z][\w’'-]{1,30}, [A-Z][^\n]{0,160}\((?:19|20)\d\d[a-z]?\)[.,]")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|uhr|h)?\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\|?\s?(?:https?://\S{3,200}|www\.\S{3,200}|(?:[\w-]{2,40}\.){1,2}(?:com|net|org|de|fr|co\.uk|io|blog|info|tv)|\S{1,60}@[\w-]{1,60}\.\w{2,10}|@\w{2,30})$"
)
_PARTS = re.compile(r"\s*[|·•›>/]\s*|\s{2,8}")
_NAME_FIRST = re.compile(r"[A-Z][\w.’'-]{1,20},? (?:(?:or|aka) )?(?:[A-Z]\. )?[\"“]?(?P<surname>[A-Z][\w’'-]{1,20})")
_ELLIPSIS = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})$")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Why a block is the site's."""

    rule: str
    confidence: float


class _Page:
    """A page's blocks and what is known about them: the working state of one call of :func:`fold_chrome`."""

    def __init__(self, text: str, blocks: Sequence[Block], markup: Mapping[int, str]) -> None:
        self.shapes = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role is not Role.GAP]
        self.kinds = [furniture().find(shape.text, shape.words, shape.size) for shape in self.shapes]
        self.marks: dict[int, _Mark] = {}
        for number, shape in enumerate(self.shapes):
            rule = markup.get(shape.at)
            if rule is not None and not (rule in _MAY_HOLD_FACTS and speaks_of_work(shape)):
                self.mark(number, rule, 0.9)

    def mark(self, number: int, rule: str, confidence: float) -> None:
        """Fold a block, unless it is folded already."""
        self.marks.setdefault(number, _Mark(rule, confidence))

    def paragraphs(self) -> list[int]:
        """The numbers of the paragraphs that are not folded."""
        return [number for number, shape in enumerate(self.shapes) if shape.prose and number not in self.marks]

    def words_above(self) -> list[int]:
        """For every block and for the end, how many words of unfolded paragraphs stand above it."""
        above = [0]
        for number, shape in enumerate(self.shapes):
            above.append(above[-1] + (shape.size if shape.prose and number not in self.marks else 0))
        return above


def fold_chrome(text: str, blocks: Sequence[Block], markup: Mapping[int, str] | None = None) -> tuple[Block, ...]:
    """The blocks, those that are the site's with role CHROME, the rule that says so and how surely.

    ``markup`` maps positions in ``blocks`` to the rule by which the page's markup calls them the site's.
    """
    page = _Page(text, blocks, markup or {})
    _by_phrase(page)
    _by_build(page)
    _repeated(page)
    _foot(page)
    _masthead(page)
    _teasers(page)
    _biography(page)
    _company(page)
    folded = {page.shapes[number].at: mark for number, mark in page.marks.items()}
    return tuple(_folded(block, folded.get(at)) for at, block in enumerate(blocks))


def _folded(block: Block, mark: _Mark | None) -> Block:
    if mark is None:
        return block
    return replace(block, role=Role.CHROME, rule=mark.rule, confidence=mark.confidence, level=0)


def speaks_of_work(shape: Shape) -> bool:
    """Whether a short line is the review's own: a labelled fact, a score or a date."""
    if shape.size > 40:
        return False
    label, colon, value = shape.text.partition(":")
    if colon and value.strip() and field_of(label) is not None:
        return True
    return bool(find_notations(shape.text)) or is_dated(shape)


def is_dated(shape: Shape) -> bool:
    """Whether a short line carries a date."""
    return shape.size <= 16 and any(char.isdecimal() for char in shape.text) and any(True for _ in find_dates(shape.text))


def _by_phrase(page: _Page) -> None:
    above = page.words_above()
    for number, (shape, kind) in enumerate(zip(page.shapes, page.kinds, strict=True)):
        if kind is None or (kind.after and above[number] < _READ) or _needs_company(kind):
            continue
        page.mark(number, f"chrome.{kind.name}", kind.confidence)
        if kind.scope in {Scope.RUN, Scope.FOOT, Scope.REST}:
            for follower in _short_lines_below(page, number):
                page.mark(follower, f"chrome.{kind.name}", kind.confidence - 0.1)
        del shape


def _needs_company(kind: Kind) -> bool:
    """Words of menus and link rows: "Music" alone may be a heading of the review."""
    return kind.name in {"menu", "network"}


def _short_lines_below(page: _Page, number: int) -> Iterator[int]:
    """The short lines that belong to a heading of the site's: its list of links."""
    for follower in range(number + 1, min(number + 1 + _RUN, len(page.shapes))):
        shape = page.shapes[follower]
        if not shape.fragment or speaks_of_work(shape) or shape.block.role is Role.HEADING:
            return
        after = page.shapes[follower + 1] if follower + 1 < len(page.shapes) else None
        if not shape.block.listed and after is not None and after.prose and page.kinds[follower] is None:
            return  # a heading of the review, or its title
        yield follower


def _company(page: _Page) -> None:
    """Menu words beside other lines of the site's."""
    count = len(page.shapes)
    for order in (range(count), range(count - 1, -1, -1)):
        for number in order:
            kind = page.kinds[number]
            if kind is None or number in page.marks or not _needs_company(kind):
                continue
            beside = [other for other in (number - 1, number + 1) if 0 <= other < count]
            if any(other in page.marks or _is_menu(page.kinds[other]) for other in beside):
                page.mark(number, f"chrome.{kind.name}", kind.confidence)


def _is_menu(kind: Kind | None) -> bool:
    return kind is not None and _needs_company(kind)


def _by_build(page: _Page) -> None:
    """Lines that only a site builds: counted lists, arrows, rows of links, clouds of tags, credits of pictures."""
    shapes = page.shapes
    first, last = _prose_range(page)
    for number, shape in enumerate(shapes):
        if number in page.marks:
            continue
        inside = first < number < last
        rule = _build(shape, inside=inside)
        if rule is None and _COUNTED.match(shape.text) and shape.fragment:
            beside = (shapes[other] for other in (number - 1, number + 1) if 0 <= other < len(shapes))
            rule = "chrome.counted_list" if any(_COUNTED.match(other.text) and other.fragment for other in beside) else None
        if rule is not None and not (rule == "chrome.link_row" and speaks_of_work(shape)):
            page.mark(number, rule, 0.8)


def _prose_range(page: _Page) -> tuple[int, int]:
    paragraphs = page.paragraphs()
    return (paragraphs[0], paragraphs[-1]) if paragraphs else (len(page.shapes), len(page.shapes))


def _build(shape: Shape, *, inside: bool) -> str | None:
    text = shape.text
    if _ARROW.search(text) and shape.size <= 16 and not shape.ends:
        return "chrome.arrow"
    if "©" in text or (shape.size <= 20 and _COPYRIGHT.search(text)):
        return "chrome.copyright" if shape.size <= 40 else None
    if _ADDRESS.match(text):
        return "chrome.address"
    if shape.size <= 8 and _is_drawing(text):
        return "chrome.drawing"
    if _REFERENCE.match(text):
        return "chrome.reference"
    if shape.fragment and shape.size >= 25 and text.count(",") * 6 < shape.size:
        return "chrome.tag_cloud"
    if inside and shape.fragment and not shape.block.listed and not shape.ends and shape.block.role is Role.BODY:
        if _CREDIT.match(text):
            return "chrome.picture_credit"
        if _OUTLET.match(text) or _PIPED.match(text):
            return "chrome.caption"
    if shape.fragment and _is_link_row(shape):
        return "chrome.link_row"
    return None


def _is_drawing(text: str) -> bool:
    """A prompt, a rule or an ornament with a word in it: more signs than letters."""
    letters = sum(1 for char in text if char.isalnum())
    signs = sum(1 for char in text if not char.isalnum() and not char.isspace())
    return bool(letters) and signs > 0.4 * (letters + signs) and not find_notations(text)


def _is_link_row(shape: Shape) -> bool:
    """A row of links: most of its parts are words of menus."""
    parts = [part for part in _PARTS.split(shape.text) if part]
    if len(parts) < 2:
        parts = shape.text.split()
    if not 2 <= len(parts) <= 30:
        return False
    named = sum(1 for part in parts if furniture().is_named(part))
    return named > 0.6 * len(parts)


def _repeated(page: _Page) -> None:
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
        elif shape.fragment and shape.words and counts[shape.text.casefold()] > 1 and shape.words != title:
            if shape.block.role is not Role.HEADING and not shape.ends and not speaks_of_work(shape):
                page.mark(number, "chrome.repeated", 0.7)


def _foot(page: _Page) -> None:
    """Where the review ends and the page goes on: everything below is the site's."""
    above = page.words_above()
    whole = above[-1]
    for number, shape in enumerate(page.shapes):
        kind = page.kinds[number]
        if kind is not None and above[number] >= _READ:
            ends = kind.scope is Scope.REST or (kind.scope is Scope.FOOT and whole - above[number] <= _MOSTLY * above[number])
            if ends:
                _fold_from(page, number, f"chrome.below_{kind.name}", keep=kind.scope is not Scope.REST)
        elif above[number] >= _READ and _is_stamp(shape) and number:
            _fold_from(page, number - 1, "chrome.reader_comment", keep=False)


def _fold_from(page: _Page, start: int, rule: str, *, keep: bool) -> None:
    for number in range(start, len(page.shapes)):
        if keep and find_notations(page.shapes[number].text[:60]):
            continue
        page.mark(number, rule, 0.85)


def _is_stamp(shape: Shape) -> bool:
    """The line above a reader's comment: a date with the time of day."""
    return shape.size <= 9 and _CLOCK.search(shape.text) is not None and is_dated(shape)


def _masthead(page: _Page) -> None:
    """What stands above the headline."""
    headline = headline_at(page.shapes, page.marks)
    if headline is None:
        return
    for number in range(headline):
        if not speaks_of_work(page.shapes[number]):
            page.mark(number, "chrome.masthead", 0.75)


def _teasers(page: _Page) -> None:
    """Beginnings of other texts, broken off: "… Read more"."""
    paragraphs = page.paragraphs()
    for number in paragraphs[2:]:
        shape = page.shapes[number]
        if _ELLIPSIS.search(shape.text[-8:]) and number == paragraphs[-1] and shape.text.startswith(("[", "…")):
            page.mark(number, "chrome.teaser", 0.7)


def _biography(page: _Page) -> None:
    """The paragraph about the writer below the review."""
    own = [
        number for number, shape in enumerate(page.shapes) if shape.sentence and shape.size >= 5 and number not in page.marks
    ]
    for number in reversed(own[-2:] if len(own) > 2 else ()):
        shape = page.shapes[number]
        name = _NAME_FIRST.match(shape.text)
        if name is None or shape.size > 120 or not _says_who(shape):
            continue
        if any(name["surname"] in page.shapes[other].text for other in own if other < number and page.shapes[other].prose):
            continue  # somebody of whom the review speaks
        page.mark(number, "chrome.biography", 0.75)


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(word for entry in table("biography").values() for word in entry[name])


def _says_who(shape: Shape) -> bool:
    """Whether a paragraph that begins with a name goes on to say what its bearer does for a living."""
    return any(word in _cues("verbs") for word in shape.words[1:8]) and any(word in _cues("words") for word in shape.words)


def fold_leftovers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fold short lines that no stage has claimed, above the first paragraph and below the last one.

    To be called when facts, scores, headings and lists have been claimed: what is left over there is the site's.
    """
    shapes = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role is not Role.GAP]
    own = [number for number, shape in enumerate(shapes) if shape.block.role is Role.BODY and shape.sentence]
    if not own:
        return tuple(blocks)
    outside = (number for number in (*range(own[0]), *range(own[-1] + 1, len(shapes))))
    left: set[int] = set()
    for number in outside:
        shape = shapes[number]
        if shape.block.role is not Role.BODY or not shape.fragment or shape.block.rule == "reader.correction":
            continue
        if number and shapes[number - 1].block.role is Role.HEADING:
            continue  # "Ending:" / "Happy ending"
        left.add(shape.at)
    mark = _Mark("chrome.left_over", 0.5)
    return tuple(_folded(block, mark if at in left else None) for at, block in enumerate(blocks))
