"""One person, many spellings.

Two spellings are taken for one person only by a named rule; where none applies, or where a spelling could be either of two
people, they stay apart. The rules hold among the people of one work, and only there: elsewhere two people may well share a
surname.

============================ =============================================================================================
``names.same``               the same words but for case, accents, hyphens, spaces, titles and possessive endings
``names.order``              the same words in another order (Chung-Hyun Lee, Lee Chung Hyun; Refn, Nicolas Winding)
``names.letters``            letters that are also written as two (Müller, Mueller)
``names.romanisation``       the same name in Latin letters in two ways (Jeon, Jun; Tarkovsky, Tarkovskiy)
``names.middle``             one spelling leaves out middle names (Philip Hoffman, Philip Seymour Hoffman)
``names.initials``           one spelling shortens given names to initials (P. T. Anderson, Paul Thomas Anderson)
``names.slip``               one letter more or less inside one long word, the others equal (Nicolas, Nicholas Winding Refn)
``names.part``               the family name or the given name alone
``names.reader``             the reader said so
============================ =============================================================================================
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from desktop.paths import RESOURCES
from desktop.romanisation import korean_readings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

_DIVIDERS: Final = re.compile(r"[-‐‑.]")
_LONG: Final = 6  # letters from which one more or less is a slip and not another name


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one work.

    ``name`` is the spelling to show: the most frequent one that is not only a part of the name. ``spellings`` are all that
    were met, most frequent first; ``rules`` says for each which rule took it for this person (empty for the one shown).
    """

    name: str
    spellings: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Data:
    titles: frozenset[str]
    generations: Mapping[str, str]
    particles: frozenset[str]
    endings: tuple[tuple[str, str], ...]  # (ending, the first of its list), longest first
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
        tuple((letter, written) for letter, written in data["letters"]),
    )


# Letters that Unicode does not take apart into a letter and its stroke.
_STROKES: Final = str.maketrans("øđłħı", "odlhi")


def _plain(text: str) -> str:
    """Lower case without accents; Hangul stays whole syllables."""
    letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters).translate(_STROKES))


@dataclass(frozen=True, slots=True)
class _Name:
    """A spelling taken apart: its words in their order, the generation kept aside.

    ``expanded`` are the words with letters such as ü written as two, ``ue``.
    """

    words: tuple[str, ...]
    generation: str
    expanded: str

    @property
    def family(self) -> tuple[str, ...]:
        """The words of the family name, by Western order: the last word and the particles before it."""
        start = len(self.words) - 1
        while start > 1 and self.words[start - 1] in _data().particles:
            start -= 1
        return self.words[start:]

    @property
    def given(self) -> tuple[str, ...]:
        """The words before the family name."""
        return self.words[: len(self.words) - len(self.family)]


@lru_cache(1 << 16)
def _parse(spelling: str) -> _Name:
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
    return _Name(tuple(words), generation, " ".join(_words(expanded)))


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
    parsed = _parse(name)
    return " ".join([*sorted(parsed.words), *([parsed.generation] if parsed.generation else [])])


def why_same(a: str, b: str) -> str:
    """The rule by which two spellings of one work's people are one person, or an empty string.

    The rules see only these two: that another person of the work fits as well is for :func:`merge_names` to find.
    """
    first, second = _parse(a), _parse(b)
    if not first.words or not second.words or first.generation != second.generation:
        return ""
    return next((rule.name for rule in _RULES if rule.holds(first, second)), "")


def same_person(a: str, b: str) -> bool:
    """Whether two spellings of one work's people are one person, should nobody else come into question."""
    return bool(why_same(a, b))


def _same(a: _Name, b: _Name) -> bool:
    return "".join(a.words) == "".join(b.words)


def _order(a: _Name, b: _Name) -> bool:
    return sorted(a.words) == sorted(b.words)


def _letters(a: _Name, b: _Name) -> bool:
    return a.expanded == b.expanded


def _romanisation(a: _Name, b: _Name) -> bool:
    if any(mine.may_be(theirs) for mine in korean_readings(a.words) for theirs in korean_readings(b.words)):
        return True
    return len(a.words) > 1 and [_stem(word) for word in a.words] == [_stem(word) for word in b.words]


def _stem(word: str) -> str:
    """A word with an ending that is spelt in several ways put into the first of them."""
    for ending, first in _data().endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending) + first
    return word


def _middle(a: _Name, b: _Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    return (
        2 == len(short.words) < len(long.words)
        and short.words[0] == long.words[0]
        and len(short.words[0]) > 1
        and short.family == long.family
        and not korean_readings(long.words)
    )


def _initials(a: _Name, b: _Name) -> bool:
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


def _slip(a: _Name, b: _Name) -> bool:
    if len(a.words) != len(b.words) or len(a.words) < 2:
        return False
    differing = [(mine, theirs) for mine, theirs in zip(a.words, b.words, strict=True) if mine != theirs]
    if len(differing) != 1:
        return False
    mine, theirs = differing[0]
    # The ends must agree: Carlo and Carlos, Daniel and Daniele are two names.
    ends_agree = mine[:2] == theirs[:2] and mine[-2:] == theirs[-2:]
    return min(len(mine), len(theirs)) >= _LONG and ends_agree and _one_letter_apart(mine, theirs)


def _one_letter_apart(mine: str, theirs: str) -> bool:
    """Whether one word is the other with one letter more."""
    short, long = sorted((mine, theirs), key=len)
    return len(long) == len(short) + 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _part(a: _Name, b: _Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    if len(short.words) == len(long.words) or short.generation:
        return False
    return "".join(short.words) in _parts(long)


@lru_cache(1 << 16)
def _parts(name: _Name) -> frozenset[str]:
    """The parts of a name that a page may use alone, each without spaces: family name, given name, all but the first word."""
    if len(name.words) < 2:
        return frozenset()
    ends = [name.family, name.given[:1], name.words[1:]]
    if korean_readings(name.words):
        ends.append(name.words[:-1])  # the given name before the family name
    return frozenset("".join(end) for end in ends if len("".join(end)) > 1)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``holds`` for two names; only names that share a key are ever compared."""

    name: str
    holds: Callable[[_Name, _Name], bool]
    keys: Callable[[_Name], Iterable[Hashable]]


_RULES: Final = (
    _Rule("names.same", _same, lambda name: ["".join(name.words)]),
    _Rule("names.order", _order, lambda name: [tuple(sorted(name.words))]),
    _Rule("names.letters", _letters, lambda name: [name.expanded]),
    _Rule(
        "names.romanisation",
        _romanisation,
        lambda name: [*(each.family for each in korean_readings(name.words)), tuple(map(_stem, name.words))],
    ),
    _Rule("names.initials", _initials, lambda name: [name.family]),
    _Rule("names.middle", _middle, lambda name: [name.family]),
    _Rule(
        "names.slip",
        _slip,
        lambda name: [(place, name.words[:place], name.words[place + 1 :]) for place in range(len(name.words))],
    ),
    _Rule("names.part", _part, lambda name: ["".join(name.words), *_parts(name)]),
)


def merge_names(
    names: Iterable[str],
    *,
    lists: Iterable[Sequence[str]] = (),
    characters: Iterable[str] = (),
    same: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[Person, ...]:
    """The people of one work, in the order in which they are first met.

    Args:
        names: every spelling met, as often as it was met.
        lists: names that stand in one list, a page's cast: who is listed twice under two names is two people.
        characters: names of the work's characters: a part of a name that is theirs as well is not taken for the person.
        same: pairs of spellings that the reader says are one person; the people as the rules made them become one.
        apart: pairs of spellings that the reader says are two, whatever else is said.
    """
    parted: set[frozenset[str]] = set()
    for listed in lists:
        for place, name in enumerate(listed):
            parted |= {frozenset((name, other)) for other in listed[:place] if why_same(name, other) != "names.same"}
    known = frozenset(word for name in characters for word in _parse(name).words)
    people = _People(Counter(names), parted, {frozenset(pair) for pair in apart}, known)
    people.apply_all()
    told = [people.join(one, other, "names.reader") for one, other in same]
    if any(told):
        people.apply_all()  # a surname that could be either of two is open no longer where the two are one
    return people.found()


class _People:
    """Spellings in groups that are joined rule by rule, the surest rule first."""

    def __init__(
        self, counted: Counter[str], listed: set[frozenset[str]], parted: set[frozenset[str]], characters: frozenset[str]
    ) -> None:
        self._counted = counted
        self._listed = listed  # two names of one list
        self._parted = parted  # two people by the reader's word
        self._characters = characters
        self._groups: dict[str, dict[str, str]] = {name: {name: ""} for name in counted}  # first spelling -> spelling -> rule
        self._first = {name: name for name in counted}  # spelling -> first spelling of its group

    def join(self, one: str, other: str, rule: str) -> bool:
        """Make the groups of two spellings one, and say whether they were two and may be.

        Spellings that were never met are none, and what the reader parted stays so.
        """
        if one not in self._first or other not in self._first or self._first[one] == self._first[other]:
            return False
        into, gone = self._first[one], self._first[other]
        pairs = product(self._groups[into], self._groups[gone]) if self._parted else ()
        if any(frozenset(pair) in self._parted for pair in pairs):
            return False
        for spelling, earlier in self._groups.pop(gone).items():
            self._groups[into][spelling] = earlier or rule
            self._first[spelling] = into
        return True

    def apply_all(self) -> None:
        """Apply every rule, the surest first."""
        for rule in _RULES:
            self.apply(rule)

    def apply(self, rule: _Rule) -> None:
        """Join the groups that a rule says are one person, where it is not open which of several is meant."""
        if rule.holds is _part:
            while self._apply_part(rule):
                pass
            return
        fits = self._fits(rule)
        for first, others in fits.items():
            for other in others:
                # Whoever else fits the one must fit the other: Kim Ji-hun, who may be Ji-hoon or Ji-heon, is taken for neither.
                if others - {other} == fits[other] - {first}:
                    self.join(first, other, rule.name)

    def _apply_part(self, rule: _Rule) -> bool:
        """Join each part to the one whole name that it can be of, and say whether there was any."""
        joined = False
        words = {first: max(len(_parse(spelling).words) for spelling in group) for first, group in self._groups.items()}
        for short, others in self._fits(rule).items():
            wholes = [long for long in others if words[long] > words[short]]
            if len(wholes) == 1:
                joined |= self.join(wholes[0], short, rule.name)
        return joined

    def _fits(self, rule: _Rule) -> dict[str, set[str]]:
        """For each group, by its first spelling, the other groups that the rule says are the same person.

        Whom the reader parted still come into question for each other here: a surname that fits two people stays open after
        the reader has said that it is not the one.
        """
        sharing: defaultdict[Hashable, dict[str, None]] = defaultdict(dict)
        for spelling, first in self._first.items():
            for key in rule.keys(_parse(spelling)):
                sharing[key][first] = None
        fits: defaultdict[str, set[str]] = defaultdict(set)
        for groups in sharing.values():
            for one, other in combinations(groups, 2):
                if other not in fits[one] and self._fit(rule, one, other):
                    fits[one].add(other)
                    fits[other].add(one)
        return {first: fits[first] for first in self._groups if fits[first]}

    def _fit(self, rule: _Rule, one: str, other: str) -> bool:
        pairs = list(product(self._groups[one], self._groups[other]))
        if any(frozenset(pair) in self._listed for pair in pairs):
            return False
        return any(self._holds(rule, _parse(a), _parse(b)) for a, b in pairs)

    def _holds(self, rule: _Rule, a: _Name, b: _Name) -> bool:
        if not a.words or not b.words or not rule.holds(a, b):
            return False
        if rule.holds is _part:
            short = min(a, b, key=lambda name: len(name.words))
            return not self._characters.issuperset(short.words)
        return a.generation == b.generation

    def found(self) -> tuple[Person, ...]:
        """The people, in the order in which they were first met."""
        people = []
        for first in dict.fromkeys(self._first[name] for name in self._counted):
            group = self._groups[first]
            ordered = sorted(group, key=lambda spelling: -self._counted[spelling])
            whole = [spelling for spelling in ordered if group[spelling] != "names.part"]
            shown = whole[0] if whole else ordered[0]
            # The spelling met first was joined by no rule of its own: what joins it to the one shown is that one's.
            rules = tuple(
                "" if spelling == shown else group[spelling] or why_same(shown, spelling) or group[shown]
                for spelling in ordered
            )
            people.append(Person(shown, tuple(ordered), rules))
        return tuple(people)
