"""What differs, in a line: versions of one address, and related articles, on an article's page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, hrefs, parsed, texts

from exports.site.pages.outlines import MOST_LETTERS, outline_words
from ingest.relate.outline import outline

WELL = (
    "The well of Harsk ran dry on Tuesday, and 312 people fetch water from the river, the district office said.",
    "A lorry of the fire brigade brings 4,000 litres a day from Tesk, which is enough for the school and the sick.",
    "Rut Okkel, who has kept the pump for thirty years, said that the spring had been moved by the new quarry.",
    "The quarry's owners say that they have a paper from the district in which no spring is drawn.",
)
NOTE = "Correction: an earlier version said that 213 people fetch water."
ATTACK = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of one address in three versions, a copy that goes on, a shorter one and one alone."""
    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"

    def page(name: str, text: tuple[str, ...], **fields: Any) -> Any:  # noqa: ANN401
        given = {"headline": "The well of Harsk", "outlet": name.title(), "language": "en", "published": "2023-08-01"}
        url = f"https://{name.split('-', maxsplit=1)[0]}.example/well"
        return make_article(url=url, record_id=name, text=text, **{**given, **fields})

    first = (WELL[0].replace("312", "213"), *WELL[1:])
    articles = [
        page("post-2", (*WELL, NOTE), captured="2023-08-03T08:00:00Z"),
        page("post-1", first, captured="2023-08-02T08:00:00Z", headline=f"The dry well {ATTACK}"),
        page(
            "post-3",
            (*WELL, NOTE, "It rained on Thursday."),
            captured=None,
            headline="Harsk has water",
            published="2023-08-04",
        ),
        page("gazette", (*WELL[:2], "It has not rained since May."), published="2023-08-05"),
        page("mirror", WELL, published="2023-08-06"),
        page("lime", ("Pern has planted four hundred lime trees along its canal this year.",)),
    ]
    fresh_archive(path, articles)
    return path


def part(tree: Any, name: str) -> Any:  # noqa: ANN401  a tree
    """Return the part of the page under one heading, or None."""
    return next((e for e in tree.iter(f"{XHTML}section") if e.get("aria-labelledby") == name), None)


def test_versions_stand_in_the_order_of_their_captures(wells: Path, room: Callable[..., Any]) -> None:
    """The earlier capture stands first; of one that nobody dated it is said, and that its place is not known."""
    tree = parsed(room(wells).get(f"/{NAME}/-/article/post-2"))
    section = part(tree, "versions")
    assert texts(section, "p", "kind") == [
        "captured 2 August 2023, 08:00 (UTC)",
        "captured 3 August 2023, 08:00 (UTC) — this one",
        "nobody says when it was captured",
    ]
    assert any("which is the older is not known" in text for text in texts(section, "p", "aside"))


def test_each_version_says_what_changed_since_the_one_before(wells: Path, room: Callable[..., Any]) -> None:
    """Headline, date and text: what became otherwise is told in a line each, and leads to both side by side."""
    tree = parsed(room(wells).get(f"/{NAME}/-/article/post-1"))
    section = part(tree, "versions")
    assert texts(section, "ul", "version-changes")
    changes = texts(section, "li")
    assert f"headline: before, “The dry well {ATTACK}”" in changes
    assert "text: adds 1 paragraph at the end; 1 figure differs" in changes
    assert "date: 1 August 2023, then 4 August 2023" in changes
    compared = [href for href in hrefs(section) if "/-/compare/" in href]
    assert len(compared) == 2
    assert part(tree, "relations") is None or "Another version" not in " ".join(texts(part(tree, "relations"), "p"))


def test_an_address_of_one_version_has_no_such_part(wells: Path, room: Callable[..., Any]) -> None:
    """Where nothing else was published at the address, nothing is said of versions."""
    assert part(parsed(room(wells).get(f"/{NAME}/-/article/lime")), "versions") is None


def test_related_articles_say_what_they_have_otherwise(wells: Path, room: Callable[..., Any]) -> None:
    """Beside each related article in the open stands in a line how its text differs, and the page that compares."""
    tree = parsed(room(wells).get(f"/{NAME}/-/article/mirror"))
    section = part(tree, "relations")
    lines = texts(section, "p", "differs")
    assert "Beside this one: adds 1 paragraph at the end." in lines
    assert any(href.startswith(f"/{NAME}/-/compare/") for href in hrefs(section))


def test_the_family_of_an_article_is_linked(wells: Path, room: Callable[..., Any]) -> None:
    """Whoever reads a copy is led to all of its family."""
    opened = room(wells)
    section = part(parsed(opened.get(f"/{NAME}/-/article/mirror")), "belongs")
    (family,) = [href for href in hrefs(section) if "/-/family/" in href]
    assert opened.get(family).status_code == 200
    assert part(parsed(opened.get(f"/{NAME}/-/article/lime")), "belongs") is None


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (WELL, "no other words"),
        (WELL[:2], "cut at the end by 2 paragraphs"),
        (WELL[1:], "leaves out 1 paragraph"),
        ((WELL[2], *WELL[:2], WELL[3]), "another order of paragraphs"),
        ((*WELL[:3], WELL[3].replace("They", "we").replace("paper", "letter")), "other words: 1 added and 1 cut"),
        (("Nothing of it stands here.", "Not a line."), "hardly a paragraph in common"),
        ((*WELL, "x" * MOST_LETTERS), None),
    ],
)
def test_a_difference_in_a_line(after: tuple[str, ...], said: str | None) -> None:
    """What was added, left out, changed or put in another order is said, and nothing that is not there."""
    assert outline_words("\n\n".join(WELL), "\n\n".join(after)) == said


def test_quotation_marks_are_no_difference() -> None:
    """Signs that are not told apart elsewhere are not told apart here."""
    told = outline("He said “no”—twice.\n\n***", 'He said "no"-twice.\n\n* * *')
    assert told is not None
    assert told.is_same


def test_very_many_paragraphs_are_not_gone_through() -> None:
    """Of texts that would take long to tell apart nothing is told."""
    assert outline("\n".join(f"a {n}" for n in range(999)), "\n".join(f"b {n}" for n in range(999))) is None
