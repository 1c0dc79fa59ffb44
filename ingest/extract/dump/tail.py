"""Where a page's tail begins: after the last line from which on the text does not outweigh the furniture.

Rule: pure; sees lines and looks. Without furniture after the text there is no tail: a bare dump keeps every line.
"""

from collections.abc import Sequence
from itertools import accumulate

from ingest.extract.dump.judge import FURNISHING, Look
from ingest.extract.dump.lines import Line

_WEIGHTS = {
    Look.SHORT: -6.0,
    Look.DATE: -10.0,
    Look.BYLINE: -6.0,
    Look.COUNTER: -6.0,
    Look.TAGS: -6.0,
    Look.LINK: -10.0,
    Look.TEASER: -12.0,
    Look.FURNITURE: -10.0,
    Look.POINTER: 0.0,
    Look.SECTION: -25.0,
    Look.RIGHTS: -60.0,
}
"""What a line that is no running text weighs."""

_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})
_MOST_WORDS = 60
_BESIDE_TEXT = 1.5
"""Weight of a word in a paragraph beside another paragraph."""
_ALONE = 0.4
"""Weight of a word in a paragraph by itself: it may be a teaser's summary."""
_SURE = frozenset({Look.SECTION, Look.RIGHTS, Look.TEASER})
_NEAR = 8
_DENSE = 3
_LONGEST_LIST = 12
"""Short lines after the last paragraph that may still be the article's, where furniture follows."""


def tail_start(lines: Sequence[Line], looks: Sequence[Look], *, whole_page: bool) -> int:
    """Return where the tail begins in the lines from the first line of the text on; their number where there is none.

    `whole_page`: the dump holds a page with its menus, so that loose short lines after the text are furniture.
    """
    if not lines:
        return 0
    sums = list(accumulate(_weight(lines, looks, index) for index in range(len(lines))))
    peak = max(range(len(sums)), key=lambda index: (sums[index], -index))
    furnished = [look in FURNISHING for look in looks]
    ahead = [0, *accumulate(furnished)]
    for index in range(peak + 1, len(lines)):
        dense = ahead[min(index + _NEAR, len(lines))] - ahead[index] >= _DENSE
        if looks[index] in _SURE or (furnished[index] and dense):
            return _without_loose_list(lines, looks, range(peak + 1, index), 0 if whole_page else _LONGEST_LIST)
    return len(lines)


def _weight(lines: Sequence[Line], looks: Sequence[Look], index: int) -> float:
    look = looks[index]
    if look is Look.FURNITURE and {_neighbour(looks, index, -1), _neighbour(looks, index, 1)} <= _TEXTS:
        return 0.0
    if look not in _TEXTS:
        return _WEIGHTS.get(look, 0.0)
    count = min(max(len(lines[index].text.split()), len(lines[index].text) // 6), _MOST_WORDS)
    if lines[index].bullet:
        return count * _ALONE / 2
    before, after = _neighbour(looks, index, -1), _neighbour(looks, index, 1)
    return count * (_BESIDE_TEXT if before in _TEXTS or after in _TEXTS else _ALONE)


def _neighbour(looks: Sequence[Look], index: int, step: int) -> Look | None:
    """Return the look of the next line, past one line of furniture that the text goes on behind."""
    for distance in (1, 2):
        at = index + step * distance
        if not 0 <= at < len(looks):
            return Look.PROSE if at < 0 else None
        if looks[at] not in {Look.FURNITURE, Look.POINTER, Look.END, Look.COUNTER}:
            return looks[at]
    return None


def _without_loose_list(lines: Sequence[Line], looks: Sequence[Look], between: range, most: int) -> int:
    """Return the end of the text: before or after the short lines between its last paragraph and the furniture."""
    if len(between) <= most or any(looks[index] in _TEXTS for index in between):
        return between.stop
    introduced = between.start > 0 and lines[between.start - 1].text.endswith(":")
    return between.stop if introduced else between.start
