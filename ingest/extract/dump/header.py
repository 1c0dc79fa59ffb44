"""Header blocks that scrapers write above a text: `Title: ... / Date: ... / URL: ...`, with or without `---` lines.

Rule: pure; sees lines. One known key by itself is no header, unless it is the title or the address.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.dump.lines import Line
from ingest.extract.dump.vocabulary import HEADER_KEYS, folded

_PAIR = re.compile(r"\*{0,2}(?P<key>[^:：]{2,24}?)\*{0,2}\s*[:：]\*{0,2}\s*(?P<value>.*)$")
_URL = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?")
_FENCE = frozenset({"---", "+++", "===", "***"})
_SURE_KEYS = frozenset({"headline", "canonical_url"})
_MOST_LINES = 24


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One line of a header block."""

    field: str
    """The fact's field; '' where the key is known and is no fact."""
    value: str
    line: Line


@dataclass(frozen=True, slots=True)
class Header:
    """A header block and how many lines of the dump it takes."""

    fields: tuple[HeaderField, ...]
    taken: int


def read_header(lines: Sequence[Line]) -> Header:
    """Return the header block at the top of a dump; one that takes no lines where there is none."""
    index = 1 if lines and lines[0].text in _FENCE else 0
    found: list[HeaderField] = []
    while index < min(len(lines), _MOST_LINES):
        line = lines[index]
        if line.text in _FENCE:
            index += 1
            break
        field = _field_of(line, first=not found)
        if field is None:
            break
        if field.field == "body":
            index += 0 if field.value else 1
            break
        found.append(field)
        index += 1
    if not _is_header(found):
        return Header(fields=(), taken=0)
    return Header(fields=tuple(found), taken=index)


def _field_of(line: Line, *, first: bool) -> HeaderField | None:
    url = _URL.fullmatch(line.text)
    if url is not None:
        return HeaderField(field="canonical_url", value=url["url"], line=line) if first or not line.gap else None
    pair = _PAIR.match(line.text)
    if pair is None or line.bullet:
        return None
    field = HEADER_KEYS.get(folded(pair["key"]).strip(" *_"))
    return None if field is None else HeaderField(field=field, value=pair["value"].strip(" \"'*"), line=line)


def _is_header(found: Sequence[HeaderField]) -> bool:
    if any(field.field in _SURE_KEYS for field in found):
        return True
    return len({field.field for field in found}) > 1 and not all(field.field in {"author", "agency"} for field in found)
