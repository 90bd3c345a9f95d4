"""The foot of a page: where the review ends and the page goes on with links, comments, other texts and the writer's life."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.folding import MOSTLY, READ
from desktop.reading.furniture import Scope, tokens
from desktop.reading.labels import field_of
from desktop.reading.masthead import is_byline, is_dated
from desktop.reading.notations import find_notations
from desktop.reading.vocabulary import every_language, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.folding import Folding
    from desktop.reading.shapes import Shape

_SHORT = 10  # words of a review below which even readers' comments are none
_HEAD = 0.25  # share of the review's words above which its head lies
_NEAR_END = 8  # sentences from the end among which a biography is looked for
# Fields of labels that speak of a work and of nothing else on a page.
_OF_THE_WORK = frozenset({
    "director", "writer", "both", "cast", "composer", "cinematographer", "producer", "artist", "maker", "runtime", "country",
})  # fmt: skip
# Kinds of furniture that stand directly below a review.
_AFTER_REVIEW = frozenset({"tags", "share", "comments", "author", "vote", "call"})
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]|\sh\s)\d\d")
_NAME_FIRST = re.compile(r"[A-Z][\w.’'-]{1,20},? (?:[A-Z]\. )?[\"“]?(?P<surname>[A-Z][\w’'-]{1,20})")
_CONTACT = re.compile(r"\b[\w.+-]{1,40}@[\w-]{1,40}\.\w{2,10}|(?:^|\s)@\w{2,30}|https?://|\bwww\.")
_ELLIPSIS = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})$")


def fold_foot(page: Folding) -> None:
    """Where the review ends and the page goes on: everything below is the site's."""
    above = page.words_above()
    for number, shape in enumerate(page.shapes):
        kind = page.kinds[number]
        if above[number] < (_SHORT if _opens_comments(page, number) else READ):
            continue
        if shape.block_text == "--":  # above the signature of a letter or a posting
            _fold_from(page, number, "chrome.below_signature", keep=True)
            break
        if kind is not None and kind.scope is Scope.REST:
            _fold_from(page, number, f"chrome.below_{kind.name}", keep=False)
            break
        if kind is None and _is_stamp(shape) and any(below.sentence for below in page.shapes[number + 1 : number + 3]):
            name = page.shapes[number - 1].fragment  # of the reader; else the stamp stands alone
            _fold_from(page, number - 1 if name else number, "chrome.reader_comment", keep=False)
            break
    above = page.words_above()
    head = _head_lines(page, above)
    for number, (shape, kind) in enumerate(zip(page.shapes, page.kinds, strict=True)):
        named = kind is not None and kind.scope is Scope.FOOT
        plate = above[number] > 0.5 * above[-1] and shape.words in head and _is_name_plate(page, number)
        if above[number] < _SHORT or not (named or plate):
            continue
        if _is_foot(page, number, above[number], above[-1] - above[number]):
            _fold_from(page, number, f"chrome.below_{kind.name}" if named and kind else "chrome.below_name", keep=True)
            break


def _head_lines(page: Folding, above: Sequence[int]) -> frozenset[tuple[str, ...]]:
    """The words of the short lines at the head of a page: the names of the site and of the critic are among them."""
    head = (shape for number, shape in enumerate(page.shapes) if above[number] <= _HEAD * above[-1])
    return frozenset(shape.words for shape in head if shape.fragment and shape.words)


def _is_name_plate(page: Folding, number: int) -> bool:
    """Whether a line that stands in the page's head too stands alone here: above a paragraph it would be a heading."""
    shape = page.shapes[number]
    below = page.shapes[number + 1] if number + 1 < len(page.shapes) else None
    return shape.fragment and shape.size <= 5 and not shape.block.listed and (below is None or not below.prose)


def _opens_comments(page: Folding, number: int) -> bool:
    """Whether readers' comments surely follow a line: one of the next ones is the stamp of a comment, or answers one."""
    kind = page.kinds[number]
    if kind is None or kind.scope is not Scope.REST:
        return False
    below = page.shapes[number + 1 : number + 7]
    return any(_is_stamp(shape) or shape.words in _answers() for shape in below)


@cache
def _answers() -> frozenset[tuple[str, ...]]:
    return frozenset(tokens(word) for word in every_language(table("foot")["answer"]))


def _is_foot(page: Folding, number: int, above: int, below: int) -> bool:
    """Whether a heading of links stands below the review: little prose follows, or nothing but titles with a paragraph each."""
    paragraphs = [other for other in page.paragraphs() if other > number]
    if _goes_on(page, number, paragraphs):
        return False
    if below <= MOSTLY * above:
        return True
    headed = sum(1 for other in paragraphs if page.shapes[other - 1].fragment and page.kinds[other - 1] is None)
    return below <= 1.5 * above and headed >= 0.8 * len(paragraphs)


def _goes_on(page: Folding, number: int, paragraphs: Sequence[int]) -> bool:
    """Whether a heading with a link or two stands in the midst of a review: its last paragraphs and then its tags follow."""
    if not 1 <= len(paragraphs) <= 2 or _ELLIPSIS.search(page.shapes[paragraphs[-1]].text[-8:]):
        return False
    links = page.kinds[number + 1 : paragraphs[0]]
    close = 1 <= len(links) <= 2 and not any(links)
    return close and any(kind is not None and kind.name in _AFTER_REVIEW for kind in page.kinds[paragraphs[-1] + 1 :])


def _fold_from(page: Folding, start: int, rule: str, *, keep: bool) -> None:
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


def fold_teasers(page: Folding) -> None:
    """Beginnings of other texts below the review, each under its title and broken off: "and then …"."""
    for number in reversed(page.paragraphs()[1:]):
        title = page.shapes[number - 1]
        if not (_ELLIPSIS.search(page.shapes[number].text[-8:]) and title.fragment):
            return
        page.mark(number, "chrome.teaser", 0.7)
        page.mark(number - 1, "chrome.teaser", 0.7)


def fold_biography(page: Folding) -> None:
    """The paragraph about the writer below the review, and the links below that."""
    own = [
        number for number, shape in enumerate(page.shapes) if shape.sentence and shape.size >= 5 and number not in page.marks
    ]
    if len(own) < 3:
        return
    above = page.words_above()
    for number in reversed(own[-_NEAR_END:]):
        enough = 1 if number in own[-2:] else 2  # cues: further up, a sentence about an author of the film is likelier
        shape = page.shapes[number]
        if shape.size > 120 or _says_who(shape) < enough or above[number] < above[-1] * 0.5:
            continue
        name = _NAME_FIRST.match(shape.text)
        start = _name_above(page, number)
        if start is None and (name is None or _spoken_of(page, name["surname"], own, number)):
            continue
        for part in range(number if start is None else start, number + 1):
            page.mark(part, "chrome.biography", 0.8)
        if above[-1] - above[number + 1] <= MOSTLY * above[number]:
            _fold_from(page, number + 1, "chrome.below_biography", keep=True)


def fold_contacts(page: Folding) -> None:
    """Sentences at the end that say where to write to the writer or whom to follow."""
    own = [number for number, shape in enumerate(page.shapes) if shape.sentence and number not in page.marks]
    for number in reversed(own[-3:] if len(own) > 3 else ()):
        shape = page.shapes[number]
        if shape.size > 25 or not _CONTACT.search(shape.text):
            return
        page.mark(number, "chrome.contact", 0.75)


def _spoken_of(page: Folding, surname: str, own: Sequence[int], number: int) -> bool:
    """Whether the review speaks of somebody before the ``number``-th block: no biography of its writer, then."""
    shapes = (page.shapes[other] for other in own if other < number)
    return any(surname in shape.text for shape in shapes if shape.prose and not is_byline(shape))


def _name_above(page: Folding, number: int) -> int | None:
    """Where, just above a paragraph that begins with a first name, the whole name stands alone."""
    first = page.shapes[number].words[0]
    for other in range(number - 1, max(number - 4, 0), -1):
        shape = page.shapes[other]
        if shape.prose:
            return None
        labelled = first in shape.words[1:3] and field_of(shape.text.partition(":")[0]) in {"author", "critic"}
        if labelled and shape.size <= 8:
            return other
        if 2 <= shape.size <= 4 and shape.words[0] == first and all(word[:1].isupper() for word in shape.text.split()):
            return other
    return None


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(every_language(table("foot")[name]))


def _says_who(shape: Shape) -> int:
    """How many words of a paragraph that begins with a name say what its bearer does for a living."""
    if not any(word in _cues("verbs") for word in shape.words[1:8]):
        return 0
    return len(_cues("words") & set(shape.words))
