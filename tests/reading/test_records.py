from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.columns import field_named, guess_columns, guess_scale
from desktop.reading.records import Records, read_csv, read_json, read_json_lines

TEXT = "It is a small film and a stubborn one, and I have thought about little else since."
OTHER = 'Nobody speaks much. The boats do the talking, "loudly", and they do it in the dark.'


def quoted(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def opened(records: Records | None) -> Records:
    assert records is not None
    return records


def test_a_table_of_reviews_and_sentiments_opens_with_no_further_step() -> None:
    records = opened(read_csv(f"review,sentiment\n{quoted(TEXT, 'positive')}\n{quoted(OTHER, 'negative')}\n"))
    assert [record.text for record in records.records] == [TEXT, OTHER]
    assert records.columns.fields == {"text": 0}


def test_a_table_with_ratings_films_and_identifiers() -> None:
    rows = "\n".join(quoted(str(n), "The Harbour", str(n % 10 + 1), TEXT) for n in range(20))
    records = opened(read_csv(f"review_id,film,rating,text\n{rows}\n"))
    assert records.columns.fields == {"id": 0, "item": 1, "rating": 2, "text": 3}
    assert records.records[6].metadata.fields == {
        "item": ("The Harbour",),
        "rating": ("7",),
        "best_rating": ("10",),
        "item_type": ("film",),
    }


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("review_text", "text"),
        ("reviewText", "text"),
        ("Review Body", "text"),
        ("movie_title", "item"),
        ("Star-Rating", "rating"),
        ("reviewerName", "author"),
        ("author.name", "author"),
        ("datePublished", "date"),
        ("IMDb", None),
        ("", None),
    ],
)
def test_columns_are_known_by_name(name: str, field: str | None) -> None:
    assert field_named(name) == field


def test_without_names_the_column_of_long_texts_holds_the_reviews() -> None:
    columns = guess_columns([["1", TEXT, "pos"], ["2", OTHER, "neg"]])
    assert columns is not None
    assert not columns.header
    assert columns.fields == {"text": 1}
    assert columns.names == ("1", "2", "3")


def test_a_column_called_text_that_holds_none_gives_way_to_one_that_does() -> None:
    columns = guess_columns([["text", "body of it"], ["x", TEXT], ["y", OTHER]])
    assert columns is not None
    assert columns.fields == {"text": 1}


def test_titles_that_come_again_are_works_and_others_headlines() -> None:
    again = guess_columns([["title", "review"], ["Harbour", TEXT], ["Harbour", OTHER]])
    once = guess_columns([["title", "review"], ["A wet one", TEXT], ["A dry one", OTHER]])
    assert again is not None
    assert once is not None
    assert again.fields == {"text": 1, "item": 0}
    assert once.fields == {"text": 1, "headline": 0}


def test_the_reader_s_word_on_columns_is_final() -> None:
    rows = [["title", "review", "extra"], ["A wet one", TEXT, OTHER], ["A dry one", OTHER, TEXT]]
    columns = guess_columns(rows, {"text": "extra", "item": "title", "headline": ""})
    assert columns is not None
    assert columns.fields == {"text": 2, "item": 0}
    assert columns.described == "text from “extra”, item from “title”"


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["name", "price"], ["Kettle", "12"]], [["text"], [""]]])
def test_tables_without_texts_hold_no_reviews(rows: list[list[str]]) -> None:
    assert guess_columns(rows) is None


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (["1", "2", "5", "4", "3"], "5"),
        (["1", "2", "9", "4", "3.5"], "10"),
        (["10", "65", "90", "40", "88"], "100"),
        (["1", "2", "3", "1", "2"], ""),  # nobody came near the top of five: it may be ten
        (["1", "5"], ""),
        (["good", "bad", "4", "5", "1", "2"], ""),
        (["7/10"] * 9, ""),
        (["-1", "5", "4", "3", "2"], ""),
    ],
)
def test_a_scale_is_guessed_from_many_figures_only(values: list[str], scale: str) -> None:
    assert guess_scale(values) == scale


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    rows = "\n".join(sign.join(("Nora", f'"{TEXT}"', "4")) for _ in range(3))
    assert len(opened(read_csv(f"author{sign}review{sign}rating\n{rows}")).records) == 3


def test_cells_may_hold_line_ends_and_quotes() -> None:
    text = f"{TEXT}\n\n{OTHER}"
    records = opened(read_csv(f"review,author\r\n{quoted(text, 'Nora')}\r\n"))
    assert records.records[0].text == text


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_table() -> None:
    text = TEXT.replace(",", "")
    rows = [f'0,"{text}', *(f"{number},{text}" for number in range(99))]
    assert len(opened(read_csv("id,review\n" + "\n".join(rows))).records) == 100


def test_rows_that_are_short_or_empty_are_passed_over() -> None:
    records = opened(read_csv(f"rating,review\n4\n\n5,{quoted(TEXT)}\n3,\n"))
    assert [record.text for record in records.records] == [TEXT]


def test_json_lists_and_lists_inside_objects() -> None:
    reviews = [{"author": {"name": "Nora"}, "review": TEXT, "tags": ["a", "b"]}, {"review": OTHER, "stars": 4}]
    for source in (reviews, {"page": 1, "reviews": reviews}):
        records = opened(read_json(json.dumps(source)))
        assert [record.text for record in records.records] == [TEXT, OTHER]
        assert records.records[0].metadata.fields == {"author": ("Nora",)}


def test_one_json_object_is_one_review() -> None:
    assert [record.text for record in opened(read_json(json.dumps({"review": TEXT}))).records] == [TEXT]


def test_json_lines_with_broken_ones_between() -> None:
    source = f"{json.dumps({'text': TEXT, 'rating': 4})}\n{{broken\n[1]\n\n{json.dumps({'text': OTHER})}\n"
    assert [record.text for record in opened(read_json_lines(source)).records] == [TEXT, OTHER]


def test_lone_surrogates_in_json_are_replaced() -> None:
    records = opened(read_json(json.dumps([{"review": f"{TEXT} \ud800", "author": "Nora \udfff"}])))
    assert records.records[0].text.endswith("\ufffd")
    assert records.records[0].metadata.fields["author"] == ("Nora \ufffd",)


@pytest.mark.parametrize("source", ["", "null", "7", '"x"', "[]", "{}", "[1, 2]", "[" * 100_000, '{"a": {"b": 1}}', "no json"])
def test_other_json_holds_no_reviews(source: str) -> None:
    assert read_json(source) is None
    assert read_json_lines(source) is None


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_none(text: str) -> None:
    for read in (read_csv, read_json, read_json_lines):
        records = read(text)
        assert records is None or all(record.text.strip() for record in records.records)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=50, max_size=90), min_size=1, max_size=5))
def test_what_was_written_as_csv_is_read_back(texts: list[str]) -> None:
    if all(text.strip() for text in texts):
        rows = "\n".join(quoted(str(number), text) for number, text in enumerate(texts))
        assert [record.text for record in opened(read_csv(f"id,review\n{rows}\n")).records] == texts
