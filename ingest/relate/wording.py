"""Relations in words, for every place that shows them: never more certain than what was measured.

Rule: pure; sees relations. Words tell of the *other* article, as a reader of one of the two meets it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.relate.kinds import TABLE
from schemas.relation import Judgement, OccasionAxis, Relation, RelationKind, TextAxis

KINDS: dict[RelationKind, str] = {
    RelationKind.SAME_TEXT: "same text",
    RelationKind.VERSION: "version",
    RelationKind.NEAR_COPY: "near copy",
    RelationKind.CONTAINS: "contains",
    RelationKind.REWORKED: "reworked",
    RelationKind.LOOKALIKE: "look-alike",
}
"""Names of the kinds, for lists."""

MEANINGS: dict[RelationKind, str] = {
    RelationKind.SAME_TEXT: "the same text at another address",
    RelationKind.VERSION: "another text at the same address",
    RelationKind.NEAR_COPY: "nearly the same text",
    RelationKind.CONTAINS: "one holds the other's text, and more",
    RelationKind.REWORKED: "the same account retold, not copied",
    RelationKind.LOOKALIKE: "the same form, about something else: not a copy",
}
"""What the kinds mean, in a phrase."""

TEXTS: dict[TextAxis, str] = {
    TextAxis.SAME: "the same",
    TextAxis.NEAR: "nearly the same",
    TextAxis.CONTAINS: "the first holds the second",
    TextAxis.PART_OF: "the second holds the first",
    TextAxis.REWORKED: "retold",
    TextAxis.FORMULA: "one form, filled in twice",
    TextAxis.LITTLE: "little in common",
}
"""Wording, in a phrase."""

OCCASIONS: dict[OccasionAxis, str] = {
    OccasionAxis.SAME: "the same",
    OccasionAxis.UPDATE: "the same, brought up to date",
    OccasionAxis.CORRECTION: "the same, corrected",
    OccasionAxis.OTHER_INSTANCE: "another occasion of the same kind",
    OccasionAxis.OTHER_SUBJECT: "another subject",
    OccasionAxis.UNKNOWN: "not known",
}
"""What the two are about."""

UNDECIDED = "undecided"
NOT_RELATED = "not related"

SURE, FAIRLY_SURE, LIKELY = 0.9, 0.75, 0.6
WHOLE, NEARLY_ALL = 0.99, 0.8
"""Shares of a text that another must have to hold the whole of it, and nearly all."""


def wording_of(text: TextAxis, *, is_a: bool = True, names: tuple[str, str] = ("this one", "the other")) -> str:
    """Return a word of the text axis in words, seen from the article at hand.

    >>> wording_of(TextAxis.CONTAINS, is_a=False)
    'the other holds this one, and more'
    """
    if text not in (TextAxis.CONTAINS, TextAxis.PART_OF):
        return TEXTS[text]
    holder, held = names if (text is TextAxis.CONTAINS) == is_a else reversed(names)
    return f"{holder} holds {held}, and more"


def sure_words(confidence: float | None) -> str | None:
    """Return how sure something is, or None where nothing is to be doubted.

    >>> sure_words(0.93), sure_words(0.8), sure_words(0.65), sure_words(0.4), sure_words(None)
    ('sure', 'fairly sure', 'likely', 'unsure', None)
    """
    if confidence is None:
        return None
    for least, words in ((SURE, "sure"), (FAIRLY_SURE, "fairly sure"), (LIKELY, "likely")):
        if confidence >= least:
            return words
    return "unsure"


def unheld(judgement: Judgement | None) -> str:
    """Return what is to be said of two articles of which the archive holds no relation, without full stop.

    Not every pair is looked at: of very many copies of one text some meet only in the others. What today's rules make
    of such a pair is no less true for that; None: the texts are too long to be judged while somebody waits.
    """
    if judgement is None:
        return "The archive holds no relation of the two, and they are too long to be measured here"
    if judgement.kind is None and not judgement.is_undecided:
        return "Nothing was found that ties them"
    found = MEANINGS[judgement.kind] if judgement.kind else "much in common, whether copy or look-alike is undecided"
    return f"The archive holds no relation of the two; today's rules find: {found}"


def kind_name(relation: Relation) -> str:
    """Return the name of a relation's kind, for lists."""
    if relation.kind is not None:
        return KINDS[relation.kind]
    return UNDECIDED if relation.is_undecided else NOT_RELATED


def confidence_of(relation: Relation) -> float | None:
    """Return how sure a relation is as a whole: no surer than the less sure of its two axes."""
    known = [each for each in (relation.text_confidence, relation.occasion_confidence) if each is not None]
    return min(known, default=None)


def occasion_of(relation: Relation) -> OccasionAxis:
    """Return the occasion that goes with a kind; beside a kind that a person stated, what was measured says nothing."""
    return relation.occasion if relation.because is None else OccasionAxis.UNKNOWN


def holds_other(relation: Relation, *, is_a: bool) -> bool:
    """Tell of a `contains` whether the article at hand (`is_a`: it is the relation's `a`) is the one that holds."""
    if relation.text in (TextAxis.CONTAINS, TextAxis.PART_OF):
        return (relation.text is TextAxis.CONTAINS) == is_a
    # A person may say that one contains the other whatever the wording was measured as: the shorter is held the more.
    return ((relation.containment_ba or 0) > (relation.containment_ab or 0)) == is_a


def share_held(relation: Relation, *, is_a: bool) -> str:
    """Return how much of the contained text is held, before `of`: never the whole where a part of it is not."""
    share = relation.containment_ba if holds_other(relation, is_a=is_a) == is_a else relation.containment_ab
    if share is None:
        return "the text"
    return "the whole" if share >= WHOLE else "nearly all" if share >= NEARLY_ALL else "most"


_CLOSENESS = {
    RelationKind.VERSION: 0,
    RelationKind.SAME_TEXT: 1,
    RelationKind.NEAR_COPY: 2,
    RelationKind.CONTAINS: 3,
    RelationKind.REWORKED: 4,
    RelationKind.LOOKALIKE: 6,
}
_UNDECIDED, _UNRELATED = 5, 7


def closeness(relation: Relation) -> int:
    """Return the place of a relation in a list: the closer the tie, the smaller."""
    if relation.kind is None:
        return _UNDECIDED if relation.is_undecided else _UNRELATED
    return _CLOSENESS[relation.kind]


def foremost(relations: Sequence[Relation], most: int) -> frozenset[int]:
    """Return the places of those to be shown: the first of each kind, then the second of each, until there are `most`.

    Forty copies must not hide the one look-alike, nor what a person said.
    """
    ranks = [closeness(each) for each in relations]
    seen: Counter[int] = Counter()
    turns = []
    for rank in ranks:
        turns.append(seen[rank])
        seen[rank] += 1
    return frozenset(sorted(range(len(ranks)), key=lambda at: (turns[at], ranks[at], at))[:most])


_OF_COPY = {
    OccasionAxis.UPDATE: ", brought up to date",
    OccasionAxis.CORRECTION: ", with a correction",
}
_LOOKALIKE = {
    OccasionAxis.OTHER_SUBJECT: "Looks alike, but is about something else: not a copy",
    OccasionAxis.OTHER_INSTANCE: "Looks alike, but is about another occasion: not a copy",
}
_COPY = {
    RelationKind.NEAR_COPY: "Nearly the same text",
    RelationKind.REWORKED: "Tells the same account in other words",
}


def other_is(relation: Relation, *, is_a: bool) -> str:
    """Return what the other article is to the one at hand, as the beginning of a sentence or a line of its own."""
    kind, occasion = relation.kind, occasion_of(relation)
    if kind is None:
        undecided = "Much in common, but whether copy or look-alike could not be decided"
        return undecided if relation.is_undecided else "Not related, says a person"
    if kind is RelationKind.SAME_TEXT:
        return "Same text at another address"
    if kind is RelationKind.VERSION:
        return "Another version at the same address"
    if kind is RelationKind.LOOKALIKE:
        return _LOOKALIKE.get(occasion, "Looks alike, but is about something else: not a copy")
    if kind is RelationKind.CONTAINS:
        words = share_held(relation, is_a=is_a)
        if holds_other(relation, is_a=is_a):
            return f"Shorter: {words} of it stands in this article"
        return f"Longer: holds {words} of this article"
    if kind is RelationKind.REWORKED and occasion is OccasionAxis.OTHER_INSTANCE:
        return "Tells the same account on another occasion"
    return _COPY[kind] + _OF_COPY.get(occasion, "")


def between(relation: Relation, a: str, b: str) -> str:
    """Return what two articles are to each other, by their names, as a phrase."""
    if relation.kind is not RelationKind.CONTAINS:
        words = other_is(relation, is_a=True)
        return words[:1].lower() + words[1:]
    holder, held = (a, b) if holds_other(relation, is_a=True) else (b, a)
    return f"{holder} holds {share_held(relation, is_a=True)} of {held}"


def decision_table() -> str:
    """Return the table of kinds in Markdown, as the documentation prints it."""
    head = ("occasion", *(f"`{text.value}`" for text in TextAxis))
    lines = [_table_row(head), _table_row("---" for _ in head)]
    for occasion, row in TABLE.items():
        kinds = (row[text] for text in TextAxis)
        lines.append(_table_row((f"`{occasion.value}`", *(KINDS[kind] if kind else "none" for kind in kinds))))
    return "\n".join(lines)


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
