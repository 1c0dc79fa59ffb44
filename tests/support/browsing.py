"""The reading room in a real browser: a server of its own, tabs that write down what they should not have seen."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(each) for each in sys.argv[1:]], port=0, announce=lambda url: print(url, flush=True))
"""

SERVE_WITHOUT_POLICY = """
import sys
from pathlib import Path
import uvicorn
from exports.site.server import listen, quiet_faults, reading_room, url_of

application = reading_room([Path(each) for each in sys.argv[1:]]).app()

async def bare(scope, receive, send):
    async def without(message):
        if message["type"] == "http.response.start":
            kept = [each for each in message["headers"] if bytes(each[0]).lower() != b"content-security-policy"]
            message = {**message, "headers": kept}
        await send(message)
    await application(scope, receive, without)

listener = listen("127.0.0.1", 0)
print(url_of(listener, "127.0.0.1"), flush=True)
with quiet_faults():
    uvicorn.Server(uvicorn.Config(bare, log_level="warning", lifespan="on")).run(sockets=[listener])
"""
"""The same pages with nothing between them and a script but how they are written."""

SERVE_TO_EDITORS = """
import sys
from pathlib import Path
from exports.site.server import Editing, serve
say = lambda url: print(url, flush=True)
serve([Path(each) for each in sys.argv[1:]], port=0, announce=say, editing=Editing("Ilse <i> M.", say))
"""
"""Prints a second address, which signs in once."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def chromium() -> str | None:
    """Return the browser: the one that CUTTINGS_CHROMIUM names, else Debian's or another on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CUTTINGS_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


@dataclass
class Visit:
    """A browser tab that writes down what it should not have seen."""

    tab: Any
    base: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page of the room."""
        self.tab.goto(self.base + path)

    def follow(self, link: Any) -> None:  # noqa: ANN401  playwright may be absent
        """Press a link or a button and wait for the page that it leads to: a click itself waits for none."""
        with self.tab.expect_navigation():
            link.click()

    def watch(self) -> "Visit":
        """Write down console errors, page errors, dialogs, and requests that leave the room."""
        self.tab.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda call: None if call.url.startswith(self.base) else self.foreign.append(call.url))
        self.tab.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:  # noqa: ANN401  playwright may be absent
        self.dialogs.append(f"{self.tab.url}: {dialog.message}")
        dialog.dismiss()


UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

_ASK_AXE = """async () => (await axe.run({resultTypes: ['violations']})).violations
    .map(each => [each.id, each.nodes[0].html.slice(0, 160)])"""


def barriers(tab: Any, *looks: tuple[int, str]) -> list[tuple[Any, ...]]:  # noqa: ANN401  playwright may be absent
    """Return what axe-core finds on the page that is open, everything unfolded: width, colours, rule, first element.

    `looks`: widths in pixels, each with `light` or `dark`. Skips the test where axe-core is not installed.
    """
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    tab.evaluate(UNFOLD)
    tab.evaluate(axe.AXE_SCRIPT)
    found = []
    for width, scheme in looks:
        tab.set_viewport_size({"width": width, "height": 844})
        tab.emulate_media(color_scheme=scheme)
        found += [(width, scheme, *each) for each in tab.evaluate(_ASK_AXE)]
    return found


def let_scripts_in(tab: Any) -> None:  # noqa: ANN401  playwright may be absent
    """Take the sandbox off pages of received files: the axe checker is a script, and could not run in it."""

    def bare(call: Any) -> None:  # noqa: ANN401
        answer = call.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
        call.fulfill(response=answer, headers=headers)

    tab.route("**/-/view/*", bare)


@contextmanager
def served_to_editors(*archives: Path) -> Iterator[tuple[str, str]]:
    """Serve archives to whoever opens the second address first; give both."""
    with _process(SERVE_TO_EDITORS, archives) as lines:
        yield next(lines).rstrip("/"), next(lines)


@contextmanager
def served(*archives: Path, program: str = SERVE) -> Iterator[str]:
    """Serve archives in a process of its own; give the address, without a slash at its end."""
    with _process(program, archives) as lines:
        yield next(lines).rstrip("/")


@contextmanager
def _process(program: str, archives: Sequence[Path]) -> Iterator[Iterator[str]]:
    command = [sys.executable, "-c", program, *map(str, archives)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield (line.strip() for line in process.stdout)
        finally:
            process.terminate()
