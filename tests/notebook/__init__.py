"""Tests of the notebook, and the reviews they mark."""

from pathlib import Path

from desktop.review import Block, Found, Review, Role, Span, WorkKind

SENTENCE = "the second act drags but the last scene, shot in one take, forgives a good deal of what came before it"


def review(name: str = "one", text: str = "", folder: str = "/reviews") -> Review:
    """A review whose text, unless given, is its own."""
    text = text or f"{name}: {SENTENCE}"
    kind = Found(WorkKind.FILM, None, "test")
    headline = Found(f"On {name}", None, "test")
    path = Path(folder) / f"{name}.txt"
    blocks = (Block(Span(0, len(text)), Role.BODY, "test"),)
    return Review(id=name, path=path, text=text, encoding="utf-8", kind=kind, blocks=blocks, headline=headline)


def reviews(count: int) -> tuple[Review, ...]:
    """That many reviews, each with an id and a text of its own."""
    return tuple(review(f"r{number}") for number in range(count))
