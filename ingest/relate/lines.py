"""Lines of a text that are no running text: titles, where capitals say nothing, and stamps of when it was published.

Two outlets set their own stamp above one account; that the days differ says nothing about it.

Rule: pure; sees words and their kinds.
"""

from collections.abc import Iterator, Sequence

Line = tuple[int, int]
"""First word of a line, and the one after its last."""

BROKEN = 100
"""Characters of the longest line of a text that is broken into lines."""
TITLE_WORDS = 4
TITLE_SHARE = 0.7
"""Of its longish words so many have a capital."""
_LONGISH = 4
STAMP_WORDS = 16
STAMP_DATES = 3
STAMP_SHARE = 0.4
_DATE, _NUMBER = "d", "n"


def lines_of(breaks: Sequence[int], places: Sequence[Line], big: Sequence[bool], ended: Sequence[bool]) -> list[Line]:
    """Return the lines that stand by themselves. In a text that is broken into short lines none is told from the rest.

    `breaks` are the words that begin a line but the first; `places` where each word stands in the text; `big` tells of
    each word whether it has a capital, `ended` whether a stop follows it.
    """
    lines = list(zip([0, *breaks], [*breaks, len(big)], strict=True)) if big else []
    if max((places[end - 1][1] - places[start][0] for start, end in lines), default=0) <= BROKEN:
        return []
    alone: list[Line] = []
    for start, end in lines:
        follows = not start or ended[start - 1] or (bool(alone) and alone[-1][1] == start)
        if follows and (end == len(big) or big[end]):
            alone.append((start, end))
    return alone


def titled(lines: Sequence[Line], words: Sequence[str], big: Sequence[bool], ended: Sequence[bool]) -> Iterator[int]:
    """Yield the words of lines in which nearly each longish word has a capital and no stop ends the line."""
    for start, end in lines:
        longish = [at for at in range(start, end) if len(words[at]) >= _LONGISH and words[at][0].isalpha()]
        is_long = end - start >= TITLE_WORDS and len(longish) > 1
        if is_long and not ended[end - 1] and sum(big[at] for at in longish) >= TITLE_SHARE * len(longish):
            yield from range(start, end)


def stamped(lines: Sequence[Line], words: Sequence[str], kinds: str) -> frozenset[int]:
    """Return the words of short lines that are mostly a day with year or hour: `Updated 12:45, Wed, 12 June 2013`."""
    return frozenset(at for line in lines if _is_stamp(line, words, kinds) for at in range(*line))


def _is_stamp(line: Line, words: Sequence[str], kinds: str) -> bool:
    start, end = line
    told = kinds[start:end]
    timed = told.count(_DATE) + told.count(_NUMBER)
    if end - start > STAMP_WORDS or timed < STAMP_DATES or timed < STAMP_SHARE * len(told):
        return False
    dates = [words[at] for at in range(start, end) if kinds[at] == _DATE]
    has_month = any(not word.isdigit() for word in dates)
    has_year_or_hour = any(word.isdigit() and len(word) > 2 for word in dates) or told.count(_NUMBER) > 1  # noqa: PLR2004  digits of a day
    return has_month and has_year_or_hour and not _is_table(words[start:end])


def _is_table(words: Sequence[str]) -> bool:
    """Tell whether a line compares figures: `12 against 10 in May 2013`."""
    return sum(word[0].isdigit() for word in words) > 2 * STAMP_DATES
