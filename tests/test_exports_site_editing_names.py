"""Names, passages and selections in the reading room: what each form does to the file, and who sees it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from editing import EDITING, WHY, Browser, changes, signed_in
from reading_room import NAME, article_path, hrefs, mixed_archive, parsed, texts

from archive import marks, reader

REPAIRS, AGREED = "Bridge in Velmark to be mended", "Velmark bridge: repairs agreed"
OUTLETS, PLACES, SELECTIONS = f"/{NAME}/-/outlet", f"/{NAME}/-/places", f"/{NAME}/-/selections"
COURIER = f"{OUTLETS}?name=Velmark+Courier"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with two copies of one text and articles of other kinds."""
    return mixed_archive(tmp_path)


@pytest.fixture
def served(archive: Path, room: Callable[..., Any]) -> Any:  # noqa: ANN401  the conftest's room
    """Serve it to readers and to one editor."""
    return room(archive, editing=EDITING)


@pytest.fixture
def desk(served: Any) -> Browser:  # noqa: ANN401
    """Sign in to the archive with the one-time address."""
    return signed_in(served)


def outlets(archive: Path) -> dict[str, int]:
    """Return the outlets as they are shown, and how many articles each has."""
    with closing(reader.open_reader(archive)) as conn:
        return {each.name: each.articles for each in marks.outlets(conn)}


def selected(archive: Path, name: str) -> list[tuple[str | None, str]]:
    """Return accession number and note of the articles of a selection, in their order."""
    with closing(reader.open_reader(archive)) as conn:
        held = marks.selection(conn, name, is_owner=True)
        assert held is not None
        found = ((reader.find_article(conn, each.article), each.note) for each in held.entries)
        return [(record.accession if record else None, note) for record, note in found]


def test_outlet_is_renamed_and_that_is_taken_back(archive: Path, desk: Browser) -> None:
    """The form on an outlet's page gives it another name and leads to its page; what pages print stays."""
    before = outlets(archive)["Velmark Courier"]
    sent = desk.send(COURIER, "outlet-rename", name="The Courier", because=WHY)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{OUTLETS}?name=The+Courier")
    assert outlets(archive)["The Courier"] == before
    page = parsed(desk.get(sent.headers["location"]))
    assert f"Velmark Courier is called The Courier now: {before} article." in " ".join(texts(page, "p", "told"))
    assert changes(archive)[0][0] == "Ilse M."
    assert desk.send(sent.headers["location"], "outlet-undo").status_code == 303
    assert outlets(archive)["Velmark Courier"] == before


def test_two_outlets_become_one(archive: Path, desk: Browser) -> None:
    """The name of an outlet that is there makes the two one."""
    names = outlets(archive)
    other = next(name for name in names if name != "Velmark Courier")
    assert desk.send(COURIER, "outlet-rename", name=other, because=WHY).status_code == 303
    assert outlets(archive)[other] == names[other] + names["Velmark Courier"]


def test_reader_finds_no_form(served: Any) -> None:  # noqa: ANN401
    """Who has not signed in sees names and no way to change them."""
    for page in (COURIER, PLACES, SELECTIONS, article_path(served, REPAIRS)):
        assert "/-/edit/" not in served.get(page).text, page


def test_spelling_that_is_added_is_searched_for(archive: Path, desk: Browser) -> None:
    """A search for one spelling finds what is written in the other, until that is taken out."""
    search = f"/{NAME}/-/search?q=Felmarq"
    assert "No article" in desk.get(search).text
    sent = desk.send(PLACES, "spelling-add", place="Velmark", spelling="Felmarq")
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PLACES}?q=Velmark")
    assert REPAIRS in " ".join(texts(parsed(desk.get(search)), "h2"))
    assert "Felmarq" in " ".join(texts(parsed(desk.get(f"{PLACES}?q=velmark")), "p", "spellings"))
    form = f"/{NAME}/-/edit/spelling-remove?place=Velmark"
    assert desk.send(form, "spelling-remove", spelling="Felmarq").status_code == 303
    assert "No article" in desk.get(search).text
    assert desk.send(f"/{NAME}/-/edit/spelling-undo?place=Velmark", "spelling-undo").status_code == 303
    assert REPAIRS in " ".join(texts(parsed(desk.get(search)), "h2"))
    assert len(changes(archive)) == 3


def test_other_spellings_are_marked_in_the_article(desk: Browser) -> None:
    """Who asked for one spelling of a place sees the one that the article has."""
    desk.send(PLACES, "spelling-add", place="Velmark", spelling="Felmarq")
    page = parsed(desk.get(f"{article_path(desk.room, REPAIRS)}?q=Felmarq"))
    assert set(texts(page, "mark")) == {"Velmark"}


def test_places_are_listed_for_readers_and_scripts(served: Any) -> None:  # noqa: ANN401
    """Everybody sees what a search treats as one name; another spelling finds it; nonsense finds none."""
    assert "Lviv" in " ".join(texts(parsed(served.get(f"{PLACES}?q=lwow")), "p", "leader"))
    assert [each["place"] for each in served.get(f"/{NAME}/-/places.json?q=Lemberg").json()["places"]] == ["Lviv"]
    assert "No place is spelt like that" in served.get(f"{PLACES}?q=qqqq").text


def test_selection_is_made_filled_ordered_and_told(archive: Path, desk: Browser) -> None:
    """From the article's page into a new selection, on its page put in order, told, taken out, all by forms."""
    for headline, note in ((REPAIRS, "the first word"), (AGREED, "")):
        sent = desk.send(article_path(desk.room, headline), "selection-add", into="The bridge", note=note)
        assert sent.status_code == 303
    assert selected(archive, "the-bridge") == [("A-0001", "the first word"), ("A-0002", "")]
    here = f"/{NAME}/-/selection/the-bridge"
    assert desk.send(here, "selection-move", number="2").status_code == 303
    assert selected(archive, "the-bridge") == [("A-0002", ""), ("A-0001", "the first word")]
    assert desk.send(here, "selection-note", note="the answer").status_code == 303
    assert selected(archive, "the-bridge")[0] == ("A-0002", "the answer")
    assert desk.send(here, "selection-remove").status_code == 303
    assert selected(archive, "the-bridge") == [("A-0001", "the first word")]
    assert desk.send(here, "selection-undo").status_code == 303
    assert len(selected(archive, "the-bridge")) == 2
    assert "cuttings dossier press.db -o the-bridge.pdf --selection the-bridge" in desk.get(here).text
    page = desk.get(article_path(desk.room, REPAIRS))
    assert here in hrefs(parsed(page))


def test_selection_is_the_editors_until_it_is_shown(desk: Browser, served: Any) -> None:  # noqa: ANN401
    """Readers see a selection when its maker says so, and no longer."""
    here = f"/{NAME}/-/selection/the-bridge"
    desk.send(article_path(desk.room, REPAIRS), "selection-add", into="The bridge")
    assert served.get(here).status_code == 404
    assert "The bridge" not in served.get(SELECTIONS).text
    assert desk.send(here, "selection-change", who="shown").status_code == 303
    assert REPAIRS in served.get(here).text
    assert here in hrefs(parsed(served.get(article_path(served, REPAIRS))))
    assert served.get(f"{here}.json").json()["listed"][0]["article"]["headline"] == REPAIRS
    assert desk.send(here, "selection-delete").headers["location"] == SELECTIONS
    assert served.get(here).status_code == 404
    assert desk.send(SELECTIONS, "selection-undo", selection="the-bridge").status_code == 303
    assert served.get(here).status_code == 200


@pytest.mark.parametrize(
    ("form", "typed", "complaint"),
    [
        ("selection-new", {"title": "…"}, "cannot stand in an address"),
        ("selection-move", {"article": "A-0001", "number": "first"}, "“first” is no number"),
        ("selection-note", {"article": "A-0003"}, "is not in"),
        ("selection-change", {"selection": "nowhere", "title": "x"}, "there is no selection"),
        ("outlet-rename", {"outlet": "Nowhere Post", "name": "x", "because": WHY}, "no article shows the outlet"),
        ("passage-add", {"article": "A-0001", "exact": "nobody said this"}, "does not stand in the text"),
        ("spelling-remove", {"place": "Velmark", "spelling": "Rome"}, "is no spelling"),
    ],
)
def test_form_says_what_cannot_be_done(
    form: str, typed: dict[str, str], complaint: str, archive: Path, desk: Browser
) -> None:
    """A form that cannot be done says why, and changes nothing."""
    desk.send(article_path(desk.room, REPAIRS), "selection-add", into="The bridge")
    before = changes(archive)
    again = desk.send(f"/{NAME}/-/edit/{form}?selection=the-bridge", form, **typed)
    assert again.status_code == 400
    assert complaint in again.text.replace("&#39;", "'")
    assert changes(archive) == before


def test_passage_is_marked_in_the_text(desk: Browser, served: Any) -> None:  # noqa: ANN401
    """A passage stands marked in the text, private ones for editors only; changed and taken away by forms."""
    path, words = article_path(desk.room, REPAIRS), "the northern span had moved"
    assert desk.send(path, "passage-add", exact=words, body="Ask the engineer.").status_code == 303
    assert texts(parsed(desk.get(path)), "span", "passage") == [words]
    assert "passage" not in [e.get("class") for e in parsed(served.get(path)).iter()]
    assert desk.send(path, "passage-change", who="shown", body="Asked.").status_code == 303
    shown = parsed(served.get(path))
    assert texts(shown, "span", "passage") == [words]
    assert "Asked." in " ".join(texts(shown, "p", "body"))
    assert desk.send(path, "passage-remove").status_code == 303
    assert texts(parsed(desk.get(path)), "span", "passage") == []


def test_words_searched_for_are_marked_within_a_passage(desk: Browser) -> None:
    """A passage and the words of a search may overlap; the text stays what it is."""
    path = article_path(desk.room, REPAIRS)
    plain = texts(parsed(desk.get(path)), "div", "text")
    desk.send(path, "passage-add", exact="moved by four centimetres since the flood in spring.\n\nWork is to begin")
    page = parsed(desk.get(f"{path}?q=flood+work"))
    assert [each.lower() for each in texts(page, "mark")] == ["flood", "work"]
    assert len(texts(page, "span", "passage")) >= 2
    assert texts(page, "div", "text") == plain
