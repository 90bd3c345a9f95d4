"""What a web page says of itself in its markup: JSON-LD, microdata (both schema.org) and meta tags."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.reading.decode import without_surrogates
from desktop.reading.stages import PageMetadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST = 256 * 1024  # characters of JSON-LD that are read
_OBJECTS = 2000
_VALUE = 300  # characters of a value
_REVIEWS = frozenset({"Review", "CriticReview", "EmployerReview", "MediaReview", "UserReview"})
_ARTICLES = frozenset({"Article", "NewsArticle", "BlogPosting", "ReviewNewsArticle", "OpinionNewsArticle", "WebPage", "Report"})
_PROPERTIES = frozenset(
    {
        "ratingValue",
        "bestRating",
        "worstRating",
        "author",
        "datePublished",
        "itemReviewed",
        "name",
        "headline",
        "director",
        "actor",
    }
)

# meta tags: their property or name, and the field that they fill
_META = {
    "og:title": "headline",
    "twitter:title": "headline",
    "og:description": "description",
    "description": "description",
    "og:site_name": "publisher",
    "author": "author",
    "article:author": "author",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "og:type": "type",
}


@dataclass(slots=True)
class Microdata:
    """schema.org properties written into a page's elements: those of a review, of an aggregate and of the work."""

    review: dict[str, str] = field(default_factory=dict)
    aggregate: dict[str, str] = field(default_factory=dict)
    _types: list[str] = field(default_factory=list)

    def see(self, tag: str, attributes: Mapping[str, str | None], node: LexborNode) -> None:
        """Take note of an element, in the order of the page."""
        kind = attributes.get("itemtype")
        if kind and "schema.org/" in kind:
            self._types.append(kind.rsplit("/", 1)[-1])
        name = attributes.get("itemprop")
        if name not in _PROPERTIES or not self._types or tag == "-document":
            return
        value = attributes.get("content") or attributes.get("datetime") or node.text()[:_VALUE].strip()
        target = self.aggregate if self._types[-1] == "AggregateRating" else self.review
        if value and (target is self.aggregate or _REVIEWS & set(self._types)):
            target.setdefault(str(name), " ".join(value.split()))


def page_metadata(tree: LexborHTMLParser, microdata: Microdata) -> PageMetadata:
    """The metadata of a page: JSON-LD first, then microdata, then meta tags."""
    fields: dict[str, list[str]] = {}
    _from_json_ld(tree, fields)
    _from_microdata(microdata, fields)
    title = tree.css_first("title")
    root = tree.css_first("html")
    language = root.attributes.get("lang") if root is not None else None
    if language:
        _add(fields, "language", language)
    for node in tree.css("meta"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").casefold()
        content = node.attributes.get("content")
        if content and name in _META and _META[name] not in fields:
            _add(fields, _META[name], content)
    values = {name: tuple(values) for name, values in fields.items()}
    return PageMetadata(_clean(title.text()) if title is not None else "", values, {}, "markup")


def _clean(value: str) -> str:
    return " ".join(without_surrogates(value[:_VALUE]).split())


def _add(fields: dict[str, list[str]], name: str, value: object) -> None:
    """Add a value: a plain one, a thing's name, or a list of them."""
    for one in _plain(value):
        kept = fields.setdefault(name, [])
        if one and one not in kept and len(kept) < 50:
            kept.append(one)


def _plain(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, bool) or value is None or depth > 3:
        return
    if isinstance(value, (str, int, float)):
        yield _clean(str(value))
    elif isinstance(value, list):
        for one in value[:50]:
            yield from _plain(one, depth + 1)
    elif isinstance(value, dict):
        yield from _plain(value.get("name") or value.get("@value"), depth + 1)


def _from_json_ld(tree: LexborHTMLParser, fields: dict[str, list[str]]) -> None:
    found = [one for node in tree.css('script[type="application/ld+json"]') for one in _objects(node.text())]
    reviews = [one for one in found if _types_of(one) & _REVIEWS]
    articles = [one for one in found if _types_of(one) & _ARTICLES]
    works = [one for one in found if isinstance(one.get("aggregateRating"), dict)]
    if len(reviews) == 1:  # several reviews on a page are its visitors'
        _of_review(reviews[0], fields)
    for article in articles[:1]:
        for name, key in (
            ("headline", "headline"),
            ("author", "author"),
            ("date", "datePublished"),
            ("publisher", "publisher"),
        ):
            if name not in fields:
                _add(fields, name, article.get(key))
    for work in works[:1]:
        _add(fields, "aggregate", work["aggregateRating"].get("ratingValue"))
        _add(fields, "aggregate_best", work["aggregateRating"].get("bestRating"))


def _of_review(review: Mapping[str, Any], fields: dict[str, list[str]]) -> None:
    _add(fields, "type", min(_types_of(review)))
    for name, key in (
        ("headline", "headline"),
        ("headline", "name"),
        ("author", "author"),
        ("date", "datePublished"),
        ("publisher", "publisher"),
        ("description", "description"),
        ("language", "inLanguage"),
    ):
        if name not in fields:
            _add(fields, name, review.get(key))
    rating = review.get("reviewRating")
    if isinstance(rating, list) and rating:
        rating = rating[0]
    if isinstance(rating, dict):
        for name, key in (("rating", "ratingValue"), ("best_rating", "bestRating"), ("worst_rating", "worstRating")):
            _add(fields, name, rating.get(key))
    work = review.get("itemReviewed")
    if isinstance(work, list) and work:
        work = work[0]
    if isinstance(work, str):
        _add(fields, "item", work)
    elif isinstance(work, dict):
        _of_work(work, fields)


def _of_work(work: Mapping[str, Any], fields: dict[str, list[str]]) -> None:
    types = _types_of(work)
    if types:
        _add(fields, "item_type", min(types))
    for name, key in (
        ("item", "name"),
        ("director", "director"),
        ("writer", "author"),
        ("actor", "actor"),
        ("genre", "genre"),
        ("country", "countryOfOrigin"),
        ("duration", "duration"),
        ("item_year", "dateCreated"),
        ("item_year", "datePublished"),
    ):
        _add(fields, name, work.get(key))


def _types_of(found: Mapping[str, Any]) -> set[str]:
    kinds = found.get("@type")
    return {str(kind) for kind in kinds[:10]} if isinstance(kinds, list) else {str(kinds)} if kinds else set()


def _objects(source: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script that has a type, outer ones first; nothing for what is no JSON."""
    if len(source) > _LONGEST:
        return
    try:
        waiting: list[object] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _OBJECTS:
        found = waiting.pop(0)
        seen += 1
        if isinstance(found, dict):
            if "@type" in found:
                yield found
            waiting += [value for value in found.values() if isinstance(value, (dict, list))]
        elif isinstance(found, list):
            waiting += [value for value in found if isinstance(value, (dict, list))]


def _from_microdata(microdata: Microdata, fields: dict[str, list[str]]) -> None:
    for name, key in (
        ("rating", "ratingValue"),
        ("best_rating", "bestRating"),
        ("worst_rating", "worstRating"),
        ("author", "author"),
        ("date", "datePublished"),
        ("item", "itemReviewed"),
        ("headline", "headline"),
        ("director", "director"),
    ):
        if name not in fields and key in microdata.review:
            _add(fields, name, microdata.review[key])
    if "aggregate" not in fields and "ratingValue" in microdata.aggregate:
        _add(fields, "aggregate", microdata.aggregate["ratingValue"])
        _add(fields, "aggregate_best", microdata.aggregate.get("bestRating"))
