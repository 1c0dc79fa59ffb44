"""The outlet's name from the page's own words: what its title ends with, its masthead, its copyright line, its feed.

Rule: pure. One place alone names a section or a platform as readily as the outlet; a name counts where two places
agree, or one of them and the page's address.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from lxml import etree

from ingest.extract.html.blocks import place_of
from ingest.extract.html.head import Head, folded
from ingest.extract.html.people import fold_name
from ingest.extract.html.structured import NEVER
from ingest.extract.html.titles import SEPARATOR
from ingest.extract.html.walk import Walk
from schemas.article import Fact

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/outlets.toml").read_text("utf-8"))
NO_NAMES = frozenset(map(fold_name, _TABLE["never"]))
ARTICLES = frozenset(_TABLE["articles"])

LONGEST = 60
MOST_WORDS = 7
SHORTEST_INSIDE = 5
"""Letters of a name from which it is found again inside a longer one."""
AGREED = 0.8
BARE_HOST = 0.6
"""A name that is only an address is less sure to be what the outlet calls itself."""
MOST_NAMES = 40
COPYRIGHT_LENGTH = 400
NOWHERE = frozenset({"", "#", "javascript:void(0)", "javascript:;"})
"""Addresses of links that saved pages have lost."""
ORDER = ("masthead", "title", "copyright", "feed", "account")
"""Whose spelling of the name is shown, the first before the others."""

_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|site-?title|site-?name|brand|masthead)(?:$|[\s_-])", re.IGNORECASE)
_LOGO_WORDS = re.compile(
    r"\s*[-–—|:]?\s*\b(?:logo|home ?page|home)\b\s*$|^\s*(?:logo|home)\b\s*[-–—|:]?\s*", re.IGNORECASE
)
_HOME = re.compile(
    r"(?:(?:https?:)?//(?P<host>[^/?#:@\s]+)(?::\d+)?)?"
    r"/?(?:\./)?(?:[a-z]{2}/?)?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?",
    re.IGNORECASE,
)
LONGEST_HOME = 100
"""Characters of an address beyond which it is no site's front."""
LONGEST_FRONT = 5
"""Characters of its path, likewise, where it is not called one of these."""
_COPYRIGHT = re.compile(
    r"(?:[©ⓒ]|\(c\)|\bcopyright\b)(?:[\s:,©ⓒ]|\(c\)|\bcopyright\b|\bby\b|\d{4}|[-–—])*(?P<name>[^\d\s©|·•.,;:][^©|·•.,;:]*)",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"\s*(?:\ball rights\b|\balle rechte\b|\btous droits\b|\bвсе права\b).*$", re.IGNORECASE)
_FEED = re.compile(r"\s*[»›|:–—-]*\s*\b(?:rss|feed|atom|comments)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in one of the places where outlets name themselves."""

    name: str
    raw: str
    kind: str
    """One of `ORDER`."""
    place: str

    @property
    def key(self) -> str:
        """The letters of the name, without the article before it; none of what is too long for a name."""
        return _key_of(self.name) if len(self.name) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _key_of(name: str) -> str:
    """Return the letters of a name, without the article before it."""
    words = name.split()
    rest = words[1:] if len(words) > 1 and words[0].casefold() in ARTICLES else words
    return fold_name(" ".join(rest))


def stated_outlets(
    head: Head, walk: Walk, url: str | None, hosts: frozenset[str], others: Iterable[str]
) -> Iterator[Fact]:
    """Yield the names that the page gives itself; only what two of its places agree on is sure.

    `hosts` are the names in the page's address, folded; `others` are names of something else on the page: what
    the article is called, who wrote it.
    """
    taken = {fold_name(line) for line in others}
    found = [each for each in _all_names(head, walk, url) if _is_name(each) and each.key not in taken][:MOST_NAMES]
    best = max(found, key=lambda each: _rank(each, found, hosts), default=None)
    agreed = best is not None and len(_backing(best, found, hosts)) > 1
    for each in found:
        if agreed and best is not None and each.key == best.key and each.kind != "account":
            trust = BARE_HOST if _is_host(each.name) else AGREED
            yield _fact(each, trust if each is best else trust - 0.01)
        elif each.kind == "title":
            yield _fact(each, NEVER)


def without_bare_hosts(facts: list[Fact]) -> list[Fact]:
    """Return facts in which an outlet that is only an address gives way to the name that is spelled in it."""
    names = [
        fold_name(fact.value or "") for fact in facts if fact.rule.startswith("outlet-") and fact.confidence > NEVER
    ]
    return [
        replace(fact, confidence=NEVER)
        if fact.field == "outlet" and fact.basis == "structured" and _is_spelled_in(fact.value or "", names)
        else fact
        for fact in facts
    ]


def _is_spelled_in(host: str, names: list[str]) -> bool:
    """Tell whether a value is a bare address that holds the letters of one of the names."""
    if not _is_host(host):
        return False
    letters = fold_name(host)
    return any(
        len(name) >= SHORTEST_INSIDE and (name in letters or name.removeprefix("the") in letters) for name in names
    )


def _is_host(name: str) -> bool:
    """Tell whether a name is only a site's address."""
    return bool(re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", name))


def _fact(named: Named, trust: float) -> Fact:
    """Write a name as a candidate."""
    return Fact(
        field="outlet",
        value=named.name,
        raw=named.raw,
        rule=f"outlet-{named.kind}",
        basis="stated",
        place=named.place,
        confidence=trust,
    )


def _is_name(named: Named) -> bool:
    """Tell whether words may be an outlet's name: short, with letters, and no section's or platform's."""
    key = named.key
    if not key or len(named.name) > LONGEST or len(named.name.split()) > MOST_WORDS:
        return False
    return not key.isdigit() and len(key) > 1 and key not in NO_NAMES and fold_name(named.name) not in NO_NAMES


def _backing(named: Named, found: list[Named], hosts: frozenset[str]) -> frozenset[str]:
    """Return the kinds of places that give a name, alone or inside a longer one."""
    key = named.key
    inside = len(key) >= SHORTEST_INSIDE
    kinds = {each.kind for each in found if each.key == key or (inside and key in each.key)}
    if key in hosts or fold_name(named.name) in hosts:
        kinds.add("host")
    return frozenset(kinds)


def _rank(named: Named, found: list[Named], hosts: frozenset[str]) -> tuple[int, int, int, int]:
    """Return how well a name is backed; then how often it is given as it is, how long it is, and by whom."""
    exact = {each.kind for each in found if each.key == named.key}
    shown = named.kind != "account"
    return (
        len(_backing(named, found, hosts)) if shown else 0,
        len(exact),
        len(named.key),
        -ORDER.index(named.kind),
    )


def _all_names(head: Head, walk: Walk, url: str | None) -> Iterator[Named]:
    """Yield every name in the places where outlets name themselves."""
    for place, title in (("title", head.title), *(("meta og:title", title) for title in head.meta.get("og:title", ()))):
        for name in _affixes(title):
            yield Named(name, title, "title", place)
    yield from _mastheads(head, url)
    yield from _copyrights(walk)
    for feed in head.feeds:
        if name := _FEED.sub("", feed).strip():
            yield Named(name, feed, "feed", "link alternate")
    for account in head.meta.get("twitter:site", ()):
        yield Named(account.lstrip("@"), account, "account", "meta twitter:site")


def _affixes(title: str) -> list[str]:
    """Return the parts at the end and the start of a title that are not all of it."""
    parts = [part.strip() for part in SEPARATOR.split(title) if part.strip()]
    opened, colon, _rest = title.partition(": ")
    found = [parts[-1], parts[0]] if len(parts) > 1 else []
    return [*found, opened] if colon else found


def _mastheads(head: Head, url: str | None) -> Iterator[Named]:
    """Yield what links to the site's own front say, and what elements called logos do."""
    hosts = {host for address in (*head.addresses, url or "") if (host := _host(address))}
    for element in head.links:
        href = element.get("href", "").strip()
        if len(href) > LONGEST_HOME:
            continue
        is_logo = href in NOWHERE and _LOGO.search(f"{element.get('class', '')} {element.get('id', '')}")
        if is_logo or _leads_home(href, hosts) or "home" in (element.get("rel") or "").split():
            for words in _words_in(element):
                name = _LOGO_WORDS.sub("", words).strip(" |-–—:»")
                path = element.getroottree().getpath(element).removeprefix("/html/")
                yield Named(name, words, "masthead", path)


def _words_in(element: etree._Element) -> list[str]:
    """Return what a link says: its text, the words of its pictures, its own label."""
    images = [image.get("alt") or image.get("title") or "" for image in element.iter("img")]
    said = [folded(element), *images, element.get("title", ""), element.get("aria-label", "")]
    return list(dict.fromkeys(" ".join(words.split()) for words in said if words.strip()))


def _leads_home(href: str, hosts: set[str]) -> bool:
    """Tell whether an address is the front of the page's own site."""
    host_at = href.find("//")
    path_at = href.find("/", host_at + 2) if host_at >= 0 else 0
    path = href[path_at:].lower() if path_at >= 0 else ""
    if len(path) > LONGEST_FRONT and "index" not in path and "default" not in path and "home" not in path:
        return False  # nearly all addresses, for whom a search is dear
    match = _HOME.fullmatch(href) if href else None
    if match is None:
        return False
    host = match["host"]
    return host is None or host.lower().removeprefix("www.") in hosts


def _host(address: str) -> str:
    """Return the host of an address without its `www`; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _copyrights(walk: Walk) -> Iterator[Named]:
    """Yield whom the copyright lines name."""
    for leaf in walk.leaves:
        if leaf.size > COPYRIGHT_LENGTH or not _is_copyright(leaf.text):
            continue
        for match in _COPYRIGHT.finditer(leaf.text):
            name = _RESERVED.sub("", match["name"]).strip(" -–—")
            if name:
                yield Named(name, match.group().strip(), "copyright", place_of(walk, leaf.node))


def _is_copyright(text: str) -> bool:
    """Tell whether a line may hold a copyright; cheaper than to look for whose it is."""
    return "©" in text or "opyright" in text or "OPYRIGHT" in text or "ⓒ" in text or "(c)" in text or "(C)" in text
