"""A published copy in the reading room: nothing of the owner is in its file, on its pages, or in what they give."""

import html
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import done, run
from reading_room import parsed, texts
from traces import found_in, traces_in_file

from archive.desk import open_desk

OWNER = {
    "user": "mzqkarina",
    "host": "zqworkstation",
    "recipient": "zqsource@leak.example",
    "envelope": "zqenvelope",
    "note": "zqprivatenote",
    "selection": "zqsammelqort",
    "withheld": "zqwithheldword",
    "reason": "zqreasonwhy",
    "folder": "zqhomefolder",
}
WORDS = tuple(OWNER.values())
TEXT = (
    "The ferry to Lund island ran aground on Friday in thick fog, with sixty passengers on board.",
    "The captain, Pela Roth, said that the radar had failed an hour before, and that he had told the port.",
    "Two tugs from Marsk pulled it free with the tide, and nobody was hurt, said the coast guard.",
)
MAIL = """From: News Desk <desk@paper.example>
To: Friend <{recipient}>
Cc: copy-{recipient}
Delivered-To: {recipient}
Received: from {host} by mail.example; Fri, 7 Mar 2031 10:00:00 +0000
Return-Path: <{envelope}@bounce.example>
Subject: Ferry aground in fog
Date: Fri, 7 Mar 2031 09:00:00 +0000
Message-ID: <f-1@paper.example>
Content-Type: text/plain; charset=utf-8

{text}
"""
PAGE = """<html lang="en"><head><title>{title}</title><meta property="og:url" content="https://paper.example/{slug}">
<!-- saved from {folder} by {user} on {host} -->
<link rel="canonical" href="https://paper.example/{slug}"></head>
<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"""
MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: {address}
Subject: Tugs free the ferry
Date: Sat, 8 Mar 2031 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html; charset=utf-8
Content-Location: {address}

{page}
------x--
"""
LINK = re.compile(r'(?:href|src|action)="([^"]+)"')


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take in mails and saved pages from the owner's home folder, with notes, a selection and a withheld article."""
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, OWNER["user"])
    home = tmp_path / OWNER["folder"] / OWNER["user"]
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(socket, "gethostname", lambda: OWNER["host"])
    pages = home / "pages"
    pages.mkdir(parents=True)
    (pages / "ferry.eml").write_text(MAIL.format(text="\n\n".join(TEXT), **OWNER))
    page = PAGE.format(title="Tugs free the ferry", slug="tugs", text="</p><p>".join(reversed(TEXT)), **OWNER)
    (pages / "tugs.mhtml").write_text(MHTML.format(address="https://paper.example/tugs", page=page))
    local = PAGE.format(title="Port mourns its radar", slug="radar", text="</p><p>".join(TEXT[1:]), **OWNER)
    (pages / "local.mhtml").write_text(MHTML.format(address=f"file://{home}/saved.html", page=local))
    held = PAGE.format(
        title=OWNER["withheld"], slug="held", text=f"{OWNER['withheld']} " + "</p><p>".join(TEXT), **OWNER
    )
    (pages / "held.html").write_text(held)
    (pages / "broken.html").write_bytes(b"\x00\x01" * 400)
    path = home / "press.db"
    assert run("ingest", path, pages).exit_code in {0, 3}
    with open_desk(path, by="R. Oor") as desk:
        desk.marks.add_note("A-0001", f"Ask {OWNER['note']}.")
        desk.selections.create(f"For {OWNER['selection']}")
    (ref,) = [line.split("\t")[0] for line in done("list", path).splitlines() if OWNER["withheld"] in line]
    done("withhold", path, ref, "--because", OWNER["reason"], "--by", OWNER["user"])
    return path


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """Publish it."""
    out = tmp_path / "copy.db"
    done("publish", archive, out)
    return out


def test_the_file_holds_nothing_of_the_owner(archive: Path, copy: Path) -> None:
    """In no value, packed or not, in no word of the index and in no byte; the archive holds what is looked for."""
    held = {OWNER[each] for each in ("note", "selection", "withheld", "reason", "user", "host", "folder")}
    assert traces_in_file(archive, WORDS) >= held
    assert traces_in_file(copy, WORDS) == set()
    assert found_in(copy.with_name("copy.db.sha256").read_bytes(), WORDS) == set()


def walk(room: Any, starts: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a reading room
    """Yield what every address answers that pages link to."""
    seen, waiting = set[str](), list(starts)
    while waiting and len(seen) < 400:
        address = html.unescape(waiting.pop()).split("#")[0]
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        answer = room.get(address)
        yield address, answer
        if "html" in answer.headers.get("content-type", ""):
            waiting.extend(LINK.findall(answer.text))


FORMS = ("", ".json?_shape=objects&_size=max", ".csv?_size=max", ".json?_labels=on&_facet=id", "?_sort=id&_search=zq")
ASKED = (
    "/", "/copy.json", "/copy/-/home.json", "/copy/-/search.json?q=ferry", "/copy/-/search?q=zqwithheldword",
    "/-/search-all?q=ferry", "/copy/-/left-out.json", "/copy/article?_where=1%3D1", "/copy/article.json?_nocol=zz",
    "/copy/article?_sort=zqprivatenote", "/copy/article/99", "/copy/-/article/zq", "/copy.db", "/-/databases.json",
    "/copy?sql=select+*+from+annotation", "/copy/-/query?sql=select+*+from+withheld", "/_internal", "/copy/-/schema",
)  # fmt: skip


def test_no_page_of_a_copy_tells_of_the_owner(copy: Path, room: Callable[..., Any]) -> None:
    """Every page, table, row, JSON, CSV, citation and error, with SQL on as with SQL off."""
    from archive.descriptions import TABLES  # noqa: PLC0415  this test alone

    starts = [*ASKED, *(f"/copy/{table}{form}" for table in TABLES for form in FORMS)]
    secrets = (*WORDS, str(copy.parent))
    for allow_sql in (False, True):
        given = 0
        for address, answer in walk(room(copy, allow_sql=allow_sql), starts):
            given += answer.status_code == 200
            typed = [word for word in WORDS if word in address]
            assert found_in(answer.content, [word for word in secrets if word not in typed]) == set(), address
            for name, value in answer.headers.items():
                assert not any(word in value for word in secrets), (address, name)
        assert given > 80


def test_a_page_says_where_the_received_file_is(copy: Path, room: Callable[..., Any]) -> None:
    """The article's page and the file's own address name the owner and the SHA-256; the front page says what it is."""
    opened = room(copy)
    (capture,) = opened.get("/copy/-/article/A-0001.json").json()["captures"]
    page = opened.get("/copy/-/article/A-0001").text
    assert "The received file is with the owner of the archive" in page
    assert capture["received_sha256"] in page
    assert "/-/received/" not in page
    gone = opened.get(f"/copy/-/received/{capture['received_sha256']}")
    assert gone.status_code == 404
    assert f"its SHA-256 is {capture['received_sha256']}" in gone.text
    assert any("without the received files" in line for line in texts(parsed(opened.get("/")), "dd"))


def test_paths_that_name_the_owner_are_refused(archive: Path, tmp_path: Path) -> None:
    """A page met below a folder of the user's name stops it, and says what to add; then it is done."""
    pages = tmp_path / "shared" / OWNER["user"] / "x"
    pages.mkdir(parents=True)
    (pages / "clocks.txt").write_text(
        "The museum of clocks in Orlu is closed until the summer, said its only guard on Monday."
    )
    assert run("ingest", archive, tmp_path / "shared").exit_code == 0
    refused = run("publish", archive, tmp_path / "named.db")
    assert refused.exit_code == 1
    assert f"“{OWNER['user']}” in 1 rows of locator" in refused.stderr
    assert "--without-paths" in refused.stderr
    assert not (tmp_path / "named.db").exists()
    done("publish", archive, tmp_path / "named.db", "--without-paths")
    assert traces_in_file(tmp_path / "named.db", WORDS) == set()


CALLS = """
list {a}
list {a} --json
show {a} A-0001 --explain
show {a} A-0001 --explain --json
search {a} ferry --json
relations {a} --explain
stories {a} --jsonl
export {a} -o -
export {a} -o - --format csv
export {a} -o - --format bibtex
export {a} -o - --format ris
export {a} -o - --format csl-json
verify {a}
describe {a}
"""


@pytest.mark.parametrize("of", ["archive", "copy"])
def test_what_commands_print_tells_neither_machine_nor_recipients(
    request: pytest.FixtureRequest, of: str, archive: Path
) -> None:
    """What leaves by the command line, of the archive as of its copy, names no recipient, machine, folder or note."""
    path = request.getfixturevalue(of)
    assert archive.exists()
    for line in filter(None, CALLS.split("\n")):
        result = run(*(str(path) if word == "{a}" else word for word in line.split()))
        assert result.exit_code == 0, result.output
        said = result.stdout.replace(str(path), "")
        assert found_in(said.encode(), WORDS) == set(), line


def test_an_article_without_secrets_keeps_its_words(copy: Path) -> None:
    """The hunt would find what is there: an article's own words stand in the copy."""
    assert traces_in_file(copy, ["passengers", "paper.example"]) == {"passengers", "paper.example"}
