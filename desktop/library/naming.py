"""The reader's word on the people of a work: which spellings are one person's, and which are two people's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.names import Person

Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Two spellings, whichever is named first."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Naming:
    """Pairs of spellings that the reader says are the same person's, or two people's; made by :func:`pair`.

    Each change gives another naming. It says no more than it must: the rules go on merging what the reader did not speak of.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.same or self.apart)

    def merged(self, one: Person, other: Person) -> Naming:
        """The naming in which two persons are one."""
        between = {pair(mine, theirs) for mine in one.spellings for theirs in other.spellings}
        return Naming(self.same | {pair(one.name, other.name)}, self.apart - between)

    def split(self, person: Person, spelling: str, people: Callable[[Naming], Sequence[Person]]) -> Naming:
        """The naming in which one spelling is not this person's; all others stay together.

        ``people`` gives the work's people under a naming: where two of the other spellings were one person's only through the
        one split off, it is told that they are.
        """
        others = [each for each in person.spellings if each != spelling]
        between = {pair(spelling, each) for each in others}
        naming = Naming(self.same - between, self.apart | between)
        holder = {each: found for found in people(naming) for each in found.spellings}
        torn = {pair(others[0], each) for each in others[1:] if holder[each] is not holder[others[0]]}
        return Naming(naming.same | torn, naming.apart)


#: Nothing is said: the rules alone merge.
UNSAID = Naming()
