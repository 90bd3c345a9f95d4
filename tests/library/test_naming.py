"""What the reader says of the people of a work is so in works, columns and queries, and can be unsaid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.naming import Naming, pair
from desktop.library.query import evaluate, parse
from desktop.names import Person, merge_names
from desktop.review import Job, Review
from tests.library.reviews import review

SPELLINGS = [
    "Lee Chung-hyun",
    "Chung-Hyun Lee",
    "Lee Chung-Hyeon",
    "Lee",
    "Jeon Jong-seo",
    "Jun Jong-Seo",
    "Kim Ji-hoon",
    "Jun",
]


def library(*spellings: str, work: str = "Ballerina") -> Library:
    return Library.of([review(f"{work} {i}", work=work, people=[(Job.CAST, name)]) for i, name in enumerate(spellings)])


def groups(of: Library) -> list[set[str]]:
    return [set(person.spellings) for person in of.works[0].people]


def found(of: Library, query: str) -> set[int]:
    return set(evaluate(parse(query), of, Marks()))


def test_a_split_and_a_merge_are_seen_everywhere() -> None:
    plain = library("Jeon Jong-seo", "Jun Jong-Seo", "Rachel Jun")
    (work,) = plain.works
    assert groups(plain) == [{"Jeon Jong-seo", "Jun Jong-Seo"}, {"Rachel Jun"}]
    assert found(plain, 'person:"Jeon Jong-seo"') == {0, 1}

    def people(naming: Naming) -> tuple[Person, ...]:
        return plain.with_names({work.id: naming}).works[0].people

    split = plain.with_names({work.id: Naming().split(work.people[0], "Jun Jong-Seo", people)})
    assert groups(split) == [{"Jeon Jong-seo"}, {"Jun Jong-Seo"}, {"Rachel Jun"}]
    assert found(split, 'person:"Jeon Jong-seo"') == {0}
    assert found(split, 'person:"Jun Jong-Seo"') == {1}
    assert list(split.columns["person"].values) == ["Jeon Jong-seo", "Jun Jong-Seo", "Rachel Jun"]

    naming = split.works[0].naming.merged(split.works[0].people[1], split.works[0].people[2])
    merged = plain.with_names({work.id: naming})
    assert groups(merged) == [{"Jeon Jong-seo"}, {"Jun Jong-Seo", "Rachel Jun"}]
    assert found(merged, 'person:"Rachel Jun"') == found(merged, 'person:"Jun Jong-Seo"') == {1, 2}
    assert merged.with_names({}).works == plain.works
    assert plain.with_names({}) is plain


def test_what_is_said_of_one_work_is_not_undone_by_another_that_has_the_same_names() -> None:
    names = ("Jeon Jong-seo", "Jun Jong-Seo")
    both = Library.of([review(f"{w} {i}", work=w, people=[(Job.CAST, n)]) for w in ("One", "Two") for i, n in enumerate(names)])
    one, two = both.works
    assert found(both, 'person:"Jun Jong-Seo"') == {0, 1, 2, 3}
    split = both.with_names({one.id: Naming(apart=frozenset({pair(*names)}))})
    assert found(split, 'person:"Jun Jong-Seo"') == {1}
    assert found(split, 'person:"Jeon Jong-seo"') == {0, 2, 3}
    assert [len(work.people) for work in split.works] == [2, 1]
    assert two == split.works[1]


def test_reviews_that_name_no_work_have_no_people_to_correct() -> None:
    plain = Library.of([review("a", people=[(Job.CAST, "Jeon Jong-seo")]), review("b", people=[(Job.CAST, "Jun Jong-Seo")])])
    assert plain.with_names({"": Naming(same=frozenset({pair("Jeon Jong-seo", "Jun Jong-Seo")}))}).works == plain.works


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 50), st.integers(0, 50)), max_size=8)


@given(st.lists(st.sampled_from(SPELLINGS), min_size=1, unique=True), STEPS)
def test_every_correction_does_what_it_says_and_nothing_else(names: list[str], steps: list[tuple[bool, int, int]]) -> None:
    def people(naming: Naming) -> tuple[Person, ...]:
        return merge_names(names, same=sorted(naming.same), apart=naming.apart)

    naming = Naming()
    for merging, first, second in steps:
        now = merge_names(names, same=sorted(naming.same), apart=naming.apart)
        before = {frozenset(each.spellings) for each in now}
        if merging:
            one, other = now[first % len(now)], now[second % len(now)]
            if one is other:
                continue
            naming = naming.merged(one, other)
            wanted = before - {frozenset(one.spellings), frozenset(other.spellings)}
            after = {frozenset(each.spellings) for each in merge_names(names, same=sorted(naming.same), apart=naming.apart)}
            # A surname that was open between the two may join them.
            assert any({*one.spellings, *other.spellings} <= each for each in after)
            assert all(any(each <= group for group in after) for each in wanted)
        else:
            one = now[first % len(now)]
            if len(one.spellings) < 2:
                continue
            spelling = one.spellings[second % len(one.spellings)]
            naming = naming.split(one, spelling, people)
            after = {frozenset(each.spellings) for each in merge_names(names, same=sorted(naming.same), apart=naming.apart)}
            rest = frozenset(one.spellings) - {spelling}
            assert rest in after
            assert not any(spelling in each and each & rest for each in after)


def test_what_does_not_know_of_names_is_not_worked_out_again() -> None:
    plain = library("Jeon Jong-seo", "Jun Jong-Seo")
    plain.prepare()
    plain.order("title")
    apart = Naming(apart=frozenset({pair("Jeon Jong-seo", "Jun Jong-Seo")}))
    split = plain.with_names({plain.works[0].id: apart})
    fresh = library("Jeon Jong-seo", "Jun Jong-Seo").with_names({plain.works[0].id: apart})
    assert split.columns["critic"] is plain.columns["critic"]
    assert split.numbers is plain.numbers
    assert split.columns["person"].values == fresh.columns["person"].values == ("Jeon Jong-seo", "Jun Jong-Seo")
    assert split.columns["cast"].values != plain.columns["cast"].values
    for field in split.columns:
        assert split.columns[field].values == fresh.columns[field].values
        assert [list(rows) for rows in split.columns[field].rows] == [list(rows) for rows in fresh.columns[field].rows]
    assert list(split.order("title")) == list(fresh.order("title"))
    assert [split.work_of(row) for row in range(2)] == [fresh.work_of(row) for row in range(2)]


def test_a_corrected_library_is_glimpsed_at_like_any_other() -> None:
    class Shelf(list[Review]):
        glimpsed = 0

        def glimpse(self, row: int) -> Review:
            self.glimpsed += 1
            return self[row]

    plain = library("Jeon Jong-seo", "Jun Jong-Seo")
    shelf = Shelf(plain.reviews)
    pending = [entry._replace(pending=True) for entry in plain.entries]
    library_ = Library(shelf, pending, plain.text).with_grades("even").with_reviews({0: plain.reviews[0]})
    assert library_.glimpse(1) == plain.reviews[1]
    assert shelf.glimpsed == 1
