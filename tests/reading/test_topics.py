from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.reading.lexicon import TermIndex
from desktop.reading.topics import load_topics, topic, topics_for
from desktop.review import WorkKind

if TYPE_CHECKING:
    from pathlib import Path

FILM = [
    "verdict", "story", "characters", "direction", "performances", "look", "action", "sound", "pacing", "themes", "warnings",
    "context",
]  # fmt: skip

BASE = """
order = ["a", "b"]
[weights]
phrases = 0.8
strong = 0.6
medium = 0.4
weak = 0.2
[topic.a]
name = "A"
about = "x."
[topic.a.en]
strong = ["one"]
headings = ["uno"]
[topic.b]
name = "B"
about = "y."
inside = true
[topic.b.de]
weak = ["zwei"]
"""
MORE = """
extends = "base"
order = ["b", "a"]
[topic.a]
name = "AA"
[topic.a.en]
weak = ["Two"]
weighted = { "three" = 0.5 }
except = [{ words = ["one"], beside = ["one by one"] }]
[topic.b]
fresh = true
name = "C"
about = "z."
[topic.b.en]
strong = ["four"]
"""


def test_film_has_its_topics_in_the_order_of_the_rows() -> None:
    assert [one.id for one in topics_for(WorkKind.FILM)] == FILM
    assert [one.order for one in topics_for(WorkKind.FILM)] == list(range(12))


@pytest.mark.parametrize("kind", WorkKind)
def test_every_kind_has_topics_that_can_be_shown_and_found(kind: WorkKind) -> None:
    topics = topics_for(kind)
    assert topics[0].id == "verdict"
    assert topics[-1].id == "context"
    assert len({one.id for one in topics}) == len(topics)
    for one in topics:
        assert one.name
        assert one.about.endswith(".")
        assert one.terms
        assert kind in one.kinds or kind is WorkKind.NOT_A_REVIEW
        assert all(0 < term.weight <= 1 and term.language for term in one.terms)
        TermIndex((text, 1) for text in [t.text for t in one.terms] + list(one.headings))


def test_a_topic_is_known_by_its_identifier_and_named_as_for_films() -> None:
    assert topic("look").name == "Look"
    assert next(one for one in topics_for(WorkKind.GAME) if one.id == "look").name == "Graphics and art"
    with pytest.raises(KeyError):
        topic("weather")


def test_kinds_share_topics_by_extending(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    (tmp_path / "more.toml").write_text(MORE, encoding="utf-8")
    second, first = load_topics(tmp_path / "more.toml")
    assert (first.id, first.name, first.about, first.order, first.headings) == ("a", "AA", "x.", 1, ("uno",))
    assert [(t.text, t.weight, t.proper) for t in first.terms] == [
        ("one", 0.6, False),
        ("Two", 0.2, True),
        ("three", 0.5, False),
    ]
    assert first.exclusions[0].beside == ("one by one",)
    assert (second.name, second.inside, [t.text for t in second.terms]) == ("C", False, ["four"])


def test_an_order_that_names_no_topic_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('order = ["nowhere"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="nowhere"):
        load_topics(tmp_path / "bad.toml")
