"""A story as a record: who reported when, in which order, on what the texts differ, who is credited.

Rule: pure; an account in, marks and words out. Nothing is found here that `exports.telling` has not found.
"""

from collections.abc import Collection, Iterable, Iterator

from exports.dossier.model import StoryTold
from exports.dossier.renditions.records import (
    AgencyPart,
    ApartPart,
    AppearancePart,
    CitedPart,
    DisagreementPart,
    OrderPart,
    SharedPart,
    StepPart,
    StoryPart,
    TakingPart,
    ValuePart,
)
from exports.telling.account import Account
from exports.telling.disagreements import Disagreement
from exports.telling.order import days_of
from exports.telling.words import apart_groups, compared_words, first_words, spanning_words, step_words
from schemas.telling import Member


def story_part(told: StoryTold, inside: Collection[str]) -> StoryPart:
    """Return what is told of a story. `inside`: the ids of the articles in the dossier."""
    account, story = told.account, told.story
    return StoryPart(
        id=story.story,
        label=story.label,
        is_named=story.is_named,
        why=story.why,
        articles=_marks(told.members),
        outside=len(story.members) - len(told.members),
        timeline=tuple(_timeline(account)),
        order=_order(told, account),
        disagreements=tuple(map(_disagreement, account.disagreements)),
        compared=compared_words(account.pairs),
        agencies=tuple(
            AgencyPart(agency=each.agency, articles=_marks(each.members), own=_marks(each.own))
            for each in account.agencies
        ),
        takings=tuple(
            TakingPart(taker=each.taker.accession, source=each.source.accession, grounds=each.grounds)
            for each in account.takings
        ),
        shared=tuple(
            SharedPart(first=each.first.accession if each.first else None, articles=_marks(each.members))
            for each in account.families
        ),
        lookalikes=tuple(_cited(each, inside=each.id in inside) for each in told.lookalikes),
        said=told.said,
    )


def _marks(members: Iterable[Member]) -> tuple[str, ...]:
    return tuple(each.accession for each in members)


def _cited(member: Member, *, inside: bool) -> CitedPart:
    return CitedPart(mark=member.accession, title=member.title, outlet=member.outlet, inside=inside)


def _timeline(account: Account) -> Iterator[AppearancePart]:
    """Yield the articles in their order, those without a place behind them."""
    place = 1
    for step in account.order.steps:
        yield from (_appearance(each, account, place=place) for each in step.members)
        place += len(step.members)
    beside = {each.member.id: spanning_words(each) for each in account.order.spanning}
    yield from (_appearance(each, account, note=beside.get(each.id, "")) for each in account.order.apart)


def _appearance(member: Member, account: Account, *, place: int | None = None, note: str = "") -> AppearancePart:
    earliest, latest = days_of(member)
    return AppearancePart(
        mark=member.accession,
        outlet=member.outlet,
        earliest=earliest,
        latest=latest,
        role=account.roles[member.id].value,
        place=place,
        note=note,
    )


def _order(told: StoryTold, account: Account) -> OrderPart:
    order, place, steps = account.order, 1, []
    for step in order.steps:
        steps.append(
            StepPart(
                place=place,
                kind=step.kind.value,
                timed=step.timed,
                words=step_words(step),
                articles=_marks(step.members),
            )
        )
        place += len(step.members)
    return OrderPart(
        words=first_words(order, is_whole=len(told.members) == len(told.story.members)),
        earliest=next((each.accession for each in told.members if each.id == order.earliest), None),
        is_first=order.is_first,
        steps=tuple(steps),
        apart=tuple(ApartPart(why=why, articles=_marks(members)) for why, members in apart_groups(order)),
    )


def _disagreement(told: Disagreement) -> DisagreementPart:
    return DisagreementPart(
        kind=told.kind,
        values=tuple(
            ValuePart(value=each.value, around=each.around, articles=_marks(each.members)) for each in told.values
        ),
    )
