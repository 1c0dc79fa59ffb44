"""A span drawn over the bars of a search with a mouse and a finger; names without a space on a narrow screen."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import ARGUMENTS, Visit, chromium, served

pytestmark = pytest.mark.browser

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NAME = "press"
YEARS = range(2011, 2021)
LONG = "Velmarkcourierandgazette" * 6
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
FINGER = """name => document.querySelector('.histogram svg').dispatchEvent(
    new PointerEvent(name, {bubbles: true, isPrimary: true, button: 0, clientX: 60, clientY: 300}))"""


@pytest.fixture(scope="module")
def tab(
    tmp_path_factory: pytest.TempPathFactory, make_article: Callable[..., Any], fresh_archive: Callable[..., Any]
) -> Iterator[Visit]:
    """Open a browser on an archive of ten years, some articles without a date, two of an outlet with a long name."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    archive = tmp_path_factory.mktemp("drawn") / f"{NAME}.db"
    dates = [f"{year}-06-0{day}" for year in YEARS for day in (1, 2)] + [None, None]
    rows = [
        make_article(
            url=f"https://n.example/{n}", text=f"Weir number {n} was opened.", published=date, outlet="Gazette"
        )
        for n, date in enumerate(dates)
    ]
    long = [make_article(url=f"https://long.example/{n}", text=f"The long sluice, {n}.", outlet=LONG) for n in "ab"]
    fresh_archive(archive, [*long, *rows])
    with served(archive) as address, playwright_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Visit(started.new_page(viewport={"width": 1280, "height": 844}), address)
        started.close()


def asked(tab: Visit) -> dict[str, list[str]]:
    """Return the parameters of the page that is open."""
    return parse_qs(urlsplit(tab.tab.url).query)


@pytest.mark.parametrize(("first", "last"), [(0.35, 0.62), (0.62, 0.35), (0.01, 0.99)])
def test_a_span_drawn_over_the_bars_is_the_span_asked_for(tab: Visit, first: float, last: float) -> None:
    """The bars under the pointer count, not the links of the table below them; undated articles have no bar."""
    tab.open(f"/{NAME}/-/search?q=weir")
    box = tab.tab.locator(".histogram svg").bounding_box()
    at = {place: (box["x"] + box["width"] * place, box["y"] + box["height"] / 2) for place in (first, last)}
    tab.tab.mouse.move(*at[first])
    tab.tab.mouse.down()
    tab.tab.mouse.move(*at[last], steps=4)
    low, high = sorted((YEARS[int(first * 10)], YEARS[int(last * 10)]))
    drawn = tab.tab.locator(".histogram a.brushed title").all_text_contents()
    assert [int(title[:4]) for title in drawn] == list(range(low, high + 1))
    with tab.tab.expect_navigation():
        tab.tab.mouse.up()
    assert asked(tab) == {"q": ["weir"], "from": [str(low)], "to": [str(high)]}
    assert tab.tab.locator("h1").inner_text().startswith(f"{2 * (high - low + 1)} articles")


def test_a_finger_that_scrolls_draws_nothing(tab: Visit) -> None:
    """The browser takes the pointer away; the next tap, wherever it is, leads nowhere."""
    tab.open(f"/{NAME}/-/search?q=weir")
    tab.tab.evaluate(FINGER, "pointerdown")
    tab.tab.evaluate(FINGER, "pointercancel")
    tab.tab.mouse.click(1200, 500)
    tab.tab.wait_for_timeout(300)
    assert asked(tab) == {"q": ["weir"]}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_name_without_a_space_is_broken(tab: Visit, width: int) -> None:
    """On every page that shows the name of an outlet."""
    tab.tab.set_viewport_size({"width": width, "height": 844})
    for page in (
        "article/A-0001", "compare/A-0001/A-0002", f"outlet?name={LONG}", "outlets", "search?q=sluice", "home"
    ):  # fmt: skip
        tab.open(f"/{NAME}/-/{page}")
        assert tab.tab.evaluate(SIDEWAYS) == 0, (width, page)
