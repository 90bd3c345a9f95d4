from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.paths import SEEDS
from desktop.reading.reader import read_file
from desktop.reading.rules import has_words, reason_in_words, rule_in_words
from desktop.review import Reason, Span

if TYPE_CHECKING:
    from desktop.review import Found, Review


def evidence(review: Review) -> set[str]:
    """The rules behind everything that "why?" can be asked of."""
    single: tuple[Found[object] | None, ...] = (
        *(review.kind, review.headline, review.standfirst, review.work, review.work_year),
        *(review.critic, review.outlet, review.published, review.runtime),
    )
    several = (review.countries, review.platforms, review.genres, review.pros, review.cons, review.warnings)
    rules = {found.rule for found in single if found is not None} | {found.rule for each in several for found in each}
    return rules | {each.rule for each in review.credits} | {each.rule for each in review.ratings}


def test_every_rule_of_the_samples_has_words() -> None:
    rules = {rule for path in sorted(SEEDS.iterdir()) for review in read_file(path) for rule in evidence(review)}
    assert len(rules) > 10
    assert sorted(rule for rule in rules if not has_words(rule)) == []


def test_whole_rules_come_before_what_they_have_in_common() -> None:
    assert "signed" in rule_in_words("critic.signature")
    assert rule_in_words("ratings.label_above") != rule_in_words("genre.label_above")


def test_a_rule_without_words_is_named() -> None:
    assert "house.unheard_of" in rule_in_words("house.unheard_of")
    assert not has_words("house.unheard_of")


def test_words_from_outside_the_passage_say_where_they_stand() -> None:
    assert reason_in_words(Reason("plot", Span(0, 4), "topics.strong", 0.65)) == "“plot”"
    assert reason_in_words(Reason("plot", Span(0, 4), "topics.between", 0.4)) == "“plot” in the sentence beside it"
    assert reason_in_words(Reason("Plot", Span(0, 4), "topics.heading", 0.35)) == "“Plot” in the heading above"
