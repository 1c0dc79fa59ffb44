from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from command_line import done
from reading_room import NAME, XHTML, hrefs, parsed, texts

from archive import reader
from exports.site.links import Links
from exports.site.pages.relatives import SHOWN, relatives_of
from schemas.article import Article
from schemas.relation import Relation, RelationKind

FERRY = (
    "The ferry Merrowind ran aground off Orlu on Tuesday night with 41 passengers on board, the harbour office said.",
    "Divers from Tesk found a hole of two metres below the waterline, and pumps were flown in from the mainland.",
    "Captain Ivo Manel told the inquiry that the light on the northern mole had been dark since the storm in March.",
    "The owners, a family from Velmark, have run the line for sixty years without losing a single passenger before.",
)
MORE = (
    "Fishermen from three villages helped to bring the passengers ashore in open boats, Orlu Radio reported.",
    "The council of Orlu will meet on Friday to hear what the repair of the mole would cost and who is to pay for it.",
    "Insurers in the capital put the loss at about four million crowns, a sum that the owners called too low by half.",
)
ELSEWHERE = {"Merrowind": "Saltwife", "Orlu": "Harsk", "Tesk": "Brenn", "Ivo Manel": "Rut Okkel", "Velmark": "Dorn"}
OTHER_FIGURES = {"41": "17", "Tuesday": "Sunday", "two metres": "three metres", "sixty": "thirty", "March": "October"}


def changed(text: str, changes: dict[str, str]) -> str:
    """Return a text with words put in the place of others."""
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


def page(name: str, headline: str, text: tuple[str, ...], published: str = "2021-03-16") -> Article:
    """Return an article."""
    url = f"https://{name}.example/ferry"
    return make_article(
        url=url, text=text, headline=headline, outlet=name.title(), language="en", published=published, record_id=name
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of a report, forty equal short ones, one about another ferry, and what a person says of two."""
    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"
    other = tuple(changed(each, ELSEWHERE | OTHER_FIGURES) for each in FERRY)
    articles = [
        page("post", "Forty-one saved off Orlu", (*FERRY, *MORE)),
        *(page(f"local{n}", f"Ferry aground, edition {n}", FERRY) for n in range(40)),
        page("harsk", "Ferry aground off Harsk", other, "2023-11-06"),
        page("lime", "Lime trees", ("Pern has planted four hundred lime trees along its canal this year.",)),
    ]
    fresh_archive(path, articles)
    done("unrelate", path, "post", "lime", "--because", "trees, not ferries", "--by", "M. K.")
    return path


def path_of(record: str) -> str:
    """Return the path of the page of an article."""
    return f"/{NAME}/-/article/{record}"


def related_section(tree: Any) -> Any:  # noqa: ANN401  a tree
    """Return the part of an article page that lists related articles."""
    return next(e for e in tree.iter(f"{XHTML}section") if e.get("aria-labelledby") == "relations")


def test_every_kind_is_in_the_open_and_the_rest_is_folded(crowded: Path, room: Callable[..., Any]) -> None:
    """Of 42 relations six are in the open, the look-alike and the person's word among them; all others are folded."""
    opened = room(crowded)
    section = related_section(parsed(opened.get(path_of("post"))))
    folded = next(e for e in section.iter(f"{XHTML}details") if e.get("class") == "more-relatives")
    inside = texts(folded, "p", "kind")
    shown = texts(section, "p", "kind")[: -len(inside)]
    assert (len(shown), len(inside)) == (SHOWN, 42 - SHOWN)
    assert [text.partition(":")[0] for text in shown[:4]] == ["Shorter"] * 4
    assert shown[4].startswith("Looks alike, but is about something else: not a copy")
    assert shown[5] == "Not related, says a person"
    assert texts(folded, "summary")[0] == "36 more"
    assert "M. K.: trees, not ferries" in texts(section, "p", "asserted-by")


def test_each_end_says_which_contains_which(crowded: Path, room: Callable[..., Any]) -> None:
    """The report holds the short ones; the short ones are held."""
    opened = room(crowded)
    short = related_section(parsed(opened.get(path_of("local0"))))
    kinds = texts(short, "p", "kind")
    assert any(kind.startswith("Longer: holds") for kind in kinds)
    assert not any(kind.startswith("Shorter:") for kind in kinds)
    assert "Same text at another address" in kinds


def test_look_alike_is_told_from_a_copy_and_why(crowded: Path, room: Callable[..., Any]) -> None:
    """A look-alike is set apart and its occasion is named."""
    opened = room(crowded)
    section = related_section(parsed(opened.get(path_of("harsk"))))
    warned = [e for e in section.iter(f"{XHTML}li") if e.get("class") == "no-copy"]
    assert len(warned) == len(texts(section, "p", "kind")) > SHOWN
    assert any("another subject" in text for text in texts(section, "dd"))


def test_json_has_all_relations(crowded: Path, room: Callable[..., Any]) -> None:
    """What the page folds or leaves out is in the article's JSON."""
    opened = room(crowded)
    assert len(opened.get(f"{path_of('post')}.json").json()["relations"]) == 42


def test_undecided_is_said_and_more_than_are_listed_are_counted(crowded: Path) -> None:
    """An open question is shown as one; what is not listed is counted."""
    with closing(reader.open_reader(crowded)) as conn:
        post, other = reader.find_article(conn, "post"), reader.find_article(conn, "harsk")
        measured = next(each for each in reader.relations_of(conn, "post") if each.kind is RelationKind.LOOKALIKE)
    assert post
    assert other
    undecided: Relation = replace(measured, kind=None, is_undecided=True, text_confidence=0.5, occasion_confidence=0.5)
    found = relatives_of(Links(root="/a", index="/"), post, [(undecided, other)], 3)
    assert found
    assert "could not be decided" in found.shown[0].kind
    assert (found.shown[0].sure, found.left_out, found.total) == ("unsure", 2, 3)
    assert relatives_of(Links(root="/a", index="/"), post, [], 0) is None


def test_relatives_lead_to_their_pages(crowded: Path, room: Callable[..., Any]) -> None:
    """Every related article that is listed can be opened."""
    opened = room(crowded)
    section = related_section(parsed(opened.get(path_of("harsk"))))
    assert all(opened.get(href).status_code == 200 for href in set(hrefs(section)))
