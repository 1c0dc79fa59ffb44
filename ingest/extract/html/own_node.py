"""Which node of a page's JSON-LD is its own article, and which are those of other pages.

Rule: pure. A page lists others in its data as it does in its columns: a node is the page's own by its address or its
headline, and what stands in a list must say so.
"""

import html
from urllib.parse import urlsplit

from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import Json
from ingest.extract.html.people import fold_name
from ingest.extract.html.structured import ADDRESS_KEYS, NAME_KEYS, web_address
from ingest.extract.html.titles import common_content, is_same_title, words_of

ADDRESSED_BY = ("mainEntityOfPage", "url", "@id")
"""What gives an article's address."""
FEWEST_WORDS = 3
"""Words from which a title says what a page is about."""
UNLIKE = 0.4
"""Share of common content below which two titles are about different things."""
UNSEEN = 0.25
"""The same on a page that does not know its own address, where nothing else can speak for the node."""
REWORDED = 0.65
"""Share from which they are one title in other words, wherever they lead."""
LONG_NAME = 12
"""Characters of a part of an address from which no other page has it."""


def main_article(head: Head, titles: list[str], url: str | None) -> Json | None:
    """Return the JSON-LD node that is this page's article: by its address, its headline, else the fullest one."""
    own = {_bare_url(address) for address in (url, head.canonical, *head.meta.get("og:url", ())) if address}
    every = head.graph.articles()
    named = [node for node in every if not _is_another(head, node, titles, own)]
    articles = [node for node in named if not head.graph.is_listed(node) or _is_named(head, node, titles, own)]
    told = {fold_name(title) for title in titles}
    for node in articles:
        is_headed = any(fold_name(headline) in told for headline in _headlines(head, node))
        if is_headed or _addresses(head, node, ("mainEntityOfPage",)) & own:
            return node
    for node in articles:
        if _addresses(head, node, ("url", "@id")) & own:
            return node
    dated = [node for node in articles if "datePublished" in node]
    if len(dated) == 1 or (dated and len(articles) == 1):
        return dated[0]
    if articles and len({str(node.get("headline")) for node in dated}) <= 1:
        return articles[0]
    return None if every else _dated_page(head, titles, own)


def _dated_page(head: Head, titles: list[str], own: set[str]) -> Json | None:
    """Return the node of the page itself, where it has a date and is not named as another page."""
    pages = (node for node in head.graph.pages() if "datePublished" in node and not head.graph.is_listed(node))
    return next((node for node in pages if not _is_another(head, node, titles, own)), None)


def _is_named(head: Head, node: Json, titles: list[str], own: set[str]) -> bool:
    """Tell whether a node has the page's address or headline."""
    return bool(_addresses(head, node, ADDRESSED_BY) & own) or any(
        is_same_title(headline, title) for headline in _headlines(head, node) for title in titles
    )


def _headlines(head: Head, node: Json) -> list[str]:
    """Return the headlines that a node gives its article; escaped twice they are the same."""
    told = head.graph.strings(node.get("headline"), *NAME_KEYS)
    return [html.unescape(html.unescape(raw)) for raw in told]


def _addresses(head: Head, node: Json, keys: tuple[str, ...]) -> set[str]:
    """Return the addresses that a node gives its article, for comparison."""
    raws = (raw for key in keys for raw in head.graph.strings(node.get(key), *ADDRESS_KEYS))
    return {_bare_url(raw) for raw in raws if web_address(raw)}


def _is_another(head: Head, node: Json, titles: list[str], own: set[str]) -> bool:
    """Tell whether a node is another page's article: its headline is not the page's own, nor is its address.

    Where one of the two does not say its address, the headlines must be about different things.
    """
    headlines, addresses = _headlines(head, node), _addresses(head, node, ADDRESSED_BY)
    known = [title for title in titles if len(words_of(title)) >= FEWEST_WORDS]
    if not (headlines and known) or addresses & own or not all(map(_leads_deep, addresses)):
        return False
    pairs = [(headline, title) for headline in headlines for title in known]
    if any(is_same_title(headline, title) for headline, title in pairs) or _share_name(addresses, own):
        return False
    most = max(common_content(headline, title) for headline, title in pairs)
    if not own:
        return most < UNSEEN
    return most < (REWORDED if addresses else UNLIKE)


def _share_name(some: set[str], others: set[str]) -> bool:
    """Tell whether two of the addresses end in one long name: a page and its version for telephones."""
    names = [{part for part in address.split("/")[1:] if len(part) >= LONG_NAME} for address in (*some, *others)]
    return any(one & other for one in names[: len(some)] for other in names[len(some) :])


def _leads_deep(address: str) -> bool:
    """Tell whether an address names a page, not a whole site."""
    return bool(address.partition("/")[2])


def _bare_url(url: str) -> str:
    """Return an address for comparison: host and path."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
