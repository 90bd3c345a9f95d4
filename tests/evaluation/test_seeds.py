"""The five seeds are understood as a careful reader understands them (``seeds.json``)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from desktop.names import same_person
from desktop.paths import SEEDS
from tests.evaluation.measure import HERE, labels_in, predictions

LABELS = labels_in(HERE / "seeds.json")
IDS = [label["id"] for label in LABELS]
SCALARS = ("headline", "work_title", "work_year", "critic", "runtime_minutes", "published_date", "rating_normalised", "kind")
NAMES = ("directors", "writers", "cast")
LISTS = ("genres", "pros", "cons", "section_headings")
PLACES = ("country", "platform")
LEAST = 0.95


@cache
def read() -> dict[str, dict[str, Any]]:
    return predictions(LABELS)


def wanted(label: dict[str, Any], field: str) -> list[Any]:
    value = label[field]
    return value if isinstance(value, list) else [] if value is None else [value]


def given(record: dict[str, Any], field: str) -> list[Any]:
    value = record[field]
    return value if isinstance(value, list) else [] if value is None else [value]


def same(field: str, one: object, other: object) -> bool:
    if field in NAMES:
        return same_person(str(one), str(other))
    return str(one).rstrip(":") == str(other).rstrip(":") if field == "section_headings" else one == other


def lines_of(label: dict[str, Any], numbers: str) -> list[str]:
    lines = (SEEDS / f"{label['id']}.txt").read_text(encoding="utf-8").split("\n")
    return [lines[number - 1].strip() for number in label[numbers]]


def counts(field: str) -> tuple[int, int, int]:
    """Values right, invented and missed over the five seeds."""
    right = invented = missed = 0
    for label in LABELS:
        record = read()[label["id"]]
        if field.endswith("_lines"):
            left = lines_of(label, field.removesuffix("s") + "_numbers")
            values = [line for line in given(record, field) if line in left or line in lines_of(label, _other(field))]
        else:
            left = list(wanted(label, field))
            values = given(record, field)
        for value in values:
            hit = next((one for one in left if same(field, value, one)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
            elif not (field == "cast" and any(same_person(value, one) for one in label["also_cast"])):
                invented += 1
        missed += len(left)
    return right, invented, missed


def _other(field: str) -> str:
    return "chrome_line_numbers" if field == "body_lines" else "body_line_numbers"


def f1(field: str) -> float | None:
    right, invented, missed = counts(field)
    return 2 * right / (2 * right + invented + missed) if right + invented + missed else None


def test_the_mean_over_all_fields_is_high() -> None:
    fields = [*SCALARS, *NAMES, *LISTS, *PLACES, "body_lines", "chrome_lines"]
    scores = {field: score for field in fields if (score := f1(field)) is not None}
    assert len(scores) >= 17
    assert sum(scores.values()) / len(scores) >= LEAST, scores


@pytest.mark.parametrize("seed", IDS)
def test_nothing_is_wrong_or_invented(seed: str) -> None:
    label = next(label for label in LABELS if label["id"] == seed)
    record = read()[seed]
    for field in SCALARS:
        assert record[field] in {label[field], None} or same(field, record[field], label[field]), field
    for field in [*NAMES, *LISTS, *PLACES]:
        accepted = [*wanted(label, field), *(label["also_cast"] if field == "cast" else [])]
        for value in given(record, field):
            assert any(same(field, value, one) for one in accepted), (field, value)


@pytest.mark.parametrize("seed", IDS)
def test_every_score_is_found_and_told_apart(seed: str) -> None:
    label = next(label for label in LABELS if label["id"] == seed)
    found = {rating["whose"]: rating["text"] for rating in read()[seed]["ratings"]}
    assert len(found) == len(read()[seed]["ratings"]) == len(label["scores"])
    for text, whose in label["scores"]:
        assert found[whose] in text


@pytest.mark.parametrize("seed", IDS)
def test_every_value_stands_where_its_span_says(seed: str) -> None:
    text = (SEEDS / f"{seed}.txt").read_text(encoding="utf-8")
    record = read()[seed]
    spans = record["spans"]
    for field in ("headline", "critic", "work_title"):
        if record[field] is not None:
            start, end = spans[field]
            assert " ".join(text[start:end].split()) == record[field]
    for field in NAMES:
        for name, (start, end) in zip(record[field], spans.get(field, []), strict=True):
            assert text[start:end] == name


def test_the_record_is_plain_json() -> None:
    for record in read().values():
        assert json.loads(json.dumps(record)) == record
