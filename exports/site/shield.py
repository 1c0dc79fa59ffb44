"""What stands before every page of the reading room: the Host check, the headers, the gates.

The gates: before Datasette's internal pages, before the owner's tables, before whatever would write past our forms.

Rule: ASGI only; knows the plugin's configuration, not the archive.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from datasette.utils import tilde_decode

from exports.site.access import archives_of, config_of
from exports.site.closed import CLOSED, asks_for_closed
from exports.site.row_counts import INDEX

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")

OWN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""For the pages of our own: no script at all, nothing inline, nothing from elsewhere."""

SCRIPT_POLICY = f"{OWN_POLICY}; script-src 'self'"
"""For those of them that a script file of ours makes handier."""

STOCK_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
"""For Datasette's own table pages, which bring small inline scripts and styles."""

FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""For received files."""

VIEW_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""For what an archived page holds, cleaned: no scripts, forms, images, frames, windows or downloads.

It keeps our origin for our style sheet, which is given to no other; without scripts nothing in it can use that origin.
"""

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

OPEN_INTERNAL = ("static", "static-plugins", "jump", "logout", "auth-token", "search-all")
"""First segments of `/-/...` that anybody may ask for; the others show paths, versions and settings."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})

EDITING = "edit"
"""Section of an archive's pages that takes forms; nothing else of an archive takes anything."""

LONGEST_FORM = 200_000
"""Bytes of a form that is taken: the words that a person types."""

_STATEMENTS = frozenset({"sql", "_where"})
"""Parameters that Datasette takes SQL from."""

_FORM_TYPE = "application/x-www-form-urlencoded"

_HOST_PORT = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^:\[\]]+))(?::\d*)?\Z")


def shield(datasette: Any, application: Application) -> Application:  # noqa: ANN401  Datasette ships no types
    """Guard an instance as long as it serves an archive; let requests to any other through as they are."""

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not archives_of(datasette):
            await application(scope, receive, send)
            return
        scope = without_prefix(scope, str(datasette.setting("base_url")))
        refusal = refusal_of(datasette, scope)
        if refusal is None:
            await application(scope, receive, _with_headers(send))
        else:
            await _refuse(_with_headers(send), *refusal)

    return guarded


def without_prefix(scope: Message, base: str) -> Message:
    """Return a request as one that a proxy sends which takes the prefix off the path.

    Datasette takes it off as well, but makes some of its own links from the path as it came, and would put it there
    twice. A path that would begin with it still is left to Datasette.
    """
    path = str(scope["path"])
    rest = "/" + path[len(base) :]
    if base == "/" or not path.startswith(base) or rest.startswith(base):
        return scope
    raw = scope.get("raw_path")
    stripped = b"/" + raw[len(base) :] if raw and raw.startswith(base.encode()) else None
    return {**scope, "path": rest, "raw_path": stripped}


def refusal_of(datasette: Any, scope: Message) -> tuple[int, str] | None:  # noqa: ANN401
    """Return status and sentence for a request that must not reach Datasette, else None."""
    config = config_of(datasette)
    allowed = {*LOCAL_HOSTS, *(str(host).lower() for host in config.get("hosts", ()))}
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
    host = host_name(hosts[0]) if len(hosts) == 1 else None
    if "*" not in allowed and host not in allowed:
        return 421, (
            "This reading room does not answer to that host name. "
            "Its owner can allow it: cuttings serve ARCHIVE --allow-host NAME"
        )
    path = str(scope["path"])
    base = str(datasette.setting("base_url"))
    if base != "/" and path.startswith(base):
        path = "/" + path[len(base) :]
    section = internal_section(path)
    if section is not None and section not in {*OPEN_INTERNAL, *config.get("open_pages", ())}:
        return 403, "This page of Datasette is closed in a reading room: it would show settings, paths or versions."
    if closed_table(datasette, path) or closed_statement(datasette, scope):
        return (
            403,
            "This table is closed in a reading room: it is for the owner of the archive.",
        )
    return refusal_of_writing(datasette, scope, path)


def refusal_of_writing(datasette: Any, scope: Message, path: str) -> tuple[int, str] | None:  # noqa: ANN401
    """Return status and sentence for a request that would write past our forms: Datasette has ways of its own.

    What is sent is bounded here, before anything reads it, wherever it is sent to: Datasette reads the whole of it to
    look for its token. Databases that are no archives are their owner's affair.
    """
    database, *rest = path.split("/")[1:]
    if scope["method"] in READING or tilde_decode(database) in _other_routes(datasette):
        return None
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if tilde_decode(database) in _routes(datasette):
        if rest[:2] != ["-", EDITING] or b"%" in scope.get("raw_path", b""):
            return 405, "This page can only be read."
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM_TYPE:
            return 415, "Only the forms of this reading room are taken."
    return refusal_of_length(headers.get("content-length", ""))


def refusal_of_length(length: str) -> tuple[int, str] | None:
    """Return status and sentence for a form of that Content-Length, if it is not taken."""
    if not length.isascii() or not length.isdigit():
        return 411, "A form must say how long it is."
    if len(length) > 9 or int(length) > LONGEST_FORM:  # noqa: PLR2004  no longer numbers are read
        return 413, f"That is too much for a form: {LONGEST_FORM:,} bytes are taken."
    return None


def _routes(datasette: Any) -> set[str]:  # noqa: ANN401
    """Return the first segment of the addresses of each archive."""
    return {str(datasette.databases[name].route) for name in archives_of(datasette)}


def _other_routes(datasette: Any) -> set[str]:  # noqa: ANN401
    """Return the first segment of the addresses of each database that is no archive."""
    return {str(each.route) for each in datasette.databases.values()} - _routes(datasette)


def closed_statement(datasette: Any, scope: Message) -> bool:  # noqa: ANN401
    """Tell whether SQL in the address might ask for what only the owner sees."""
    given = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    schemas = {"main", *(name.lower() for name in datasette.databases)} if datasette.crossdb else {"main"}
    return any(asks_for_closed(value, schemas=schemas) for name, value in given if name in _STATEMENTS)


def closed_table(datasette: Any, path: str) -> bool:  # noqa: ANN401
    """Tell whether a path asks for a table that only the owner sees (its rows are denied however they are asked for).

    So are the tables within the full-text index: nobody can read them, and Datasette would count them for minutes.
    """
    parts = path.split("/")
    if len(parts) < 3 or tilde_decode(parts[1]) not in _routes(datasette):  # noqa: PLR2004  "", database, table
        return False
    table = tilde_decode(parts[2]).lower()
    return table.partition(".")[0] in CLOSED or table.startswith(f"{INDEX}_")


def host_name(header: str) -> str | None:
    """Return the host of a Host header without its port, or None where it is malformed.

    >>> host_name("LocalHost:8001"), host_name("[::1]:8001"), host_name("a:b:c")
    ('localhost', '::1', None)
    """
    match = _HOST_PORT.match(header.strip().lower())
    return (match["six"] or match["name"]) if match else None


def internal_section(path: str) -> str | None:
    """Return the first segment behind `/-/`, without a format suffix; None for every other path.

    >>> internal_section("/-/databases.json"), internal_section("/paper/-/search")
    ('databases', None)
    """
    parts = path.split("/")
    if len(parts) < 3 or parts[1] != "-":  # noqa: PLR2004  "", "-", section
        return None
    return parts[2].split(".")[0]


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.decode("latin-1").lower() for name, _ in message.get("headers", [])}
            added = {**HEADERS, "content-security-policy": STOCK_POLICY}
            message = {
                **message,
                "headers": [
                    *map(_kept_from_scripts, message.get("headers", [])),
                    *((name.encode(), value.encode()) for name, value in added.items() if name not in given),
                ],
            }
        await send(message)

    return send_with_headers


def _kept_from_scripts(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return a header; one that sets Datasette's mark of who signed in so that no script can read it."""
    name, value = header
    if name.lower() != b"set-cookie" or not value.startswith(b"ds_actor=") or b"httponly" in value.lower():
        return header
    return name, value + b"; HttpOnly"


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", OWN_POLICY.encode()),
        *([(b"allow", b"GET, HEAD")] if status == 405 else []),  # noqa: PLR2004  HTTP asks for it
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
