"""Received files to look at: nothing of them runs, fetches or leads astray."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from time import process_time
from typing import Any

import html5lib
import pytest
from attacks import payloads
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, hrefs, parsed, texts

from archive import reader
from archive.openings import opening_of
from exports.site.pages.harmless import ALLOWED, DEEPEST, harmless
from exports.site.pages.view import MOST_LETTERS
from exports.site.shield import VIEW_POLICY

PAGE = b"""<!DOCTYPE html><html><head><title>Mill</title><link rel=stylesheet href=//evil.example/a.css>
<style>p{background:url(//evil.example/b)}</style><script>alert(1)</script></head><body onload=alert(2)>
<h1>The mill of Tesk</h1><p>It <b>burnt</b> down &amp; nobody was hurt &lt;so far&gt;.
<img src=//evil.example/c.png alt='The "mill" at dusk'><iframe src=//evil.example/d></iframe>
<ul><li>one<li>two</ul><table><tr><td>1<td>2</table><a href="https://evil.example/e" ping=//evil.example/f>more</a>
<form action=//evil.example/g><input name=q><button>Send</button></form></body></html>"""
PLAIN = "Wire copy <b>not bold</b>\nsecond line".encode("utf-16-le")
HARD = {
    "deep": "<div>" * 60_000,
    "deep formatting": "<b><i>" * 50_000,
    "deep tables": "<table><tr><td>" * 20_000,
    "no end of a tag": "<a href='" * 40_000,
    "no end of a comment": "<!--" * 80_000,
    "signs": "<" * 300_000,
    "ampersands": "&" * 300_000,
    "ampersands apart": "& x " * 80_000,
    "equals": "<p a" + "= " * 150_000,
    "attributes": "<img " + "href alt= " * 30_000 + ">",
    "end tags": "</div>" * 50_000,
    "items": "<li>" * 80_000,
}


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of a page, a text, a PDF and a very long text."""
    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"
    articles = [
        make_article(record_id="page", headline="The mill", payload=PAGE),
        make_article(record_id="text", text="Wire copy.", headline="Wire", format="text", payload=PLAIN),
        make_article(record_id="pdf", text="A leaf.", headline="Leaf", format="pdf", payload=b"%PDF-1.4 /JS (alert)"),
        make_article(record_id="long", text="Long.", format="text", payload=b"x" * (MOST_LETTERS + 9)),
        make_article(record_id="big", text="Big.", headline="Big", payload=b"<p>word</p>" * 400_000),
    ]
    fresh_archive(path, articles)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE capture SET charset = 'utf-16le' WHERE record_id = 'text'")
        conn.commit()
    return path


def sha(payload: bytes) -> str:
    """Return the name of a received file."""
    return hashlib.sha256(payload).hexdigest()


def path_of(payload: bytes, *, source: bool = False) -> str:
    """Return the path of the page that shows a received file."""
    return f"/{NAME}/-/view/{sha(payload)}{'?as=source' if source else ''}"


def alive(markup: str) -> list[str]:
    """Return whatever of some markup is not on the short list, as a browser reads it."""
    tree = html5lib.parseFragment(markup, treebuilder="etree")
    elements = [e for e in tree.iter() if e is not tree]
    tags = [str(e.tag) for e in elements if str(e.tag).removeprefix(XHTML) not in ALLOWED]
    return [*tags, *(f"{e.tag} {sorted(e.attrib)}" for e in elements if e.attrib)]


@pytest.mark.parametrize("attack", payloads())
def test_attempts_leave_nothing_but_structure(attack: str) -> None:
    """Whatever a page holds, and however it breaks off, only listed elements without any attribute are left."""
    wrapped = (
        attack,
        f"<p title='{attack}'>x</p>",
        f"<table><tr><td>{attack}",
        f"<svg><style>{attack}",
        f"<noscript>{attack}</noscript>",
        f"<!--{attack}-->{attack}",
        f"<b><p>{attack}</b>{attack}",
    )
    for page in wrapped:
        assert alive(str(harmless(page).markup)) == []
        again = str(harmless(str(harmless(page).markup)).markup)
        assert alive(again) == []


@pytest.mark.parametrize("page", HARD.values(), ids=HARD)
def test_no_page_takes_long(page: str) -> None:
    """Pages made to be slow take time that grows with their length only."""
    start = process_time()
    shown = str(harmless(page).markup)
    assert process_time() - start < 5
    assert max((line.count("<div>") for line in [shown]), default=0) <= DEEPEST


def test_page_keeps_words_and_structure() -> None:
    """Headings, lists, tables and stress stay; entities are read; an image is told by its words."""
    shown = str(harmless(PAGE.decode()).markup)
    assert "<h2>The mill of Tesk</h2>" in shown
    assert "It <b>burnt</b> down &amp; nobody was hurt &lt;so far&gt;." in shown
    assert '[image: The "mill" at dusk]' in shown
    assert "<li>one</li><li>two</li>" in shown
    assert "<td>1</td><td>2</td>" in shown
    assert "Send" in shown
    assert "alert" not in shown


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<p class=x'>It's here</p><p>and 'there'</p>", "It's here and 'there'"),
        ("1 <3 2 </3 x", "1 <3 2"),
        ("<div><table><tr><td>a</div>b</table>c", "ab c"),
        ("<p>" + "<div>" * 200 + "deep" + "</div>" * 200 + "out", "deep out"),
        ("<SCRIPT>x</SCRIPT >kept<style>y</style\n>too", "kepttoo"),
        ("<textarea></div><b></textarea>after", "after"),
        ("a<plaintext><b>c", "a<b>c"),
        ("&#x3C;script&#x3E; &zzzz; &amp;lt;", "<script> &zzzz; &lt;"),
    ],
)
def test_no_words_are_lost_in_odd_markup(page: str, words: str) -> None:
    """What a reader would see of a page is there, whatever its tags are like."""
    shown = re.sub(r"<[^>]*>", " ", str(harmless(page).markup))
    assert " ".join(unescape(shown).split()) == words


def test_what_is_left_out_is_counted_and_links_are_told_as_text() -> None:
    """The reader learns what is not shown, and where links led."""
    told = harmless(PAGE.decode())
    assert dict(told.left_out) == {
        "form": 1, "frame": 1, "image": 1, "reference to another file": 1, "script": 1, "style sheet": 1,
    }  # fmt: skip
    assert told.links == ("https://evil.example/e",)


def test_page_stands_in_a_sandbox(mill: Path, room: Callable[..., Any]) -> None:
    """The document may run, send, frame, load and open nothing; all its links lead into the room."""
    response = room(mill).get(path_of(PAGE))
    policy = response.headers["content-security-policy"]
    assert policy == VIEW_POLICY
    assert "allow-scripts" not in policy
    assert policy.startswith("sandbox")
    assert response.headers["x-content-type-options"] == "nosniff"
    tree = parsed(response)
    for tag in ("script", "style", "img", "iframe", "form", "input", "button", "object", "svg"):
        assert list(tree.iter(f"{XHTML}{tag}")) == [], tag
    assert all(href.startswith(("/", "#")) for href in hrefs(tree))
    assert texts(tree, "h1") == ["A received file, cleaned"]
    assert "https://evil.example/e" in texts(tree, "li", "locator")
    assert "1 script" in " ".join(texts(tree, "p", "note"))


def test_source_is_words_on_a_page_of_ours(mill: Path, room: Callable[..., Any]) -> None:
    """The source is shown letter by letter, and nothing of it is markup."""
    response = room(mill).get(path_of(PAGE, source=True))
    tree = parsed(response)
    (source,) = tree.iter(f"{XHTML}pre")
    assert "".join(source.itertext()) == PAGE.decode()
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert list(tree.iter(f"{XHTML}script")) == []
    assert f"/{NAME}/-/received/{sha(PAGE)}" in hrefs(tree)


def test_text_is_read_as_it_was_when_it_came_in(mill: Path, room: Callable[..., Any]) -> None:
    """A file of text is shown in its own encoding, as text."""
    (shown,) = parsed(room(mill).get(path_of(PLAIN))).iter(f"{XHTML}pre")
    assert "".join(shown.itertext()) == PLAIN.decode("utf-16-le")


def test_pdf_is_a_download_only(mill: Path, room: Callable[..., Any]) -> None:
    """Of a PDF nothing is shown."""
    payload = b"%PDF-1.4 /JS (alert)"
    response = room(mill).get(path_of(payload))
    assert "/JS" not in response.text
    assert list(parsed(response).iter(f"{XHTML}pre")) == []
    assert f"/{NAME}/-/received/{sha(payload)}" in hrefs(parsed(response))


def test_long_files_are_cut_off_and_that_is_said(mill: Path, room: Callable[..., Any]) -> None:
    """Of a long file the beginning is shown; the rest is not even unpacked."""
    opened = room(mill)
    for payload in (b"x" * (MOST_LETTERS + 9), b"<p>word</p>" * 400_000):
        response = opened.get(path_of(payload))
        assert "this is its beginning" in response.text
    with closing(reader.open_reader(mill)) as conn:
        found = opening_of(conn, sha(b"<p>word</p>" * 400_000), most=1000)
    assert found
    assert (len(found.text or ""), found.is_cut) == (1000, True)


def test_articles_lead_to_their_received_files(mill: Path, room: Callable[..., Any]) -> None:
    """An article's page links what can be looked at, and the file leads back to the article."""
    opened = room(mill)
    assert path_of(PAGE) in hrefs(parsed(opened.get(f"/{NAME}/-/article/page")))
    assert [href for href in hrefs(parsed(opened.get(f"/{NAME}/-/article/pdf"))) if "/-/view/" in href] == []
    assert any("/-/article/" in href for href in hrefs(parsed(opened.get(path_of(PAGE)))))


@pytest.mark.parametrize("name", ["0" * 64, "nothing", "A" * 64])
def test_unknown_files_are_missing(name: str, mill: Path, room: Callable[..., Any]) -> None:
    """A hash of nothing is answered with a sentence."""
    assert room(mill).get(f"/{NAME}/-/view/{name}").status_code == 404


def test_json_tells_what_the_file_is(mill: Path, room: Callable[..., Any]) -> None:
    """Scripts get format, size, encoding and the text."""
    told = room(mill).get(f"{path_of(PLAIN)}.json").json()
    assert (told["format"], told["charset"], told["size"]) == ("text", "utf-16le", len(PLAIN))
    assert told["text"] == PLAIN.decode("utf-16-le")
