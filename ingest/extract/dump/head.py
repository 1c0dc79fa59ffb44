"""What stands above the text: masthead, menus, headline, standfirst, date lines, bylines, datelines.

Rule: pure; sees the lines above the body and, to tell a headline by its echo, the lines of the body.
"""
# ruff: noqa: RUF001  dashes are what is looked for

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.extract.dump.judge import FURNISHING, META, Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.placed import Placed, dropped
from ingest.extract.dump.vocabulary import folded
from ingest.extract.words.dateline import looks_like_outlet
from ingest.extract.words.headline import clean_headline
from schemas.document import BlockKind

LONGEST_HEADLINE = 260
_FEWEST_WORDS = 2
_KICKER_WORDS = 3
_TITLE_WORDS = 5
_STANDFIRST_WORDS = 7
_MOST_POINTED_WORDS = 16
_OUTLET_SUFFIX = re.compile(r"\s+(?:[|–—·•»]|-)\s+(?P<name>[^|–—·•»]{2,40})$")
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,30})?\.(?:com|org|net|info|news|tv|online|media|[a-z]{2})(?:/)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the text, placed."""

    placed: tuple[Placed, ...]
    headline: Line | None
    headline_text: str | None
    """The headline without the outlet's name behind it and without media flags."""
    headline_raw: str | None
    """The headline as it stands."""
    headline_outlet: str | None
    """The outlet's name behind the headline (`... | The Ledger`)."""
    masthead: Line | None
    """The line that names the site above the headline."""


def place_head(lines: Sequence[Line], looks: Sequence[Look], *, body_follows: Sequence[Line], titled: bool) -> Head:
    """Place the lines above the body and find the headline among them."""
    candidates = [index for index, line in enumerate(lines) if _may_be_headline(line, looks, index)]
    chosen = None if titled else _choose(lines, looks, candidates, body_follows)
    first_meta = chosen if chosen is not None else _first_meta(looks)
    placed = tuple(_place(index, lines, looks, chosen, first_meta) for index in range(len(lines)))
    masthead = next(
        (lines[i] for i in candidates if chosen is not None and i < chosen and is_masthead(lines[i].text)), None
    )
    if masthead is None:
        masthead = next(
            (
                line
                for line, look in zip(lines, looks, strict=True)
                if look is Look.FURNITURE and _DOMAIN.fullmatch(line.text)
            ),
            None,
        )
    if chosen is None:
        return Head(placed, None, None, None, None, masthead)
    text, outlet = split_outlet(lines[chosen].text)
    key = title_key(lines[chosen].text)
    copies = (split_outlet(lines[index].text) for index in candidates if title_key(lines[index].text) == key)
    outlet = outlet or next((name for _, name in copies if name), None)
    return Head(placed, lines[chosen], clean_headline(text), lines[chosen].text, outlet, masthead)


def is_masthead(text: str) -> bool:
    """Return whether a line names a site: a domain, or a name with a medium's word in it."""
    return bool(_DOMAIN.fullmatch(text)) or looks_like_outlet(text)


def split_outlet(text: str) -> tuple[str, str | None]:
    """Cut the outlet's name from the end of a page title.

    >>> split_outlet("Bridge opens | The Orsk Gazette")
    ('Bridge opens', 'The Orsk Gazette')
    """
    suffix = _OUTLET_SUFFIX.search(text)
    if suffix is None or not is_masthead(suffix["name"]):
        return text, None
    return text[: suffix.start()].rstrip(), suffix["name"].strip()


def title_key(text: str) -> str:
    """Return what two copies of a headline have in common."""
    return " ".join(re.findall(r"\w+", folded(clean_headline(split_outlet(text)[0]))))


def _may_be_headline(line: Line, looks: Sequence[Look], index: int) -> bool:
    if line.bullet or len(line.text) > LONGEST_HEADLINE:
        return False
    if looks[index] is Look.SHORT:
        return True
    if looks[index] is not Look.SENTENCE and not (looks[index] is Look.PROSE and line.mark):
        return False
    short = len(line.text.split()) <= _MOST_POINTED_WORDS
    return bool(line.mark) or line.text.isupper() or line.text[-1] in '?!…"”»' or short


def _choose(
    lines: Sequence[Line], looks: Sequence[Look], candidates: Sequence[int], body: Sequence[Line]
) -> int | None:
    """Return the headline: the repeated line, else the marked one, else the first title under the menus."""
    if not candidates:
        return None
    repeated = _repeated(lines, candidates)
    if repeated is not None:
        return repeated
    marked = next((index for index in candidates if lines[index].mark == "#"), None)
    if marked is not None:
        return marked
    under = _under_menus(looks, candidates)
    named = (index for index in under if not is_masthead(lines[index].text))
    usable = list(islice((index for index in named if _is_title(lines, looks, index)), 2))
    if not usable:
        return None
    if len(usable) > 1 and _is_kicker(lines[usable[0]], lines[usable[1]], body):
        return usable[1]
    return usable[0]


def _repeated(lines: Sequence[Line], candidates: Sequence[int]) -> int | None:
    """Return the last of two candidates that say the same (a page's title and its headline)."""
    seen: dict[str, int] = {}
    found = None
    for index in candidates:
        key = title_key(lines[index].text)
        if key in seen and len(key.split()) >= _FEWEST_WORDS:
            found = seen[key] if found is None and _is_plain_copy(lines[seen[key]], lines[index]) else index
        seen.setdefault(key, index)
    return found


def _is_plain_copy(first: Line, second: Line) -> bool:
    return second.number - first.number <= 3 and first.text == second.text  # noqa: PLR2004 - headline, empty line, headline


def _under_menus(looks: Sequence[Look], candidates: Sequence[int]) -> list[int]:
    """Return the candidates below the last menu that still has a candidate below it."""
    last_meta = max((index for index, look in enumerate(looks) if look in META), default=len(looks))
    menus = (index for index in range(min(last_meta, candidates[-1])) if looks[index] in FURNISHING)
    last_menu = max(menus, default=-1)
    return [each for each in candidates if each > last_menu]


def _is_title(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether a candidate can be a headline: a sentence with a full stop only where a date or byline follows."""
    text = lines[index].text
    if text[-1] in ":,;":
        return False
    if looks[index] is Look.SHORT or text[-1] in '?!…"”»' or lines[index].mark or text.isupper():
        return len(text.split()) >= _FEWEST_WORDS or len(text) > _STANDFIRST_WORDS or not text.isascii()
    following = next((look for look in looks[index + 1 :] if look is not Look.COUNTER), None)
    return following in META


def _is_kicker(first: Line, second: Line, body: Sequence[Line]) -> bool:
    """Return whether a short line above a longer one is its kicker (`Floods`), not the headline."""
    if len(first.text.split()) > _KICKER_WORDS or len(second.text.split()) < _TITLE_WORDS or second.text[-1:] == ".":
        return False
    opening = {word for word in re.findall(r"\w{4,}", folded(" ".join(line.text for line in body[:2])))}
    shared = [len(opening & set(re.findall(r"\w{4,}", folded(line.text)))) for line in (first, second)]
    return shared[1] > shared[0]


def _first_meta(looks: Sequence[Look]) -> int:
    return next((index for index, look in enumerate(looks) if look in META), len(looks))


_META_KINDS = {Look.DATE: BlockKind.DATE, Look.BYLINE: BlockKind.BYLINE, Look.DATELINE: BlockKind.DATELINE}


def _place(index: int, lines: Sequence[Line], looks: Sequence[Look], chosen: int | None, first_meta: int) -> Placed:
    line, look = lines[index], looks[index]
    if index == chosen:
        return Placed(line, look, BlockKind.HEADLINE, "headline")
    if look in _META_KINDS:
        masthead = look is Look.DATE and is_page_header(index, looks, chosen)
        return (
            dropped(line, look, "masthead-date")
            if masthead
            else Placed(line, look, _META_KINDS[look], f"{look.name.lower()}-line")
        )
    if look is Look.COUNTER:
        return dropped(line, look, "counter")
    if look is Look.TAGS:
        return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
    if look in FURNISHING or look in {Look.LINK, Look.END}:
        return dropped(line, look, look.name.lower())
    if chosen is not None and title_key(line.text) == title_key(lines[chosen].text):
        return Placed(line, look, BlockKind.HEADLINE, "headline-repeated", kept=False)
    if chosen is not None and index > chosen and not line.bullet and len(line.text.split()) >= _STANDFIRST_WORDS:
        return Placed(line, look, BlockKind.STANDFIRST, "standfirst")
    if chosen is not None and index > chosen and look in {Look.PROSE, Look.SENTENCE}:
        return Placed(line, look, BlockKind.STANDFIRST, "standfirst")
    if chosen is None and index > first_meta:
        return Placed(line, look, BlockKind.PARAGRAPH, "paragraph")
    return dropped(line, look, "masthead" if chosen is None or index < chosen else "under-headline")


def is_page_header(index: int, looks: Sequence[Look], chosen: int | None) -> bool:
    """Return whether a date above the headline belongs to the page, not to the article: menus stand between, or a second date follows."""
    if chosen is None or index > chosen:
        return (
            chosen is None
            and any(look in FURNISHING for look in looks[index + 1 :])
            and Look.DATE in looks[index + 1 :]
        )
    between = looks[index + 1 : chosen]
    return any(look in FURNISHING for look in between) or Look.DATE in looks[chosen + 1 :]
