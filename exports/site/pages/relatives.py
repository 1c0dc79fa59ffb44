"""Related articles on a reading page: what each is to the article at hand, how sure that is, and why.

Rule: pure; records in, words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.remembered import Remembered
from exports.site.links import Links
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.outlines import outline_words
from ingest.relate.wording import OCCASIONS, closeness, confidence_of, foremost, other_is, sure_words, wording_of
from schemas.article import ArticleRecord
from schemas.relation import Relation, RelationKind

SHOWN = 6
"""So many stand in the open; the rest are folded."""
LISTED = 60
"""So many are listed; the rest are counted, and are in the page's JSON."""


_told = Remembered(1024 * 1024, lambda words: 400 + len(words or ""))
"""What pairs of texts have otherwise, by their hashes."""


@dataclass(frozen=True, slots=True)
class Relative:
    """One related article."""

    entry: Entry
    is_warning: bool
    """It is no copy, though it looks like one."""
    kind: str
    """What it is to the article at hand."""
    sure: str | None
    evidence: str
    lines: tuple[tuple[str, str], ...]
    """What the relation rests on: names and figures."""
    said: str | None
    """A person's word: who and why."""
    compare: str
    """The page that lays the two side by side."""
    differences: str | None
    """What it has otherwise, in a line; None of those that are folded, of equal texts and of very long ones."""


@dataclass(frozen=True, slots=True)
class Relatives:
    """The related articles of one."""

    shown: tuple[Relative, ...]
    folded: tuple[Relative, ...]
    left_out: int
    total: int


def relatives_of(
    links: Links, record: ArticleRecord, relations: Sequence[tuple[Relation, ArticleRecord]], total: int
) -> Relatives | None:
    """Return the related articles of `record`, what ties them most closely first; None where there are none.

    `total`: how many there are; `relations` may be the first of them only.
    """
    if not relations:
        return None
    ranked = sorted(relations, key=lambda pair: (closeness(pair[0]), pair[1].published_earliest or "~", pair[1].id))
    # One more than fit is shown rather than folded away alone.
    open_ = foremost([relation for relation, _ in ranked], SHOWN if total > SHOWN + 1 else SHOWN + 1)
    listed = [_relative(links, record, *pair, is_told=at in open_) for at, pair in enumerate(ranked)]
    return Relatives(
        shown=tuple(each for at, each in enumerate(listed) if at in open_),
        folded=tuple(each for at, each in enumerate(listed) if at not in open_),
        left_out=total - len(listed),
        total=total,
    )


def _relative(
    links: Links, record: ArticleRecord, relation: Relation, other: ArticleRecord, *, is_told: bool
) -> Relative:
    is_a = relation.a == record.id
    # Of two texts that are known to be equal there is nothing to tell.
    is_told = is_told and relation.kind is not RelationKind.SAME_TEXT
    return Relative(
        differences=differences_of(record, other) if is_told else None,
        compare=links.compare(record.id, other.id),
        entry=entry_of(other, links, usual=record.language),
        is_warning=relation.kind is RelationKind.LOOKALIKE,
        kind=other_is(relation, is_a=is_a),
        sure=sure_words(confidence_of(relation)),
        evidence=relation.evidence if relation.because is None else "",
        lines=tuple(lines_of(relation, is_a=is_a)),
        said=said_of(relation),
    )


def differences_of(record: ArticleRecord, other: ArticleRecord) -> str | None:
    """Return in a line what another article has otherwise; told of two texts before, it is not worked out again."""
    words: str | None = _told.get(
        (record.text_sha256, other.text_sha256), lambda: outline_words(record.text, other.text)
    )
    return words


def said_of(relation: Relation) -> str | None:
    """Return a person's word on a relation: who and why; None where none speaks."""
    if relation.because is None:
        return None
    return f"{relation.by or 'A person who gave no name'}: {relation.because}"


HERE = ("this one", "the other")


def lines_of(relation: Relation, *, is_a: bool, names: tuple[str, str] = HERE) -> list[tuple[str, str]]:
    """Return what a relation rests on, seen from the article at hand; `names`: what it and the other are called."""
    ours, theirs = relation.containment_ab, relation.containment_ba
    if not is_a:
        ours, theirs = theirs, ours
    if relation.because is not None:
        measured = (
            f"wording {wording_of(relation.text, is_a=is_a, names=names)}; occasion {OCCASIONS[relation.occasion]}"
        )
        return [("Measured", measured), ("Method", relation.method)]
    lines = [("Wording", with_sureness(wording_of(relation.text, is_a=is_a, names=names), relation.text_confidence))]
    lines.append(("Occasion", with_sureness(OCCASIONS[relation.occasion], relation.occasion_confidence)))
    if ours is not None and theirs is not None:
        lines.append(("Shared", f"{ours:.0%} of the runs of three words here, {theirs:.0%} of those there"))
    return [*lines, ("Method", relation.method)]


def with_sureness(words: str, confidence: float | None) -> str:
    """Return words with how sure they are behind them."""
    sure = sure_words(confidence)
    return f"{words} ({sure})" if sure else words
