"""Over 154 attempts to make words more than words, in a real browser, with no policy between them and a script.

A routine run opens the articles of a quarter of them and asks for a quarter, each time another; `nox -s attacks`
(CUTTINGS_ATTEMPTS=all) does with all, on both lines of Datasette. Parsers read them all (test_exports_site_attacks.py).
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from attacks import attacked_archive, payloads
from browsing import ARGUMENTS, SERVE_WITHOUT_POLICY, Visit, chromium, served
from reading_room import NAME
from room_walk import bare_kind_of, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

STEP = 1 if os.environ.get("CUTTINGS_ATTEMPTS") == "all" else 4

TOUCH_ALL = """() => {
    for (const each of document.querySelectorAll('*')) {
        for (const name of ['mouseover', 'pointerenter', 'focus', 'toggle', 'animationstart', 'error', 'load']) {
            each.dispatchEvent(new Event(name));
        }
    }
}"""
"""What a hand on a mouse would set off, and more."""

ALIVE = """() => [...document.querySelectorAll('*')].flatMap(each => [
    ...[...each.attributes].filter(a => /^(on|style$|srcdoc$|formaction$)/i.test(a.name)).map(a => a.name),
    ...(each.matches('style, iframe, object, embed, base, img, video, audio, math') ? [each.tagName] : []),
    ...(each.matches('script:not([src^="/-/static-plugins/cuttings/"])') ? [each.outerHTML] : []),
    ...(each.matches('a, area') && !['http:', 'https:'].includes(each.protocol) ? [each.href] : []),
    ...(each.matches('form') && new URL(each.action).origin !== location.origin ? [each.action] : []),
])"""
"""What the browser itself made of the page."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive of attempts."""
    return attacked_archive(tmp_path_factory.mktemp("attacks"))


@pytest.fixture(scope="module")
def paths(archive: Path, room: Callable[..., Any]) -> list[str]:
    """Give the pages of articles, and some of each other kind; asked for before a browser has its own loop."""
    first = random.SystemRandom().randint(1, STEP)
    articles = [f"/{NAME}/-/article/A-{number:04d}" for number in range(first, len(payloads()) + 1, STEP)]
    walked = walk(room(archive).get, starts=("/", articles[0], articles[1]), each=6, others=0, kind_of=bare_kind_of)
    others = [step.path for step in walked.pages() if not step.path.startswith(f"/{NAME}/-/article/")]
    assert len(others) > 15
    return [*articles, *others]


@pytest.fixture(scope="module")
def visit(archive: Path, paths: list[str]) -> Iterator[Visit]:
    """Give a tab in a room that sends no policy."""
    assert paths
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with served(archive, program=SERVE_WITHOUT_POLICY) as address, playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        tab = browser.new_page()
        assert "content-security-policy" not in tab.goto(address).headers
        yield Visit(tab, address).watch()
        browser.close()


def what_lives(visit: Visit, paths: list[str]) -> dict[str, Any]:
    """Open pages, touch everything on them, and return what came to life."""
    found = {}
    for path in paths:
        visit.open(path)
        visit.tab.evaluate(TOUCH_ALL)
        if alive := visit.tab.evaluate(ALIVE):
            found[path] = alive
    visit.tab.wait_for_timeout(200)  # for what comes late
    return found


def test_a_browser_that_is_attacked_says_so(visit: Visit) -> None:
    """The test can fail: words that are let through open a dialog, and ask elsewhere."""
    visit.open(f"/{NAME}/-/home")
    visit.tab.evaluate("document.body.innerHTML += '<img src=//evil.example/x onerror=alert(1)>'")
    visit.tab.wait_for_timeout(500)
    assert visit.dialogs
    assert visit.foreign
    assert visit.tab.evaluate(ALIVE)
    for noted in (visit.dialogs, visit.foreign, visit.complaints):
        noted.clear()


def test_attempts_in_an_archive_stay_words(visit: Visit, paths: list[str]) -> None:
    """On the pages of the articles that carry one, and on each kind of page, nothing runs, loads or leads astray."""
    assert what_lives(visit, paths) == {}
    assert (visit.dialogs, visit.foreign, visit.complaints) == ([], [], [])


def test_attempts_in_an_address_stay_words(visit: Visit) -> None:
    """Searched for, chosen as a filter, or carried into an article's page, nothing runs, loads or leads astray."""
    paths = []
    for number, attack in list(enumerate(payloads()))[random.SystemRandom().randrange(STEP) :: STEP]:
        asked = quote(attack, safe="")
        search = f"search?q={asked}&outlet={asked}&tag={asked}&from={asked}&sort={asked}"
        paths.append(f"/{NAME}/-/{search if number % 3 else f'article/A-0001?q={asked}&text={asked}'}")
    assert what_lives(visit, paths) == {}
    assert (visit.dialogs, visit.foreign, visit.complaints) == ([], [], [])
