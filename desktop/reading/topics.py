"""The topics that critics speak of, by kind of work, and the words that tell them: data from ``resources/topics``.

One file a kind. ``extends`` takes over another kind's topics, ``order`` lists the topics of this kind as they are shown, and a
topic given again adds its words (and may change name and description). See ``resources/topics/film.toml`` for the form.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.paths import RESOURCES
from desktop.review import WorkKind

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = RESOURCES / "topics"
_STRENGTHS = ("phrases", "strong", "medium", "weak")
_RULES = {strength: f"topics.{strength}" for strength in (*_STRENGTHS, "weighted")}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that speaks of a topic; ``weight`` in 0..1 is how sure it makes one, alone."""

    text: str
    weight: float
    strength: str
    language: str
    proper: bool = False  # a name, which has its capital wherever it stands

    @property
    def rule(self) -> str:
        """The name of the rule that a match of this term is."""
        return _RULES[self.strength]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Words that do not count towards the topic in a sentence that also holds one of ``beside``."""

    words: tuple[str, ...]
    beside: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that critics speak of in works of the given kinds.

    ``order`` is the place in the rows of a comparison of its kind, from 0. ``headings`` are words that, in a heading, put the
    text below it under this topic. ``inside`` says that it is a matter of what happens in the work, ``people`` that it is about
    persons.
    """

    id: str
    name: str
    about: str
    kinds: tuple[WorkKind, ...]
    order: int
    inside: bool = False
    people: bool = False
    terms: tuple[Term, ...] = ()
    headings: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


def topics_for(kind: WorkKind) -> tuple[Topic, ...]:
    """The topics of a kind of work in display order; a kind without a file of its own has those of ``other``."""
    return _by_kind()[kind]


def topic(topic_id: str) -> Topic:
    """The topic of this identifier, as the first kind that has it names it (films first); KeyError if there is none."""
    return _by_id()[topic_id]


@cache
def _by_kind() -> dict[WorkKind, tuple[Topic, ...]]:
    files = {kind: TOPICS / f"{kind.value}.toml" for kind in WorkKind}
    tables = {kind: load_topics(path) for kind, path in files.items() if path.is_file()}
    owners: dict[str, list[WorkKind]] = {}
    for kind, topics in tables.items():
        for one in topics:
            owners.setdefault(one.id, []).append(kind)
    full = {kind: tuple(replace(one, kinds=tuple(owners[one.id])) for one in topics) for kind, topics in tables.items()}
    return {kind: full.get(kind, full[WorkKind.OTHER]) for kind in WorkKind}


@cache
def _by_id() -> dict[str, Topic]:
    known: dict[str, Topic] = {}
    for kind in WorkKind:
        for one in _by_kind()[kind]:
            known.setdefault(one.id, one)
    return known


def load_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of one file, in its order.

    Raises:
        OSError: the file, or one that it extends, cannot be read.
        ValueError: a file is not TOML, or its ``order`` names a topic that no file defines.
    """
    order, weights, tables = _read(path)
    missing = [name for name in order if name not in tables]
    if missing:
        raise ValueError(f"{path}: no topic {missing[0]!r}")
    return tuple(_topic(name, place, tables[name], weights) for place, name in enumerate(order))


def _read(path: Path) -> tuple[list[str], dict[str, float], dict[str, list[dict[str, Any]]]]:
    """Order, weights and the tables of each topic (those of the extended file first)."""
    data = tomllib.loads(path.read_text("utf-8"))
    order: list[str] = []
    weights: dict[str, float] = {}
    tables: dict[str, list[dict[str, Any]]] = {}
    if parent := data.get("extends"):
        order, weights, tables = _read(path.with_name(f"{parent}.toml"))
    for name, table in data.get("topic", {}).items():
        if table.get("fresh"):
            tables[name] = []
        tables.setdefault(name, []).append(table)
    return list(data.get("order", order)), weights | data.get("weights", {}), tables


def _topic(name: str, place: int, tables: list[dict[str, Any]], weights: dict[str, float]) -> Topic:
    terms: dict[tuple[str, str], Term] = {}
    headings: list[str] = []
    exclusions: list[Exclusion] = []
    title = about = ""
    flags = {"inside": False, "people": False}
    for table in tables:
        title = table.get("name", title)
        about = table.get("about", about)
        flags = {flag: bool(table.get(flag, known)) for flag, known in flags.items()}
        for language, words in table.items():
            if not isinstance(words, dict):
                continue
            headings += words.get("headings", ())
            for strength in _STRENGTHS:
                for text in words.get(strength, ()):
                    terms[language, text] = Term(text, weights[strength], strength, language, text != text.lower())
            for text, weight in words.get("weighted", {}).items():
                terms[language, text] = Term(text, float(weight), "weighted", language, text != text.lower())
            exclusions += [Exclusion(tuple(e["words"]), tuple(e["beside"]), language) for e in words.get("except", ())]
    words = tuple(terms.values()), tuple(headings), tuple(exclusions)
    return Topic(name, title, about, (), place, flags["inside"], flags["people"], *words)
