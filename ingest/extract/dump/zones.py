"""Where the article lies in a dump: head, body, tail, and what each line is in its place.

Rule: pure; sees lines and their looks. Nothing is deleted: a line that is not the article is dropped with a rule.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.body import place_body
from ingest.extract.dump.head import Head, place_head
from ingest.extract.dump.judge import FURNISHING, META, Look, look_of
from ingest.extract.dump.lines import Line, opens_low
from ingest.extract.dump.placed import Placed
from ingest.extract.dump.setting import Setting
from ingest.extract.dump.vocabulary import folded
from schemas.document import TEXT_KINDS

_MENU_RUN = 3
_MENU_WORDS = 5
_LONE_WORDS = 3
_WHOLE_PAGE = 10
"""Lines of furniture from which a dump holds a page with its menus."""
_REPEATS = 3
"""How often a short line stands beside paragraphs before it is furniture (`Article content`)."""
_META_REACH = 4
_TEXT_NEAR = 14
_SHARE_BAR = 6
"""Lines of a share bar that may stand between date and text."""
_LOOSE_TEXTS = 6
_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})
_LONGEST_QUESTION = 25
_SECOND_SENTENCE = re.compile(r"[.!?…][\"”»)]*\s+\S")
_HEAD_TEXTS = 40
"""Sentences that may stand above the headline (notices, slogans) at most."""
_TAG_WORDS = 5


@dataclass(frozen=True, slots=True)
class Zones:
    """All lines of a dump in their places."""

    placed: tuple[Placed, ...]
    head: Head


def looks_of(lines: Sequence[Line], language: str | None, *, record: bool = False) -> list[Look]:
    """Return the look of each line, menus and lists of tags told by their neighbours.

    `record`: a list above the text of a record is the text's, where no menu word stands in it.
    """
    looks = [look_of(line, language) for line in lines]
    _mark_repeats(lines, looks)
    _mark_menus(lines, looks, by_place=not record)
    _mark_tag_lists(lines, looks)
    return looks


def place_lines(lines: Sequence[Line], looks: Sequence[Look], setting: Setting) -> Zones:
    """Put every line in its place."""
    bare = setting.is_plain and not any(look in _TEXTS for look in looks)
    start = len(lines) if bare else body_start(lines, looks)
    head = place_head(lines[:start], looks[:start], body_follows=lines[start:], setting=setting)
    if bare:
        start = _plain_start(lines, looks, head)
        head = place_head(lines[:start], looks[:start], body_follows=lines[start:], setting=setting)
    whole_page = sum(look in FURNISHING for look in looks) >= _WHOLE_PAGE
    body = place_body(lines[start:], looks[start:], whole_page=whole_page, plain=setting.is_plain)
    return Zones(placed=(*head.placed, *body), head=head)


def _plain_start(lines: Sequence[Line], looks: Sequence[Look], head: Head) -> int:
    """Return where a mere text without a sentence begins: behind its headline, where words follow, and its dates."""
    start = lines.index(head.headline) + 1 if head.headline is not None else 0
    while start < len(lines) and looks[start] in META:
        start += 1
    return start if start < len(lines) else 0


def _mark_repeats(lines: Sequence[Line], looks: list[Look]) -> None:
    """Turn a short line that returns between the paragraphs into furniture. A refrain stands among short lines."""
    seen: dict[str, list[int]] = {}
    for index, look in enumerate(looks):
        beside = looks[index - 1 : index] + looks[index + 1 : index + 2]
        if look is Look.SHORT and not lines[index].text.endswith(":") and Look.PROSE in beside:
            seen.setdefault(lines[index].text, []).append(index)
    for places in seen.values():
        if len(places) >= _REPEATS:
            for index in places:
                looks[index] = Look.POINTER


def _mark_menus(lines: Sequence[Line], looks: list[Look], *, by_place: bool) -> None:
    """Turn runs of short lines with menu words among them into furniture; bulleted runs above the text `by_place`."""
    first_prose = next((index for index, look in enumerate(looks) if look in {Look.PROSE, Look.SENTENCE}), len(looks))
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _is_menu_like(lines[end], looks[end]):
            end += 1
        if end - index >= _MENU_RUN:
            _mark_run(lines, looks, index, end, above=by_place and end <= first_prose)
        index = max(end, index + 1)


def _is_menu_like(line: Line, look: Look) -> bool:
    """Return whether a line may be a menu's; a longer one that stands by itself may be the headline."""
    if look not in {Look.SHORT, Look.FURNITURE, Look.COUNTER, Look.SECTION} or line.mark:
        return False
    alone = look is Look.SHORT and line.gap and not line.bullet
    return len(line.text.split()) <= (_LONE_WORDS if alone else _MENU_WORDS)


def _mark_run(lines: Sequence[Line], looks: list[Look], start: int, end: int, *, above: bool) -> None:
    known = [index for index in range(start, end) if looks[index] in {Look.FURNITURE, Look.SECTION}]
    bullets = [index for index in range(start, end) if lines[index].bullet]
    if bullets and len(bullets) >= _MENU_RUN and (above or len(known) * 4 >= end - start):
        for index in range(bullets[0], bullets[-1] + 1):
            looks[index] = Look.FURNITURE
    if len(known) * 5 >= (end - start) * 2:
        for index in range(known[0], known[-1] + 1):
            if looks[index] is not Look.SECTION:
                looks[index] = Look.FURNITURE


def _mark_tag_lists(lines: Sequence[Line], looks: list[Look]) -> None:
    """Turn the short lines under a bare `Tags:` into tags."""
    index = 0
    while index < len(lines):
        index += 1
        if folded(lines[index - 1].text).strip(words.EDGE) not in words.TAG_LABELS or not _opens_tags(lines[index - 1]):
            continue
        looks[index - 1] = Look.TAGS
        while index < len(lines) and looks[index] in {Look.SHORT, Look.FURNITURE, Look.TAGS} and _is_tag(lines[index]):
            looks[index] = Look.TAGS
            index += 1


def _opens_tags(line: Line) -> bool:
    return line.text.endswith((":", "：")) or folded(line.text).strip(words.EDGE) in words.TAG_HEADINGS


def _is_tag(line: Line) -> bool:
    return len(line.text.split()) <= _TAG_WORDS and (bool(line.bullet) or not line.gap)


def body_start(lines: Sequence[Line], looks: Sequence[Look]) -> int:
    """Return the index of the first line of the body; the number of lines where there is no running text."""
    after_dates = _after_dates(looks)
    texts = [index for index, look in enumerate(looks) if look in _TEXTS and index >= after_dates]
    for index in texts[:_HEAD_TEXTS]:
        if not _stands_above_head(looks, index, texts):
            return index + 1 if _is_asking_headline(lines, looks, index) else _verse_start(lines, looks, index)
    return texts[0] if texts else _after_head(lines, looks)


def _after_dates(looks: Sequence[Look]) -> int:
    """Return the index after the article's own date line or byline where loose sentences stand above it.

    A date is the page's where menus follow it before any text; text lines that stand together end the search.
    """
    loose = 0
    for index, look in enumerate(looks):
        if look in _TEXTS:
            loose += 1
            if loose > _LOOSE_TEXTS or (
                index and looks[index - 1] in _TEXTS and Look.PROSE in looks[index - 1 : index + 1]
            ):
                return 0
        if look in {Look.DATE, Look.BYLINE} and _text_follows(looks, index):
            return index + 1
    return 0


def _text_follows(looks: Sequence[Look], index: int) -> bool:
    """Return whether text follows a date line soon, with hardly any furniture between."""
    near = looks[index + 1 : index + 1 + _TEXT_NEAR]
    first = next((at for at, look in enumerate(near) if look is Look.PROSE), None)
    return first is not None and sum(look in FURNISHING for look in near[:first]) <= _SHARE_BAR


def _verse_start(lines: Sequence[Line], looks: Sequence[Look], index: int) -> int:
    """Return where the sentence at `index` begins, whose first lines may be set as verse."""
    while index and looks[index - 1] is Look.SHORT and not (lines[index].gap or lines[index - 1].bullet):
        runs_on = lines[index - 1].text.endswith((",", ";", ":", "–", "—")) or opens_low(lines[index].text)
        if not runs_on:
            break
        index -= 1
    return index


def _is_asking_headline(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether the first sentence is a headline: one question or cry, text below it."""
    text = lines[index].text
    above = sum(look is Look.SHORT for look in looks[:index])
    if above and not any(look in FURNISHING for look in looks[:index]):
        return False
    follows = looks[index + 1] if index + 1 < len(looks) else None
    single = not _SECOND_SENTENCE.search(text[:-1]) and len(text.split()) <= _LONGEST_QUESTION
    quoted = text[0] in '"“«„' and text[-1] in '"”»“' and not re.search('["”»]', text[1:-1])
    return (
        single
        and (text[-1] in "?!" or quoted)
        and follows in {Look.PROSE, Look.SENTENCE, *META}
        and not lines[index].bullet
    )


def _stands_above_head(looks: Sequence[Look], index: int, texts: Sequence[int]) -> bool:
    """Return whether a text line is a standfirst or a slogan: date, byline or menus follow, then the text."""
    following = next((each for each in texts if each > index), None)
    if following is None:
        return False
    between = looks[index + 1 : following]
    if any(look is Look.SECTION for look in between) and looks[index] is Look.PROSE:
        return False
    if Look.PROSE not in looks[following:]:
        return False
    said = _says_its_date(looks[:index])
    meta = not said and any(look in META - {Look.COUNTER} for look in between[:_META_REACH])
    furnished = sum(look in FURNISHING for look in between) >= (_MENU_RUN if looks[index] is Look.PROSE else 2)
    later_head = any(look in META or look is Look.SHORT for look in between)
    return meta or (furnished and later_head)


def _says_its_date(above: Sequence[Look]) -> bool:
    """Return whether date or byline stand above, below the last menu: then later dates are the text's."""
    last_menu = max((index for index, look in enumerate(above) if look in FURNISHING), default=-1)
    return any(look in META - {Look.COUNTER} for look in above[last_menu + 1 :])


def _after_head(lines: Sequence[Line], looks: Sequence[Look]) -> int:
    """Return where the text begins on a page without a sentence (verse): after the first title and its lines."""
    for index, look in enumerate(looks):
        if look is Look.SHORT and not lines[index].bullet:
            after = index + 1
            while after < len(looks) and looks[after] in META:
                after += 1
            return after
    return len(lines)


def is_kept_text(placed: Placed) -> bool:
    """Return whether a placed line is part of the article's running text."""
    return placed.kept and placed.kind in TEXT_KINDS
