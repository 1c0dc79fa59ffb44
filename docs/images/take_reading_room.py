"""Take the pictures of the reading room from a running one.

    cuttings serve demo/demo.db
    python docs/images/take_reading_room.py http://127.0.0.1:8001/demo

Needs playwright, Pillow and Chromium. The pictures stand beside this file.
"""
# ruff: noqa: INP001  a script, not a package

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "home": "/-/home",
    "search": "/-/search?q=dam+keldere",
    "article": "/-/article/A-0007?q=dam+keldere&at=2",
    "left-out": "/-/left-out",
}
DESK = {"width": 1280, "height": 960}
PHONE = {"width": 390, "height": 844}
COLOURS = 96


def main(archive: str) -> None:
    """Take every page at both widths, and the article in the dark."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, path in PAGES.items():
            take(browser, archive + path, f"{name}-1280", DESK)
            take(browser, archive + path, f"{name}-390", PHONE, scale=2)
        take(browser, archive + PAGES["article"], "article-1280-dark", DESK, scheme="dark")
        browser.close()


def take(browser: Browser, url: str, name: str, view: dict[str, int], *, scale: int = 1, scheme: str = "light") -> None:
    """Take one picture, in few colours."""
    context = browser.new_context(viewport=view, device_scale_factor=scale, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(Path(__file__).with_name(f"{name}.png"), optimize=True)
    context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
