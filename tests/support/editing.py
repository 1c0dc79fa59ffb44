"""A browser that has signed in to a reading room, and what the archive's file says afterwards."""

import json
from collections.abc import Mapping
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import html5lib
from reading_room import XHTML

from archive import reader
from archive.log import latest_changes
from exports.site.server import Editing

FORM = "application/x-www-form-urlencoded"
EDITING = Editing("Ilse M.")
WHY = "printed edition, p. 3"


class Browser:
    """Keeps cookies, and sends forms as a browser does: from the page that they stand on."""

    def __init__(self, room: Any, actor: Mapping[str, Any] | None = None) -> None:  # noqa: ANN401  the conftest's room
        """Open a browser; `actor`: signed in by some plugin of Datasette."""
        self.room = room
        self.cookies: dict[str, str] = {}
        if actor:
            self.cookies["ds_actor"] = room.datasette.sign({"a": dict(actor)}, "actor")

    def get(self, path: str) -> Any:  # noqa: ANN401  two HTTP libraries
        """Return a page."""
        return self._kept(self.room.get(path, headers=self.headers()))

    def post(self, path: str, said: Mapping[Any, Any], **headers: str) -> Any:  # noqa: ANN401
        """Send fields as they are; a header given as an empty text is not sent."""
        sent = {**self.headers(), "content-type": FORM, "sec-fetch-site": "same-origin"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in sent.items() if value}
        return self._kept(self.room.ask("POST", path, headers=given, content=urlencode(said).encode()))

    def send(self, page: str, form: str, **typed: str) -> Any:  # noqa: ANN401
        """Open a page, fill in the first form of that address on it, and send it."""
        shown = html5lib.parse(self.get(page).text)
        found = next(e for e in shown.iter(f"{XHTML}form") if (e.get("action") or "").endswith(f"/-/edit/{form}"))
        fields = {
            e.get("name"): e.get("value") or "" for e in found.iter(f"{XHTML}input") if e.get("type") != "checkbox"
        }
        for choice in found.iter(f"{XHTML}select"):
            options = list(choice.iter(f"{XHTML}option"))
            chosen = next((each for each in options if each.get("selected") is not None), options[0])
            fields[choice.get("name")] = chosen.get("value")
        return self.post(found.get("action"), {**fields, **typed})

    def headers(self) -> dict[str, str]:
        """Return the cookies as they are sent."""
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _kept(self, response: Any) -> Any:  # noqa: ANN401
        for line in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response


def signed_in(room: Any) -> Browser:  # noqa: ANN401
    """Return the browser that opened the one-time address first."""
    browser = Browser(room)
    response = browser.get(f"/-/auth-token?token={room.datasette._root_token}")  # noqa: SLF001  as it is printed
    assert response.status_code == 302, response.text
    return browser


def changes(archive: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return what persons changed, the latest first: the name, and what was said."""
    with closing(reader.open_reader(archive)) as conn:
        return [(event.agent, json.loads(event.detail)) for event in latest_changes(conn, 100)]
