"""Pages that look like reviews and are none: nothing may be claimed of a work there."""

from __future__ import annotations

import pytest

from desktop.reading.facts import find_facts
from desktop.reading.kinds import find_kind
from desktop.reading.ratings import find_ratings
from desktop.reading.reader import read_text
from desktop.reading.stages import PageMetadata
from desktop.review import Whose, WorkKind

NOT_REVIEWS = {
    "a list with a film a line": """Ten Films for a Rainy Week

Posted by Kevin Marsh on January 7, 2011

The video store has come to the living room, and I for one am a bit overwhelmed. Here is what I would watch.

• The Glass Orchard (1975)

A widow counts her trees in this slow and lovely film. It is a tough watch that I recommend to anyone with patience.

• The Pale Shore (1985)

From the makers of that other sad cartoon comes one more. The dogs run, the dogs are caught, and nobody is happy.

• Long Field (1974)

Have you heard of this one? I cannot say that I love it, but you have to see it at least once in your life.

• Harbour Lights (2008): Two years before he was famous, the lead was already fearless in this one.
""",
    "a week's watching": """Watched This Week [Jun 5, 2020]

2020-06-05

As I said in the last post, we decided to watch more movies before starting a new series.

Movies

The Pale Shore

Teen comedy. Nothing laugh-out-loud, but definitely cool for a Friday night!

Two students realise on the eve of their graduation that they should have worked less and played more.

Long Field

Nothing special, but good enough to spend some time with popcorn and enjoy.

A logger defends his family from a group of dangerous men who have come up the river.

TV Shows

Harbour Lights - Season 1

A cool series, each episode telling us a bit of history in twenty minutes. A must watch.
""",
    "a product in a shop": """Gizmo controller

Gizmo controller

$14.00

- 0 Reviews

A controller for the living room with two sticks and eight buttons, which feels good in the hand and looks even better.

SKU: GC-0031

Availability: In Stock

Add to cart

Reviews (0)

There are no reviews yet.

Be the first to review “Gizmo controller”

Related products

Sale! Add to cart

$26.00 $21.00
""",
    "news of a film": """Paul Meyer to direct The Pale Shore for Northlight

LONDON, May 3 (Wire) - Danish director Paul Meyer will direct The Pale Shore, the studio Northlight announced on Monday.
Production is set to start in October, the company said in a statement, and the film will be released in 2025.

“We are delighted,” a spokesperson said. According to people with knowledge of the deal, who declined to comment on the
sum, the budget is about 40 million dollars. Meyer's last film took 12 million at the box office, analysts said.

The company's shares rose by two percent on Tuesday, it was reported. Reporting by Ana Lima; editing by Tom Reed.
""",
    "how a site rates": """Our rating system

Every film that we review is given a rating from one to five. Here is what the ratings mean.

5 stars: Exceptional, one for the ages.

4 stars: Excellent, a very good film.

3 stars: Good, with some flaws that keep it from more.

2 stars: Poor, with little that is positive in it.

1 star: Terrible, and there is nothing in it to enjoy.
""",
    "a front page of reviews": """Film Reviews

The Glass Orchard

May 3, 2020

A widow counts her trees in this slow and lovely film by a director who knows what he does. Read more

4/5

The Pale Shore

April 28, 2020

The dogs run, the dogs are caught, and nobody in the audience is happy about it at all. Read more

2/5

Long Field

April 20, 2020

You have to see it at least once in your life, and once may well be enough for anybody. Read more

3/5

Harbour Lights

April 11, 2020

Two sisters keep a lighthouse, and the show has never looked better than in its finale. Read more

5/5
""",
}

REVIEWS = {
    "a review that names other films by year": """The Glass Orchard

Posted by Kevin Marsh on December 5, 2012

Long Field (1988) was slow, and so were The Pale Shore (1994) and Harbour Lights (2002). And then there is The Glass
Orchard (1993), the slowest film of them all, and I love it. I own the DVD of The Glass Orchard and watch it every autumn.

Is The Glass Orchard good? That depends on what one considers good. The acting is strange, the music is stranger, and there
is no way you will not enjoy yourself with it.
""",
    "a review under a column's name": """What I’m Watching: Harbour Lights

Posted by Ana Berg on October 19, 2011

Okay, so this is a show I did not expect to like. But Harbour Lights turns out to be quirky fun, and I find myself loving
it more with each episode. Is Harbour Lights perfect? No. But the pilot is good television, and I recommend it.
""",
    "a product reviewed with its price": """Gizmo One review: small and loud

By Marco Silva

The Gizmo One is a small speaker with a big sound, and the battery lasts for two days. I liked the wireless setup.

from $61.00

Buy Now

87

Pros

• Sounds great

Cons

• Expensive

The build quality is excellent, but the price is high for a device of this size. The Gizmo One is worth a listen.

Overall: 8/10
""",
}


@pytest.mark.parametrize("name", NOT_REVIEWS)
def test_nothing_is_claimed_where_no_one_work_is_reviewed(name: str) -> None:
    review = read_text(NOT_REVIEWS[name])
    assert review.kind.value is WorkKind.NOT_A_REVIEW
    assert review.work is None
    assert review.work_year is None
    assert review.verdict is None
    assert not review.credits
    assert not review.pros
    assert not review.cons
    assert not review.genres
    assert not review.countries
    assert not review.platforms
    assert all(rating.whose is Whose.OTHER for rating in review.ratings)


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_stays_a_review(name: str) -> None:
    review = read_text(REVIEWS[name])
    assert review.kind.value is not WorkKind.NOT_A_REVIEW
    assert review.work is not None
    assert review.work.value in {"The Glass Orchard", "Harbour Lights", "Gizmo One"}


def test_the_words_of_a_first_sentence_are_no_heading_s() -> None:
    review = read_text(
        "If you see this turkey listed in your TV guide then avoid it like the plague\n\nThe acting is awful and dull."
    )
    assert review.kind.value is not WorkKind.NOT_A_REVIEW


def test_pasted_prose_that_tells_much_is_a_review_without_a_heading_to_say_otherwise() -> None:
    told = "He said that the company had told them what officials reported in a statement, and she said so on Monday. "
    assert read_text("My cousin saw this film with me last year. " + told * 8).kind.value is not WorkKind.NOT_A_REVIEW
    headed = read_text("Harbour firm told to pay\n\nThe town waited on Friday. " + told * 8)
    assert headed.kind.value is WorkKind.NOT_A_REVIEW


def test_what_a_page_says_of_itself_stays() -> None:
    review = read_text(NOT_REVIEWS["a list with a film a line"])
    assert review.headline is not None
    assert review.headline.value == "Ten Films for a Rainy Week"
    assert review.critic is not None
    assert review.critic.value == "Kevin Marsh"


@pytest.mark.parametrize(
    ("stated", "kind"), [("Movie", WorkKind.FILM), ("VideoGame", WorkKind.GAME), ("Restaurant", WorkKind.RESTAURANT)]
)
def test_the_kind_that_the_page_s_own_data_names_wins(stated: str, kind: WorkKind) -> None:
    metadata = PageMetadata(fields={"item_type": (stated,)}, source="markup")
    found = find_kind("", (), metadata, find_facts("", (), metadata), find_ratings("", (), metadata))
    assert (found.value, found.rule) == (kind, "kinds.markup")


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("The Ash Garden\n\n93 min\n\nBeautiful to look at, hard to love.\n\n60/100\n", WorkKind.FILM, "kinds.facts"),
        ("The Ash Garden\n\nThe acting is superb, the camera work fine.\n\n7/10\n", WorkKind.FILM, "kinds.vocabulary"),
        ("The Ash Garden\n\nHer scenes are the best in it.\n\n7/10\n", WorkKind.FILM, "kinds.vocabulary"),
        ("The X200\n\nThe camera and the battery are fine.\n\n7/10\n", WorkKind.PRODUCT, "kinds.vocabulary"),
        ("Ash Garden\n\nToo many cutscenes, but the role-playing is fun.\n\n7/10\n", WorkKind.GAME, "kinds.vocabulary"),
        ("The Ash Garden\n\nLoved it from beginning to end.\n\n7/10\n", WorkKind.OTHER, "kinds.no_evidence"),
    ],
)
def test_the_kind_of_a_few_words(text: str, kind: WorkKind, rule: str) -> None:
    found = read_text(text).kind
    assert (found.value, found.rule) == (kind, rule)
