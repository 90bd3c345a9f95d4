"""The shape of a block: prose, a short sentence or a fragment, whatever it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.reading.furniture import tokens
from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Block

_HEAD = 240  # characters of a long block that are looked at word by word
_WORD_LENGTH = 6.0  # of prose, its space included: to count the words of long blocks
_ENDS = re.compile(r"(?:[.!?…。！？]|\.\.\.)[\"”’»›'*_)\]]{0,4}(?:\s?\[?\d{1,3}\]?)?\s?$")
_BREAKS = re.compile(r"[.!?…。！？][\"”’»›')\]]{0,3}\s{1,3}[\"“‘«(]?[^\Wa-z_]")
_UNPARTED = re.compile("[\u2e80-\U0003ffff]")  # scripts that do not part words
_OTHER_SCRIPT = re.compile(r"[^\W\d_\x00-\u024f]")  # letters beyond Latin: of whose small words we know none
_PARTED = re.compile(r"\s[·|•»→]\s")
_BULLET = re.compile(r"^(?:[•◦▪▫‣●○■□♦➤►·*–—+-]|\(?\d{1,2}[.)])\s{0,8}")

_PROSE_WORDS = 12
_LONG_WORDS = 30
_SMALL_SHARE = 0.15  # of prose's words are small words, in every language we know
_SENTENCE_WORDS = 7


@dataclass(frozen=True, slots=True)
class Shape:
    """How a block looks.

    ``at`` is its position in the partition, ``block_text`` its text and ``text`` the same without a bullet; ``words`` are the
    tokens of its beginning, ``size`` its number of words. ``ends`` says that it ends as a sentence does, ``prose`` that it is
    a paragraph, ``sentence`` that it is at least a sentence; what is neither is a fragment.
    """

    at: int
    block: Block
    block_text: str
    text: str
    words: tuple[str, ...]
    size: int
    ends: bool
    prose: bool
    sentence: bool

    @property
    def fragment(self) -> bool:
        """Whether the block is no sentence: a title, a label, a menu entry."""
        return not (self.prose or self.sentence)


@cache
def small_words() -> frozenset[str]:
    """The small words of all languages."""
    return frozenset(word for words in table("languages").values() for word in words)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a block's text alone says of its shape; the fields are those of :class:`Shape`."""

    text: str
    words: tuple[str, ...]
    size: int
    ends: bool
    prose: bool
    sentence: bool


def shape_of(at: int, block: Block, text: str) -> Shape:
    """The shape of a block, the ``at``-th of its page."""
    line = block.span.of(text)
    measure = _measure(line, block.listed)
    return Shape(at, block, line, measure.text, measure.words, measure.size, measure.ends, measure.prose, measure.sentence)


@lru_cache(maxsize=1024)  # three stages ask for the shapes of the same page
def _measure(line: str, listed: bool) -> _Measure:  # noqa: FBT001  a cached function's key
    if listed:
        line = _BULLET.sub("", line, count=1)
    head = line[:_HEAD]
    words = tokens(head)
    size = len(words) if len(line) <= _HEAD else max(len(words), int(len(line) / _WORD_LENGTH))
    if not head.isascii():
        size = max(size, len(_UNPARTED.findall(head)) // 2)
    ends = _ENDS.search(line[-12:]) is not None
    known = small_words()
    small = sum([word in known for word in words])
    flowing = small >= _SMALL_SHARE * len(words) or _OTHER_SCRIPT.search(line, 0, 40) is not None
    broken = ends or _BREAKS.search(line, 0, 2000) is not None
    prose = size >= _PROSE_WORDS and flowing and (broken or size >= _LONG_WORDS)
    sentence = (ends and size >= 2) or (
        size >= _SENTENCE_WORDS and small >= 3 and not line.istitle() and _PARTED.search(line, 0, 2000) is None
    )
    return _Measure(line, words, size, ends, prose, prose or sentence)


@cache
def _small_by_language() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in table("languages").items()}


def language_of(shapes: Sequence[Shape]) -> str:
    """The language of a page's paragraphs as a two-letter code; ``und`` where none of those we know fits."""
    words = [word for shape in shapes if shape.prose for word in shape.words][:2000]
    counts = {name: sum(1 for word in words if word in small) for name, small in _small_by_language().items()}
    best = max(counts, key=counts.__getitem__)
    return best if words and counts[best] >= _SMALL_SHARE * len(words) else "und"
