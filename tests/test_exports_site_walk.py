"""Every page of the reading room, reached from the front page by its links, in this process."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from editing import EDITING, signed_in
from reading_room import NAME, XHTML
from rich_archive import annex, rich_archive
from room_walk import OURS, Walk, bare_kind_of, faults_of, is_our_script, links_in, walk

STARTS = (
    "/",
    f"/{NAME}/-/home",
    f"/{NAME}/-/search?q=bridge",
    f"/{NAME}/-/article/odd-plain?q=bridge",
    f"/{NAME}/-/article/odd-table",
    f"/{NAME}/-/article/odd-read-twice",
)
"""From here on every page must be found by links alone."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, room: Callable[..., Any]) -> Any:  # noqa: ANN401  the conftest's room
    """Open the rich archive, and a small one beside it."""
    folder = tmp_path_factory.mktemp("walk")
    return room(rich_archive(folder), annex(folder), editing=EDITING)


@pytest.fixture(scope="module")
def walked(opened: Any) -> Walk:  # noqa: ANN401
    """Walk through it once."""
    return walk(opened.get, starts=STARTS, each=8)


@pytest.fixture(scope="module")
def edited(opened: Any) -> Walk:  # noqa: ANN401
    """Walk through it as somebody who may change it: fewer pages of each kind."""
    return walk(signed_in(opened).get, starts=STARTS, each=6, others=1, kind_of=bare_kind_of)


@pytest.fixture(scope="module")
def read(walked: Walk, edited: Walk) -> list[tuple[str, Any, list[Any]]]:
    """Give path, tree and errors of up to three pages of each kind, as a strict parser of HTML reads them."""
    found = []
    for step in (*walked.pages(most=3), *edited.pages(most=2)):
        parser = html5lib.HTMLParser()
        tree = parser.parse(step.text)
        found.append((step.path, tree, parser.errors))
    return found


def test_every_page_can_be_reached_by_links(walked: Walk, edited: Walk) -> None:
    """No page of ours is forgotten: links lead from the front page to one of each address in `routes`."""
    met = {step.address for step in (*walked.steps, *edited.steps)}
    assert [address for address in OURS if address not in met] == []


def test_every_link_answers(walked: Walk, edited: Walk) -> None:
    """No link on any page, of ours or of Datasette's, leads nowhere."""
    assert len(walked.steps) > 100
    assert faults_of(walked.steps) == []
    assert faults_of(edited.steps) == []


def test_every_page_is_valid_html(read: list[tuple[str, Any, list[Any]]]) -> None:
    """The strict parser finds nothing to mend; ids are unique and fragments lead to one of them."""
    for path, tree, errors in read:
        assert errors == [], path
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], path
        anchors = [str(link.get("href")) for link in tree.iter(f"{XHTML}a") if str(link.get("href")).startswith("#")]
        assert {unquote(anchor[1:]) for anchor in anchors} <= set(ids), path


def test_every_page_says_what_it_is(read: list[tuple[str, Any, list[Any]]]) -> None:
    """Each has a title, one heading of the first rank, and a main part."""
    for path, tree, _ in read:
        counts = Counter(str(element.tag).removeprefix(XHTML) for element in tree.iter())
        assert (counts["title"], counts["h1"], counts["main"]) == (1, 1, 1), path
        title = next(tree.iter(f"{XHTML}title"))
        assert (title.text or "").strip(), path


def test_no_page_brings_a_foreign_script_a_style_or_a_handler(read: list[tuple[str, Any, list[Any]]]) -> None:
    """Our pages load files of ours, and nothing else."""
    for path, tree, _ in read:
        for element in tree.iter():
            tag = str(element.tag).rpartition("}")[2]
            if tag == "script":
                assert is_our_script(element.get("src"), element.text), path
            assert tag not in {"style", "iframe", "object", "embed", "base", "img"}, path
            assert not [name for name in element.attrib if str(name).startswith("on") or name == "style"], path


def test_every_page_has_its_words_for_scripts(opened: Any, walked: Walk) -> None:  # noqa: ANN401
    """Each reading page answers as JSON at its address with .json."""
    addresses = {address for address in OURS if "json" in address}
    for step in walked.pages(most=2):
        if step.address not in addresses:
            continue
        path, _, query = step.path.partition("?")
        response = opened.get(f"{path}.json?{query}")
        assert response.status_code == 200, path
        json.loads(response.text)


def test_nothing_is_spoilt_by_a_prefix(opened: Any, walked: Walk, room: Callable[..., Any]) -> None:  # noqa: ANN401
    """Behind a proxy that puts a path before ours every link of ours has it."""
    archives = [Path(opened.datasette.get_database(name).path) for name in (NAME, "annex")]
    prefixed = room(*archives, base_url="/papers/")
    for step in walked.pages(most=1):
        page = prefixed.get(step.path)
        assert page.status_code == 200, step.path
        astray = [link for link in links_in(page.text) if not link.startswith("/papers/") and link != "/papers"]
        assert astray == [], step.path


def test_what_is_not_there_is_said(opened: Any) -> None:  # noqa: ANN401
    """A name that nothing answers to gives 404 and a sentence, as a page and as JSON, where an address names one."""
    named = [
        address for address in OURS if re.search(r"\(\?P<(article|name|a|sha256)>", address) and "form>" not in address
    ]
    assert named
    for address in named:
        path = _filled(address, "no-such-thing")
        for each in (path, f"{path}.json"):
            response = opened.get(each)
            assert response.status_code == 404, each
            assert "Traceback" not in response.text, each


def _filled(address: str, name: str) -> str:
    """Return a path that an address matches."""
    path = re.sub(r"\(\?P<database>[^)]*\)", NAME, address).replace("(?:\\.(?P<format>json))?$", "").removesuffix("$")
    filled = re.sub(r"\(\?P<[^)]*\)", name, path)
    assert re.match(address, filled), (address, filled)
    return filled
