"""What the pages of stories and families say in words: marks, steps, agencies, what a person said.

Rule: pure; told things in, words out.
"""

from collections.abc import Sequence

from exports.phrases import counted, iso_words, joined
from exports.telling.changes import Change
from exports.telling.columns import Unit
from exports.telling.disagreements import Pairs
from exports.telling.order import Order, Spanning, Step, StepKind
from exports.telling.roles import Role
from exports.telling.timeline import Timeline
from ingest.relate.wording import KINDS
from schemas.relation import RelationKind
from schemas.telling import Member
from schemas.view import StoryStatement

ROLE_WORDS: dict[Role, str] = {
    Role.FIRST: "first report",
    Role.OWN: "own text",
    Role.COPY: "copy",
    Role.SHARED: "shared text",
    Role.REWORK: "retelling",
    Role.VERSION: "other state",
    Role.LOOKALIKE: "look-alike",
}
"""A mark in a word or two."""

ROLE_MEANINGS: dict[Role, str] = {
    Role.FIRST: "first report, as far as the dates are known",
    Role.OWN: "a text of its own, or the first version of one that others copied",
    Role.COPY: "the same text as the first version, whole, in part or nearly",
    Role.SHARED: "the same text as others; which was first is not known",
    Role.REWORK: "a retelling that shares some text",
    Role.VERSION: "another state of one page",
    Role.LOOKALIKE: "a look-alike of another one here: the same form, other matter; not a copy",
}
"""The same as the legend says it."""

_SAID = {"merge": "Merged", "split": "Split", "part": "Split off, together", "name": "Named"}

_UNITS = {Unit.DAY: "A column is a day", Unit.WEEK: "A column is a week", Unit.MONTH: "A column is a month"}


def step_words(step: Step) -> str:
    """Say what is known of the order inside a step; of one article alone nothing needs to be said.

    >>> step_words(Step(kind=StepKind.ALONE, members=()))
    ''
    """
    if step.kind is StepKind.ALONE:
        return ""
    if step.kind is StepKind.OVERLAP:
        return "Their dates overlap: the order among them is not known."
    if step.timed == len(step.members):
        return "The same day, in this order by the hours that they state."
    if step.timed:
        known = f"The first {step.timed} are in order by the hours that they state"
        return f"The same day. {known}; of the others it is not known."
    return "The same day: the order among them is not known."


def first_words(order: Order, *, is_whole: bool) -> str:
    """Say whether it is known which article was the first."""
    if order.earliest is None:
        return "Which was the first report is not known: no article is certain to have appeared before all the others."
    if order.is_first and is_whole:
        return "The first stands at the top; it is certain to have appeared before all the others."
    if not is_whole:
        return "The one at the top is the earliest of those that are told here."
    count = len(order.apart)
    rest = "One has" if count == 1 else f"{count} have"
    return f"The one at the top is the earliest of those whose date is known. {rest} no sure place, and may be older."


def apart_groups(order: Order) -> tuple[tuple[str, Sequence[Member]], ...]:
    """Return those that have no place in the order, by why."""
    groups = (
        ("Between two days, while others follow each other", [each.member for each in order.spanning]),
        ("The year or the day is in doubt", order.doubtful),
        ("Known on one side only: not before, or not after, a day", order.one_sided),
        ("No date is known", order.undated),
    )
    return tuple((title, members) for title, members in groups if members)


def spanning_words(told: Spanning) -> str:
    """Say between which articles of the list one stands whose date lies somewhere in a span."""
    after = f"after no. {told.after}" if told.after else ""
    before = f"before no. {told.before}" if told.before else ""
    known = " and ".join(each for each in (after, before) if each)
    return f"Certainly {known}; of the others it is not known." if known else "Its place among them is not known."


def statement_words(said: StoryStatement) -> str:
    """Say what a person said of a story."""
    name = f" “{said.label}”" if said.label else ""
    return f"{_SAID.get(said.kind, said.kind)}{name} by {said.by or 'a person who gave no name'}: {said.because}"


def drawing_words(timeline: Timeline) -> str:
    """Say in words what the drawing shows, for who cannot see it."""
    counts = ((row.outlet, sum(mark.count for mark in row.marks) + len(row.bars)) for row in timeline.rows)
    rows = "; ".join(_row_words(outlet, count) for outlet, count in counts)
    whole = f"{counted(timeline.articles, 'article')} of {counted(len(timeline.rows), 'outlet')}"
    return f"{whole}, by the first day on which each may have published: {rows}. {scale_words(timeline)}"


def scale_words(timeline: Timeline) -> str:
    """Say how long a column is, and what was left out between columns."""
    said = [f"{_UNITS.get(timeline.unit, 'A column is a year')}."]
    if timeline.gaps:
        what = "A gap of" if len(timeline.gaps) == 1 else "Gaps of"
        said.append(f"{what} {joined(timeline.gaps)} {is_or_are(len(timeline.gaps))} broken (hatched).")
    if left := timeline.rows_left_out:
        said.append(f"{counted(left, 'more outlet')} {is_or_are(left)} not drawn.")
    return " ".join(said)


def is_or_are(count: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if count == 1 else "are"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _row_words(outlet: str, count: int) -> str:
    return f"{outlet} {count}" if count > 1 else outlet


def why_words(why: str) -> str:
    """Return why a family belongs together in words: `same_text: 2` becomes `same text: 2`.

    >>> why_words("contains: 1, same_text: 2")
    'contains (1), same text (2)'
    """
    parts = []
    for part in why.split(", "):
        kind, _, count = part.partition(": ")
        known = kind in {each.value for each in RelationKind}
        parts.append(f"{KINDS[RelationKind(kind)]} ({count})" if known else part)
    return ", ".join(parts)


def change_words(change: Change | None, *, own_headline: bool | None, is_same: bool) -> tuple[str, ...]:
    """Say how a text differs from the one that it is compared with; None: it was not compared."""
    said = []
    if is_same:
        said.append("the same text; case, spaces, quotation marks and dashes are not compared")
    elif change is None:
        said.append("not compared here")
    else:
        said.append(f"{counted(change.words_added, 'word')} added, {counted(change.words_cut, 'word')} cut")
        if change.words_moved:
            said.append(f"{counted(change.words_moved, 'word')} moved")
        if change.paragraphs_dropped:
            dropped = change.paragraphs_dropped
            said.append(f"{counted(dropped, 'paragraph')} at the end {is_or_are(dropped)} not in it")
    if own_headline is not None:
        said.append("a headline of its own" if own_headline else "the same headline")
    return tuple(said)


def compared_words(pairs: Pairs) -> str:
    """Say which texts were compared."""
    compared, left, alone = len(pairs.compared), pairs.left_out, pairs.alone
    said = [f"Compared word by word: {counted(compared, 'pair')} of different texts that shared wording ties."]
    if left:
        said.append(f"{counted(left, 'more such pair')} {_was(left)} not compared here.")
    if alone:
        which = "it" if alone == 1 else "them"
        said.append(
            f"{counted(alone, 'text')} that no wording ties to another {_was(alone)} not: read {which} yourself."
        )
    return " ".join(said)


def span_words(first: str | None, last: str | None) -> str:
    """Say between which days articles were published.

    >>> span_words("2021-03-14", "2021-03-15")
    '14 March 2021 to 15 March 2021'
    """
    if first is None or last is None:
        return iso_words(first or last or "") or "no day is known"
    return iso_words(first) if first == last else f"{iso_words(first)} to {iso_words(last)}"
