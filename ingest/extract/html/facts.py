"""All candidate facts of a page, joined: what machines are told, what the page itself says.

Rule: pure; nothing is chosen here. The headline is the one field whose candidates are weighed against each other,
since each source spoils it in its own way.
"""

from collections.abc import Iterator

from ingest.extract.html.head import Head, folded
from ingest.extract.html.jsonld import Json
from ingest.extract.html.people import fold_name
from ingest.extract.html.stated import stated_authors, stated_dates, time_elements
from ingest.extract.html.structured import (
    Said,
    facts_of,
    said_in_items,
    said_in_jsonld,
    said_in_meta,
)
from ingest.extract.html.titles import LIKE, Title, likeness, without_outlet
from ingest.extract.html.walk import Walk
from ingest.extract.words.headline import clean_headline
from schemas.article import Fact
from schemas.types import Basis

HEADLINE_TRUST = {"h1": 0.9, "jsonld-headline": 0.88, "item-headline": 0.86, "meta-headline": 0.8, "title": 0.7}


def page_titles(head: Head) -> list[Title]:
    """Return what the page calls itself, in page order."""
    found = [Title(folded(element), "h1", "h1", HEADLINE_TRUST["h1"]) for element in head.headings]
    for said in (*said_in_meta(head), *said_in_items(head)):
        if said.field == "headline":
            found.append(Title(said.raw, said.rule, said.place, min(said.trust, HEADLINE_TRUST.get(said.rule, 0.7))))
    if head.title:
        found.append(Title(head.title, "title", "title", HEADLINE_TRUST["title"]))
    return [title for title in found if title.raw]


def collect_facts(head: Head, walk: Walk, zone: range, main: Json | None, language: str | None) -> list[Fact]:
    """Return every candidate fact of a page."""
    titles = page_titles(head)
    others = [node for node in head.graph.articles() if node is not main]
    said = [*said_in_jsonld(head, main, others[:10]), *said_in_meta(head), *said_in_items(head)]
    outlets = frozenset(fold_name(each.raw) for each in said if each.field == "outlet" and each.raw)
    facts = [fact for each in said if each.field != "headline" for fact in facts_of(each, outlets, language)]
    for each in said:
        if each.rule == "jsonld-headline":
            titles.append(Title(each.raw, each.rule, each.place, min(each.trust, HEADLINE_TRUST["jsonld-headline"])))
    facts.extend(_headline_facts(titles, outlets))
    facts.extend(stated_dates(walk, zone, language))
    facts.extend(time_elements(head, language))
    facts.extend(stated_authors(head, walk, zone, outlets))
    return list(dict.fromkeys(facts))


def _headline_facts(titles: list[Title], outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield the headline's candidates; one that others repeat is surer than one that stands alone."""
    raws = [title.raw for title in titles]
    for title in titles:
        shown = without_outlet(title.raw, outlets, raws)
        if not shown or fold_name(shown) in outlets:
            continue
        others = [other for other in titles if other.rule != title.rule]
        agree = sum(likeness(shown, other.raw) >= LIKE for other in others)
        trust = title.trust if agree or not others else title.trust - 0.25
        value = clean_headline(shown)
        basis: Basis = "stated" if title.rule in {"h1", "title"} else "structured"
        yield Fact(
            field="headline",
            value=value,
            raw=title.raw,
            rule=title.rule,
            basis=basis,
            place=title.place,
            confidence=trust,
        )
