"""Rules in words: why the program took a value for what it is."""

from __future__ import annotations

from desktop.reading.vocabulary import table


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
