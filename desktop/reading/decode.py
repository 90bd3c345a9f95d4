"""Bytes to text: which encoding, and what is doubtful about it.

The order is: what the reader forces, byte-order mark, UTF-16 by its zero bytes, strict UTF-8, the encoding a page declares,
UTF-8 with stray bytes, and Windows-1252, in which every byte means something. Nothing is repaired unasked: mojibake is flagged,
and :func:`repair_mojibake` offers the repair. No text ever holds a surrogate.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from desktop.review import Problem, Severity, Span

#: Encodings that a reader may ask for ("reload as"), the likely ones first.
ENCODINGS = (
    "utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso8859-15", "iso8859-2", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "cp1258", "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp949", "cp874",
    "mac-roman", "cp437", "cp850", "utf-32-le", "utf-32-be",
)  # fmt: skip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Declared encodings that browsers read as another one, and old names of those that we have.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gbk": "gb18030", "gb2312": "gb18030"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which an encoding is declared or can be guessed from
_STEP = 1 << 22  # bytes that are decoded at a time
_BINARY = 0.1  # share of control characters in the head of what is no text
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_MARKS_PILED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding that gave it and what is doubtful; a ``binary`` file is no text at all."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()
    binary: bool = False


def decode(data: bytes, forced: str | None = None) -> Decoded:
    """The text of a file's bytes; never raises. ``forced`` is one of :data:`ENCODINGS`, or None to find out."""
    text, encoding, problems = _decoded(data, forced)
    if forced is None and _is_binary(text):
        return Decoded(
            text, encoding, (Problem("not a text: this file is binary", Severity.ERROR, "decode.binary"),), binary=True
        )
    return Decoded(text, encoding, tuple(problems))


def encoding_and_text(data: bytes, forced: str | None = None) -> tuple[str, str]:
    """The encoding and the text alone."""
    text, encoding, _ = _decoded(data, forced)
    return encoding, text


def without_surrogates(text: str) -> str:
    """The text with every lone surrogate, which no file can hold, replaced."""
    return _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text


def text_problems(text: str) -> tuple[Problem, ...]:
    """What a reader should know about a text's characters, each with the first place: nothing in the text is changed."""
    problems: list[Problem] = []
    garbled = _garbled(text)
    if garbled:
        many = _counted(len(garbled), "place looks", "places look")
        message = f"{many} like UTF-8 that was read as Windows-1252; a repair is offered"
        problems.append(Problem(message, Severity.WARNING, "decode.mojibake", garbled[0]))
    for pattern, what, rule in (
        (_CONTROLS, "control character", "decode.control"),
        (_BIDI, "control of writing direction", "decode.bidi"),
        (_MARKS_PILED, "pile of accents", "decode.piled_accents"),
    ):
        first = pattern.search(text)
        if first is not None:
            count = sum(1 if rule == "decode.piled_accents" else len(match.group()) for match in pattern.finditer(text))
            message = (
                f"{_counted(count, what, what.replace(' of', 's of') if ' of' in what else what + 's')}, kept as in the file"
            )
            problems.append(Problem(message, Severity.NOTE, rule, Span(*first.span())))
    lost = text.count("\ufffd")
    if lost:
        at = text.index("\ufffd")
        message = f"{_counted(lost, 'character', 'characters')} could not be read"
        problems.append(Problem(message, Severity.WARNING, "decode.lost", Span(at, at + 1)))
    return tuple(problems)


def repair_mojibake(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 put right; the same text where there is none."""
    return _GARBLED.sub(lambda match: _mended(match.group()) or match.group(), text) if _garbled(text) else text


def _decoded(data: bytes, forced: str | None) -> tuple[str, str, list[Problem]]:
    problems: list[Problem] = []
    if forced is not None and forced not in ENCODINGS:
        problems.append(Problem(f"unknown encoding {forced}", Severity.WARNING, "decode.unknown"))
    elif forced is not None:
        return _by(forced, data), forced, problems
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by(encoding, data[len(mark) :]), encoding, problems
    wide = _utf16_by_zeros(data)
    if wide:
        problems.append(Problem(f"read as {wide} by its zero bytes", Severity.NOTE, "decode.utf16"))
        return _by(wide, data), wide, problems
    try:
        return _utf8(data), "utf-8", problems
    except UnicodeDecodeError:
        return _not_utf8(data, problems)


def _utf8(data: bytes) -> str:
    """The text of strict UTF-8, a large one in steps: decoding at once would hold up the whole program for many frames."""
    if len(data) <= _STEP:
        return data.decode("utf-8")
    decoder = codecs.getincrementaldecoder("utf-8")()
    parts = [decoder.decode(data[at : at + _STEP]) for at in range(0, len(data), _STEP)]
    return "".join((*parts, decoder.decode(b"", final=True)))


def _not_utf8(data: bytes, problems: list[Problem]) -> tuple[str, str, list[Problem]]:
    declared = _declared(data)
    if declared is not None:
        try:
            return without_surrogates(data.decode(declared)), declared, problems
        except UnicodeDecodeError:
            problems.append(Problem(f"declared as {declared}, which it is not", Severity.WARNING, "decode.declared"))
    text, strays, good = _utf8_with_strays(data)
    if good > strays:
        message = f"{_counted(strays, 'byte is', 'bytes are')} not UTF-8 and read as Windows-1252"
        problems.append(Problem(message, Severity.WARNING, "decode.mixed"))
        return text, "utf-8", problems
    problems.append(Problem("not UTF-8: read as Windows-1252", Severity.NOTE, "decode.cp1252"))
    return _by("cp1252", data), "cp1252", problems


def _by(encoding: str, data: bytes) -> str:
    """The text in one encoding, with U+FFFD for what is wrong in it."""
    if encoding == "cp1252":
        return data.decode("latin-1").translate(_FROM_LATIN1)
    return without_surrogates(data.decode(encoding, "replace"))


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, if it is one that we read."""
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    name = _READ_AS.get(name, name)
    return name if name in ENCODINGS else None


def _utf16_by_zeros(data: bytes) -> str | None:
    """UTF-16 of a mostly Latin text without a mark: every other byte is zero."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(text: str) -> bool:
    head = text[:_HEAD]
    return len(_CONTROL.findall(head)) > _BINARY * len(head)


_CP1252 = tuple(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_FROM_LATIN1 = {byte: char for byte, char in enumerate(_CP1252) if char != chr(byte)}
# Programs that read UTF-8 as Latin-1 leave control characters where Windows-1252 has signs.
_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0xA0)} | {char: byte for byte, char in enumerate(_CP1252)}

_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
# Well-formed sequences only (Unicode, table 3-7): no surrogates, nothing overlong, nothing above U+10FFFF.
_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)


def _utf8_with_strays(data: bytes) -> tuple[str, int, int]:
    """UTF-8 in which a byte that is none is read as Windows-1252; how many such bytes, and how many good sequences."""
    strays = good = 0

    def read(match: re.Match[bytes]) -> bytes:
        nonlocal strays, good
        run = match.group()
        parts: list[bytes] = []
        at = 0
        for sequence in _UTF8.finditer(run):
            parts += (_recoded(run[at : sequence.start()]), sequence.group())
            strays += sequence.start() - at
            good += 1
            at = sequence.end()
        parts.append(_recoded(run[at:]))
        strays += len(run) - at
        return b"".join(parts)

    return _NOT_ASCII.sub(read, data).decode("utf-8"), strays, good


def _recoded(run: bytes) -> bytes:
    return "".join(map(_CP1252.__getitem__, run)).encode("utf-8")


def _class_of(first: int, last: int) -> str:
    """A character class of what the bytes ``first`` to ``last`` are in Windows-1252 and in Latin-1."""
    return "[" + "".join(re.escape(char) for char, byte in _BYTE_OF.items() if first <= byte <= last) + "]"


_TAIL = _class_of(0x80, 0xBF)
_GARBLED = re.compile(f"{_class_of(0xC2, 0xDF)}{_TAIL}|{_class_of(0xE0, 0xEF)}{_TAIL}{{2}}|{_class_of(0xF0, 0xF4)}{_TAIL}{{3}}")


_NEVER_MEANT = re.compile("[ÂÃ][¡-¿]")


def _mended(piece: str) -> str | None:
    try:
        return bytes(_BYTE_OF[char] for char in piece).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _garbled(text: str) -> list[Span]:
    """Where UTF-8 was read as Windows-1252; a lone pair that may be meant (``LIBERTÉ”``) is let pass."""
    if text.isascii():
        return []
    places = [Span(*match.span()) for match in _GARBLED.finditer(text) if _mended(match.group()) is not None]
    sure = len(places) > 1 or any(len(place) > 2 or _NEVER_MEANT.match(place.of(text)) for place in places)
    return places if sure else []


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
