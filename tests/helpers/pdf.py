"""What a PDF written by Qt holds: its pages as text, and every name of an action that a reader of it could run."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)> Tj|(ET)")
#: What a document can do by itself or at a click.
ACTIONS = (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/GoToR", b"/EmbeddedFile", b"/SubmitForm")


class Pdf:
    """A PDF, read as far as tests ask."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
        self.data = data
        self._objects = {int(number): body for number, body in _OBJECT.findall(data)}

    @property
    def actions(self) -> list[bytes]:
        """The names of actions that stand in it."""
        bodies = [_STREAM.sub(b"", body) for body in self._objects.values()]
        return [name for name in ACTIONS if any(re.search(name + rb"\b", body) for body in bodies)]

    @property
    def fonts_inside(self) -> bool:
        """Whether every font that it names is embedded."""
        described = [
            body for body in self._objects.values() if b"/FontDescriptor\n" in body or b"/Type /FontDescriptor" in body
        ]
        return bool(described) and all(b"/FontFile" in body for body in described)

    def pages(self) -> list[str]:
        """The text of each page in the order in which it is painted, a line for each piece."""
        found = [body for body in self._objects.values() if re.search(rb"/Type /Page\b", body)]
        return [self._text(body) for body in found]

    def _text(self, page: bytes) -> str:
        resources = self._objects[self._number(page, b"Resources")]
        letters = {
            name: self._letters(self._objects[int(number)]) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources)
        }
        told, font = [], b""
        for name, shown, end in _SHOWN.findall(self._stream(self._number(page, b"Contents"))):
            if name:
                font = name
            elif shown:
                codes = [shown[at : at + 4] for at in range(0, len(shown), 4)]
                told += [letters[font].get(int(code, 16), "\ufffd") for code in codes]
            elif end:
                told.append("\n")
        return "".join(told)

    def _letters(self, font: bytes) -> dict[int, str]:
        """Which letters the codes of a font stand for."""
        cmap = self._stream(self._number(font, b"ToUnicode"))
        found: dict[int, str] = {}
        for block in re.findall(rb"beginbfrange\s(.*?)endbfrange", cmap, re.DOTALL):
            for first, _, listed, single in re.findall(rb"<(\w+)> <(\w+)> (?:\[(.*?)\]|<(\w+)>)", block, re.DOTALL):
                targets = re.findall(rb"<(\w+)>", listed) if listed else [single]
                for at, target in enumerate(targets):
                    found[int(first, 16) + at] = bytes.fromhex(target.decode()).decode("utf-16-be", "replace")
        return found

    def _number(self, body: bytes, name: bytes) -> int:
        found = re.search(b"/" + name + rb" (\d+) 0 R", body)
        assert found, name
        return int(found[1])

    def _stream(self, number: int) -> bytes:
        found = _STREAM.search(self._objects[number])
        assert found
        return zlib.decompress(found[1]) if b"/FlateDecode" in self._objects[number][: found.start()] else found[1]
