"""The people of a work as lines: each person, and below it each spelling with the rule that took it for this person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.reading.rules import rule_in_words
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.entry import Entry
    from desktop.library.works import Work

_NAMED = 3  # reviews that are named; of more they are counted


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person, or with ``spelling`` one way to write this person's name.

    ``person`` is the name shown, which no two people of a work share. ``spellings`` are how many there are.
    """

    person: str
    spelling: str
    note: str
    reviews: int
    spoken: str
    spellings: int


def people_lines(work: Work, entries: Sequence[Entry]) -> tuple[PersonLine, ...]:
    """The lines of a work's people, in the order in which its reviews name them."""
    writers: defaultdict[str, dict[str, None]] = defaultdict(dict)  # spelling -> ids of reviews
    jobs: defaultdict[str, dict[str, None]] = defaultdict(dict)
    voices = {}
    for row in work.rows:
        entry = entries[row]
        voices[entry.id] = entry.critic or entry.outlet or PurePath(entry.file).name or entry.id
        for job, name in entry.people:
            writers[name][entry.id] = None
            jobs[name][job.value] = None
    lines = []
    for person in work.people:
        ids = {each for spelling in person.spellings for each in writers[spelling]}
        done = ", ".join(dict.fromkeys(job for spelling in person.spellings for job in jobs[spelling]))
        count = len(person.spellings)
        note = f"{done}  ·  {count} spellings" if count > 1 else done
        spoken = (
            f"{shown(person.name)}, {done}, {f'{count} spellings' if count > 1 else 'one spelling'}, in {_reviews(len(ids))}"
        )
        lines.append(PersonLine(person.name, "", note, len(ids), spoken, count))
        for spelling, rule in zip(person.spellings, person.rules, strict=True) if count > 1 else ():
            where = _where([voices[each] for each in writers[spelling]])
            why = rule_in_words(rule) if rule else "the spelling shown"
            spoken = f"Spelling {shown(spelling)}: {why}; in {where}"
            lines.append(PersonLine(person.name, spelling, f"{why}  ·  {where}", len(writers[spelling]), spoken, count))
    return tuple(lines)


def _where(voices: Sequence[str]) -> str:
    named = [shown(voice) for voice in voices[:_NAMED]]
    more = len(voices) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _reviews(count: int) -> str:
    return "1 review" if count == 1 else f"{count:,} reviews"
