"""No pattern between a file and its folded blocks takes long: on 100,000 characters built to make it try again and again."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache, partial
from typing import Any

import pytest

from tests.helpers.timing import within

MODULES = (
    "blocks", "chrome", "columns", "decode", "fact_rows", "folding", "furniture", "headings", "html", "markdown",
    "markup_metadata", "masthead", "page_foot", "reader", "records", "saved_page", "sections", "shapes", "site_lines",
    "sources",
)  # fmt: skip
LENGTH = 100_000
ALLOWED = 0.05  # seconds of processor time
BEGINNINGS = (
    "a", "A", "A ", "a ", "Aa ", "Aa Aa ", "a,", "a, ", "Aa, A", "A. ", "a.", "...", "…", "1", "1 ", "1.", "1/",
    "1:1", "12:34 ", "(1", "(1999)", "(", ")", "[", "]", "](", "![", " ", "\t", "\n", "\xa0", ".", ":", "a: ",
    "A:", "|", " |", "a|b|", "· ", "-", "—", "-- ", "a-", "Aa-", "---\n", "_", "a_", "=", "*", "**", "**a", "#",
    "# ", "•", "• ", "+", "+ ", "'", '"', "“", "“a", "‘", "”", "★", "☆", "½", "×", "→", "©", "© ", "👍", "@",
    "@a", "a@a", "a@a.", "www.", "http://", "<", "<a", "<a ", "<!--", "<?xml", "< br", "&amp", "charset=",
    "charset = ", "é", "â€", "Ã", "\u0301", "\u202e", "\x00", "\ufeff", "日", "Aa/", "Aa /", "A (", "Aa (1", "!",
    "and ", "of the ", "stars ", "out of ", "by ", "review ", "minutes ", "January 1, ",
)  # fmt: skip


@cache
def patterns() -> dict[str, tuple[re.Pattern[Any], frozenset[str]]]:
    """Every pattern of the modules, and the ways in which that module uses it."""
    found = {}
    for name_of_module in MODULES:
        module = importlib.import_module(f"desktop.reading.{name_of_module}")
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                uses = re.findall(rf"\b{name}\.(match|search|fullmatch|finditer|findall|split|sub)\(", source)
                found[f"{name_of_module}.{name}"] = (value, frozenset(uses) or frozenset({"finditer"}))
    return found


def use(pattern: re.Pattern[Any], how: str, text: Any) -> None:
    """Uses a pattern as its module does, to the end of the text."""
    if how == "sub":
        pattern.sub(text[:0], text)
    elif how == "finditer":
        sum(1 for _ in pattern.finditer(text))
    else:
        getattr(pattern, how)(text)


def test_there_are_patterns_to_look_at() -> None:
    assert len(patterns()) > 40


@pytest.mark.parametrize("name", sorted(patterns()))
def test_no_pattern_takes_long(name: str) -> None:
    pattern, uses = patterns()[name]
    for begin in BEGINNINGS:
        for before, after in (("", ""), ("A", " y!)")):
            line: Any = before + (begin * (LENGTH // len(begin))) + after
            text = line.encode("utf-8") if isinstance(pattern.pattern, bytes) else line
            for how in uses:
                assert within(ALLOWED, partial(use, pattern, how, text)), (begin, how)
