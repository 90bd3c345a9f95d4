"""The command line: what it prints, what it says when it fails, and that it knows nothing of windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.cli import Exit, main
from desktop.export import comparison_pdf
from desktop.library.saved import SavedFile, SavedSearches
from desktop.meaning import model as model_module
from desktop.paths import SEEDS
from tests.helpers.pdf import Pdf
from tests.helpers.sentence_library import made_model

if TYPE_CHECKING:
    from collections.abc import Callable

REVIEW = "Sand Castles (2020)\n\nA slow but fierce film about sand.\n\nRating: 4/5 stars\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    place.mkdir()
    (place / "sand 10.txt").write_text(REVIEW, "utf-8")
    (place / "sand 9.txt").write_text("Sand Castles (2020)\n\nDull from beginning to end, and far too long.\n", "utf-8")
    return place


Run = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def run_(*arguments: str | Path) -> Run:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_


def test_read_prints_one_record_a_line(run: Callable[..., Run], folder: Path) -> None:
    code, out, err = run("read", folder, "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (Exit.OK, "")
    assert [record["id"] for record in records] == ["sand 9", "sand 10"]
    assert {"headline", "rating_normalised", "body_lines", "chrome_lines", "problems", "spans"} <= records[0].keys()


def test_read_prints_a_json_list(run: Callable[..., Run], folder: Path, tmp_path: Path) -> None:
    assert [record["id"] for record in json.loads(run("read", folder, "--format", "json")[1])] == ["sand 9", "sand 10"]
    (tmp_path / "nothing").mkdir()
    code, out, _ = run("read", tmp_path / "nothing", "--format", "json")
    assert (code, json.loads(out)) == (Exit.NOTHING_TO_READ, [])


def test_read_as_text_shows_the_critics_words(run: Callable[..., Run], folder: Path) -> None:
    code, out, _ = run("read", folder)
    assert code == Exit.OK
    assert "A slow but fierce film about sand." in out
    assert out.index("[sand 9]") < out.index("[sand 10]")


def test_list_prints_a_line_for_each_review(run: Callable[..., Run], folder: Path) -> None:
    code, out, _ = run("list", folder)
    assert code == Exit.OK
    assert [line.split("\t")[1] for line in out.splitlines()] == ["sand 9", "sand 10"]
    _, out, _ = run("list", folder, "--sort", "length", "--descending")
    assert [line.split("\t")[1] for line in out.splitlines()] == ["sand 9", "sand 10"]
    _, out, _ = run("list", folder, "--sort", "length")
    assert [line.split("\t")[1] for line in out.splitlines()] == ["sand 10", "sand 9"]


def test_search_prints_what_is_found_with_its_hit(run: Callable[..., Run], folder: Path) -> None:
    code, out, _ = run("search", "fierce -dull", folder)
    assert code == Exit.OK
    assert [line.split("\t")[1] for line in out.splitlines()[::2]] == ["sand 10"]
    assert out.splitlines()[1].strip() == "A slow but fierce film about sand."
    assert "sand 10" in run("search", "--", "-dull", folder)[1]
    assert run("search", "seaweed", folder)[:2] == (Exit.NOTHING_FOUND, "")


def test_a_query_that_is_none_is_shown_with_the_place(run: Callable[..., Run], folder: Path) -> None:
    code, out, err = run("search", "slow scroe:>3", folder)
    assert (code, out) == (Exit.USAGE, "")
    message, text, marker = err.splitlines()
    assert "did you mean “score:”" in message
    assert text[marker.index("^") : marker.rindex("^") + 1] == "scroe"


def test_compare_prints_markdown(run: Callable[..., Run]) -> None:
    code, out, err = run("compare", *sorted(SEEDS.glob("*.txt"))[:3])
    assert (code, err) == (Exit.OK, "")
    assert out.startswith("# ")
    assert "3 reviews side by side" in out.splitlines()[0]


def test_compare_writes_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "ballerina.pdf"
    with path.open("wb") as file:
        done = subprocess.run(
            (sys.executable, "-m", "desktop.cli", "compare", str(SEEDS), "--format", "pdf"),
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, said(done.stderr)) == (Exit.OK, [])
    pdf = Pdf(path.read_bytes())
    assert "5 reviews side by side" in pdf.pages()[0]
    assert pdf.actions == []


def test_a_pdf_is_not_written_to_a_terminal(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = run("compare", SEEDS, "--format", "pdf")
    assert (code, out) == (Exit.USAGE, "")
    assert "> comparison.pdf" in err


def test_where_qt_cannot_be_had_a_pdf_names_what_prints(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison_pdf, "_COMMAND", "raise ImportError('no such library')")
    code, out, err = run("compare", SEEDS, "--format", "pdf")
    assert (code, out) == (Exit.TROUBLE, "")
    assert "no such library" in err
    assert "--format html" in err


def test_compare_takes_two_reviews(run: Callable[..., Run], folder: Path) -> None:
    code, out, err = run("compare", folder / "sand 9.txt")
    assert (code, out) == (Exit.NOTHING_TO_READ, "")
    assert "two reviews" in err


def test_explain_prints_every_line_with_its_rule(run: Callable[..., Run], folder: Path) -> None:
    code, out, _ = run("explain", folder / "sand 10.txt")
    assert code == Exit.OK
    lines = {line[:5].strip(): line for line in out.splitlines() if line[:5].strip().isdigit()}
    assert list(lines) == ["1", "3", "5"]
    for number, text in (("1", "Sand Castles (2020)"), ("3", "A slow but fierce film about sand."), ("5", "Rating: 4/5 stars")):
        assert lines[number].endswith(text)
        assert "." in lines[number].split()[2]  # the rule


def test_what_cannot_be_read_is_named_and_the_rest_is_read(run: Callable[..., Run], folder: Path) -> None:
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / ".hidden").write_text("not for us", "utf-8")
    code, out, err = run("list", folder, folder / "missing.txt")
    assert code == Exit.TROUBLE
    assert len(out.splitlines()) == 2
    assert f"{folder / 'image.txt'}: a PNG image, not text" in err
    assert f"{folder / 'missing.txt'}: does not exist" in err
    assert ".hidden" not in err
    assert "passed over: 1 hidden" in err


def test_nothing_to_read_has_a_code_of_its_own(run: Callable[..., Run], tmp_path: Path) -> None:
    code, out, err = run("read", tmp_path / "nowhere")
    assert (code, out) == (Exit.NOTHING_TO_READ, "")
    assert "does not exist" in err


def test_control_characters_of_a_page_do_nothing_to_the_terminal(run: Callable[..., Run], folder: Path) -> None:
    (folder / "evil.txt").write_text(
        "A \x1b[31mred\x1b[0m review with \x9b control characters in its very first line.", "utf-8"
    )
    for command in ("read", "explain", "list"):
        _, out, _ = run(command, folder / "evil.txt")
        assert "\x1b" not in out
        assert "\x9b" not in out
    assert "␛[31mred" in run("read", folder / "evil.txt")[1]


def test_wrong_use_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["read"])
    assert stopped.value.code == Exit.USAGE
    assert "PATH" in capsys.readouterr().err


def python(*arguments: str, **named: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **named)  # type: ignore[call-overload, no-any-return]  # passed on


def said(errors: bytes) -> list[bytes]:
    """What was said on the error stream but for the progress, which a busy machine may have time to show."""
    return [line for line in errors.replace(b"\r", b"\n").splitlines() if line and not line.startswith(b"reading ")]


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    shown = python("-m", "desktop.cli", "read", *[str(SEEDS)] * 1)
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.read(1)
    shown.stdout.close()
    assert said(shown.stderr.read()) == []
    assert shown.wait() == Exit.OK
    shown.stderr.close()


def test_names_and_texts_beyond_ascii_print_to_any_stream(tmp_path: Path) -> None:
    odd = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")
    Path(odd).write_text("Une critique « très » longue 影 of a film that nobody has seen.", "utf-8")
    for encoding in ("ascii", "utf-8", "latin-1"):
        done = python("-m", "desktop.cli", "read", str(tmp_path), env={**os.environ, "PYTHONIOENCODING": encoding})
        out, err = done.communicate()
        assert (done.returncode, said(err)) == (Exit.OK, [])
        assert b"critique" in out


def test_qt_is_never_imported() -> None:
    code = "import sys; import desktop.cli; print([name for name in sys.modules if 'PySide' in name or 'shiboken' in name])"
    done = python("-c", code)
    out, err = done.communicate()
    assert (out.strip(), err) == (b"[]", b"")


def test_search_puts_the_best_answer_first(run: Callable[..., Run], folder: Path) -> None:
    (folder / "sand 11.txt").write_text("Sand Castles (2020)\n\nSlow, slow and so very slow.\n", "utf-8")

    def found(*arguments: str) -> list[str]:
        out = run("search", "slow", folder, "--sort", "relevance", *arguments)[1]
        return [line.split("\t")[1] for line in out.splitlines() if "\t" in line]

    assert found() == ["sand 11", "sand 10"]
    assert found("--descending") == ["sand 10", "sand 11"]


def test_a_saved_search_is_found_by_its_name(run: Callable[..., Run], folder: Path) -> None:
    SavedFile().save(SavedSearches().saving("Fierce ones", "fierce").saving("Broken", "score:high"))
    assert run("search", "--saved", "fierce ONES", folder) == run("search", "fierce", folder)
    code, _, err = run("search", "--saved", "other", folder)
    assert (code, "saved are: Broken, Fierce ones" in err) == (Exit.USAGE, True)
    code, _, err = run("search", "--saved", "Broken", folder)
    assert (code, "range" in err) == (Exit.USAGE, True)


# answers


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Two reviews that speak of a foghorn and a staircase."""
    place = tmp_path / "talk"
    place.mkdir()
    ann = "The staircase creaks. A foghorn blares. Nobody smiles. Rain falls on every lantern."
    bo = "That foghorn deafens. I like the steps. Somebody laughs. Trains pass under each bridge."
    (place / "ann.txt").write_text(f"Sand (2020)\n\nBy Ann Lee\n\n{ann}\n", "utf-8")
    (place / "bo.txt").write_text(f"Sand (2020)\n\nBy Bo Dee\n\n{bo}\n", "utf-8")
    return place


def test_answers_are_printed_with_what_is_shared(run: Callable[..., Run], talk: Path) -> None:
    code, out, err = run("answers", talk)
    first, one, other, *_ = out.splitlines()
    assert (code, err) == (Exit.OK, "")
    assert first.split("\t")[1:3] == ["Ann Lee", "Bo Dee"]
    assert "shares “foghorn”" in first
    assert (one, other) == ("    A foghorn blares.", "    That foghorn deafens.")


def test_answers_as_records_each_pair_once_the_best_first(run: Callable[..., Run]) -> None:
    code, out, _ = run("answers", SEEDS, "--format", "jsonl", "--most", "30")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == Exit.OK
    assert len(records) == 30
    assert [record["score"] for record in records] == sorted((record["score"] for record in records), reverse=True)
    places = [frozenset((p["review"], *p["span"]) for p in record["passages"]) for record in records]
    assert len(set(places)) == 30
    assert all(len(place) == 2 for place in places)
    assert {record["closeness"] for record in records} == {None}


def test_answers_to_passages_that_hold_some_words(run: Callable[..., Run], talk: Path) -> None:
    code, out, _ = run("answers", talk, "--of", "that  FOGHORN", "--format", "jsonl")
    assert code == Exit.OK
    assert {json.loads(line)["passages"][0]["text"] for line in out.splitlines()} == {"That foghorn deafens."}
    assert run("answers", talk, "--of", "trombone")[:2] == (Exit.NOTHING_FOUND, "")


def test_answers_by_meaning_say_how_close(run: Callable[..., Run], talk: Path, sentence_library: Path, tmp_path: Path) -> None:
    del sentence_library
    code, out, err = run("answers", talk, "--by", "meaning", "--model", made_model(tmp_path / "model"), "--format", "jsonl")
    assert (code, err) == (Exit.OK, "")
    assert all(isinstance(json.loads(line)["closeness"], float) for line in out.splitlines())


def test_what_is_like_a_review_by_meaning_says_how_close(
    run: Callable[..., Run], sentence_library: Path, tmp_path: Path
) -> None:
    one, *_ = sorted(SEEDS.glob("*.txt"))
    assert run("like", one, SEEDS, "--by", "meaning")[:2] == (Exit.USAGE, "")
    assert not sentence_library.exists()
    code, out, err = run("like", one, SEEDS, "--by", "meaning", "--model", made_model(tmp_path / "model"))
    assert (code, err) == (Exit.OK, "")
    assert all(line.startswith("    close in meaning (") for line in out.splitlines()[1::2])
    assert "meaning" not in run("like", one, SEEDS)[1]


def test_a_model_is_fetched_for_answers_only_on_request(run: Callable[..., Run], talk: Path, sentence_library: Path) -> None:
    code, out, err = run("answers", talk, "--by", "meaning")
    assert (code, out) == (Exit.USAGE, "")
    assert err.endswith("is not on this machine; --fetch fetches it from huggingface.co\n")
    assert not sentence_library.exists()
    assert run("answers", talk, "--by", "meaning", "--fetch")[0] == Exit.OK
    assert run("answers", talk, "--by", "meaning")[0] == Exit.OK


def test_without_the_extra_answers_by_meaning_say_what_is_needed(
    run: Callable[..., Run], talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_module, "find_spec", lambda _name: None)
    assert run("answers", talk, "--by", "meaning") == (Exit.USAGE, "", f"diptych-cli: {model_module.NO_EXTRA}\n")


@pytest.mark.parametrize("most", ["0", "-1", "many", "²"])
def test_a_number_that_is_none_is_refused(
    run: Callable[..., Run], talk: Path, most: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run("answers", talk, f"--most={most}")
    assert "is not a number from 1" in capsys.readouterr().err


WORDS = (
    "Sand, spice and worms: the desert planet looks gorgeous, but the story drags, the characters stay cold for hours, and the "
    "choreography of its battles is a blur of dust."
)


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A review that is there twice, one like it and one that is not."""
    place = tmp_path / "twice"
    place.mkdir()
    for name in ("first", "second"):
        (place / f"{name}.txt").write_text(f"Dune (2021)\n\n{WORDS}\n\nMy rating: 8/10\n", "utf-8")
    like = "A spaceship lands in the desert, and worms and spice wait in the sand. The choreography is fierce."
    (place / "third.txt").write_text(f"Dune (2021)\n\n{like}\n\nMy rating: 6/10\n", "utf-8")
    (place / "other.txt").write_text("Paper Boats (2020)\n\nChildren fold boats by a river.\n\nMy rating: 8/10\n", "utf-8")
    return place


def test_list_marks_copies_and_leaves_them_out_on_request(run: Callable[..., Run], twice: Path) -> None:
    code, out, _ = run("list", twice)
    assert code == Exit.OK
    marks = {line.split("\t")[1]: line.split("\t")[5:] for line in out.splitlines()}
    assert marks == {"first": ["1 copy"], "other": [], "second": ["copy of first (100 %)"], "third": []}
    code, out, err = run("list", twice, "--no-copies")
    assert [line.split("\t")[1] for line in out.splitlines()] == ["first", "other", "third"]
    assert "left out: 1 copy" in err
    assert [line.split("\t")[1] for line in run("search", "is:copy", twice)[1].splitlines()] == ["second"]


def test_list_sorts_by_several_fields(run: Callable[..., Run], twice: Path) -> None:
    def order(fields: str) -> list[str]:
        return [line.split("\t")[1] for line in run("list", f"--sort={fields}", twice)[1].splitlines()]

    assert order("-score,length") == ["other", "first", "second", "third"]
    assert order("score,-length") == ["third", "first", "second", "other"]
    with pytest.raises(SystemExit):
        run("list", "--sort=score,taste", twice)


def test_like_prints_the_nearest_with_what_they_share(run: Callable[..., Run], twice: Path) -> None:
    code, out, _ = run("like", twice / "third.txt", twice)
    assert code == Exit.OK
    lines = out.splitlines()
    assert [line.split("\t")[1] for line in lines[::2]] == ["first", "second"]
    assert lines[1].startswith("    both: ")
    assert "worms" in lines[1]
    assert run("like", twice / "third.txt", twice, "--most", "1")[1].splitlines() == lines[:2]
    assert run("like", twice / "other.txt", twice)[:2] == (Exit.NOTHING_FOUND, "")
    code, _, err = run("like", twice / "gone.txt", twice)
    assert code == Exit.NOTHING_TO_READ
    assert "no review to start from" in err
