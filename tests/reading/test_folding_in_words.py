"""Every rule by which a part of a page gets its role can be said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.reading import rules
from desktop.reading.vocabulary import table

STAGES = ["blocks", "chrome", "folding", "headings", "html", "markdown", "page_foot", "sections", "site_lines", "understanding"]
NAMED = re.compile(r'"((?:blocks|chrome|headings|markdown|markup|reader|sections)\.[a-z_]+)"')


def named_rules() -> set[str]:
    """The rules that the stages name, and those made of the names of the tables."""
    folder = Path(rules.__file__).parent
    found = {rule for stage in STAGES for rule in NAMED.findall((folder / f"{stage}.py").read_text(encoding="utf-8"))}
    found |= {f"chrome.{name}" for name in table("chrome")}
    found |= {f"chrome.below_{name}" for name, kind in table("chrome").items() if kind["scope"] in {"foot", "rest"}}
    found |= {f"markup.{name}" for name in (*table("markup")["classes"], *table("markup")["elements"].values())}
    # Gaps are never shown, and what stops a file from being read is said by its problem.
    return found - {"blocks.gap", "reader.cap", "reader.changing", "reader.binary"}


@pytest.mark.parametrize("rule", sorted(named_rules()))
def test_a_role_s_rule_has_words_of_its_own(rule: str) -> None:
    assert rule in table("rules")["rules"]


def test_there_are_rules_to_look_at() -> None:
    assert len(named_rules()) > 60
