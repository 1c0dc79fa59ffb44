"""What stands above the text: masthead, menus, headline, standfirst, date lines, bylines, datelines.

Rule: pure; sees the lines above the body and, to tell a headline by its echo, the lines of the body.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.dump.bylines import is_lone_name
from ingest.extract.dump.judge import FURNISHING, META, Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.owner import is_site_name
from ingest.extract.dump.placed import Placed, dropped
from ingest.extract.dump.plain import place_plain, plain_candidates
from ingest.extract.dump.setting import Setting
from ingest.extract.dump.speech import is_spoken
from ingest.extract.dump.titles import content_words, is_domain, is_echo, is_masthead, split_outlet, title_key
from ingest.extract.dump.vocabulary import ACTIONS, EDGE, folded
from ingest.extract.words.headline import clean_headline
from schemas.document import BlockKind

LONGEST_HEADLINE = 260
_FEWEST_WORDS = 2
_KICKER_WORDS = 3
_TITLE_WORDS = 5
_STANDFIRST_WORDS = 7
_MOST_POINTED_WORDS = 16
_FEW = 3
"""Candidates among which the first is the headline; of more, the text tells."""
_BODY_LINES = 12
_TAKEN_UP = 0.6
_SHARED_LEAST = 0.3
_TITLE_STEMS = 2
_LONG_TITLE = 9
_META_NEAR = 4
_MENU_LINES = 3
"""Menu lines below a date that show a page's header; a share bar or a section's name stands below the article's too."""
_MENU_WIDTH = 30
NAME_BY_DATE = "name-by-date"
"""Rule of a bare name between headline and date."""


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


def place_head(lines: Sequence[Line], looks: Sequence[Look], *, body_follows: Sequence[Line], setting: Setting) -> Head:
    """Place the lines above the body and find the headline among them."""
    named = [is_site_name(line.text, setting.sites) for line in lines]
    candidates = [
        index for index, line in enumerate(lines) if not named[index] and _may_be_headline(line, looks, index)
    ]
    if setting.is_plain:
        candidates = plain_candidates(lines, looks, candidates, body_follows[:1])
    chosen = (
        _choose(lines, looks, candidates, body_follows, setting.sites)
        if setting.title is None
        else next((index for index in reversed(candidates) if is_echo(lines[index].text, setting.title)), None)
    )
    if setting.is_plain:
        placed = place_plain(lines, looks, chosen)
    else:
        first_meta = chosen if chosen is not None else _first_meta(looks)
        menu = menu_lines(lines, looks)
        placed = tuple(
            _place(index, lines, looks, chosen, first_meta=first_meta, menu=menu) for index in range(len(lines))
        )
    placed = _with_name(placed, chosen, " ".join(line.text for line in body_follows[:_BODY_LINES]))
    above = range(chosen if chosen is not None else 0)
    masthead = next((lines[i] for i in above if named[i] or (i in candidates and is_masthead(lines[i].text))), None)
    if masthead is None:
        masthead = next(
            (line for line, look in zip(lines, looks, strict=True) if look is Look.FURNITURE and is_domain(line.text)),
            None,
        )
    if chosen is None:
        return Head(placed, None, None, None, None, masthead)
    text, outlet = split_outlet(lines[chosen].text, setting.sites)
    key = title_key(lines[chosen].text, setting.sites)
    candidate_lines = (lines[index].text for index in candidates)
    copies = (split_outlet(line, setting.sites) for line in candidate_lines if title_key(line, setting.sites) == key)
    outlet = outlet or next((name for _, name in copies if name), None)
    return Head(placed, lines[chosen], clean_headline(text), lines[chosen].text, outlet, masthead)


def _may_be_headline(line: Line, looks: Sequence[Look], index: int) -> bool:
    if line.bullet or is_spoken(line.text) or len(line.text) > LONGEST_HEADLINE:
        return False
    if looks[index] is Look.SHORT:
        return True
    if looks[index] is Look.PROSE and (line.mark or line.text[-1] in "?!"):
        return True
    if looks[index] is not Look.SENTENCE:
        return False
    short = len(line.text.split()) <= _MOST_POINTED_WORDS
    return bool(line.mark) or line.text.isupper() or line.text[-1] in '?!…"”»' or short


def _choose(
    lines: Sequence[Line],
    looks: Sequence[Look],
    candidates: Sequence[int],
    body: Sequence[Line],
    sites: frozenset[str],
) -> int | None:
    """Return the headline: the marked line, else the repeated one, else the title that the text takes up."""
    if not candidates:
        return None
    marked = next((index for index in candidates if lines[index].mark == "#"), None)
    if marked is not None:
        return marked
    words = content_words(" ".join(line.text for line in body[:_BODY_LINES]))
    repeated = _repeated(lines, candidates, sites)
    if repeated is not None and (len(candidates) <= _FEW or _shared(lines[repeated].text, words) >= _TAKEN_UP):
        return repeated
    under = _under_menus(looks, candidates)
    usable = [index for index in under if not is_masthead(lines[index].text) and _is_title(lines, looks, index)]
    if len(candidates) > _FEW:
        everywhere = [index for index in candidates if _is_title(lines, looks, index)]
        taken_up = _best_taken_up(lines, looks, everywhere, words)
        nearest = [index for index in usable[_FEW:] if all(look in META for look in looks[index + 1 :])]
        usable = [index for index in usable[:_FEW] + nearest if _shared(lines[index].text, words) >= _SHARED_LEAST]
        if taken_up is not None:
            return taken_up
    if not usable:
        return None
    if len(usable) > 1 and _is_kicker(lines[usable[0]], lines[usable[1]], words):
        return usable[1]
    return usable[0]


def _best_taken_up(
    lines: Sequence[Line], looks: Sequence[Look], candidates: Sequence[int], words: frozenset[str]
) -> int | None:
    """Return the candidate whose words the text takes up most; of equal ones the last."""
    scored = [(_title_score(lines, looks, index, words), index) for index in candidates]
    best = max(scored, default=(0.0, -1))
    return best[1] if best[0] >= _TAKEN_UP and _shared(lines[best[1]].text, words) >= _SHARED_LEAST else None


def _title_score(lines: Sequence[Line], looks: Sequence[Look], index: int, words: frozenset[str]) -> float:
    shared = _shared(lines[index].text, words)
    count = len(content_words(lines[index].text))
    if count < _TITLE_STEMS:
        return 0.0
    near = looks[index + 1 : index + 1 + _META_NEAR]
    followed = any(look in {Look.DATE, Look.BYLINE} for look in near)
    return shared * math.sqrt(min(count, _LONG_TITLE)) + (0.5 if followed else 0.0)


def _shared(text: str, words: frozenset[str]) -> float:
    """Return which share of a line's content words the text has."""
    own = content_words(text)
    return len(own & words) / len(own) if own else 0.0


def _repeated(lines: Sequence[Line], candidates: Sequence[int], sites: frozenset[str]) -> int | None:
    """Return the last of two candidates that say the same (a page's title and its headline)."""
    seen: dict[str, int] = {}
    found = None
    for index in candidates:
        key = title_key(lines[index].text, sites)
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


def _is_kicker(first: Line, second: Line, words: frozenset[str]) -> bool:
    """Return whether a short line above a longer one is its kicker (`Floods`), not the headline."""
    if len(first.text.split()) > _KICKER_WORDS or len(second.text.split()) < _TITLE_WORDS or second.text[-1:] == ".":
        return False
    return len(content_words(second.text) & words) > len(content_words(first.text) & words)


def _first_meta(looks: Sequence[Look]) -> int:
    return next((index for index, look in enumerate(looks) if look in META), len(looks))


def _with_name(placed: tuple[Placed, ...], chosen: int | None, body: str) -> tuple[Placed, ...]:
    """Return the lines with a bare name between headline and date as the byline, unless the text tells of them."""
    if chosen is None or len(placed) < chosen + 3 or placed[chosen + 2].look is not Look.DATE:
        return placed
    under, headline = placed[chosen + 1], placed[chosen].line.text
    if under.look is not Look.SHORT or under.line.text in body or not is_lone_name(under.line.text, headline):
        return placed
    named = Placed(under.line, under.look, BlockKind.BYLINE, NAME_BY_DATE)
    return (*placed[: chosen + 1], named, *placed[chosen + 2 :])


_META_KINDS = {Look.DATE: BlockKind.DATE, Look.BYLINE: BlockKind.BYLINE, Look.DATELINE: BlockKind.DATELINE}


def _place(
    index: int,
    lines: Sequence[Line],
    looks: Sequence[Look],
    chosen: int | None,
    *,
    first_meta: int,
    menu: Sequence[int],
) -> Placed:
    line, look = lines[index], looks[index]
    if index == chosen:
        return Placed(line, look, BlockKind.HEADLINE, "headline")
    if look in _META_KINDS:
        if look is Look.DATE and is_page_header(index, looks, chosen, menu):
            return dropped(line, look, "masthead-date")
        return Placed(line, look, _META_KINDS[look], f"{look.name.lower()}-line")
    if look is Look.TAGS:
        return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
    if look in FURNISHING or look in {Look.LINK, Look.END, Look.COUNTER}:
        return dropped(line, look, look.name.lower())
    return _place_words(line, look, lines[chosen] if chosen is not None else None, below=index > first_meta)


def _place_words(line: Line, look: Look, headline: Line | None, *, below: bool) -> Placed:
    """Place words above the text that are no furniture. `below`: they stand under the headline, or under a date."""
    if headline is None:
        return Placed(line, look, BlockKind.PARAGRAPH, "paragraph") if below else dropped(line, look, "masthead")
    if title_key(line.text) == title_key(headline.text):
        return Placed(line, look, BlockKind.HEADLINE, "headline-repeated", kept=False)
    if not below:
        return dropped(line, look, "masthead")
    told = look in {Look.PROSE, Look.SENTENCE} or (not line.bullet and len(line.text.split()) >= _STANDFIRST_WORDS)
    return Placed(line, look, BlockKind.STANDFIRST, "standfirst") if told else dropped(line, look, "under-headline")


def menu_lines(lines: Sequence[Line], looks: Sequence[Look]) -> tuple[int, ...]:
    """Return the places of the lines of a menu: words of share bars and long lines are none."""
    return tuple(
        index
        for index, (line, look) in enumerate(zip(lines, looks, strict=True))
        if look is Look.FURNITURE and len(line.text) <= _MENU_WIDTH and folded(line.text).strip(EDGE) not in ACTIONS
    )


def is_page_header(index: int, looks: Sequence[Look], chosen: int | None, menu: Sequence[int]) -> bool:
    """Return whether a date is the page's, not the article's: it stands above a menu, or above headline and furniture.

    `menu`: the places of menu lines. A second date below the headline shows the same of one above it.
    """
    if sum(index < each for each in menu) >= _MENU_LINES:
        return True
    if chosen is None or index > chosen:
        return (
            chosen is None
            and any(look in FURNISHING for look in looks[index + 1 :])
            and Look.DATE in looks[index + 1 :]
        )
    between = looks[index + 1 : chosen]
    return any(look in FURNISHING for look in between) or Look.DATE in looks[chosen + 1 :]
