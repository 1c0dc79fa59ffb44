"""All candidate facts of a page, joined: what machines are told, what the page itself says.

Rule: pure; nothing is chosen here. The headline is the one field whose candidates are weighed against each other
(`headlines`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.extract.html.around import Around
from ingest.extract.html.blocks import place_of
from ingest.extract.html.body import Body
from ingest.extract.html.date_language import date_language
from ingest.extract.html.far_dates import believed_hints, date_facts
from ingest.extract.html.head import Head, folded
from ingest.extract.html.headlines import LINE_TRUST, MOST_HEADINGS, TRUST, headline_facts, is_masthead, page_titles
from ingest.extract.html.jsonld import Json
from ingest.extract.html.near import tail_of, zone_of
from ingest.extract.html.outlet import stated_outlets, without_bare_hosts
from ingest.extract.html.own_node import main_article
from ingest.extract.html.people import fold_name
from ingest.extract.html.stated_authors import Reach, stated_authors
from ingest.extract.html.stated_tags import stated_tags
from ingest.extract.html.structured import (
    NEVER,
    Said,
    facts_of,
    said_in_items,
    said_in_jsonld,
    said_in_meta,
)
from ingest.extract.html.titles import SHORTEST_HEADLINE, Title
from ingest.extract.html.walk import Walk
from ingest.extract.words.byline import is_person_name
from schemas.article import Fact
from schemas.document import Block, BlockKind

COMMON_LABELS = frozenset({"www", "m", "amp", "en", "de", "fr", "es", "ru", "news", "blog", "blogs", "web"})
"""Parts of a host that name no outlet."""
SHORTEST_NAME = 3
LONGEST_OUTLET = 7
"""Words of an outlet's name."""
LONGEST_NAME = 200
"""Characters of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells machines, and what it calls itself."""

    said: list[Said]
    """Outside its JSON-LD."""
    titles: list[Title]
    """Likewise."""
    main: Json | None
    """The node of its JSON-LD that is its article."""
    names: list[str]
    """Its titles as they stand, and its headings with all that is in them."""


def told_of(head: Head, url: str | None) -> Told:
    """Read what a page tells."""
    said = [*said_in_meta(head), *said_in_items(head)]
    titles = page_titles(head, said)
    own = (element for element in head.headings[:MOST_HEADINGS] if not is_masthead(element))
    headings = [words for element in own if (words := folded(element))]
    others = set(headings) - set(_repeated(headings, titles))
    names = [name for name in dict.fromkeys((*headings, *(title.raw for title in titles))) if name not in others]
    return Told(said, titles, main_article(head, names, url), names)


def _repeated(headings: list[str], titles: list[Title]) -> list[str]:
    """Return the headings of the first rank that the page's own titles repeat, all where they repeat none.

    The others are the site's name, or the heading of a row beside the article.
    """
    told = [fold_name(title.raw) for title in titles if title.rule != "h1"]
    again = [
        words
        for words in headings
        if len(words) >= SHORTEST_HEADLINE and any(each.startswith(fold_name(words)) for each in told)
    ]
    return again or headings


def collect_facts(head: Head, told: Told, walk: Walk, body: Body, url: str | None, language: str | None) -> list[Fact]:
    """Return every candidate fact of a page."""
    zone, tail = zone_of(walk, body.headline, body.first, body.last), tail_of(walk, body.last)
    dated_in = date_language(language, (head.language, *head.meta.get("og:locale", ())), (url, head.canonical))
    others = [node for node in head.graph.articles() if node is not told.main]
    said = [*said_in_jsonld(head, told.main, others[:10]), *told.said]
    titles = list(told.titles)
    if body.headline is not None and not any(title.rule == "h1" for title in titles):
        line = walk.leaves[body.headline].text
        place = place_of(walk, walk.leaves[body.headline].node)
        titles.append(Title(line, "headline-line", place, LINE_TRUST))
    outlets = _outlet_names(said)
    facts = [fact for each in said if each.field != "headline" for fact in facts_of(each, outlets, dated_in)]
    titles.extend(
        Title(each.raw, each.rule, each.place, min(each.trust, TRUST[each.rule]))
        for each in said
        if each.rule == "jsonld-headline"
    )
    facts.extend(headline_facts(titles, outlets | _host_names(head, url)))
    around = Around.of(walk, body, [title.raw for title in titles], dated_in)
    facts.extend(date_facts(around, head, tail, url))
    facts.extend(stated_tags(head))
    persons = {fold_name(fact.value or "") for fact in facts if fact.field == "author"}
    facts.extend(stated_authors(head, walk, Reach(zone, range(body.first, body.last + 1), tail), outlets, persons))
    facts.extend(stated_outlets(head, walk, url, _host_names(head, url), _names_of_others(facts)))
    return list(dict.fromkeys(believed_hints(without_bare_hosts(facts))))


def _outlet_names(said: Iterable[Said]) -> frozenset[str]:
    """Return the folded names of the outlet as the page tells them; what the article is called too is none."""
    headlines = {fold_name(each.raw) for each in said if each.rule in {"jsonld-headline", "item-headline"}}
    told = (each.raw for each in said if each.field == "outlet" and _is_short(each.raw))
    return frozenset(name for raw in told if (name := fold_name(raw)) and name not in headlines)


def _is_short(name: str) -> bool:
    """Tell whether a name is short enough for an outlet's."""
    return len(name) <= LONGEST_NAME and len(name.split()) <= LONGEST_OUTLET


def _names_of_others(facts: Iterable[Fact]) -> list[str]:
    """Return what names no outlet since it names the article or a person who wrote it."""
    sure = [(fact.field, fact.value) for fact in facts if fact.value and fact.confidence > NEVER]
    return [
        value
        for field, value in sure
        if field == "headline" or (field == "author" and " " in value and is_person_name(value))
    ]


def standfirst_facts(blocks: Iterable[Block]) -> list[Fact]:
    """Return the standfirst that the page shows; a description that only machines read is no standfirst."""
    shown = [block for block in blocks if block.kind is BlockKind.STANDFIRST and block.kept]
    if not shown:
        return []
    text = " ".join(block.text for block in shown)
    place = shown[0].place
    return [
        Fact(field="standfirst", value=text, raw=text, rule="standfirst", basis="stated", place=place, confidence=0.9)
    ]


def _host_names(head: Head, url: str | None) -> frozenset[str]:
    """Return the names that the page's own address gives its outlet: the host, with and without its endings."""
    found: set[str] = set()
    for address in (url, head.canonical, *head.meta.get("og:url", ())):
        try:
            host = urlsplit(address).hostname if address else None
        except ValueError:
            host = None
        labels = [label for label in (host or "").removeprefix("www.").split(".") if label not in COMMON_LABELS]
        found.add(fold_name("".join(labels)))
        found.update(fold_name(".".join(labels[start:])) for start in range(len(labels)))
        found.update(fold_name(label) for label in labels[:-1])
    return frozenset(name for name in found if len(name) >= SHORTEST_NAME)
