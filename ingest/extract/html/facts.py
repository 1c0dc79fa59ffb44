"""All candidate facts of a page, joined: what machines are told, what the page itself says.

Rule: pure; nothing is chosen here. The headline is the one field whose candidates are weighed against each other,
since each source spoils it in its own way.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ingest.extract.html.around import Around
from ingest.extract.html.blocks import place_of
from ingest.extract.html.body import Body
from ingest.extract.html.date_language import date_language
from ingest.extract.html.far_dates import believed_hints, date_facts
from ingest.extract.html.head import Head, folded
from ingest.extract.html.jsonld import Json
from ingest.extract.html.near import tail_of, zone_of
from ingest.extract.html.outlet import stated_outlets, without_bare_hosts
from ingest.extract.html.people import fold_name
from ingest.extract.html.stated_authors import stated_authors
from ingest.extract.html.stated_tags import stated_tags
from ingest.extract.html.structured import (
    NEVER,
    facts_of,
    said_in_items,
    said_in_jsonld,
    said_in_meta,
)
from ingest.extract.html.titles import Title, likeness, without_outlet
from ingest.extract.html.walk import Walk
from ingest.extract.words.byline import is_person_name
from ingest.extract.words.headline import clean_headline
from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.types import Basis

COMMON_LABELS = frozenset({"www", "m", "amp", "en", "de", "fr", "es", "ru", "news", "blog", "blogs", "web"})
"""Parts of a host that name no outlet."""
SHORTEST_NAME = 3

VOTES = {
    "h1": 1.7,
    "headline-line": 1.3,
    "item-headline": 1.3,
    "jsonld-headline": 0.85,
    "meta og:title": 0.8,
    "meta headline": 0.8,
    "title": 0.5,
    "meta twitter:title": 0.35,
}
"""How much each source of a headline counts; measured on labelled pages."""
OTHER_VOTE = 0.4
UNLIKE = 0.3
"""Share of common words below which an `h1` is about something else: a site's name, a section's."""
LATER_VOTE = 0.3
"""A second `h1` counts less than the first."""

HEADLINE_TRUST = {"h1": 0.9, "jsonld-headline": 0.88, "item-headline": 0.86, "meta-headline": 0.8, "title": 0.7}


def page_titles(head: Head) -> list[Title]:
    """Return what the page calls itself, in page order."""
    found = [Title(folded(element), "h1", "h1", HEADLINE_TRUST["h1"]) for element in head.headings]
    found.extend(
        Title(said.raw, said.rule, said.place, min(said.trust, HEADLINE_TRUST.get(said.rule, 0.7)))
        for said in (*said_in_meta(head), *said_in_items(head))
        if said.field == "headline"
    )
    if head.title:
        found.append(Title(head.title, "title", "title", HEADLINE_TRUST["title"]))
    return [title for title in found if title.raw]


def collect_facts(
    head: Head, walk: Walk, body: Body, main: Json | None, url: str | None, language: str | None
) -> list[Fact]:
    """Return every candidate fact of a page."""
    zone, tail = zone_of(walk, body.headline, body.first, body.last), tail_of(walk, body.last)
    dated_in = date_language(language, (head.language, *head.meta.get("og:locale", ())), (url, head.canonical))
    titles = page_titles(head)
    if not head.headings and body.headline is not None:
        line = walk.leaves[body.headline].text
        titles.append(Title(line, "headline-line", place_of(walk, walk.leaves[body.headline].node), 0.85))
    others = [node for node in head.graph.articles() if node is not main]
    said = [*said_in_jsonld(head, main, others[:10]), *said_in_meta(head), *said_in_items(head)]
    outlets = frozenset(fold_name(each.raw) for each in said if each.field == "outlet" and each.raw)
    facts = [fact for each in said if each.field != "headline" for fact in facts_of(each, outlets, dated_in)]
    for each in said:
        if each.rule == "jsonld-headline":
            titles.append(Title(each.raw, each.rule, each.place, min(each.trust, HEADLINE_TRUST["jsonld-headline"])))
    facts.extend(_headline_facts(titles, outlets | _host_names(head, url)))
    around = Around.of(walk, body, [title.raw for title in titles], dated_in)
    facts.extend(date_facts(around, head, tail, url))
    facts.extend(stated_tags(head))
    facts.extend(stated_authors(head, walk, zone, range(body.first, body.last + 1), tail, outlets))
    facts.extend(stated_outlets(head, walk, url, _host_names(head, url), _names_of_others(facts)))
    return list(dict.fromkeys(believed_hints(without_bare_hosts(facts))))


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


def _headline_facts(titles: list[Title], outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield the headline's candidates: the wording that most sources repeat is sure, the others are only kept."""
    raws = [title.raw for title in titles]
    shown = [(title, without_outlet(title.raw, outlets, raws)) for title in titles]
    shown = [(title, words) for title, words in shown if words and fold_name(words) not in outlets]
    votes = count_votes(shown)
    best = max(votes, key=votes.__getitem__, default=None)
    for title, words in shown:
        basis: Basis = "stated" if title.rule in {"h1", "title", "headline-line"} else "structured"
        wins = fold_name(words) == best
        yield Fact(
            field="headline",
            value=clean_headline(words),
            raw=title.raw,
            rule=title.rule,
            basis=basis,
            place=title.place,
            confidence=title.trust if wins else NEVER,
        )


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


def count_votes(shown: list[tuple[Title, str]]) -> dict[str, float]:
    """Return how much each wording of the headline is backed, by its folded words; each source speaks once."""
    votes: dict[str, float] = {}
    spoken: set[tuple[str, str]] = set()
    for title, words in shown:
        source = title.place if title.rule == "meta-headline" else title.rule
        key = fold_name(words)
        if (source, key) in spoken:
            continue
        weight = VOTES.get(source, OTHER_VOTE)
        others = [other for other, _words in shown if other.rule != title.rule]
        if source == "h1" and others and all(likeness(words, other.raw) < UNLIKE for other in others):
            weight *= LATER_VOTE
        if any(source == each for each, _key in spoken):
            weight *= LATER_VOTE
        spoken.add((source, key))
        votes[key] = votes.get(key, 0.0) + weight
    return votes
