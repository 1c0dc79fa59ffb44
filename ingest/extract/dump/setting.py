"""What kind of dump the lines are: a page with its furniture, or simply a text; and what title came with it.

Rule: pure; sees the page's given facts, lines and looks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.dump.figures import is_figures
from ingest.extract.dump.header import Header
from ingest.extract.dump.judge import FURNISHING, META, Look, counts_nothing, is_relative, look_of, text_look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.owner import site_names
from ingest.extract.dump.titles import is_echo, is_masthead
from ingest.extract.dump.wrap import First
from schemas.page import RawPage

_WHOLE_PAGE = 10
"""Lines of furniture from which a record's text is a page with its menus."""
_FEWEST_MENU_LINES = 4
_TEASERS = 2
"""Titles with a time from which a dump is no mere text."""
_TOP_LINES = 40
"""Lines in which the title's echo is looked for."""
_YEAR = re.compile(r"\d{4}")
_SENTENCES = frozenset({Look.PROSE, Look.SENTENCE})
_TOP = 3
"""Lines in which a site's name is looked for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a dump is to be read."""

    title: str | None
    """The headline that came with it (record, sidecar, header block), or None."""
    is_record: bool
    """True where a record brought the text, and it is believed to be the article's."""
    is_plain: bool
    """True where nothing shows page furniture: nothing is dropped by its position."""
    sites: frozenset[str]
    """Keys of the names that the site bears (`owner.site_key`): none of them is the headline."""


def title_of(page: RawPage, header: Header) -> str | None:
    """Return the headline that came with a dump, or None."""
    stated = (field.value for field in header.fields if field.field == "headline" and field.value)
    given = (fact.value.strip() for fact in page.given if fact.field == "headline" and fact.value.strip())
    return next(given, None) or next(stated, None)


def is_record(page: RawPage) -> bool:
    """Return whether the text is a record's field: who made the record took it for the article's text."""
    return page.record_id is not None or any(fact.rule.startswith("record-") for fact in page.given)


def first_of(lines: Sequence[Line], language: str | None, *, title: str | None, record: bool) -> First:
    """Return what is known of the first line: a record's text, whose title came beside it, begins at once."""
    if not lines or look_of(lines[0], language) in META | FURNISHING - {Look.COUNTER}:
        return First.APART
    if title is None:
        return First.UNKNOWN
    if is_echo(lines[0].text, title):
        return First.APART
    return First.TEXT if record else First.UNKNOWN


def url_of(page: RawPage, header: Header) -> str | None:
    """Return the address that came with a dump, or None."""
    stated = (field.value for field in header.fields if field.field == "canonical_url")
    return page.url or next(stated, None)


def setting_of(
    lines: Sequence[Line], looks: Sequence[Look], *, title: str | None, record: bool, url: str | None
) -> Setting:
    """Return how a dump is to be read."""
    plain = not (_is_whole_page(looks) if record else _is_furnished(lines, looks))
    return Setting(title=title, is_record=record, is_plain=plain, sites=site_names(lines, looks, url))


def _is_whole_page(looks: Sequence[Look]) -> bool:
    """Return whether a record's text is a page with its menus: rows with a time in them are none by themselves."""
    rows = sum(look is Look.TEASER for look in looks)
    furnished = sum(look in FURNISHING for look in looks) - rows
    return furnished >= _FEWEST_MENU_LINES and furnished + rows >= _WHOLE_PAGE


def _is_furnished(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    if any(look in FURNISHING - {Look.TEASER} or look is Look.TAGS for look in looks):
        return True
    counters = any(look is Look.COUNTER and _is_counted(lines, looks, index) for index, look in enumerate(looks))
    teasers = sum(look is Look.TEASER for look in looks)
    return counters or teasers >= _TEASERS or any(is_masthead(line.text) for line in lines[:_TOP])


def titled_looks(lines: Sequence[Line], looks: Sequence[Look], title: str) -> list[Look]:
    """Return the looks with the title's echoes at the top as titles, though they be sentences."""
    return [
        Look.SHORT if index < _TOP_LINES and look in _SENTENCES and is_echo(line.text, title) else look
        for index, (line, look) in enumerate(zip(lines, looks, strict=True))
    ]


def _is_counted(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether a counter is a page's: it says what it counts, or stands between date line and text."""
    if not counts_nothing(lines[index].text):
        return True
    head = looks[:index]
    follows = looks[index + 1] if index + 1 < len(looks) else None
    under = bool(head) and head[-1] in {Look.DATE, Look.BYLINE} and not _SENTENCES & {*head}
    return under and follows in META | _SENTENCES


def plain_looks(lines: Sequence[Line], looks: Sequence[Look], language: str | None, *, setting: Setting) -> list[Look]:
    """Return the looks of a dump that is simply a text: what needs its place to be a counter or a date is words."""
    found: list[Look] = []
    for index, (line, look) in enumerate(zip(lines, looks, strict=True)):
        before = found[-1] if found else None
        if look is Look.TEASER or (look is Look.COUNTER and not _is_counted(lines, looks, index)):
            look = text_look(line.text, language)  # noqa: PLW2901 - the look is what is corrected
        misread = (
            (look is Look.DATE and not _is_dated(line))
            or (look is Look.DATELINE and not _opens(found, before, setting))
            or (look in {Look.DATE, Look.DATELINE} and _heads_figures(lines, looks, index))
        )
        if misread:
            look = Look.SHORT  # noqa: PLW2901 - as above
        found.append(look)
    return found


def _is_dated(line: Line) -> bool:
    """Return whether a date line tells the year, or says what date it is: `Pay May 15` is a row of a table."""
    return bool(_YEAR.search(line.text)) or any(sign in line.text for sign in ":年") or is_relative(line.text)


def _heads_figures(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether rows of figures stand right below a date: `Year to December 28, 1986` heads a table."""
    if index + 1 >= len(lines) or lines[index + 1].gap:
        return False
    below = range(index + 1, min(index + 3, len(lines)))
    return looks[index + 1] is Look.SHORT and any(is_figures(lines[each].text) for each in below)


def _opens(found: Sequence[Look], before: Look | None, setting: Setting) -> bool:
    """Return whether a line stands where a dateline stands: at the top, under the headline, under date or byline."""
    return before is None or before in META or (len(found) == 1 and setting.title is None)
