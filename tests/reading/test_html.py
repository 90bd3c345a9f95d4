from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.html import read_html

if TYPE_CHECKING:
    from desktop.reading.page import Page


def page(body: str, head: str = "") -> Page:
    return read_html(f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>")


def lines(body: str) -> list[str]:
    read = page(body)
    return [hint.span.of(read.text) for hint in read.hints]


def rules(body: str) -> dict[str, str]:
    read = page(body)
    return {hint.span.of(read.text): hint.chrome for hint in read.hints}


def test_paragraphs_are_parted_and_white_space_is_one_blank() -> None:
    assert page("<p>One   <b>bold</b>\n word</p><p>Two</p>").text == "One bold word\n\nTwo"


def test_line_breaks_and_list_items_end_lines() -> None:
    assert page("<p>One<br>two</p><ul><li>a<li>b</ul>").text == "One\ntwo\n\na\nb"


def test_entities_are_characters() -> None:
    assert page("<p>Tom &amp; Jerry &#8217;&nbsp;&hearts;").text == "Tom & Jerry ’\xa0♥"


def test_scripts_and_styles_are_no_text() -> None:
    assert lines("<script>x()</script><style>p{}</style><template><p>t</p></template><!-- c --><p>Text") == ["Text"]


def test_headings_have_levels_and_items_are_listed() -> None:
    read = page("<h1>Title</h1><h3>Sub</h3><ul><li>item</ul><p>prose")
    assert [(hint.level, hint.listed) for hint in read.hints] == [(1, False), (3, False), (0, True), (0, False)]


def test_a_fact_sheet_s_row_is_one_line() -> None:
    assert lines("<table><tr><th>Director</th><td>Ines Maro</td></tr><tr><td>Cast<td>Anna Tell</table>") == [
        "Director\tInes Maro",
        "Cast\tAnna Tell",
    ]


def test_the_cells_of_a_layout_are_lines_of_their_own() -> None:
    long = "a paragraph of the review " * 5
    assert lines(f"<table><tr><td>Menu</td><td>{long}</td></tr></table>") == ["Menu", long.strip()]


def test_a_pre_keeps_its_lines() -> None:
    assert lines("<pre>one\ntwo</pre>") == ["one", "two"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<nav>X</nav>", "markup.navigation"),
        ("<footer>X</footer>", "markup.footer"),
        ("<aside>X</aside>", "markup.aside"),
        ("<form><label>X</label></form>", "markup.form"),
        ("<figure><figcaption>X</figcaption></figure>", "markup.caption"),
        ("<div role='navigation'>X</div>", "markup.navigation"),
        ("<div class='post-comments'>X</div>", "markup.comments"),
        ("<div id='sidebar-left'>X</div>", "markup.aside"),
        ("<div class='sharedaddy sd-block'>X</div>", "markup.share"),
        ("<div style='display: none'>X</div>", "markup.hidden"),
        ("<div hidden>X</div>", "markup.hidden"),
        ("<img alt='X'>", "markup.image"),
        ("<noscript>X</noscript>", "markup.noscript"),
        ("<button>X</button>", "markup.form"),
    ],
)
def test_markup_is_evidence_for_what_is_the_site_s(body: str, rule: str) -> None:
    marked = rules(f"<article><h1>T</h1><p>{'prose ' * 20}</p></article>{body}")
    assert marked["X"] == rule
    assert marked["T"] == ""


@pytest.mark.parametrize("classes", ["post comments-open has-sidebar", "nav"])
def test_the_body_and_the_article_are_never_the_site_s_by_their_class(classes: str) -> None:
    read = read_html(f"<body class='{classes}'><article class='{classes}'><p>Text</p></article></body>")
    assert [hint.chrome for hint in read.hints] == [""]


def test_a_part_that_is_most_of_the_page_is_the_page() -> None:
    assert rules(f"<div class='widget'><p>{'prose ' * 20}</p></div><p>more</p>")["more"] == ""
    assert set(rules(f"<div class='widget'><p>{'prose ' * 20}</p></div><p>more</p>").values()) == {""}


def test_a_part_that_holds_the_title_is_the_page() -> None:
    assert set(rules("<div class='menu'><h1>Title</h1><p>x</p></div><p>much more than that</p>").values()) == {""}


def test_the_words_of_drawn_signs_are_text() -> None:
    assert lines("<p>Rating: <span role='img' aria-label='4 out of 5 stars'></span></p>") == ["Rating: 4 out of 5 stars"]
    assert rules("<p>x</p><img alt='4 out of 5 stars'>")["4 out of 5 stars"] == ""


def test_the_spans_of_hints_are_the_text() -> None:
    read = page("<p>One<p>Two<ul><li>three</ul>")
    assert "".join(hint.span.of(read.text) for hint in read.hints) == read.text.replace("\n", "")


@pytest.mark.parametrize("depth", [10, 100, 256, 1000, 3000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_no_depth_of_nesting_loses_a_word(tag: str, depth: int) -> None:
    read = read_html(f"<{tag}>" * depth + "canary")
    assert read.text.count("canary") == 1


@pytest.mark.parametrize(
    "broken",
    ["<p>canary", "</div></p>canary", "<b><p>canary</b>", "<td>canary", "<a <b>canary", "canary<", "<select>canary"],
)
def test_broken_markup_loses_nothing(broken: str) -> None:
    assert "canary" in read_html(broken + " <p>canary</p>").text


PARTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=nav>",
        "</div>",
        "<li>",
        "<ul>",
        "</ul>",
        "<br>",
        "<h1>",
        "</h1>",
        "<td>",
        "<table>",
        "</table>",
        "<pre>",
        "<form>",
    ]
)


@given(
    st.lists(
        st.one_of(PARTS, st.text(st.characters(exclude_characters="<>&", exclude_categories=["Cs", "Cc"]), max_size=8)),
        max_size=30,
    )
)
def test_every_word_of_any_page_is_in_its_text(parts: list[str]) -> None:
    source = " ".join(parts)
    read = read_html(source)
    shown = read.text.split()
    for word in (word for part in parts if not part.startswith("<") for word in part.split()):
        assert word in shown
    assert all(one.span.end <= other.span.start for one, other in zip(read.hints, read.hints[1:], strict=False))


JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "Review", "name": "A wet one", "datePublished": "2021-03-14", "author": {"@type": "Person", "name": "Nora  Quill"},
   "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": "5"},
   "itemReviewed": {"@type": "Movie", "name": "The Salt Harbour", "director": [{"name": "Ines Maro"}], "genre": "Drama",
                    "actor": ["Anna Tell", {"name": "Jo Lind"}], "duration": "PT1H33M"}},
  {"@type": "Movie", "aggregateRating": {"ratingValue": "6.3", "bestRating": 10}}
]}</script>"""


def test_a_review_in_json_ld_is_metadata() -> None:
    metadata = page("<p>x", JSON_LD).metadata
    assert metadata.source == "markup"
    assert metadata.fields == {
        "type": ("Review",),
        "headline": ("A wet one",),
        "author": ("Nora Quill",),
        "date": ("2021-03-14",),
        "rating": ("4",),
        "best_rating": ("5",),
        "item_type": ("Movie",),
        "item": ("The Salt Harbour",),
        "director": ("Ines Maro",),
        "actor": ("Anna Tell", "Jo Lind"),
        "genre": ("Drama",),
        "duration": ("PT1H33M",),
        "aggregate": ("6.3",),
        "aggregate_best": ("10",),
        "language": ("en",),
    }


def test_several_reviews_in_json_ld_are_the_visitors() -> None:
    one = '{"@type": "Review", "reviewRating": {"ratingValue": 1}}'
    metadata = page("<p>x", f'<script type="application/ld+json">[{one}, {one}]</script>').metadata
    assert "rating" not in metadata.fields


@pytest.mark.parametrize(
    "broken", ["{", "[" * 100_000, '"x"', "null", '{"@type": 7}', '{"@type": "Review", "author": [[[[["x"]]]]]}']
)
def test_broken_json_ld_is_no_metadata(broken: str) -> None:
    assert page("<p>x", f'<script type="application/ld+json">{broken}</script>').text == "x"


def test_lone_surrogates_in_json_ld_are_replaced() -> None:
    source = r'{"@type": "Review", "author": "Nora \ud800"}'
    metadata = page("<p>x", f'<script type="application/ld+json">{source}</script>').metadata
    assert metadata.fields["author"] == ("Nora \ufffd",)


def test_microdata_tells_the_review_s_score_from_an_aggregate() -> None:
    metadata = page(
        """<div itemscope itemtype="http://schema.org/Review"><span itemprop="author">Nora Quill</span>
        <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><meta itemprop="ratingValue" content="4">
        <meta itemprop="bestRating" content="5"></div></div>
        <div itemscope itemtype="http://schema.org/AggregateRating"><span itemprop="ratingValue">6.3</span></div>"""
    ).metadata
    assert metadata.fields["rating"] == ("4",)
    assert metadata.fields["best_rating"] == ("5",)
    assert metadata.fields["author"] == ("Nora Quill",)
    assert metadata.fields["aggregate"] == ("6.3",)


def test_meta_tags_fill_what_json_ld_does_not_say() -> None:
    head = """<title>The Salt Harbour | Velvet Aisle</title><meta property="og:site_name" content="Velvet Aisle">
    <meta property="og:title" content="A wet one"><meta name="author" content="Nora Quill">"""
    metadata = page("<p>x", head).metadata
    assert metadata.title == "The Salt Harbour | Velvet Aisle"
    assert metadata.fields["publisher"] == ("Velvet Aisle",)
    assert metadata.fields["headline"] == ("A wet one",)
