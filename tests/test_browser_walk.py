"""Every page of the reading room in a real browser: wide and narrow, light and dark, by keyboard, on paper."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ARGUMENTS, UNFOLD, Visit, barriers, chromium, let_scripts_in, served_to_editors
from editing import EDITING, signed_in
from reading_room import NAME
from rich_archive import annex, rich_archive
from room_walk import Walk, bare_kind_of, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

STARTS = ("/", f"/{NAME}/-/home", f"/{NAME}/-/article/odd-read-twice")

ODD = ("odd-plain", "odd-table", "odd-inferred", "odd-empty", "tongue-he", "tongue-xx-klingon")
"""Articles that are looked at beside one page of each kind."""

SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(
    each => each.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(each => each.outerHTML)"""
HAS_OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
}"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make the rich archive, and a small one beside it."""
    folder = tmp_path_factory.mktemp("walk")
    return rich_archive(folder), annex(folder)


@pytest.fixture(scope="module")
def paths(archives: tuple[Path, Path], room: Callable[..., Any]) -> list[tuple[str, str]]:
    """Give who opens which path: the first page of each kind and the odd articles, and what only editors see."""
    opened = room(*archives, editing=EDITING)
    readers = first_ones(walk(opened.get, starts=STARTS, each=4, others=0, kind_of=bare_kind_of))
    editors = first_ones(walk(signed_in(opened).get, starts=STARTS, each=4, others=0, kind_of=bare_kind_of))
    odd = [f"/{NAME}/-/article/{name}" for name in ODD]
    for_all = [*readers.values(), *odd, f"/{NAME}/-/search?q=bridge", "/nowhere"]
    for_few = [path for address, path in editors.items() if address not in readers]
    return [*(("reader", path) for path in for_all), *(("editor", path) for path in [*for_few, odd[0]])]


def first_ones(walked: Walk) -> dict[str, str]:
    """Return the path of the first page of each address, one without parameters before one with."""
    found = {step.address: step.path for step in reversed(walked.pages(most=1))}
    plain = {step.address: step.path for step in reversed(walked.pages(most=1)) if "?" not in step.path}
    return found | plain


@pytest.fixture(scope="module")
def base(archives: tuple[Path, Path]) -> Iterator[tuple[str, str]]:
    """Serve the archives once; give the address, and the one that signs in."""
    with served_to_editors(*archives) as addresses:
        yield addresses


@pytest.fixture(scope="module")
def browser(paths: list[tuple[str, str]]) -> Iterator[Any]:
    """Start the browser once, after the paths: it has a loop of its own."""
    assert paths
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def tabs(browser: Any, base: tuple[str, str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401  playwright may be absent
    """Give a browser's window for readers, and one that has signed in."""
    sign_in = base[1]
    windows = {who: browser.new_context(viewport={"width": 1280, "height": 844}) for who in ("reader", "editor")}
    tab = windows["editor"].new_page()
    tab.goto(sign_in)
    tab.close()
    yield windows
    for window in windows.values():
        window.close()


@pytest.fixture
def visits(tabs: dict[str, Any], base: tuple[str, str]) -> Iterator[dict[str, Visit]]:
    """Give a tab in the room for each."""
    opened = {who: Visit(window.new_page(), base[0]).watch() for who, window in tabs.items()}
    yield opened
    for visit in opened.values():
        visit.tab.close()


@pytest.fixture
def visit(visits: dict[str, Visit]) -> Visit:
    """Give a reader's tab."""
    return visits["reader"]


def test_every_page_fits_a_phone_and_is_quiet(paths: list[tuple[str, str]], visits: dict[str, Visit]) -> None:
    """At 390 and at 320 pixels nothing scrolls sideways, everything unfolded; no page complains or calls elsewhere."""
    for who, path in paths:
        visit = visits[who]
        visit.open(path)
        visit.tab.evaluate(UNFOLD)
        for width in (390, 320):
            visit.tab.set_viewport_size({"width": width, "height": 844})
            assert visit.tab.evaluate(SIDEWAYS) <= 0, (path, width, visit.tab.evaluate(TOO_WIDE))
    for visit in visits.values():
        assert [each for each in visit.complaints if "404" not in each] == []
        assert visit.foreign == []


def test_no_barrier_that_axe_knows_on_any_page(paths: list[tuple[str, str]], visits: dict[str, Visit]) -> None:
    """Axe finds nothing on any page, everything unfolded, in the light and in the dark."""
    found = {}
    for visit in visits.values():
        let_scripts_in(visit.tab)
    for who, path in paths:
        visits[who].open(path)
        found[path] = barriers(visits[who].tab, (1280, "light"), (390, "dark"))
    assert {path: each for path, each in found.items() if each} == {}


def test_every_page_can_be_used_by_keyboard(paths: list[tuple[str, str]], visits: dict[str, Visit]) -> None:
    """The first key leads past the head; whatever has the focus shows it; nothing holds it."""
    for who, path in paths:
        visit = visits[who]
        visit.open(path)
        visit.tab.keyboard.press("Tab")
        skip = visit.tab.locator(":focus")
        assert skip.get_attribute("href") == "#content", path
        assert skip.bounding_box()["x"] >= 0, path
        visit.tab.keyboard.press("Enter")
        assert visit.tab.evaluate("document.activeElement.id") == "content", path
        met = set()
        for _ in range(12):
            visit.tab.keyboard.press("Tab")
            if visit.tab.evaluate("document.activeElement === document.body"):
                break  # past the last of them
            assert visit.tab.evaluate(HAS_OUTLINE), (path, visit.tab.evaluate("document.activeElement.outerHTML"))
            met.add(visit.tab.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        assert met, path


def test_a_reader_searches_narrows_compares_cites_and_follows_a_story(visit: Visit) -> None:
    """From the front page to a story and back, without script; each step by what stands on the page."""
    tab = visit.tab
    visit.open(f"/{NAME}/-/home")
    tab.get_by_label("Search the archive").fill("harbour quellmoor")
    visit.follow(tab.get_by_role("button", name="Search"))
    assert "for “harbour quellmoor”" in tab.locator("h1").inner_text()
    visit.follow(tab.locator(".facets").get_by_role("link", name="Gull"))
    assert tab.locator(".chips").get_by_role("link").count() >= 1
    visit.follow(tab.locator(".hits h2 a").first)
    assert tab.locator(".neighbours").is_visible()
    assert tab.locator(".citation").is_visible()
    visit.follow(tab.locator(".relatives").get_by_role("link", name="Side by side").first)
    assert "/-/compare/" in tab.url
    visit.follow(tab.get_by_role("link", name="Stories").first)
    visit.follow(tab.locator("main a[href*='/-/story/']").first)
    assert "/-/story/" in tab.url
    visit.follow(tab.locator("main a[href*='/-/article/']").first)
    assert "/-/article/" in tab.url
    assert (visit.complaints, visit.foreign) == ([], [])


@pytest.mark.parametrize("form", ["BibTeX", "RIS", "CSL"])
def test_a_citation_can_be_taken_away(form: str, visit: Visit) -> None:
    """The article's page gives its citation to reference managers."""
    visit.open(f"/{NAME}/-/article/odd-plain")
    with visit.tab.expect_download() as taken:
        visit.tab.get_by_role("link", name=form).first.click()
    assert "Bridge in Velmark to be mended" in Path(taken.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["odd-plain", "odd-table", "tongue-he"])
def test_nothing_is_cut_off_on_paper(name: str, visit: Visit) -> None:
    """Printed, an article is all there, its citation and its address too, and nothing lies beside the page."""
    pikepdf = pytest.importorskip("pikepdf")
    visit.open(f"/{NAME}/-/article/{name}")
    words = visit.tab.locator("h1").inner_text()
    visit.tab.emulate_media(media="print")
    visit.tab.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    assert visit.tab.locator(".citation").is_visible()
    assert not visit.tab.locator("nav").first.is_visible()
    hidden = visit.tab.evaluate(
        "[...document.querySelectorAll('.text *')].filter(each => each.scrollWidth > each.clientWidth + 1"
        " && each.clientWidth && getComputedStyle(each).overflowX !== 'visible').map(each => each.className)"
    )
    assert hidden == []
    printed = visit.tab.pdf(format="A4")
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert 1 <= len(document.pages) <= 12
    assert words
