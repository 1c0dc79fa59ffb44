"""The log of what persons changed, in words: what was done, on which article, under which name.

Rule: pure but for `named`, which reads titles; entries in, lines of words out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from exports.phrases import counted, iso_words
from exports.site.links import Links
from schemas.view import Event

Said = dict[str, Any]

_SUBJECT = re.compile(r"(?P<story>s-)?(?P<id>[a-z2-7]{16})")
_ID = re.compile(r"[a-z2-7]{16}")
_DONE = {"note": "note written", "highlight": "passage marked", "relation": "relation stated", "tag": "tags"}
_DONE_TO = {"add": "{} put in", "remove": "{} taken out", "note": "words written on {}"}
"""What may be done to several articles at once."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about, as it is linked."""

    name: str
    href: str | None
    accession: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log; several entries of one act are one line."""

    at: str
    by: str
    about: Subject | None
    what: str
    value: str | None
    before: str | None
    after: str | None
    other: Subject | None
    """The article at the other end of a relation."""
    because: str | None


Names = Mapping[str, tuple[str, str]]
"""By public id: the accession number, and the headline or, where there is none, nothing."""


def named(conn: Connection, events: Iterable[Event]) -> Names:
    """Return what articles that entries name are called."""
    asked = json.dumps(sorted({name for event in events for name in _ID.findall(_all_of(event))}))
    rows = conn.execute(
        "SELECT public_id, accession, ifnull(headline, '') FROM article WHERE public_id IN"
        " (SELECT value FROM json_each(:names))",
        {"names": asked},
    )
    return {str(name): (str(accession), str(headline)) for name, accession, headline in rows}


def _all_of(event: Event) -> str:
    return f"{event.object or ''} {event.detail}"


def logged_lines(events: Sequence[Event], names: Names, links: Links) -> list[Logged]:
    """Return the entries in words, the latest first. What was found right at once is one line, a relation is one."""
    return [_line(event, said, names, links) for event, said in _together(events)]


def _together(events: Sequence[Event]) -> Iterator[tuple[Event, Said]]:
    held: tuple[Event, Said] | None = None
    for event in events:
        said = json.loads(event.detail)
        if held is not None and _is_one_act(held, (event, said)):
            if "confirm" in said:
                held[1]["confirm"] = f"{said['confirm']}, {held[1]['confirm']}"
                held[1]["value"] = None
            continue
        if held is not None:
            yield held
        held = (event, said)
    if held is not None:
        yield held


def _is_one_act(held: tuple[Event, Said], next_one: tuple[Event, Said]) -> bool:
    (later, said_later), (event, said) = held, next_one
    if later.agent != event.agent or later.at != event.at:
        return False
    if "confirm" in said and "confirm" in said_later:
        return later.object == event.object
    is_relation = "relation" in {said.get("set"), said.get("undo")}
    return is_relation and said.get("with") == later.object and said_later.get("with") == event.object


def _line(event: Event, said: Said, names: Names, links: Links) -> Logged:
    other = said.get("with")
    return Logged(
        at=iso_words(event.at),
        by=event.agent,
        about=_about(event.object or "", said, names, links),
        what=_what(said),
        value=_words_of(said.get("value") or said.get("label")),
        before=_told(said, "before"),
        after=_told(said, "after"),
        other=_article(str(other), names, links) if other else None,
        because=said.get("because"),
    )


def _about(subject: str, said: Said, names: Names, links: Links) -> Subject | None:
    if selection := said.get("selection"):
        return Subject(str(selection), links.selection(str(selection)))
    if place := said.get("place"):
        return Subject(str(place), links.page("places", q=str(place)))
    found = _SUBJECT.fullmatch(subject)
    if found is None:
        return Subject(subject, None) if subject else None
    if found["story"]:
        return Subject(f"story {subject}", links.story(subject))
    return _article(subject, names, links)


def _article(name: str, names: Names, links: Links) -> Subject:
    accession, headline = names.get(name, ("", ""))
    return Subject(headline or accession or name, links.article(name), accession if headline else "")


def _what(said: Said) -> str:
    """Return in a few words what an entry of the log says was done."""
    if undone := said.get("undo"):
        return f"{said.get('field') or ''} {undone} taken back".strip().replace("_", " ")
    if found_right := said.get("confirm"):
        return f"{found_right} found right".replace("_", " ")
    if "order" in said:
        return "put in another order"
    for key, words in _DONE_TO.items():
        if isinstance(articles := said.get(key), list):
            return words.format(counted(len(articles), "article"))
    was = next((str(said[key]) for key in ("set", "add", "change", "remove") if said.get(key)), "changed")
    return _DONE.get(was, was).replace("_", " ")


def _told(said: Said, key: str) -> str | None:
    words = _words_of(said.get(key))
    is_kind = "relation" in {said.get("set"), said.get("undo")}
    return words.replace("_", " ") if words and is_kind else words


def _words_of(value: Any) -> str | None:  # noqa: ANN401  what JSON holds
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value) if value else None
