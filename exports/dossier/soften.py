r"""Texts of pages made safe to set: nothing removed that a reader would miss, nothing left that a printer cannot bear.

Rule: pure, text in and text out. Markup is not this module's business (the templates escape); here go control
characters, direction overrides, towers of combining marks, words without end, tables without end.

>>> soften("a\x00b \u202eevil").text
'ab evil'
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from exports.dossier import limits
from exports.dossier.bidi import isolated

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u2e80-\u9fff\ua980-\ua9df\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese and the like
)
"""Scripts that write without spaces: their runs are no endless words."""

_LONG_WORD = re.compile(rf"[^\s{_SPACELESS}]{{{limits.WORD + 1},}}")

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # any script
    "\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"  # Hebrew, Arabic
    "\u0900-\u0fff"  # Indic scripts and Tibetan, letters and marks
)
_MARKED = re.compile(rf"[{_MARKS}]{{{limits.MARKS + 1},}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Soft:
    """A text that can be set, and what was done to make it so."""

    text: str
    notes: tuple[str, ...] = ()
    """In words, for the reader."""


def soften(text: str, *, most: int | None = None) -> Soft:
    """Return `text` without controls, endless words and towers of marks cut, at most `most` characters long."""
    notes: list[str] = []
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text, overrides = _OVERRIDE.subn("", text)
    if overrides:
        notes.append(f"{_count(overrides, 'direction control')} not printed")
    text = _cut_towers(text, notes)
    text = _cut_words(text, notes)
    if most is not None and len(text) > most:
        notes.append(f"cut here after {most:,} of {len(text):,} characters")
        text = text[:most].rstrip() + " …"
    return Soft(text=text, notes=tuple(notes))


def one_line(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters, cut between words, safe to stand among other words."""
    return isolated(bare_line(text, most))


def bare_line(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters, to stand by itself: a title, a bookmark."""
    line = " ".join(soften(text[: most * 4 + 1_000]).text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head = cut.rsplit(" ", 1)[0]
    return (head if len(head) > most // 2 else cut).rstrip(" ,;:\u2013\u2014-") + "…"


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return `text` in pieces of at most `limits.BLOCK` characters, parted at spaces.

    One endless paragraph costs the square of its length to set.
    """
    pieces: list[str] = []
    while len(text) > limits.BLOCK:
        cut = text.rfind(" ", limits.BLOCK // 2, limits.BLOCK)
        cut = limits.BLOCK if cut < 0 else cut
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return (*pieces, text)


def rows_of(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the cells of a table block (rows by line, cells by ` | `), and notes on columns that were left out."""
    rows = [tuple(cell.strip() for cell in line.split(" | ")) for line in text.split("\n") if line.strip()]
    wide = max((len(row) for row in rows), default=0)
    width = min(wide, limits.TABLE_COLUMNS)
    notes = (f"{wide - width:,} more columns of this table are in the archive",) if wide > width else ()
    cut = tuple(tuple(one_line(cell, limits.CELL) for cell in row[:width]) + ("",) * (width - len(row)) for row in rows)
    return cut, notes


def merge_notes(notes: Iterable[str]) -> tuple[str, ...]:
    """Return each note once, in the order they came."""
    return tuple(dict.fromkeys(notes))


def _cut_towers(text: str, notes: list[str]) -> str:
    towers = 0

    def lower(match: re.Match[str]) -> str:
        nonlocal towers
        kept = _first_marks(match[0])
        towers += kept != match[0]
        return kept

    text = _MARKED.sub(lower, text)
    if towers:
        notes.append(f"{_count(towers, 'pile')} of combining marks cut to {limits.MARKS}")
    return text


def _first_marks(run: str) -> str:
    """Keep a run of letters of scripts whose blocks hold both letters and marks; cut a run of marks alone."""
    out: list[str] = []
    marks = 0
    for letter in run:
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks <= limits.MARKS:
            out.append(letter)
    return "".join(out)


def _cut_words(text: str, notes: list[str]) -> str:
    lost = 0

    def shorten(match: re.Match[str]) -> str:
        nonlocal lost
        lost += len(match[0]) - limits.WORD
        return match[0][: limits.WORD] + "…"

    text, words = _LONG_WORD.subn(shorten, text)
    if words:
        notes.append(f"{_count(words, 'endless word')} cut ({lost:,} characters left out)")
    return text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
