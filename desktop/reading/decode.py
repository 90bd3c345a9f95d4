"""Bytes to text: which encoding, and what is doubtful about it.

The order is: what the reader forces, byte-order mark, UTF-16 by its zero bytes, strict UTF-8, the encoding a page declares, and
Windows-1252, in which every byte means something. Nothing is repaired unasked: mojibake is flagged and
:func:`repair_mojibake` offers the repair. No text ever holds a surrogate.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from desktop.review import Problem, Severity, Span

#: Encodings that a reader may ask for ("reload as"), the likely ones first.
ENCODINGS = (
    "utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso-8859-15", "iso-8859-2", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "cp1258", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr", "cp949", "cp874",
    "mac-roman", "cp437", "cp850",
)  # fmt: skip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which an encoding is declared or can be guessed from
_SHOWN = 20  # places named one by one; more are counted
_ODD = re.compile("[\x00-\x08\x0e-\x1b\x7f]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding that gave it and what is doubtful."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, forced: str | None = None) -> Decoded:
    """The text of a file's bytes; never raises. ``forced`` is one of :data:`ENCODINGS`, or None to find out."""
    text, encoding, problems = _decoded(data, forced)
    return Decoded(text, encoding, (*problems, *text_problems(text)))


def text_problems(text: str) -> tuple[Problem, ...]:
    """What a reader should know about a text's characters: mojibake, control characters, bidi controls, replacements."""
    problems: list[Problem] = []
    garbled = list(_garbled(text))
    if garbled:
        message = f"{_counted(len(garbled), 'place looks', 'places look')} like UTF-8 that was read as Windows-1252; a repair is offered"
        problems.append(Problem(message, Severity.WARNING, "decode.mojibake", garbled[0]))
    for pattern, what, rule in (
        (_ODD, "control character", "decode.control"),
        (_BIDI, "control of writing direction", "decode.bidi"),
    ):
        places = [Span(m.start(), m.end()) for m in pattern.finditer(text)]
        if places:
            count = sum(map(len, places))
            message = f"{_counted(count, what, what + 's')} in the text, kept as it is"
            problems.append(Problem(message, Severity.NOTE, rule, places[0]))
    lost = text.count("\ufffd")
    if lost:
        at = text.index("\ufffd")
        message = f"{_counted(lost, 'character', 'characters')} could not be read"
        problems.append(Problem(message, Severity.WARNING, "decode.lost", Span(at, at + 1)))
    return tuple(problems)


def repair_mojibake(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 put right; the same text where there is none."""
    return _GARBLED.sub(lambda m: _mended(m.group()) or m.group(), text)


def _decoded(data: bytes, forced: str | None) -> tuple[str, str, list[Problem]]:
    problems: list[Problem] = []
    if forced is not None:
        if forced in ENCODINGS:
            return _lenient(data, forced, problems)
        problems.append(Problem(f"unknown encoding {forced}", Severity.WARNING, "decode.unknown"))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, problems)
    wide = _utf16_by_zeros(data)
    if wide:
        problems.append(Problem(f"read as {wide} by its zero bytes", Severity.NOTE, "decode.utf16"))
        return _lenient(data, wide, problems)
    try:
        return data.decode("utf-8"), "utf-8", problems
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    if declared is not None:
        try:
            return _without_surrogates(data.decode(declared)), declared, problems
        except (UnicodeDecodeError, LookupError):
            problems.append(Problem(f"declared as {declared}, which it is not", Severity.WARNING, "decode.declared"))
    return _mixed(data, problems)


def _mixed(data: bytes, problems: list[Problem]) -> tuple[str, str, list[Problem]]:
    """UTF-8 with some Windows-1252 bytes in it, or Windows-1252."""
    strays: list[int] = []
    text = _utf8_with_strays(data, strays)
    good = sum(1 for char in text if char > "\x7f") - len(strays)
    if good > len(strays):
        message = f"{_counted(len(strays), 'byte is', 'bytes are')} not UTF-8 and read as Windows-1252"
        problems.append(Problem(message, Severity.WARNING, "decode.mixed"))
        return text, "utf-8", problems
    problems.append(Problem("not UTF-8: read as Windows-1252", Severity.NOTE, "decode.cp1252"))
    return "".join(map(_CP1252.__getitem__, data)), "cp1252", problems


def _lenient(data: bytes, encoding: str, problems: list[Problem]) -> tuple[str, str, list[Problem]]:
    if encoding == "cp1252":
        return "".join(map(_CP1252.__getitem__, data)), encoding, problems
    return _without_surrogates(data.decode(encoding, "replace")), encoding, problems


def _without_surrogates(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)  # as every browser has it
    return name if name in {codecs.lookup(encoding).name for encoding in ENCODINGS} else None


def _utf16_by_zeros(data: bytes) -> str | None:
    head = data[: _HEAD - _HEAD % 2]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _cp1252_table() -> tuple[str, ...]:
    """What each byte means in Windows-1252; the five that mean nothing stand for the control characters of Latin-1."""
    return tuple(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


_CP1252 = _cp1252_table()
_BYTE_OF = {char: byte for byte, char in enumerate(_CP1252)}


def _utf8_with_strays(data: bytes, strays: list[int]) -> str:
    """UTF-8, a byte that is none read as Windows-1252; the offsets of those bytes are appended to ``strays``."""
    parts: list[str] = []
    at = 0
    for match in _NOT_ASCII.finditer(data):
        parts.append(data[at : match.start()].decode("ascii"))
        run, begin = match.group(), match.start()
        at = match.end()
        piece = 0
        for good in _UTF8.finditer(run):
            for stray in range(piece, good.start()):
                strays.append(begin + stray)
                parts.append(_CP1252[run[stray]])
            parts.append(good.group().decode("utf-8"))
            piece = good.end()
        for stray in range(piece, len(run)):
            strays.append(begin + stray)
            parts.append(_CP1252[run[stray]])
    parts.append(data[at:].decode("ascii"))
    return "".join(parts)


_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
# Well-formed sequences only (Unicode, table 3-7): no surrogates, nothing overlong, nothing above U+10FFFF.
_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)


def _of_bytes(first: int, last: int) -> str:
    """A character class of what the bytes ``first`` to ``last`` are in Windows-1252."""
    return "[" + "".join(map(re.escape, _CP1252[first : last + 1])) + "]"


_TAIL = _of_bytes(0x80, 0xBF)
_GARBLED = re.compile(f"{_of_bytes(0xC2, 0xDF)}{_TAIL}|{_of_bytes(0xE0, 0xEF)}{_TAIL}{{2}}|{_of_bytes(0xF0, 0xF4)}{_TAIL}{{3}}")


def _mended(piece: str) -> str | None:
    try:
        return bytes(_BYTE_OF[char] for char in piece).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _garbled(text: str) -> list[Span]:
    """Where UTF-8 was read as Windows-1252; a lone pair of characters may be meant and is let pass."""
    places = [Span(m.start(), m.end()) for m in _GARBLED.finditer(text) if _mended(m.group()) is not None]
    return places if len(places) > 1 or any(len(place) > 2 for place in places) else []


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
