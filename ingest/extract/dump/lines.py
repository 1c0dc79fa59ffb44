"""Lines of a text dump: split, freed of marks, joined again where the dump was wrapped at a width.

Rule: pure; no line is lost, and each keeps the number it had in the dump.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_BULLET = re.compile(r"^(?P<bullet>[•◦▪■●○‣⁃∙·]|[*+](?=\s)|[-–—](?=\s+\S))\s*(?=\S)")
_MARK = re.compile(r"^(?P<mark>#{1,6})\s+(?=\S)")
_WIDEST_WRAP, _NARROWEST_WRAP = 100, 40
_FEWEST_WRAPPED = 4
_WRAPPED_SHARE = 0.6
_TOO_WIDE_SHARE = 0.02
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dump, or several that were one before wrapping."""

    text: str
    """White space folded; without bullet and heading mark."""
    number: int
    """Number of its first line in the dump, from 1."""
    bullet: str
    """The list sign it opens with, or ''."""
    mark: str
    """The heading mark it opens with (`#`, `##`), or ''."""
    gap: bool
    """True where an empty line stands before it."""
    indented: bool
    """True where white space stands before it."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a dump that are not empty, unwrapped."""
    found: list[Line] = []
    gap = False
    for number, raw in enumerate(_BREAKS.split(text), start=1):
        bare = " ".join(raw.replace("\u200b", "").replace("\ufeff", "").split())
        if not bare:
            gap = True
            continue
        found.append(_line(raw, bare, number, gap=gap))
        gap = False
    return _unwrapped(tuple(found))


_EMPHASIS = re.compile(r"(?P<sign>\*{1,3}|_{1,2})(?=\S)(?P<words>[^*_]+)(?<=\S)(?P=sign)")


def _line(raw: str, bare: str, number: int, *, gap: bool) -> Line:
    emphasis = _EMPHASIS.fullmatch(bare)
    bare = emphasis["words"] if emphasis is not None else bare
    bullet = _BULLET.match(bare)
    mark = _MARK.match(bare)
    text = bare[bullet.end() :] if bullet is not None else bare[mark.end() :] if mark is not None else bare
    return Line(
        text=text,
        number=number,
        bullet=bullet["bullet"] if bullet is not None else "",
        mark=mark["mark"] if mark is not None else "",
        gap=gap,
        indented=raw[:1] in {" ", "\t"},
    )


def _unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Join the lines of a dump that was wrapped at a width; a dump that was not stays as it is.

    A line was wrapped if the first word of the next one would not have fitted. Verse does not pass this test.
    """
    width = _wrap_width(lines)
    if width is None:
        return lines
    vocabulary = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(line.text for line in lines).lower()))
    joined: list[Line] = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        if _continues(last, line, width):
            joined[-1] = replace(joined[-1], text=_join(joined[-1].text, line.text, vocabulary))
        else:
            joined.append(line)
        last = line
    return tuple(joined)


def _continues(line: Line, following: Line, width: int) -> bool:
    if following.gap or following.bullet or following.mark or line.mark:
        return False
    first_word = following.text.split(" ", 1)[0]
    extent = len(line.text) + (len(line.bullet) + 1 if line.bullet else 0)
    return extent + 1 + len(first_word) > width or (line.text.endswith("-") and extent + len(first_word) >= width)


def _wrap_width(lines: Sequence[Line]) -> int | None:
    lengths = [len(line.text) for line in lines]
    within = [length for length in lengths if length <= _WIDEST_WRAP]
    if not within or len(lengths) - len(within) > _TOO_WIDE_SHARE * len(lengths):
        return None
    width = max(within)
    if width < _NARROWEST_WRAP:
        return None
    inner = [(line, after) for line, after in pairwise(lines) if not after.gap and not after.bullet]
    wrapped = sum(_continues(line, after, width) for line, after in inner)
    prose = [line for line, _ in inner if len(line.text) * 2 > width]
    enough = wrapped >= _FEWEST_WRAPPED and wrapped >= _WRAPPED_SHARE * len(prose)
    return width if enough and not _is_by_sentence(inner, width) else None


def _is_by_sentence(inner: Sequence[tuple[Line, Line]], width: int) -> bool:
    """Return whether the long lines end where sentences end: each line is then a paragraph, however even they are."""
    long_lines = [line for line, after in inner if _continues(line, after, width)]
    ended = sum(line.text[-1:] in '.!?…:;"”»)' for line in long_lines)
    return ended * 2 > len(long_lines)


def _join(text: str, following: str, vocabulary: frozenset[str]) -> str:
    """Join two pieces of a wrapped paragraph; a hyphen at the break goes only where the dump has the word elsewhere."""
    if not _HYPHENATED.search(text) or not following[:1].islower():
        return f"{text} {following}"
    head, tail = re.split(r"[\s(\"“«]", text)[-1][:-1].lower(), re.split(r"[^\w\-]", following, maxsplit=1)[0].lower()
    if f"{head}{tail}" in vocabulary and f"{head}-{tail}" not in vocabulary:
        return text[:-1] + following
    return text + following
