from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.paths import SEEDS
from desktop.reading import reader
from desktop.reading.reader import CAP, FEW, ReadingOptions, columns_of, deepened, read_file, read_text
from desktop.reading.understanding import UNDERSTOOD
from desktop.review import Face, Review, Role, Severity, WorkKind
from tests.reading.partition import assert_sound, lines_by_role, rule_of

if TYPE_CHECKING:
    from pathlib import Path

PROSE = (
    "It is a small film and a stubborn one, and I have thought about little else since I saw it on a wet afternoon in March."
)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def only(reviews: tuple[Review, ...]) -> Review:
    (review,) = reviews
    assert_sound(review)
    return review


def rules(review: Review) -> list[str]:
    return [problem.rule for problem in review.problems]


SEED_FILES = sorted(SEEDS.glob("*.txt"))


def seed(number: int) -> Review:
    return only(read_file(SEED_FILES[number]))


def test_first_seed() -> None:
    review = seed(0)
    assert review.headline is None
    assert review.title == "Untitled review"
    assert lines_by_role(review, Role.CHROME) == [
        "Ballerina (2023) - IMDb",
        "Revenge film 'Ballerina' premieres October on Netflix | ABS-CBN News",
        "Share this article:",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "most popular",
        "I have read and agreed with the terms and conditions and privacy policy.",
        "what you need to know",
        "in your inbox every week.",
    ]
    assert len(lines_by_role(review, Role.BODY)) == 6


def test_second_seed() -> None:
    review = seed(1)
    assert lines_by_role(review, Role.HEADING) == ["What Is Ballerina About?", "Is Ballerina Worth Watching?"]
    assert [section.title for section in review.sections] == ["What Is Ballerina About?", "Is Ballerina Worth Watching?"]
    assert [found.value for found in review.pros] == [
        "Gorgeous, If Limited, Aesthetic",
        "Satisfying Revenge",
        "Crunchy Choreography",
        "Few, But Compelling, Characters",
    ]
    assert [found.value for found in review.cons] == [
        "No Sub-plots Or Sub-text",
        "High School Student Character Sticks Out Like A Sore Thumb",
        "Bare Minimum Context With Min-hee",
    ]
    chrome = lines_by_role(review, Role.CHROME)
    assert chrome[:4] == ["Film Netflix", "Watch Now", "Ballerina Official Trailer", "Leave a Reply"]
    assert len(chrome) == 6
    assert len(lines_by_role(review, Role.BODY)) == 23


def test_third_seed_has_nothing_to_fold() -> None:
    review = seed(2)
    assert lines_by_role(review, Role.CHROME, Role.HEADING) == []
    assert len(lines_by_role(review, Role.BODY)) == 8


def test_fourth_seed() -> None:
    review = seed(3)
    assert [section.title for section in review.sections] == [
        "Warning",
        "Synopsis",
        "Review",
        "Memorable Scene",
        "Memorable Dialogue",
        "Ending",
        "Recommendation",
    ]
    assert [found.value for found in review.warnings] == [
        "violence",
        "strong language",
        "harmful substances",
        "sexual violence",
        "suicide",
        "alcohol",
        "smoking",
    ]
    assert lines_by_role(review, Role.CHROME) == ["Post a Comment", "0 Comments"]
    assert lines_by_role(review, Role.BODY)[-2:] == ["Happy Ending", "Worth to Watch"]


def test_fifth_seed() -> None:
    review = seed(4)
    chrome = lines_by_role(review, Role.CHROME)
    assert [line[:30] for line in chrome] == [
        "Notify of",
        "Inline Feedbacks",
        "View all comments",
        "Ruchika Bhat",
        "Ruchika Bhat",
        'Ruchika, or "Ru," is a fashion',
        "Latest articles",
        "The end of the film is rather ",
    ]
    assert len(lines_by_role(review, Role.BODY)) == 5


@pytest.mark.parametrize("path", SEED_FILES, ids=[path.stem[:3] for path in SEED_FILES])
def test_the_seeds_are_read_without_a_problem(path: Path) -> None:
    review = only(read_file(path))
    assert review.id == path.stem
    assert review.path == path
    assert review.problems == ()
    assert review.language == "en"
    assert review.text == path.read_text(encoding="utf-8")
    assert all(block.rule and 0 <= block.confidence <= 1 for block in review.blocks)


def test_the_reader_s_word_is_final_and_the_page_is_understood_anew() -> None:
    text = f"Share this:\n\n{PROSE}\n\nAdvertisement\n\n{PROSE}"
    before = read_text(text)
    assert lines_by_role(before, Role.CHROME)[0] == "Share this:"
    at = text.index("Advertisement")
    roles = {(at, at + len("Advertisement")): Role.BODY, (13, 13 + len(PROSE)): Role.CHROME}
    after = read_text(text, options=ReadingOptions(roles=roles))
    assert rule_of(after, "Advertisement") == "reader.correction"
    assert "Advertisement" in lines_by_role(after, Role.BODY)
    assert PROSE in lines_by_role(after, Role.CHROME)
    assert_sound(after)


def test_a_correction_holds_for_every_block_that_it_covers() -> None:
    text = f"{PROSE}\n\nOne odd line.\n\nAnother odd line.\n\n{PROSE}"
    start, end = text.index("One"), text.index("Another") + len("Another odd line.")
    review = read_text(text, options=ReadingOptions(roles={(start, end): Role.CHROME}))
    assert lines_by_role(review, Role.CHROME)[:2] == ["One odd line.", "Another odd line."]


def test_a_correction_can_keep_a_line_that_a_stage_would_claim() -> None:
    review = read_text(
        f"{PROSE}\n\nSynopsis:\n\n{PROSE}", options=ReadingOptions(roles={(len(PROSE) + 2, len(PROSE) + 11): Role.BODY})
    )
    assert "Synopsis:" in lines_by_role(review, Role.BODY)


@pytest.mark.parametrize("roles", [{(5, 2): Role.BODY}, {(-3, 4): Role.BODY}, {(0, 10**9): Role.CHROME}, {(3, 3): Role.CHROME}])
def test_corrections_for_another_text_do_no_harm(roles: dict[tuple[int, int], Role]) -> None:
    assert_sound(read_text(PROSE, options=ReadingOptions(roles=roles)))


def test_an_empty_file_is_a_review_of_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "empty.txt", "")
    os.utime(path, (1_500_000_000, 1_500_000_000))
    review = only(read_file(path))
    assert (review.text, review.blocks, review.problems) == ("", (), ())
    assert review.kind.value in {WorkKind.NOT_A_REVIEW, WorkKind.OTHER}


def test_a_file_that_has_just_been_emptied_says_so(tmp_path: Path) -> None:
    assert "reader.changing" in rules(only(read_file(written(tmp_path, "empty.txt", ""))))


def test_a_binary_file_is_a_problem_without_text(tmp_path: Path) -> None:
    review = only(read_file(written(tmp_path, "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200))))
    assert review.text == ""
    assert [(problem.rule, problem.severity) for problem in review.problems] == [("decode.binary", Severity.ERROR)]
    assert review.kind.value is WorkKind.NOT_A_REVIEW


def test_a_file_in_another_encoding_is_read_and_can_be_forced(tmp_path: Path) -> None:
    path = written(tmp_path, "latin.txt", f"Größe. {PROSE}".encode("cp1252"))
    assert only(read_file(path)).text.startswith("Größe.")
    assert rules(only(read_file(path))) == ["decode.cp1252"]
    assert only(read_file(path, ReadingOptions(encoding="cp1251"))).text.startswith("GrцЯe.")


def test_of_a_file_over_the_cap_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(f"{PROSE}\n".encode() * 100)
        file.truncate(CAP * 100)
    review = only(read_file(path))
    assert rules(review)[0] == "reader.cap"
    assert len(review.text) == CAP


def test_the_cap_does_not_cut_a_character_in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for cap in range(40, 46):
        monkeypatch.setattr(reader, "CAP", cap)
        review = only(read_file(written(tmp_path, "umlauts.txt", "é😀中" * 50)))
        assert set(review.text) <= set("é😀中")
        assert rules(review)[0] == "reader.cap"
        assert review.encoding == "utf-8"


def test_a_line_of_a_million_characters_is_shown_and_not_understood() -> None:
    review = read_text("word " * 200_000)
    assert_sound(review)
    assert "reader.unread" in rules(review)


def test_what_lies_beyond_the_understood_text_is_body_in_pieces() -> None:
    text = f"{PROSE}\n" * 3000
    review = read_text(text)
    assert_sound(review)
    unread = [block for block in review.blocks if block.rule == "reader.unread"]
    assert unread
    assert all(block.role in {Role.BODY, Role.GAP} for block in unread)
    assert max(len(block.span) for block in unread) < UNDERSTOOD / 10
    assert all(passage.span.end <= UNDERSTOOD for passage in review.passages)


@pytest.mark.parametrize("text", ["\n" * 500_000, "a\n" * 100_000, "- a\n" * 100_000, " " * 1_000_000])
def test_texts_of_very_many_lines_are_partitions(text: str) -> None:
    assert_sound(read_text(text))


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(OSError, match=r"."):
            read_file(path)


def test_a_pipe_is_an_error_and_no_wait(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(OSError, match="not a regular file"):
        read_file(path)


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "growing.txt", "old")
    real = os.fstat
    calls = 0

    def fstat(number: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls == 2:  # between reading and looking again
            path.write_text("new and longer", encoding="utf-8")
        return real(number)

    monkeypatch.setattr(os, "fstat", fstat)
    assert only(read_file(path)).text == "new and longer"


def test_a_file_that_never_stops_changing_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "growing.txt", "text")
    real = os.fstat
    calls = 0

    def fstat(number: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        with path.open("a", encoding="utf-8") as file:
            file.write(f" {calls}")
        return real(number)

    monkeypatch.setattr(os, "fstat", fstat)
    assert "reader.changing" in rules(only(read_file(path)))


HTML = (
    f"<html><body><nav>Home</nav><article><h1>A wet one</h1><p>{PROSE}</p></article>"
    f"<div class='comments'><p>{PROSE} Not!</p></div></body></html>"
)


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.XHTML", "page.txt", "page"])
def test_a_saved_page_is_known_by_its_ending_or_its_beginning(tmp_path: Path, name: str) -> None:
    review = only(read_file(written(tmp_path, name, HTML)))
    assert lines_by_role(review, Role.CHROME) == ["Home", f"{PROSE} Not!"]
    assert rule_of(review, "Home") == "markup.navigation"
    assert review.title == "A wet one"
    assert lines_by_role(review, Role.BODY) == [PROSE]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    mail = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{HTML}"
    review = only(read_file(written(tmp_path, "page.mhtml", mail)))
    assert review.title == "A wet one"
    assert review.encoding == "mhtml"


def test_markdown_is_read_as_it_stands_but_for_its_signs(tmp_path: Path) -> None:
    source = f"---\ngrade: C-\n---\n\n# A *wet* one\n\n{PROSE[:60]}\n{PROSE[60:]}\n"
    review = only(read_file(written(tmp_path, "page.md", source)))
    assert review.text == source.replace("# A *wet* one", "A wet one")
    assert [(style.span.of(review.text), style.face) for style in review.styles] == [("wet", Face.EMPHASIS)]
    assert review.title == "A wet one"
    assert lines_by_role(review, Role.BODY) == [f"{PROSE[:60]}\n{PROSE[60:]}"]
    assert review.verdict is not None
    assert review.verdict.normalised == 70


ROWS = "\n".join(f'"{PROSE} Number {number}.",{number % 10 + 1},The Harbour' for number in range(200))


def test_a_large_table_is_shallow_until_a_review_is_opened(tmp_path: Path) -> None:
    reviews = read_file(written(tmp_path, "export.csv", f"review,rating,film\n{ROWS}\n"))
    assert len(reviews) == 200 > FEW
    assert [review.id for review in reviews[:3]] == ["export", "export#2", "export#3"]
    assert all(review.shallow and review.passages == () for review in reviews)
    third = reviews[2]
    assert third.text == f"{PROSE} Number 2."
    assert third.verdict is not None
    assert third.verdict.normalised == 30
    assert third.work is not None
    assert third.work.value == "The Harbour"
    assert third.kind.value is WorkKind.FILM
    for review in reviews[:5]:
        assert_sound(review)
    deep = deepened(third)
    assert not deep.shallow
    assert deep.passages
    assert (deep.id, deep.verdict, deep.work, deep.kind) == (third.id, third.verdict, third.work, third.kind)
    assert_sound(deep)


def test_the_first_review_of_a_table_says_how_its_columns_were_read(tmp_path: Path) -> None:
    reviews = read_file(written(tmp_path, "export.csv", f"review,rating,film\n{ROWS}\n"))
    assert rules(reviews[0]) == ["records.columns"]
    assert "text from “review”" in reviews[0].problems[0].message
    assert rules(reviews[1]) == []


def test_a_small_table_is_understood_at_once(tmp_path: Path) -> None:
    few = "\n".join(ROWS.split("\n")[:5])
    reviews = read_file(written(tmp_path, "export.tsv", f"review,rating,film\n{few}\n"))
    assert len(reviews) == 5
    assert not any(review.shallow for review in reviews)
    assert all(review.passages for review in reviews)


def test_columns_are_shown_and_can_be_corrected(tmp_path: Path) -> None:
    path = written(tmp_path, "export.csv", f"review,rating,film\n{ROWS}\n")
    columns = columns_of(path)
    assert columns is not None
    assert columns.fields == {"text": 0, "rating": 1, "item": 2}
    reviews = read_file(path, ReadingOptions(columns={"rating": "", "headline": "film", "item": ""}))
    assert reviews[0].verdict is None
    assert reviews[0].title == "The Harbour"
    assert columns_of(written(tmp_path, "page.txt", PROSE)) is None


def test_markup_in_cells_becomes_line_ends_and_characters(tmp_path: Path) -> None:
    reviews = read_file(written(tmp_path, "imdb.csv", f'review,sentiment\n"{PROSE}<br /><br />Tom &amp; Jerry.",positive\n'))
    assert only(reviews).text == f"{PROSE}\n\nTom & Jerry."


def test_json_and_json_lines_open_as_tables(tmp_path: Path) -> None:
    for name, source in (
        ("export.json", f'[{{"review": "{PROSE}"}}, {{"review": "{PROSE} Again."}}]'),
        ("export.jsonl", f'{{"review": "{PROSE}"}}\n{{"review": "{PROSE} Again."}}\n'),
    ):
        assert [review.text for review in read_file(written(tmp_path, name, source))] == [PROSE, f"{PROSE} Again."]


@pytest.mark.parametrize("name", ["prices.csv", "settings.json", "log.jsonl"])
def test_a_table_without_reviews_is_shown_as_text(tmp_path: Path, name: str) -> None:
    source = '{"name": "kettle", "price": 12}\n'
    review = only(read_file(written(tmp_path, name, source)))
    assert review.text == source


def test_every_language_that_we_know_is_told() -> None:
    german = (
        "Es gibt Filme, die man nicht sieht, sondern hört, und dieser ist einer von ihnen, auch wenn er am Ende zu laut wird."
    )
    french = "Il y a dans le premier plan tout ce que le film va nous refuser ensuite, et c’est une idée qui vaut le détour."
    assert read_text(german).language == "de"
    assert read_text(french).language == "fr"
    assert read_text(PROSE).language == "en"
    assert read_text("Бесконечно красивый фильм, который не отпускает до самого конца, и музыка тоже.").language == "und"


def test_white_space_without_end_is_no_problem() -> None:
    review = read_text(f"{PROSE}\n" + "\n" * 500_000)
    assert_sound(review)
    assert review.problems == ()


WRITER = """
import os, sys
path, turn = sys.argv[1], 0
while True:
    turn += 1
    letter, pieces = "AB"[turn % 2], 6 + turn % 2
    name = path if turn % 3 else path + ".new"
    with open(name, "w") as file:
        for _ in range(pieces):
            file.write(letter * 50_000)
            file.flush()
    if not turn % 3:
        os.replace(name, path)
"""


def test_a_file_that_is_rewritten_all_the_time_is_old_or_new_or_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "page.txt", "A" * 300_000)
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)]) as writer:
        try:
            for _ in range(40):
                review = only(read_file(path))
                assert len(set(review.text)) <= 1
                assert len(review.text) in {300_000, 350_000} or "reader.changing" in rules(review)
        finally:
            writer.kill()
