"""Dates, lengths of time and names in the forms in which pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.reading.dates import find_dates
from desktop.reading.durations import find_durations
from desktop.reading.people import is_name, is_person, split_names


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-10-06", date(2023, 10, 6)),
        ("2023-10-06T12:30:00Z", date(2023, 10, 6)),
        ("2023/10/06", date(2023, 10, 6)),
        ("6 October 2023", date(2023, 10, 6)),
        ("6th of October 2023", date(2023, 10, 6)),
        ("October 6, 2023", date(2023, 10, 6)),
        ("Oct. 6th, 2023", date(2023, 10, 6)),
        ("Friday, October 6, 2023 at 9:28 am", date(2023, 10, 6)),
        ("06 Oct 2023", date(2023, 10, 6)),
        ("6-Oct-2023", date(2023, 10, 6)),
        ("Posted on May 3, 2020", date(2020, 5, 3)),
        ("3. Mai 2020", date(2020, 5, 3)),
        ("3. März 2020", date(2020, 3, 3)),
        ("3 août 2020", date(2020, 8, 3)),
        ("1er mai 2020", date(2020, 5, 1)),
        ("10/06/2023", date(2023, 10, 6)),
        ("25/12/2023", date(2023, 12, 25)),
        ("06.10.2023", date(2023, 10, 6)),
        ("11.03.17", date(2017, 11, 3)),
        ("Nora Quist13 May 2016", date(2016, 5, 13)),
    ],
)
def test_a_date_in_every_written_form(written: str, day: date) -> None:
    (found,) = find_dates(written)
    assert found.value == day


@pytest.mark.parametrize("written", ["31/02/2020", "2020-13-40", "May 2020", "1,234", "v1.2.3", "3/4", "12.5.3000", "10/10"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert list(find_dates(written)) == []


@pytest.mark.parametrize(
    ("written", "certain"), [("10/06/2023", False), ("25/12/2023", True), ("06.10.2023", True), ("5/5/2020", True)]
)
def test_a_date_whose_day_and_month_could_be_exchanged_is_not_certain(written: str, certain: bool) -> None:
    (found,) = find_dates(written)
    assert found.certain is certain


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("93 minutes", 93),
        ("93 min", 93),
        ("93 mins.", 93),
        ("93-minute", 93),
        ("1h 32m", 92),
        ("1h32", 92),
        ("1 hr 47 mins", 107),
        ("1 hour and 47 minutes", 107),
        ("2 hrs", 120),
        ("2.5 hours", 150),
        ("an hour and 30 minutes", 90),
        ("an hour and a half", 90),
        ("two hours", 120),
        ("107 Minuten", 107),
        ("1 Std. 47 Min.", 107),
        ("PT1H32M", 92),
    ],
)
def test_a_length_of_time_in_every_written_form(written: str, minutes: int) -> None:
    assert [found.minutes for found in find_durations(written)] == [minutes]


@pytest.mark.parametrize(("written", "minutes"), [("107'", 107), ("1:47", 107), ("1:47:00", 107), ("128’", 128)])
def test_short_forms_count_only_behind_a_label(written: str, minutes: int) -> None:
    assert [found.minutes for found in find_durations(written, labelled=True)] == [minutes]
    assert list(find_durations(written)) == []


@pytest.mark.parametrize(
    "written", ["$100 mint", "3 m", "10:30 pm", "2001", "1.5 million", "5,000 minutes", "a film by PT Anderson", "PT5"]
)
def test_what_is_no_length_of_a_work_is_none(written: str) -> None:
    assert [found.minutes for found in find_durations(written) if found.minutes >= 40] == []


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Jeon Jong-seo",
        "Kim Ji Hoon",
        "Robert De Niro",
        "Guillermo del Toro",
        "Daniel J. Hogan",
        "Robert Downey, Jr.",
        "Lupita Nyong’o",
        "Ruth E. Carter",
        "Björk",
        "Ludwig van Beethoven",
        "Michael B. Jordan",
        "Anya Taylor-Joy",
        "봉준호",
    ],
)
def test_names_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "The Call",
        "Fox, Tuesdays",
        "Posted by",
        "movies and more",
        "42",
        "Jane Doe writes here",
        "Read more",
        "http://x.org",
        "Leave a Reply",
        "Best of 2023",
        "2001 Odyssey",
        "everyone",
        "N/A",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_name(text)


def test_a_person_begins_with_a_given_name() -> None:
    assert is_person("Clara Hall")
    assert not is_person("Glass Orchard")
    assert not is_person("Clara")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Clara Hall, Tom Reed and Ana Lima", ["Clara Hall", "Tom Reed", "Ana Lima"]),
        ("Clara Hall, Tom Reed, and Ana Lima.", ["Clara Hall", "Tom Reed", "Ana Lima"]),
        ("Clara Hall & Tom Reed", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall / Tom Reed", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall; Tom Reed", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall und Tom Reed", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall, Tom Reed, et al.", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall, Tom Reed and more", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall, Robert Downey, Jr., Tom Reed", ["Clara Hall", "Robert Downey, Jr.", "Tom Reed"]),
        ("Clara Hall, Tom Reed. 15, 107 minutes.", ["Clara Hall", "Tom Reed"]),
        ("Clara Hall is wonderful in it", []),
    ],
)
def test_lists_of_names(written: str, names: list[str]) -> None:
    found = list(split_names(written, 10))
    assert [named.name for named in found] == names
    for named in found:
        assert written[named.span.start - 10 : named.span.end - 10] == named.name


@pytest.mark.parametrize(
    "written", ["Clara Hall as Old Maren", "Clara Hall (Old Maren)", "Clara Hall ..... Old Maren", "Clara Hall als Old Maren"]
)
def test_a_character_stands_with_its_actor(written: str) -> None:
    (named,) = split_names(written)
    assert (named.name, named.character) == ("Clara Hall", "Old Maren")
