from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading import decode as decode_module
from desktop.reading.decode import ENCODINGS, decode, repair_mojibake, text_problems, without_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable

GERMAN = "Größe und Maß: ein „schöner“ Film – naïve, café, 5 €. " * 3


def rules(data: bytes, forced: str | None = None) -> set[str]:
    return {problem.rule for problem in decode(data, forced).problems}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (GERMAN.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + GERMAN.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + GERMAN.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + GERMAN.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + GERMAN.encode("utf-32-le"), "utf-32-le"),
        (GERMAN.encode("utf-16-le"), "utf-16-le"),
        (GERMAN.encode("utf-16-be"), "utf-16-be"),
        (GERMAN.encode("cp1252"), "cp1252"),
        (b'<meta charset="iso-8859-2">' + "Zażółć gęślą jaźń".encode("iso-8859-2"), "iso8859-2"),
        (b'<?xml encoding="windows-1251"?>' + "Хороший фильм".encode("cp1251"), "cp1251"),
        (b'<meta charset="latin-1">' + "“quoted”".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert "\ufffd" not in decoded.text
    assert not decoded.text.startswith("\ufeff")


def test_what_is_declared_does_not_overrule_strict_utf8() -> None:
    data = b'<meta charset="iso-8859-1">' + "naïve".encode()
    assert decode(data).text.endswith("naïve")


def test_a_wrong_declaration_is_flagged() -> None:
    data = b'<meta charset="shift_jis">' + "naïve café".encode("cp1252") + b"\xff\xff"
    assert "decode.declared" in rules(data)


def test_a_forced_encoding_is_final() -> None:
    assert decode("Größe".encode(), "cp1252").text == "GrÃ¶ÃŸe"


def test_an_unknown_forced_encoding_is_said_and_the_text_read_all_the_same() -> None:
    decoded = decode("Größe".encode(), "klingon")
    assert decoded.text == "Größe"
    assert [problem.rule for problem in decoded.problems] == ["decode.unknown"]


def test_stray_bytes_in_utf8_are_read_as_windows_1252_and_counted() -> None:
    data = "“Schön”, naïve, café, ".encode() + b"\x93odd\x94"
    decoded = decode(data)
    assert decoded.text == "“Schön”, naïve, café, “odd”"
    assert decoded.encoding == "utf-8"
    assert "2 bytes are not UTF-8" in decoded.problems[0].message


def test_windows_1252_has_a_meaning_for_every_byte() -> None:
    decoded = decode(bytes(range(0x20, 0x7F)) * 4 + bytes(range(0x80, 0x100)))
    assert len(decoded.text) == 95 * 4 + 128
    assert "\ufffd" not in decoded.text


def test_mojibake_is_flagged_where_it_stands_and_not_repaired_unasked() -> None:
    text = "A good start. Itâ€™s a film about cafÃ©s."
    (problem,) = text_problems(text)
    assert problem.rule == "decode.mojibake"
    assert problem.span is not None
    assert problem.span.of(text) == "â€™"


def test_the_offered_repair_puts_mojibake_right_and_nothing_else() -> None:
    broken = "Itâ€™s a film about cafÃ©s and “real quotes”."
    assert repair_mojibake(broken) == "It’s a film about cafés and “real quotes”."
    assert repair_mojibake("São Paulo, Â© 2020") == "São Paulo, © 2020"
    assert repair_mojibake("« VIVE LA LIBERTÉ” »") == "« VIVE LA LIBERTÉ” »"  # this odd pair may be meant


@given(st.text(st.characters(codec="cp1252"), max_size=80))
def test_what_was_never_broken_is_never_mended(text: str) -> None:
    if not any(problem.rule == "decode.mojibake" for problem in text_problems(text)):
        assert repair_mojibake(text) == text


@given(
    st.text(st.characters(min_codepoint=0xA0, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn"]), min_size=2, max_size=40)
)
def test_the_repair_undoes_the_damage(text: str) -> None:
    data = text.encode("utf-8")
    broken = "".join(decode(bytes([byte]) * 1, "cp1252").text for byte in data)
    assert repair_mojibake(broken) == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a\x00b", "decode.control"),
        ("a\x1bb", "decode.control"),
        ("a\u202eb", "decode.bidi"),
        ("z\u0300\u0301\u0302\u0303\u0304a", "decode.piled_accents"),
        ("a\ufffdb", "decode.lost"),
    ],
)
def test_odd_characters_are_flagged_and_kept(text: str, rule: str) -> None:
    (problem,) = text_problems(text)
    assert problem.rule == rule
    assert problem.span is not None
    assert len(problem.span)


def test_a_text_without_anything_odd_has_no_problems() -> None:
    assert text_problems(GERMAN + "日本語 … é e\u0301 👩‍👩‍👧 tab\tline\r\n") == ()


@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", bytes(range(32)) * 4]
)
def test_what_is_no_text_is_called_binary(head: bytes) -> None:
    decoded = decode(head + bytes(64))
    assert decoded.binary
    assert [problem.rule for problem in decoded.problems] == ["decode.binary"]


@given(st.binary(max_size=300), st.one_of(st.none(), st.sampled_from(ENCODINGS)))
def test_any_bytes_become_a_text_without_surrogates(data: bytes, forced: str | None) -> None:
    text = decode(data, forced).text
    assert text == without_surrogates(text)
    text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_comes_back_character_for_character(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    if decoded.encoding == "utf-8" and not text.startswith("\ufeff"):
        assert decoded.text == text


SENTENCES = [
    f"{opening} {rest}"
    for opening in ("“Schön”, sagt sie,", "Naïve? Oui.", "Größe 42 –", "Café, 5 €…", "Señor Núñez", "A plain line", "It’s wet,")
    for rest in (
        "aber nicht für jeden.",
        "et pourtant si beau!",
        "and so is the ending.",
        "— ¿por qué no?",
        "½ of it was ‘fine’.",
    )
]
WRITERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode("utf-8"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "windows-1252": lambda text: text.encode("cp1252"),
    "declared": lambda text: b"<meta charset=windows-1252>" + text.encode("cp1252"),
    "mixed": lambda text: text.encode("utf-8") * 3 + b" \x93odd\x94",
    "mojibake": lambda text: "".join(chr(byte) for byte in text.encode("utf-8")).encode("utf-8"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_two_hundred_texts_are_right_or_flagged(writer: str) -> None:
    for text in SENTENCES:
        decoded = decode(WRITERS[writer](text))
        assert text in decoded.text or decoded.problems or text_problems(decoded.text), text


@given(st.text(max_size=60), st.integers(1, 9))
def test_a_large_text_is_decoded_in_steps_to_the_same(text: str, step: int) -> None:
    data = b"words before " + without_surrogates(text).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode_module, "_STEP", step)
        assert decode_module.encoding_and_text(data) == ("utf-8", data.decode())
