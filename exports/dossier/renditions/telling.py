"""A view as records: the articles, what the summary counts, the index, the sources.

Rule: pure. What the sections say in words is taken from them, so that no two forms of a dossier say it differently.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from exports.dossier.days import printed_day
from exports.dossier.manifest import article_lines
from exports.dossier.model import DossierView, Entry, Repeat, StoryTold, Tie, chapters, in_order
from exports.dossier.pieces import numbered_blocks
from exports.dossier.render import Frame
from exports.dossier.renditions.records import (
    FORMAT,
    ArchivePart,
    ArticlePart,
    BlockPart,
    DatedPart,
    Dossier,
    IndexPart,
    NamePart,
    RepeatPart,
    SourcePart,
    SummaryPart,
    TiePart,
)
from exports.dossier.renditions.telling_stories import story_part
from exports.dossier.request import DossierRequest
from exports.dossier.sections import colophon, index, sources, summary
from exports.dossier.sections.colophon import ColophonPage
from exports.dossier.sections.index import IndexPage
from exports.dossier.sections.sources import SourcesPage, link_of
from exports.dossier.sections.summary import SummaryPage
from exports.dossier.selection import span_words
from exports.dossier.words import evidence_of, known_words, published_words, sure_words_of, tie_words
from schemas.explanation import PieceKind
from schemas.types import ContentHash
from schemas.view import FacetValue

SEAL_LEFT_OUT = "A seal over its bytes, page numbers and hashes of pages: only the PDF of a dossier has them."
RECEIVED_LEFT_OUT = "The received files: the PDF of this dossier has them attached. Here are their hashes."


def dossier_of(view: DossierView, request: DossierRequest, frame: Frame) -> Dossier:
    """Return the dossier as records."""
    told = chapters(view, is_by_story=request.order == "story")
    return Dossier(
        format=FORMAT,
        title=frame.title,
        language=frame.language,
        created=view.created,
        made_by=frame.generator,
        archive=ArchivePart(digest=ContentHash(view.digest), articles=view.archive_articles),
        request=request,
        summary=_summary(view, request),
        contents=tuple(each.story.story if isinstance(each, StoryTold) else each.mark for each in told),
        chronology=tuple(entry.mark for entry in in_order(list(view.entries), "date")),
        stories=tuple(story_part(each, {entry.record.id for entry in view.entries}) for each in view.stories),
        articles=tuple(_article(entry, view) for entry in view.entries),
        index=_index(view, request),
        sources=_sources(view, request),
        left_out=(SEAL_LEFT_OUT, *((RECEIVED_LEFT_OUT,) if request.attaches else ())),
    )


def _summary(view: DossierView, request: DossierRequest) -> SummaryPart:
    page, checks = summary.build(view, request).page, colophon.build(view, request).page
    if not isinstance(page, SummaryPage) or not isinstance(checks, ColophonPage):
        raise TypeError(page, checks)
    records = [entry.record for entry in view.entries]
    return SummaryPart(
        words=page.lead,
        span=span_words(view),
        articles=len(records),
        outlets=len({record.outlet for record in records if record.outlet}),
        received_files=len({capture.received_sha256 for entry in view.entries for capture in entry.captures}),
        running_words=sum(record.word_count for record in records),
        by_outlet=_counts(record.outlet or None for record in records),
        by_language=_counts(record.language for record in records),
        by_basis=_counts(record.published_basis for record in records),
        mind=page.known,
        checked=checks.checked,
    )


def _counts(values: Iterable[str | None]) -> tuple[FacetValue, ...]:
    """Return how often each value stands: the most first, then by name; what is not known stands last."""
    ranked = sorted(Counter(values).items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or ""))
    return tuple(FacetValue(value=value, count=count) for value, count in ranked)


def _article(entry: Entry, view: DossierView) -> ArticlePart:
    record = entry.record
    repeat = view.repeats.get(entry.mark)
    return ArticlePart(
        mark=entry.mark,
        title=entry.title,
        record=record if record.url is None else replace(record, source=""),
        dated=DatedPart(
            words=published_words(record),
            known=known_words(record, entry.facts, evidence_of(record)),
            day=printed_day(record),
        ),
        facts=entry.facts,
        facts_sha256=ContentHash(article_lines(entry)["facts_sha256"]),
        blocks=tuple(
            BlockPart(number=number, kind=block.kind, text=block.text, place=block.place, rule=block.rule)
            for number, block in numbered_blocks(entry)
        ),
        captures=tuple(replace(capture, sources=()) for capture in entry.captures),
        checked=entry.intact,
        ties=tuple(_tie(entry, tie) for tie in entry.ties),
        repeat=_repeat(repeat) if repeat else None,
    )


def _tie(entry: Entry, tie: Tie) -> TiePart:
    return TiePart(
        words=tie_words(tie, entry.record.captured), sure=sure_words_of(tie), relation=tie.relation, other=tie.other
    )


def _repeat(repeat: Repeat) -> RepeatPart:
    told = repeat.comparison
    return RepeatPart(
        of=repeat.of,
        kind=repeat.kind,
        printed="differences" if repeat.is_instead else "whole",
        is_same=repeat.found.is_same,
        words_same=told.words_same,
        words_added=told.words_added,
        words_cut=told.words_cut,
        words_moved=told.words_moved,
        passages=tuple(
            each for each in told.passages if each.is_moved or {piece.kind for piece in each.pieces} != {PieceKind.SAME}
        ),
    )


def _index(view: DossierView, request: DossierRequest) -> tuple[IndexPart, ...]:
    section = index.build(view, request)
    if section is None:
        return ()
    if not isinstance(section.page, IndexPage):
        raise TypeError(section.page)
    return tuple(
        IndexPart(
            kind=title,
            names=tuple(
                NamePart(name=line.name, articles=tuple(mark for mark, _ in line.marks), more=line.more)
                for line in lines
            ),
        )
        for title, lines in section.page.kinds
    )


def _sources(view: DossierView, request: DossierRequest) -> tuple[SourcePart, ...]:
    page = sources.build(view, request).page
    if not isinstance(page, SourcesPage):
        raise TypeError(page)
    entries = {entry.mark: entry for entry in view.entries}
    return tuple(_source(entries[line.mark], line.citation) for line in page.sources)


def _source(entry: Entry, citation: str) -> SourcePart:
    return SourcePart(
        mark=entry.mark,
        citation=citation,
        title=entry.title,
        url=entry.record.url,
        link=link_of(entry.record.url),
        received_sha256=tuple(capture.received_sha256 for capture in entry.captures),
    )
