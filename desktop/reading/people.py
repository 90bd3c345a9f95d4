"""What looks like a person's name, and lists of names as credits write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import alternatives, table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NAME = 60
_LONGEST_LIST = 1000
_MOST_WORDS = 6
_HANDLE = re.compile(r"[^\W\d_][\w.\-]{1,24}")
_JUNIOR = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD", "MD"})
_NAME_TOKEN = re.compile(r"[^\W\d_][\w'’.\-‐‑·ʼ]{0,30}$")


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("people")["particles"])


@cache
def _never() -> frozenset[str]:
    return frozenset(table("people")["never"])


@cache
def _given() -> frozenset[str]:
    return frozenset(_plain(name) for name in table("given_names")["names"])


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"[\s,]{{0,4}}(?:{alternatives(table('people')['tails'])})[\s.]{{0,4}}$", re.IGNORECASE)


@cache
def _separator() -> re.Pattern[str]:
    """What parts the names of a list; a comma before ``Jr`` does not."""
    joints = alternatives(table("people")["joints"])
    juniors = alternatives(_JUNIOR)
    return re.compile(
        rf"\s{{0,3}}(?:[;•·|/]|,(?!\s{{0,3}}(?:{juniors})(?!\w))|&amp;|&|\s(?:{joints})\s)\s{{0,3}}(?:(?:{joints}|&)\s{{1,3}})?"
    )


@cache
def _as_character() -> re.Pattern[str]:
    """A character behind its actor: ``A as X``, ``A (X)``, ``A ..... X``."""
    plays = alternatives(table("people")["plays"])
    return re.compile(
        rf"\s(?:{plays})\s(?P<character>.{{1,60}})$|[(\[](?P<bracket>[^()\[\]]{{1,60}})[)\]]\s{{0,3}}$"
        r"|\.{3,40}\s{0,3}(?P<dots>[^.].{0,60})$"
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a list of names, the span of the name alone, and the character it is credited with."""

    name: str
    span: Span
    character: str = ""


def is_name(text: str, *, words: int = 1) -> bool:
    """Whether the text has the shape of a person's name of at least ``words`` words: capitalised words and particles."""
    if not 2 <= len(text) <= _LONGEST_NAME:
        return False
    tokens = text.split()
    if not words <= len(tokens) <= _MOST_WORDS:
        return False
    if any(token.strip(".,'’").casefold() in _never() for token in tokens):
        return False
    capitals = 0
    for at, token in enumerate(tokens):
        if token.endswith(("'s", "’s")):
            return False
        if not _NAME_TOKEN.match(token.removesuffix(",") if at == len(tokens) - 2 and tokens[-1] in _JUNIOR else token):
            return False
        if token[0].isupper() or not token[0].islower():
            capitals += 1
        elif at == 0 or token.casefold() not in _particles():
            return at == 0 and len(tokens) > 1 and token.casefold() in _particles() and is_name(" ".join(tokens[1:]))
    return capitals >= 1


def is_handle(text: str) -> bool:
    """Whether the text is one word such as people sign with: ``corey``, ``film_fan``."""
    return _HANDLE.fullmatch(text) is not None and text.casefold() not in _never()


def is_nickname(text: str) -> bool:
    """Whether the text is one word that is plainly nobody's given name: ``pell_mell``, ``DiscoDracula``, ``film84``."""
    if not is_handle(text):
        return False
    return any(char in "_0123456789" for char in text) or text[1:] != text[1:].lower()


def is_person(text: str) -> bool:
    """Whether the text is a name of two or more words that begins with a common given name: good evidence for a person."""
    return is_name(text, words=2) and _plain(text.split(maxsplit=1)[0]) in _given()


def is_given_name(text: str) -> bool:
    """Whether the text is one common given name, written large."""
    return text[:1].isupper() and text.isalpha() and _plain(text) in _given()


def _plain(word: str) -> str:
    """A word without accents and marks, in small letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return plain.strip(".,").casefold()


def split_names(text: str, start: int = 0) -> Iterator[Named]:
    """The names in a credit's value (``A, B & C``, ``A as X, B as Y``, ``A (X)``); ``start`` is where it stands in its page.

    What is not shaped like a name ends the list, since prose follows; no more than so many characters are looked at.
    """
    text = text[:_LONGEST_LIST]
    tail = _tails().search(text[-40:])
    if tail is not None:
        text = text[: len(text) - len(text[-40:]) + tail.start()]
    at = 0
    pieces: list[tuple[int, int]] = []
    for separator in _outside_brackets(text):
        pieces.append((at, separator[0]))
        at = separator[1]
    pieces.append((at, len(text)))
    for begin, end in pieces:
        piece = text[begin:end]
        if not piece.strip():
            continue
        name, character = piece, ""
        role = _as_character().search(piece)
        if role is not None:
            name = piece[: role.start()]
            character = (role["character"] or role["bracket"] or role["dots"] or "").strip(" .,'\"“”‘’")
        stripped = name.strip(" \t\xa0.,:*_“”\"'‘’")
        if stripped and name.rstrip().endswith(".") and re.search(r"\b(?:Jr|Sr|[A-Z])\.$", name.rstrip()):
            stripped += "."
        if not is_name(stripped) and ". " in name:
            # ``… and Janet McTeer. 15, 107 minutes``: the list ends with its sentence.
            stripped = name.split(". ", 1)[0].strip(" \t\xa0,:*_“”\"'‘’")
            if is_name(stripped, words=2):
                offset = start + begin + name.find(stripped)
                yield Named(stripped, Span(offset, offset + len(stripped)), "")
            return
        if not is_name(stripped):
            return
        offset = start + begin + name.find(stripped)
        yield Named(stripped, Span(offset, offset + len(stripped)), character)


def _outside_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where the separators of a list stand that are not inside brackets."""
    depths, depth = [], 0
    for char in text:
        depth += char in "(["
        depth -= char in ")]" and depth > 0
        depths.append(depth)
    for match in _separator().finditer(text):
        if match.start() < len(depths) and depths[match.start()] == 0:
            yield match.span()
