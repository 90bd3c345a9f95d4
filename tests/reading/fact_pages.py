"""Pages invented for the purpose, in the layouts that reviews on the web have, each with the facts that stand on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PROSE = (
    "The film takes its time, and what it finds in the silence between two people is worth the waiting for it. "
    "There is a scene at a kitchen table that I will not forget, played almost without words and lit like a painting."
)
MORE = (
    "Not everything works. The middle drags, the music tells us what to feel, and a neighbour comes and goes as the plot needs "
    "her. But the last half hour of the movie is so sure of itself that the actors hardly seem to be acting any more."
)
BOOK = (
    "I read the book in two evenings. The author knows her village, and every chapter adds a voice to it; the prose is "
    "plain and the novel is all the better for it. Readers who like their novels short will be happy with its 180 pages."
)
MORE_BOOK = (
    "What I liked less is the ending, which ties up in ten pages what the rest of the book so patiently leaves open. Still, "
    "the narrator is good company, and there are sentences here that I read twice."
)


@dataclass(frozen=True)
class Page:
    """A page, and of its facts those that matter on it, by the names of ``seen`` in the tests."""

    name: str
    text: str
    expected: dict[str, Any] = field(default_factory=dict)


PAGES = [
    Page(
        "blog with a facts block",
        f"""Film Review: The Glass Orchard (2019) – Slow and lovely

Posted by Anna Berg on May 3, 2020

Director: Paul Meyer
Screenplay: Paul Meyer and Ida Lund
Cast: Clara Hall, Tom Reed, Ana Lima
Running time: 1 hr 47 mins
Country: Denmark/Sweden
Genres: Drama, Mystery

{PROSE}

{MORE} The Glass Orchard is a quiet film.
""",
        {
            "headline": "Film Review: The Glass Orchard (2019) – Slow and lovely",
            "work": "The Glass Orchard",
            "year": 2019,
            "critic": "Anna Berg",
            "published": "2020-05-03",
            "directors": ["Paul Meyer"],
            "writers": ["Paul Meyer", "Ida Lund"],
            "cast": ["Clara Hall", "Tom Reed", "Ana Lima"],
            "runtime": 107,
            "countries": ["Denmark", "Sweden"],
            "genres": ["Drama", "Mystery"],
        },
    ),
    Page(
        "newspaper with one line of credits",
        f"""The Glass Orchard review: a quiet marvel

Dir: Paul Meyer. Starring: Clara Hall, Tom Reed, Ana Lima. 15, 107 minutes.

{PROSE}

{MORE}
""",
        {
            "work": "The Glass Orchard",
            "directors": ["Paul Meyer"],
            "cast": ["Clara Hall", "Tom Reed", "Ana Lima"],
            "runtime": 107,
            "verdict": None,
        },
    ),
    Page(
        "magazine with name and role",
        f"""‘The Glass Orchard’ Review: Clara Hall Grows Her Own

A widow counts the trees in this spare and generous drama.

By Dana Whitfield

Dana Whitfield, Senior Film Critic

October 6, 2019 3:00pm

{PROSE}

{MORE} In “The Glass Orchard,” nobody hurries.
""",
        {
            "headline": "‘The Glass Orchard’ Review: Clara Hall Grows Her Own",
            "work": "The Glass Orchard",
            "critic": "Dana Whitfield",
            "published": "2019-10-06",
        },
    ),
    Page(
        "a credit sentence at the end",
        f"""Slow fruit

Posted by Kevin Marsh on April 8, 2011 · 4 Comments

If trees bore you, steer clear of The Glass Orchard (2010), as there is little else in it. {PROSE}

{MORE} The Glass Orchard begins to lose a little steam here.

Directed by Paul Meyer, Written by Ida Lund & Otto Krag, Starring Clara Hall, Tom Reed and Ana Lima.
""",
        {
            "headline": "Slow fruit",
            "work": "The Glass Orchard",
            "year": 2010,
            "critic": "Kevin Marsh",
            "published": "2011-04-08",
            "directors": ["Paul Meyer"],
            "writers": ["Ida Lund", "Otto Krag"],
            "cast": ["Clara Hall", "Tom Reed", "Ana Lima"],
        },
    ),
    Page(
        "labels and values on lines of their own",
        f"""The Glass Orchard Counts Its Trees

What a widow keeps and what she gives away.

analysis

film

Author

marlow

Published

November 11, 2019

{PROSE}

{MORE} The Glass Orchard is the best film of the year, and The Glass Orchard knows it.
""",
        {
            "work": "The Glass Orchard",
            "standfirst": "What a widow keeps and what she gives away.",
            "critic": "marlow",
            "published": "2019-11-11",
        },
    ),
    Page(
        "bulleted details",
        f"""The Glass Orchard

{PROSE}

{MORE} The Glass Orchard is a gem.

Details

• Director: Paul Meyer
• Writer: Ida Lund
• Stars: Clara Hall, Tom Reed
• Runtime: 107 min
• Release date: October 4, 2019
• Where to watch: Netflix
""",
        {
            "work": "The Glass Orchard",
            "year": 2019,
            "directors": ["Paul Meyer"],
            "writers": ["Ida Lund"],
            "cast": ["Clara Hall", "Tom Reed"],
            "runtime": 107,
            "platforms": ["Netflix"],
        },
    ),
    Page(
        "characters with their actors in brackets",
        f"""Review: The Glass Orchard

Old Maren (Clara Hall) counts trees while her son Nils (Tom Reed) and his wife (Ana Lima) count money. {PROSE}

The film by director Paul Meyer (The Long Field) runs 107 minutes. {MORE}
""",
        {
            "work": "The Glass Orchard",
            "cast": ["Clara Hall", "Tom Reed", "Ana Lima"],
            "characters": {"Clara Hall": "Old Maren", "Tom Reed": "Nils"},
            "directors": ["Paul Meyer"],
            "runtime": 107,
        },
    ),
    Page(
        "a book by its author in the headline",
        f"""Book Review: The Salt Ladder by Ingrid Falk

2021-02-14

{BOOK}

{MORE_BOOK} Falk writes The Salt Ladder without a wasted word.

Rating: 4.5 stars
""",
        {
            "work": "The Salt Ladder",
            "writers": ["Ingrid Falk"],
            "critic": None,
            "published": "2021-02-14",
            "directors": [],
            "verdict": 90,
        },
    ),
    Page(
        "a book with labels",
        f"""The Salt Ladder

Author: Ingrid Falk
Publisher: Harbour Press
Pages: 180
Genre: Fiction

{BOOK}

{MORE_BOOK} The Salt Ladder stays with you.

Reviewed by Joan Pell
""",
        {"work": "The Salt Ladder", "writers": ["Ingrid Falk"], "critic": "Joan Pell", "genres": ["Fiction"]},
    ),
    Page(
        "a book's author under its title",
        f"""★★★☆☆: Falk’s Ladder

The Salt Ladder

by

Ingrid Falk

{BOOK}

{MORE_BOOK} I would not call The Salt Ladder a masterpiece.
""",
        {"writers": ["Ingrid Falk"], "verdict": 60, "critic": None},
    ),
    Page(
        "a game with its platform",
        """Lantern Deep Review (PS5)

By Marco Silva | March 12, 2022

The game gives its player a lantern and a sea. Combat is slow, the levels are long, and the boss at the end of each is a
puzzle more than an enemy.

Developer: Tidewater
Platform: PS5 (reviewed), PC

Lantern Deep plays best with a controller, and Lantern Deep looks best at night.

Score: 8.5
""",
        {"work": "Lantern Deep", "critic": "Marco Silva", "published": "2022-03-12", "verdict": 85, "cast": []},
    ),
    Page(
        "an album by its artist",
        """Album Review: Marta Oye – Low Tide Hours

The new album opens with a guitar and one voice. The songs are short, the vocals close, and the band leaves them room;
the lyrics of the third track are the best of the record.

Low Tide Hours is an album about waiting, and Marta Oye sings it as if nobody else were in the room.

8/10
""",
        {"work": "Low Tide Hours", "artists": ["Marta Oye"], "verdict": 80},
    ),
    Page(
        "a restaurant",
        """Restaurant review: Fennel & Salt, Bristol

The menu is short and the chef cooks every dish herself. The food came hot, the waiter knew the wine, and the dessert was
delicious. At Fennel & Salt dinner is a long affair.

We went back to Fennel & Salt for lunch and ate just as well.

Food: 8/10
Service: 9/10
Overall: 8.5/10
""",
        {"work": "Fennel & Salt", "verdict": 85},
    ),
    Page(
        "a series with its season",
        """‘Harbour Lights’ Season 2 Review: Deeper Water

The second season has eight episodes and needs them all. The series follows two sisters who keep a lighthouse, and the
show has never looked better than in the finale. Harbour Lights streams on Hulu.

Harbour Lights is television for patient people.
""",
        {"work": "Harbour Lights", "platforms": ["Hulu"]},
    ),
    Page(
        "a German page",
        """Filmkritik: Der gläserne Garten (2019)

von Jana Weiß am 3. Mai 2020

Regie: Paul Meyer
Drehbuch: Ida Lund
Darsteller: Clara Hall, Tom Reed
Laufzeit: 107 Minuten
Land: Dänemark

Der Film nimmt sich Zeit, und was er in der Stille zwischen zwei Menschen findet, ist das Warten wert. Der gläserne Garten
ist ein ruhiger Film, den man nicht vergisst.

Bewertung: 7/10
""",
        {
            "work": "Der gläserne Garten",
            "year": 2019,
            "critic": "Jana Weiß",
            "published": "2020-05-03",
            "directors": ["Paul Meyer"],
            "writers": ["Ida Lund"],
            "cast": ["Clara Hall", "Tom Reed"],
            "runtime": 107,
            "countries": ["Denmark"],
            "verdict": 70,
        },
    ),
    Page(
        "a French page",
        """Critique : Le Verger de verre

Publié le 3 mai 2020 par Claire Dumas

Réalisateur : Paul Meyer
Avec : Clara Hall, Tom Reed
Durée : 1h47

Le film prend son temps, et ce qu'il trouve dans le silence entre deux êtres vaut la peine d'attendre. Le Verger de verre
est un film calme que l'on n'oublie pas.

Note : 4/5
""",
        {
            "work": "Le Verger de verre",
            "critic": "Claire Dumas",
            "published": "2020-05-03",
            "directors": ["Paul Meyer"],
            "cast": ["Clara Hall", "Tom Reed"],
            "runtime": 107,
            "verdict": 80,
        },
    ),
    Page(
        "a signature after the text",
        f"""The Glass Orchard (2019)

{PROSE}

{MORE} The Glass Orchard is a gem.

– Nora Quist
""",
        {"work": "The Glass Orchard", "year": 2019, "critic": "Nora Quist"},
    ),
    Page(
        "name and date beside each other",
        f"""The Glass Orchard: trees and what they cost

Nora Quist

3 May 2020

{PROSE}

{MORE} The Glass Orchard is a gem.
""",
        {"work": "The Glass Orchard", "critic": "Nora Quist", "published": "2020-05-03"},
    ),
    Page(
        "no headline and nobody's name",
        f"""{PROSE}

{MORE}
""",
        {"headline": None, "work": None, "critic": None, "year": None, "verdict": None, "cast": [], "directors": []},
    ),
    Page(
        "other works with their years",
        f"""The Glass Orchard is worth the wait

{PROSE} It is no Long Field (2011), and it is far from The Pale Shore (1998), but The Glass Orchard grows on you.

{MORE} The Glass Orchard ends as it began; another film of that title comes out in 2024.
""",
        {"work": "The Glass Orchard", "year": None},
    ),
]
