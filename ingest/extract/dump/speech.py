"""Dashes of speech: in many languages each line that somebody says opens with the sign that opens list items elsewhere.

Rule: pure; sees lines. Only the lines around a dash tell which it is; where they do not, it is no list: the sign stays.
"""
# ruff: noqa: RUF001  dashes are what is looked for

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.dump.lines import Line

_LONG = frozenset("–—")
_DASHES = _LONG | {"-"}
_FEWEST = 2
"""Neighbouring lines with a long dash from which they may be a list."""
_SENTENCE_END = re.compile(r"(?:[.!?…。！？؟։।]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)[\"'”’»“)\]]*$")
_ITEM_END = re.compile(r"[^\u0370-\u03ff\u1f00-\u1fff][;,]$")
"""How items of a list end whose last one ends as a sentence. Behind a Greek letter `;` asks."""


_TALK = re.compile(r"[?!？！;\u037e]|[\s,.][-–—]\s")
"""What speech has and few lists of sentences: questions, cries, a dash before who said it."""


def with_speech(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, the dashes of speech put back into their text.

    A dash opens a list's item where neighbouring lines have it too and none of them ends as a sentence (the last one
    may, where the others end with a comma or semicolon). A hyphen opens one by itself too, and opens items that are
    sentences where nothing in them sounds of speech.
    """
    told = list(lines)
    index = 0
    while index < len(lines):
        end = index + 1
        if lines[index].bullet in _DASHES:
            while end < len(lines) and lines[end].bullet == lines[index].bullet:
                end += 1
            if not _is_list(lines[index:end]):
                told[index:end] = [_spoken(line) for line in lines[index:end]]
        index = end
    return tuple(told)


def is_spoken(text: str) -> bool:
    """Return whether a line opens with a dash and a space, as speech does."""
    return text[:1] in _DASHES and text[1:2] == " "


def _is_list(run: Sequence[Line]) -> bool:
    """Tell whether neighbouring lines that open with one dash are a list."""
    if run[0].bullet in _LONG and len(run) < _FEWEST:
        return False
    *others, last = run
    if run[0].bullet not in _LONG and others and not any(_TALK.search(line.text) for line in run):
        return True
    if any(_SENTENCE_END.search(line.text) for line in others):
        return False
    itemised = bool(others) and all(_ITEM_END.search(line.text) for line in others)
    return itemised or not _SENTENCE_END.search(last.text)


def _spoken(line: Line) -> Line:
    return replace(line, text=f"{line.bullet} {line.text}", bullet="")
