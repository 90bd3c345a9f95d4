"""One person, many spellings: merged by named rules, and never two people into one."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.names import merge_names, name_key, same_person, why_same

SPELLINGS = {
    "names.same": [
        ("Jeon Jong Seo", "Jeon Jong-seo"),
        ("Jeon Jongseo", "Jeon Jong-Seo"),
        ("Penélope Cruz", "penelope cruz"),
        ("Søren Kjær", "Soren Kjaer"),
        ("Sir Anthony Hopkins", "Anthony Hopkins"),
        ("P.T. Anderson", "P. T. Anderson"),
        ("Park Chan-wook’s", "Park Chan-wook"),
        ("Refn, Nicolas Winding", "Nicolas Winding Refn"),
        ("Robert Downey, Jr.", "Robert Downey Junior"),
    ],
    "names.order": [("Lee Chung Hyun", "Chung-Hyun Lee"), ("Kurosawa Akira", "Akira Kurosawa")],
    "names.letters": [("Jürgen Müller", "Juergen Mueller"), ("Mads Mikkelsen Ødegård", "Mads Mikkelsen Oedegaard")],
    "names.romanisation": [
        ("Jeon Jong-seo", "Jun Jong-Seo"),
        ("Lee Chung-hyun", "Lee Chung-Hyeon"),
        ("Kim Ji-hoon", "Kim Ji-hun"),
        ("Park Yu-rim", "Park Yoo-rim"),
        ("Chung-Hyun Lee", "Lee Chung-Hyeon"),
        ("Park Chan-wook", "Pak Chan-uk"),
        ("Choi Min-sik", "Choe Minsik"),
        ("전종서", "Jeon Jong-seo"),
        ("Andrei Tarkovsky", "Andrey Tarkovskiy"),
        ("Andrei Tarkovsky", "Andrej Tarkowskij"),
        ("Anna Kaidanovsky", "Anna Kaydanovskiy"),
        ("Kim Mu-yeol", "Kim Moo-yul"),
    ],
    "names.initials": [
        ("P. T. Anderson", "Paul Thomas Anderson"),
        ("J. Cameron", "James Cameron"),
        ("M. Ali", "Mahershala Ali"),
    ],
    "names.middle": [("Philip Hoffman", "Philip Seymour Hoffman"), ("Samuel Jackson", "Samuel L. Jackson")],
    "names.short": [
        ("Leonardo DiCaprio", "Leo DiCaprio"),
        ("Sam Jackson", "Samuel L. Jackson"),
        ("Benny Safdie", "Ben Safdie"),
    ],
    "names.slip": [
        ("Nicolas Winding Refn", "Nicholas Winding Refn"),
        ("Katsuhiro Otomo", "Katsuhiiro Otomo"),
        ("Saoirse Ronan", "Saorise Ronan"),
    ],
    "names.part": [
        ("Whannell", "Leigh Whannell"),
        ("Jong-seo", "Jeon Jong-seo"),
        ("Lee", "Lee Chung-hyun"),
        ("Winding Refn", "Nicolas Winding Refn"),
        ("del Toro", "Guillermo del Toro"),
    ],
}
TWO_PEOPLE = [
    ("Kim Ji-hoon", "Kim Mu-yeol"),
    ("Lee Chung-hyun", "Lee Jung-jae"),
    ("Kim Ji-young", "Kim Ji-yong"),
    ("Kim Yun-ji", "Kim Yeon-ji"),
    ("Joel Coen", "Ethan Coen"),
    ("Lana Wachowski", "Lilly Wachowski"),
    ("Robert Downey Jr.", "Robert Downey Sr."),
    ("Robert Downey Jr.", "Robert Downey"),
    ("Sammy Davis Jr.", "Davis"),
    ("Carlo Ponti", "Carlos Ponti"),
    ("Martin Scott", "Marvin Scott"),
    ("Joe Smith", "Jo Smith"),
    ("Samuel Kim", "Samul Kim"),
    ("Daniel Wu", "Danielle Wu"),
    ("Paul Thomas Anderson", "Paul W. S. Anderson"),
    ("J. Cameron", "Peter Cameron"),
    ("Jane Campion", "Jana Campion"),
    ("Mike Farrow", "Michelle Farrow"),
    ("Will Ames", "Willa Ames"),
    ("Sam Kim", "Samuel Lee"),
    ("Marina Vogel", "Marian Vogel"),
    ("M. Berg", "Maria Lund-Berg"),
    ("M. Berg", "Jonas M. Berg"),
    ("Hyun", "Lee Chung-hyun"),
    ("", "Kim"),
    ("…", "!"),
]


@pytest.mark.parametrize(("rule", "a", "b"), [(rule, *pair) for rule, pairs in SPELLINGS.items() for pair in pairs])
def test_a_named_rule_takes_two_spellings_for_one_person(rule: str, a: str, b: str) -> None:
    assert why_same(a, b) == rule
    assert why_same(b, a) == rule
    (person,) = merge_names([a, b])
    assert set(person.spellings) == {a, b}
    assert set(person.rules) == {"", rule}


@pytest.mark.parametrize(("a", "b"), [pair for pair in TWO_PEOPLE if pair[1] != "Davis"])
def test_two_people_are_two(a: str, b: str) -> None:
    assert not same_person(a, b)
    assert len(merge_names([a, b])) == 2


def people(*names: str, **named: object) -> set[frozenset[str]]:
    return {frozenset(person.spellings) for person in merge_names(names, **named)}  # type: ignore[arg-type]  # passed on


def groups(*spellings: list[str]) -> set[frozenset[str]]:
    return {frozenset(each) for each in spellings}


def test_a_surname_alone_is_merged_only_where_one_person_bears_it() -> None:
    assert people("Kim Ji-hoon", "Kim") == groups(["Kim Ji-hoon", "Kim"])
    assert people("Kim Ji-hoon", "Kim Mu-yeol", "Kim") == groups(["Kim Ji-hoon"], ["Kim Mu-yeol"], ["Kim"])
    assert people("Joel Coen", "Ethan Coen", "Coen") == groups(["Joel Coen"], ["Ethan Coen"], ["Coen"])


def test_two_spellings_of_one_bearer_do_not_make_a_surname_ambiguous() -> None:
    assert people("Jeon Jong-seo", "Jun Jong-Seo", "Jong-seo") == groups(["Jeon Jong-seo", "Jun Jong-Seo", "Jong-seo"])
    refn = ["Nicolas Winding Refn", "Winding Refn", "Refn"]
    assert people(*refn) == groups(refn)


def test_a_spelling_that_fits_two_people_is_taken_for_neither() -> None:
    assert people("Kim Ji-hun", "Kim Ji-hoon", "Kim Ji-heon") == groups(["Kim Ji-hun"], ["Kim Ji-hoon"], ["Kim Ji-heon"])
    names = ["P. Anderson", "Paul Thomas Anderson", "P. T. Anderson", "Paul W. S. Anderson"]
    assert people(*names) == groups(["P. Anderson"], names[1:3], ["Paul W. S. Anderson"])


def test_people_of_one_list_are_two_however_alike_their_names() -> None:
    cast = ["Kim Ji-hoon", "Kim Ji-hun"]
    assert people(*cast) == groups(cast)
    assert people(*cast, lists=[cast]) == groups(["Kim Ji-hoon"], ["Kim Ji-hun"])
    # The same name twice in a list (two parts played) says nothing of the kind.
    assert people("Kim Ji-hoon", "Kim Ji Hoon", lists=[["Kim Ji-hoon", "Kim Ji Hoon"]]) == groups(
        ["Kim Ji-hoon", "Kim Ji Hoon"]
    )


def test_a_character_who_shares_an_actors_surname_is_not_the_actor() -> None:
    assert people("Bruce Lee", "Lee") == groups(["Bruce Lee", "Lee"])
    assert people("Bruce Lee", "Lee", characters=["Lee"]) == groups(["Bruce Lee"], ["Lee"])
    assert people("Kim Min-hee", "Min-hee", characters=["Choi Min-hee"]) == groups(["Kim Min-hee"], ["Min-hee"])
    assert people("Kim Min-hee", "Kim Min Hee", characters=["Kim Min-hee"]) == groups(["Kim Min-hee", "Kim Min Hee"])


def test_the_reader_has_the_last_word() -> None:
    assert people("Bong", "Joon-ho Kim", same=[("Bong", "Joon-ho Kim")]) == groups(["Bong", "Joon-ho Kim"])
    assert people("Kim Ji-hoon", "Kim Ji Hoon", apart=[("Kim Ji Hoon", "Kim Ji-hoon")]) == groups(
        ["Kim Ji-hoon"], ["Kim Ji Hoon"]
    )
    assert people("A B", same=[("A B", "never met")]) == groups(["A B"])


def test_two_people_whom_the_reader_makes_one_are_one_with_all_their_spellings() -> None:
    names = ["Kim Ji-hoon", "Kim Ji Hun", "Joon Kim", "Kim Joon"]
    assert people(*names) == groups(names[:2], names[2:])
    assert people(*names, same=[("Kim Ji-hoon", "Joon Kim")]) == groups(names)
    # That a cast names both does not tear the spellings of the one from each other again.
    assert people(*names, same=[("Kim Ji-hoon", "Joon Kim")], lists=[["Kim Ji-hoon", "Kim Joon"]]) == groups(names)


def test_a_surname_of_two_is_open_no_longer_where_the_reader_makes_the_two_one() -> None:
    names = ["Jeon Jong-seo", "Rachel Jun", "Jun Rachel", "Jun"]
    both = ["Rachel Jun", "Rae Jun", "Jun"]
    assert people(*both) == groups(["Rachel Jun"], ["Rae Jun"], ["Jun"])
    assert people(*both, same=[("Rachel Jun", "Rae Jun")]) == groups(both)
    assert people(*names, same=[("Jeon Jong-seo", "Rachel Jun")]) == groups(names)


def test_a_surname_of_two_stays_open_where_the_reader_says_that_it_is_not_the_one() -> None:
    names = ["Joel Coen", "Ethan Coen", "Coen"]
    assert people(*names, apart=[("Coen", "Joel Coen")]) == groups(*([name] for name in names))


def test_what_the_reader_parted_is_joined_by_nobody_else() -> None:
    names = ["Lee Chung-hyun", "Chung-Hyun Lee", "Lee Chung-Hyeon"]
    apart = [("Lee Chung-Hyeon", "Lee Chung-hyun"), ("Lee Chung-Hyeon", "Chung-Hyun Lee")]
    assert people(*names, apart=apart) == groups(names[:2], names[2:])
    assert people(*names, apart=apart, same=[("Lee Chung-Hyeon", "Chung-Hyun Lee")]) == groups(names[:2], names[2:])


def test_every_spelling_but_the_one_shown_has_a_rule() -> None:
    (person,) = merge_names(["A B", "C D", "C D"], same=[("A B", "C D")])
    assert dict(zip(person.spellings, person.rules, strict=True)) == {"C D": "", "A B": "names.reader"}


def test_the_most_frequent_whole_spelling_is_shown() -> None:
    (person,) = merge_names(["Lee", "Lee", "Lee", "Lee Chung-hyun", "Chung-Hyun Lee", "Lee Chung-hyun"])
    assert person.name == "Lee Chung-hyun"
    assert person.spellings == ("Lee", "Lee Chung-hyun", "Chung-Hyun Lee")
    assert person.rules == ("names.part", "", "names.order")


def test_people_stand_in_the_order_in_which_they_are_first_met() -> None:
    found = merge_names(["Kim Ji-hoon", "Lee Chung-hyun", "Kim Ji Hoon", "Park Yu-rim"])
    assert [person.name for person in found] == ["Kim Ji-hoon", "Lee Chung-hyun", "Park Yu-rim"]


def test_a_key_is_the_same_for_spellings_that_differ_in_order_and_signs_only() -> None:
    assert name_key("Lee Chung-hyun") == name_key("CHUNG HYUN LEE") == name_key("Chung-Hyun Lee")
    assert name_key("Robert Downey Jr.") != name_key("Robert Downey Sr.")
    assert name_key("…") == ""


NAMES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from([name for pairs in SPELLINGS.values() for pair in pairs for name in pair]),
        st.text(string.ascii_letters + " -.,'", max_size=20),
    ),
    max_size=12,
)


@given(NAMES)
def test_every_spelling_belongs_to_one_person(names: list[str]) -> None:
    found = merge_names(names)
    spellings = [spelling for person in found for spelling in person.spellings]
    assert sorted(spellings) == sorted(set(names))
    for person in found:
        assert person.name in person.spellings
        assert len(person.rules) == len(person.spellings)
        assert all(rule for spelling, rule in zip(person.spellings, person.rules, strict=True) if spelling != person.name)


@given(NAMES, st.randoms(use_true_random=False))
def test_who_is_one_person_does_not_depend_on_the_order_of_the_names(names: list[str], random: object) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis has no public type for its random numbers
    assert people(*names) == people(*shuffled)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_rules_are_symmetric(a: str, b: str) -> None:
    assert why_same(a, b) == why_same(b, a)
