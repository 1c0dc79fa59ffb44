"""A walk through the reading room: from the front page along every link, so many pages of each kind.

A page's kind is the address of `routes` that it answers to and the names of its parameters; Datasette's own pages, and
files, have kinds by the depth of their paths.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import html

from exports.site.routes import FRONT, PAGES, WRITING

OURS = tuple(str(page[0]) for page in (*PAGES, *WRITING, *FRONT))
_OURS = tuple((address, re.compile(address)) for address in OURS)

Kind = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """A page that was asked for."""

    path: str
    came_from: str
    status: int
    media: str
    text: str

    @property
    def is_page(self) -> bool:
        """Say whether it is HTML."""
        return self.media.startswith("text/html")

    @property
    def address(self) -> str:
        """Return which of our addresses it answers to; empty for Datasette's own pages."""
        return address_of(self.path) or ""


@dataclass(slots=True)
class Walk:
    """All pages met, in the order in which they were met."""

    steps: list[Step] = field(default_factory=list)
    met: dict[Kind, int] = field(default_factory=dict)

    def pages(self, most: int = 1_000) -> list[Step]:
        """Return the first HTML pages of each kind of ours."""
        taken: dict[Kind, int] = {}
        found = []
        for step in self.steps:
            kind = kind_of(step.path)
            taken[kind] = taken.get(kind, 0) + 1
            if step.is_page and step.address and taken[kind] <= most:
                found.append(step)
        return found


def kind_of(path: str) -> Kind:
    """Return what a page is one of."""
    parts = urlsplit(path)
    names = tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))
    suffix = re.search(r"\.(json|csv|bib|ris|csl|atom|db)$", parts.path)
    form = suffix[1] if suffix else ""
    address = address_of(path)
    if address is None:
        return (f"{len(parts.path.split('/'))} deep {form}", names[:1])
    return (address + form, names)


def bare_kind_of(path: str) -> Kind:
    """Return what a page is one of, whatever it is asked for: there are far fewer of these."""
    return (kind_of(path)[0], ())


def walk(
    get: Callable[[str], Any],
    *,
    starts: Sequence[str] = ("/",),
    each: int = 12,
    others: int = 3,
    most: int = 1_000,
    kind_of: Callable[[str], Kind] = kind_of,
) -> Walk:
    """Follow links from `starts`: `each` of a kind of ours, `others` of a kind of Datasette's, `most` in all."""
    walked, waiting, seen = Walk(), deque((start, "") for start in starts), set(starts)
    while waiting and len(walked.steps) < most:
        path, came_from = waiting.popleft()
        kind = kind_of(path)
        if walked.met.get(kind, 0) >= (each if address_of(path) else others):
            continue
        walked.met[kind] = walked.met.get(kind, 0) + 1
        response = get(path)
        media = response.headers.get("content-type", "")
        text = response.text if media.startswith(("text/", "application/json")) else ""
        walked.steps.append(Step(path, came_from, response.status_code, media, text))
        if media.startswith("text/html") and text:
            fresh = [link for link in links_in(text) if link not in seen]
            seen.update(fresh)
            waiting.extend((link, path) for link in dict.fromkeys(fresh))
    return walked


def links_in(page: str) -> list[str]:
    """Return every address on this site that a page leads to, loads or sends to, without its fragment."""
    tree = html.fromstring(page)
    found = [*tree.xpath("//@href"), *tree.xpath("//@src"), *tree.xpath("//form[not(@method='post')]/@action")]
    return [str(link).partition("#")[0] for link in found if re.match(r"/(?!/)", str(link))]


def is_our_script(address: str | None, words: str | None) -> bool:
    """Say whether a script is a file of ours, and nothing but a file."""
    return bool(address and re.match(r"/-/static-plugins/cuttings/[a-z]+\.js(\?v=[0-9a-f]+)?\Z", address)) and not words


def address_of(path: str) -> str | None:
    """Return the first of our addresses that a path matches, as Datasette picks one; None where none does."""
    plain = path.partition("?")[0]
    return next((address for address, pattern in _OURS if pattern.match(plain)), None)


def faults_of(steps: Iterable[Step]) -> list[str]:
    """Return the pages that did not answer, and where they were linked from."""
    return [f"{step.status} {step.path} from {step.came_from}" for step in steps if step.status >= 400]
