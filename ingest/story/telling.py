"""A story in words: its label, from the articles' own words, and what holds it together.

Rule: pure. A label is a headline that an article bears, or words that its articles share; nothing is made up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.story.likeness import Event, likeness, weigh

MOST_NAMED = 6
LABEL_TERMS = 4
_SHORT_WORD = 4
"""Of scripts with capitals, a word without one that is no longer tells a reader little."""


def label_of(members: Sequence[Event], levels: Mapping[str, int]) -> str:
    """Return the headline of the article that is most like the others, else the terms that most of them share.

    Without headlines and shared terms, it is the foremost words of the first article.
    """
    weighed = [weigh(event, levels) for event in members]

    def farness(place: int) -> tuple[int, str]:
        others = (other for number, other in enumerate(weighed) if number != place)
        return -sum(round(likeness(weighed[place], other) * 10_000) for other in others), members[place].id

    headed = [place for place, event in enumerate(members) if event.headline]
    if headed:
        return members[min(headed, key=farness)].headline or ""
    shared = [shown for shown, _ in shared_terms(members, levels)]
    first = min(members, key=lambda event: event.id)
    return ", ".join((shared or [term.shown for term in first.terms])[:LABEL_TERMS])


def why_of(members: Sequence[Event], levels: Mapping[str, int]) -> str:
    """Return in words what holds a story together: shared terms with how many articles have each, and the days."""
    named = [f"{shown} ({count} of {len(members)})" for shown, count in shared_terms(members, levels)[:MOST_NAMED]]
    said = [f"shared: {', '.join(named)}"] if named else []
    return "; ".join(said + _days(members))


def _days(members: Sequence[Event]) -> list[str]:
    """Return between which days articles were published, of those of which both bounds are known."""
    dated = [(event.earliest[:10], event.latest[:10]) for event in members if event.earliest and event.latest]
    if not dated:
        return []
    first, last = min(early for early, _ in dated), max(late for _, late in dated)
    span = first if first == last else f"{first} to {last}"
    return [f"published {span}" + (f" ({len(dated)} of {len(members)})" if len(dated) < len(members) else "")]


def shared_terms(members: Sequence[Event], levels: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the telling terms that several members share, as written, with how many have each, foremost first."""
    forms: dict[str, Counter[str]] = {}
    weights: Counter[str] = Counter()
    for event in members:
        for term in event.terms:
            if level := levels.get(term.key):
                forms.setdefault(term.key, Counter())[term.shown] += 1
                weights[term.key] += term.weight * level
    found = [(weights[key] * counts.total(), key, _form(counts)) for key, counts in forms.items() if counts.total() > 1]
    told = sorted((-weight, key, shown) for weight, key, shown in found if _tells(shown))
    return [(shown, forms[key].total()) for _, key, shown in told]


def _form(counts: Counter[str]) -> str:
    """Return how a term is written most often; in capitals only where nobody writes it otherwise."""
    return min(counts, key=lambda form: (form.isupper(), -counts[form], form))


def _tells(shown: str) -> bool:
    return len(shown) > _SHORT_WORD or not shown.islower()
