"""One person, many spellings.

Two spellings are taken for one person only by a named rule (:mod:`desktop.spellings`), or because the reader said so
(``names.reader``); where none applies, or where a spelling could be either of two people, they stay apart. The rules hold among
the people of one work, and only there: elsewhere two people may well share a surname.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from desktop.spellings import RULES, Name, Rule, families_agree, name_key, parse, same_person, why_same

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

__all__ = ["Person", "merge_names", "name_key", "same_person", "why_same"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one work.

    ``name`` is the spelling to show: the most frequent one that is not only a part of the name. ``spellings`` are all that
    were met, most frequent first; ``rules`` says for each which rule took it for this person (empty for the one shown).
    """

    name: str
    spellings: tuple[str, ...]
    rules: tuple[str, ...] = ()


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
    known = frozenset(word for name in characters for word in parse(name).words)
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
        for rule in RULES:
            self.apply(rule)

    def apply(self, rule: Rule) -> None:
        """Join the groups that a rule says are one person, where it is not open which of several is meant."""
        if rule.partial:
            while self._apply_part(rule):
                pass
            return
        fits = self._fits(rule)
        for first, others in fits.items():
            for other in others:
                # Whoever else fits the one must fit the other: Kim Ji-hun, who may be Ji-hoon or Ji-heon, is taken for neither.
                if others - {other} == fits[other] - {first}:
                    self.join(first, other, rule.name)

    def _apply_part(self, rule: Rule) -> bool:
        """Join each part to the one whole name that it can be of, and say whether there was any."""
        joined = False
        words = {first: max(len(parse(spelling).words) for spelling in group) for first, group in self._groups.items()}
        for short, others in self._fits(rule).items():
            wholes = [long for long in others if words[long] > words[short]]
            if len(wholes) == 1:
                joined |= self.join(wholes[0], short, rule.name)
        return joined

    def _fits(self, rule: Rule) -> dict[str, set[str]]:
        """For each group, by its first spelling, the other groups that the rule says are the same person.

        Whom the reader parted still come into question for each other here: a surname that fits two people stays open after
        the reader has said that it is not the one.
        """
        sharing: defaultdict[Hashable, dict[str, None]] = defaultdict(dict)
        for spelling, first in self._first.items():
            for key in rule.keys(parse(spelling)):
                sharing[key][first] = None
        fits: defaultdict[str, set[str]] = defaultdict(set)
        for groups in sharing.values():
            for one, other in combinations(groups, 2):
                if other not in fits[one] and self._fit(rule, one, other):
                    fits[one].add(other)
                    fits[other].add(one)
        return {first: fits[first] for first in self._groups if fits[first]}

    def _fit(self, rule: Rule, one: str, other: str) -> bool:
        pairs = list(product(self._groups[one], self._groups[other]))
        if any(frozenset(pair) in self._listed for pair in pairs):
            return False
        mine, theirs = [parse(each) for each in self._groups[one]], [parse(each) for each in self._groups[other]]
        if rule.whole_family and not (families_agree(mine, theirs) and families_agree(theirs, mine)):
            return False
        return any(self._holds(rule, a, b) for a, b in product(mine, theirs))

    def _holds(self, rule: Rule, a: Name, b: Name) -> bool:
        if not a.words or not b.words or not rule.holds(a, b):
            return False
        if rule.partial:
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
