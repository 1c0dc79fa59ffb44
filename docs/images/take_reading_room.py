"""Take the pictures of the reading room from a running one.

    cuttings serve demo/demo.db
    python docs/images/take_reading_room.py http://127.0.0.1:8001/demo

Needs playwright, Pillow and Chromium. The pictures stand beside this file.
"""
# ruff: noqa: INP001  a script, not a package

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

SEARCH = "/-/search?q=dam+keldere"
ARTICLE = "could have been foreseen"
"""Words in the headline of the article that is shown, opened from the search."""

DESK = ViewportSize(width=1280, height=960)
PHONE = ViewportSize(width=390, height=844)
COLOURS = 96


def main(archive: str) -> None:
    """Take every page at both widths, and the article in the dark as well."""
    pages = {"home": ("/-/home", stay), "search": (SEARCH, stay), "article": (SEARCH, open_article)}
    pages["left-out"] = ("/-/left-out", stay)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, go) in pages.items():
            take(browser, archive + path, go, f"{name}-1280")
            take(browser, archive + path, go, f"{name}-390", view=PHONE)
        take(browser, archive + SEARCH, open_article, "article-1280-dark", is_dark=True)
        browser.close()


def stay(page: Page) -> None:
    """Show the page as it opens."""


def open_article(page: Page) -> None:
    """Go from the search to the article, and open the evidence of its date."""
    page.get_by_role("link", name=ARTICLE).click()
    page.locator(".fact details").first.evaluate("each => each.open = true")


def take(
    browser: Browser,
    url: str,
    go: Callable[[Page], None],
    name: str,
    *,
    view: ViewportSize = DESK,
    is_dark: bool = False,
) -> None:
    """Take one picture, in few colours; phones have two dots a pixel."""
    context = browser.new_context(
        viewport=view, device_scale_factor=2 if view is PHONE else 1, color_scheme="dark" if is_dark else "light"
    )
    page = context.new_page()
    page.goto(url)
    go(page)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(Path(__file__).with_name(f"{name}.png"), optimize=True)
    context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
