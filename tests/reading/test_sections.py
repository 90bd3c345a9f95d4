from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.reading.blocks import find_blocks
from desktop.reading.sections import find_sections
from desktop.review import Role

if TYPE_CHECKING:
    from desktop.reading.stages import Sections

PROSE = (
    "It is a small film and a stubborn one, and I have thought about little else since I saw it on a wet afternoon in March."
)
MORE = "Nobody speaks much. The boats do the talking, and they do it in the dark, with a patience that the director has earned."


def found(*lines: str, between: str = "\n\n") -> tuple[str, Sections]:
    text = between.join(lines)
    return text, find_sections(text, find_blocks(text))


def titles(*lines: str) -> list[str]:
    return [section.title for section in found(*lines)[1].sections]


def values(sections: Sections) -> tuple[list[str], list[str], list[str]]:
    return [f.value for f in sections.pros], [f.value for f in sections.cons], [f.value for f in sections.warnings]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Synopsis:", "headings.known"),
        ("Final Thoughts", "headings.known"),
        ("Fazit", "headings.known"),
        ("Mon avis", "headings.known"),
        ("Memorable Nonsense:", "headings.colon"),
        ("THE BOATS", "headings.capitals"),
        ("Is It Worth Watching?", "headings.question"),
        ("Pricing and the Competition", "headings.title_case"),
        ("Cover artistry", "headings.short_line"),
        ("2. The boats", "headings.numbered"),
        ("**The boats**", "headings.bold"),
        ("## The boats", "blocks.hashes"),
    ],
)
def test_headings_are_known_by_words_or_build(line: str, rule: str) -> None:
    text, sections = found(PROSE, line, MORE)
    (section,) = sections.sections
    assert section.heading.of(text) == line
    assert sections.claims[section.heading].rule == rule
    assert section.span.of(text) == f"{line}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Highly recommended.",
        "But is there anything to like?",
        "Its cool to see a modern toy in this kind of setting",
        "Anna Tell in The Harbour",
        "“Don't you remember me?”",
        "7/10",
        "Total: 24/30",
        "1984",
        "(Aluna)",
        "a lower-case line",
    ],
)
def test_short_lines_of_other_kinds_are_no_headings(line: str) -> None:
    assert titles(PROSE, line, MORE) == []


def test_a_heading_needs_something_under_it() -> None:
    assert titles(PROSE, "Final Thoughts") == []


def test_what_stands_above_the_first_sentence_is_title_and_byline() -> None:
    assert titles("The Harbour", "Drama", PROSE) == []


def test_a_heading_known_by_its_words_may_stand_first() -> None:
    assert titles("Synopsis", PROSE) == ["Synopsis"]


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    text, sections = found("# Title", "## One", PROSE, "### Deeper", MORE, "## Two", PROSE)
    spans = {section.title: section.span.of(text).rstrip() for section in sections.sections}
    assert spans["One"].endswith(MORE)
    assert spans["Deeper"].endswith(MORE)
    assert spans["Title"] == text


def test_pros_and_cons_under_headings() -> None:
    text, sections = found(PROSE, "Pros", "• Lovely boats", "• Wet", "Cons", "• Too short", between="\n")
    assert values(sections) == (["Lovely boats", "Wet"], ["Too short"], [])
    assert [f.span.of(text) for f in sections.pros if f.span] == ["Lovely boats", "Wet"]
    assert {claim.role for claim in sections.claims.values()} == {Role.HEADING, Role.PRO, Role.CON}
    assert sections.sections == ()  # nothing but the lists stands under these headings


def test_pros_and_cons_without_bullets() -> None:
    assert values(found(PROSE, "The Good", "Lovely boats", "Strong cast", "The Bad", "Too short", PROSE)[1])[:2] == (
        ["Lovely boats", "Strong cast"],
        ["Too short"],
    )


def test_paragraphs_under_pros_are_prose_and_the_heading_is_a_section() -> None:
    sections = found(PROSE, "Cons", PROSE, MORE, "Pros", MORE, PROSE)[1]
    assert values(sections)[:2] == ([], [])
    assert [section.title for section in sections.sections] == ["Cons", "Pros"]


def test_everyday_words_head_pros_and_cons_only_in_pairs() -> None:
    assert values(found(PROSE, "Good", "Lovely boats", "Strong cast")[1])[0] == []
    assert values(found(PROSE, "Good", "Lovely boats", "Bad", "Too short")[1])[:2] == (["Lovely boats"], ["Too short"])
    scale = found("Poor", "Good", "Excellent", PROSE, "Pros", "- Lovely boats", "Cons", "- Too short")[1]
    assert values(scale)[:2] == (["Lovely boats"], ["Too short"])


def test_pros_and_cons_in_one_line_each() -> None:
    text, sections = found(PROSE, "Pros: lovely boats, strong cast; and good coffee.", "Cons: too short")
    assert values(sections)[:2] == (["lovely boats", "strong cast", "good coffee"], ["too short"])
    assert [f.span.of(text) for f in sections.pros if f.span] == ["lovely boats", "strong cast", "good coffee"]


def test_plus_and_minus_signs() -> None:
    assert values(found(PROSE, "+ lovely boats", "+ strong cast", "- too short", between="\n")[1])[:2] == (
        ["lovely boats", "strong cast"],
        ["too short"],
    )


def test_dashes_alone_are_a_list_of_anything() -> None:
    assert values(found(PROSE, "- the boats", "- the ropes", between="\n")[1])[:2] == ([], [])


def test_two_lists_without_a_word_are_pros_then_cons() -> None:
    text = f"{PROSE}\n\n• Gorgeous boats\n• Strong cast\n\n• No plot\n• Too short a film\n"
    sections = find_sections(text, find_blocks(text))
    assert values(sections)[:2] == (["Gorgeous boats", "Strong cast"], ["No plot", "Too short a film"])
    assert {claim.rule for claim in sections.claims.values()} == {"sections.two_lists"}


@pytest.mark.parametrize(
    "lists",
    [
        "• Netflix\n• Drama\n\n• Boats\n• Water\n",  # tags: nothing praised, nothing blamed
        "• No plot\n• Too short\n\n• Gorgeous boats\n• Strong cast\n",  # the wrong way round: we cannot know
        "• Gorgeous boats\n• Strong cast\n",  # one list
        "• Gorgeous\n• Strong\n\n• No plot\n• Too short\n\n• Wet\n• Dry\n",  # three
    ],
)
def test_other_lists_are_no_pros_and_cons(lists: str) -> None:
    text = f"{PROSE}\n\n{lists}"
    assert values(find_sections(text, find_blocks(text)))[:2] == ([], [])


@pytest.mark.parametrize(
    ("lines", "warnings"),
    [
        (("Warning:", "Contains violence, strong language, and smoking."), ["violence", "strong language", "smoking"]),
        (("Content Warnings", "- Violence", "- Smoking"), ["Violence", "Smoking"]),
        (("TW: violence; death of a dog",), ["violence", "death of a dog"]),
        (("Triggerwarnung: Gewalt und Tod",), ["Gewalt und Tod"]),
    ],
)
def test_content_warnings(lines: tuple[str, ...], warnings: list[str]) -> None:
    text, sections = found(PROSE, *lines, "Review:", MORE)
    assert values(sections)[2] == warnings
    assert [f.span.of(text) for f in sections.warnings if f.span] == warnings


def test_a_long_paragraph_about_warnings_is_prose() -> None:
    assert values(found(PROSE, "Warning", " ".join([PROSE] * 4))[1])[2] == []


def test_the_claims_of_other_stages_part_a_heading_from_what_is_below() -> None:
    text = f"{PROSE}\n\nSome Name\n\n7/10\n\n{MORE}"
    blocks = tuple(
        block if block.span.of(text) != "7/10" else type(block)(block.span, Role.RATING, "ratings.alone")
        for block in find_blocks(text)
    )
    assert find_sections(text, blocks).sections == ()
