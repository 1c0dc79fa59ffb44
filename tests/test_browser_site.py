"""The reading room in a real browser: found, narrowed, read, on a desk and on a phone."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browsing import ARGUMENTS, UNFOLD, Visit, barriers, chromium, served

from archive.curation import Curator
from archive.store import open_store
from archive.story_curation import StoryCurator
from schemas.relation import RelationKind

pytestmark = pytest.mark.browser

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NAME = "press"

PAGES = (
    "/",
    f"/{NAME}/-/search?q=bridge",
    f"/{NAME}/-/search?q=zzzz&outlet=x",
    f"/{NAME}/-/article/A-0001?q=bridge&at=1",
    f"/{NAME}/-/article/A-0002",
    f"/{NAME}/-/article/A-0003",
    f"/{NAME}/-/stories",
    f"/{NAME}/-/story/s-A-0001",
    f"/{NAME}/-/family/f-A-0001",
    f"/{NAME}/-/left-out",
    f"/{NAME}/-/outlets",
    f"/{NAME}/-/outlets?q=zzzz",
    f"/{NAME}/-/outlet?name=Gazette",
    f"/{NAME}/-/people",
    f"/{NAME}/-/person?unstated=1",
    f"/{NAME}/-/agencies",
    f"/{NAME}/-/tags",
    f"/{NAME}/-/months",
    f"/{NAME}/-/month?of=2022-05",
    f"/{NAME}/-/dates",
    f"/{NAME}/-/dates?basis=unknown",
    f"/{NAME}/-/runs",
    "/nowhere",
)
ODD = tuple(path for path in PAGES if "zzzz" in path or "/article/" in path)
"""Pages unlike those that the walk through every page meets (tests/test_browser_walk.py)."""

WORDS = (
    "anvil",
    "barley",
    "candle",
    "dairy",
    "ember",
    "ferry",
    "gravel",
    "harbour",
    "island",
    "jetty",
    "kiln",
    "lantern",
    "market",
    "noon",
    "orchard",
    "pier",
    "quarry",
    "river",
    "saddle",
    "tower",
    "under",
    "valley",
    "wagon",
    "yard",
    "zinc",
    "acre",
    "brick",
    "canal",
    "depot",
    "elm",
    "forge",
    "gate",
    "hinge",
    "inlet",
    "joist",
    "keel",
    "ledge",
    "mast",
)
TABLES = (f"/{NAME}", f"/{NAME}/article", f"/{NAME}/article/1")


def said_of_bridge(n: int) -> str:
    """Write a text that shares the bridge alone with the others: each is an entry of the result of its own."""
    return f"Bridge: {' '.join(random.Random(n).sample(WORDS, 12))}."  # noqa: S311  no secret


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start the browser once."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def base(
    tmp_path_factory: pytest.TempPathFactory, make_article: Callable[..., Any], fresh_archive: Callable[..., Any]
) -> Iterator[str]:
    """Serve an archive with a long headline, an Arabic text and a page without a headline."""
    archive = tmp_path_factory.mktemp("site") / f"{NAME}.db"
    long = "Bridge over the Velm to be closed for repairs until autumn as council, railway and ferry company disagree "
    rows = [
        make_article(
            url="https://courier.example/bridge",
            path="courier/a-file-name-that-goes-on-and-on-" + "x" * 120 + ".html",
            headline=long * 2,
            outlet="Velmark Courier",
            language="en",
            published="2021-03-02",
            authors=["Ana Lind"],
            standfirst="The ferry will carry cars.",
        ),
        make_article(
            text=["عقد مجلس مدينة فيلمارك اجتماعا يوم الاثنين.", "x" * 300],
            url="https://mina.example/" + "y" * 200,
            headline="مجلس فيلمارك يناقش إصلاح الجسر",
            outlet="صحيفة الميناء",
            language="ar",
            published="2022-05",
        ),
        make_article(
            text="Nobody signed it. The bridge stays shut.", path="dump/2.txt", asserted={"author": "I. Marek"}
        ),
        *(make_article(text=said_of_bridge(n), headline=f"Bridge {n}", outlet="Gazette") for n in range(30)),
    ]
    fresh_archive(archive, rows)
    with open_store(archive) as store:
        Curator(store).relate("A-0001", "A-0004", RelationKind.NEAR_COPY, because="one bridge")
        StoryCurator(store).merge(["A-0001", "A-0002", "A-0003", "A-0004"], because="one bridge")
    with served(archive) as address:
        yield address


@pytest.fixture
def visit(browser: Any, base: str) -> Iterator[Callable[..., Visit]]:  # noqa: ANN401  playwright may be absent
    """Give `visit(width=..., scheme=..., script=...)`: a tab in the room."""
    contexts = []

    def open_tab(width: int = 1280, scheme: str = "light", *, script: bool = True) -> Visit:
        view = {"width": width, "height": 844}
        contexts.append(browser.new_context(viewport=view, color_scheme=scheme, java_script_enabled=script))
        return Visit(contexts[-1].new_page(), base).watch()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_reader_searches_narrows_and_reads(script: bool, visit: Callable[..., Visit]) -> None:  # noqa: FBT001  a case
    """From the front page to a marked article and on to the next one, with and without script."""
    room = visit(script=script)
    room.open("/")
    room.tab.get_by_label("Search the archive").fill("bridge")
    room.follow(room.tab.get_by_role("button", name="Search"))
    assert room.tab.locator("h1").inner_text() == "32 articles for “bridge”"
    room.follow(room.tab.get_by_role("link", name="Next →"))
    assert room.tab.locator(".pager").inner_text().count("21–31 of 31")
    room.follow(room.tab.locator(".facets").get_by_role("link", name="Velmark Courier"))
    assert room.tab.locator("h1").inner_text() == "1 article for “bridge”"
    room.follow(room.tab.locator(".chips").get_by_role("link").first)
    assert room.tab.locator("h1").inner_text() == "32 articles for “bridge”"
    room.follow(room.tab.locator(".hits h2 a").first)
    assert room.tab.locator("mark").first.inner_text().casefold() == "bridge"
    assert "1 of 31" in room.tab.locator(".neighbours").inner_text()
    room.follow(room.tab.get_by_role("link", name="Next →"))
    assert "2 of 31" in room.tab.locator(".neighbours").inner_text()
    assert room.complaints == []
    assert room.foreign == []


def test_evidence_of_a_fact_opens_without_script(visit: Callable[..., Visit]) -> None:
    """Who says so is one click or key away."""
    room = visit(script=False)
    room.open(f"/{NAME}/-/article/A-0003")
    line = room.tab.locator(".fact", has_text="I. Marek").locator("details").first
    assert not line.locator(".evidence").is_visible()
    line.locator("summary").press("Enter")
    assert "Asserted by sidecar" in line.locator(".evidence").inner_text()


def test_received_file_is_downloaded_not_shown(visit: Callable[..., Visit]) -> None:
    """The received file arrives as a download."""
    room = visit()
    room.open(f"/{NAME}/-/article/A-0001")
    with room.tab.expect_download() as waiting:
        room.tab.get_by_role("link", name="Received file").click()
    assert waiting.value.suggested_filename.startswith("received-")
    assert waiting.value.suggested_filename.endswith(".html")


@pytest.mark.parametrize("width", [390, 320])
def test_phone_never_scrolls_sideways(width: int, visit: Callable[..., Visit]) -> None:
    """Our pages fit a phone, whatever a page's headline, address or file name is; details opened too."""
    room = visit(width)
    for path in PAGES:
        room.open(path)
        room.tab.evaluate(UNFOLD)
        assert room.tab.evaluate("document.documentElement.scrollWidth") <= width, path


def test_no_barrier_that_axe_knows(visit: Callable[..., Visit]) -> None:
    """Axe finds nothing on a page without results, on odd articles, nor on Datasette's own pages in our frame."""
    room = visit()
    for path in (*ODD, *TABLES):
        room.open(path)
        assert barriers(room.tab, (1280, "light"), (390, "dark")) == [], path


def test_keyboard_reaches_the_text_first(visit: Callable[..., Visit]) -> None:
    """The first key press offers to skip to the content, visibly."""
    room = visit()
    room.open(f"/{NAME}/-/article/A-0001")
    room.tab.keyboard.press("Tab")
    skip = room.tab.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["x"] >= 0
    room.tab.keyboard.press("Enter")
    assert room.tab.evaluate("document.activeElement.id") == "content"


def test_tables_run_without_errors_or_calls_elsewhere(visit: Callable[..., Visit]) -> None:
    """Datasette's own pages work under our headers."""
    room = visit()
    for path in TABLES:
        room.open(path)
    assert room.complaints == []
    assert room.foreign == []


def test_print_shows_the_text_and_no_controls(visit: Callable[..., Visit]) -> None:
    """On paper stand the article and its facts, without search box or navigation."""
    room = visit()
    room.open(f"/{NAME}/-/search?q=bridge")
    room.follow(room.tab.locator(".hits h2 a").first)
    assert room.tab.locator(".neighbours").is_visible()
    room.tab.emulate_media(media="print")
    assert room.tab.locator(".text").is_visible()
    assert room.tab.locator(".citation").is_visible()
    for gone in (".neighbours", ".sections"):  # a busy machine sets the page anew a moment later
        room.tab.locator(gone).wait_for(state="hidden", timeout=10_000)
        assert not room.tab.locator(gone).is_visible()


def test_print_shows_what_facts_rest_on(visit: Callable[..., Visit]) -> None:
    """On paper nothing can be opened: the evidence of what was chosen stands open, candidates that lost stay folded."""
    room = visit()
    room.open(f"/{NAME}/-/article/A-0001")
    if not room.tab.evaluate("CSS.supports('selector(details::details-content)')"):
        pytest.skip("this Chromium knows no ::details-content; its print leaves evidence folded")
    room.tab.emulate_media(media="print")
    shown = "all => all.map(each => each.checkVisibility({contentVisibilityProperty: true}))"
    chosen = room.tab.locator(".fact details:not(.others) > .evidence")
    assert set(chosen.evaluate_all(shown)) == {True}
    assert set(room.tab.locator(".fact details.others > .evidence").evaluate_all(shown)) <= {False}
    room.tab.emulate_media(media="screen")
    assert set(chosen.evaluate_all(shown)) == {False}
