"""The words by which passages are known to speak of the same thing: stems, weighted by how rare they are in reviews."""

from __future__ import annotations

import tomllib
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from desktop.paths import RESOURCES
from desktop.reading.lexicon import TermIndex, tokenize
from desktop.reading.narration import goes_on_with_person
from desktop.reading.stems import rarities, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.names import Person
    from desktop.review import Credit, Passage, Span

# What marks words that stand for a person or a concept; a colon is never inside a token.
_PERSON, _CONCEPT = "person:", "concept:"
_WEIGHTS = {"person": 1.4, "concept": 1.1}
# A word that a tenth of the passages hold is worth half of one that hardly any does, and never less than two fifths.
_PER_SHARE = 5.0
_LEAST_SHARE = 0.4
_MEANT = 0.7  # what a person is worth whom only a pronoun names


@cache
def concepts() -> TermIndex[str]:
    """What critics name in many words, one identifier for all of them."""
    with (RESOURCES / "lexicons" / "concepts.en.toml").open("rb") as file:
        data = tomllib.load(file)["concepts"]
    return TermIndex((term, _CONCEPT + name) for name, terms in data.items() for term in terms)


class Speech:
    """The words of passages: stems, people (however they are spelled, and in whatever part) and concepts."""

    def __init__(self, people: Sequence[Person], credits: Sequence[Credit]) -> None:  # noqa: A002 - the vocabulary's word
        """Know the persons of a work with their spellings, and from the credits whom they play."""
        owners: dict[str, set[str]] = {}
        known = {spelling: person.name for person in people for spelling in person.spellings}
        for spelling, name in known.items():
            for part in _parts(spelling):
                owners.setdefault(part, set()).add(name)
        for credit in credits:
            if credit.character:
                for part in _parts(credit.character):
                    owners.setdefault(part, set()).add(known.get(credit.name, credit.name))
        self._names = TermIndex((part, _PERSON + next(iter(who))) for part, who in owners.items() if len(who) == 1)

    def words(self, text: str, passages: Sequence[Passage]) -> list[dict[str, float]]:
        """For every passage its words and how much each is worth before its rarity is weighed.

        A sentence with a pronoun and without a name speaks, in part, of the people of the sentence before in its paragraph.
        """
        found: list[dict[str, float]] = []
        last: tuple[Span | None, list[str]] = None, []
        for passage in passages:
            tokens = tokenize(text, passage.span.start, passage.span.end)
            words: list[str | None] = list(tokens.words)
            named = self._names.find(tokens.words)
            for match in named:
                words[match.first : match.last] = [None] * (match.last - match.first)
            worth = {stem(word): 1.0 for word in words if word is not None}
            people = [match.filed[0] for match in named]
            if not people and last[0] == passage.paragraph and goes_on_with_person(tokens):
                people = last[1]
                worth.update(dict.fromkeys(people, _MEANT))
            worth.update({word: 1.0 for match in named for word in match.filed})
            worth.update({name: 1.0 for match in concepts().find(tokens.words) for name in match.filed})
            last = passage.paragraph, people
            found.append(worth)
        return found


def _parts(name: str) -> Iterator[str]:
    """A name, and the parts of it that may stand for it alone, as terms."""
    whole = tokenize(name).words
    if whole:
        yield " ".join(whole)
    for part in name.split():
        words = tokenize(part).words
        if sum(map(len, words)) > 2:
            yield " ".join(words)
    if len(name.split()) == 3:
        yield " ".join(tokenize(" ".join(name.split()[1:])).words)


def shown(word: str) -> str:
    """A word as it is shown among the reasons of an answer."""
    return word.removeprefix(_PERSON).removeprefix(_CONCEPT)


def weigh(worth: Mapping[str, float], share: Mapping[str, float]) -> dict[str, float]:
    """The weight of each word of a passage.

    ``share`` says in what part of all passages each word occurs: what many passages about a work say (its title, its hero)
    tells less about one of them.
    """
    common = rarities()
    weights = {}
    for word, value in worth.items():
        kind, colon, _ = word.partition(":")
        rarity = _WEIGHTS[kind] if colon else common.get(word, 1.0)
        if rarity:
            weights[word] = value * rarity * max(_LEAST_SHARE, 1.0 - _PER_SHARE * share.get(word, 0.0))
    return weights


def length(weights: Mapping[str, float]) -> float:
    """The length of a passage's vector, at least as long as that of a passage of two telling words."""
    return max(sqrt(sum(w * w for w in weights.values())), sqrt(2.0))
