"""The contents: every section and article with its page."""

from dataclasses import dataclass

from exports.dossier.bidi import language_of
from exports.dossier.model import DossierView, Entry, StoryTold, chapters
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line
from exports.dossier.words import published_words
from exports.phrases import counted

STORY = "Story"

TITLE = 150
"""Characters of a title in the contents: two lines at the most."""

_HEAD, _LINE, _FINE, _GAP, _LETTERS = 60.0, 4.5, 3.5, 3.0, 58
"""Heights in millimetres (what stands around the articles, a line of a title, a source, a gap), letters in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """One article or story in the contents."""

    anchor: str
    mark: str
    title: str
    language: str
    words: str
    """Of its link."""
    source: str
    """Outlet and date; of a story, how many articles tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsPage:
    """What the contents print."""

    lines: tuple[ContentsLine, ...]


def build(view: DossierView, request: DossierRequest) -> Section:
    """Return the contents."""
    told = chapters(view, is_by_story=request.order == "story")
    page = ContentsPage(lines=tuple(_story_line(each) if isinstance(each, StoryTold) else _line(each) for each in told))
    height = round(_HEAD + sum(map(_height, page.lines)))
    return Section(key="contents", template="contents.html", page=page, tells_pages=True, likely_height=height)


def _story_line(told: StoryTold) -> ContentsLine:
    return ContentsLine(
        anchor=told.anchor,
        mark=STORY,
        words=f"Story: {one_line(told.story.label or told.story.story, TITLE)}",
        title=one_line(told.story.label or told.story.story, TITLE),
        language=language_of(next((each.language for each in told.members if each.title == told.story.label), "en")),
        source=counted(len(told.members), "article"),
    )


def _height(line: ContentsLine) -> float:
    return _LINE * (1 + len(line.title) // _LETTERS) + _FINE * bool(line.source) + _GAP


def _line(entry: Entry) -> ContentsLine:
    when = published_words(entry.record)
    parts = (one_line(entry.record.outlet or "", 50), "date unknown" if when == "unknown" else when)
    return ContentsLine(
        anchor=entry.anchor,
        mark=entry.mark,
        words=f"Article {entry.mark}",
        title=one_line(entry.title, TITLE),
        language=language_of(entry.record.language),
        source=" · ".join(part for part in parts if part),
    )
