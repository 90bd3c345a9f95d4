"""The course of topics through a text, calmed, so that following it does not jump at every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What a change of topic costs, against the confidences (0..1) of the sentences' topics.
_CHANGE = 0.7


def smooth(sentences: Sequence[Mapping[str, float]]) -> list[str | None]:
    """The topic at each sentence: the course through all topics with the most confidence and the fewest changes.

    Each sentence maps topics to confidences. Until the first sentence with a topic the course is already on that one; None
    only where no sentence has any.
    """
    names = sorted({name for topics in sentences for name in topics})
    if not names:
        return [None] * len(sentences)
    best = dict.fromkeys(names, 0.0)
    came: list[dict[str, str]] = []
    for topics in sentences:
        leader = max(names, key=lambda name: best[name])
        step: dict[str, str] = {}
        gained: dict[str, float] = {}
        for name in names:
            stay, change = best[name], best[leader] - _CHANGE
            step[name] = name if stay > change or name == leader else leader  # of equal courses, the one that turns later
            gained[name] = max(stay, change) + topics.get(name, 0.0)
        best = gained
        came.append(step)
    name = max(names, key=lambda one: best[one])
    course = []
    for step in reversed(came):
        course.append(name)
        name = step[name]
    return list(reversed(course))
