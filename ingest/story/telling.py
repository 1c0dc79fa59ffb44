"""A story in words: its label, from the articles' own words, and what holds it together.

Rule: pure. A label is a headline that an article bears, or names that its articles share; nothing is made up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.story.likeness import Event, likeness, weigh

MOST_NAMED = 6
LABEL_TERMS = 4


def label_of(members: Sequence[Event], levels: Mapping[str, int]) -> str:
    """Return the headline of the article that is most like the others, else the terms that most of them share."""
    weighed = {event.id: weigh(event, levels) for event in members}

    def closeness(event: Event) -> float:
        mine = weighed[event.id]
        return sum(round(likeness(mine, other) * 10_000) for name, other in weighed.items() if name != event.id)

    headed = [event for event in members if event.headline]
    if headed:
        return min(headed, key=lambda event: (-closeness(event), event.id)).headline or ""
    return ", ".join(shown for shown, _ in shared_terms(members, levels)[:LABEL_TERMS])


def shared_terms(members: Sequence[Event], levels: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the telling terms that several members share, as written, with how many have each, foremost first."""
    holders: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for event in sorted(members, key=lambda event: event.id):
        for term in event.terms:
            if level := levels.get(term.key):
                holders[term.key] += 1
                weights[term.key] += term.weight * level
                shown.setdefault(term.key, term.shown)
    found = sorted((-weights[key] * count, key) for key, count in holders.items() if count > 1)
    return [(shown[key], holders[key]) for _, key in found]


def why_of(members: Sequence[Event], levels: Mapping[str, int]) -> str:
    """Return in words what holds a story together: shared terms with how many articles have each, and the days."""
    named = [f"{shown} ({count} of {len(members)})" for shown, count in shared_terms(members, levels)[:MOST_NAMED]]
    days = sorted(day[:10] for event in members for day in (event.earliest, event.latest) if day)
    said = [f"shared: {', '.join(named)}"] if named else []
    if days:
        said.append(f"published {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else ""))
    return "; ".join(said)
