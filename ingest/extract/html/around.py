"""What stands around a line: whether it belongs to the article, or to a link to another page, a picture, or furniture.

Rule: pure; looks at one line and the elements around it, chooses nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.extract.html.body import Body
from ingest.extract.html.doubt import is_label, is_picture_line
from ingest.extract.html.near import SHORT_LINE, roles_of
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.people import fold_name
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.sift import Choice
from ingest.extract.html.told_days import days_within
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import find_dates
from schemas.document import BlockKind

DROPPED = frozenset({"links", "related", "nav", "ad", "comments", "newsletter", "sidebar", "hidden", "notice"})
"""Rules that drop a block because it is about something else than the article."""
TEASER_LINK = 20
TEASER_WORDS = 4
"""Characters and words of a link from which it is another page's headline."""
TEASER_DENSITY = 0.8
"""Share of a line that is a link from which all of it is."""
WORDS_INSIDE = 5
"""The same between the headline and the text, where links lead to authors and sections."""
TEASER_BLOCKS = 8
"""Blocks of an element that shows one other page."""
SIGNED_LINES = 2
"""Lines on each side of a headline in which its byline stands."""
LONGEST_DATE = 40
PICTURED = frozenset({"figcaption", "caption"})
META = frozenset({"meta", "byline"})
ROWS = frozenset({"tr", "li", "article", "dl"})
"""Elements that hold one item of a list."""
ITEMS = ROWS - {"dl"}
"""Of these, the ones that hold no facts of the page itself."""
_REPLY = re.compile(r"(?<![a-z])(?:comments?|repl(?:y|ies)|respond|responses?)(?![a-z])", re.IGNORECASE)

OF_TEXT = frozenset({"day", "table"})
"""Rules that keep a line whose date is that of something told: a day of a chronology, a cell of a table."""


MOST_OVER = 6
"""Lines inside the text's element that may stand over its first paragraph."""
OVER = frozenset({BlockKind.STANDFIRST, BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.DATE, BlockKind.SUMMARY})


def _opening(walk: Walk, body: Body) -> int:
    """Return the number of the leaf with which the running text begins; of its first one where that is not seen."""
    kinds = {id(choice.leaf): choice.kind for choice in body.choices if choice.kept}
    above = walk.leaves[body.first : min(body.first + MOST_OVER, body.last) + 1]
    for number, leaf in enumerate(above, body.first):
        kind = kinds.get(id(leaf))
        if kind is None or kind in OVER:
            continue
        if kind is not BlockKind.PARAGRAPH or leaf.size > SHORT_LINE or SENTENCE_END.search(leaf.text[-3:]):
            return number
    return body.first


@dataclass(frozen=True, slots=True)
class Around:
    """A page, its judged body, and the words of the headline that no teaser is."""

    walk: Walk
    body: Body
    language: str | None
    titles: tuple[str, ...]
    """What the page calls itself, folded: a link of these words leads to no other page."""
    dropped: frozenset[int]
    """Leaves, by identity, that were dropped because they are about something else."""
    days: frozenset[int]
    """Leaves, by identity, that are the days of a chronology."""
    text: tuple[Choice, ...]
    """The judged lines among which other days of a chronology are looked for."""
    opening: int
    """Number of the leaf with which the running text begins, after a standfirst and the line that signs it."""

    @classmethod
    def of(cls, walk: Walk, body: Body, titles: Iterable[str], language: str | None) -> "Around":
        """Note what was dropped of a judged page."""
        dropped = (
            id(choice.leaf)
            for choice in body.choices
            if (choice.rule in DROPPED if not choice.kept else choice.rule in OF_TEXT)
        )
        days = frozenset(id(choice.leaf) for choice in body.choices if choice.kept and choice.rule == "day")
        names = tuple(map(fold_name, titles))
        return cls(walk, body, language, names, frozenset(dropped), days, days_within(body), _opening(walk, body))

    def is_foreign(self, number: int, *, believes_labels: bool = True) -> bool:
        """Tell whether a line belongs to a link to another page, to a picture, or to furniture about something else.

        `believes_labels`: a label over a line says that it is a fact of this page, whatever links stand beside it.
        """
        leaf = self.walk.leaves[number]
        if id(leaf) in self.days:
            return True
        if self._is_signed(number):
            return self._is_reply(leaf)
        if self._is_reply(leaf):
            return True
        is_labelled = bool(number) and is_label(self.walk.leaves[number - 1].text) == "published"
        if not is_labelled and (id(leaf) in self.dropped or is_picture_line(self.walk, leaf)):
            return True
        is_fact = is_labelled and believes_labels
        return self.holds_title(leaf, number) or self._is_beside_title(number, is_labelled=is_fact)

    def _is_signed(self, number: int) -> bool:
        """Tell whether a line beside the headline links to the author, or opens with a date right under it.

        Such a line is the article's own, whatever the classes around it are called after.
        """
        leaf, headline = self.walk.leaves[number], self.body.headline
        if headline is None or abs(number - headline) > SIGNED_LINES or leaf.tag in PICTURED:
            return False
        if leaf.names_author:
            return True
        readings = find_dates(leaf.text[:LONGEST_DATE], language=self.language) if number == headline + 1 else ()
        return bool(readings) and readings[0].has_year and readings[0].start == 0

    def _is_reply(self, leaf: Leaf) -> bool:
        """Tell whether an element around a line, and not around the article, says that readers write in it."""
        nodes = (self.walk.nodes[node] for node in self.walk.ancestors(leaf.node))
        apart = (node.element for node in nodes if not node.first <= self.body.first < node.end)
        return any(_REPLY.search(f"{each.get('class', '')} {each.get('id', '')}") for each in apart)

    def holds_title(self, leaf: Leaf, number: int) -> bool:
        """Tell whether a line holds a link whose words are another page's title: several words, and no date.

        `number` is the line that is asked about: inside a byline, and above the text, links are longer.
        """
        if leaf.names_author or "byline" in roles_of(self.walk, leaf) or opens_byline(leaf.text):
            return False
        is_inside = self.body.headline is not None and self.body.headline < number < self.body.first
        fewest = WORDS_INSIDE if is_inside else TEASER_WORDS
        whole = [leaf.text] if leaf.link_density > TEASER_DENSITY else []
        texts = [*whole, *(span.text for span in leaf.spans if span.kind == "link")]
        texts = [text for text in texts if len(text) >= TEASER_LINK]
        return any(
            len(re.findall(r"\w+", text)) >= fewest and not find_dates(text) and not self._is_own(text)
            for text in texts
        )

    def _is_own(self, text: str) -> bool:
        """Tell whether a link's words are the page's own title."""
        name = fold_name(text)
        return any(name in title for title in self.titles)

    def _is_beside_title(self, number: int, *, is_labelled: bool) -> bool:
        """Tell whether the row, item or small box that a line stands in shows another page's title.

        A box with a label over its date lists facts of this page, links to topics among them.
        """
        walk = self.walk
        apart = [each for each in (self.body.headline, self.body.first) if each is not None]
        for node in walk.ancestors(walk.leaves[number].node):
            box = walk.nodes[node]
            if box.end - box.first > TEASER_BLOCKS or any(box.first <= each < box.end for each in apart):
                return False
            if box.hint.roles & META:
                continue  # links inside a line of facts lead to authors, topics and shares
            if is_labelled and box.tag not in ITEMS:
                continue
            if any(self.holds_title(leaf, number) for leaf in walk.leaves[box.first : box.end]):
                return True
            if box.tag in ROWS:
                return False
        return False
