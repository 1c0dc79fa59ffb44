"""Lines that look like links or labels by themselves, and stand among the article's own: items, verses, sentences.

Rule: pure; looks at choices and the elements of their leaves. Takes back what `sift` dropped by the line alone.
"""

# ruff: noqa: RUF001  signs of many scripts

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.extract.html.sift import ALL_LINK, Choice, kind_of
from ingest.extract.html.walk import Leaf, Walk
from schemas.document import BlockKind

RUNNING = 60.0
"""Weight from which a block is running text."""
FEW_LIKE = 2
"""Such blocks that make a look the article's own."""
VERSES = 4
"""Lines in a row of that look, before or after such a block, from which they are no furniture."""
SHARE = 3
"""One of so many items of a list has to be kept for the linked ones to be its own."""
TAKEN_BACK = frozenset({"links", "label"})
_FULL_STOP = re.compile(r"[.。।։۔…][\"”»“’')\]]*$")
"""The end of a sentence that tells; teasers end in questions and cries as well."""
_COLONS = (":", "：")

_Look = tuple[str, str, str, int]


@dataclass(slots=True)
class _Own:
    """Where the article's running text of one look stands."""

    first: int
    last: int
    count: int = 1


@dataclass(slots=True)
class _Seen:
    """What is kept, by look and by list."""

    walk: Walk
    looks: dict[_Look, _Own] = field(default_factory=dict)
    lists: Counter[int] = field(default_factory=Counter)
    """Kept items of each list, by the number of its node."""
    items: Counter[int] = field(default_factory=Counter)
    """All of them."""
    boxes: dict[int, _Own] = field(default_factory=dict)
    """Running blocks that share one element, parted by line breaks, by its number."""
    announced: frozenset[int] = frozenset()
    """Lists that a line of the text announces and its text follows."""


def keep_own_lines(walk: Walk, choices: list[Choice]) -> None:
    """Keep lines dropped as links or labels that the article's own blocks vouch for.

    An item of a list whose other items are kept; a sentence, or a line with words outside its link, among paragraphs of
    its own look; a short line among boxes of its own look, as verses and lists of names are written.
    """
    dropped = [number for number, choice in enumerate(choices) if not choice.kept and choice.rule in TAKEN_BACK]
    if not dropped:
        return
    seen = _seen(walk, choices)
    runs = _runs(choices)
    for number in dropped:
        choice = choices[number]
        is_own = _is_label(seen, choice, number, runs) if choice.rule == "label" else _is_link(seen, choice, number)
        if is_own:
            choice.kept, choice.kind = True, kind_of(choice.leaf)
            choice.rule = "own-line" if choice.kind is BlockKind.PARAGRAPH else "own-item"


def _seen(walk: Walk, choices: list[Choice]) -> _Seen:
    """Note what is kept."""
    seen = _Seen(walk)
    for number, choice in enumerate(choices):
        if choice.leaf.tag == "li":
            seen.items[choice.parent] += 1
            seen.lists[choice.parent] += choice.kept
        if choice.kept and choice.leaf.weight >= RUNNING:
            for own in (
                seen.boxes.setdefault(choice.leaf.node, _Own(number, number, 0)),
                seen.looks.setdefault(_look(walk, choice), _Own(number, number, 0)),
            ):
                own.last, own.count = number, own.count + 1
    last = max((own.last for own in seen.looks.values()), default=0)
    seen.announced = frozenset(_announced(choices[:last]))
    return seen


def _announced(choices: list[Choice]) -> Iterator[int]:
    """Yield the lists that stand right under a line of the text that ends in a colon."""
    for before, choice in pairwise(choices):
        if choice.leaf.tag == "li" and before.kept and before.leaf.tag != "li" and before.leaf.text.endswith(_COLONS):
            yield choice.parent


def _look(walk: Walk, choice: Choice) -> _Look:
    """Return what lines of one text share: their element, its class, and what they stand in."""
    node = walk.nodes[choice.leaf.node]
    return choice.leaf.tag, node.tag, node.classes, choice.parent


def _is_link(seen: _Seen, choice: Choice, number: int) -> bool:
    """Tell whether a linked line is the article's: an item among kept ones, or a sentence among paragraphs."""
    if choice.leaf.tag == "li":
        kept = seen.lists[choice.parent]
        return kept * SHARE >= seen.items[choice.parent] or choice.parent in seen.announced
    if choice.leaf.tag != "p" or not (_FULL_STOP.search(choice.leaf.text) or _goes_on(choice.leaf)):
        return False
    return _stands_among(seen.looks.get(_look(seen.walk, choice)), number)


def _stands_among(own: _Own | None, number: int) -> bool:
    """Tell whether a line stands between blocks of the article's own look."""
    return own is not None and own.count >= FEW_LIKE and own.first < number < own.last


def _goes_on(leaf: Leaf) -> bool:
    """Tell whether a line has words behind its link: those before it (`Read this:`) announce what is linked."""
    is_all = leaf.link_density > ALL_LINK
    return leaf.text.endswith(_COLONS) or not (is_all or any(leaf.text.endswith(span.text) for span in leaf.spans))


def _is_label(seen: _Seen, choice: Choice, number: int, runs: dict[int, int]) -> bool:
    """Tell whether a short line is one of a text written in boxes or with line breaks."""
    own = seen.looks.get(_look(seen.walk, choice))
    if _stands_among(own, number) or _stands_among(seen.boxes.get(choice.leaf.node), number):
        return True
    return own is not None and runs.get(number, 0) >= VERSES


def _runs(choices: list[Choice]) -> dict[int, int]:
    """Return, for each label, how many lines of one parent stand in a row with it."""
    runs: dict[int, int] = {}
    start = 0
    for number in range(1, len(choices) + 1):
        before = choices[number - 1]
        if number < len(choices) and choices[number].rule == before.rule and choices[number].parent == before.parent:
            continue
        if before.rule == "label":
            runs.update(dict.fromkeys(range(start, number), number - start))
        start = number
    return runs
