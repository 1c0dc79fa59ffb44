"""A dossier as a page of HTML in a real browser: narrow and wide, light and dark, with keys alone, and under attack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks import attacked_archive
from browsing import ARGUMENTS, Visit, barriers, chromium
from rich_archive import rich_archive

from exports.dossier import DossierRequest, build_dossier

pytestmark = pytest.mark.browser

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

WIDTHS = (320, 390, 768, 1024, 1280)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
HIDDEN = """() => [...document.querySelectorAll('main p, main td, main li')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && !each.closest('.box, thead') && (box.left < -1 || box.right > innerWidth + 1);
}).map(each => each.outerHTML.slice(0, 160))"""
"""What stands past an edge of the window and in no box of its own."""

TOUCH_ALL = """() => document.querySelectorAll('*').forEach(each =>
    ['mouseover', 'focus', 'toggle', 'animationstart', 'error', 'load'].forEach(
        name => each.dispatchEvent(new Event(name))))"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Visit]:
    """Open a browser."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Visit(started.new_page(viewport={"width": 1280, "height": 844}), "").watch()
        started.close()


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the page of an archive with something of everything."""
    return page_of(rich_archive(tmp_path_factory.mktemp("rich")), order="story", note="A note.", prepared_by="I. Lund")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the page of an archive whose every word is an attempt to be more."""
    return page_of(attacked_archive(tmp_path_factory.mktemp("attacked")))


def page_of(archive: Path, **asked: Any) -> str:  # noqa: ANN401  of a request
    """Write a dossier as HTML and return its address."""
    build_dossier(archive, archive.with_suffix(".html"), DossierRequest(**asked))
    return archive.with_suffix(".html").as_uri()


@pytest.fixture
def quiet(tab: Visit) -> Iterator[Visit]:
    """Give a browser that must see nothing but the page: no request, no complaint, no dialog."""
    for heard in (tab.complaints, tab.foreign, tab.dialogs):
        heard.clear()
    calls: list[str] = []
    note = lambda call: calls.append(call.url)  # noqa: E731  taken off again by its name
    tab.tab.on("request", note)
    yield tab
    tab.tab.remove_listener("request", note)
    assert (tab.complaints, tab.dialogs) == ([], [])
    assert [url for url in calls if not url.startswith("data:,")] == [tab.tab.url.partition("#")[0]]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_goes_past_an_edge(quiet: Visit, rich: str, width: int) -> None:
    """No page scrolls sideways, and no words are cut off by one that does not."""
    quiet.tab.set_viewport_size({"width": width, "height": 844})
    quiet.open(rich)
    assert quiet.tab.evaluate(SIDEWAYS) <= 0
    assert quiet.tab.evaluate(HIDDEN) == []


def test_no_barriers(quiet: Visit, rich: str) -> None:
    """What axe knows of barriers is not met, on a telephone and a desk, by day and by night."""
    quiet.open(rich)
    assert barriers(quiet.tab, (390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")) == []


def test_words_of_pages_do_nothing(quiet: Visit, attacked: str) -> None:
    """Over 154 attempts to make words more than words, each element touched: nothing runs, nothing is asked for."""
    quiet.open(attacked)
    quiet.tab.evaluate(TOUCH_ALL)
    quiet.tab.wait_for_timeout(200)
    assert quiet.tab.locator("main > section.article").count() > 154
    assert (
        quiet.tab.evaluate("[...document.scripts].length + document.querySelectorAll('iframe, img, form').length") == 0
    )


def test_keys_lead_past_the_contents_and_into_boxes(quiet: Visit, rich: str) -> None:
    """The first key shows a way to the text; a drawing wider than the screen is scrolled by keys."""
    quiet.tab.set_viewport_size({"width": 390, "height": 844})
    quiet.open(rich)
    quiet.tab.keyboard.press("Tab")
    assert quiet.tab.evaluate("document.activeElement.className") == "skip"
    assert quiet.tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    quiet.tab.keyboard.press("Enter")
    assert quiet.tab.evaluate("document.activeElement.id") == "main"
    box = quiet.tab.locator(".told .box").first
    box.focus()
    quiet.tab.keyboard.press("ArrowRight")
    quiet.tab.wait_for_timeout(300)
    assert box.evaluate("each => each.scrollLeft") > 0


def test_contents_stand_beside_the_text_where_there_is_room(quiet: Visit, rich: str) -> None:
    """On a desk they stay in sight, on a telephone they stand above; on paper they, which lead nowhere there, go."""
    quiet.open(rich)
    where = "['nav', 'main'].map(name => Math.round(document.querySelector(name).getBoundingClientRect().left))"
    quiet.tab.set_viewport_size({"width": 1280, "height": 844})
    beside = quiet.tab.evaluate(where)
    assert beside[0] + 200 < beside[1]
    quiet.tab.locator("#colophon").scroll_into_view_if_needed()
    assert quiet.tab.locator("nav .toc li").first.bounding_box()["y"] >= 0
    quiet.tab.set_viewport_size({"width": 390, "height": 844})
    above = quiet.tab.evaluate(where)
    assert above[0] == above[1]
    quiet.tab.emulate_media(media="print", color_scheme="dark")
    assert not quiet.tab.locator("nav").is_visible()
    assert quiet.tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    quiet.tab.emulate_media(media="screen", color_scheme="light")


def test_a_mark_leads_to_the_article_and_on_to_its_source(quiet: Visit, rich: str) -> None:
    """As in the PDF: contents to article, article to source, source back."""
    quiet.tab.set_viewport_size({"width": 1280, "height": 844})
    quiet.open(rich)
    quiet.tab.locator("nav .toc li.article a").first.click()
    anchor = quiet.tab.evaluate("location.hash.slice(1)")
    quiet.tab.locator(f"[id='{anchor}'] .opening .mark").click()
    assert quiet.tab.evaluate("location.hash") == f"#source-{anchor}"
    quiet.tab.locator(f"[id='source-{anchor}'] .mark").click()
    assert quiet.tab.evaluate("location.hash") == f"#{anchor}"
