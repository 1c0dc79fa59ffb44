"""What the page says elsewhere about its own article: titles, summaries, and sometimes the whole text once more.

Rule: pure; strings folded to letters and digits, so that markup and typography do not matter.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import Json
from ingest.extract.html.phrases import bare
from ingest.extract.html.titles import longest_part

ENOUGH_BODY = 300
"""Folded characters from which a stated body is worth comparing with."""
ENOUGH_SUMMARY = 30
SIGNIFICANT = 24
"""Folded characters of a block below which it is found in any text."""
PROBE = 80
"""Folded characters of a block that are looked up."""

_MARKUP = re.compile(r"<[^<>]*>|\[[^\[\]]{0,200}\]")
_NO_LETTERS = re.compile(r"[\W_]+")
_LOWER = bytes(range(256)).lower()
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def letters(text: str) -> str:
    """Return a text's letters and digits, without case.

    >>> letters("“Well,” he said.")
    'wellhesaid'
    """
    if text.isascii():
        return text.encode("ascii").translate(_LOWER, _NO_ASCII_LETTERS).decode("ascii")
    return _NO_LETTERS.sub("", text.casefold())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says about its article in other places."""

    headlines: frozenset[str]
    """Its titles, as `phrases.bare` writes them."""
    summaries: tuple[str, ...] = ()
    """Its descriptions, folded."""
    paths: frozenset[str] = frozenset()
    """Where it says that it stands, as `path_of` writes addresses."""
    body: str = ""
    """Its text as the JSON-LD states it, folded; empty where it is not stated or too short."""

    def tells(self, text: str) -> bool:
        """Tell whether the stated body holds a block."""
        probe = letters(text[: PROBE * 3])
        return len(probe) >= SIGNIFICANT and probe[:PROBE] in self.body

    def is_summary(self, text: str) -> bool:
        """Tell whether a block is what the page gives as its description, whole or cut off."""
        probe = letters(text[: PROBE * 6])
        if len(probe) < ENOUGH_SUMMARY:
            return False
        return any(summary.startswith(probe[:PROBE]) or probe.startswith(summary[:PROBE]) for summary in self.summaries)


def path_of(address: str | None) -> str:
    """Return what an address says of its page: host and path, without what varies; empty for a site's front.

    >>> path_of("https://www.valleypost.example/news/bridge/?from=mail")
    'valleypost.example/news/bridge'
    """
    try:
        parts = urlsplit(address) if address else None
    except ValueError:
        return ""
    if parts is None or not parts.path.strip("/"):
        return ""
    return f"{(parts.hostname or '').removeprefix('www.')}/{parts.path.strip('/')}"


def evidence_of(head: Head, titles: list[str], main: Json | None, url: str | None) -> Evidence:
    """Collect what a page says about its article."""
    descriptions = [
        *(
            content
            for name in ("og:description", "description", "twitter:description")
            for content in head.meta.get(name, ())
        ),
    ]
    body = ""
    named: list[str] = []
    if main is not None:
        named = list(head.graph.strings(main.get("headline")))
        descriptions.extend(head.graph.strings(main.get("description")))
        descriptions.extend(head.graph.strings(main.get("alternativeHeadline")))
        stated = " ".join(head.graph.strings(main.get("articleBody"), "@value", "text"))
        body = letters(_MARKUP.sub(" ", html.unescape(stated)))
    summaries = tuple(dict.fromkeys(folded for each in descriptions if len(folded := letters(each)) >= ENOUGH_SUMMARY))
    return Evidence(
        headlines=frozenset(bare(each) for title in [*titles, *named] for each in (title, longest_part(title))),
        summaries=summaries,
        paths=frozenset(path for address in (url, *head.addresses) if (path := path_of(address))),
        body=body if len(body) >= ENOUGH_BODY else "",
    )
