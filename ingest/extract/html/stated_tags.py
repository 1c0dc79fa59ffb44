"""Candidate tags from the page's own words: the links that say `rel=tag`.

Rule: pure. Only the first row of them counts, outside furniture: the tags of other articles stand with those.
"""

from collections.abc import Iterator

from lxml import etree

from ingest.extract.html.head import Head, folded
from ingest.extract.html.hints import hint_of
from ingest.extract.html.score import FURNITURE_TAGS
from ingest.extract.html.structured import LONGEST_TAG, MOST_TAGS, NEVER
from ingest.extract.html.told_names import is_machine_tag
from schemas.article import Fact

OTHERS = frozenset({"comments", "related", "nav", "ad", "sidebar", "footer", "hidden"})
"""Furniture whose tags are those of others."""
OTHER_ELEMENTS = frozenset(FURNITURE_TAGS) - {"footer"}
"""Elements likewise; an article has a `footer` of its own."""
HIGHEST = 3
"""How many elements around the first tag are looked at for the row that it opens."""
TRUST = 0.75


def stated_tags(head: Head) -> Iterator[Fact]:
    """Yield the tags of the first row of tag links that stands outside furniture."""
    own = [element for element in head.tags if not _is_of_others(element)]
    if not own:
        return
    row = _row_of(own[0])
    among = set(own)
    names = dict.fromkeys(name for element in row.iter("a") if element in among and (name := folded(element)))
    for name in [name for name in names if len(name) <= LONGEST_TAG][:MOST_TAGS]:
        yield Fact(
            field="tag",
            value=name.lstrip("#"),
            raw=name,
            rule="rel-tag",
            basis="stated",
            place="a rel=tag",
            confidence=NEVER if is_machine_tag(name) else TRUST,
        )


def _row_of(first: etree._Element) -> etree._Element:
    """Return the smallest element around a tag link that holds another one, else the one right around it."""
    around = [element for _step, element in zip(range(HIGHEST), first.iterancestors(), strict=False)]
    shared = (element for element in around if sum(_is_tag(link) for link in element.iter("a")) > 1)
    return next(shared, around[0])


def _is_tag(link: etree._Element) -> bool:
    """Tell whether a link says that it leads to a tag of the article; a category is a section."""
    words = link.get("rel", "").lower().split()
    return "tag" in words and "category" not in words


def _is_of_others(link: etree._Element) -> bool:
    """Tell whether a link is a category, or stands in furniture."""
    if not _is_tag(link):
        return True
    return any(
        element.tag in OTHER_ELEMENTS
        or hint_of(f"{element.get('class', '')} {element.get('id', '')}").furniture in OTHERS
        for element in link.iterancestors()
    )
