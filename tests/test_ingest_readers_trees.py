"""What several claims say together, on the disk and in a container."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from made_up_trees import laid, said, walked

from archive.walk import find_files
from ingest.readers.beside import Note
from ingest.readers.trees import Aside, Claim, Claimer, Folder, Members, Names
from schemas.report import Outcome, Reason, Rejection

PART = Aside(reason=Reason.PART_OF_PAGE, detail="It belongs to a page.")


@dataclass(frozen=True)
class Said:
    """A claim that says what a function says."""

    answer: Callable[[str], Note | Aside | None]
    kind: str = "made-up"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Return the answer."""
        return self.answer(inside)


def on(name: str, answer: Callable[[str], Note | Aside | None]) -> Claimer:
    """Return a claimer of the folders of a name."""
    return lambda folder: Said(answer) if folder.name == name else None


def noted(url: str) -> Note:
    """Return a note with an address."""
    return Note(basis="made-up", url=url)


TREE = {"top.html": "t", "mirror/a.html": "a", "mirror/inner/b.html": "b", "mirror/inner/c.html": "c"}


def test_the_innermost_claim_that_says_something_is_heard() -> None:
    """A claim of a folder inside is heard first, and the outer one where the inner has nothing to say."""
    outer = on("mirror", lambda inside: noted(f"outer:{inside}"))
    inner = on("inner", lambda inside: noted(f"inner:{inside}") if inside == "b.html" else None)
    found = said(TREE, (outer, inner))
    urls = {path: each.url if isinstance(each, Note) else None for path, each in found.items()}
    assert urls == {
        "top.html": None,
        "mirror/a.html": "outer:a.html",
        "mirror/inner/b.html": "inner:b.html",
        "mirror/inner/c.html": "outer:inner/c.html",
    }


def test_what_an_outer_folder_puts_aside_stays_aside() -> None:
    """No claim inside brings back what a folder around it puts aside."""
    found = said(TREE, (on("mirror", lambda _: PART), on("inner", lambda _: noted("x"))))
    assert [found[path] for path in TREE] == [None, PART, PART, PART]


def test_of_two_claims_on_a_folder_the_first_is_heard() -> None:
    """The order of the claimers decides between claims on the same folder."""
    found = said(TREE, (on("mirror", lambda _: noted("one")), on("mirror", lambda _: noted("two"))))
    assert found["mirror/a.html"] == noted("one")


def test_the_outermost_folder_can_be_claimed_by_its_own_name(tmp_path: Path) -> None:
    """The folder that was given, and a container, have a name of their own."""
    claimers = (on("given", noted),)
    assert said(TREE, claimers)["mirror/a.html"] == noted("mirror/a.html")
    assert walked(laid(tmp_path / "given", TREE), claimers)["mirror/a.html"] == noted("mirror/a.html")


def test_the_walk_and_a_container_say_the_same(tmp_path: Path) -> None:
    """What is put aside is skipped with its reason by the walk; notes and silence are the same in both."""
    claimers = (on("mirror", lambda inside: noted(inside) if inside == "a.html" else None), on("inner", lambda _: PART))
    on_disk = walked(laid(tmp_path, TREE), claimers)
    for path, each in said(TREE, claimers).items():
        if isinstance(each, Aside):
            rejection = on_disk[path]
            assert isinstance(rejection, Rejection)
            outcome = (rejection.outcome, rejection.reason, rejection.detail)
            assert outcome == (Outcome.SKIPPED, Reason.PART_OF_PAGE, PART.detail)
        else:
            assert on_disk[path] == each


def test_a_claimer_sees_names_and_small_files_but_no_way_out(tmp_path: Path) -> None:
    """A folder shows its names and reads files in it; what leads out or is missing gives none."""
    seen: list[tuple[list[str], list[str], bytes | None, bytes | None, bytes | None]] = []

    def look(folder: Folder) -> Claim | None:
        if not folder.around:
            out = folder.read("out.txt", 9)
            seen.append(([*folder.files], [*folder.folders], folder.read("in/a.txt", 2), out, folder.read("no", 9)))
        return None

    (tmp_path / "secret.txt").write_text("secret")
    given = laid(tmp_path / "given", {"in/a.txt": "abc"})
    (given / "out.txt").symlink_to("../secret.txt")
    walked(given, (look,))
    assert seen == [(["out.txt"], ["in"], b"ab", None, None)]


def test_a_claimer_that_fails_costs_its_claim_only(tmp_path: Path) -> None:
    """A mistake in a claimer is a rejection that names the folder; its files are read."""

    def fails(folder: Folder) -> Claim | None:
        raise ValueError(folder.name)

    found = list(find_files(str(laid(tmp_path, {"a.html": "a"})), claimers=(fails,)))
    assert [(each.source.path, isinstance(each, Rejection)) for each in found] == [(".", True), ("a.html", False)]


def test_a_claim_that_fails_on_a_file_costs_that_file_only(tmp_path: Path) -> None:
    """A mistake in what is said of one file is that file's rejection; the others are read."""

    def answer(inside: str) -> Note | None:
        if inside == "a.html":
            raise ValueError(inside)
        return None

    found = walked(laid(tmp_path / "given", {"a.html": "a", "b.html": "b"}), (on("given", answer),))
    rejection = found["a.html"]
    assert isinstance(rejection, Rejection)
    assert (rejection.outcome, rejection.reason) == (Outcome.REJECTED, Reason.INTERNAL_ERROR)
    assert found["b.html"] is None


def test_names_are_found_without_being_listed() -> None:
    """Names know what is among them, in the order of their bytes, and take no text that is no name."""
    names = Names([b"b", b"caf\xe9", b"a"])
    assert [*names] == ["a", "b", "caf\udce9"]
    assert "b" in names
    assert "caf\udce9" in names
    assert "c" not in names
    assert "\ud800" not in names
    assert names[1:] == ["b", "caf\udce9"]


@pytest.mark.parametrize("member", ["a/" * 5000 + "b.html", "\ud800/a.html", "/", "", "a//b.html", "a/../b.html"])
def test_odd_members_are_not_spoken_of(member: str) -> None:
    """Names that are very deep, no names, or empty cost nothing and are answered with silence."""
    members = Members([member, "ok/x.html"], lambda *_: None, (on("ok", lambda _: PART),))
    assert members.about(member) is None
    assert members.about("ok/x.html") == PART


def test_a_long_listing_holds_names_only(tmp_path: Path) -> None:
    """A folder of 5,000 files costs less than 150 bytes a name while it is walked."""
    for number in range(5000):
        (tmp_path / f"page-{number:07}.html").touch()
    list(find_files(str(tmp_path)))
    tracemalloc.start()
    try:
        count = sum(1 for _ in find_files(str(tmp_path)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 5000
    assert peak < 150 * count
