"""Lists that sum the article up, above or near its first paragraphs: told from the lists of its text.

Rule: pure; changes what blocks are called, never whether they are kept. The words are data (`words/summary.toml`).
"""

import re
import tomllib
from importlib.resources import files
from itertools import groupby

from ingest.extract.html.phrases import bare
from ingest.extract.html.sift import Choice
from ingest.extract.html.walk import Walk
from schemas.document import BlockKind

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/summary.toml").read_text("utf-8"))
HEADINGS = frozenset(map(bare, _TABLE["heading"]["whole"]))
_CLASS = re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, _TABLE["class"]["names"])) + r")(?![a-z])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")

NEAR_TOP = 1_500
"""Characters of running text after which no list sums the article up any more."""
LIST_DEPTH = 4
"""Elements around a block among which its list is looked for."""
NAMED_DEPTH = 3
"""Elements from the list outwards whose class may name it."""
BESIDE = 4
"""Blocks that such an element may hold beside the list's own."""
MOST_NAMED = 10
MOST_PLAIN = 6
FEWEST = 2
LONGEST_ITEM = 400
"""Characters of an item of a list that is named."""
LONGEST_PLAIN = 240
SHORTEST_PLAIN = 25
"""The same of one that is not: shorter ones are places, times and names."""
MOSTLY_LINK = 0.5
BULLETS = frozenset("•‣▪▫■□●○◆◦∙➤►▶✔✓")
"""Signs that open the lines of a list written in paragraphs."""
TITLE_KINDS = frozenset({BlockKind.HEADLINE, BlockKind.STANDFIRST})
PARAGRAPHS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE})
ABOVE = "above-body"


def name_summaries(walk: Walk, choices: list[Choice]) -> None:
    """Call the items of lists that sum the article up so: its heading or class says so, or nothing stands above it."""
    seen = 0
    is_open = True
    before: Choice | None = None
    start = 0
    for key, group in groupby(choices, key=lambda choice: _list_of(walk, choice)):
        members = list(group)
        start += len(members)
        items = [choice for choice in members if choice.kept or choice.rule == ABOVE]
        if key is not None and items and (_is_named(walk, key, items, before) or (is_open and _opens(items, before))):
            rest = sum(choice.leaf.size for choice in choices[start:] if choice.kept and choice.kind in PARAGRAPHS)
            if rest > sum(choice.leaf.size for choice in items):  # else the list is the article
                _rename(items)
        shown = [choice for choice in members if choice.kept and choice.kind is not BlockKind.SUMMARY]
        seen += sum(choice.leaf.size for choice in shown if choice.kind is not BlockKind.STANDFIRST)
        if seen > NEAR_TOP:
            return
        is_open = is_open and key is None and all(choice.kind in TITLE_KINDS for choice in shown)
        before = members[-1]


def is_summary_heading(text: str) -> bool:
    """Tell whether a line announces the article's main points.

    >>> is_summary_heading("Key points:"), is_summary_heading("Key points of the treaty were left open")
    (True, False)
    """
    return bare(text) in HEADINGS


def names_summary(names: str) -> bool:
    """Tell whether a class or an id is that of a box of the article's main points.

    >>> names_summary("article__keyPoints"), names_summary("monkeypoints-table")
    (True, False)
    """
    return bool(_CLASS.search(_HUMP.sub("-", names).lower()))


def _list_of(walk: Walk, choice: Choice) -> tuple[str, int] | None:
    """Return the list that a block is an item of: an element, or the parent of paragraphs that open with a bullet."""
    for number in walk.ancestors(choice.leaf.node)[:LIST_DEPTH]:
        if walk.nodes[number].tag == "ul":
            return "ul", number
    return ("p", choice.parent) if choice.leaf.text[:1] in BULLETS else None


def _is_named(walk: Walk, key: tuple[str, int], items: list[Choice], before: Choice | None) -> bool:
    """Tell whether the line above a list or the class of its box says that it sums the article up."""
    if len(items) > MOST_NAMED or any(choice.leaf.size > LONGEST_ITEM for choice in items):
        return False
    if before is not None and is_summary_heading(before.leaf.text):
        return True
    for number in walk.ancestors(key[1])[:NAMED_DEPTH]:
        node = walk.nodes[number]
        if node.end - node.first > len(items) + BESIDE:
            return False
        if node.names and names_summary(node.names):
            return True
    return False


def _opens(items: list[Choice], before: Choice | None) -> bool:
    """Tell whether a list that only titles stand above is one of sentences or headlines, and no box of facts."""
    if not FEWEST <= len(items) <= MOST_PLAIN or (before is not None and before.leaf.text.endswith((":", "："))):  # noqa: RUF001  a sign of many scripts
        return False
    return all(
        choice.kept and SHORTEST_PLAIN <= choice.leaf.size <= LONGEST_PLAIN and choice.leaf.link_density < MOSTLY_LINK
        for choice in items
    )


def _rename(items: list[Choice]) -> None:
    """Call items what they are; the rule that dropped one stays named."""
    for choice in items:
        choice.kind = BlockKind.SUMMARY
        choice.rule = BlockKind.SUMMARY.value if choice.kept else choice.rule
