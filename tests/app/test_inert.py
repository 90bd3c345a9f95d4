"""What a page names is never fetched: no connection and no file is opened on its account (a document of images and imports)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver

PAGE = """<html><head><title>Alpha (2020) review</title>
<link rel="stylesheet" href="file:///SECRET">
<style>@import url("file:///SECRET"); body { background: url(file:///SECRET) }</style>
<script src="http://127.0.0.1:9/SECRET"></script></head><body background="file:///SECRET">
<h1>Alpha (2020) review</h1>
<p>The camera work is gorgeous <img src="file:///SECRET"> and the story never drags, which is more than can be said of most.
<a href="file:///SECRET">A link</a> <iframe src="http://127.0.0.1:9/SECRET"></iframe></p>
<p>In plain letters: &lt;img src="file:///SECRET"&gt; is shown as it stands, and the music is good.</p>
</body></html>
"""
_seen: list[str] = []
_watching = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching and event in {"open", "socket.connect", "socket.getaddrinfo"}:
        _seen.append(f"{event} {args[0] if args else ''}")


def test_a_page_full_of_references_opens_nothing(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    global _watching  # noqa: PLW0603 - an audit hook cannot be taken away again, only told to be quiet
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not to be read")
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("one.html", "two.html"):
        (folder / name).write_text(PAGE.replace("/SECRET", str(secret)))
    sys.addaudithook(_hook)
    _watching = True
    try:
        driver = open_program(folder)
        driver.press("Ctrl+3", "Ctrl+U", "Ctrl+U", "Ctrl+2", "Ctrl+A", "Ctrl+Return", "Shift+F8", "Alt+Left")
        page = driver.window.reader.page
        assert "is shown as it stands" in page.toPlainText()
        assert "\ufffc" not in page.toPlainText()
    finally:
        _watching = False
    assert any("one.html" in each for each in _seen), "the hook hears nothing"
    assert [each for each in _seen if "secret" in each or each.startswith("socket")] == []
