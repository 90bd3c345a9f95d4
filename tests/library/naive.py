"""Queries carried out the slow and obvious way: review by review, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.folding import fold
from desktop.library.query_parts import And, Missing, Node, Not, Or, Range, Text, Value
from desktop.names import name_key
from desktop.review import Job, Role, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.library.library import Library
    from desktop.library.marks import Marks
    from desktop.library.query import Query

_JOBS = {"person": set(Job), "director": {Job.DIRECTOR}, "writer": {Job.WRITER}, "cast": {Job.CAST}}


def matching(query: Query, library: Library, marks: Marks) -> list[int]:
    """The rows that a query finds, in library order."""
    return [row for row in range(len(library)) if all(_holds(clause, library, marks, row) for clause in query.clauses)]


def _holds(node: Node, library: Library, marks: Marks, row: int) -> bool:
    match node:
        case And(parts):
            return all(_holds(part, library, marks, row) for part in parts)
        case Or(parts):
            return any(_holds(part, library, marks, row) for part in parts)
        case Not(part):
            return not _holds(part, library, marks, row)
        case Text(words, whole):
            return any(_stands_in(words, line, whole=whole) for line in _lines(library, row))
        case Missing(field):
            return not _values(field, library, marks, row)
        case Range(field):
            return any(isinstance(number, int) and node.holds(number) for number in _values(field, library, marks, row))
        case Value(field, value, whole):
            return any(_is_value(field, value, each, whole=whole) for each in _values(field, library, marks, row))


def _lines(library: Library, row: int) -> list[str]:
    review = library.reviews[row]
    lines = [block.span.of(review.text) for block in review.blocks if block.role not in {Role.GAP, Role.CHROME}]
    return [*lines, *(found.value for found in (review.headline, review.work, review.critic, review.outlet) if found)]


def _stands_in(words: str, line: str, *, whole: bool) -> bool:
    sought, said = fold(words).split(), fold(line).split()
    for start in range(len(said) - len(sought) + 1):
        *first, last = said[start : start + len(sought)]
        if first == sought[:-1] and (last == sought[-1] if whole else last.startswith(sought[-1])):
            return True
    return False


def _is_value(field: str, sought: str, value: object, *, whole: bool) -> bool:
    if isinstance(value, frozenset):  # a person, by all spellings
        if whole:
            return name_key(sought) in _whole_keys(value)
        return any(_stands_in(sought, spelling, whole=False) for spelling in value)
    if field in {"title", "file"} or not whole:
        return _stands_in(sought, str(value), whole=whole)
    return fold(str(value)) == fold(sought)


def _whole_keys(spellings: Iterable[str]) -> set[str]:
    keys = {name_key(spelling) for spelling in spellings}
    return {key for key in keys if " " in key} or keys


def _values(field: str, library: Library, marks: Marks, row: int) -> list[object]:
    review = library.reviews[row]
    if field in _JOBS:
        return [*_people(field, library, row)]
    passages = [(passage.stance, mark.topic) for passage in review.passages for mark in passage.topics]
    one: dict[str, object] = {
        "work": library.work_labels[library.works.index(library.work_of(row))],
        "kind": review.kind.value.value,
        "critic": review.critic and review.critic.value,
        "year": library.work_of(row).year,
        "score": int(review.verdict.normalised + 0.5) if review.verdict else None,
        "length": review.body_words,
        "title": review.title,
        "file": str(review.path),
        "date": int(review.published.value.strftime("%Y%m%d")) if review.published else None,
    }
    if field in one:
        return [] if one[field] in {None, ""} else [one[field]]
    many: dict[str, list[object]] = {
        "genre": [found.value for found in review.genres],
        "warning": [found.value for found in review.warnings],
        "topic": [topic for _, topic in passages],
        "praised": [topic for stance, topic in passages if stance in {Stance.PRAISE, Stance.MIXED}],
        "criticised": [topic for stance, topic in passages if stance in {Stance.COMPLAINT, Stance.MIXED}],
        "tag": [*marks.tags.get(review.id, ())],
        "is": [
            "read" if review.id in marks.read else "unread",
            "scored" if review.verdict else "unscored",
            *(["starred"] if review.id in marks.starred else []),
            *(["copied"] if len(library.kinship.copies.group(row)) > 1 else []),
            *(["copy"] if library.kinship.copies.is_copy(row) else []),
            *(["missing"] if library.entries[row].file in library.on_disk.missing else []),
        ],
    }
    return many[field]


def _people(field: str, library: Library, row: int) -> set[frozenset[str]]:
    """Everyone whom a review names in a job, by all spellings: the work's own, and those of works that share a whole name."""
    groups = {frozenset(person) for place in range(len(library)) for person in _own_people(library, place)}
    named = {credit.name for credit in library.reviews[row].credits if credit.job in _JOBS[field]}
    return {_joined(person, groups) for person in _own_people(library, row) if person & named}


def _own_people(library: Library, row: int) -> list[frozenset[str]]:
    """The people of a row's work; of pages that name no work, everyone by their one spelling."""
    work = library.work_of(row)
    if work.id:
        return [frozenset(person.spellings) for person in work.people]
    return [frozenset([credit.name]) for credit in library.reviews[row].credits]


def _joined(person: frozenset[str], groups: set[frozenset[str]]) -> frozenset[str]:
    while True:
        more = frozenset(name for group in groups if _whole_keys(group) & _whole_keys(person) for name in group)
        if more <= person:
            return person
        person |= more
