"""When two spellings are one name: the rules, the surest first.

============================ =============================================================================================
``names.same``               the same words but for case, accents, hyphens, spaces, titles and possessive endings
``names.order``              the same words in another order (Chung-Hyun Lee, Lee Chung Hyun; Refn, Nicolas Winding)
``names.letters``            letters that are also written as two (Müller, Mueller)
``names.romanisation``       the same name in Latin letters in two ways (Jeon, Jun; Tarkovsky, Tarkovskiy)
``names.middle``             one spelling leaves out middle names (Philip Hoffman, Philip Seymour Hoffman)
``names.initials``           one spelling shortens given names to initials (P. T. Anderson, Paul Thomas Anderson)
``names.short``              a given name in the form that is used every day (Leo, Leonardo DiCaprio)
``names.slip``               one letter more or less, or two in the wrong order, inside one long word, the others equal
``names.part``               the family name or the given name alone
============================ =============================================================================================

A rule sees two spellings; that a third person could be meant as well is for :mod:`desktop.names` to find.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from desktop.paths import RESOURCES
from desktop.romanisation import korean_readings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

_DIVIDERS: Final = re.compile(r"[-‐‑.]")
_LONG: Final = 6  # letters from which one more or less is a slip and not another name


@dataclass(frozen=True, slots=True)
class _Data:
    titles: frozenset[str]
    generations: Mapping[str, str]
    particles: frozenset[str]
    endings: tuple[tuple[str, str], ...]  # (ending, the first of its list), longest first
    short: frozenset[tuple[str, str]]  # a given name and its everyday form
    letters: tuple[tuple[str, str], ...]


@cache
def _data() -> _Data:
    data = tomllib.loads((RESOURCES / "names" / "names.toml").read_text("utf-8"))
    endings = [(ending, group[0]) for group in data["endings"] for ending in group]
    return _Data(
        frozenset(_plain(title) for title in data["titles"]),
        {spelling: group[0] for group in data["generations"] for spelling in group},
        frozenset(data["particles"]),
        tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
        frozenset((full, short) for full, *forms in data["short"] for short in forms),
        tuple((letter, written) for letter, written in data["letters"]),
    )


# Letters that Unicode does not take apart: into a letter and its stroke, into the two that they join, or into none at all.
_STROKES: Final = str.maketrans("øđłħıð", "odlhid") | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})


def _plain(text: str) -> str:
    """Lower case without accents; Hangul stays whole syllables."""
    letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters).translate(_STROKES))


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling taken apart: its words in their order, the generation kept aside.

    ``expanded`` are the words with letters such as ü written as two, ``ue``; ``last`` is how many of the words hyphens join at
    the end (Day-Lewis: 2).
    """

    words: tuple[str, ...]
    generation: str
    expanded: str
    last: int = 1

    @property
    def family(self) -> tuple[str, ...]:
        """The family name, by Western order: the last word with what hyphens join to it, and the particles before it."""
        start = max(len(self.words) - self.last, 0)
        while start > 1 and self.words[start - 1] in _data().particles:
            start -= 1
        return self.words[start:]

    @property
    def given(self) -> tuple[str, ...]:
        """The words before the family name."""
        return self.words[: len(self.words) - len(self.family)]


@lru_cache(1 << 16)
def parse(spelling: str) -> Name:
    """A spelling taken apart."""
    data = _data()
    # "Refn, Nicolas Winding" is turned round; "Robert Downey, Jr." is not.
    family, comma, given = spelling.partition(",")
    if comma and given.strip() and _plain(given).strip(" .") not in data.generations:
        spelling = f"{given} {family}"
    words = _words(spelling)
    while len(words) > 1 and words[0] in data.titles:
        del words[0]
    generation = ""
    if len(words) > 1 and words[-1] in data.generations:
        generation = data.generations[words.pop()]
    expanded = unicodedata.normalize("NFC", spelling.casefold())
    for letter, written in data.letters:
        expanded = expanded.replace(letter, written)
    last = len(_words(spelling.split()[-1])) if not generation and spelling.split() else 1
    return Name(tuple(words), generation, " ".join(_words(expanded)), max(last, 1))


def _words(spelling: str) -> list[str]:
    """The words of a name, parted at spaces, hyphens and full stops, without possessive endings."""
    words = []
    for word in _DIVIDERS.sub(" ", _plain(spelling)).split():
        letters = "".join(c for c in word.removesuffix("'s").removesuffix("’s") if c.isalnum())
        if letters:
            words.append(letters)
    return words


def name_key(name: str) -> str:
    """A key that is equal for spellings differing only in case, accents, hyphens, titles and the order of the words."""
    parsed = parse(name)
    return " ".join([*sorted(parsed.words), *([parsed.generation] if parsed.generation else [])])


def why_same(a: str, b: str) -> str:
    """The rule by which two spellings of one work's people are one person, or an empty string.

    The rules see only these two: that another person of the work fits as well is for :func:`merge_names` to find.
    """
    first, second = parse(a), parse(b)
    if not first.words or not second.words or first.generation != second.generation:
        return ""
    return next((rule.name for rule in RULES if rule.holds(first, second)), "")


def same_person(a: str, b: str) -> bool:
    """Whether two spellings of one work's people are one person, should nobody else come into question."""
    return bool(why_same(a, b))


def _same(a: Name, b: Name) -> bool:
    return "".join(a.words) == "".join(b.words)


def _order(a: Name, b: Name) -> bool:
    return sorted(a.words) == sorted(b.words)


def _letters(a: Name, b: Name) -> bool:
    return a.expanded == b.expanded


def _romanisation(a: Name, b: Name) -> bool:
    if any(mine.may_be(theirs) for mine in korean_readings(a.words) for theirs in korean_readings(b.words)):
        return True
    return len(a.words) > 1 and [_stem(word) for word in a.words] == [_stem(word) for word in b.words]


def _stem(word: str) -> str:
    """A word with an ending that is spelt in several ways put into the first of them."""
    for ending, first in _data().endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word.removesuffix(ending)
            # Before the ending of a Slavic surname, the glide of one letter is written in two ways.
            return (stem.replace("y", "i") if first.endswith("sky") else stem) + first
    return word


def _middle(a: Name, b: Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    return (
        2 == len(short.words) < len(long.words)
        and short.words[0] == long.words[0]
        and len(short.words[0]) > 1
        and short.family == long.family
        and not korean_readings(long.words)
    )


def _initials(a: Name, b: Name) -> bool:
    if a.family != b.family or len(a.words) < 2 or len(b.words) < 2 or len(a.family[-1]) < 2:
        return False
    return any(
        any(len(word) == 1 for word in short.given) and _shortens(short.given, long.given) for short, long in ((a, b), (b, a))
    )


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the first given names are the others' with some cut to initials; later ones may be left out."""
    return len(short) <= len(long) and all(
        mine == theirs or (len(mine) == 1 and theirs.startswith(mine)) for mine, theirs in zip(short, long, strict=False)
    )


def _everyday(a: Name, b: Name) -> bool:
    """Whether the given names are one in full and one in short, the family names equal; middle names may be left out."""
    if a.family != b.family or not a.given or not b.given:
        return False
    known = {(a.given[0], b.given[0]), (b.given[0], a.given[0])} & _data().short
    return bool(known) and (a.given[1:] == b.given[1:] or not a.given[1:] or not b.given[1:])


def families_agree(mine: Iterable[Name], theirs: Sequence[Name]) -> bool:
    """Whether the other names have every family name whole that hyphens join: M. Berg is not Maria Lund-Berg."""
    joined = [name.family for name in mine if name.last > 1 and not korean_readings(name.words)]
    return all(other.words[-len(family) :] == family for family in joined for other in theirs)


def _slip(a: Name, b: Name) -> bool:
    if len(a.words) != len(b.words) or len(a.words) < 2:
        return False
    differing = [(mine, theirs) for mine, theirs in zip(a.words, b.words, strict=True) if mine != theirs]
    if len(differing) != 1:
        return False
    mine, theirs = differing[0]
    # The ends must agree: Carlo and Carlos, Daniel and Daniele are two names.
    ends_agree = mine[:2] == theirs[:2] and mine[-2:] == theirs[-2:]
    return min(len(mine), len(theirs)) >= _LONG and ends_agree and (_one_letter_apart(mine, theirs) or _swapped(mine, theirs))


def _one_letter_apart(mine: str, theirs: str) -> bool:
    """Whether one word is the other with one letter more."""
    short, long = sorted((mine, theirs), key=len)
    return len(long) == len(short) + 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _swapped(mine: str, theirs: str) -> bool:
    """Whether one word is the other with two letters next to each other in the wrong order."""
    places = [place for place, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b]
    if len(mine) != len(theirs) or len(places) != 2 or places[1] != places[0] + 1:
        return False
    at = places[0]
    return mine[at] == theirs[at + 1] and mine[at + 1] == theirs[at]


def _part(a: Name, b: Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    if len(short.words) == len(long.words) or short.generation:
        return False
    return "".join(short.words) in _parts(long)


@lru_cache(1 << 16)
def _parts(name: Name) -> frozenset[str]:
    """The parts of a name that a page may use alone, each without spaces: family name, given name, all but the first word."""
    if len(name.words) < 2:
        return frozenset()
    ends = [name.family, name.given[:1], name.words[1:]]
    if korean_readings(name.words):
        ends.append(name.words[:-1])  # the given name before the family name
    # A letter alone is an initial, of which another rule knows.
    whole = (end for end in ends if not any(len(word) == 1 and word.isascii() for word in end))
    return frozenset("".join(end) for end in whole if len("".join(end)) > 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """``holds`` for two names; only names that share a key are ever compared.

    A ``partial`` rule joins a part of a name to the one whole name that it can be of; where ``whole_family`` is so, no spelling
    of either person may have a family name that the other's contradicts.
    """

    name: str
    holds: Callable[[Name, Name], bool]
    keys: Callable[[Name], Iterable[Hashable]]
    partial: bool = False
    whole_family: bool = False


RULES: Final = (
    Rule("names.same", _same, lambda name: ["".join(name.words)]),
    Rule("names.order", _order, lambda name: [tuple(sorted(name.words))]),
    Rule("names.letters", _letters, lambda name: [name.expanded]),
    Rule(
        "names.romanisation",
        _romanisation,
        lambda name: [*(each.family for each in korean_readings(name.words)), tuple(map(_stem, name.words))],
    ),
    Rule("names.initials", _initials, lambda name: [name.family], whole_family=True),
    Rule("names.middle", _middle, lambda name: [name.family]),
    Rule("names.short", _everyday, lambda name: [name.family], whole_family=True),
    Rule(
        "names.slip",
        _slip,
        lambda name: [(place, name.words[:place], name.words[place + 1 :]) for place in range(len(name.words))],
    ),
    Rule("names.part", _part, lambda name: ["".join(name.words), *_parts(name)], partial=True),
)
