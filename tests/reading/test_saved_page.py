from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.reading.html import read_html
from desktop.reading.saved_page import html_in_mhtml, is_suspicious, page_of, plain_of, read_saved_page

ROOT = Path(__file__).resolve().parents[2]

# Pages that are built to hurt, and more than any page that people made.
HOSTILE = {
    "nested": "<div>" * 300_000 + "canary",
    "lists": "<ul><li>" * 60_000 + "canary",
    "formatting": "<b></i>" * 60_000 + "canary",
    "tables": "<table><tr><td>" * 40_000 + "canary",
    "attributes": "<a " + "".join(f"a{n}=1 " for n in range(40_000)) + ">canary",
    "tag": "<a " * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_time_and_never_lost_silently(name: str) -> None:
    source = HOSTILE[name]
    before = time.monotonic()
    page = read_saved_page(source)
    # A promise to the reader, not a benchmark: the limit of the page's process, and what starting it costs on a busy machine.
    assert time.monotonic() - before < 5
    if "canary" in source:
        assert "canary" in page.text or [problem.rule for problem in page.problems] == ["html.refused"]


def test_a_refused_page_is_shown_as_its_source() -> None:
    page = read_saved_page("<p>canary</p>" + "<div>" * 300_000)
    assert [problem.rule for problem in page.problems] == ["html.refused"]
    assert page.text.startswith("<p>canary</p><div>")


@pytest.mark.parametrize("depth", [10, 200, 1000, 5000])
def test_deep_pages_keep_their_words(depth: int) -> None:
    page = read_saved_page("<div>" * depth + "canary" + "</div>" * depth)
    assert page.text == "canary"
    assert page.problems == ()


def test_words_that_broken_markup_swallows_are_flagged() -> None:
    page = read_saved_page("<p title='>" + "a paragraph of the review " * 20 + "<p>the end")
    assert [problem.rule for problem in page.problems] == ["html.broken"]


@pytest.mark.parametrize(
    "source",
    [
        "<p>A paragraph</p><script>" + "x = 1; " * 1000 + "</script>",
        "<style>" + "p { color: red } " * 500 + "</style><p>A paragraph",
        "<!-- " + "a long comment " * 500 + " --><p>A paragraph",
        "<p>" + "&#26085;&#26412;" * 500,
        "<pre>" + " " * 5000 + "x</pre>",
    ],
)
def test_pages_whose_words_are_all_shown_are_not_flagged(source: str) -> None:
    assert read_saved_page(source).problems == ()


@pytest.mark.parametrize(
    "source",
    [
        "<p>" * 5000,
        "<li>item" * 200,
        "<div><p>x</p></div>" * 5000,
        "<table><tr><td>x<td>y" + "<tr><td>x<td>y" * 3000,
        "<br>" * 5000,
        "text without any tag " * 5000,
        "a < b and c > d " * 3000,
    ],
)
def test_ordinary_pages_are_not_suspected(source: str) -> None:
    assert not is_suspicious(source)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_suspected(name: str) -> None:
    assert is_suspicious(HOSTILE[name])


def test_a_large_page_is_read_apart_and_comes_back_the_same() -> None:
    source = "<h1>Title</h1><nav>menu</nav>" + "<p>A paragraph of some words, é and 😀.</p>" * 15_000
    assert len(source) > 512 * 1024
    assert read_saved_page(source) == read_html(source)


def test_what_the_process_hands_back_is_checked() -> None:
    page = read_html("<title>T</title><h1>x</h1><ul><li>y</ul>")
    assert page_of(plain_of(page)) == page
    for broken in (
        {},
        {"text": "x", "hints": [[1]], "title": "", "fields": {}},
        {"text": "x", "hints": 7, "title": "", "fields": {}},
    ):
        with pytest.raises(ValueError, match="not a page"):
            page_of(broken)


MHTML = b"""From: <Saved by a browser>
Subject: A review
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----part"

------part
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><p>Caf=C3=A9 =E2=98=85=E2=98=85</p></body></html>
------part
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------part--
"""


def test_a_page_saved_as_one_file_is_found_and_decoded() -> None:
    html = html_in_mhtml(MHTML)
    assert html is not None
    assert read_html(html).text == "Café ★★"


@pytest.mark.parametrize("data", [b"", b"no mail at all", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"])
def test_what_holds_no_page_has_none(data: bytes) -> None:
    assert html_in_mhtml(data) is None


QUIET = """
import sys
from pathlib import Path
from desktop.reading.reader import read_text
page = Path("page.html")
source = '<link rel=stylesheet href="http://example.org/a.css"><style>@import url(file:///etc/passwd);</style>' \\
    '<img src="file:///etc/passwd"><img src="http://example.org/a.png"><iframe src="http://example.org"></iframe>' \\
    '<script src="http://example.org/a.js"></script><p>Text</p>' * 50
read_text(source, path=page)  # the resources of the house are opened once
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event in {"open", "socket.connect", "socket.getaddrinfo"} else None)
read_text(source, path=page)
print(seen)
"""


def test_a_page_opens_no_file_and_no_connection() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
