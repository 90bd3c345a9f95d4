"""Rules in words: why the program took a value for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from desktop.review import Reason

# Where the words stand that a sentence has its topic from, where they are not its own.
_ELSEWHERE = {"topics.heading": " in the heading above", "topics.between": " in the sentence beside it"}


def rule_in_words(rule: str) -> str:
    """A rule (``critic.byline``) as the end of a sentence that begins with "Taken because".

    The words stand in ``resources/reading/rules.toml``, for whole rules or for the second parts of their names. A rule that has
    none yet is named as it is: nothing is hidden.
    """
    words = table("rules")
    how = rule.rpartition(".")[2]
    return words["rules"].get(rule) or words["how"].get(how) or f"the rule “{rule}” found it"


def has_words(rule: str) -> bool:
    """Whether :func:`rule_in_words` says more than the rule's name."""
    words = table("rules")
    return rule in words["rules"] or rule.rpartition(".")[2] in words["how"]


def reason_in_words(reason: Reason) -> str:
    """The words that told a topic or a stance, in quotes, and where they stand if not in the passage itself."""
    return f"“{reason.text}”{_ELSEWHERE.get(reason.rule, '')}"
