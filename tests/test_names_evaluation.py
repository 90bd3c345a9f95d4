"""Nobody is taken for somebody else in the labelled casts, and few spellings stand alone."""

from __future__ import annotations

from tests.names_evaluation import casts, outcome, precision_and_recall, report


def test_no_two_people_are_taken_for_one() -> None:
    outcomes = [outcome(cast) for cast in casts()]
    assert [each.wrong for each in outcomes if each.wrong] == []
    for held_out, least in ((False, 0.95), (True, 0.9)):
        precision, recall = precision_and_recall([each for each in outcomes if each.cast.held_out is held_out])
        assert precision == 1
        assert recall >= least


def test_every_spelling_is_labelled_once_and_the_report_tells_both_figures() -> None:
    for cast in casts():
        spellings = [spelling for person in cast.people for spelling in person]
        assert len(spellings) == len(set(spellings)), cast.work
    assert report().count("precision 1.000") == 2
