"""Files that a spider downloaded, and the lists beside them."""

import json

import pytest
from made_up_trees import said

from ingest.readers.beside import Note
from ingest.readers.trees.downloads import claim_downloads
from ingest.readers.trees.folder import Aside

PATH = "full/3f2a9c.html"
URL = "https://posten.example/2022/bridge"
RECORD = {
    "title": "Bridge at Velmark closed",
    "url": "https://posten.example/list",
    "date": "2022-11-25",
    "files": [{"url": URL, "path": PATH, "checksum": "0" * 32, "status": "downloaded"}],
}


def of(name: str, held: str) -> dict[str, Note | Aside | None]:
    """Return what is said of a downloaded file and its list."""
    return said({PATH: "<p>Rain.", "full/other.html": "", name: held}, (claim_downloads,))


@pytest.mark.parametrize("name", ["items.jl", "items.jsonl", "items.json"])
def test_a_list_says_where_its_files_are_from(name: str) -> None:
    """A file gets the address that it was fetched from, and the facts of its record; the list is no input."""
    held = json.dumps([RECORD]) if name.endswith(".json") else json.dumps(RECORD) + "\n"
    found = of(name, held)
    note = found[PATH]
    assert isinstance(note, Note)
    assert note.url == URL
    assert {fact.field for fact in note.given} == {"headline", "published"}
    assert isinstance(found[name], Aside)
    assert found["full/other.html"] is None


def test_a_record_of_several_files_gives_them_no_facts() -> None:
    """A title belongs to one page; of several files nobody knows which."""
    other = {"url": f"{URL}?p=2", "path": "full/other.html"}
    found = of("items.jl", json.dumps({**RECORD, "files": [*RECORD["files"], other]}))
    notes = [found[path] for path in (PATH, "full/other.html")]
    assert [(note.url, note.given) for note in notes if isinstance(note, Note)] == [(URL, ()), (f"{URL}?p=2", ())]


def test_a_list_with_texts_stays_an_input() -> None:
    """Records that have a text of their own, or name no file, are read as records."""
    with_text = of("items.jl", json.dumps({**RECORD, "text": "Rain."}))
    assert with_text["items.jl"] is None
    assert isinstance(with_text[PATH], Note)
    mixed = of("items.jl", json.dumps(RECORD) + "\n" + json.dumps({"url": URL, "text": "Rain."}))
    assert mixed["items.jl"] is None


@pytest.mark.parametrize(
    "held",
    [
        "",
        '"files"',
        '{"files": ',
        '{"files": 5}',
        '{"files": [5, {"path": 1, "url": 2}]}',
        json.dumps({"files": [{"path": "../../etc/passwd", "url": URL}]}),
        json.dumps({"files": [{"path": PATH, "url": "javascript:alert(1)"}]}),
        "[" * 50_000 + '"files"',
    ],
)
def test_a_broken_list_says_nothing(held: str) -> None:
    """Lists that are cut, hostile or of something else claim nothing."""
    assert set(of("items.jl", held).values()) == {None}
