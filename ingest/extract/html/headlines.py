"""The headline's candidates, weighed against each other: each source spoils it in its own way.

Rule: pure. The wording that most sources repeat is sure, the others are kept beside it; how much each source counts was
measured on labelled pages.
"""
# ruff: noqa: RUF001  dashes that follow a kicker

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files

from lxml import etree

from ingest.extract.html.head import Head, folded
from ingest.extract.html.people import fold_name
from ingest.extract.html.structured import NEVER, Said
from ingest.extract.html.titles import SHORTEST_HEADLINE, Title, likeness, without_outlet
from ingest.extract.words.headline import clean_headline
from schemas.article import Fact
from schemas.types import Basis

_TABLE: dict[str, list[str]] = tomllib.loads(
    files("ingest.extract.html").joinpath("words/headlines.toml").read_text("utf-8")
)

VOTES = {
    "h1": 1.3,
    "headline-line": 1.05,
    "item-headline": 1.55,
    "jsonld-headline": 0.9,
    "meta og:title": 1.0,
    "meta headline": 0.3,
    "title": 0.16,
    "meta twitter:title": 0.2,
}
"""How much each source of a headline counts: what two of the structured ones agree on outweighs an `h1` alone.

What is made for machines by rote, the page's title above all, repeats one of the others and says little itself.
"""
OTHER_VOTE = 0.4
UNLIKE = 0.3
"""Share of common words below which an `h1` is about something else: a site's name, a section's."""
LATER_VOTE = 0.3
"""A second wording of the same source counts less than the first."""

TRUST = {"h1": 0.9, "jsonld-headline": 0.88, "item-headline": 0.86, "meta-headline": 0.8, "title": 0.7}
LINE_TRUST = 0.85
MOST_TITLES = 40
"""Titles that are weighed against each other; a page of more is a list."""
MOST_HEADINGS = 12
"""Headings of the first rank that are looked at; a page of more is a list."""

_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:\.?/)?(?:index\.\w{2,5})?(?:[?#].*)?", re.IGNORECASE)


def _class_words(words: list[str]) -> re.Pattern[str]:
    """Find one of some words in a class attribute, whole or at the start of a longer one."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words))})(?![a-z])", re.IGNORECASE)


_KICKER = _class_words(_TABLE["kickers"])
_FLAG = _class_words(_TABLE["flags"])


def page_titles(head: Head, said: Iterable[Said]) -> list[Title]:
    """Return what the page calls itself outside JSON-LD, in page order."""
    own = [element for element in head.headings[:MOST_HEADINGS] if not is_masthead(element)]
    found = [
        Title(each.raw, each.rule, each.place, min(each.trust, TRUST.get(each.rule, 0.7)))
        for each in said
        if each.field == "headline" and not each.rule.startswith("jsonld")
    ]
    if head.title:
        found.append(Title(head.title, "title", "title", TRUST["title"]))
    told = tuple(fold_name(title.raw) for title in found if not title.rule.startswith("item-"))
    shown = [Title(_shown_words(element, told), "h1", "h1", TRUST["h1"]) for element in own]
    return [title for title in (*shown, *found) if title.raw]


def _shown_words(heading: etree._Element, told: tuple[str, ...]) -> str:
    """Return the words of a heading; with its kicker only where the page tells it elsewhere too."""
    words = _without_kicker(heading)
    whole = folded(heading)
    return whole if words != whole and any(each.startswith(fold_name(whole)) for each in told) else words


def is_masthead(heading: etree._Element) -> bool:
    """Tell whether a heading is nothing but a link to the site's own front."""
    link = heading.find(".//a") if len(heading) else None
    if link is None or not _HOME.fullmatch(link.get("href", "").strip() or "?"):
        return False
    return folded(link) == folded(heading)


def _without_kicker(heading: etree._Element) -> str:
    """Return the words of a heading without the kicker before them and the marks behind them, where classes tell."""
    whole = folded(heading)
    for element in heading.iterdescendants() if len(heading) else ():
        names = element.get("class")
        if not names:
            continue
        words = folded(element)
        if words and whole.startswith(words) and (_KICKER.search(names) or _FLAG.search(names)):
            rest = whole[len(words) :].lstrip(" :|-–—•·/")
        elif words and whole.endswith(words) and _FLAG.search(names):
            rest = whole[: -len(words)].rstrip()
        else:
            continue
        whole = rest if len(rest) >= SHORTEST_HEADLINE else whole
    return whole


def headline_facts(titles: list[Title], outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield the headline's candidates: the wording that most sources repeat is sure, the others are only kept."""
    titles = titles[:MOST_TITLES]
    raws = list(dict.fromkeys(title.raw for title in titles))
    whole = _told_whole(titles)
    cut = {raw: _own_words(raw, outlets, raws, whole) for raw in raws}
    shown = [(title, cut[title.raw]) for title in titles]
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


def _told_whole(titles: Iterable[Title]) -> frozenset[str]:
    """Return what both the article's own data and its social card call it, folded."""
    sure = [title for title in titles if title.trust > NEVER]
    told = {fold_name(title.raw) for title in sure if title.rule == "jsonld-headline"}
    return frozenset(told & {fold_name(title.raw) for title in sure if title.place == "meta og:title"})


def _own_words(raw: str, outlets: frozenset[str], raws: list[str], whole: frozenset[str]) -> str:
    """Return a title without the outlet's name; what follows a sign stays where the article's data have it too.

    A site adds its name to the page's title, hardly to the article's headline.
    """
    words = without_outlet(raw, outlets, raws)
    is_whole = fold_name(raw) in whole and raw.startswith(words) and fold_name(raw[len(words) :]) not in outlets
    return raw if is_whole else words


def count_votes(shown: list[tuple[Title, str]]) -> dict[str, float]:
    """Return how much each wording of the headline is backed, by its folded words; each source speaks once.

    Of several headings of the first rank the one that another source repeats is the article's.
    """
    votes: dict[str, float] = {}
    spoken: set[tuple[str, str]] = set()
    repeated = {fold_name(words) for title, words in shown if title.rule != "h1"}
    headings = {fold_name(words) for title, words in shown if title.rule in {"h1", "item-headline"}}
    ordered = sorted(shown, key=lambda each: each[0].rule == "h1" and fold_name(each[1]) not in repeated)
    for title, words in ordered:
        source = title.place if title.rule == "meta-headline" else title.rule
        key = fold_name(words)
        if (source, key) in spoken:
            continue
        weight = VOTES.get(source, OTHER_VOTE)
        if source == "h1" and key not in repeated:
            others = [other for other, _words in shown if other.rule != title.rule]
            if others and all(likeness(words, other.raw) < UNLIKE for other in others):
                weight *= LATER_VOTE
        if any(source == each for each, _key in spoken):
            weight *= LATER_VOTE
        if len(key) < SHORTEST_HEADLINE and any(key in each and key != each for each in headings):
            weight *= LATER_VOTE  # a topic, which the heading says more of
        spoken.add((source, key))
        votes[key] = votes.get(key, 0.0) + weight
    return votes
