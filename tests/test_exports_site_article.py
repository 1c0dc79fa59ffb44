"""The article page of the reading room, asked in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading_room import NAME, XHTML, article_path, hrefs, mixed_archive, parsed, texts


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    return mixed_archive(tmp_path)


def test_article_page_reads_in_the_articles_language(archive: Path, room: Callable[..., Any]) -> None:
    """Title and text carry language and direction of the article."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "مجلس فيلمارك يناقش إصلاح الجسر")))
    text = next(e for e in tree.iter(f"{XHTML}div") if e.get("class") == "text")
    title = next(tree.iter(f"{XHTML}h1"))
    assert (text.get("lang"), text.get("dir")) == (title.get("lang"), title.get("dir")) == ("ar", "rtl")


def test_article_page_says_how_its_date_is_known(archive: Path, room: Callable[..., Any]) -> None:
    """An inferred date names the words that it rests on and what is uncertain."""
    opened = room(archive)
    page = opened.get(article_path(opened, "Three years on, no bridge"))
    assert "25 November 2020 — inferred from “Nov.25”; year uncertain" in texts(parsed(page), "dd")


def test_article_page_shows_every_kept_block_once(archive: Path, room: Callable[..., Any]) -> None:
    """Paragraphs, headings, lists and tables are set as what they are; furniture only among what was left out."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Three years on, no bridge")))
    text = next(e for e in tree.iter(f"{XHTML}div") if e.get("class") == "text")
    assert texts(text, "p") == ["VELMARK, Nov.25", "The river is as wide as it was."]
    assert texts(text, "h2") == ["What was promised"]
    summary, plain = text.iter(f"{XHTML}ul")
    assert (summary.get("class"), texts(summary, "li")) == ("summary", ["No bridge was built.", "The ferry is late."])
    assert (plain.get("class"), texts(plain, "li")) == (None, ["a bridge", "a ferry"])
    assert texts(text, "td") == ["Year", "Ferries", "2018", "2"]
    assert texts(tree, "p", "dropped-text") == ["Ten things to do this weekend"]
    assert texts(tree, "h1") == ["Three years on, no bridge"]


def test_facts_say_who_says_so(archive: Path, room: Callable[..., Any]) -> None:
    """Each fact shows words, rule and place; the other candidates stand beside it; assertions are marked."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Three years on, no bridge")))
    facts = next(e for e in tree.iter(f"{XHTML}dl") if e.get("class") == "facts")
    said = " ".join("".join(facts.itertext()).split())
    assert "Nov.25" in texts(facts, "q")
    assert "dump-dateline-year" in said
    assert "line 3" in said
    assert "EDTF?2020-11-25" in said.replace("EDTF ", "EDTF")
    assert "1 other candidate" in said
    assert "1 February 2023" in said
    assert "Asserted by sidecar" in said
    assert "Ilse Marek" in said


def test_words_searched_for_are_marked_in_the_article(archive: Path, room: Callable[..., Any]) -> None:
    """A query carried into the article marks its words there, and leads back to the result."""
    opened = room(archive)
    found = parsed(opened.get(f"/{NAME}/-/search?q=bridge"))
    tree = parsed(opened.get(next(href for href in hrefs(found) if "/-/article/" in href)))
    assert {text.casefold() for text in texts(tree, "mark")} == {"bridge"}
    assert f"/{NAME}/-/search?q=bridge" in hrefs(tree)


def test_neighbours_walk_the_result(archive: Path, room: Callable[..., Any]) -> None:
    """Next and previous lead through the result in its order."""
    opened = room(archive)
    hits = opened.get(f"/{NAME}/-/search.json?q=bridge&group=no").json()["articles"]
    path = f"/{NAME}/-/article/{hits[1]['id']}?q=bridge&group=no&at=2"
    found = {e.get("rel"): e.get("href") for e in parsed(opened.get(path)).iter(f"{XHTML}a") if e.get("rel")}
    assert found["prev"] == f"/{NAME}/-/article/{hits[0]['id']}?q=bridge&group=no&at=1"
    assert found["next"] == f"/{NAME}/-/article/{hits[2]['id']}?q=bridge&group=no&at=3"


@pytest.mark.parametrize("place", ["0", "99", "1e9", "9" * 50])
def test_place_in_the_address_is_only_a_hint(place: str, archive: Path, room: Callable[..., Any]) -> None:
    """Where an article stands in a result is found out, whatever the address says; a mistaken one is no error."""
    opened = room(archive)
    hits = opened.get(f"/{NAME}/-/search.json?q=bridge").json()
    path = f"/{NAME}/-/article/{hits['articles'][1]['id']}?q=bridge&at={place}"
    assert texts(parsed(opened.get(path)), "span", "place") == [f"2 of {hits['hits']}"]


@pytest.mark.parametrize("asked", ["q=bridge&at=1&language=ar", "q=zzzz&at=1", "q=bridge"])
def test_article_outside_the_result_shows_no_neighbours(asked: str, archive: Path, room: Callable[..., Any]) -> None:
    """An article that is not in the result, or was opened from none, claims no place in it."""
    opened = room(archive)
    page = opened.get(article_path(opened, "Bridge in Velmark to be mended") + f"?{asked}")
    assert page.status_code == 200
    assert "Back to the result" not in page.text


def test_related_articles_say_how_and_why(archive: Path, room: Callable[..., Any]) -> None:
    """A copy at another address is listed with its kind and the evidence."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Bridge in Velmark to be mended")))
    assert texts(tree, "p", "kind") == ["Same text at another address"]
    assert texts(tree, "p", "relative-title") == ["Velmark bridge: repairs agreed"]
    assert any(text.startswith("Equal text of") for text in texts(tree, "p"))


def test_citation_names_article_archive_and_hashes(archive: Path, room: Callable[..., Any]) -> None:
    """The citation is complete, and its address says later whether the text is still the same."""
    opened = room(archive)
    path = article_path(opened, "Bridge in Velmark to be mended")
    record = opened.get(f"{path}.json").json()["article"]
    citation = texts(parsed(opened.get(path)), "p", "citation")[0]
    for part in ("Ana Lind.", "“Bridge in Velmark to be mended”", "Velmark Courier.", "2 March 2021.", record["id"]):
        assert part in citation
    assert record["text_sha256"] in citation
    assert record["received_sha256"] in citation
    assert "This is the text that was cited" in opened.get(f"{path}?text={record['text_sha256']}").text
    assert "This is not the text that was cited" in opened.get(f"{path}?text={'0' * 64}").text


def test_received_file_comes_as_an_attachment(archive: Path, room: Callable[..., Any]) -> None:
    """The received bytes are sent unchanged, never as a page."""
    import hashlib  # noqa: PLC0415  this test alone

    opened = room(archive)
    record = opened.get(article_path(opened, "Bridge in Velmark to be mended") + ".json").json()["article"]
    response = opened.get(f"/{NAME}/-/received/{record['received_sha256']}")
    assert hashlib.sha256(response.content).hexdigest() == record["received_sha256"]
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox;")
