"""One person, many spellings.

Two spellings are taken for one person only by a named rule; without one they stay two people.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one work: the name to show and every spelling met, most frequent first."""

    name: str
    spellings: tuple[str, ...]


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).split()


def name_key(name: str) -> str:
    """A key that is equal for spellings differing only in case, accents, hyphens, spacing and the order of the words."""
    return " ".join(sorted(_words(name)))


def same_person(a: str, b: str) -> bool:
    """Whether two spellings of one work's people are one person."""
    return name_key(a) == name_key(b)


def merge_names(names: Iterable[str]) -> tuple[Person, ...]:
    """The people behind the spellings, in the order in which they are first met; a spelling may be given many times."""
    counted: dict[str, dict[str, int]] = {}
    for name in names:
        spellings = counted.setdefault(name_key(name), {})
        spellings[name] = spellings.get(name, 0) + 1
    people = []
    for spellings in counted.values():
        ordered = tuple(sorted(spellings, key=lambda spelling: -spellings[spelling]))
        people.append(Person(ordered[0], ordered))
    return tuple(people)
