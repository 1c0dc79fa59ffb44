"""An article or a story told plainly: what stands in for pages that cannot be set."""

from dataclasses import dataclass

from exports.dossier import limits
from exports.dossier.bidi import direction_of, language_of
from exports.dossier.model import Entry, StoryTold
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line, paragraphs_of, soften

MOST = 60_000
"""Characters of the text that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """What is printed of what cannot be set as others are."""

    anchor: str
    mark: str
    title: str
    why: str
    language: str
    direction: str
    lines: tuple[str, ...]
    source: str | None
    """Anchor of its source."""


def build_plain(entry: Entry, problem: str) -> Section:
    """Return the section of an article that could not be set; `problem`: why, as the end of a sentence."""
    text = soften(entry.record.text, most=MOST).text
    lines = (part for line in text.split("\n") if line.strip() for part in paragraphs_of(" ".join(line.split())))
    page = PlainPage(
        anchor=entry.anchor,
        mark=entry.mark,
        title=one_line(entry.title, limits.FIELD),
        why=f"This article could not be set as the others are: setting it {problem}. Here are its words alone; the "
        "archive has the whole.",
        language=language_of(entry.record.language),
        direction=direction_of(entry.record.text or entry.title),
        lines=tuple(lines)[: limits.BLOCKS],
        source=f"source-{entry.anchor}",
    )
    return Section(key=entry.anchor, template="plain.html", page=page)


def build_plain_story(told: StoryTold, problem: str) -> Section:
    """Return the section of a story that could not be set: its articles, by their marks."""
    page = PlainPage(
        anchor=told.anchor,
        mark="Story",
        title=one_line(told.story.label or told.story.story, limits.FIELD),
        why=f"This story could not be set as others are: setting it {problem}. Here are the marks of its articles.",
        language="en",
        direction="ltr",
        lines=tuple(f"[{each.accession}] {one_line(each.title, limits.FIELD)}" for each in told.members),
        source=None,
    )
    return Section(key=told.anchor, template="plain.html", page=page)
