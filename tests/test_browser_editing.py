"""Correcting and checking in a real browser: forms, origins and keys as a browser has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ARGUMENTS, Visit, barriers, chromium, served_to_editors
from editing import WHY, changes
from reading_room import NAME, mixed_archive

from archive.desk import open_desk

pytestmark = pytest.mark.browser

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ARTICLE = f"/{NAME}/-/article/A-0001"
CARD = f"/{NAME}/-/check?seed=1&only=all&cards=1.2.4&n=1"
SELECTION, OUTLET = f"/{NAME}/-/selection/the-bridge", f"/{NAME}/-/outlet?name=Velmark+Courier"
LISTS = (SELECTION, OUTLET, f"/{NAME}/-/selections", f"/{NAME}/-/places?q=lviv")
PAGES = (
    *LISTS,
    ARTICLE,
    CARD,
    f"/{NAME}/-/check",
    CARD[:-1] + "4",
    f"/{NAME}/-/edit",
    f"/{NAME}/-/edit/fact?article=A-0001",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive."""
    return mixed_archive(tmp_path)


@pytest.fixture
def room(archive: Path) -> Iterator[Visit]:
    """Serve the archive for its owner, and sign in."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with served_to_editors(archive) as (base, sign_in), playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        tab = Visit(browser.new_context(viewport={"width": 390, "height": 844}).new_page(), base).watch()
        tab.tab.goto(sign_in)
        yield tab
        browser.close()


def test_editor_corrects_checks_and_signs_out(archive: Path, room: Visit) -> None:
    """A form, a button and the keys do what they say; after signing out nothing is left to press."""
    room.open(ARTICLE)
    form = room.tab.locator("details.desk", has_text="Correct a fact")
    form.locator("summary").click()
    form.get_by_label("Right is").fill("2021-03-16")
    form.get_by_label("Because").fill(WHY)
    room.follow(form.get_by_role("button", name="Correct"))
    assert room.tab.locator(".told").inner_text() == "Published: 2021-03-02 → 2021-03-16."
    room.open(CARD)
    with room.tab.expect_navigation():
        room.tab.keyboard.press("y")
    assert "Found right:" in room.tab.locator(".told").inner_text()
    assert room.tab.locator(".neighbours .place").inner_text().startswith("Card 2 of 3")
    with room.tab.expect_navigation():
        room.tab.keyboard.press("p")
    with room.tab.expect_navigation():
        room.tab.keyboard.press("1")
    assert room.tab.locator("h1").inner_text() == "Correct a fact"
    assert room.tab.evaluate("document.activeElement.name") == "value"  # where the right one is typed
    assert len(changes(archive)) == 6
    room.follow(room.tab.get_by_role("link", name="Editing as Ilse <i> M."))
    room.follow(room.tab.get_by_role("button", name="Sign out"))
    room.open(ARTICLE)
    assert room.tab.locator("form.edit").count() == 0
    assert room.complaints == []
    assert room.foreign == []


def test_what_is_marked_on_the_page_is_filled_in(room: Visit) -> None:
    """A passage marked with the mouse stands in the form with what is around it, and is marked for good when sent."""
    room.open(ARTICLE)
    room.tab.locator("article .text p").nth(1).dblclick(position={"x": 60, "y": 8})
    word = room.tab.evaluate("getSelection().toString()").strip()
    form = room.tab.locator("details.desk", has_text="Mark a passage")
    form.locator("summary").click()
    assert word
    playwright_api.expect(form.get_by_label("Passage")).to_have_value(word)
    assert form.locator("[name=suffix]").input_value() != ""
    room.follow(form.get_by_role("button", name="Mark it"))
    assert room.tab.locator(".text .passage").inner_text() == word
    assert room.complaints == []


def test_another_site_cannot_write_in_the_editors_name(archive: Path, room: Visit) -> None:
    """A page elsewhere that sends the form from the editor's own browser changes nothing."""
    room.tab.goto("data:text/html,<title>elsewhere</title>")
    sent = f"""<form method=post action='{room.base}/{NAME}/-/edit/fact'><input name=article value=A-0001>
        <input name=field value=published><input name=value value=2001><input name=because value=x></form>"""
    room.tab.set_content(sent)
    with room.tab.expect_navigation():
        room.tab.evaluate("document.forms[0].submit()")
    assert changes(archive) == []


def test_no_barrier_and_no_sideways_scroll(archive: Path, room: Visit) -> None:
    """Axe finds nothing on the editors' pages, folded out, in the light and in the dark; they fit a phone."""
    with open_desk(archive) as desk:
        desk.selections.create("The bridge")
        desk.selections.add("the-bridge", ["A-0001", "A-0003"], note="x" * 200)
        desk.marks.add_highlight("A-0001", "the northern span had moved", body="y" * 200)
    for path in PAGES:
        room.open(path)
        assert "Not found" not in room.tab.title(), path
        assert barriers(room.tab, (390, "light"), (390, "dark")) == [], path
        assert room.tab.evaluate("document.documentElement.scrollWidth") <= 390, path
