"""Tell pages that are no article: errors of a server, listings, pages without text.

Rule: pure. Careful on purpose: an article turned away is lost to a reader, a listing let in is a nuisance.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from ingest.extract.html.body import Body
from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import types_of
from ingest.extract.html.phrases import bare
from ingest.extract.html.titles import SEPARATOR
from ingest.extract.html.tree import texts_in
from ingest.extract.html.walk import Walk
from schemas.article import Fact
from schemas.report import Reason

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/errors.toml").read_text("utf-8"))
ERROR_TITLES = frozenset(_TABLE["titles"]) | frozenset(bare(title) for title in _TABLE["titles"] if bare(title))

ERROR_LENGTH = 700
"""Characters of text above which a page is no mere error, whatever its title says."""
TEASER_LINK = 0.8
TEASER_LENGTH = 30
MANY_TEASERS = 10
"""Links as long as titles from which a page may be a listing."""
DATED_TEASERS = 5
"""The same where each of them has its date."""
STRAY_PARAGRAPHS = 1
NEAR_HEADLINE = 15
SENTENCE_WEIGHT = 40.0
"""A sentence of this weight under the page's own headline is an article, however short."""
MANY_ARTICLES = 8
FEW_PARAGRAPHS = 4
PARAGRAPH = 80.0
"""Weight of running text from which a block counts as a paragraph."""
SURE_DATE: dict[str, float] = {"structured": 0.5, "stated": 0.82}
LONG_PARAGRAPH = 300.0
"""A listing has no paragraph of this weight."""
LISTING_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage"})
FRONT_PATHS = frozenset({"", "/", "/index.html", "/index.php", "/index.htm", "/home"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a page is no article."""

    reason: Reason
    detail: str


def verdict_of(head: Head, walk: Walk, body: Body, facts: list[Fact], url: str | None) -> Verdict | None:
    """Return why a page is no article, or None where it is one as far as we can tell."""
    kept = [choice.leaf for choice in body.choices if choice.kept]
    size = sum(leaf.size for leaf in kept)
    if size < ERROR_LENGTH and (title := _error_title(head)):
        return Verdict(Reason.ERROR_PAGE, f"The page calls itself “{title}” and holds hardly any text.")
    if not kept:
        return Verdict(Reason.NO_TEXT, "No running text was found on the page.")
    if _is_dated(facts):
        return None
    teasers = sum(leaf.link_density > TEASER_LINK and leaf.size >= TEASER_LENGTH for leaf in walk.leaves)
    weights = [leaf.weight for leaf in kept]
    paragraphs = sum(weight > PARAGRAPH for weight in weights)
    if _is_front(url) and teasers >= MANY_TEASERS:
        return Verdict(Reason.LISTING, f"A front page: {teasers} links as long as titles, and no date of its own.")
    if max(weights) >= LONG_PARAGRAPH:
        return None
    articles = sum(node.tag == "article" for node in walk.nodes)
    if articles >= MANY_ARTICLES and (paragraphs <= FEW_PARAGRAPHS or _is_collection(head)):
        return Verdict(Reason.LISTING, f"A listing: {articles} teasers, and no date of its own.")
    follows = body.headline is not None and 0 <= body.first - body.headline <= NEAR_HEADLINE
    is_told = max(weights) >= SENTENCE_WEIGHT
    is_row = teasers >= MANY_TEASERS and paragraphs <= STRAY_PARAGRAPHS
    if not (follows and is_told) and (is_row or (not is_told and _lists_dated(head, facts, teasers))):
        return Verdict(Reason.LISTING, f"A listing: {teasers} links as long as titles, {paragraphs} paragraphs.")
    return None


def _error_title(head: Head) -> str | None:
    """Return the title by which a page says that it is an error, or None."""
    titles = [head.title, *(" ".join(texts_in(element)) for element in head.headings[:2])]
    for title in titles:
        for part in (title, *SEPARATOR.split(title)):
            words = " ".join(part.split())
            if words.casefold().strip(" .!…:") in ERROR_TITLES or (words and bare(words) in ERROR_TITLES):
                return words
    return None


def _is_dated(facts: list[Fact]) -> bool:
    """Tell whether the page gives itself a date of publication: listings have none."""
    return any(fact.field == "published" and fact.confidence >= SURE_DATE.get(fact.basis, 0.5) for fact in facts)


def _lists_dated(head: Head, facts: list[Fact], teasers: int) -> bool:
    """Tell whether a page shows several titles of other pages with their dates, and calls itself no article."""
    days = {fact.value for fact in facts if fact.field == "published"}
    return min(teasers, len(days)) >= DATED_TEASERS and "article" not in head.meta.get("og:type", ())


def _is_front(url: str | None) -> bool:
    """Tell whether an address is that of a site's front page."""
    try:
        parts = urlsplit(url) if url else None
    except ValueError:
        return False
    return parts is not None and bool(parts.netloc) and parts.path in FRONT_PATHS and not parts.query


def _is_collection(head: Head) -> bool:
    """Tell whether the page's data calls it a collection."""
    return any(kind in LISTING_TYPES for node in head.graph.nodes for kind in types_of(node))
