from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.lexicon import Sentence, TermIndex, fold, tokenize
from desktop.review import Span

WORDS = st.lists(st.sampled_from(["a", "b", "ab", "abc", "film", "films", "well", "written"]), max_size=12)


def found(index: TermIndex[str], text: str) -> list[str]:
    tokens = tokenize(text)
    return [f"{' '.join(tokens.words[m.first : m.last])}={'/'.join(m.filed)}" for m in index.find(tokens.words)]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    assert [fold(text[a:b]) for a, b in zip(tokens.starts, tokens.ends, strict=True)] == list(tokens.words)
    assert all(b <= a for b, a in zip(tokens.ends, tokens.starts[1:], strict=False))


def test_letters_whose_small_form_is_longer_do_not_shift_what_follows() -> None:
    tokens = tokenize("İİİ The END")
    assert tokens.words[1:] == ("the", "end")
    assert [text for text in ("The", "END") if text == "İİİ The END"[tokens.starts[1] : tokens.ends[1]]] == ["The"]


def test_words_are_compared_without_case_possessives_and_kinds_of_apostrophe() -> None:
    assert tokenize("The Film’s CAN’T-miss 4.5 end.").words == ("the", "film", "can't", "miss", "4.5", "end")


def test_the_longest_term_wins_and_hides_what_is_inside_it() -> None:
    index = TermIndex([("sound", "s"), ("sound design", "d"), ("design", "x"), ("sound design team", "t")])
    assert found(index, "Sound design is a sound of design teams; sound-design team") == [
        "sound design=d",
        "sound=s",
        "design=x",
        "sound design team=t",
    ]  # fmt: skip


def test_stars_stand_for_endings_and_gaps_for_words() -> None:
    index = TermIndex([("camera*", "c"), ("waste of _ time", "w"), ("well writ*", "p")])
    assert found(index, "Camerawork wastes; a waste of my time, well-written. A waste of time.") == [
        "camerawork=c", "waste of my time=w", "well written=p",
    ]  # fmt: skip


def test_an_exact_word_goes_before_a_stem() -> None:
    index = TermIndex([("act*", "stem"), ("action", "exact")])
    assert found(index, "action acting") == ["action=exact", "acting=stem"]


def test_several_things_are_filed_under_one_term() -> None:
    assert found(TermIndex([("score", "sound"), ("Score", "verdict")]), "score") == ["score=sound/verdict"]


@pytest.mark.parametrize("term", ["", " ", "_", "_ film", "*", "-"])
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="not a term"):
        TermIndex([(term, 1)])


@given(st.lists(WORDS.filter(bool).map(" ".join), max_size=8), WORDS)
def test_terms_are_found_as_a_plain_search_finds_them(terms: list[str], words: list[str]) -> None:
    matches = TermIndex((term, term) for term in terms).find(tuple(words))
    at = 0
    expected = []
    while at < len(words):
        fitting = [t for t in set(terms) if words[at : at + len(t.split())] == t.split()]
        longest = max(fitting, key=lambda t: len(t.split()), default=None)
        if longest:
            expected.append((at, longest))
        at += len(longest.split()) if longest else 1
    assert [(m.first, m.filed[0]) for m in matches] == expected


def test_names_are_capitals_inside_a_sentence_that_has_few() -> None:
    def names(text: str) -> list[str]:
        tokens = tokenize(text)
        sentence = Sentence.of(text, Span(0, len(text)), tokens)
        return [tokens.words[n] for n in sorted(sentence.names)]

    assert names("Great shots, as in Life is Beautiful, and good CGI.") == ["life", "beautiful"]
    assert names("Gorgeous, If Limited, Aesthetic") == []
    assert names("He calls it “Great fun” (Good).") == []
    assert names("") == []


def test_long_hostile_texts_cost_no_more_than_their_length() -> None:
    index = TermIndex([("a a a a b", 1), ("a*", 2), ("a _ _ c", 3)])
    tokens = tokenize("a " * 50_000)
    assert len(index.find(tokens.words)) == 50_000
    assert len(tokenize("a'" * 50_000)) == 1
    assert len(tokenize("1." * 50_000)) == 1
