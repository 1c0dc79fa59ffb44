"""Tell pages that are no article: errors of a server, walls, listings, pages without text; and flag what is in doubt.

Rule: pure. Careful on purpose: an article turned away is lost to a reader, a listing let in is a nuisance.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

from ingest.extract.html.body import Body
from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import types_of
from ingest.extract.html.phrases import bare
from ingest.extract.html.tables import ARTICLE_TYPES
from ingest.extract.html.titles import SEPARATOR
from ingest.extract.html.tree import texts_in
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.html.walls import DIALOG, OFFERS_AFTER, Verdict, gate_of, offer_in, segments_of, wall_of
from schemas.article import Fact
from schemas.report import Reason, Warn

_WORDS = files("ingest.extract.html").joinpath("words")
_ERRORS = tomllib.loads(_WORDS.joinpath("errors.toml").read_text("utf-8"))["titles"]
_LISTING = tomllib.loads(_WORDS.joinpath("walls.toml").read_text("utf-8"))["listing"]
ERROR_TITLES = frozenset(_ERRORS) | frozenset(bare(title) for title in _ERRORS if bare(title))
LISTING_STARTS: tuple[str, ...] = tuple(_LISTING["starts"])
LISTING_SEGMENTS = frozenset(_LISTING["segments"])
SEARCH_QUERIES = frozenset(_LISTING["queries"])

ERROR_LENGTH = 700
"""Characters of text above which a page is no mere error, whatever its title says."""
TEASER_LINK = 0.8
TEASER_LENGTH = 30
MANY_TEASERS = 10
"""Links as long as titles from which a page may be a listing."""
SOME_TEASERS = 5
"""The same where the page calls itself one, or each of them has its date."""
FEW_BLOCKS = 5
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
CARDS = 5
"""Linked titles inside the text from which it may be a row of cards."""
CARD = 400
"""Characters of text for each of them, at most."""
CUT_TEXT = 1_000
"""Characters of text below which a page that is not free shows the first words only."""
CUT_WITH_DOTS = 2_500
"""The same where they end in dots, or an offer to subscribe follows."""
TEASER_TEXT = 600
LONGEST_NAME_PATH = 3
"""Parts of a listing's address: a tag, and what it is a tag of."""
LISTING_TYPES = frozenset({"collectionpage", "searchresultspage"})
ROW_TYPES = frozenset({"itemlist"})
"""What lists are called, and parts of articles too: believed where the text is a row of cards."""
FRONT_PATHS = frozenset({"", "/", "/index.html", "/index.php", "/index.htm", "/home"})
DOTS = ("…", "...", "[…]", "[...]", "(…)")
UNFREE = frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a page is taken for."""

    verdict: Verdict | None
    """Why it is no article, or None where it is one as far as we can tell."""
    warnings: tuple[str, ...] = ()
    """What is in doubt about an article (`schemas.report.Warn`)."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a page the rules look at."""

    head: Head
    walk: Walk
    body: Body
    kept: list[Leaf]
    size: int
    heaviest: float
    teasers: int
    """Blocks that are links as long as titles."""
    paragraphs: int
    is_dated: bool
    kinds: frozenset[str]
    """Types of the nodes of the page's data."""
    url: str | None

    @property
    def is_video(self) -> bool:
        """Whether the page says that it is a video's and no article's."""
        says = any(kind.lower().startswith("video") for kind in self.head.meta.get("og:type", ()))
        return (says or "videoobject" in self.kinds) and not self.is_called_article

    @property
    def is_called_article(self) -> bool:
        """Whether the page's data call it an article."""
        return bool(self.kinds & ARTICLE_TYPES) or _claims_article(self.head)


def judge(head: Head, walk: Walk, body: Body, facts: list[Fact], url: str | None) -> Judgement:
    """Return what a page is taken for."""
    kept = [choice.leaf for choice in body.choices if choice.kept]
    seen = _Seen(
        head,
        walk,
        body,
        kept,
        sum(leaf.size for leaf in kept),
        max((leaf.weight for leaf in kept), default=0.0),
        sum(leaf.link_density > TEASER_LINK and leaf.size >= TEASER_LENGTH for leaf in walk.leaves),
        sum(leaf.weight > PARAGRAPH for leaf in kept),
        _is_dated(facts),
        frozenset(kind for node in head.graph.nodes for kind in types_of(node)),
        url,
    )
    titles = () if seen.is_dated or seen.size > DIALOG else _titles(head)
    verdict = _error(seen) or wall_of(walk, kept, titles, url) or _listing(seen, facts) or _without_text(seen)
    return Judgement(verdict) if verdict else Judgement(None, tuple(word.value for word in _flags(seen)))


def _titles(head: Head) -> list[str]:
    """Return what a page and its first headings are called, whole and without what a separator adds."""
    titles = [head.title, *(" ".join(texts_in(element)) for element in head.headings[:2])]
    return [part for title in titles for part in (title, *SEPARATOR.split(title)) if part]


def _error(seen: _Seen) -> Verdict | None:
    """Tell a page that calls itself an error."""
    if seen.size >= ERROR_LENGTH:
        return None
    for title in _titles(seen.head):
        words = " ".join(title.split())
        if words.casefold().strip(" .!…:") in ERROR_TITLES or (words and bare(words) in ERROR_TITLES):
            return Verdict(Reason.ERROR_PAGE, f"The page calls itself “{words}” and holds hardly any text.")
    return None


def _without_text(seen: _Seen) -> Verdict | None:
    """Tell a page without a sentence of its own."""
    if seen.kept and not (seen.is_video and seen.heaviest < SENTENCE_WEIGHT):
        return None
    if seen.is_video:
        return Verdict(Reason.VIDEO_PAGE, "A page about a video; no sentence of text goes with it.")
    if seen.teasers >= MANY_TEASERS:
        return Verdict(Reason.LISTING, f"A listing: {seen.teasers} links as long as titles, and no running text.")
    why = "; it may build itself by script" if len(seen.walk.leaves) < FEW_BLOCKS else ""
    return gate_of(seen.walk) or Verdict(Reason.NO_TEXT, f"No running text was found on the page{why}.")


def _listing(seen: _Seen, facts: list[Fact]) -> Verdict | None:
    """Tell a row of links to other pages: by what the page calls itself, else by its form. No listing is dated."""
    if seen.is_dated or not seen.kept:
        return None
    name = _listing_name(seen)
    if name and seen.teasers >= SOME_TEASERS and (seen.heaviest < LONG_PARAGRAPH or _cards(seen) >= CARDS):
        return Verdict(Reason.LISTING, f"A listing: {name}, with {seen.teasers} links as long as titles.")
    if _is_front(seen.url) and seen.teasers >= MANY_TEASERS:
        return Verdict(Reason.LISTING, f"A front page: {seen.teasers} links as long as titles, and no date of its own.")
    if seen.heaviest >= LONG_PARAGRAPH:
        return None
    articles = sum(node.tag == "article" for node in seen.walk.nodes)
    if articles >= MANY_ARTICLES and (seen.paragraphs <= FEW_PARAGRAPHS or _cards(seen) >= MANY_ARTICLES):
        return Verdict(Reason.LISTING, f"A listing: {articles} teasers, and no date of its own.")
    follows = seen.body.headline is not None and 0 <= seen.body.first - seen.body.headline <= NEAR_HEADLINE
    is_told = seen.heaviest >= SENTENCE_WEIGHT
    is_row = seen.teasers >= MANY_TEASERS and seen.paragraphs <= STRAY_PARAGRAPHS
    if not (follows and is_told) and (is_row or (not is_told and _lists_dated(seen, facts))):
        return Verdict(
            Reason.LISTING, f"A listing: {seen.teasers} links as long as titles, {seen.paragraphs} paragraphs."
        )
    return None


def _listing_name(seen: _Seen) -> str | None:
    """Return by what a page calls itself a listing: its data, its title, its address; None where it does not."""
    if seen.is_called_article:
        return None
    found = seen.kinds & LISTING_TYPES or (seen.kinds & ROW_TYPES if _cards(seen) >= CARDS else ())
    if found:
        return f"its data call it {min(found)}"
    for title in _titles(seen.head):
        if title.casefold().lstrip(" «“\"'").startswith(LISTING_STARTS):
            return f"it is called “{' '.join(title.split())}”"
    parts = segments_of(seen.url)
    if len(parts) <= LONGEST_NAME_PATH and LISTING_SEGMENTS & set(parts[:-1] or parts):
        return f"its address is that of one (/{'/'.join(parts)})"
    return "its address is that of a search" if _is_search(seen.url) else None


def _flags(seen: _Seen) -> list[Warn]:
    """Return what is in doubt about an article."""
    found = []
    if _is_cut(seen):
        found.append(Warn.PAYWALLED)
    elif seen.size < TEASER_TEXT and seen.kept[-1].text.rstrip().endswith(DOTS):
        found.append(Warn.TEASER_ONLY)
    if seen.body.is_part:
        found.append(Warn.STATED_LONGER)
    if seen.is_video and seen.size < ERROR_LENGTH:
        found.append(Warn.VIDEO)
    if not (seen.is_dated or _claims_article(seen.head)) and seen.teasers >= SOME_TEASERS:
        is_row = _cards(seen) >= CARDS and seen.size < CARD * _cards(seen)
        found += [Warn.LISTING_LIKE] if is_row or _listing_name(seen) or _is_front(seen.url) else []
    return found


def _is_cut(seen: _Seen) -> bool:
    """Tell whether a wall may cut the text: little is shown, and it is said not to be free, or an offer follows."""
    if seen.size >= CUT_WITH_DOTS:
        return False
    ends_in_dots = seen.kept[-1].text.rstrip().endswith(DOTS)
    if not _is_free(seen.head) and (seen.size < CUT_TEXT or ends_in_dots):
        return True
    after = seen.walk.leaves[seen.body.last : seen.body.last + OFFERS_AFTER]
    return any(offer_in(leaf) for leaf in (*seen.kept[-2:], *after))


def _is_free(head: Head) -> bool:
    """Tell whether nothing in the page's data says that it is for subscribers only."""
    said = (node.get("isAccessibleForFree") for node in head.graph.nodes)
    tiers = head.meta.get("article:content_tier", ())
    return not any(value is not None and str(value).lower() in UNFREE for value in said) and "locked" not in tiers


def _claims_article(head: Head) -> bool:
    """Tell whether the page calls itself an article."""
    return any(kind.lower() == "article" for kind in head.meta.get("og:type", ()))


def _cards(seen: _Seen) -> int:
    """Count the linked titles between the first and the last block of the text."""
    inside = seen.walk.leaves[seen.body.first : seen.body.last + 1]
    return sum(leaf.tag in {"h2", "h3", "h4"} and leaf.link_density > TEASER_LINK for leaf in inside)


def _is_dated(facts: list[Fact]) -> bool:
    """Tell whether the page gives itself a date of publication: listings have none."""
    return any(fact.field == "published" and fact.confidence >= SURE_DATE.get(fact.basis, 0.5) for fact in facts)


def _lists_dated(seen: _Seen, facts: list[Fact]) -> bool:
    """Tell whether a page shows several titles of other pages with their dates, and calls itself no article."""
    days = {fact.value for fact in facts if fact.field == "published"}
    return min(seen.teasers, len(days)) >= SOME_TEASERS and not _claims_article(seen.head)


def _is_front(url: str | None) -> bool:
    """Tell whether an address is that of a site's front page."""
    try:
        parts = urlsplit(url) if url else None
    except ValueError:
        return False
    return parts is not None and bool(parts.netloc) and parts.path in FRONT_PATHS and not parts.query


def _is_search(url: str | None) -> bool:
    """Tell whether an address asks a site's own search."""
    try:
        parts = urlsplit(url) if url else None
    except ValueError:
        return False
    return (
        parts is not None
        and parts.path in FRONT_PATHS
        and any(name.lower() in SEARCH_QUERIES for name, _ in parse_qsl(parts.query))
    )
