"""Whose properties the items of a page are: those of its article, of a reader's comment, or of another page's teaser.

Rule: pure; microdata (HTML Living Standard, section 5): a property belongs to the nearest element around it with a
scope.
"""

from lxml import etree

from ingest.extract.html.head import Head, folded
from ingest.extract.html.titles import common_content, is_same_title, words_of

FEWEST_WORDS = 3
"""Words from which a title says what a page is about."""
UNLIKE = 0.3
"""Share of common content below which two titles are about different things."""
MOST_HEADINGS = 6
OF_READERS = frozenset({"comment", "usercomments", "rating", "aggregaterating"})


def scope_of(element: etree._Element) -> etree._Element | None:
    """Return the element that opens the scope which a property belongs to, or None."""
    return next((around for around in element.iterancestors() if "itemscope" in around.attrib), None)


def is_of_readers(scope: etree._Element | None) -> bool:
    """Tell whether a scope is what a reader wrote."""
    kind = scope.get("itemtype", "") if scope is not None else ""
    return kind.rstrip("/").rsplit("/", 1)[-1].lower() in OF_READERS


def foreign_scopes(head: Head) -> list[etree._Element]:
    """Return the scopes whose headline is about something else than the page's own titles: teasers of other pages."""
    headings = head.headings[:MOST_HEADINGS]
    own = [folded(heading) for heading in headings]
    own += [head.title, *head.meta.get("og:title", ())]
    known = [title for title in own if len(words_of(title)) >= FEWEST_WORDS]
    found = []
    for item in head.items:
        if item.name != "headline" or not known or len(words_of(item.value)) < FEWEST_WORDS:
            continue
        scope = scope_of(item.element)
        if scope is not None and not any(_is_of_one(item.value, title) for title in known):
            found.append(scope)
    return found


def _is_of_one(headline: str, title: str) -> bool:
    """Tell whether a headline and a title may be those of one article."""
    return is_same_title(headline, title) or common_content(headline, title) >= UNLIKE
