"""One story: what it is about, who reported when, where the texts differ, in which order they came, who is credited."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.dossier.bidi import language_of
from exports.dossier.days import printed_day
from exports.dossier.model import DossierView, Entry, StoryTold
from exports.dossier.sections.section import Section
from exports.dossier.soften import bare_line, one_line
from exports.dossier.words import published_words
from exports.phrases import counted
from exports.telling.disagreements import Disagreement
from exports.telling.drawing import Drawing, drawing_of
from exports.telling.words import (
    ROLE_WORDS,
    apart_groups,
    compared_words,
    first_words,
    is_or_are,
    span_words,
    spanning_words,
    statement_words,
    step_words,
)
from schemas.telling import Member

TITLE = 120
DISAGREEMENTS, TAKINGS, SAID = 40, 40, 20
"""What is printed of each; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An article, as a line names it."""

    mark: str
    anchor: str | None
    """None: it is not in this dossier."""
    title: str
    language: str
    source: str
    """Outlet and date."""
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """Articles of which it is not known which came first, or one alone."""

    place: int
    words: str
    articles: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """What some articles say in one place."""

    value: str
    around: str
    articles: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffersLine:
    """One place in which texts have different values."""

    kind: str
    held: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingLine:
    """Who has it from whom, and what says so."""

    taker: Cited
    source: Cited
    grounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """What a story's section prints."""

    anchor: str
    title: str
    language: str
    running: str
    bookmark: str
    kicker: str
    lead: tuple[str, ...]
    drawing: Drawing | None
    not_drawn: int
    differs: tuple[DiffersLine, ...]
    differs_left: int
    compared: str
    first: str
    steps: tuple[StepLine, ...]
    apart: tuple[tuple[str, tuple[Cited, ...]], ...]
    agencies: tuple[str, ...]
    takings: tuple[TakingLine, ...]
    takings_left: int
    shared: tuple[tuple[Cited, ...], ...]
    lookalikes: tuple[Cited, ...]
    said: tuple[str, ...]


def build_story(told: StoryTold, view: DossierView) -> Section:
    """Return the section of one story."""
    account, cite = told.account, _Citing(view.entries)
    title = one_line(told.story.label or told.story.story, 200)
    undrawn = len(account.order.undated) + len(account.order.one_sided)
    page = StoryPage(
        anchor=told.anchor,
        title=title,
        language=language_of(next((each.language for each in told.members if each.title == told.story.label), "en")),
        running=one_line(title, 72),
        bookmark=f"Story: {bare_line(title, 90)}",
        kicker=f"Story · {span_words(*_days(told, cite))}",
        lead=tuple(_lead(told)),
        drawing=drawing_of(account.timeline),
        not_drawn=undrawn if account.timeline else 0,
        differs=tuple(_differs(each, cite) for each in account.disagreements[:DISAGREEMENTS]),
        differs_left=max(len(account.disagreements) - DISAGREEMENTS, 0),
        compared=compared_words(account.pairs),
        first=first_words(account.order, is_whole=len(told.members) == len(told.story.members)),
        steps=tuple(_steps(told, cite)),
        apart=tuple(_apart(told, cite)),
        agencies=tuple(_agencies(told)),
        takings=tuple(
            TakingLine(taker=cite(each.taker), source=cite(each.source), grounds="; ".join(each.grounds))
            for each in account.takings[:TAKINGS]
        ),
        takings_left=max(len(account.takings) - TAKINGS, 0),
        shared=tuple(tuple(map(cite, family.members)) for family in account.families),
        lookalikes=tuple(map(cite, told.lookalikes)),
        said=tuple(_said(told)),
    )
    return Section(key=told.anchor, template="story.html", page=page)


class _Citing:
    """Names articles; those in the dossier by a link."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.inside: Mapping[str, Entry] = {entry.record.id: entry for entry in entries}

    def __call__(self, member: Member, role: str = "", note: str = "") -> Cited:
        entry = self.inside.get(member.id)
        when = published_words(entry.record) if entry else ""
        source = " · ".join(each for each in (one_line(member.outlet or "", 50), when) if each and each != "unknown")
        return Cited(
            mark=member.accession,
            anchor=entry.anchor if entry else None,
            title=one_line(member.title, TITLE),
            language=language_of(member.language),
            source=source,
            role=role,
            note=note,
        )


def _days(told: StoryTold, cite: _Citing) -> tuple[str | None, str | None]:
    days = sorted(filter(None, (printed_day(cite.inside[each.id].record) for each in told.members)))
    return (days[0], days[-1]) if days else (None, None)


def _lead(told: StoryTold) -> Iterable[str]:
    """Yield what the story is and why its articles belong together."""
    outlets = len({each.outlet for each in told.members if each.outlet})
    source = f" from {counted(outlets, 'outlet')}" if outlets else ""
    outside = len(told.story.members) - len(told.members)
    rest = (
        f" {counted(outside, 'more article')} of it in the archive {is_or_are(outside)} not in this dossier."
        if outside
        else ""
    )
    yield f"{counted(len(told.members), 'article')}{source} report this event.{rest}"
    if told.story.why:
        yield f"What they have in common, found by rule: {one_line(told.story.why, 600)}."
    if not told.story.is_named:
        yield "The title was made by rule; no person chose it."


def _differs(told: Disagreement, cite: _Citing) -> DiffersLine:
    return DiffersLine(
        kind=told.kind,
        held=tuple(
            ValueLine(
                value=one_line(each.value, 160),
                around=one_line(each.around, 400),
                articles=tuple(map(cite, each.members)),
            )
            for each in told.values
        ),
    )


def _steps(told: StoryTold, cite: _Citing) -> Iterable[StepLine]:
    place = 1
    for step in told.account.order.steps:
        cited = tuple(cite(each, ROLE_WORDS[told.account.roles[each.id]]) for each in step.members)
        yield StepLine(place=place, words=step_words(step), articles=cited)
        place += len(step.members)


def _apart(told: StoryTold, cite: _Citing) -> Iterable[tuple[str, tuple[Cited, ...]]]:
    beside = {each.member.id: spanning_words(each) for each in told.account.order.spanning}
    for title, members in apart_groups(told.account.order):
        roles = told.account.roles
        yield title, tuple(cite(each, ROLE_WORDS[roles[each.id]], beside.get(each.id, "")) for each in members)


def _agencies(told: StoryTold) -> Iterable[str]:
    for each in told.account.agencies:
        own = f", and published {len(each.own)} of its own here" if each.own else ""
        yield f"{one_line(each.agency, 80)} is credited by {counted(len(each.members), 'article')}{own}."


def _said(told: StoryTold) -> Iterable[str]:
    for words, times in list(Counter(map(statement_words, told.said)).items())[:SAID]:
        yield one_line(f"{words} ({times} times)" if times > 1 else words, 400)
