"""Two articles side by side in the reading room, asked in this process."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, hrefs, parsed, texts

from archive import reader
from archive.compared import MOST_LETTERS, compare_pair
from archive.naming import find_number
from exports.site.pages.pair import first_of, swap_tables
from exports.telling.differences import MOST_ROWS, differences_of
from ingest.relate.diff import compare
from ingest.relate.precedence import order_of
from schemas.explanation import Appearance
from schemas.types import PublicId

QUAY = (
    "The quay of Sundvik gave way on Thursday under a crane of 60 tonnes, and four dockers were hurt, the port said.",
    "The crane had been brought from Arlo the week before to unload turbines for the wind park behind the dunes.",
    "Marit Holm, who runs the port, said that divers had found rotten piles under the quay as early as in spring.",
    "The harbour stays closed until Monday, and ships for Sundvik are sent to the old fish quay at Lomma instead.",
    "Dockers from both shifts stood at the gate in the evening and asked why nobody had told them of the piles.",
    "The insurer has sent two engineers from the capital, who will not speak to anybody before their report is out.",
)
OTHER = {"Sundvik": "Varnes", "60 tonnes": "45 tonnes", "four": "nine", "Thursday": "Sunday", "Marit Holm": "Jon Aas"}
ATTACK = "</del></p><script>alert(1)</script><img src=x onerror=alert(2)>"


def changed(text: str, changes: dict[str, str]) -> str:
    """Return a text with words put in the place of others."""
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of a report, its copies and changes of it."""

    def page(name: str, text: tuple[str, ...], published: str | None = "2022-06-02", **fields: Any) -> Any:  # noqa: ANN401
        given = {"headline": f"Quay gives way, {name}", "outlet": name.title(), "language": "en", **fields}
        url = f"https://{name}.example/quay"
        return make_article(url=url, text=text, published=published, record_id=name, **given)

    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"
    moved = (QUAY[0], QUAY[4], *QUAY[1:4], QUAY[5])
    articles = [
        page("post", QUAY),
        page("later", (*QUAY[:3], "The mayor will visit the dockers today."), "2022-06-03"),
        page("same-day", (*QUAY[:5], "It rained."), "2022-06-02"),
        page("undated", QUAY[:4], None),
        page("moved", moved),
        page("varnes", tuple(changed(each, OTHER) for each in QUAY), "2024-02-11"),
        page("hostile", (QUAY[0], f"{QUAY[1]} {ATTACK}", *QUAY[2:]), headline=f"Quay {ATTACK}", outlet=ATTACK),
        page("long", ("A line of some words that repeats itself.",) * 3000),
        page("arabic", ("انهار رصيف الميناء يوم الخميس تحت رافعة ثقيلة.",), language="ar"),
    ]
    fresh_archive(path, articles)
    return path


def path_of(a: str, b: str) -> str:
    """Return the path of the page that compares two articles."""
    return f"/{NAME}/-/compare/{a}/{b}"


def section(tree: Any, name: str) -> Any:  # noqa: ANN401  a tree
    """Return the part of the page under one heading."""
    return next(e for e in tree.iter(f"{XHTML}section") if e.get("aria-labelledby") == name)


def test_both_stand_as_they_were_asked_for_and_can_be_swapped(port: Path, room: Callable[..., Any]) -> None:
    """A is the first that the address names; a link leads to the same with A and B swapped."""
    opened = room(port)
    tree = parsed(opened.get(path_of("later", "post")))
    assert [text for text in texts(tree, "h2") if text.startswith("Quay")] == [
        "Quay gives way, later",
        "Quay gives way, post",
    ]
    with closing(reader.open_reader(port)) as conn:
        names = [found.id for name in ("post", "later") if (found := reader.find_article(conn, name))]
    assert path_of(*names) in hrefs(tree)
    swapped = parsed(opened.get(path_of(*names)))
    assert next(text for text in texts(swapped, "h2") if text.startswith("Quay")) == "Quay gives way, post"


def test_words_cut_and_added_are_marked_and_said(port: Path, room: Callable[..., Any]) -> None:
    """What only A has is deleted, what only B has inserted, and a screen reader hears which."""
    tree = parsed(room(port).get(path_of("post", "later")))
    assert f"[cut: {QUAY[5]}]" in texts(tree, "del")
    assert "[added: The mayor will visit the dockers today.]" in texts(tree, "ins")
    assert "Only in A" in texts(tree, "p", "row-note")


def test_equal_stretches_are_folded_with_their_count(port: Path, room: Callable[..., Any]) -> None:
    """Three equal paragraphs in a row are one line that opens."""
    tree = parsed(room(port).get(path_of("post", "later")))
    assert any(text.startswith("3 paragraphs the same in both, ") for text in texts(tree, "summary"))


def test_moved_paragraph_is_shown_as_moved_with_what_it_stood_behind(port: Path, room: Callable[..., Any]) -> None:
    """A paragraph in another place is neither cut nor added."""
    tree = parsed(room(port).get(path_of("post", "moved")))
    notes = texts(tree, "p", "row-note")
    assert len(notes) == 1
    assert notes[0].startswith("Moved: paragraph 5 of A, behind “… ")
    assert notes[0].endswith("the old fish quay at Lomma instead.”; here paragraph 2 of B")
    assert [text for text in texts(section(tree, "texts"), "ins") if text.startswith("[added")] == []


def test_moved_words_say_where_they_stand_in_the_other_text() -> None:
    """Words that were cut here and stand there name the paragraph and the words before them."""
    before = "One two three. The old lighthouse keeper went home early.\n\nFour five six seven eight nine ten."
    after = "One two three.\n\nFour five six seven eight nine ten. The old lighthouse keeper went home early."
    rows = differences_of(compare(before, after), before, after).stretches
    notes = [bit.note for stretch in rows for row in stretch.rows for bit in (*row.old, *row.both) if bit.note]
    assert "moved to paragraph 2 of B, behind “Four five six seven eight nine ten.”" in notes
    assert "moved from paragraph 1 of A, behind “One two three.”" in notes


def test_first_text_stands_as_it_is_written() -> None:
    """Quotation marks that are not told apart are those of each text."""
    before, after = "He said “no” to 12 men.", 'He said "no" to 14 men.'
    row = differences_of(compare(before, after), before, after).stretches[0].rows[0]
    assert "".join(bit.text for bit in row.old) == before
    assert "".join(bit.text for bit in row.both if bit.kind != "cut") == after


def test_who_was_first_is_said_where_the_dates_carry_it(port: Path, room: Callable[..., Any]) -> None:
    """Of two days the earlier is named; of one day, or none, it is not known, and why."""
    opened = room(port)
    said = {
        name: texts(section(parsed(opened.get(path_of("post", name))), "first"), "p", "finding")[0]
        for name in ("later", "same-day", "undated")
    }
    assert said["later"] == "A appeared before B, by the dates that are known of them."
    assert said["same-day"] == "Not known: both are of the same day."
    assert said["undated"] == "Not known: no date is known of B."


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (("2022-06-01", "2022-06-30"), ("2022-06-02", "2022-06-02"), "by what is known of their dates, either may"),
        ((None, "2022-06-03"), ("2022-06-02", None), "by what is known of their dates, either may"),
        (("2022-06-02",) * 2, ("2022-06-02T10:00:00+02:00",) * 2, "both may be of the same day, and not of both"),
        ((None, None), (None, None), "no date is known of either"),
    ],
)
def test_first_is_never_claimed_beyond_the_bounds(
    a: tuple[str | None, str | None], b: tuple[str | None, str | None], why: str
) -> None:
    """Where the spans overlap nobody is called first."""
    both = [
        Appearance(id=PublicId(name), earliest=dates[0], latest=dates[1], basis=None, outlet=None, agency=None)
        for name, dates in (("a", a), ("b", b))
    ]
    assert first_of(order_of(both), PublicId("a"))[0].startswith(f"Not known: {why}")


def test_look_alike_is_no_copy_and_its_values_are_swapped(port: Path, room: Callable[..., Any]) -> None:
    """The page says that a look-alike is no copy, and lists each value with the one in its place."""
    tree = parsed(room(port).get(path_of("post", "varnes")))
    finding = texts(section(tree, "tie"), "p", "finding")[0]
    assert finding.startswith("Looks alike")
    assert "not a copy" in finding
    cells = [" ".join(e.itertext()) for e in section(tree, "swaps").iter(f"{XHTML}strong")]
    assert list(zip(cells[::2], cells[1::2], strict=True)).count(("60", "45"))


def test_the_same_written_otherwise_stands_apart() -> None:
    """A number spelt out is no other number."""
    told = compare("The mayor said that 3 of 12 fled.", "The mayor said that three of 14 fled.", languages=("en", "en"))
    tables = {table.title: [(line.before, line.after) for line in table.lines] for table in swap_tables(told, ())}
    assert tables["Another value in the same place"] == [("12", "14")]
    assert tables["The same, written otherwise"] == [("3", "three")]


def test_shares_are_told_both_ways_in_words(port: Path, room: Callable[..., Any]) -> None:
    """Each side's share of the other is said apart."""
    said = texts(section(parsed(room(port).get(path_of("undated", "post"))), "tie"), "p")
    assert "B holds all of A: 100% of its runs of three words." in said
    assert any(text.startswith("A holds ") and text.endswith("of its runs of three words.") for text in said)


def test_nothing_of_a_hostile_text_becomes_markup(port: Path, room: Callable[..., Any]) -> None:
    """Whatever stands in headline, outlet and text is shown as words."""
    response = room(port).get(path_of("post", "hostile"))
    tree = parsed(response)
    assert [e.tag for e in tree.iter() if e.tag in (f"{XHTML}script", f"{XHTML}img")] == []
    assert any("<script>alert(1)</script>" in text for text in texts(tree, "ins"))
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_each_text_keeps_its_language_and_direction(port: Path, room: Callable[..., Any]) -> None:
    """Words of an Arabic article run from right to left beside English ones."""
    tree = parsed(room(port).get(path_of("post", "arabic")))
    sides = {e.get("class"): (e.get("lang"), e.get("dir")) for e in tree.iter(f"{XHTML}div") if e.get("lang")}
    assert sides["old alone"] == ("en", "ltr")
    assert sides["new"] == ("ar", "rtl")


def test_a_pair_that_was_not_looked_for_is_not_called_strange(
    port: Path, tmp_path: Path, room: Callable[..., Any]
) -> None:
    """Where the archive holds no relation, what today's rules find of the two is told, and that it is no more."""
    path = tmp_path / f"{NAME}.db"
    with closing(sqlite3.connect(port)) as whole, closing(sqlite3.connect(path)) as own, own:
        whole.backup(own)
        own.execute("DELETE FROM relation")
    opened = room(path)

    def finding(a: str, b: str) -> str:
        return texts(section(parsed(opened.get(path_of(a, b))), "tie"), "p", "finding")[0]

    held = "The archive holds no relation of the two"
    assert finding("post", "same-day") == f"{held}; today's rules find: nearly the same text."
    assert finding("post", "varnes").startswith(f"{held}; today's rules find: the same form, about something else")
    assert finding("post", "arabic") == "Nothing was found that ties them."
    assert finding("post", "long") == f"{held}, and they are too long to be measured here."


def test_very_long_texts_are_cut_off_and_that_is_said(port: Path, room: Callable[..., Any]) -> None:
    """Of a text beyond the bound the beginning is compared; rows beyond another are counted."""
    opened = room(port)
    page = opened.get(path_of("post", "long"))
    assert "only their beginnings are compared" in " ".join(texts(parsed(page), "p", "warning"))
    assert page.text.count('class="pair-row') <= MOST_ROWS
    assert "more paragraphs, in" in page.text
    with closing(reader.open_reader(port)) as conn:
        a, b = find_number(conn, "post"), find_number(conn, "long")
        found = compare_pair(conn, a or 0, b or 0)
    assert found.is_cut
    assert max(map(len, found.texts)) <= MOST_LETTERS


def test_json_tells_the_same(port: Path, room: Callable[..., Any]) -> None:
    """Scripts get relation, order and each piece."""
    told = room(port).get(f"{path_of('post', 'later')}.json").json()
    assert told["first"] == told["a"]
    assert {piece["kind"] for passage in told["comparison"]["passages"] for piece in passage["pieces"]} >= {
        "cut",
        "added",
    }


@pytest.mark.parametrize("names", [("post", "nobody"), ("nobody", "post"), ("post", "post"), ("post", "A-0001")])
def test_two_articles_must_be_named(names: tuple[str, str], port: Path, room: Callable[..., Any]) -> None:
    """A name of nothing, or one article twice, is answered with a sentence."""
    opened = room(port)
    assert opened.get(path_of(*names)).status_code == 404
    assert opened.get(f"{path_of(*names)}.json").json()["error"].endswith(("another.", "them."))
