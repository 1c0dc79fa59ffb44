"""Whether a date above the headline is the article's, or that of the masthead: the day on which the page was fetched.

Rule: pure; looks at what stands between the date and the headline, and at the words beside the date.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable

from ingest.extract.html.around import TEASER_DENSITY, Around
from ingest.extract.html.near import roles_of
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.told_days import TODAY
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.words import weekday_words

CLOSE_ABOVE = 4
"""Lines above the headline among which its date may stand."""
LONGEST_KICKER = 80
"""Characters of a line that may stand between a date and the headline under it."""
MENU_LINKS = 2
"""Links between a date and the headline from which they are a menu; one is the article's section."""

_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAY_SIGNS = re.compile(
    r"(?:星期|禮拜|礼拜)[一二三四五六日天]|[周週][一二三四五六日]|[月火水木金土日]曜"
    r"|[(（][月火水木金土日一二三四五六월화수목금토일][)）]|[월화수목금토일]요일"
)
"""Weekdays in scripts that set no space between words."""


def has_weekday(line: str) -> bool:
    """Tell whether a line names a weekday, in any language and script.

    >>> [has_weekday(line) for line in ("terça-feira, 4 de junho", "2019年6月4日(火)", "Ostrel, 4 June 2019")]
    [True, True, False]
    """
    folded = fold_in_place(line)
    return not weekday_words().isdisjoint(_WORD.findall(folded)) or _WEEKDAY_SIGNS.search(folded) is not None


def is_close_above(around: Around, number: int, *, is_dateish: bool) -> bool:
    """Tell whether a date stands right above the headline, with nothing but a kicker or a byline between them."""
    walk, headline = around.walk, around.body.headline
    leaf = walk.leaves[number]
    if headline is None or headline - number > CLOSE_ABOVE or is_masthead(walk, leaf, headline):
        return False
    if not is_dateish and (number == 0 or has_weekday(leaf.text) or TODAY.search(fold_in_place(leaf.text))):
        return False  # what opens the page, has a weekday, or says that it is today is the masthead's day
    between = walk.leaves[number + 1 : headline]
    return not _are_menu(walk, between) and all(
        each.size <= LONGEST_KICKER and not SENTENCE_END.search(each.text) and not around.holds_title(each, number)
        for each in between
    )


def _are_menu(walk: Walk, leaves: Iterable[Leaf]) -> bool:
    """Tell whether lines between a date and the headline hold links side by side that lead through the outlet."""
    links = 0
    for leaf in leaves:
        linked = [span.text for span in leaf.spans if span.kind == "link"]
        letters = sum(map(str.isalnum, leaf.text))
        is_link = (
            leaf.link_density > TEASER_DENSITY or sum(map(str.isalnum, "".join(linked))) > TEASER_DENSITY * letters
        )
        if is_link and not leaf.names_author and not opens_byline(leaf.text):
            links += 0 if roles_of(walk, leaf) & {"meta", "byline"} else max(1, len(linked))
    return links >= MENU_LINKS


def is_masthead(walk: Walk, leaf: Leaf, headline: int | None) -> bool:
    """Tell whether a line stands in the page's own header, where the day is that of the visit."""
    around = [walk.nodes[number] for number in walk.ancestors(leaf.node)]
    nodes = [node for node in around if headline is None or not node.first <= headline < node.end]
    is_inside = any(node.tag in {"main", "article"} for node in around)
    names = {"nav", "hidden"} if is_inside else {"nav", "ad", "tools", "hidden"}
    return any(node.tag == "nav" or node.hint.furniture in names for node in nodes)
