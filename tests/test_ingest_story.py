"""From texts to stories, in memory: terms, levels, likenesses, partition."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

from ingest.story.levels import level_of
from ingest.story.likeness import Event, likeness, may_be_alike, weigh
from ingest.story.partition import partition
from ingest.story.terms import event_terms

PLACES = ("Velmar", "Orbek", "Tiraz", "Hallin", "Korsund", "Lusten")
PEOPLE = ("Ilko Marsen", "Petra Anvik", "Jon Sivert", "Agda Lunde", "Toma Reszny", "Mira Dahl")
THINGS = (
    "a dam broke and the spillway gave way",
    "a ferry ran aground off the lighthouse",
    "the tramway to the airport was opened",
    "bakers went on strike for flour prices",
    "a chapel burned down during vespers",
    "engineers drilled a well for the spa",
)


def _tellings(place: int, thing: int, person: int) -> list[str]:
    """Return three tellings of one event in other words."""
    where, what, who = PLACES[place], THINGS[thing], PEOPLE[person]
    return [
        f"In {where} {what} on Sunday. Mayor {who} thanked the crews who came at once.",
        f"{who} has promised help after {what} in {where}, and the mayor asked for patience.",
        f"People of {where} say they saw how {what}. Questions go to {who}, who heads the town hall.",
    ]


def _event(name: str, text: str) -> Event:
    return Event(id=name, terms=event_terms(text, headline=None, language="en"), language="en")


def _stories(events: Sequence[Event]) -> tuple[tuple[str, ...], ...]:
    """Return the stories of a whole archive, as a rebuild makes them."""
    held = Counter(term.key for event in events for term in event.terms)
    levels = {key: level_of(df, len(events)) for key, df in held.items()}
    weighed = [weigh(event, levels) for event in events]
    likes = {(a.id, b.id): likeness(a, b) for a, b in combinations(weighed, 2) if may_be_alike(a, b)}
    return partition([event.id for event in events], likes)


def _six_events() -> list[Event]:
    return [
        _event(f"{number}{letter}", text)
        for number in range(len(PLACES))
        for letter, text in zip("abc", _tellings(number, number, number), strict=True)
    ]


def test_three_tellings_of_an_event_are_one_story() -> None:
    """Six events, each told thrice in other words."""
    assert _stories(_six_events()) == tuple((f"{n}a", f"{n}b", f"{n}c") for n in range(6))


def test_the_order_of_arrival_does_not_matter() -> None:
    """Stories are a function of the set of articles."""
    events = _six_events()
    for seed in range(5):
        shuffled = Random(seed).sample(events, len(events))  # noqa: S311  no secret
        assert _stories(shuffled) == _stories(events)


def test_an_unrelated_article_changes_no_story() -> None:
    """Levels stay as they are, so everything else does."""
    events = _six_events()
    unrelated = _event("z", "Chess: Fenna Oort wins the open championship of Brill ahead of two grandmasters.")
    assert _stories([*events, unrelated]) == _stories(events)


def test_an_archive_about_one_town_tells_its_events_apart() -> None:
    """Where most articles name the town and its mayor, these tie none of them; in an archive of few they would."""
    told = [
        _event(f"{thing}{letter}", text)
        for thing in range(len(THINGS))
        for letter, text in zip("abc", _tellings(0, thing, 0), strict=True)
    ]
    words = [f"{a}{b}ro" for a in "bdfgklmnprstvz" for b in "aeiou"]
    others = [
        _event(f"x{word}", f"{PEOPLE[0]} of {PLACES[0]} spoke on {word * 2}. Mayor {PEOPLE[0]}: {word * 3}.")
        for word in words
    ]
    names = {"velma", "velmar", "ilko", "marsen"}
    held = Counter(term.key for event in told + others for term in event.terms)
    assert {level_of(held[name], len(told + others)) for name in names & held.keys()} == {0}
    assert [story for story in _stories(told + others) if story[0].startswith("x")] == []


def test_the_same_accident_in_two_towns_is_two_stories() -> None:
    """The words of an accident are the same everywhere; places and people are not."""
    here, there = _tellings(0, 1, 1), _tellings(3, 1, 4)
    events = [
        _event(f"{place}{letter}", text)
        for place, texts in (("here", here), ("there", there))
        for letter, text in zip("abc", texts, strict=True)
    ]
    assert _stories(events) == (("herea", "hereb", "herec"), ("therea", "thereb", "therec"))
