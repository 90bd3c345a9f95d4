"""Text as search sees it: without case, accents and punctuation.

Folding keeps letters, figures and symbols (``★``, ``€``) and makes one space of everything else, so that ``Jong-seo``,
``jong seo`` and ``JONG SEO`` are the same two words. Accents are dropped (``é`` is ``e``), compatibility forms are spelt out
(``ﬁ`` is ``fi``, ``½`` is ``1 2``), zero-width characters vanish. Writing without spaces between words
(Chinese, Japanese, Thai) is cut into single characters, each its own word, so that a word is found wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.review import Span

# Letters that Unicode does not take apart, though readers type them without their stroke or as two letters.
_SPELT: Final = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŧ": "t"}
# Scripts written without spaces: Thai to Khmer, CJK radicals to Bopomofo, Han, Han extensions.
_UNSPACED: Final = (
    (0x0E00, 0x0FFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x312F),
    (0x31A0, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def _fold_character(character: str) -> str:
    """One character as search sees it: nothing, a space, or letters (with spaces around where it is a word by itself)."""
    folded = []
    for part in unicodedata.normalize("NFKD", character.casefold()).casefold():
        category = unicodedata.category(part)
        if category in {"Mn", "Me", "Cf"}:
            continue
        folded.append(_SPELT.get(part, part))
    kept = unicodedata.normalize("NFC", "".join(folded))
    return "".join(_piece(part) for part in kept)


def _piece(part: str) -> str:
    if any(low <= ord(part) <= high for low, high in _UNSPACED):
        return f" {part} " if unicodedata.category(part)[0] in "LNS" or unicodedata.category(part) == "Mc" else " "
    if part.isalnum() or unicodedata.category(part) == "Mc":
        return part
    return f" {part} " if unicodedata.category(part) in {"So", "Sc"} else " "


class _Table(dict[int, str]):
    """The folding of every character met so far."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE: Final = _Table()
# The same for ASCII, a byte for a byte; of ASCII only the dollar sign is a word by itself.
_ASCII: Final = bytes(ord(_TABLE[code].strip() or " ") for code in range(128)) + bytes(128)
_UTF8: Final = _ASCII[:128] + bytes(range(128, 256))
_OTHERS: Final = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """The words of ``text``, folded, with single spaces between them and none at the ends."""
    if text.isascii():  # most of most texts, and many times faster
        return folded_bytes(text.encode("ascii")).decode("ascii")
    return _folded_utf8(plain(text)).decode("utf-8", "surrogatepass")


def plain(text: str) -> bytes:
    """``text`` in UTF-8, with all that is not ASCII folded and the rest as it is: that goes the short way, all at once."""
    return _OTHERS.sub(_folded_others, text).encode("utf-8", "surrogatepass")


def folded_bytes(data: bytes) -> bytes:
    """:func:`fold` for ASCII in bytes."""
    return b" ".join(data.replace(b"$", b" $ ").translate(_ASCII).split())


def _folded_utf8(data: bytes) -> bytes:
    """:func:`folded_bytes` where all else is folded already."""
    return b" ".join(data.replace(b"$", b" $ ").translate(_UTF8).split())


def _folded_others(run: re.Match[str]) -> str:
    others = run.group()
    return _TABLE[ord(others)] if len(others) == 1 else others.translate(_TABLE)


def fold_with_spans(text: str, start: int = 0, end: int | None = None) -> tuple[str, list[int]]:
    """``text[start:end]`` folded with a space at both ends, and for every folded character the index it came from.

    Spaces carry the index of the character after the last word, so that a hit's end can be read from the space behind it.
    """
    folded = [" "]
    origin = [start]
    for index in range(start, len(text) if end is None else end):
        for part in _TABLE[ord(text[index])]:
            if part != " ":
                folded.append(part)
                origin.append(index)
            elif folded[-1] != " ":
                folded.append(" ")
                origin.append(index)
    if folded[-1] != " ":
        folded.append(" ")
        origin.append(len(text) if end is None else end)
    return "".join(folded), origin


def find_folded(text: str, needle: str, *, whole: bool, start: int = 0, end: int | None = None) -> list[Span]:
    """Where the folded words ``needle`` stand in ``text[start:end]``.

    Args:
        text: the text as written.
        needle: words from :func:`fold`.
        whole: whether the last word must end where the needle ends; otherwise it may go on (``rev`` finds ``revenge``).
        start: where to begin in ``text``.
        end: where to stop; None is the end.

    Returns:
        Spans of ``text``, in order; a word that goes on is marked to its end.
    """
    if not needle:
        return []
    folded, origin = fold_with_spans(text, start, end)
    sought = f" {needle} " if whole else f" {needle}"
    spans = []
    at = folded.find(sought)
    while at >= 0:
        last = folded.index(" ", at + len(needle)) - 1
        spans.append(Span(origin[at + 1], origin[last] + 1))
        at = folded.find(sought, at + 1)
    return spans
