"""Addresses from the paths of crawlers' trees, and from folders of captures."""

from dataclasses import replace

import pytest
from made_up_trees import said

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside
from ingest.readers.trees.hosts import claim_host, host_of
from ingest.readers.trees.wayback import claim_wayback
from schemas.page import RawPage, Source
from schemas.report import Reason

HOST = "posten.example"


def page(payload: str) -> RawPage:
    """Return a page of which nothing but its bytes is known."""
    return RawPage(source=Source(path="a.html"), payload=payload.encode(), format="html")


def naming(url: str) -> str:
    """Return a page that names an address as its own."""
    return f'<html><head><title>T</title><link rel="canonical" href="{url}"></head><p>Rain.'


def address(tree: dict[str, str], path: str, *, name: str = "given") -> str | None:
    """Return the address that a file of a tree gets, as the worker settles it."""
    note = said(tree, (claim_wayback, claim_host), name)[path]
    return note.told_of(page(tree[path])).url if isinstance(note, Note) else None


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("posten.example", "posten.example"),
        ("WWW.Posten.Example", "www.posten.example"),
        ("news.posten.co.uk", "news.posten.co.uk"),
        ("xn--90a3ac.xn--p1ai", "xn--90a3ac.xn--p1ai"),
        ("posten.example:8080", "posten.example:8080"),
        ("posten.example+8080", "posten.example:8080"),
        ("notes.txt", None),
        ("v1.2.3", None),
        ("archive.old", None),
        ("README.md", None),
        ("2022.11.25", None),
        ("posten", None),
        (".example", None),
        ("-a.example", None),
        ("posten.example_files", None),
        ("a" * 70 + ".com", None),
        ("a." * 150 + "com", None),
        ("Ой.рф", None),
    ],
)
def test_only_names_of_hosts_are_hosts(name: str, host: str | None) -> None:
    """A folder is a host where its name can be one and ends as hosts do; versions, dates and files are none."""
    assert host_of(name) == host


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", "https://posten.example/"),
        ("2022/bridge/index.html", "https://posten.example/2022/bridge/"),
        ("news.php?id=3", "https://posten.example/news.php?id=3"),
        ("news.php@id=3&p=2", "https://posten.example/news.php?id=3&p=2"),
        ("index.html?p=3", "https://posten.example/?p=3"),
        ("2022/bridge", "https://posten.example/2022/bridge"),
        ("2022/old.htm", "https://posten.example/2022/old.htm"),
        ("ü ber#1.htm", "https://posten.example/%C3%BC%20ber%231.htm"),
    ],
)
def test_a_path_that_no_crawler_changes_is_the_address(path: str, url: str) -> None:
    """Where one address alone is possible, or `index.html` stands for a folder, it is the page's."""
    assert address({f"{HOST}/robots.txt": "", f"{HOST}/{path}": "<p>Rain."}, f"{HOST}/{path}") == url


def test_an_ending_that_may_be_the_crawlers_is_settled_by_the_page() -> None:
    """`bridge.html` was `bridge.html` or `bridge`; where the page does not say which, it has no address."""
    path = f"{HOST}/2022/bridge.html"

    def given(payload: str) -> str | None:
        return address({f"{HOST}/index.html": "", path: payload}, path)

    assert given("<p>Rain.") is None
    assert given(naming(f"https://{HOST}/2022/bridge")) == f"https://{HOST}/2022/bridge"
    assert given(naming(f"http://{HOST}/2022/bridge.html")) == f"http://{HOST}/2022/bridge.html"
    assert given(f'<meta content="https://{HOST}/2022/bridge/" property=og:url><p>Rain.').__str__().endswith("bridge/")
    assert given(naming(f"https://{HOST}/2022/other")) is None
    assert given(naming("https://agency.example/2022/bridge")) is None


def test_a_crawler_that_added_no_ending_is_believed() -> None:
    """Where pages of scripts stand without `.html`, none was added; where they stand with it, it was."""
    plain = {f"{HOST}/index.html": "", f"{HOST}/news.php": "", f"{HOST}/2022/bridge.html": "<p>Rain."}
    assert address(plain, f"{HOST}/2022/bridge.html") == f"https://{HOST}/2022/bridge.html"
    added = {f"{HOST}/news.php?id=3.html": "<p>Rain.", f"{HOST}/2022/bridge.html": "<p>Rain."}
    assert address(added, f"{HOST}/2022/bridge.html") is None
    assert address(added, f"{HOST}/news.php?id=3.html") == f"https://{HOST}/news.php?id=3"


def test_files_that_a_person_sorted_get_no_address() -> None:
    """A folder called like a host, without a trace of a crawler, gives an address only to pages that name it."""
    tree = {f"{HOST}/bridge.txt": "Rain.", f"{HOST}/report.pdf": "%PDF", f"{HOST}/a": naming(f"https://{HOST}/a")}
    assert [address(tree, path) for path in tree] == [None, None, f"https://{HOST}/a"]


def test_a_start_page_that_names_another_address_has_none() -> None:
    """`index.html` of a page that names another page of its host was called so by somebody else."""
    tree = {f"{HOST}/index.html": naming(f"https://{HOST}/2022/bridge")}
    assert address(tree, f"{HOST}/index.html") is None


@pytest.mark.parametrize(
    ("payload", "scheme"),
    [
        ("<p>Rain.", "https"),
        ('<a href="http://posten.example/b">b</a>', "http"),
        ('<a href="https://posten.example/b">b</a> <a href="http://posten.example/c">c</a>', "https"),
        ('<a href="http://other.example/b">b</a>', "https"),
        (naming("http://posten.example/a?id=1"), "http"),
    ],
)
def test_the_scheme_is_what_the_page_uses(payload: str, scheme: str) -> None:
    """A tree does not keep the scheme: the page's own address or its links to its host say it, else it is https."""
    path = f"{HOST}/news.php?id=1"
    assert address({path: payload}, path) == f"{scheme}://posten.example/news.php?id=1"


@pytest.mark.parametrize("path", ["bridge.html.1", "index.html.2"])
def test_a_second_copy_is_not_at_an_address_of_its_own(path: str) -> None:
    """`bridge.html.1` is the second fetch of `bridge.html`, not a page of that name."""
    url = f"https://{HOST}/" if path.startswith("index") else f"https://{HOST}/bridge.html"
    tree = {f"{HOST}/robots.txt": "", f"{HOST}/{path}": "<p>Rain."}
    assert address(tree, f"{HOST}/{path}") is None
    assert address({**tree, f"{HOST}/{path}": naming(url)}, f"{HOST}/{path}") == url


def test_a_page_as_it_was_fetched_stands_for_the_one_with_changed_links() -> None:
    """`wget -K` keeps the page under the server's own name: that is the address, and the changed page is put aside."""
    pages = {"bridge.html": "bridge.orig", "2022/flood.html": "2022/flood.html.orig", "index.html": "index.html.orig"}
    tree = {f"{HOST}/{name}": "<p>Rain." for pair in pages.items() for name in pair}
    found = said({**tree, f"{HOST}/2022/other.html": "<p>Rain."}, (claim_host,))
    for name in pages:
        aside = found[f"{HOST}/{name}"]
        assert isinstance(aside, Aside)
        assert aside.reason == Reason.PART_OF_PAGE
    assert [address(tree, f"{HOST}/{name}") for name in pages.values()] == [
        "https://posten.example/bridge",
        "https://posten.example/2022/flood.html",
        "https://posten.example/",
    ]
    assert isinstance(found[f"{HOST}/2022/other.html"], Note)


@pytest.mark.parametrize(("own", "expect"), [("p=1/2", "p=1/2"), ("p=1%2F2", "p=1%2F2"), (None, None)])
def test_a_slash_in_a_query_is_settled_by_the_page(own: str | None, expect: str | None) -> None:
    """No name holds a `/`: `%2F` in the query of a name was one, or was not."""
    path = f"{HOST}/news.php?p=1%2F2"
    found = address({path: naming(f"https://{HOST}/news.php?{own}") if own else "<p>Rain."}, path)
    assert found == (f"https://{HOST}/news.php?{expect}" if expect else None)


def test_the_folder_that_was_given_may_be_the_host() -> None:
    """The given folder's own name counts; a folder called like a host inside a host is a path."""
    tree = {"index.html": "", "agency.example/index.html": ""}
    assert address(tree, "index.html", name=HOST) == f"https://{HOST}/"
    assert address(tree, "agency.example/index.html", name=HOST) == f"https://{HOST}/agency.example/"
    assert address(tree, "agency.example/index.html", name="given") == "https://agency.example/"


def test_what_a_crawler_reads_on_its_way_is_no_page() -> None:
    """`robots.txt` at the top is put aside; one further down is a file like others."""
    found = said({f"{HOST}/robots.txt": "", f"{HOST}/a/robots.txt": ""}, (claim_host,))
    assert isinstance(found[f"{HOST}/robots.txt"], Aside)
    assert isinstance(found[f"{HOST}/a/robots.txt"], Note)


def test_a_page_keeps_what_it_knows_better() -> None:
    """The address of a saver's mark stands before that of the tree; the tree's basis is said."""
    note = said({f"{HOST}/index.html": ""}, (claim_host,))[f"{HOST}/index.html"]
    assert isinstance(note, Note)
    marked = replace(page("x"), url="https://posten.example/marked", url_basis="saver:singlefile")
    assert note.told_of(marked).url_basis == "saver:singlefile"
    assert note.told_of(page("x")).url_basis == "tree:wget"
    assert note.told_of(page("x")).captured is None


@pytest.mark.parametrize("folder", ["https:/", "https_/", "https%3A/", "https+3A/", ""])
def test_a_mirrored_replay_names_address_and_time(folder: str) -> None:
    """The Wayback Machine's folders say where the page stood and when it was captured."""
    path = f"web.archive.org/web/20221125093000/{folder}{HOST}/a/index.html"
    note = said({path: ""}, (claim_wayback, claim_host))[path]
    assert isinstance(note, Note)
    told = note.told_of(page("x"))
    assert (told.url, told.url_basis) == (f"https://{HOST}/a/", "tree:wayback")
    assert (told.captured, told.captured_basis) == ("2022-11-25T09:30:00+00:00", "tree:wayback")


def test_a_replay_keeps_its_scheme_and_its_page_speaks_through_the_replay() -> None:
    """`http:` in the folders stands; a canonical link that the replay rewrote is read as the page wrote it."""
    path = f"web.archive.org/web/20221125093000id_/http:/{HOST}/bridge.html"
    rewritten = naming(f"https://web.archive.org/web/20221125093000/http://{HOST}/bridge")
    assert address({path: rewritten}, path) == f"http://{HOST}/bridge"
    assert address({path: "<p>Rain."}, path) is None


def test_stamped_folders_of_a_host_are_captures() -> None:
    """`host/YYYYMMDDhhmmss/path` names the time of each capture, where all folders are such."""
    tree = {f"websites/{HOST}/20221125093000/a.htm": "x", f"websites/{HOST}/20231126100000/a.htm": "y"}
    notes = [note for note in said(tree, (claim_wayback, claim_host)).values() if isinstance(note, Note)]
    assert [note.told_of(page("x")).url for note in notes] == [f"https://{HOST}/a.htm"] * 2
    assert [note.captured for note in notes] == ["2022-11-25T09:30:00+00:00", "2023-11-26T10:00:00+00:00"]


def test_a_downloader_of_captures_lays_pages_as_folders() -> None:
    """Under `websites/` the page `/a` lies as `a/index.html`, like `/a/`: the page says which it is."""
    path = f"websites/{HOST}/a/index.html"
    tree = {f"websites/{HOST}/index.html": "<p>Rain.", path: "<p>Rain."}
    assert address(tree, path) is None
    assert address(tree, f"websites/{HOST}/index.html") == f"https://{HOST}/"
    assert address({**tree, path: naming(f"https://{HOST}/a")}, path) == f"https://{HOST}/a"
    stamped = f"websites/{HOST}/20221125093000/a/index.html"
    assert address({stamped: "<p>Rain."}, stamped) is None


@pytest.mark.parametrize("stamp", ["20221399000000", "20220230000000", "2022112509300", "00000000000000"])
def test_fourteen_digits_that_are_no_time_are_a_path(stamp: str) -> None:
    """A number that is no time claims nothing: the folder is part of the path."""
    path = f"{HOST}/{stamp}/index.html"
    note = said({path: "", f"{HOST}/robots.txt": ""}, (claim_wayback, claim_host))[path]
    assert isinstance(note, Note)
    assert (note.basis, note.captured) == ("tree:wget", None)
    assert note.url == f"https://{HOST}/{stamp}/"


@pytest.mark.parametrize(
    "path", ["web.archive.org/web/20221125093000/https:/", "web.archive.org/web/2022/x", "web.archive.org/index.html"]
)
def test_other_files_of_the_replay_are_not_spoken_of(path: str) -> None:
    """What lies beside the captures in a mirror of the Wayback Machine gets no address."""
    assert said({path: ""}, (claim_wayback, claim_host))[path] is None
