"""Labelled pages as reviews: the roles of their lines come from the labels, their credits are read.

A page is a text file and an object of ``labels.json`` or ``seed_labels.json`` of the evaluation folder; a sentence is known by
its offset and a hash of its words, never by its text.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from desktop.paths import SEEDS
from desktop.reading.passages import find_passages
from desktop.reading.reader import read_text
from desktop.review import Block, Found, Review, Role, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sentence_hash(sentence: str) -> str:
    """Eight hexadecimal digits that know a sentence again, whatever its white space."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:8]


def pages(evaluation: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The labels and the text of every seed and every labelled page that lies there as a file."""
    for labels, folder in (("seed_labels.json", SEEDS), ("labels.json", evaluation / "reviews")):
        for page in json.loads((evaluation / labels).read_text("utf-8")):
            path = folder / f"{page['id']}.txt"
            if path.is_file():
                yield page, path.read_bytes().decode("utf-8")


def labelled_blocks(page: dict[str, Any], text: str) -> tuple[Block, ...]:
    """The lines of a page with the roles that its labels give them; lines that the labels do not name are chrome."""
    roles: dict[str, Role] = {}
    for key, role in (("chrome_lines", Role.CHROME), ("meta_lines", Role.BYLINE), ("body_lines", Role.BODY)):
        roles.update(dict.fromkeys((line.strip() for line in page[key]), role))
    for key, role in (("section_headings", Role.HEADING), ("pros", Role.PRO), ("cons", Role.CON)):
        bare = {line.strip("•-*+# \t").lower() for line in page[key]}
        roles.update({line: role for line in roles if line.strip("•-*+# \t").lower() in bare and roles[line] is not Role.BODY})
    blocks: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare_line = line.strip()
        if bare_line:
            start = at + line.index(bare_line)
            role = roles.get(bare_line, Role.CHROME)
            blocks.append(Block(Span(start, start + len(bare_line)), role, "label", level=2 if role is Role.HEADING else 0))
        at += len(line)
    return tuple(blocks)


def labelled_review(page: dict[str, Any], text: str) -> Review:
    """The page as a review whose passages are the program's own."""
    blocks = labelled_blocks(page, text)
    kind = WorkKind(page["kind"])
    people = read_text(text).credits
    passages = find_passages(text, blocks, kind, people)
    return Review(page["id"], None, text, "utf-8", Found(kind, None, "label"), blocks, credits=people, passages=passages)
