"""The command line reads with another mapping of grades, and with what was corrected in the window, if asked to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.cli import Exit, main
from desktop.comparison.rows import compare
from desktop.library.loading import load
from desktop.library.naming import Naming, pair
from desktop.notebook.corrections import Change, Kind, same_or_apart, saying
from desktop.notebook.notebook import Notebook
from desktop.paths import notebook_path

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """Alpha (2020) – review

By {critic}

Director: {director}

The camera work is gorgeous and the story never drags, which is more than can be said of most.

The music is loud, and {critic} minds it.

Grade: B
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, critic, director in (("a", "Ann Bell", "Lee Chung-hyun"), ("b", "Bob Cole", "Lee Chung-Hyeon")):
        (pages / f"{name}.txt").write_text(PAGE.format(critic=critic, director=director), encoding="utf-8")
    return pages


@pytest.mark.parametrize("command", [["read"], ["list"], ["search", "camera"], ["compare"]])
def test_another_mapping_of_letter_grades(folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, str(folder)]) == Exit.OK
    assert "83" in capsys.readouterr().out
    assert main([*command, "--grades", "even", str(folder)]) == Exit.OK
    out = capsys.readouterr().out
    assert "67" in out
    assert "83" not in out


def test_an_unknown_mapping_is_refused_with_those_that_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", "--grades", "odd", str(folder)])
    assert ended.value.code == Exit.USAGE
    assert "'default', 'even'" in capsys.readouterr().err


def correct(folder: Path) -> None:
    """Correct in the notebook all that can be corrected."""
    library = load([folder])
    first, second = library.reviews
    with Notebook.open(notebook_path()) as notebook:
        music = next(block.span for block in first.blocks if "music" in block.span.of(first.text))
        camera = next(passage.span for passage in second.passages if "camera" in passage.span.of(second.text))
        notebook.correct([saying(first, Kind.ROLE, music, "chrome")], "Folded")
        notebook.correct([saying(second, Kind.MOVE, camera, "sound")], "Moved")
        notebook.correct([Change(second, Kind.READING, "grades", "even")], "Grades")
        apart = Naming(apart=frozenset({pair("Lee Chung-hyun", "Lee Chung-Hyeon")}))
        notebook.correct(same_or_apart(library.works[0], apart), "Two people")


def test_what_was_corrected_in_the_window(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", str(folder)])
    plain = capsys.readouterr().out
    main(["compare", "--corrected", str(folder)])
    assert capsys.readouterr().out == plain
    correct(folder)
    main(["compare", str(folder)])
    assert capsys.readouterr().out == plain
    assert main(["compare", "--corrected", str(folder)]) == Exit.OK
    out = capsys.readouterr().out
    assert "and Ann Bell minds it" not in out
    assert "|Director (differs)|" in out
    assert "(differs)" not in plain
    sound = out[out.index("## Sound and music") :].partition("\n## ")[0]
    assert "The camera work is gorgeous" in sound
    assert "67" in out
    assert main(["search", "--corrected", 'director:"Lee Chung-Hyeon"', str(folder)]) == Exit.OK
    assert "Bob Cole" in (found := capsys.readouterr().out)
    assert "Ann Bell" not in found
    for form in ("text", "json", "jsonl"):
        assert main(["read", "--corrected", "--format", form, str(folder)]) == Exit.OK
        assert "67" in capsys.readouterr().out


def test_what_fits_no_more_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct(folder)
    page = folder / "a.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("music is loud", "music was soft"), encoding="utf-8")
    assert main(["read", "--corrected", str(folder)]) == Exit.OK
    out = capsys.readouterr().out
    assert "1 correction of yours no longer fits this text" in out
    assert "music was soft" in out


def test_a_comparison_takes_moves_by_the_number_of_the_review(folder: Path) -> None:
    first, second = load([folder]).reviews
    span = second.passages[0].span
    moved = compare([first, replace(second)], moved={(1, span): "sound"})
    row = next(row for row in moved.topics if row.topic.id == "sound")
    assert [passage.span for passage in row.cells[1]][:1] == [span]
