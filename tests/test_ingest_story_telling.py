"""A story in words."""

from itertools import permutations

import pytest

from ingest.story.levels import HIGHEST
from ingest.story.likeness import Event
from ingest.story.telling import label_of, shared_terms, why_of
from ingest.story.terms import event_terms

NEWS = (
    ("a", "Dam above Velmar breaks", "The dam above Velmar broke. The Tiraz council met at night.", "2031-05-02"),
    (
        "b",
        "VELMAR UNDER WATER",
        "VELMAR IS UNDER WATER. The dam above Velmar broke, the Tiraz council says.",
        "2031-05-03",
    ),
    ("c", "Tiraz mourns", "Tiraz mourns nine people after the dam broke.", None),
)


def _events(*, headlines: bool = True) -> list[Event]:
    return [
        Event(
            id=name,
            terms=event_terms(text, headline=headline if headlines else None, language="en"),
            headline=headline if headlines else None,
            earliest=day,
            latest=day,
        )
        for name, headline, text, day in NEWS
    ]


def _levels(events: list[Event], *common: str) -> dict[str, int]:
    return {term.key: 0 if term.key in common else HIGHEST for event in events for term in event.terms}


def test_a_label_is_the_headline_of_the_article_most_like_the_others() -> None:
    """The order of the members says nothing."""
    events = _events()
    labels = {label_of(order, _levels(events)) for order in permutations(events)}
    assert labels == {"Dam above Velmar breaks"}


def test_without_headlines_a_label_is_what_most_articles_share() -> None:
    """Names come before words, as they are written in running text."""
    events = _events(headlines=False)
    label = label_of(events, _levels(events))
    assert {"Velmar", "Tiraz"} < set(label.split(", "))
    assert "VELMAR" not in label


def test_a_label_is_there_where_nothing_is_shared() -> None:
    """A person may tie what has no word in common."""
    events = [
        Event(id="z", terms=event_terms("Orbek sleeps", headline=None, language="en")),
        Event(id="y", terms=event_terms("Вельмар спит", headline=None, language="ru")),
    ]
    assert label_of(events, _levels(events)) == "Вельмар, спит"
    assert why_of(events, _levels(events)) == ""


def test_what_holds_a_story_together_is_said_with_counts_and_days() -> None:
    """Counts of articles, the first and the last day that is known."""
    events = _events()
    said = {why_of(order, _levels(events)) for order in permutations(events)}
    assert len(said) == 1
    why = said.pop()
    assert why.startswith("shared: ")
    assert "Tiraz (3 of 3)" in why
    assert "Velmar (2 of 3)" in why
    assert why.endswith("published 2031-05-02 to 2031-05-03 (2 of 3)")


def test_a_bound_is_no_day_of_publication() -> None:
    """An article of which we know only that it is not older than another day does not widen the span."""
    events = _events()[:1]
    late = Event(id="z", terms=events[0].terms, earliest="2019-01-01")
    assert why_of([*events, late], _levels(events)).endswith("published 2031-05-02 (1 of 2)")
    assert "published" not in why_of([late], _levels(events))


def test_what_is_common_in_the_archive_holds_nothing_together() -> None:
    """Words that every article has are not named, nor are short ones."""
    events = _events()
    named = [shown for shown, _ in shared_terms(events, _levels(events, "velmar"))]
    assert "Velmar" not in named
    assert not {"the", "dam"} & set(named)
    assert "Tiraz" in named


@pytest.mark.parametrize("count", [1, 2])
def test_one_day_is_said_once(count: int) -> None:
    """`published 2031-05-02`, and no span."""
    events = _events()[:1] * count
    assert why_of(events, _levels(events)).endswith("published 2031-05-02")
