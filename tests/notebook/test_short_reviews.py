"""What is corrected in one of several short reviews of a page is corrected there, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.loading import load
from desktop.notebook.applying import Applying
from desktop.notebook.corrections import Kind, saying
from desktop.notebook.notebook import Notebook
from desktop.review import Role, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "{} is a film that is patient and quiet, and by the end of it I would have followed its makers anywhere at all, on foot."
PAGE = "Two at the festival\nBy Priya Nair\n\n" + "\n".join(
    f"{title} (2019)\n{stars}\n{TEXT.format(title)}\n"
    for title, stars in (("Paper Wolves", "★★★½"), ("The Tin Choir", "★★"), ("Tide Pool", "★★★★★"))
)


def test_a_correction_of_a_short_review_stays_there(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    library = load([path])
    assert [review.id for review in library.reviews] == ["page", "page#2", "page#3", "page#4"]
    choir = library.reviews[2]
    body = next(block for block in choir.blocks if block.role is Role.BODY)
    with Notebook.open(tmp_path / "notebook.sqlite3") as notebook:
        notebook.correct([saying(choir, Kind.ROLE, Span(body.span.start, body.span.end), "chrome")], "Taken for the site’s")
        applied = Applying().to(library, notebook.corrections(library)).library
    corrected = applied.reviews[2]
    assert corrected.text == choir.text
    assert corrected.work == choir.work
    assert [block.role for block in corrected.blocks if block.span == body.span] == [Role.CHROME]
    assert applied.reviews[0] == library.reviews[0]
    assert applied.reviews[1] == library.reviews[1]
