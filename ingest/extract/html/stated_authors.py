"""Candidate authors from the page's own words: bylines near the headline, else under the text, and authors' links.

Rule: pure; looks at the surroundings of the headline and the edges of the body, nowhere else: names further off belong
to other articles.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ingest.extract.html.blocks import place_of
from ingest.extract.html.dated_names import bare_names, signed_piece, without_weekday
from ingest.extract.html.doubt import is_picture_line
from ingest.extract.html.head import Head
from ingest.extract.html.near import SHORT_LINE, roles_of
from ingest.extract.html.own_bylines import (
    LONGEST_OPENED,
    alternatives,
    article,
    is_link_list,
    opens_byline,
    own_links,
    own_tail,
)
from ingest.extract.html.people import credits_in, fold_name, opener_only
from ingest.extract.html.structured import NEVER, credit_fact
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.words.byline import is_person_name
from ingest.normalise.choose_authors import CORPORATE
from ingest.normalise.dates import find_dates
from ingest.normalise.language import primary_language
from schemas.article import Fact

MOST_AUTHOR_LINKS = 4
BEFORE_BODY = 8
"""Lines right above the body that are looked at, however far off the headline is."""
LONGEST_NAME = 40
LIKELY = 0.6
"""How sure a name is that stands alone and that something else on the page supports."""
BIO_AROUND = 3
"""Lines before the body's end from which on a word about the author is looked for, and after the name itself."""
FULL_NAME = range(2, 4)
"""Words of a name that stands alone."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The leaves among which an article's own byline stands."""

    zone: range
    """Around its headline."""
    body: range
    tail: range
    """Under its text."""


def stated_authors(
    head: Head, walk: Walk, reach: Reach, outlets: frozenset[str], told: Container[str] = ()
) -> Iterator[Fact]:
    """Yield the persons and agencies that bylines name: near the headline, else under the article, else alone.

    `told` are the folded names that the page tells machines.
    """
    zone, body = reach.zone, range(reach.body.start, min(reach.body.stop, len(walk.leaves)))
    above = range(max(zone.start, body.start - BEFORE_BODY), min(body.start + 1, len(walk.leaves)))
    around = [*zone, *(number for number in above if number not in zone)]
    under = own_tail(walk, reach.tail, body)
    language = primary_language(head.language) if head.language else None
    links = [element for element in head.authors[:MOST_AUTHOR_LINKS] if element.tag == "a"]
    if links:
        whole = article(walk, body)
        below = own_tail(walk, range(reach.tail.start, whole.stop), body)
        own = own_links(walk, links, {*around, *range(whole.start, body.stop), *below}, body)
        for element in links:
            line = " | ".join(piece.strip() for piece in map(str, element.itertext()) if piece.strip())
            trust = 0.8 if element in own else NEVER
            yield from _persons(line, "rel-author", "rel=author", trust, outlets, believes=True)
    for leaves, trust in ((around, 0.78), (under, LIKELY)):
        facts = list(_bylines(walk, leaves, trust, outlets, language))
        yield from facts
        if any(_is_named(fact) for fact in facts):
            return
    alone = list(_lone_names(walk, zone, body, outlets, told))
    yield from alone
    if any(fact.confidence > NEVER for fact in alone):
        return
    believed = list(_bylines(walk, around, LIKELY, outlets, language, believes=True))
    yield from believed
    if not any(map(_is_named, believed)):
        for leaf, name in bare_names(walk, zone, outlets, language):
            if not is_picture_line(walk, leaf) and not is_link_list(walk, leaf):
                yield from _persons(name, "byline-dated", place_of(walk, leaf.node), LIKELY, outlets, believes=False)


def _is_named(fact: Fact) -> bool:
    """Tell whether a fact names a person or an agency, not a desk or an outlet."""
    return not fact.rule.endswith(CORPORATE)


def _bylines(
    walk: Walk,
    leaves: list[int],
    trust: float,
    outlets: frozenset[str],
    language: str | None,
    *,
    believes: bool = False,
) -> Iterator[Fact]:
    """Yield what the first byline among some leaves names, and the lines that stand with it.

    `believes`: what an element calls its author is one, though it be a first name or an account's.
    """
    block: int | None = None
    has_person = False
    label = ""
    for number in leaves:
        leaf = walk.leaves[number]
        before, label = label, leaf.text if len(leaf.text) <= LONGEST_NAME else ""
        if leaf.size > SHORT_LINE or leaf.tag in HEADINGS:
            continue
        if believes:
            facts = list(_nickname_facts(walk, leaf, trust, outlets, language))
        else:
            facts = list(_byline_facts(walk, leaf, trust, outlets, before, language))
        if not facts or is_picture_line(walk, leaf) or is_link_list(walk, leaf):
            continue
        around = walk.ancestors(leaf.node)[1:3]
        names_person = any(fact.field == "author" and _is_named(fact) for fact in facts)
        if block is not None and block not in around and (has_person or not names_person):
            continue  # a paper's or an agency's name over the headline does not keep the reporter's out
        if any(map(_is_named, facts)):
            block = around[0] if (block is None or not has_person) and around else block
        has_person |= names_person
        yield from facts


def _byline_facts(
    walk: Walk, leaf: Leaf, trust: float, outlets: frozenset[str], before: str, language: str | None
) -> Iterator[Fact]:
    """Yield what one leaf names, where its element, its link, its first word or the line before makes it a byline."""
    if _names_others(before) or _names_others(leaf.text):
        return
    roles = roles_of(walk, leaf)
    place = place_of(walk, leaf.node)
    named = leaf.names_author or ("byline" in roles and not roles & {"body", "headline"})
    spans = _named_spans(leaf)
    facts = [fact for text in spans for fact in _persons(text, "byline", place, trust, outlets, believes=False)]
    if any(map(_is_named, facts)):
        yield from {(fact.field, fact.value): fact for fact in facts}.values()
        return
    follows = before != "" and opener_only(before)
    for line in leaf.lines:
        opened = line if named or (follows and not _is_sentence(line)) else _opened_byline(line, leaf, language)
        if opened:
            yield from _persons(_without_dates(opened, language), "byline", place, trust, outlets, believes=False)


def _is_sentence(line: str) -> bool:
    """Tell whether a line is a sentence: under a heading "Author" the story of one may go on."""
    return line.endswith((".", "?", "!", "。")) and len(line.split()) > max(FULL_NAME)


def _nickname_facts(
    walk: Walk, leaf: Leaf, trust: float, outlets: frozenset[str], language: str | None
) -> Iterator[Fact]:
    """Yield the first name or the account that an element calls the author, where nobody is named in full."""
    opened = (
        [rest for line in leaf.lines if (rest := _opened_byline(line, leaf, language))]
        if "byline" in roles_of(walk, leaf)
        else []
    )
    for text in (*_named_spans(leaf), *opened):
        line = _without_dates(text, language)
        if len(line.split()) <= max(FULL_NAME) and not _names_others(line):
            yield from _persons(line, "byline", place_of(walk, leaf.node), trust, outlets, believes=True)


def _named_spans(leaf: Leaf) -> list[str]:
    """Return the words inside a line that their element calls a byline; of words run together, the part inside."""
    texts = dict.fromkeys(span.text for span in leaf.spans if span.kind == "byline")
    inner = dict.fromkeys(span.text for span in leaf.spans if span.kind != "time")
    return [next((each for each in inner if re.search(rf"\w{re.escape(each)}", text)), text) for text in texts]


_GLUED = re.compile(r"^(?:By|Von|Par|Por|Text|Autor|Author)(?=[A-ZÀ-Þ])")
_INSIDE = re.compile(
    rf"^(?:{alternatives('posted')}|\W*\d)[^.!?]{{0,60}}?\s(?:{alternatives('by')})\s+(?=\S)", re.IGNORECASE
)
_BIO = re.compile(rf"(?<!\w)(?:{alternatives('bio')})(?!\w)", re.IGNORECASE)
_OTHERS = re.compile(rf"^\W*(?:{alternatives('others')})(?!\w)", re.IGNORECASE)


def _names_others(line: str) -> bool:
    """Tell whether a line names those who checked, edited or pictured a text, not who wrote it."""
    return bool(line) and _OTHERS.match(line) is not None


def _opened_byline(line: str, leaf: Leaf, language: str | None) -> str | None:
    """Return a line that opens as a byline does, or the part of it that does; else None."""
    if opens_byline(line):
        return line
    if len(line) > LONGEST_OPENED or line.endswith((".", "?", "!")):
        return None
    if (inside := _INSIDE.match(line)) is not None:
        return line[inside.end() :]
    rest = _GLUED.sub("", line, count=1) if leaf.spans else line
    if rest != line and any(span.text and rest.startswith(span.text) for span in leaf.spans):
        return rest
    return signed_piece(line, language)


def _without_dates(line: str, language: str | None) -> str:
    """Cut a byline before the date that stands in it; a date at its start is taken off."""
    found = find_dates(line, language=language) if any(map(str.isdigit, line)) else ()
    if not found:
        return line
    head = without_weekday(line[: found[0].start])
    if not head.strip(" |·•,-–—"):
        return line[found[0].end :].strip(" |·•,-–—")
    return re.sub(r"\s+(?:on|am|le|el|at|-|–|\|)\s*$", "", head)


def _lone_names(walk: Walk, zone: range, body: range, outlets: frozenset[str], told: Container[str]) -> Iterator[Fact]:
    """Yield a name alone on its line: as the text's last one, or near the headline with a word about its bearer.

    A last line that nothing else supports is kept for the record: the last word of a story is as often somebody's
    answer, or the name of the dead.
    """
    last = walk.leaves[body[-1]] if body else None
    if last is not None and len(body) > BIO_AROUND and _is_lone_name(last) and last.tag == "p":
        sentence = walk.leaves[body[-2]]
        if (
            sentence.node != last.node
            and sentence.tag == "p"
            and sentence.text.endswith((".", "!", "?", "”", "“", '"'))
        ):
            place = place_of(walk, last.node)
            is_known = fold_name(last.text) in told or last.names_author or "byline" in roles_of(walk, last)
            trust = LIKELY if is_known or _has_bio(walk, last.text, body[-1], body) else NEVER
            yield from _persons(last.text, "signature", place, trust, outlets, believes=False)
            return
    for number in zone:
        leaf = walk.leaves[number]
        if _is_lone_name(leaf) and _has_bio(walk, leaf.text, number, body):
            place = place_of(walk, leaf.node)
            yield from _persons(leaf.text, "byline-lone", place, LIKELY, outlets, believes=False)
            return


def _is_lone_name(leaf: Leaf) -> bool:
    """Tell whether a leaf is a full name and nothing else."""
    return leaf.size <= LONGEST_NAME and len(leaf.text.split()) in FULL_NAME and is_person_name(leaf.text)


def _has_bio(walk: Walk, name: str, number: int, body: range) -> bool:
    """Tell whether a line after the name, above the text or at its end, opens with it and says what its bearer does.

    In the midst of the text such a line is about somebody whom the article is about.
    """
    end = body[-1] if body else number
    near = (
        *(other for other in range(number + 1, number + 1 + BIO_AROUND) if other < body.start),
        *range(max(number, end - BIO_AROUND), end + 1 + 2 * BIO_AROUND),
    )
    opening = f"{name} "
    for other in near:
        text = walk.leaves[other].text if other < len(walk.leaves) else ""
        if text.startswith(opening) and text[len(opening) :][:1].islower() and _BIO.search(text, len(opening)):
            return True
    return False


def _persons(
    text: str, rule: str, place: str, trust: float, outlets: frozenset[str], *, believes: bool
) -> Iterator[Fact]:
    """Yield what an author's line names."""
    for credit in credits_in(text, outlets=outlets, believes=believes):
        person = Fact(
            field="author", value=credit.name, raw=text, rule=rule, basis="stated", place=place, confidence=trust
        )
        yield credit_fact(credit, person)
