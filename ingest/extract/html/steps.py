"""Judge blocks by their neighbours: what stands before the headline, after the end, twice, or under nothing.

Rule: pure. Each step only marks blocks that are still kept, with the name of its rule.
"""

# ruff: noqa: RUF001  signs of many scripts

from collections import Counter
from collections.abc import Callable
from itertools import zip_longest

from ingest.extract.html.evidence import letters
from ingest.extract.html.phrases import asks_reader, is_end_heading, is_end_mark, opens_comments
from ingest.extract.html.sift import ALL_LINK, Choice, kind_of
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.html.walls import offer_in
from schemas.document import BlockKind

HEAD_SHARE = 0.03
"""What stands before the headline inside the body may hold at most this share."""
TAIL_SHARE = 0.5
"""What follows an end mark may hold at most this share of the running text."""
MAY_END = frozenset({"links", "cell-label", "read-more"})
"""Rules that drop a line which may all the same say that the article ends."""
ENOUGH_TEXT = 300.0
"""Running text above it from which a line that opens readers' comments ends an article, however much they write."""
MOST_MARKS = 30
"""End marks inside a text after which no more of them is believed."""
GOES_ON = 0.2
"""Share of the running text that has to follow a mark in the article's own box before it is no end."""
OFFER_SHARE = 0.2
"""What follows an offer to subscribe may hold at most this share."""
FEW_OWN = 2
"""Paragraphs above a mark whose parent has to be that of one below it."""
OWN_PARAGRAPH = 60.0
PARTLY = 0.3
OFFERS_WITHIN = 15
"""Kept blocks at the end of a text among which such an offer stands."""
SEVERAL_DAYS = 2
ASK_LENGTH = 160
"""Characters of a last line that asks readers to write or call."""
LONG_ENOUGH = 60
"""Characters from which a block that comes twice is no accident."""
WHOLE_TEXT = 400
"""Characters from which a block may hold the article's text once more, all in one."""
WHOLE_SHARE = 0.2
"""The same as a share of all text: few blocks are that large, so that few are searched for all the others."""
MOSTLY = 0.6
PRINTED_TWICE = 0.4
"""Share of a text that stands in it twice, from which that is the page's doing."""
ITEMS = frozenset({"li", "article", "aside"})
HEADING_DEPTH = 4
QUESTIONS = 2
"""Headings that ask, in an article of questions and answers, beside one under which nothing stands."""
_ASKS = ("?", "？", "؟")
LONG_TITLE = 40
"""Characters from which a heading is a title and not the name of a thing."""


def cut_after_end(choices: list[Choice], headline: Leaf | None) -> None:
    """Drop what follows the first end mark, where it is little and not the article that goes on.

    What readers write is more than little on many pages: a line that opens it is believed once enough text has passed
    under the headline.
    """
    total = sum(choice.leaf.weight for choice in choices if choice.kept) or 1.0
    passed = under_headline = 0.0
    marks = 0
    start = next((number for number, choice in enumerate(choices) if choice.leaf is headline), 0)
    for number, choice in enumerate(choices):
        if choice.kept:
            passed += choice.leaf.weight
            under_headline += choice.leaf.weight
        if number <= start:
            under_headline = 0.0  # whatever stands above the headline ends nothing
            continue
        text = choice.leaf.text
        is_late = passed >= (1 - TAIL_SHARE) * total and (choice.kept or choice.rule in MAY_END) and _ends(choice)
        is_told = under_headline >= ENOUGH_TEXT and opens_comments(text)
        if is_late or is_told:
            marks += 1
            if marks > MOST_MARKS:
                return  # each is held against the whole text, which must not take quadratic time
            if not _goes_on(choices, number, total):
                _drop(choices[number:], "after-end")
                return
            if not _titles_own_text(choices, number):
                _drop([choice], "read-more")  # the title of a box inside the text


def _goes_on(choices: list[Choice], mark: int, total: float) -> bool:
    """Tell whether the article's own paragraphs follow a mark: much in boxes like theirs, or one in their very box."""
    before = [choice for choice in choices[:mark] if choice.kept]
    boxes = {choice.box for choice in before}
    parents = Counter(choice.parent for choice in before if choice.leaf.tag == "p")
    after = [choice for choice in choices[mark:] if choice.kept]
    if any(parents[choice.parent] >= FEW_OWN and _is_running(choice.leaf) for choice in after):
        return True
    return sum(choice.leaf.weight for choice in after if choice.box in boxes) > GOES_ON * total


def _titles_own_text(choices: list[Choice], mark: int) -> bool:
    """Tell whether a heading only begins like an end, and the article's next paragraph stands right under it."""
    own = choices[mark]
    after = choices[mark + 1] if mark + 1 < len(choices) else None
    if own.leaf.tag not in HEADINGS or is_end_mark(own.leaf.text) or after is None:
        return False
    return after.kept and after.parent == own.parent and _is_running(after.leaf)


def _is_running(leaf: Leaf) -> bool:
    """Tell whether a leaf is a paragraph of running text."""
    return leaf.tag == "p" and leaf.weight >= OWN_PARAGRAPH and leaf.link_density < PARTLY


def _ends(choice: Choice) -> bool:
    """Tell whether a block opens what is no longer the article."""
    text = choice.leaf.text
    return is_end_mark(text) or (choice.leaf.tag in HEADINGS and is_end_heading(text))


def drop_before_headline(choices: list[Choice], headline: Leaf | None) -> None:
    """Drop what stands before the headline, where that is little or enough text stands under it."""
    place = next((number for number, choice in enumerate(choices) if choice.leaf is headline), None)
    if place is None:
        place = next((number for number, choice in enumerate(choices) if choice.kind is BlockKind.HEADLINE), None)
    if place is None:
        return
    weights = [choice.leaf.weight if choice.kept else 0.0 for choice in choices]
    above, under = sum(weights[:place]), sum(weights[place:])
    if above < HEAD_SHARE * (above + under):
        _drop(choices[:place], "before-headline")
    elif under >= ENOUGH_TEXT and choices[place].leaf.tag == "h1":
        own = {choice.box for choice in choices[place:] if choice.kept and choice.leaf.weight}
        _drop([choice for choice in choices[:place] if choice.box not in own], "before-headline")


def keep_chronology(choices: list[Choice]) -> None:
    """Keep lines that are nothing but a day where several days stand among the text: they part it, and date nothing.

    The first of them may stand above all text: it is one of them where it looks like them.
    """
    first = next((number for number, choice in enumerate(choices) if choice.kept), len(choices))
    days = [
        choice
        for choice, after in zip_longest(choices[first:], choices[first + 1 :])
        if _is_day(choice) and after is not None and after.kept
    ]
    looks = {(choice.leaf.tag, choice.box, choice.parent) for choice in days}
    above = [choice for choice in choices[max(0, first - 1) : first] if _is_day(choice)]
    days += [choice for choice in above if (choice.leaf.tag, choice.box, choice.parent) in looks]
    if len({choice.leaf.text for choice in days}) >= SEVERAL_DAYS:
        for choice in days:
            choice.kept, choice.kind, choice.rule = True, kind_of(choice.leaf), "day"


def _is_day(choice: Choice) -> bool:
    """Tell whether a block was dropped since it is nothing but a date."""
    return choice.kind is BlockKind.DATE and choice.rule == "date" and not choice.kept


def drop_bare_headings(choices: list[Choice]) -> None:
    """Drop headings under which nothing is left; the last question of several is left unanswered."""
    followed = False
    asked = Counter(choice.leaf.tag for choice in choices if _asks(choice))
    for choice in reversed(choices):
        if not choice.kept:
            continue
        if choice.kind is not BlockKind.HEADING or (_asks(choice) and asked[choice.leaf.tag] > QUESTIONS):
            followed = True
        elif not followed:
            choice.kept, choice.rule, choice.kind = False, "bare-heading", BlockKind.FURNITURE


def _asks(choice: Choice) -> bool:
    """Tell whether a block is a heading of the text that asks."""
    return choice.kept and choice.kind is BlockKind.HEADING and choice.leaf.text.endswith(_ASKS)


def _drop(choices: list[Choice], rule: str) -> None:
    """Mark what is still kept as furniture."""
    for choice in choices:
        if choice.kept:
            choice.kept, choice.rule, choice.kind = False, rule, BlockKind.FURNITURE


def drop_repeated(choices: list[Choice]) -> None:
    """Drop what stands in the article already, where that is much: some pages print their text twice.

    A paragraph or two that come again are the author's.
    """
    total = sum(choice.leaf.size for choice in choices if choice.kept)
    long = [choice.leaf for choice in choices if choice.kept and choice.leaf.size >= LONG_ENOUGH]
    longest = max((leaf.size for leaf in long), default=0)
    if len({leaf.text for leaf in long}) == len(long) and longest <= PRINTED_TWICE * total:
        return  # as on nearly all pages; what follows folds every block
    seen: dict[str, int] = {}
    repeated: list[Choice] = []
    for choice in choices:
        if not choice.kept or choice.leaf.size < LONG_ENOUGH:
            continue
        words = letters(choice.leaf.text)
        again = words in seen
        if not again and choice.leaf.size > max(WHOLE_TEXT, WHOLE_SHARE * total):
            again = sum(len(each) for each in seen if each in words) > MOSTLY * len(words)
        if again:
            repeated.append(choice)
        seen[words] = len(words)
    if sum(choice.leaf.size for choice in repeated) > PRINTED_TWICE * total:
        _drop(repeated, "repeated")


def drop_linked_headings(walk: Walk, choices: list[Choice]) -> None:
    """Drop headings that are nothing but a link and have no text of their own under them: titles of other pages."""
    kept = [choice for choice in choices if choice.kept]
    for choice, after in zip_longest(kept, kept[1:]):
        is_heading = choice.kind is BlockKind.HEADING and choice.leaf.size >= LONG_TITLE
        is_link = is_heading and choice.leaf.link_density > ALL_LINK
        if is_link and (after is None or after.kind is BlockKind.HEADING) and _is_in_list(walk, choice.leaf):
            _drop([choice], "links")


def _is_in_list(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a leaf stands in an item of a list whose heading it is."""
    return any(walk.nodes[node].tag in ITEMS for node in walk.ancestors(leaf.node)[:HEADING_DEPTH])


def drop_offers(choices: list[Choice]) -> None:
    """Drop the lines near the end that offer a subscription, and what follows one of them where that is little."""
    kept = [number for number, choice in enumerate(choices) if choice.kept]
    after = 0.0
    total = sum(choices[number].leaf.weight for number in kept) or 1.0
    for number in reversed(kept[-OFFERS_WITHIN:]):
        choice = choices[number]
        if offer_in(choice.leaf) is not None:
            is_last = after <= OFFER_SHARE * total and not _goes_on(choices, number, total)
            _drop(choices[number:] if is_last else [choice], "paywall")
        after += choice.leaf.weight


def drop_asking(choices: list[Choice]) -> None:
    """Drop the last lines where they ask the reader to write to the newsroom or to call it."""
    for choice in reversed(choices):
        if choice.kept:
            if choice.leaf.size > ASK_LENGTH or not asks_reader(choice.leaf.text):
                return
            _drop([choice], "ask")


STEPS: tuple[Callable[[list[Choice]], None], ...] = (
    keep_chronology,
    drop_offers,
    drop_repeated,
    drop_asking,
    drop_bare_headings,
)
"""Judgements that need the neighbours, in order."""
