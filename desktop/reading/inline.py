"""Markdown inside a paragraph: which of its characters are signs, and what the words between them are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, link
from typing_extensions import override

from desktop.review import Face, Span, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

_SIGNS = "*_`[<\\"
_FACES = {"em": Face.EMPHASIS, "strong": Face.STRONG}


@dataclass(frozen=True, slots=True)
class Inline:
    """The signs of a paragraph (in order, without overlaps) and the styles of its words, as spans of the paragraph."""

    signs: tuple[Span, ...] = ()
    styles: tuple[Style, ...] = ()


def signs_in(text: str) -> int:
    """How many characters of a paragraph may be signs: what :func:`find_inline` takes its time for."""
    return sum(map(text.count, _SIGNS))


def find_inline(text: str, references: Mapping[str, object]) -> Inline:
    """The inline markup of a paragraph; ``references`` are the link targets that the file defines, as the parser keeps them.

    Pictures, tags and entities stay as they are written.
    """
    if not signs_in(text):
        return Inline()
    parser = _parser()
    state = _State(text, parser, {"references": references}, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    return _Marks(text).read(state.tokens)


class _State(StateInline):
    """The parser's state, whose tokens know where in the paragraph they were made."""

    @override
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule whose last token knows where what it stands for ends."""

    def noted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
        before = len(state.tokens)
        done = rule(state, silent)
        if done and len(state.tokens) > before:
            state.tokens[-1].meta["end"] = state.pos
        return done

    return noted


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline.ruler2.disable("fragments_join")  # the markers of emphasis stay apart, each in its place
    for name, rule in (("link", link), ("backticks", backtick), ("autolink", autolink)):
        parser.inline.ruler.at(name, _noting(rule))
    return parser


class _Marks:
    """Reads the tokens of a paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._signs: list[Span] = []
        self._styles: list[Style] = []
        self._opened: list[int] = []  # where the words begin of what is not closed yet

    def read(self, tokens: list[Token]) -> Inline:
        target = ""
        run, before = 0, -1
        for token in tokens:
            at = token.meta.get("at", -1)
            is_marker = at >= 0 and (token.type == "text" or token.tag in _FACES)
            # The markers of one run were all made at its beginning.
            run = run + 1 if is_marker and at == before else 0
            before = at if is_marker else -1
            if is_marker:
                self._marker(token, at + run)
            elif token.type == "link_open":
                target = str(token.attrs["href"])
                self._open(at if token.markup else at - 1, 1)  # a link knows where its words begin, an address its sign
            elif token.type == "link_close":
                end = token.meta["end"]
                self._close(Span(end - 1 if token.markup else at, end), Face.LINK, target)
            elif token.type == "code_inline":
                self._code(token, Span(at, token.meta["end"]))
            elif self._is_escape(token, at):
                self._signs.append(Span(at, at + 1))
        return Inline(tuple(sorted(self._signs)), tuple(sorted(self._styles, key=lambda style: style.span)))

    def _is_escape(self, token: Token, at: int) -> bool:
        """Whether a token is a character behind a backslash, or a line that one ends."""
        if token.type == "text_special":
            return token.info == "escape" and token.content != token.markup
        return token.type == "hardbreak" and self._text[at] == "\\"

    def _marker(self, token: Token, at: int) -> None:
        """A star or a line of emphasis, where it was not left as text."""
        if token.nesting > 0:
            self._open(at, 1)
        elif token.nesting < 0:
            self._close(Span(at, at + 1), _FACES[token.tag])
        elif not token.content:  # the outer half of a strong one
            self._signs.append(Span(at, at + 1))

    def _open(self, at: int, length: int) -> None:
        self._signs.append(Span(at, at + length))
        self._opened.append(at + length)

    def _close(self, sign: Span, face: Face, target: str = "") -> None:
        self._signs.append(sign)
        self._styles.append(Style(Span(self._opened.pop(), sign.start), face, target))

    def _code(self, token: Token, whole: Span) -> None:
        inner = Span(whole.start + len(token.markup), whole.end - len(token.markup))
        if len(token.content) < len(inner):  # a space at either side is taken off
            inner = Span(inner.start + 1, inner.end - 1)
        self._signs += [Span(whole.start, inner.start), Span(inner.end, whole.end)]
        self._styles.append(Style(inner, Face.CODE))
