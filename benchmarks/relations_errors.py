"""Write what was said wrongly of a set, with both texts, for a reader who looks for the reason.

Rule: writes one file a set; decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from relations_score import is_copy, said_of
from relations_sets import PairSet, Says

MOST = 700
"""Characters of a text that are shown."""


def write_errors(folder: Path, labelled: PairSet, answers: Says) -> None:
    """Write `errors-SET.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    is_news, is_events = labelled.name == "tg", labelled.name == "ecbplus"
    told = (
        _news(labelled, answers) if is_news else _events(labelled, answers) if is_events else _pairs(labelled, answers)
    )
    (folder / f"errors-{labelled.slug}.txt").write_text("\n".join(told) + "\n", "utf-8")


def _pairs(labelled: PairSet, answers: Says) -> Iterator[str]:
    """Yield the pairs that are wrong as copies, then those with a wrong axis: a line each, then both texts."""
    said, texts = said_of(answers.relations), {str(doc["id"]): str(doc["text"]) for doc in labelled.docs}
    copies, axes = [], []
    for pair in labelled.pairs:
        row = said.get(frozenset((str(pair["a"]), str(pair["b"]))), {})
        if is_copy(pair, said) != bool(pair["label"]):
            copies.append(("MISSED" if pair["label"] else "FALSE COPY", pair, row))
        elif row and (wrong := _axes_wrong(pair, row)):
            axes.append((f"AXIS {wrong}", pair, row))
    for words, pair, row in (*copies, *axes):
        answer = " ".join(str(row.get(part)) for part in ("kind", "text", "occasion")) if row else "nothing"
        labels = " ".join(f"{key}={value}" for key, value in pair.items() if key not in {"a", "b"} and value != ())
        yield f"{words}: {pair['a']} {pair['b']}: said {answer}; {labels}"
    for words, pair, row in (*copies, *axes):
        yield from _told(words, pair, row, texts)


def _axes_wrong(pair: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    wrong = []
    for axis in ("text", "occasion"):
        right = pair.get(axis) or pair.get(f"{axis}s")
        accepted = {right} if isinstance(right, str) else set(right or ())
        if accepted & {"contains", "part_of"}:
            accepted |= {"contains", "part_of"}
        if accepted and row.get(axis) not in accepted:
            wrong.append(axis)
    return " and ".join(wrong)


def _told(words: str, pair: Mapping[str, Any], row: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    yield f"##### {words}: {dict(pair)}"
    yield f"  said: {dict(row) or 'nothing'}"
    for end in ("a", "b"):
        yield f"--- {end}\n{texts[str(pair[end])][:MOST]}"
    yield ""


def _news(labelled: PairSet, answers: Says) -> Iterator[str]:
    home = {str(member): story for story in answers.stories for member in story["members"]}
    texts = {str(doc["id"]): f"{doc.get('title')}\n{doc['text']}" for doc in labelled.docs}
    for pair in labelled.pairs:
        a, b = home.get(str(pair["a"])), home.get(str(pair["b"]))
        if (a is not None and a is b) != bool(pair["label"]):
            words = "MISSED, not in one story" if pair["label"] else f"FALSE, in story {(a or {}).get('label')}"
            yield from _told(words, pair, {}, texts)


def _events(labelled: PairSet, answers: Says) -> Iterator[str]:
    """Yield each story that mixes events and each event that is in several stories."""
    events = {str(doc["id"]): str(doc["cluster"]) for doc in labelled.docs if doc.get("cluster") is not None}
    stories: dict[str, list[str]] = defaultdict(list)
    for number, story in enumerate(answers.stories):
        members = [str(member) for member in story["members"] if str(member) in events]
        counts = {event: sum(events[member] == event for member in members) for event in {events[m] for m in members}}
        for event, count in counts.items():
            stories[event].append(f"{count} in {number}")
        if len(counts) > 1:
            yield f"MIXED story {number} {story.get('label')!r}: {dict(sorted(counts.items()))}"
    for event in sorted(set(events.values())):
        whole = sum(each == event for each in events.values())
        yield f"event {event}: {whole} texts; {', '.join(stories[event]) or 'all alone'}"
