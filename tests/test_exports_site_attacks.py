"""Over 154 attempts to make words more than words, in every place where a page shows some, as parsers read it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from attacks import attacked_archive, payloads
from editing import EDITING, signed_in
from lxml import html
from reading_room import NAME
from room_walk import Step, faults_of, is_our_script, walk

PARAMETERS = (
    "q",
    "outlet",
    "language",
    "tag",
    "from",
    "to",
    "sort",
    "page",
    "person",
    "agency",
    "host",
    "basis",
    "story",
)
"""Of the search page: those that it has, and some that it may come to have."""

LIVE = frozenset(
    {"script", "style", "iframe", "frame", "object", "embed", "base", "img", "image", "math", "video", "audio"}
)
LIVE |= {
    "link",
    "meta",
    "marquee",
    "isindex",
    "foreignobject",
    "use",
    "set",
    "animate",
    "template",
    "noscript",
    "plaintext",
}
LIVE_ATTRIBUTES = frozenset({"style", "srcdoc", "ping", "background", "srcset", "formaction", "http-equiv"})
OURS_IN_HEAD = {"link", "meta"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, room: Callable[..., Any]) -> Any:  # noqa: ANN401  the conftest's room
    """Open an archive of attempts."""
    return room(attacked_archive(tmp_path_factory.mktemp("attacks")), editing=EDITING)


def live_parts(page: str) -> list[str]:
    """Return everything that a browser would run, load, or follow somewhere unsafe; the fast parser reads like it."""
    return _live(html.document_fromstring(page))


def strictly_live_parts(page: str) -> list[str]:
    """Return the same by the parser that the standard describes."""
    return _live(html5lib.parse(page))


def _live(tree: Any) -> list[str]:  # noqa: ANN401  a tree
    """Return the live parts of a tree, without the stylesheet and the like that a head of ours has."""
    found = []
    for parent in (None, *tree.iter()):
        in_head = parent is not None and _name(parent.tag) == "head"
        for element in [tree] if parent is None else parent:
            tag = _name(element.tag)
            is_ours = in_head and tag in OURS_IN_HEAD
            is_ours |= tag == "script" and is_our_script(element.get("src"), element.text)
            found += [tag] if tag in LIVE and not is_ours else []
            found += [f"{tag} {each}" for each in _live_attributes(element.attrib)]
    return found


def _live_attributes(attributes: Mapping[str, str]) -> Iterator[str]:
    for key, value in attributes.items():
        name = _name(key)
        if name.startswith("on") or name in LIVE_ATTRIBUTES:
            yield name
        if name in {"href", "src", "action", "data", "poster"} and not _is_safe(value):
            yield f"{name}={value[:60]}"


def _name(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _is_safe(address: str) -> bool:
    return address.startswith(("/", "#", "?", "http://", "https://")) and not address.startswith(("//", "/\\"))


def test_there_are_enough_attempts() -> None:
    """The list has not shrunk, and has none twice."""
    assert len(payloads()) >= 154
    assert len(set(payloads())) == len(payloads())


def test_the_parsers_find_what_is_live() -> None:
    """Written as it stands, next to every attempt of elements would be found: the test can fail."""
    bare = [attack for attack in payloads() if attack.startswith(("<img", "<svg", "<script", "<iframe", "<a "))]
    assert sum(bool(live_parts(f"<p>{attack}")) for attack in bare) > len(bare) * 0.9
    assert sum(bool(strictly_live_parts(f"<p>{attack}")) for attack in bare) > len(bare) * 0.9


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_attempts_stay_words_on_every_page(who: str, opened: Any) -> None:  # noqa: ANN401
    """No page, met by any link from the front page, has a part that is live; every page answers."""
    get = signed_in(opened).get if who == "editor" else opened.get
    starts = ("/", *(f"/{NAME}/-/article/A-{number:04d}" for number in range(1, len(payloads()) + 1)))
    walked = walk(get, starts=starts, each=200 if who == "reader" else 40, others=0, most=700)
    assert faults_of(walked.steps) == []
    pages = walked.pages()
    assert len(pages) > (200 if who == "reader" else 60)
    assert _found(pages, live_parts) == {}
    assert _found(walked.pages(most=8), strictly_live_parts) == {}


def _found(pages: list[Step], parts: Callable[[str], list[str]]) -> dict[str, list[str]]:
    return {page.path: found for page in pages if (found := parts(page.text))}


def test_attempts_in_an_address_stay_words(opened: Any) -> None:  # noqa: ANN401
    """Every parameter of the search page, and every name in an address, is shown as it was typed or not at all."""
    for number, attack in enumerate(payloads()):
        asked = quote(attack, safe="")
        several = "&".join(f"{name}={asked}" for name in PARAMETERS)
        named = ("article", "story", "family", "compare/x")[number % 4]
        for path in (
            f"search?{several}",
            f"search?q={asked}",
            f"{named}/{asked}",
            f"article/A-0001?q={asked}&text={asked}&at=1",
        ):
            response = opened.get(f"/{NAME}/-/{path}")
            assert response.status_code in {200, 302, 404}, path
            assert live_parts(response.text or "<p>") == [], path
            assert not any("evil.example" in value for value in response.headers.values()), path


def test_attempts_in_json_are_no_page(opened: Any) -> None:  # noqa: ANN401
    """What scripts read is never taken for a page."""
    for path in ("search.json?q=alert", "article/A-0001.json", "left-out.json", "stories.json"):
        response = opened.get(f"/{NAME}/-/{path}")
        assert response.headers["content-type"].startswith("application/json"), path
        assert response.headers["x-content-type-options"] == "nosniff", path
