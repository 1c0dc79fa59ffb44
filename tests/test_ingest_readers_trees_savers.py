"""Pages that browsers saved with their files, and mirrors by HTTrack."""

import io
import zipfile

import pytest
from made_up_trees import said

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside
from ingest.readers.trees.hosts import claim_host
from ingest.readers.trees.httrack import claim_httrack
from ingest.readers.trees.save_as import ENDINGS, claim_saved_pages
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("page", ["Bro stengt.html", "Мост закрыт.HTM"])
def test_what_lies_beside_a_saved_page_belongs_to_it(ending: str, page: str) -> None:
    """All in the companion folder is skipped as part of the page, frames and their own frames, too."""
    folder = page.rpartition(".")[0] + ending
    tree = {page: "", f"{folder}/frame.html": "", f"{folder}/a.css": "", f"{folder}/frame_files/deep/b.html": ""}
    found = said(tree, (claim_saved_pages,))
    assert found.pop(page) is None
    for aside in found.values():
        assert isinstance(aside, Aside)
        assert (aside.outcome, aside.reason) == (Outcome.SKIPPED, Reason.PART_OF_PAGE)


@pytest.mark.parametrize(
    "tree",
    [
        {"Page_files/a.html": ""},
        {"Other.html": "", "Page_files/a.html": ""},
        {"index.html": "", "index-2022/a.html": ""},
        {"Page.txt": "", "Page_files/a.html": ""},
        {"in/Page.html": "", "Page_files/a.html": ""},
        {"_files/a.html": "", ".html": ""},
        {"Page.html/Page_files": "", "Page_files/a.html": ""},
    ],
)
def test_without_its_page_a_folder_is_no_companion(tree: dict[str, str]) -> None:
    """Only where the page lies beside it is a folder its companion: pages are not lost for the name of a folder."""
    assert set(said(tree, (claim_saved_pages,)).values()) == {None}


def test_a_companion_keeps_its_files_from_other_claims() -> None:
    """A host's folder in a companion folder is no crawl."""
    tree = {"Page.html": "", "Page_files/posten.example/index.html": ""}
    assert isinstance(said(tree, (claim_saved_pages, claim_host))["Page_files/posten.example/index.html"], Aside)


HEADER = (
    "date\tsize'/'remotesize\tflags(request:Update,Range state:File response:Modified,Chunked,gZipped)\t"
    "statuscode\tstatus ('servermsg')\tMIME\tEtag|Date\tURL\tlocalfile\t(from URL)\n"
)
LOG = "HTTrack3.49-2 launched on Fri, 25 Nov 2022 18:41:47 at https://posten.example/ +*.example\n"


def line(url: str, path: str, *, time: str = "18:42:10", status: str = "200") -> str:
    """Return one line of HTTrack's list."""
    return f"{time}\t219/219\t---M--\t{status}\tadded ('OK')\ttext/html\tetag:%22x%22\t{url}\t{path}\t(from )\n"


def mirror(*lines: str, **more: str) -> dict[str, str]:
    """Return a mirror with its list and two pages."""
    listing = {"hts-cache/new.txt": HEADER + "".join(lines)} if lines else {"hts-cache/doit.log": ""}
    return {"posten.example/a.html": "", "posten.example/b3f2.html": "", "hts-log.txt": LOG, **listing, **more}


@pytest.mark.parametrize(
    "written",
    [
        "posten.example/b3f2.html",
        "/home/somebody/websites/bridge/posten.example/b3f2.html",
        r"C:\My Web Sites\bridge\posten.example\b3f2.html",
    ],
)
def test_the_list_names_the_address_whatever_the_machine(written: str) -> None:
    """The path in the list may be that of another machine; the address is the one that was fetched."""
    found = said(mirror(line("https://posten.example/b?id=7", written)), (claim_httrack, claim_host))
    note = found["posten.example/b3f2.html"]
    assert isinstance(note, Note)
    assert (note.url, note.basis, note.captured) == ("https://posten.example/b?id=7", "tree:httrack", "2022-11-25")


def test_names_that_the_list_escapes_are_found() -> None:
    """The list writes `w%20x` where the folder is called `w x`."""
    path = "posten.example/mai nyt/bl\u00e5.html"
    tree = mirror(line("https://posten.example/mai%20nyt/bl%C3%A5.html", "./posten.example/mai%20nyt/bl%c3%a5.html"))
    note = said({**tree, path: ""}, (claim_httrack,))[path]
    assert isinstance(note, Note)
    assert note.url == "https://posten.example/mai%20nyt/bl%C3%A5.html"


def test_the_day_is_not_guessed() -> None:
    """A fetch whose clock stands before the launch was on another day; without the launch no day is known."""
    url, path = "https://posten.example/b", "posten.example/b3f2.html"
    past_midnight = said(mirror(line(url, path, time="00:10:00")), (claim_httrack,))[path]
    no_log = said({**mirror(line(url, path)), "hts-log.txt": "launched on some day"}, (claim_httrack,))[path]
    assert isinstance(past_midnight, Note)
    assert isinstance(no_log, Note)
    assert past_midnight.captured is no_log.captured is None


def test_without_a_list_the_path_allows_and_the_page_says() -> None:
    """HTTrack renames what it saves: the path alone is no address, a page that names one of those allowed has it."""
    note = said(mirror(), (claim_httrack, claim_host))["posten.example/a.html"]
    assert isinstance(note, Note)
    plain = RawPage(source=Source(path="a"), payload=b"<p>Rain.", format="html")
    assert note.told_of(plain).url is None
    named = b'<link rel=canonical href="https://posten.example/a">'
    told = note.told_of(RawPage(source=Source(path="a"), payload=named, format="html"))
    assert (told.url, told.url_basis) == ("https://posten.example/a", "tree:httrack")


def test_httracks_own_files_are_no_pages() -> None:
    """Its index, its pictures, its cache and its logs are put aside; an index that is a page of the site is read."""
    own = mirror(**{"index.html": "<!-- Mirror and index made by HTTrack Website Copier/3.49 -->", "backblue.gif": ""})
    found = said(own, (claim_httrack,))
    aside = sorted(path for path, each in found.items() if isinstance(each, Aside))
    assert aside == ["backblue.gif", "hts-cache/doit.log", "hts-log.txt", "index.html"]
    assert said(mirror(**{"index.html": "<p>Rain."}), (claim_httrack,))["index.html"] is None


@pytest.mark.parametrize(
    "listing",
    [
        b"",
        b"\x00\xff\n\t\t\t\n",
        (HEADER + line("javascript:alert(1)", "posten.example/a.html")).encode(),
        (HEADER + line("https://posten.example/a", "posten.example/a.html", status="404")).encode(),
        (HEADER + "18:42\t200\tposten.example/a.html\n").encode(),
        (HEADER + line("https://posten.example/a", "../../etc/a.html")).encode(),
    ],
)
def test_a_broken_list_says_nothing(listing: bytes) -> None:
    """Lines that are cut, hostile, or of what was not fetched give no address."""
    tree = {**mirror(), "hts-cache/new.txt": listing}
    note = said(tree, (claim_httrack,))["posten.example/a.html"]
    assert isinstance(note, Note)
    assert note.url is None


def cache_of(url: str, header: str) -> bytes:
    """Return a cache with one member, the answer's header in the extra field before its bytes alone."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(url, "<p>Rain.")
    payload = bytearray(held.getvalue())
    extra = header.encode()
    begin = 30 + len(url.encode())
    payload[28:30] = len(extra).to_bytes(2, "little")
    payload[begin:begin] = extra
    end = payload.rindex(b"PK\x05\x06")
    payload[end + 16 : end + 20] = (int.from_bytes(payload[end + 16 : end + 20], "little") + len(extra)).to_bytes(
        4, "little"
    )
    return bytes(payload)


def test_the_cache_names_the_address_where_there_is_no_list() -> None:
    """Without its list HTTrack's cache says where each file was fetched from."""
    header = "HTTP/1.1 200 OK\r\nX-In-Cache: 1\r\nX-StatusCode: 200\r\nX-Save: /old/place/posten.example/b3f2.html\r\n"
    tree = {**mirror(), "hts-cache/new.zip": cache_of("https://posten.example/b?id=7", header)}
    note = said(tree, (claim_httrack,))["posten.example/b3f2.html"]
    assert isinstance(note, Note)
    assert (note.url, note.captured) == ("https://posten.example/b?id=7", None)


@pytest.mark.parametrize(
    "cache",
    [
        b"",
        b"PK\x05\x06" + b"\xff" * 18,
        cache_of("https://posten.example/b", "X-StatusCode: 404\r\nX-Save: posten.example/b3f2.html\r\n"),
        cache_of("javascript:alert(1)", "X-StatusCode: 200\r\nX-Save: posten.example/b3f2.html\r\n"),
        cache_of("https://posten.example/b", "X-StatusCode: 200\r\nX-Save: posten.example/b3f2.html\r\n")[:90],
    ],
    ids=("empty", "end", "missing", "script", "cut"),
)
def test_a_broken_cache_says_nothing(cache: bytes) -> None:
    """A cache that is cut, hostile, or of answers that were none gives no address."""
    note = said({**mirror(), "hts-cache/new.zip": cache}, (claim_httrack,))["posten.example/b3f2.html"]
    assert isinstance(note, Note)
    assert note.url is None
