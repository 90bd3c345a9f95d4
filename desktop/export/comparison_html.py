"""A comparison as one HTML file that loads nothing, runs nothing and prints well. All data is escaped text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from desktop.export.citation import byline, quoted_runs, score, source
from desktop.review import Face, Stance, italic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review

_MARKS = {Stance.PRAISE: "▲", Stance.COMPLAINT: "▼", Stance.MIXED: "◆", Stance.NEUTRAL: "○"}
_STYLE = """
body { margin: 2rem; font: 16px/1.5 "Source Serif 4", Charter, Georgia, "Noto Serif", serif; }
body, thead th { color: #1f1d1a; background: #fbfaf7; }
h1 { font-size: 1.6rem; } caption { text-align: left; font-weight: bold; padding: .5rem 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-top: 1px solid #dedad2; overflow-wrap: anywhere; }
th[scope=row], col:first-child { width: 10rem; } thead th { position: sticky; top: 0; }
p { margin: 0 0 .6rem; } .quiet { color: #6b665e; font-weight: normal; font-size: .85rem; } .praise { color: #1f7a6b; }
.complaint, .mixed { color: #985400; } .neutral { color: #6b665e; }
@media print {
  body { margin: 0; font-size: 10pt; } body, thead th { background: none; }
  thead { display: table-header-group; } p { break-inside: avoid; }
}
"""


def to_html(comparison: Comparison) -> str:
    """The whole comparison as a page of its own, in UTF-8."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    reviews = [column.review for column in comparison.columns]
    work = next((review.work.value for review in reviews if review.work), "")
    title = _text(f"{work}: {len(reviews)} reviews side by side" if work else f"{len(reviews)} reviews side by side")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    # No scripts and nothing from elsewhere, even if some text should be taken for markup.
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>'
    yield f"<body>\n<h1>{title}</h1>"
    if comparison.facts:
        yield from _head("Facts", comparison)
        for fact in comparison.facts:
            differs = '<br><span class="quiet">differs</span>' if fact.differs else ""
            yield f'<tr><th scope="row">{_text(fact.label)}{differs}</th>'
            for cell in fact.cells:
                value = cell.normalised if cell.normalised != cell.text else ""
                yield f"<td>{_text(cell.text)}" + (f'<br><span class="quiet">{_text(value)}</span>' if value else "") + "</td>"
            yield "</tr>"
        yield "</tbody></table>"
    yield from _head("By topic", comparison)
    for row in comparison.topics:
        about = f'<br><span class="quiet">{_text(row.topic.about)}</span>'
        yield f'<tr><th scope="row">{_text(row.topic.name)}{about}</th>'
        for review, passages in zip(reviews, row.cells, strict=True):
            yield _cell(review, passages, "no passage found")
        yield "</tr>"
    yield '<tr><th scope="row">Unplaced</th>'
    for review, passages in zip(reviews, comparison.unplaced, strict=True):
        yield _cell(review, passages, "nothing left over")
    yield "</tr></tbody></table>"
    yield "<h2>Sources</h2>\n<ul>"
    yield from (f"<li>{_text(source(review))}</li>" for review in reviews)
    yield "</ul>\n</body>\n</html>"


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _words(review: Review, passage: Passage) -> str:
    """The words of a passage, those set off in the tags for that."""
    told = ""
    for words, faces in quoted_runs(review, passage.span):
        bare = words.lstrip()
        tags = [
            tag for tag, said in (("strong", Face.STRONG in faces), ("em", italic(faces)), ("code", Face.CODE in faces)) if said
        ]
        inner = "".join(f"<{tag}>" for tag in tags) + escape(bare) + "".join(f"</{tag}>" for tag in reversed(tags))
        told += words[: len(words) - len(bare)] + inner
    return told


def _head(caption: str, comparison: Comparison) -> Iterator[str]:
    yield f"<table><caption>{caption}</caption><thead><tr><td></td>"
    for column in comparison.columns:
        coverage = f"{column.placed} of {column.total} paragraphs placed"
        name, verdict = _text(byline(column.review)), _text(score(column.review))
        yield f'<th scope="col">{name}<br><span class="quiet">{verdict}; {coverage}</span></th>'
    yield "</tr></thead><tbody>"


def _cell(review: Review, passages: tuple[Passage, ...], nothing: str) -> str:
    if not passages:
        return f'<td><p class="quiet"><em>{nothing}</em></p></td>'
    told = []
    for passage in passages:
        name = passage.stance.value
        mark = f'<span class="{name}" title="{name}" aria-label="{name}">{_MARKS[passage.stance]}</span>'
        told.append(f"<p>{mark} {_words(review, passage)}</p>")
    return f"<td>{''.join(told)}</td>"
