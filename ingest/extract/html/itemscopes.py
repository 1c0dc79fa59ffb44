"""Whose properties the items of a page are: those of its article, of a reader's comment, or of another page's teaser.

Rule: pure; microdata (HTML Living Standard, section 5): a property belongs to the nearest element around it with a
scope.
"""

from lxml import etree

from ingest.extract.html.head import Head, folded
from ingest.extract.html.titles import likeness, words_of

FEWEST_WORDS = 3
"""Words from which a title says what a page is about."""
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
    """Return the scopes whose headline shares no word with what the page calls itself: teasers of other pages."""
    own = [folded(heading) for heading in head.headings[:MOST_HEADINGS]]
    own += [head.title, *head.meta.get("og:title", ())]
    known = [title for title in own if len(words_of(title)) >= FEWEST_WORDS]
    found = []
    for item in head.items:
        if item.name != "headline" or not known or len(words_of(item.value)) < FEWEST_WORDS:
            continue
        scope = scope_of(item.element)
        if scope is not None and not any(likeness(item.value, title) for title in known):
            found.append(scope)
    return found
