"""Counts what changed between two states of an article's card and text, over many articles.

Rule: pure; sees cards and texts.
"""

from collections import Counter
from dataclasses import dataclass, field, fields

from ingest.normalise.text import fold
from schemas.article import Card
from schemas.reextract import FieldChange, FieldExample
from schemas.types import Accession, PublicId

MOST_EXAMPLES = 3
"""Of each field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An article at one moment."""

    id: PublicId
    accession: Accession
    card: Card
    text: str


@dataclass(slots=True)
class _Tally:
    """The changes of one field."""

    gained: int = 0
    lost: int = 0
    changed: int = 0
    examples: list[FieldExample] = field(default_factory=list)


@dataclass(slots=True)
class Changes:
    """What changed so far."""

    tallies: dict[str, _Tally] = field(default_factory=dict)
    texts: int = 0
    words_added: int = 0
    words_cut: int = 0

    def add(self, before: State, after: State) -> None:
        """Compare two states of one article."""
        for each in fields(Card):
            old, new = _shown(getattr(before.card, each.name)), _shown(getattr(after.card, each.name))
            if old != new:
                self._count(each.name, FieldExample(id=after.id, accession=after.accession, before=old, after=new))
        if before.text != after.text:
            old_words, new_words = (Counter(fold(state.text).split()) for state in (before, after))
            self.texts += 1
            self.words_added += (new_words - old_words).total()
            self.words_cut += (old_words - new_words).total()

    def _count(self, name: str, example: FieldExample) -> None:
        tally = self.tallies.setdefault(name, _Tally())
        if example.before is None:
            tally.gained += 1
        elif example.after is None:
            tally.lost += 1
        else:
            tally.changed += 1
        if len(tally.examples) < MOST_EXAMPLES:
            tally.examples.append(example)

    def fields(self) -> tuple[FieldChange, ...]:
        """Return the fields that changed, in the order of the card."""
        return tuple(
            FieldChange(
                field=each.name,
                gained=tally.gained,
                lost=tally.lost,
                changed=tally.changed,
                examples=tuple(tally.examples),
            )
            for each in fields(Card)
            if (tally := self.tallies.get(each.name)) is not None
        )


def _shown(value: str | tuple[str, ...] | None) -> str | None:
    """Return a value of a card as a person reads it."""
    return "; ".join(value) or None if isinstance(value, tuple) else value
