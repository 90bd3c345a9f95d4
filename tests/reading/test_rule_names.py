"""Every rule that the modules of reading name can be put into words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import desktop.reading
from desktop.reading.rules import has_words

MODULES = ("critics", "publication", "credits", "facts", "headlines", "places", "ratings", "stated", "verdicts", "works")
PREFIXES = "headline|standfirst|work|work_year|critic|published|facts|credits|country|platform|genre|runtime|ratings"
NAMED = re.compile(rf'(?<!f)"(?P<rule>(?:{PREFIXES})\.[a-z_]+)"')
LABELLED = ("label_line", "label_above", "label_dash")


@pytest.mark.parametrize("module", MODULES)
def test_every_rule_named_in_a_module_has_words(module: str) -> None:
    source = (Path(desktop.reading.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    rules = {match["rule"] for match in NAMED.finditer(source)}
    assert sorted(rule for rule in rules if not has_words(rule)) == []


@pytest.mark.parametrize(
    "what", ["work", "critic", "published", "credits", "country", "platform", "genre", "runtime", "work_year", "facts"]
)
def test_every_way_of_labelling_has_words(what: str) -> None:
    assert all(has_words(f"{what}.{how}") for how in LABELLED)
