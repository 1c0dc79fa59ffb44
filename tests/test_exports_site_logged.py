"""The log of what persons changed, in words."""

import json
from typing import Any

from exports.site.links import Links
from exports.site.pages.logged import logged_lines
from schemas.view import Event

ONE, OTHER = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"
LINKS = Links(root="/press", index="/")
NAMES = {ONE: ("A-0001", "Weir opened"), OTHER: ("A-0002", "")}


def event(number: int, subject: str | None, *, at: str = "2031-03-02T10:00:00Z", **said: Any) -> Event:  # noqa: ANN401
    """Return an entry of the log."""
    return Event(
        number=number, at=at, type="metadata modification", agent="Ann", object=subject, detail=json.dumps(said)
    )


def told(*events: Event) -> list[tuple[str | None, str]]:
    """Return what each line is about, and what was done."""
    return [(line.about.name if line.about else None, line.what) for line in logged_lines(events, NAMES, LINKS)]


def test_an_article_is_told_by_its_headline_or_number() -> None:
    """Ids are for machines; the link has them."""
    first, second = logged_lines([event(2, ONE, set="published"), event(1, OTHER, set="outlet")], NAMES, LINKS)
    assert (first.about.name, first.about.accession) == ("Weir opened", "A-0001")  # type: ignore[union-attr]
    assert (second.about.name, second.about.accession) == ("A-0002", "")  # type: ignore[union-attr]
    assert first.about.href == f"/press/-/article/{ONE}"  # type: ignore[union-attr]


def test_what_was_found_right_at_once_is_one_line() -> None:
    """One press of a key confirms several facts; what came another time, or of another article, stands apart."""
    events = [
        event(5, ONE, confirm="headline", value="x"),
        event(4, ONE, confirm="author", value="y"),
        event(3, ONE, confirm="outlet", value="z"),
        event(2, OTHER, confirm="outlet", value="z"),
        event(1, OTHER, at="2031-03-02T09:00:00Z", confirm="author", value="y"),
    ]
    assert told(*events) == [
        ("Weir opened", "outlet, author, headline found right"),
        ("A-0002", "outlet found right"),
        ("A-0002", "author found right"),
    ]


def test_a_relation_is_told_once_with_both_ends() -> None:
    """The log has it under each article."""
    pair = [
        event(2, OTHER, set="relation", **{"with": ONE, "before": None, "after": "same_text"}),
        event(1, ONE, set="relation", **{"with": OTHER, "before": None, "after": "same_text"}),
    ]
    (line,) = logged_lines(pair, NAMES, LINKS)
    assert (line.what, line.after, line.other.name) == ("relation stated", "same text", "Weir opened")  # type: ignore[union-attr]


def test_selections_and_places_are_named_and_linked() -> None:
    """What has no article is about something, too."""
    lines = logged_lines(
        [
            event(5, None, selection="mud", note=[ONE]),
            event(4, None, selection="mud", add=[ONE, OTHER]),
            event(3, None, selection="mud", order=[OTHER, ONE]),
            event(2, None, place="Keldere", set="spelling", after="Kaldere"),
            event(1, None, selection="mud", set="selection"),
        ],
        NAMES,
        LINKS,
    )
    assert [line.what for line in lines] == [
        "words written on 1 article",
        "2 articles put in",
        "put in another order",
        "spelling",
        "selection",
    ]
    assert [line.about.name if line.about else None for line in lines] == ["mud", "mud", "mud", "Keldere", "mud"]
    assert all(line.about and line.about.href for line in lines)


def test_values_stay_as_they_are() -> None:
    """An underscore in an address is no space."""
    (line,) = logged_lines([event(1, ONE, set="image", before="a_b", after=["c_d", "e"])], NAMES, LINKS)
    assert (line.before, line.after) == ("a_b", "c_d; e")


def test_facts_are_named_in_words() -> None:
    """As a reader has them, not as a table."""
    events = [event(2, ONE, set="dateline_place", before="a", after="b"), event(1, ONE, confirm="dateline_place")]
    assert [words for _, words in told(*events)] == ["dateline place", "dateline place found right"]
