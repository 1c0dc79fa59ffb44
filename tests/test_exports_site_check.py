"""Check me: cards dealt at random, answers that are kept, and the tally at the end."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from editing import EDITING, WHY, Browser, changes, signed_in
from reading_room import NAME, XHTML, fact, hrefs, mixed_archive, parsed, texts

from archive import marks, reader
from archive.checking import deal
from exports.site.shield import OWN_POLICY
from schemas.view import Filters

CHECK = f"/{NAME}/-/check"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive of five articles."""
    return mixed_archive(tmp_path)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Make an archive of sixty articles, four of them with inferred dates."""
    path = tmp_path / f"{NAME}.db"
    inferred = [
        make_article(
            text=f"The ferry sank, {n}.",
            path=f"i{n}.txt",
            facts=[fact("published", f"2020-11-0{n}", basis="inferred", raw="Nov.", rule="dump-dateline-year")],
        )
        for n in range(1, 5)
    ]
    plain = [
        make_article(text=f"The bridge, part {n}.", headline=f"Bridge {n}", published="2021-03-02") for n in range(56)
    ]
    fresh_archive(path, [*plain[:20], *inferred, *plain[20:]])
    return path


def first_card(browser: Any, query: str = "seed=7") -> str:  # noqa: ANN401  a browser or a room
    """Return the address of the first card of a deal."""
    return str(browser.get(f"{CHECK}?{query}").headers["location"])


def cards(address: str) -> list[str]:
    """Return the cards that an address holds."""
    return address.partition("cards=")[2].partition("&")[0].split(".")


def test_deal_is_repeated_by_its_seed(many: Path, room: Callable[..., Any]) -> None:
    """The same seed deals the same thirty cards, another one others, none of them twice."""
    opened = room(many)
    first = cards(first_card(opened))
    assert len(first) == len(set(first)) == 30
    assert cards(first_card(opened)) == first
    assert cards(first_card(opened, "seed=8")) != first


def test_deal_is_drawn_of_what_is_meant(many: Path, room: Callable[..., Any]) -> None:
    """Only articles with inferred dates are dealt where these are asked for, all of them where they are few."""
    opened = room(many)
    with closing(reader.open_reader(many)) as conn:
        records = [
            reader.find_article(conn, f"A-{int(n):04}") for n in cards(first_card(opened, "seed=7&only=inferred"))
        ]
    assert [record.published_basis for record in records if record] == ["inferred"] * 4
    assert opened.get(f"{CHECK}?seed=7&only=no-headline").status_code == 302
    assert opened.get(f"{CHECK}?seed=7&only=no-outlet").status_code == 302
    assert opened.get(f"{CHECK}?seed=7&only=dateline").status_code == 404


def test_every_article_is_as_likely_as_any_other(many: Path) -> None:
    """Over many deals each article is drawn about equally often, wherever it stands."""
    drawn = [0] * 61
    with closing(reader.open_reader(many)) as conn:
        for seed in range(400):
            for number in deal(conn, Filters(), seed=seed, size=30).articles:
                drawn[number] += 1
    assert min(drawn[1:]) > 150
    assert max(drawn) < 250


def test_card_shows_facts_beside_their_words(archive: Path, room: Callable[..., Any]) -> None:
    """A card has date, outlet, authors, agency and headline, each with what it rests on, and how the text begins."""
    opened = room(archive)
    page = parsed(opened.get(f"{CHECK}?seed=1&cards=4&n=1"))
    assert [head.get("scope") for head in page.iter(f"{XHTML}th")].count("row") == 5
    told = " ".join(texts(page, "table"))
    for words in ("25 November 2020", "Nov.25", "dump-dateline-year", "line 3", "80 % sure", "Ilse Marek"):
        assert words.replace(" %", "%") in told.replace(" %", "%"), words
    assert "The river is as wide as it was." in " ".join(texts(page, "div", "card-text"))


def test_readers_look_at_cards_and_answer_nothing(archive: Path, room: Callable[..., Any]) -> None:
    """Who may not edit sees cards without forms, also of a copy, and is refused."""
    opened = room(archive, editing=EDITING)
    page = opened.get(f"{CHECK}?seed=1&cards=1.2&n=1")
    assert "<form" not in page.text
    assert "/-/edit" not in page.text
    said = {"article": "A-0001", "fields": "published"}
    assert Browser(opened).post(f"/{NAME}/-/edit/confirm", said).status_code == 403


def test_all_right_is_kept_and_leads_to_the_next_card(archive: Path, room: Callable[..., Any]) -> None:
    """One answer confirms every fact of a card under the editor's name; the next card follows."""
    browser = signed_in(room(archive, editing=EDITING))
    with_all = f"{CHECK}?seed=1&only=all&cards=1.2&n=1"
    page = parsed(browser.get(with_all))
    pressed = next(e.get("value") for e in page.iter(f"{XHTML}button") if "," in (e.get("value") or ""))
    assert pressed == "published,outlet,author,agency,headline"
    token = next(e.get("value") for e in page.iter(f"{XHTML}input") if e.get("name") == "csrftoken")
    back = next(href for href in hrefs(page) if href.endswith("n=2"))
    said = {"article": "A-0001", "fields": pressed, "back": back, "csrftoken": token}
    sent = browser.post(f"/{NAME}/-/edit/confirm", said)
    assert (sent.status_code, sent.headers["location"]) == (303, back)
    with closing(reader.open_reader(archive)) as conn:
        checks = marks.checks_of(conn, "A-0001")
    assert {check.field for check in checks} == set(pressed.split(","))
    assert {check.by for check in checks} == {"Ilse M."}
    assert "found right by Ilse M." in " ".join(texts(parsed(browser.get(with_all)), "p", "checked"))


def test_value_that_changed_meanwhile_is_not_confirmed(archive: Path, room: Callable[..., Any]) -> None:
    """What is confirmed is the value that stood on the card, not one that came since."""
    browser = signed_in(room(archive, editing=EDITING))
    page = parsed(browser.get(f"{CHECK}?seed=1&cards=1&n=1"))
    seen = next(e.get("value") for e in page.iter(f"{XHTML}input") if e.get("name") == "seen")
    browser.send(f"/{NAME}/-/article/A-0001", "fact", field="published", value="2021-03-16", because=WHY)
    token = next(e.get("value") for e in page.iter(f"{XHTML}input") if e.get("name") == "csrftoken")
    said = {"article": "A-0001", "fields": "published", "seen": seen, "csrftoken": token}
    refused = browser.post(f"/{NAME}/-/edit/confirm", said)
    assert refused.status_code == 400
    assert "another value now than the one that you saw" in refused.text
    with closing(reader.open_reader(archive)) as conn:
        assert marks.checks_of(conn, "A-0001") == ()


def test_tally_counts_right_corrected_and_open_by_basis(archive: Path, room: Callable[..., Any]) -> None:
    """At the end stands how many were right, by how they were known, with how little so few cards tell."""
    browser = signed_in(room(archive, editing=EDITING))
    deal_of_two = f"{CHECK}?seed=1&only=all&cards=1.4"
    browser.send(f"/{NAME}/-/article/A-0001", "confirm", fields="outlet")
    browser.send(f"/{NAME}/-/article/A-0004", "fact", field="published", value="2021-11-25", because=WHY)
    page = parsed(browser.get(f"{deal_of_two}&n=3"))
    assert "1 of 2 facts that were answered were right." in " ".join(texts(page, "p", "lead"))
    told = browser.get(f"/{NAME}/-/check.json?seed=1&only=all&cards=1.4&n=3").json()
    counts = {each["name"]: (each["right"], each["corrected"]) for each in told["by_basis"]}
    assert counts["structured"] == (1, 0)
    assert counts["inferred"] == (0, 1)
    assert counts["asserted"] == (0, 0), "what a spreadsheet gave is no correction of a rule"
    assert (told["right"], told["corrected"]) == (1, 1)


def test_deal_stays_when_what_was_dealt_is_corrected(many: Path, room: Callable[..., Any]) -> None:
    """A correction takes an article out of what is drawn from, not out of the deal at hand; it leads back there."""
    browser = signed_in(room(many, editing=EDITING))
    address = first_card(browser, "seed=7&only=inferred")
    link = next(
        href for href in hrefs(parsed(browser.get(address))) if "/-/edit/fact" in href and "field=published" in href
    )
    sent = browser.send(link, "fact", value="2019-11-01", because=WHY)
    assert (sent.status_code, sent.headers["location"]) == (303, address)
    assert "2019" in " ".join(texts(parsed(browser.get(address)), "p", "value"))
    assert cards(first_card(browser, "seed=7&only=inferred")) != cards(address)


def test_script_is_allowed_on_cards_only(archive: Path, room: Callable[..., Any]) -> None:
    """The page that takes keys may run files of ours, nothing else; no other page of ours runs anything."""
    opened = room(archive)
    assert (
        opened.get(f"{CHECK}?seed=1&cards=1&n=1").headers["content-security-policy"]
        == f"{OWN_POLICY}; script-src 'self'"
    )
    for path in (CHECK, f"{CHECK}?seed=1&cards=1&n=2", f"/{NAME}/-/article/A-0001"):
        assert opened.get(path).headers["content-security-policy"] == OWN_POLICY


@pytest.mark.parametrize(
    "asked",
    ["seed=x", "seed=1&only=nothing", "seed=" + "9" * 50, "cards=1.2", "seed=1&cards=1.2.x&n=1", "seed=1&cards=99&n=1"],
)
def test_any_address_is_answered(asked: str, archive: Path, room: Callable[..., Any]) -> None:
    """What is no deal shows what can be dealt; a card that is gone says so."""
    assert room(archive).get(f"{CHECK}?{asked}").status_code in {200, 302}


def test_tags_and_notes_are_kept_on_the_articles_page(archive: Path, room: Callable[..., Any]) -> None:
    """Tags are added and removed; a private note is for editors, a shown one for all readers."""
    opened = room(archive, editing=EDITING)
    browser, path = signed_in(opened), f"/{NAME}/-/article/A-0001"
    assert browser.send(path, "tag-add", tag="ferries").status_code == 303
    assert browser.send(path, "tag-remove", tag="bridges").status_code == 303
    with closing(reader.open_reader(archive)) as conn:
        record = reader.find_article(conn, "A-0001")
    assert record is not None
    assert record.tags == ("ferries",)
    assert browser.send(path, "note-add", body="Called the editor;\nno answer.", who="private").status_code == 303
    assert "Called the editor" in browser.get(path).text
    assert "Called the editor" not in opened.get(path).text
    changed = browser.send(path, "note-change", body="Cut in the second edition.", who="shown")
    assert changed.status_code == 303
    assert "Cut in the second edition." in opened.get(path).text
    assert browser.send(path, "note-remove").status_code == 303
    assert "Cut in the second edition." not in opened.get(path).text
    assert {agent for agent, _ in changes(archive)} == {"Ilse M."}


def test_check_of_a_fact_is_shown_and_taken_back(archive: Path, room: Callable[..., Any]) -> None:
    """All readers see who found a fact right; whoever may edit takes it back."""
    opened = room(archive, editing=EDITING)
    browser, path = signed_in(opened), f"/{NAME}/-/article/A-0001"
    assert browser.send(path, "confirm").status_code == 303
    assert "found right by Ilse M." in " ".join(texts(parsed(opened.get(path)), "p", "checked"))
    assert browser.send(path, "confirm-undo").status_code == 303
    assert texts(parsed(opened.get(path)), "p", "checked") == []
