"""Records and shortcuts beside pages."""

import json
import plistlib

import pytest
from made_up_trees import said

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside
from ingest.readers.trees.page_records import claim_pages_with_records
from schemas.report import Outcome, Reason

URL = "https://posten.example/2022/bridge"
RECORD = {
    "url": URL,
    "title": "Bridge at Velmark closed",
    "authors": ["A. Writer"],
    "date_publish": "2022-11-25 08:00:00",
    "date_download": "2022-11-26 09:30:00",
    "date_modify": "None",
    "localpath": "/home/somebody/data/2022/11/bridge_1669.html",
}


def of(tree: dict[str, str | bytes]) -> dict[str, Note | Aside | None]:
    """Return what is said of each file."""
    return said(tree, (claim_pages_with_records,))


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("bridge.html", "bridge.html.json"),
        ("bridge.html", "bridge.json"),
        ("bridge.html", "bridge.meta.json"),
        ("мост.htm", "мост.metadata.json"),
        ("bridge.pdf", "bridge.json"),
        ("bridge.txt", "bridge.info.json"),
        ("bridge_1669.html", "of-the-bridge.json"),
    ],
)
def test_a_record_beside_a_page_is_said_of_the_page(page: str, record: str) -> None:
    """The page gets address, time and facts of the record called like it or naming its file; the record is no input."""
    found = of({page: "<p>Rain.", record: json.dumps(RECORD)})
    note, aside = found[page], found[record]
    assert isinstance(note, Note)
    assert (note.url, note.basis, note.captured) == (URL, "record", "2022-11-26T09:30:00")
    given = {fact.field: fact.value for fact in note.given}
    assert given["headline"] == "Bridge at Velmark closed"
    assert given["published"] == "2022-11-25 08:00:00"
    assert "modified" not in given
    assert isinstance(aside, Aside)
    assert (aside.outcome, aside.reason) == (Outcome.SKIPPED, Reason.PART_OF_PAGE)


@pytest.mark.parametrize(
    "record",
    [
        {"width": 3, "name": "bridge"},
        {"title": "Bridge"},
        [RECORD],
        {**RECORD, "html": "<p>Another page."},
        {"url": "javascript:alert(1)"},
        "text",
    ],
)
def test_other_json_stays_an_input(record: object) -> None:
    """What is no article's record, a list, or a record with a page of its own is read by itself."""
    assert set(of({"bridge.html": "<p>Rain.", "bridge.json": json.dumps(record)}).values()) == {None}


@pytest.mark.parametrize("payload", [b"", b"{", b"\xff\xfe{", b"[" * 100_000, b'{"url": 1' + b"0" * 5000 + b"}"])
def test_broken_json_stays_an_input(payload: bytes) -> None:
    """JSON that cannot be read says nothing, and is not lost: its own reader says what is wrong with it."""
    assert set(of({"bridge.html": "<p>Rain.", "bridge.json": payload}).values()) == {None}


def test_a_record_without_its_page_stays_an_input() -> None:
    """Records in a folder where their pages are not, or in another one, are read by themselves."""
    tree: dict[str, str | bytes] = {"other.html": "", "bridge.json": json.dumps(RECORD), "in/bridge_1669.html": ""}
    assert set(of(tree).values()) == {None}


def test_a_record_is_of_one_page() -> None:
    """Of a page and its text dump with the same name, the record is the page's."""
    found = of({"bridge.html": "", "bridge.txt": "", "bridge.json": json.dumps(RECORD)})
    assert isinstance(found["bridge.html"], Note)
    assert found["bridge.txt"] is None


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("bridge.url", f"[InternetShortcut]\r\nURL={URL}\r\nIconIndex=0\r\n".encode()),
        ("bridge.webloc", plistlib.dumps({"URL": URL})),
        ("bridge.webloc", plistlib.dumps({"URL": URL}, fmt=plistlib.FMT_BINARY)),
        ("bridge.html.url", f"[InternetShortcut]\nURL={URL}".encode()),
    ],
)
def test_a_shortcut_beside_a_page_is_its_address(name: str, payload: bytes) -> None:
    """Shortcuts of Windows and macOS that are called like a page say where it is from."""
    found = of({"bridge.html": "", name: payload})
    note = found["bridge.html"]
    assert isinstance(note, Note)
    assert note.url == URL
    assert isinstance(found[name], Aside)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"URL=file:///etc/passwd",
        b"bplist00\xd1\x00\x00",
        b"bplist00" + b"\xff" * 64,
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ],
)
@pytest.mark.parametrize("name", ["bridge.url", "bridge.webloc"])
def test_a_shortcut_to_nowhere_says_nothing(name: str, payload: bytes) -> None:
    """A shortcut that is broken or leads to no web address stays an input."""
    assert set(of({"bridge.html": "", name: payload}).values()) == {None}


def test_a_shortcut_adds_the_address_that_the_record_lacks() -> None:
    """Record and shortcut of one page are heard together."""
    record = {name: value for name, value in RECORD.items() if name != "url"}
    tree: dict[str, str | bytes] = {
        "b.html": "",
        "b.json": json.dumps(record),
        "b.url": f"[InternetShortcut]\nURL={URL}",
    }
    note = of(tree)["b.html"]
    assert isinstance(note, Note)
    assert note.url == URL
    assert note.captured == "2022-11-26T09:30:00"


def test_many_records_are_each_of_their_page() -> None:
    """A folder of many pairs is read pair by pair."""
    pairs = {f"{number}.html": "" for number in range(300)}
    records = {f"{number}.json": json.dumps({**RECORD, "url": f"{URL}/{number}"}) for number in range(300)}
    found = of({**pairs, **records})
    for number in range(300):
        note = found[f"{number}.html"]
        assert isinstance(note, Note)
        assert note.url == f"{URL}/{number}"
        assert isinstance(found[f"{number}.json"], Aside)
