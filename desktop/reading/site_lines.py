"""Lines that only a site builds: counted lists, arrows, rows of links, clouds of tags, captions and credits of pictures."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.reading.folding import speaks_of_work
from desktop.reading.furniture import furniture
from desktop.reading.labels import is_labelled
from desktop.reading.notations import find_notations
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.review import Role

if TYPE_CHECKING:
    from desktop.reading.folding import Folding
    from desktop.reading.shapes import Shape

_COPYRIGHT = re.compile(r"©|\([cC]\)\s{0,2}(?:19|20)\d\d")
_ORNAMENT = re.compile(r"[-–—_=~·•.|/\\<>^+:§¶#\s]+$")  # not asterisks and stars: those may be a score
_HASHTAGS = re.compile(r"(?:#[^\W\d][^#\n]{0,40}){1,30}$")
_COUNTED = re.compile(r"\S.{0,50}\s?\(\d{1,5}\)$")
_ARROW = re.compile(r"^(?:[←→«»‹›⟵⟶<]{1,2}|>>)\s?\S|\s[←→»›⟶]{1,2}$")
_CREDIT = re.compile(r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{0,20}){1,3}\s?/\s?[A-Z][\w .&-]{1,30}$")
_OUTLET = re.compile(
    r".{6,120}\s[|–—-]\s(?:[\w-]{0,12}[A-Z][\w-]{0,12}[A-Z][\w-]{0,12}|[\w-]{2,20}\.(?:com|net|org|de|fr|co\.uk))$"
)
_PIPED = re.compile(r"[^|]{12,120}\s\|\s[^|]{2,40}$")
_LARGE_CREDIT = re.compile(r"[a-z][.”\"’')]{1,2}\s(?:[A-Z][A-Z/&.’'-]{1,20}\s?){1,5}$")  # in "Lowlands." SODA PICTURES
_VIA = re.compile(r"\((?:[^()]{2,60}\s)?via\s[A-Z][\w. ]{1,20}\)$")  # (Northwind via AP)
_REFERENCE = re.compile(r"[A-Z][\w’'-]{1,30}, [A-Z][^\n]{0,160}\((?:19|20)\d\d[a-z]?\)[.,]")
_ADDRESS = re.compile(
    r"\|?\s?(?:https?://\S{3,200}|www\.\S{3,200}|\w[\w-]{1,40}(?:\.[a-z]{2,12}){1,2}|\S{1,60}@[\w-]{1,60}\.\w{2,10}|@\w{2,30})$"
)
_PRICE = re.compile(r"(?:from |was |now )?[$£€]\s?\d{1,5}(?:[.,]\d{2})?|\d{1,5}(?:[.,]\d{2})?\s?[€£$]", re.IGNORECASE)
_PARTS = re.compile(r"\s{0,3}[|·•›>/]\s{0,3}|\s{2,8}")


def fold_by_build(page: Folding) -> None:
    """Lines that only a site builds: counted lists, arrows, rows of links, clouds of tags, credits of pictures."""
    shapes = page.shapes
    first, last = _prose_range(page)
    for number, shape in enumerate(shapes):
        if number in page.marks:
            continue
        inside = first < number < last
        rule = _build(shape, inside=inside)
        if rule is None and _is_shop_price(page, number):
            rule = "chrome.price"
        if rule is None and _COUNTED.match(shape.text) and shape.fragment:
            beside = (shapes[other] for other in (number - 1, number + 1) if 0 <= other < len(shapes))
            rule = "chrome.counted_list" if any(_COUNTED.match(other.text) and other.fragment for other in beside) else None
        if rule is not None and not (rule == "chrome.link_row" and speaks_of_work(shape)):
            page.mark(number, rule, 0.8)


def _is_shop_price(page: Folding, number: int) -> bool:
    """Whether a line is a price and nothing else, beside what a shop writes: ``Buy now``."""
    if _PRICE.fullmatch(page.shapes[number].text) is None:
        return False
    kinds = (page.kinds[other] for other in (number - 1, number + 1) if 0 <= other < len(page.kinds))
    return any(kind is not None and kind.name == "advert" for kind in kinds)


def _prose_range(page: Folding) -> tuple[int, int]:
    """The numbers of the first paragraph and of the last sentence that are not folded."""
    paragraphs = page.paragraphs()
    if not paragraphs:
        return len(page.shapes), len(page.shapes)
    sentences = (number for number, shape in enumerate(page.shapes) if shape.sentence and number not in page.marks)
    return paragraphs[0], max(sentences, default=paragraphs[-1])


def _build(shape: Shape, *, inside: bool) -> str | None:
    """The rule by which the build of a line alone says that it is the site's; ``inside``: it stands between paragraphs."""
    text = shape.text
    tests = (
        ("chrome.ornament", not shape.words and _ORNAMENT.match(text)),
        ("chrome.hashtags", _HASHTAGS.match(text)),
        ("chrome.arrow", shape.size <= 16 and (text[0] in "←→⟵⟶" or (not shape.ends and _ARROW.search(text)))),
        ("chrome.copyright", shape.size <= 40 and _COPYRIGHT.search(text)),
        ("chrome.address", _ADDRESS.match(text)),
        ("chrome.drawing", shape.size <= 8 and _is_drawing(text)),
        ("chrome.reference", _REFERENCE.match(text)),
        (
            "chrome.tag_cloud",
            shape.fragment and shape.size >= 25 and text.count(",") * 6 < shape.size and not is_labelled(text),
        ),
        ("chrome.caption", _has_credit(shape) or (inside and _is_caption(shape))),
        ("chrome.picture_credit", inside and _stands_alone(shape) and _CREDIT.match(text)),
        ("chrome.link_row", shape.fragment and _is_link_row(shape)),
    )
    return next((rule for rule, holds in tests if holds), None)


def _stands_alone(shape: Shape) -> bool:
    """A line between paragraphs that does not end like a sentence and is no list item and no heading by markup."""
    return not (shape.prose or shape.ends or shape.block.listed) and shape.block.role is Role.BODY


def _is_caption(shape: Shape) -> bool:
    """A picture's caption as scrapers keep it: the title of the page that the picture is from, and that page's site."""
    if not _stands_alone(shape):
        return False
    return (
        _OUTLET.match(shape.text) or _LARGE_CREDIT.search(shape.text[-60:]) or _PIPED.match(shape.text)
    ) is not None or _scenes().first(shape.text) is not None


@cache
def _scenes() -> Terms[bool]:
    return Terms((phrase, True) for phrase in every_language(table("captions")["scene"]))


@cache
def _credit_pattern() -> re.Pattern[str]:
    """The end of a caption: a word for a picture, a sign or word that parts it from a name, the name."""
    pictures, by = (
        "|".join(re.escape(word) for word in sorted(every_language(table("captions")[name]), key=len, reverse=True))
        for name in ("credit", "by")
    )
    return re.compile(
        rf"(?:^|[.(\[|–—-]\s?|\s\s)(?:{pictures})\s?(?:[:©/…]|\.\.\.|(?:{by})\b)[^.!?\n]{{0,80}}[.)\]]{{0,2}}$", re.IGNORECASE
    )


@cache
def _named_credit() -> re.Pattern[str]:
    """The same in the midst of a line, where the word must be written large: ``… in a boat Credit: Ellis Park/BBC``."""
    words = "|".join(re.escape(word.capitalize()) for word in every_language(table("captions")["credit"]))
    return re.compile(rf"\w\s(?:{words})\s?:\s?[A-Z][^.!?:\n]{{1,60}}$")


def _has_credit(shape: Shape) -> bool:
    """A caption: a line that ends by naming who made the picture, ``… (Photo: Jane Doe)``."""
    if shape.size > 50:
        return False
    if _VIA.search(shape.text[-80:]) is not None:
        return True
    return _credit_pattern().search(shape.text[-120:]) is not None or _named_credit().search(shape.text[-90:]) is not None


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


def fold_captions(page: Folding) -> None:
    """What stands directly above a picture's credit is the picture's caption."""
    for number, (above, shape, below) in enumerate(zip(page.shapes, page.shapes[1:], page.shapes[2:], strict=False), 1):
        credit = page.marks.get(number + 1)
        if credit is None or credit.rule != "chrome.caption" or not _has_credit(below):
            continue
        framed = number - 1 in page.marks  # furniture above, a credit below: a caption though it ends like a sentence
        if shape.prose or shape.block.role is not Role.BODY or not (framed or (above.prose and not shape.ends)):
            continue
        if 3 <= shape.size <= 40:
            page.mark(number, "chrome.caption", 0.7)


def fold_counts(page: Folding) -> None:
    """Bare figures beside furniture: how many shares, how many pictures ("Gallery: 14 photos" / "14")."""
    for number, (above, shape) in enumerate(pairwise(page.shapes), 1):
        if number - 1 not in page.marks or not shape.text.isdecimal() or len(shape.text) > 5:
            continue
        kind = page.kinds[number - 1]
        if shape.text in above.text or (kind is not None and kind.name in {"share", "comments"}):
            page.mark(number, "chrome.count", 0.8)
