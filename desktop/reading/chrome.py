"""Which blocks are the site's and not the critic's.

Nothing is thrown away: a block of the site is *folded*, with the rule that says so. Evidence is, in this order, what markup
says, what page furniture is called (:mod:`desktop.reading.furniture`), how a line is built, what the page repeats, and where a
line stands: above the headline, or below the last paragraph of the review. Wrong is worse than missing here too: labelled
facts, scores, dates and whole sentences above the first sign of a page's foot are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.reading.furniture import Kind, Scope, furniture
from desktop.reading.labels import field_of
from desktop.reading.masthead import headline_at, is_byline, is_dated, named_again
from desktop.reading.notations import find_notations
from desktop.reading.shapes import Shape, shape_of
from desktop.reading.vocabulary import every_language, table
from desktop.review import Block, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_READ = 60  # words of prose after which a page's foot may begin
_MOSTLY = 0.35  # a foot has at most this share of the prose above it
_RUN = 12  # short lines that a heading such as "Share this" reaches over

# Fields of labels that speak of a work and of nothing else on a page.
_OF_THE_WORK = frozenset({
    "director", "writer", "both", "cast", "composer", "cinematographer", "producer", "artist", "maker", "runtime", "country",
})  # fmt: skip
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
_SIGNED = ("–", "—", "-", "(")  # how a critic's signature begins
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|uhr|h)?\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\|?\s?(?:https?://\S{3,200}|www\.\S{3,200}|(?:[\w-]{2,40}\.){1,2}(?:com|net|org|de|fr|co\.uk|io|blog|info|tv)|\S{1,60}@[\w-]{1,60}\.\w{2,10}|@\w{2,30})$"
)
_PARTS = re.compile(r"\s{0,3}[|·•›>/]\s{0,3}|\s{2,8}")
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
    _captions(page)
    _counts(page)
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


def _by_phrase(page: _Page) -> None:
    above = page.words_above()
    for number, kind in enumerate(page.kinds):
        if kind is None or (kind.after and above[number] < _READ) or _needs_company(kind):
            continue
        page.mark(number, f"chrome.{kind.name}", kind.confidence)
        if kind.scope is not Scope.LINE:
            for follower in _short_lines_below(page, number, known_only=above[number] < _READ):
                page.mark(follower, f"chrome.{kind.name}", kind.confidence - 0.1)


def _needs_company(kind: Kind) -> bool:
    """Words of menus and link rows: "Music" alone may be a heading of the review."""
    return kind.name in {"menu", "network"}


def _short_lines_below(page: _Page, number: int, *, known_only: bool) -> Iterator[int]:
    """The short lines that belong to a heading of the site's: its list of links.

    Above the review, where its own title, byline and facts stand, only ``known_only`` furniture belongs to it.
    """
    for follower in range(number + 1, min(number + 1 + _RUN, len(page.shapes))):
        shape = page.shapes[follower]
        if not shape.fragment or speaks_of_work(shape) or shape.block.role is Role.HEADING:
            return
        if known_only and page.kinds[follower] is None:
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
    """The rule by which the build of a line alone says that it is the site's; ``inside``: it stands between paragraphs."""
    text = shape.text
    tests = (
        ("chrome.arrow", shape.size <= 16 and (text[0] in "←→⟵⟶" or (not shape.ends and _ARROW.search(text)))),
        ("chrome.copyright", shape.size <= 40 and ("©" in text or (shape.size <= 20 and _COPYRIGHT.search(text)))),
        ("chrome.address", _ADDRESS.match(text)),
        ("chrome.drawing", shape.size <= 8 and _is_drawing(text)),
        ("chrome.reference", _REFERENCE.match(text)),
        ("chrome.tag_cloud", shape.fragment and shape.size >= 25 and text.count(",") * 6 < shape.size),
        ("chrome.caption", _has_credit(shape) or (inside and _is_caption(shape))),
        ("chrome.picture_credit", inside and _stands_alone(shape) and _CREDIT.match(text)),
        ("chrome.link_row", shape.fragment and _is_link_row(shape)),
    )
    return next((rule for rule, holds in tests if holds), None)


def _stands_alone(shape: Shape) -> bool:
    """A line between paragraphs that is no sentence, no list item and no heading by markup."""
    return shape.fragment and not shape.block.listed and not shape.ends and shape.block.role is Role.BODY


def _is_caption(shape: Shape) -> bool:
    """A picture's caption as scrapers keep it: the title of the page that the picture is from, and that page's site."""
    return _stands_alone(shape) and (_OUTLET.match(shape.text) or _PIPED.match(shape.text)) is not None


@cache
def _credit_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(every_language(table("captions")["credit"]), key=len, reverse=True))
    return re.compile(
        rf"(?:^|[.(\[|–—-]\s?|\s\s)(?:{words})\s?(?:[:©/]|by\b|via\b|courtesy\b|von\b|par\b)[^.!?\n]{{0,80}}[.)\]]{{0,2}}$",
        re.IGNORECASE,
    )


def _has_credit(shape: Shape) -> bool:
    """A caption: a line that ends by naming who made the picture, ``… (Photo: Jane Doe)``."""
    return shape.size <= 50 and _credit_pattern().search(shape.text[-120:]) is not None


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
        elif shape.fragment and counts[shape.text.casefold()] > 1 and shape.words not in {(), title}:
            heads = (
                number + 1 < len(page.shapes) and page.shapes[number + 1].prose
            )  # a heading, which a list of contents repeats
            if not (heads or shape.block.role is Role.HEADING or shape.ends or speaks_of_work(shape)):
                page.mark(number, "chrome.repeated", 0.7)


def _foot(page: _Page) -> None:
    """Where the review ends and the page goes on: everything below is the site's."""
    above = page.words_above()
    for number, shape in enumerate(page.shapes):
        kind = page.kinds[number]
        if above[number] < _READ:
            continue
        if kind is not None and kind.scope is Scope.REST:
            _fold_from(page, number, f"chrome.below_{kind.name}", keep=False)
            break
        if kind is None and _is_stamp(shape):
            _fold_from(page, number - 1, "chrome.reader_comment", keep=False)
            break
    above = page.words_above()
    for number, kind in enumerate(page.kinds):
        if kind is None or kind.scope is not Scope.FOOT or above[number] < _READ:
            continue
        if _is_foot(page, number, above[number], above[-1] - above[number]):
            _fold_from(page, number, f"chrome.below_{kind.name}", keep=True)
            break


def _is_foot(page: _Page, number: int, above: int, below: int) -> bool:
    """Whether a heading of links stands below the review: little prose follows, or nothing but titles with a paragraph each."""
    if below <= _MOSTLY * above:
        return True
    paragraphs = [other for other in page.paragraphs() if other > number]
    headed = sum(1 for other in paragraphs if page.shapes[other - 1].fragment and page.kinds[other - 1] is None)
    return below <= 1.5 * above and headed >= 0.8 * len(paragraphs)


def _fold_from(page: _Page, start: int, rule: str, *, keep: bool) -> None:
    """Fold everything from a block on; with ``keep``, not the scores and credits that some sites print below their links."""
    for number in range(start, len(page.shapes)):
        shape = page.shapes[number]
        if keep and (_is_credit(shape) or find_notations(shape.text[:60])):
            continue
        page.mark(number, rule, 0.85)


def _is_credit(shape: Shape) -> bool:
    """Whether a line is a labelled fact of the work: its people, its length, its country."""
    if shape.size > 60:
        return False
    labels = (sentence.partition(":") for sentence in shape.text.split(". "))
    return any(colon and field_of(label.strip()) in _OF_THE_WORK for label, colon, _ in labels)


def _is_stamp(shape: Shape) -> bool:
    """The line above a reader's comment: a date with the time of day."""
    return shape.size <= 9 and _CLOCK.search(shape.text) is not None and is_dated(shape)


def _masthead(page: _Page) -> None:
    """What stands above the headline."""
    headline = headline_at(page.shapes, page.marks)
    if headline is None:
        return
    for number in range(headline):
        # The line directly above may be half of the title: "Album" / "Artist".
        half = number == headline - 1 and page.kinds[number] is None and named_again(page.shapes, number)
        if not half and not speaks_of_work(page.shapes[number]):
            page.mark(number, "chrome.masthead", 0.75)


def _teasers(page: _Page) -> None:
    """Beginnings of other texts below the review, each under its title and broken off: "and then …"."""
    for number in reversed(page.paragraphs()[1:]):
        title = page.shapes[number - 1]
        if not (_ELLIPSIS.search(page.shapes[number].text[-8:]) and title.fragment):
            return
        page.mark(number, "chrome.teaser", 0.7)
        page.mark(number - 1, "chrome.teaser", 0.7)


def _captions(page: _Page) -> None:
    """What stands directly above a picture's credit is the picture's caption."""
    for number, (above, shape, below) in enumerate(zip(page.shapes, page.shapes[1:], page.shapes[2:], strict=False), 1):
        credit = page.marks.get(number + 1)
        if credit is None or credit.rule != "chrome.caption" or not _has_credit(below):
            continue
        if above.prose and shape.size >= 3 and not (shape.ends or shape.prose) and shape.block.role is Role.BODY:
            page.mark(number, "chrome.caption", 0.7)


def _biography(page: _Page) -> None:
    """The paragraph about the writer below the review."""
    own = [
        number for number, shape in enumerate(page.shapes) if shape.sentence and shape.size >= 5 and number not in page.marks
    ]
    for number in reversed(own[-2:] if len(own) > 2 else ()):
        shape = page.shapes[number]
        name = _NAME_FIRST.match(shape.text)
        if shape.size > 120 or not _says_who(shape):
            continue
        above = _name_above(page, number)
        if above is not None:
            for part in range(above, number + 1):
                page.mark(part, "chrome.biography", 0.8)
        elif name is not None and not _spoken_of(page, name["surname"], own, number):
            page.mark(number, "chrome.biography", 0.75)


def _counts(page: _Page) -> None:
    """Bare figures beside furniture: how many shares, how many pictures ("Gallery: 14 photos" / "14")."""
    for number, (above, shape) in enumerate(pairwise(page.shapes), 1):
        if number - 1 not in page.marks or not shape.text.isdecimal() or len(shape.text) > 5:
            continue
        kind = page.kinds[number - 1]
        if shape.text in above.text or (kind is not None and kind.name in {"share", "comments"}):
            page.mark(number, "chrome.count", 0.8)


def _spoken_of(page: _Page, surname: str, own: Sequence[int], number: int) -> bool:
    """Whether the review speaks of somebody before the ``number``-th block: no biography of its writer, then."""
    return any(surname in page.shapes[other].text for other in own if other < number and page.shapes[other].prose)


def _name_above(page: _Page, number: int) -> int | None:
    """Where, just above a paragraph that begins with a first name, the whole name stands alone."""
    first = page.shapes[number].words[0]
    for other in range(number - 1, max(number - 4, 0), -1):
        shape = page.shapes[other]
        if shape.prose:
            return None
        if 2 <= shape.size <= 4 and shape.words[0] == first and all(word[:1].isupper() for word in shape.text.split()):
            return other
    return None


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
        if speaks_of_work(shape) or is_byline(shape) or shape.block_text.startswith(_SIGNED):
            continue
        left.add(shape.at)
    mark = _Mark("chrome.left_over", 0.5)
    return tuple(_folded(block, mark if at in left else None) for at, block in enumerate(blocks))
