"""Candidate facts from what the page states for machines: JSON-LD, item properties, meta tags.

Rule: pure. Every value is kept with its words and its place; how much each source is trusted is a number, not a choice.
"""
# ruff: noqa: RUF001  signs of many scripts

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree

from ingest.extract.html.head import Head
from ingest.extract.html.itemscopes import foreign_scopes, is_of_readers, scope_of
from ingest.extract.html.jsonld import Json
from ingest.extract.html.people import Credit, credits_in, fold_name
from ingest.extract.html.tables import META, SPLIT_FIELDS, VAGUE_NAMES
from ingest.extract.html.told_names import is_machine_tag, is_software, without_rights
from ingest.extract.words.agencies import known_agency
from ingest.normalise.choose_authors import CORPORATE
from ingest.normalise.choose_dates import VAGUE
from ingest.normalise.dates import DateReading, read_date, read_epoch
from ingest.normalise.language import primary_language
from schemas.article import Fact

NEVER = 0.4
"""Confidence of what is kept for the record and never chosen."""
MOST_TAGS = 40
LONGEST_TAG = 60
LONGEST_RAW = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """One structured statement, not read yet."""

    field: str
    raw: str
    rule: str
    place: str
    trust: float


def read_structured_date(raw: str, language: str | None) -> DateReading | None:
    """Read a machine's date: ISO in most pages, a moment in seconds or words in some."""
    reading = read_date(raw, language=language) or read_epoch(raw)
    return reading if reading is not None and reading.has_year else None


def said_in_jsonld(head: Head, main: Json | None, others: Iterable[Json]) -> Iterator[Said]:
    """Yield what JSON-LD says of the article; of other nodes only what nothing else may say."""
    if main is not None:
        yield from _said_of(head, main, 0.95)
    for node in others:
        for said in _said_of(head, node, NEVER):
            if said.field in {"published", "author"} or (said.field == "headline" and not head.graph.is_listed(node)):
                yield said
    for node in head.graph.sites():
        for name in head.graph.strings(node, "name"):
            yield Said("outlet", name, "jsonld-site", "json-ld name", 0.7)


KEYS = {
    "headline": ("headline", "name", "alternativeHeadline"),
    "published": ("datePublished", "dateCreated", "uploadDate"),
    "modified": ("dateModified",),
    "author": ("author", "creator"),
    "outlet": ("publisher", "sourceOrganization", "provider"),
    "section": ("articleSection",),
    "tag": ("keywords",),
    "language": ("inLanguage",),
    "image": ("image", "thumbnailUrl"),
    "standfirst": ("description", "abstract"),
    "canonical_url": ("mainEntityOfPage", "url"),
}
NAME_KEYS = ("name", "@value", "alternateName")
ADDRESS_KEYS = ("url", "@id", "contentUrl")
ADDRESSES = frozenset({"image", "canonical_url"})


def _said_of(head: Head, node: Json, trust: float) -> Iterator[Said]:
    """Yield the statements of one node; the second key of a field is trusted less than the first."""
    for field, keys in KEYS.items():
        less = 0.0
        for key in keys:
            for raw in head.graph.strings(node.get(key), *(ADDRESS_KEYS if field in ADDRESSES else NAME_KEYS)):
                if raw.strip():
                    yield Said(
                        field,
                        " ".join(html.unescape(raw).split()),
                        f"jsonld-{key}",
                        f"json-ld {key}",
                        max(NEVER, trust - less),
                    )
            less += 0.1


def said_in_meta(head: Head) -> Iterator[Said]:
    """Yield what meta tags say, in order of trust."""
    for _order, field, name, trust in sorted(rank for told in head.meta for rank in _RANKS.get(told, ())):
        for turn, content in enumerate(head.meta[name]):
            is_other = turn > 0 and field in {"published", "modified"}  # a second one is that of a teaser
            yield Said(field, content, f"meta-{field}", f"meta {name}", NEVER if is_other else trust)
    if head.canonical:
        yield Said("canonical_url", head.canonical, "link-canonical", "link canonical", 0.95)
    if head.language:
        yield Said("language", head.language, "html-lang", "html lang", 0.8)


def _meta_trust(field: str, name: str, rank: int) -> float:
    """Return how far a meta tag is believed, by its place among those of its field."""
    if field != "published":
        return 0.92 - min(rank, 40) * 0.005
    return VAGUE if name in VAGUE_NAMES else max(VAGUE + 0.01, 0.92 - rank * 0.005)


def _ranks() -> dict[str, list[tuple[int, str, str, float]]]:
    """Return by name of a meta tag: its place in the table, the fields it states, how far it is believed there."""
    ranks: dict[str, list[tuple[int, str, str, float]]] = {}
    for number, (field, names) in enumerate(META.items()):
        for rank, name in enumerate(names):
            ranks.setdefault(name, []).append((1000 * number + rank, field, name, _meta_trust(field, name, rank)))
    return ranks


_RANKS = _ranks()


MOST_ITEMS = 400
OF_COMMENTS = frozenset({"datepublished", "datecreated", "datemodified"})
COMMENT = re.compile(r"(?<![a-z])(?:user)?comments?(?:list|body|meta)?(?![a-z])", re.IGNORECASE)
"""How the box of a reader's comment is called."""

ITEM_OF = {
    "datepublished": ("published", 0.93),
    "datecreated": ("published", 0.8),
    "datemodified": ("modified", 0.93),
    "headline": ("headline", 0.9),
    "author": ("author", 0.88),
    "creator": ("author", 0.8),
    "articlesection": ("section", 0.9),
    "keywords": ("tag", 0.8),
    "inlanguage": ("language", 0.8),
}


def said_in_items(head: Head) -> Iterator[Said]:
    """Yield what elements state of themselves by item properties; the first of a field counts more than later ones.

    What a reader's comment states of itself, or a teaser of another page, is kept for the record.
    """
    seen: set[str] = set()
    foreign = foreign_scopes(head)
    for item in head.items[:MOST_ITEMS]:
        if item.name in ITEM_OF:
            field, trust = ITEM_OF[item.name]
            is_late = field in seen and field not in {"author", "tag"}
            scope = scope_of(item.element)
            is_others = is_late or scope in foreign or is_of_readers(scope)
            is_others = is_others or (item.name in OF_COMMENTS and _is_comment(item.element))
            seen.update(() if is_others else (field,))
            if field == "headline" and scope in foreign:
                continue  # a title of another page speaks neither for this one's nor against it
            yield Said(field, item.value, f"item-{item.name}", f"itemprop {item.name}", NEVER if is_others else trust)


def _is_comment(element: etree._Element) -> bool:
    """Tell whether an element stands in a reader's comment: in a box that is called so and holds no heading."""
    for each in element.iterancestors():
        names = f"{each.get('class', '')} {each.get('id', '')} {each.get('itemtype', '')}"
        if COMMENT.search(names):
            return each.find(".//h1") is None
    return False


def facts_of(said: Said, outlets: frozenset[str], language: str | None) -> list[Fact]:
    """Read one statement as facts; an unreadable one gives none."""
    if said.field in {"published", "modified"}:
        reading = read_structured_date(said.raw, language)
        return [fact(said, reading.value)] if reading else []
    if said.field == "author":
        return _author_facts(said, outlets)
    if said.field in {"tag", "section"} and fold_name(said.raw) in outlets:
        said = replace(said, trust=NEVER)  # the outlet's name says nothing of the article
    if said.field == "tag":
        return _tag_facts(said)
    if said.field == "outlet":
        return _outlet_facts(said)
    if said.field == "language":
        code = primary_language(said.raw)
        return [fact(said, code)] if code else []
    if said.field in {"image", "canonical_url"}:
        return [fact(said, said.raw)] if web_address(said.raw) else []
    if said.field == "standfirst":
        return [fact(replace(said, trust=NEVER), said.raw)]
    return [fact(said, said.raw)]


def fact(said: Said, value: str, *, field: str | None = None) -> Fact:
    """Write a statement as a fact."""
    return Fact(
        field=field or said.field,
        value=value,
        raw=said.raw[:LONGEST_RAW],
        rule=said.rule,
        basis="structured",
        place=said.place,
        confidence=said.trust,
    )


def web_address(value: str) -> str | None:
    """Return an absolute web address, or None."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def _author_facts(said: Said, outlets: frozenset[str]) -> list[Fact]:
    """Read an author's field: persons, agencies apart, and a desk or an outlet that no card shows as a person."""
    found = credits_in(said.raw, outlets=outlets, believes=True)
    return [credit_fact(credit, fact(said, credit.name)) for credit in found]


def credit_fact(credit: Credit, person: Fact) -> Fact:
    """Return the fact that a credit is, given the one that it would be for a person."""
    if credit.kind == "agency":
        return replace(person, field="agency", value=credit.agency, raw=credit.name)
    if credit.kind == "body":
        return replace(person, rule=f"{person.rule}{CORPORATE}", confidence=NEVER)
    return person


def _outlet_facts(said: Said) -> list[Fact]:
    """Read an outlet's field; an agency there is the outlet all the same, since it publishes."""
    name = said.raw.strip(" |-–—©")
    if said.place == "meta copyright":
        name = without_rights(name)
    if is_software(name):
        said = replace(said, trust=NEVER)
    if not name or len(name) > LONGEST_TAG or web_address(name):
        return []
    facts = [fact(said, name)]
    if said.rule == "jsonld-sourceOrganization" and (agency := known_agency(name)):
        facts = [fact(said, agency, field="agency")]
    return facts


def _tag_facts(said: Said) -> list[Fact]:
    """Read a list of tags."""
    parts = said.raw.replace(";", ",").split(",") if said.field in SPLIT_FIELDS else [said.raw]
    names = [" ".join(part.split()) for part in parts]
    kept = [name for name in names if name and len(name) <= LONGEST_TAG][:MOST_TAGS]
    return [
        fact(replace(said, raw=name, trust=NEVER if is_machine_tag(name) else said.trust), name)
        for name in dict.fromkeys(kept)
    ]
