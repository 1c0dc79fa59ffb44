"""Join the lines of a dump that was wrapped at a width, by the structure that its indents, gaps and line ends show.

Rule: pure; sees lines. A dump that was not wrapped stays as it is: verse, tables, one paragraph a line. A line was
wrapped if the first word of the next one would not have fitted.
"""

# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from ingest.extract.dump.lines import Line, opens_low
from ingest.extract.dump.titles import content_words

_WIDEST, _NARROWEST = 100, 40
_NARROWEST_BRIEF = 50
"""Columns that a wrapped text of a few lines fills at least."""
_FEWEST = 4
"""Wrapped lines that prove a width where no indent does."""
_SHARE = 0.6
_TOO_WIDE_SHARE = 0.02
_NEAR_WIDTH = 0.75
_BROKEN_OFF = 30
"""Columns of a first line that breaks off in mid-sentence, at least."""
_SHORTEST_START = 16
"""Columns of a first line without its dateline, at least, where no indent shows the paragraphs."""
_SHORT_WORD = 4
_CLOSED = '.!?…:;"”»)。！？'
_UNPARTED = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff9f]")
"""A sign of a script that sets no spaces between words: a line breaks after any of them."""
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

Pair = tuple[Line, Line]


class Shape(Enum):
    """How a wrapped dump tells its paragraphs apart."""

    BLOCK = auto()
    """By empty lines, or by lines that end short of the width."""
    INDENTED = auto()
    """The first line of a paragraph is indented; the others are flush."""
    HANGING = auto()
    """The first line of a paragraph is flush; the others are indented."""


class First(Enum):
    """What is known of a dump's first line."""

    TEXT = auto()
    """It is the text's: it is joined however short it is (a wire text that lost its dateline lost half a line)."""
    APART = auto()
    """It is a title, a byline, a menu."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The width at which a dump was wrapped, and its shape."""

    width: int
    shape: Shape


def unwrapped(lines: Sequence[Line], *, first: First) -> tuple[Line, ...]:
    """Return the lines with those joined that were one before wrapping."""
    flush = _without_margin(lines)
    wrapping = wrapping_of(flush, first=first)
    if wrapping is None:
        return tuple(lines)
    vocabulary = frozenset(_WORDS.findall("\n".join(line.text for line in lines).lower()))
    joined = [lines[0]]
    for index, (line, after) in enumerate(pairwise(flush)):
        free = index == 0 and _is_free(flush, wrapping, first)
        if _goes_on(line, after, wrapping, free=free):
            joined[-1] = replace(joined[-1], text=_join(joined[-1].text, after.text, vocabulary), laid="")
        else:
            joined.append(lines[index + 1])
    return tuple(joined)


def _is_free(lines: Sequence[Line], wrapping: Wrapping, first: First) -> bool:
    """Return whether the first line goes on in the second however short it is.

    Where indents open the paragraphs, a flush second line belongs to the first, unless that reads as a headline.
    """
    line, after = lines[0], lines[1]
    if first is First.APART:
        return False
    if first is First.TEXT or _breaks_off(line, after):
        return True
    taken_up = content_words(line.text) & content_words(" ".join(each.text for each in lines[1:3]))
    last = line.text.rsplit(" ", 1)[-1]
    hanging_on = len(last) <= _SHORT_WORD and last.islower()
    titled = line.text.isupper() or line.text[-1] in _CLOSED or (len(taken_up) > 1 and not hanging_on)
    return wrapping.shape is Shape.INDENTED and not titled


def wrapping_of(lines: Sequence[Line], *, first: First) -> Wrapping | None:
    """Return how a dump was wrapped, or None where it was not."""
    width = _width(lines)
    if width is None:
        return None
    pairs = [pair for pair in pairwise(lines) if not _is_apart(*pair)]
    inner = pairs[1:] if pairs and pairs[0][0] is lines[0] else pairs
    flush = [pair for pair in inner if not pair[1].indent]
    deep = [pair for pair in inner if pair[1].indent]
    opening = next((pair for pair in pairs if pair[0] is lines[0] and not pair[1].indent), None)
    begun = opening is not None and (first is First.TEXT or (first is First.UNKNOWN and _breaks_off(*opening)))
    if any(line.indent for line in lines) and (_is_wrapped(flush, width) if flush else begun):
        if not _is_wrapped(deep, width):
            return Wrapping(width, Shape.INDENTED)
    elif len(deep) > 1 and _is_wrapped(deep, width):
        return Wrapping(width, Shape.HANGING)
    if _is_long_wrapped(pairs, width) or _is_brief_wrapped(opening, inner, width, begun=begun):
        return Wrapping(width, Shape.BLOCK)
    return None


def _without_margin(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without the margin that all but the first have: a text is often cut out from its first word."""
    margin = min((line.indent for line in lines[1:]), default=0)
    if not margin:
        return tuple(lines)
    cuts = [min(line.indent, margin) for line in lines]
    return tuple(
        replace(line, indent=line.indent - cut, laid=line.laid[cut:]) for line, cut in zip(lines, cuts, strict=True)
    )


def _width(lines: Sequence[Line]) -> int | None:
    within = [line.extent for line in lines if line.extent <= _WIDEST]
    if not within or len(lines) - len(within) > _TOO_WIDE_SHARE * len(lines):
        return None
    width = max(within)
    return width if width >= _NARROWEST else None


def _is_apart(line: Line, after: Line) -> bool:
    """Return whether a sign or an empty line stands between two lines."""
    return bool(after.gap or after.bullet or after.mark or line.mark)


def _fills(line: Line, after: Line, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted."""
    first_word = after.text[0] if _UNPARTED.match(after.text) else after.text.split(" ", 1)[0]
    hyphen = line.text.endswith("-") and line.extent + len(first_word) >= width
    return line.extent + 1 + len(first_word) > width or hyphen


def _is_wrapped(pairs: Sequence[Pair], width: int) -> bool:
    """Return whether most lines fill the width (or nearly, in mid-sentence), and do not end where sentences end."""
    full = [line for line, after in pairs if _fills(line, after, width) or _nearly_fills(line, after, width)]
    return bool(full) and len(full) >= _SHARE * len(pairs) and not _is_by_sentence(full)


def _is_long_wrapped(pairs: Sequence[Pair], width: int) -> bool:
    full = [line for line, after in pairs if _fills(line, after, width)]
    prose = [line for line, _ in pairs if line.extent * 2 > width]
    return len(full) >= _FEWEST and len(full) >= _SHARE * len(prose) and not _is_by_sentence(full)


def _is_brief_wrapped(first: Pair | None, inner: Sequence[Pair], width: int, *, begun: bool) -> bool:
    """Return whether a text of a few lines was wrapped: every line fills the width, and sentences run on."""
    if width < _NARROWEST_BRIEF or len(inner) > _FEWEST * 2:
        return False
    full = [pair for pair in inner if _fills(*pair, width)]
    if not inner:
        return first is not None and begun and _runs_on(*first)
    running = any(_runs_on(*pair) for pair in ([first, *full] if first is not None else full))
    ended = all(line.text[-1] in _CLOSED for line, after in inner if not _fills(line, after, width))
    return bool(full) and running and ended and not _is_by_sentence([line for line, _ in full])


def _is_by_sentence(full: Sequence[Line]) -> bool:
    """Return whether the full lines end where sentences end: each is then a paragraph, however even they are."""
    return sum(line.text[-1] in _CLOSED for line in full) * 2 > len(full)


def _runs_on(line: Line, after: Line) -> bool:
    """Return whether a sentence goes on from one line to the next."""
    return opens_low(after.text) and line.text[-1] not in _CLOSED and not _is_apart(line, after)


def _breaks_off(line: Line, after: Line) -> bool:
    """Return whether a dump's first line breaks off in mid-sentence: it is no headline then."""
    return _runs_on(line, after) and (line.extent >= _BROKEN_OFF or not line.text[0].isupper())


def _nearly_fills(line: Line, after: Line, width: int) -> bool:
    """Return whether a sentence goes on behind a line that ends near the width: some lines are set longer than it."""
    return line.extent >= _NEAR_WIDTH * width and _runs_on(line, after)


def _goes_on(line: Line, after: Line, wrapping: Wrapping, *, free: bool) -> bool:
    """Return whether a line and the next are one paragraph. `free`: the line may be short."""
    if _is_apart(line, after):
        return False
    near = line.extent >= _NEAR_WIDTH * wrapping.width
    fills = _fills(line, after, wrapping.width) or _nearly_fills(line, after, wrapping.width)
    if wrapping.shape is Shape.INDENTED:
        return not after.indent and (fills or near or free or _runs_on(line, after))
    if wrapping.shape is Shape.HANGING:
        return bool(after.indent)
    started = free and line.extent >= _SHORTEST_START and line.text[-1] not in _CLOSED
    return fills or (started and not after.indent)


def _join(text: str, following: str, vocabulary: frozenset[str]) -> str:
    """Join two pieces of a wrapped paragraph; a hyphen at the break goes only where the dump has the word elsewhere."""
    if _UNPARTED.match(following) and _UNPARTED.match(text[-1]):
        return text + following
    if not _HYPHENATED.search(text) or not following[:1].islower():
        return f"{text} {following}"
    head, tail = re.split(r"[\s(\"“«]", text)[-1][:-1].lower(), re.split(r"[^\w\-]", following, maxsplit=1)[0].lower()
    if f"{head}{tail}" in vocabulary and f"{head}-{tail}" not in vocabulary:
        return text[:-1] + following
    return text + following
