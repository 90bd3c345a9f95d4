"""How surely spellings are taken for one person: precision and recall on labelled casts. ``python -m tests.names_evaluation``.

Counted are pairs of spellings of one cast: of the pairs taken for one person, how many are; of those that are, how many were.
A pair taken for one person that is two people's is the worse fault: it hides one person behind another.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from desktop.names import merge_names

LABELS = Path(__file__).with_name("names_labelled.toml")


@dataclass(frozen=True)
class Cast:
    """The labelled names of one work; the rules were not tuned on those that are held out."""

    work: str
    people: tuple[tuple[str, ...], ...]
    lists: tuple[tuple[str, ...], ...]
    characters: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a cast: pairs of spellings taken for one person wrongly, and not taken for one; rightly ones counted."""

    cast: Cast
    right: int
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]


def casts() -> list[Cast]:
    """All labelled casts."""
    found = tomllib.loads(LABELS.read_text("utf-8"))["cast"]
    return [
        Cast(
            each["work"],
            tuple(tuple(spellings) for spellings in each["people"]),
            tuple(tuple(listed) for listed in each.get("lists", ())),
            tuple(each.get("characters", ())),
            each.get("held_out", False),
        )
        for each in found
    ]


def pairs(groups: list[tuple[str, ...]]) -> set[tuple[str, str]]:
    """The pairs of spellings that stand in one group."""
    return {(min(pair), max(pair)) for group in groups for pair in combinations(group, 2)}


def outcome(cast: Cast) -> Outcome:
    """What the rules make of a cast."""
    names = [spelling for person in cast.people for spelling in person]
    found = pairs([person.spellings for person in merge_names(names, lists=cast.lists, characters=cast.characters)])
    true = pairs(list(cast.people))
    return Outcome(cast, len(found & true), tuple(sorted(found - true)), tuple(sorted(true - found)))


def precision_and_recall(outcomes: list[Outcome]) -> tuple[float, float]:
    """Over all pairs of all casts."""
    right = sum(each.right for each in outcomes)
    wrong, missed = (sum(len(getattr(each, what)) for each in outcomes) for what in ("wrong", "missed"))
    return right / (right + wrong), right / (right + missed)


def report() -> str:
    """The figures of each cast, then every pair that was got wrong."""
    outcomes = [outcome(cast) for cast in casts()]
    lines = [f"{'right':>6}{'wrong':>6}{'missed':>7}  work"]
    lines += [f"{each.right:6}{len(each.wrong):6}{len(each.missed):7}  {each.cast.work}" for each in outcomes]
    for what in ("wrong", "missed"):
        lines += [f"{what}: {one} = {other} ({each.cast.work})" for each in outcomes for one, other in getattr(each, what)]
    for held_out, which in ((False, "tuned on"), (True, "held out")):
        precision, recall = precision_and_recall([each for each in outcomes if each.cast.held_out is held_out])
        lines.append(f"{which}: precision {precision:.3f}, recall {recall:.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
