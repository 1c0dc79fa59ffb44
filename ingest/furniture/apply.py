"""Drop what a host's pages repeat from one article.

Two rules. `host-furniture`: the line is learned. `host-furniture-part`: the line stands in a part of the page that
holds none of the article's running text and does not speak of its subject; and another account carries it, or half of
the lines of that part repeat (a list of other articles that changes daily).

Rule: pure; nothing is taken away in silence: a block stays in the list as dropped, with the rule. An article is never
emptied.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ingest.furniture.learn import Furniture
from ingest.furniture.page import Line, Page, is_topical, page_of
from schemas.document import TEXT_KINDS, Block

RULE = "host-furniture"
RULE_PART = "host-furniture-part"

REPEATED_SHARE = 0.5
"""Of the lines of a part of the page, from which all of it that does not speak of the article's subject goes."""
LEAST_REPEATED = 2
"""Lines of it: a pulled quotation under a label that each page has is no list."""
LEAST_LEFT = 1
"""Lines of an article that must be left."""

_Path = tuple[str, ...]


def cleaned(furniture: Furniture, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return an article's blocks with what is furniture marked as dropped; the same where nothing is."""
    held = list(blocks)
    places = [at for at, block in enumerate(held) if block.kept and block.kind in TEXT_KINDS]
    dropped = _dropped(furniture, page_of(held))
    if len(places) - len(dropped) < LEAST_LEFT:
        return tuple(held)
    for line, rule in dropped.items():
        held[places[line]] = replace(held[places[line]], kept=False, rule=rule)
    return tuple(held)


def _dropped(furniture: Furniture, page: Page) -> dict[int, str]:
    """Return which lines of an article go, by their place in it, and by which rule."""
    learned = {at: RULE for at, line in enumerate(page.lines) if line.key in furniture.lines}
    if not any(line.key in furniture.shared for line in page.lines):
        return {}
    dropped = learned | dict.fromkeys(_in_parts(furniture, page, learned), RULE_PART)
    for at in sorted(dropped, reverse=True):
        if _heads_text(page, at, dropped):
            del dropped[at]
    return dropped


def _heads_text(page: Page, at: int, dropped: Collection[int]) -> bool:
    """Tell whether a line is the heading of a sentence that stays ("Background"): what recurs is the outlet's form."""
    line, following = page.lines[at], page.lines[at + 1 : at + 2]
    return line.is_heading and at + 1 not in dropped and any(_is_beside(line, other) for other in following)


def _is_beside(line: Line, other: Line) -> bool:
    return other.is_prose and _path(line)[:-1] == _path(other)[:-1]


def _in_parts(furniture: Furniture, page: Page, learned: Collection[int]) -> Iterator[int]:
    """Yield the lines that go because the part of the page that they stand in repeats."""
    subject = page.subject(dict.fromkeys(furniture.shared, 2))
    is_own = [line.key not in furniture.shared for line in page.lines]
    is_near = [is_topical(line, subject) for line in page.lines]
    for members in _parts(page, _body(page, is_own, is_near)):
        repeated = sum(not is_own[at] for at in members)
        is_whole = repeated >= max(LEAST_REPEATED, REPEATED_SHARE * len(members)) and any(
            at in learned for at in members
        )
        for at in members:
            if at not in learned and (
                page.lines[at].key in furniture.foreign or (is_whole and is_own[at] and not is_near[at])
            ):
                yield at


def _body(page: Page, is_own: list[bool], is_near: list[bool]) -> list[int]:
    """Return the lines that are the article's running text: own sentences that stand where most do, or speak of it."""
    own = [at for at, line in enumerate(page.lines) if is_own[at] and line.is_prose]
    weights: Counter[_Path] = Counter()
    for at in own:
        weights[_path(page.lines[at])[:-1]] += len(page.lines[at].words)
    home = max(weights, key=lambda path: (weights[path], path), default=())
    return [at for at in own if is_near[at] or _path(page.lines[at])[:-1] == home]


def _parts(page: Page, body: Collection[int]) -> Iterable[list[int]]:
    """Return the lines of each part of the page, the largest parts that hold nothing of `body`; none where it is empty.

    Places in a text without elements (`line 12`) have no parts.
    """
    around = {path[:depth] for at in body for path in [_path(page.lines[at])] for depth in range(len(path) + 1)}
    parts: dict[_Path, list[int]] = defaultdict(list)
    for at, line in enumerate(page.lines):
        path = _path(line)
        part = next((path[:depth] for depth in range(1, len(path)) if path[:depth] not in around), None)
        if body and part is not None:
            parts[part].append(at)
    return parts.values()


def _path(line: Line) -> _Path:
    return tuple(line.place.split("/"))
