"""What the reading room lets out, and to whom."""

import platform
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from exports.site.shield import OWN_POLICY, SCRIPT_POLICY, host_name, internal_section
from schemas.document import Block, BlockKind
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

XHTML = "{http://www.w3.org/1999/xhtml}"

NAME = "press"

PLANTED = "planted-secret-folder"

ATTACKS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "</p></article></main><base href=//evil.example>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "\u202e<b>bidi</b>\u2066",
)

ATTACK_URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://evil.example/\"onmouseover='alert(1)'",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
)

OWN_PAGES = ("/", f"/{NAME}/-/home", f"/{NAME}/-/search?q=alert", f"/{NAME}/-/left-out")
STOCK_PAGES = (f"/{NAME}", f"/{NAME}/article", f"/{NAME}/fact", f"/{NAME}/capture", f"/{NAME}/rejection")


def attacked(make_article: Callable[..., Any]) -> list[Any]:
    """Return articles that carry an attack in every place where a page can put words."""
    made = []
    for number, attack in enumerate(ATTACKS):
        made.append(
            make_article(
                text=[f"The council met. {attack} It parted again, alert {number}."],
                url=ATTACK_URLS[number % len(ATTACK_URLS)],
                path=f"pages/{attack.replace('/', '|')}.html",
                headline=f"Alert {number} {attack}",
                outlet=attack,
                language=attack,
                authors=[attack],
                agency=attack,
                standfirst=attack,
                section=attack,
                tags=[attack],
                image=ATTACK_URLS[number % len(ATTACK_URLS)],
                canonical_url=ATTACK_URLS[number % len(ATTACK_URLS)],
                dateline_place=attack,
                asserted={"headline": f"Alert {attack}"} if number % 3 == 0 else None,
                blocks=[
                    Block(kind=kind, text=f"{attack} | {attack}\nalert", place=attack, rule=attack, kept=kept)
                    for kind in BlockKind
                    for kept in (True, False)
                ],
            )
        )
    return made


@pytest.fixture
def archive(
    tmp_path: Path,
    make_article: Callable[..., Any],
    fresh_archive: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Make an archive of hostile pages in a folder, and on a machine, whose names must not get out."""
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, PLANTED)
    monkeypatch.setattr(socket, "gethostname", lambda: PLANTED)
    monkeypatch.setattr(platform, "node", lambda: PLANTED)
    path = tmp_path / PLANTED / f"{NAME}.db"
    path.parent.mkdir()
    rejections = [
        Rejection(source=Source(path=attack), outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail=attack)
        for attack in ATTACKS
    ]
    fresh_archive(path, [*attacked(make_article), *rejections])
    return path


def article_paths(room: Any) -> list[str]:  # noqa: ANN401  the conftest's room
    """Return the path of every article."""
    return [each["href"] for each in room.get(f"/{NAME}/-/search.json?group=no").json()["articles"]]


OUR_SCRIPT = r"/-/static-plugins/cuttings/[a-z]+\.js\?v=[0-9a-f]+"
"""A file that comes with the program; nothing of an archive is in it or in its address."""


def live_parts(page: str) -> list[str]:
    """Return everything in a page that a browser would run, load or follow somewhere unsafe."""
    found = []
    for element in html5lib.parse(page).iter():
        tag = str(element.tag).rpartition("}")[2]
        is_ours = re.fullmatch(OUR_SCRIPT, element.get("src") or "") and not (element.text or "").strip()
        if tag == "script" and is_ours:
            continue
        if tag in {"script", "style", "iframe", "object", "embed", "base", "img", "math", "form"}:
            found.append(tag)
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not value.startswith(("/", "#", "http")):
                found.append(f"{tag} {name}={value}")
            if name in {"href", "src"} and value.startswith("//"):
                found.append(f"{tag} {name}={value}")
    return found


def test_hostile_words_stay_words_on_every_page(archive: Path, room: Callable[..., Any]) -> None:
    """Nothing that a page says becomes a script, a handler, a style or a way out; our own pages have none at all."""
    opened = room(archive)
    paths = [*OWN_PAGES, *article_paths(opened), *(f"{path}?q=alert&at=1" for path in article_paths(opened))]
    assert len(paths) > 2 * len(ATTACKS)
    for path in paths:
        response = opened.get(path)
        assert response.status_code == 200, path
        assert [part for part in live_parts(response.text) if part != "form"] == [], path


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_questions_stay_words(attack: str, archive: Path, room: Callable[..., Any]) -> None:
    """A query and filters full of markup are shown as typed."""
    from urllib.parse import quote  # noqa: PLC0415  this test alone

    asked = quote(attack)
    page = room(archive).get(f"/{NAME}/-/search?q={asked}&outlet={asked}&language={asked}&from={asked}")
    assert page.status_code == 200
    assert [part for part in live_parts(page.text) if part != "form"] == []


def test_links_out_are_http_and_carry_no_referrer(archive: Path, room: Callable[..., Any]) -> None:
    """Only http and https addresses become links, always with rel=noreferrer."""
    opened = room(archive)
    outward = 0
    for path in (*article_paths(opened), f"/{NAME}/article", f"/{NAME}/capture", f"/{NAME}/card"):
        for link in html5lib.parse(opened.get(path).text).iter(f"{XHTML}a"):
            href = link.get("href") or ""
            if ":" in href.partition("?")[0] and "://" in href:
                assert href.startswith(("http://", "https://")), (path, href)
                if "datasette.io" not in href:
                    assert "noreferrer" in (link.get("rel") or ""), (path, href)
                    outward += 1
            assert not href.lower().startswith(("javascript:", "data:", "vbscript:", "file:")), (path, href)
    assert outward


def test_own_pages_forbid_every_script_and_foreign_resource(archive: Path, room: Callable[..., Any]) -> None:
    """The headers of our pages allow our stylesheet and nothing else."""
    opened = room(archive)
    for path in (*OWN_PAGES, article_paths(opened)[0], f"/{NAME}/-/search.json", "/nowhere/-/home"):
        headers = opened.get(path).headers
        assert headers["content-security-policy"] == (SCRIPT_POLICY if "/search?" in path else OWN_POLICY), path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", [*STOCK_PAGES, "/nowhere", f"/{NAME}/nowhere", "/-/static/app.css"])
def test_stock_pages_cannot_be_framed_or_call_out(path: str, archive: Path, room: Callable[..., Any]) -> None:
    """Datasette's own pages may run their own scripts, and nothing from elsewhere."""
    policy = room(archive).get(path).headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("http:", "http")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8001", "", "a b"])
def test_other_host_names_are_refused(host: str, archive: Path, room: Callable[..., Any]) -> None:
    """A page elsewhere that points its name at this machine gets 421 and not one word of the archive."""
    opened = room(archive)
    for path in ("/", f"/{NAME}/-/search", f"/{NAME}.json", "/-/static/app.css"):
        response = opened.get(path, headers={"host": host})
        assert response.status_code == 421, path
        assert "Alert" not in response.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8001", "127.0.0.1:8001", "[::1]:8001"])
def test_this_machines_names_are_answered(host: str, archive: Path, room: Callable[..., Any]) -> None:
    """The names of this machine are answered, with any port."""
    assert room(archive).get("/", headers={"host": host}).status_code == 200


def test_owner_can_allow_a_host_name(archive: Path, room: Callable[..., Any]) -> None:
    """A name that the owner allows is answered, others still are not."""
    opened = room(archive, hosts=["Papers.example"])
    assert opened.get("/", headers={"host": "papers.example:443"}).status_code == 200
    assert opened.get("/", headers={"host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    "page",
    [
        "databases",
        "versions",
        "plugins",
        "settings",
        "config",
        "threads",
        "tasks",
        "metadata",
        "permissions",
        "actions",
    ],
)
def test_internal_pages_are_closed(page: str, archive: Path, room: Callable[..., Any]) -> None:
    """Pages that show paths, versions or settings answer 403, as HTML and as JSON, behind a prefix too."""
    opened = room(archive)
    prefixed = room(archive, base_url="/papers/")
    for suffix in ("", ".json"):
        for response in (opened.get(f"/-/{page}{suffix}"), prefixed.get(f"/-/{page}{suffix}")):
            assert response.status_code == 403
            assert PLANTED not in response.text


def test_no_path_user_or_host_name_gets_out(archive: Path, room: Callable[..., Any]) -> None:
    """No page, no JSON of ours or of Datasette's, and no error holds a path of this machine or its owner's names."""
    opened = room(archive)
    secrets = (PLANTED, str(archive.parent.parent), f"{Path.home()}/", str(Path.cwd()))
    tables = [each["name"] for each in opened.get(f"/{NAME}.json").json()["tables"]]
    pages = [*OWN_PAGES, *article_paths(opened), f"/{NAME}", "/nowhere", f"/{NAME}/nowhere", f"/{NAME}.db"]
    pages += [f"/{NAME}/{table}{suffix}" for table in tables for suffix in ("", ".json", ".csv")]
    pages += [f"/{NAME}?sql=select+1", f"/{NAME}/-/query?sql=select+1", f"/{NAME}/article?_where=1", "/_internal"]
    for path in pages:
        response = opened.get(path)
        held = response.text + str(dict(response.headers))
        for secret in secrets:
            assert secret not in held, (path, secret)


def test_file_and_sql_console_are_closed_unless_the_owner_opens_sql(archive: Path, room: Callable[..., Any]) -> None:
    """The database cannot be downloaded, and SQL answers only where the owner said so."""
    opened = room(archive)
    assert opened.get(f"/{NAME}.db").status_code in {403, 404}
    console = [f"/{NAME}.json?sql=select+41%2B1+as+sum", f"/{NAME}/-/query.json?sql=select+41%2B1+as+sum"]
    assert not any("42" in opened.get(path).text for path in console)
    assert opened.get(f"/{NAME}/article.json?_where=1%3D1").status_code >= 400
    with_sql = room(archive, allow_sql=True)
    assert any("42" in with_sql.get(path).text for path in console)


def test_archive_is_open_for_reading_only(archive: Path, room: Callable[..., Any]) -> None:
    """Even with SQL allowed, nothing can be written."""
    before = archive.read_bytes()
    opened = room(archive, allow_sql=True)
    for path in (f"/{NAME}.json?sql=delete+from+article", f"/{NAME}/-/query.json?sql=delete+from+article"):
        assert opened.get(path).status_code != 200
    assert archive.read_bytes() == before


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("example.org", "example.org"),
        ("Example.ORG:80", "example.org"),
        ("[::1]:80", "::1"),
        ("[::1", None),
        ("a:b", None),
        ("user@host", "user@host"),
        ("", None),
    ],
)
def test_host_header_is_read_strictly(header: str, name: str | None) -> None:
    """The name of a Host header is what stands before its port."""
    assert host_name(header) == name


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/-/versions", "versions"),
        ("/-/versions.json", "versions"),
        ("/-/debug/autocomplete", "debug"),
        ("/-/", ""),
        ("/-", None),
        ("/press/-/search", None),
        ("/", None),
    ],
)
def test_internal_section_is_the_part_behind_the_dash(path: str, section: str | None) -> None:
    """Only paths that begin with the dash are internal."""
    assert internal_section(path) == section
