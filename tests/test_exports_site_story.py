"""The pages of stories and families, and their lists: what they say, what they do not, where old names lead."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import make_article
from made_up_news import made_up_news
from reading_room import NAME, XHTML, hrefs, parsed, texts

from archive import group_lists, reader
from archive.store import open_store
from archive.story_curation import StoryCurator
from archive.story_pass import keep_stories

COUNT = "On board were 41 passengers and a dog, the harbour office of Orlu said on Tuesday night."
WIRE = (
    "The ferry Merrowind ran aground off Orlu in a storm that had blown since the morning of that day.",
    COUNT,
    "Divers from Tesk found a hole of 2 metres below the waterline, and 3 pumps were flown in from the mainland.",
    "She was built in 1987 for 260 passengers, and 14 of her crew had joined in the 12 weeks before the storm.",
    "Captain Ivo Manel told the inquiry that the light on the northern mole had been dark since the storm in March.",
)


def page(name: str, headline: str, text: tuple[str, ...], published: str | None, **more: Any) -> Any:  # noqa: ANN401
    """Return an article on the ferry."""
    return make_article(
        url=f"https://{name}.example/ferry",
        record_id=name,
        text=text,
        headline=headline,
        outlet=more.pop("outlet", name.title()),
        language="en",
        published=published,
        **more,
    )


def wire() -> list[Any]:
    """Return an agency's report, a copy, a cut with another figure, and an undated copy."""
    other = tuple(each.replace("41", "47") for each in WIRE[:4])
    return [
        page("agency", "Ferry aground off Orlu", WIRE, "2021-03-16", outlet="Reuters"),
        page("post", "Forty-one saved off Orlu", WIRE, "2021-03-18", agency="Reuters"),
        page("mail", "Ferry <b>aground</b>, 47 on board", other, "2021-03-19"),
        page("dump", "Ferry aground off Orlu", WIRE, None),
    ]


def elsewhere() -> Any:  # noqa: ANN401  an article
    """Return an article that only a person ties to the ferry."""
    return page("lime", "Lime trees", ("Pern has planted four hundred lime trees along its canal.",), "2021-03-20")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of made-up news and of the ferry Merrowind, with a story merged, named and split by a person."""
    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"
    with open_store(path) as store:
        run = store.begin_run("ingest")
        list(store.add_all([*made_up_news(), *wire(), elsewhere()], run))
        keep_stories(store)
        store.end_run(run)
        curator = StoryCurator(store, by="Ines <i>")
        curator.merge(["agency", "lime"], because="one ferry")
        curator.merge(["s-ferry-0", "ferry-next-year-5"], because="one inquiry")
        curator.name("s-ferry-0", "The Brisa inquiry", because="its name & place")
    return path


@pytest.fixture(scope="module")
def opened(archive: Path, room: Callable[..., Any]) -> Any:  # noqa: ANN401  the conftest's room
    """Give the reading room."""
    return room(archive)


def name_of(archive: Path, record: str, *, family: bool = False) -> str:
    """Return the name of the story, or the family, that an article is in."""
    with closing(reader.open_reader(archive)) as conn:
        article = reader.find_article(conn, record)
        assert article is not None
        found = reader.find_family(conn, f"f-{article.id}") if family else reader.find_story(conn, f"s-{article.id}")
    assert found is not None
    return found.story


def test_a_story_is_told(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The page says the label and who made it, counts, order, marks and the command of the dossier; no text is HTML."""
    name = name_of(archive, "agency")
    tree = parsed(opened.get(f"/{NAME}/-/story/{name}"))
    whole = " ".join(tree.itertext())
    assert "Title made by rule" in whole
    assert "Ferry <b>aground</b>, 47 on board" in whole
    assert f"cuttings dossier {NAME}.db --story {name} -o {name}.pdf" in texts(tree, "pre")
    assert "Merged by Ines <i>: one ferry" in texts(tree, "li")
    assert "The one at the top is the earliest of those whose date is known. One has no sure place" in whole
    assert texts(tree, "h3", "apart-title") == ["No date is known"]
    assert "Reuters is credited by 1 article, and published 1 of its own here." in texts(tree, "p", "credit")


def test_who_took_it_is_told_with_its_evidence_only(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The credit of an agency that published the text is told; the later copy without a credit is not accused."""
    found = opened.get(f"/{NAME}/-/story/{name_of(archive, 'agency')}.json").json()
    ids = {each["outlet"]: each["id"] for each in found["articles"]}
    assert [(each["source"], each["taker"], each["grounds"]) for each in found["taken"]] == [
        (ids["Reuters"], ids["Post"], ["B credits Reuters, which published A"])
    ]


def test_a_figure_that_differs_is_told_with_who_says_which(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The count of passengers differs: both values, and the articles with each, those of equal text included."""
    path = f"/{NAME}/-/story/{name_of(archive, 'agency')}"
    (found,) = opened.get(f"{path}.json").json()["disagreements"]
    values = [(value["value"], len(value["articles"])) for value in found["values"]]
    assert (found["kind"], sorted(values)) == ("figure", [("41", 3), ("47", 1)])
    assert sorted(texts(parsed(opened.get(path)), "td", "differs")) == ["41", "47"]


def test_the_drawing_has_words_and_no_links_or_styles(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The timeline is an image with a text alternative, in a region that can be reached and scrolled by keyboard."""
    tree = parsed(opened.get(f"/{NAME}/-/story/{name_of(archive, 'agency')}"))
    svg = "{http://www.w3.org/2000/svg}"
    (drawing,) = [each for each in tree.iter(f"{svg}svg") if each.get("role") == "img"]
    assert "4 articles of 4 outlets" in "".join(next(iter(drawing.iter(f"{svg}title"))).itertext())
    assert not [each for each in drawing.iter() if str(each.tag).endswith("}a") or each.get("style")]
    (region,) = [each for each in tree.iter(f"{XHTML}div") if each.get("class") == "timeline-scroll"]
    assert (region.get("tabindex"), region.get("role")) == ("0", "region")
    assert len(texts(tree, "table")) >= 2


def test_a_label_given_by_a_person_names_the_person(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """A named story says who named it and why; both stand as text."""
    tree = parsed(opened.get(f"/{NAME}/-/story/{name_of(archive, 'ferry-0')}"))
    assert texts(tree, "h1") == ["The Brisa inquiry"]
    assert texts(tree, "p", "made-by") == ["Named by Ines <i>: its name & place"]


def test_an_absorbed_name_leads_to_its_successor(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The name that a merged story had, and that of any article, leads to the story that holds it now, as JSON too."""
    name = name_of(archive, "ferry-0")
    with closing(reader.open_reader(archive)) as conn:
        absorbed = reader.find_article(conn, "ferry-next-year-6")
    assert absorbed is not None
    for asked in (f"s-{absorbed.id}", "s-ferry-next-year-5", f"s-{absorbed.accession}"):
        answer = opened.get(f"/{NAME}/-/story/{asked}")
        if asked == name:
            continue
        assert (answer.status_code, answer.headers["location"]) == (302, f"/{NAME}/-/story/{name}")
    answer = opened.get(f"/{NAME}/-/story/s-ferry-next-year-5.json")
    assert answer.headers["location"] == f"/{NAME}/-/story/{name}.json"


@pytest.mark.parametrize("path", ["story/s-nothing", "story/nothing", "story/f-agency", "family/f-nothing", "family/x"])
def test_a_name_of_nothing_is_missing(opened: Any, path: str) -> None:  # noqa: ANN401
    """A name that leads nowhere answers 404 with a sentence, as a page and as JSON."""
    assert opened.get(f"/{NAME}/-/{path}").status_code == 404
    answer = opened.get(f"/{NAME}/-/{path}.json")
    assert (answer.status_code, list(answer.json())) == (404, ["error"])


def test_a_family_tells_what_was_changed(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """Beside what the others are measured by, each says what it added, cut, dropped at the end and is called."""
    name = name_of(archive, "agency", family=True)
    found = opened.get(f"/{NAME}/-/family/{name}.json").json()
    by_outlet = {each["outlet"]: each for each in found["articles"]}
    assert not found["is_first"]
    assert by_outlet["Mail"]["paragraphs_dropped_at_the_end"] == 1
    assert by_outlet["Post"]["same_text"]
    tree = parsed(opened.get(f"/{NAME}/-/family/{name}"))
    assert "Which of them was first is not known" in " ".join(texts(tree, "p", "made-by"))
    assert any(f"/{NAME}/-/compare/" in href for href in hrefs(tree))


def test_a_family_is_found_by_any_of_its_articles(archive: Path) -> None:
    """`f-` and the id of any member finds the family; an article alone, or a story's name, finds none."""
    name = name_of(archive, "agency", family=True)
    with closing(reader.open_reader(archive)) as conn:
        for record in ("post", "mail", "dump"):
            found = reader.find_family(conn, f"f-{record}")
            assert found is not None
            assert found.story == name
        assert reader.find_family(conn, "s-agency") is None
        assert reader.find_family(conn, "agency") is None


@pytest.mark.parametrize("order", ["largest", "newest"])
@pytest.mark.parametrize("name", ["stories", "families"])
def test_lists_go_through_everything_once(
    opened: Any,  # noqa: ANN401  the conftest's room
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    order: str,
    name: str,
) -> None:
    """Page after page, each story or family stands in the list once, in its order."""
    monkeypatch.setattr(group_lists, "LINES", 2)
    monkeypatch.setattr(group_lists, "MOST_WALKED", 7)
    found, path = [], f"/{NAME}/-/{name}.json?sort={order}"
    while path:
        answer = opened.get(path).json()
        found += answer[name]
        path = answer["next"]
    with closing(reader.open_reader(archive)) as conn:
        expected = reader.stories(conn, families=name == "families")
    assert sorted(each["name"] for each in found) == sorted(each.story for each in expected)
    assert answer["total"] == len(expected)
    if order == "largest":
        sizes = [each["articles"] for each in found]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes == [len(each.members) for each in expected]


def test_the_newest_stand_first(opened: Any, archive: Path) -> None:  # noqa: ANN401
    """The story of the article with the latest day stands first, those without any day last."""
    with closing(reader.open_reader(archive)) as conn:
        days = {
            each.story: max((day or "" for day in map(_first_day(conn), each.members)), default="")
            for each in reader.stories(conn)
        }
    found = [days[each["name"]] for each in opened.get(f"/{NAME}/-/stories.json?sort=newest").json()["stories"]]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) > 2


def _first_day(conn: Any) -> Callable[[str], str | None]:  # noqa: ANN401  a connection
    def of(article: str) -> str | None:
        row = conn.execute("SELECT day_from FROM article WHERE public_id = ?", (article,)).fetchone()
        return str(row[0]) if row[0] else None

    return of


@pytest.mark.parametrize(
    "after", ["x", "9-9-9", "'; DROP TABLE story", "-1-1", "99999999999999999999-1", "2021-99-99-1"]
)
def test_a_place_that_is_none_begins_the_list(opened: Any, after: str) -> None:  # noqa: ANN401
    """Nonsense for a place in the list answers a list, never an error."""
    for sort in ("largest", "newest"):
        answer = opened.get(f"/{NAME}/-/stories?sort={sort}&after={after}")
        assert answer.status_code == 200


def test_lists_see_what_came_meanwhile(tmp_path: Path, room: Callable[..., Any]) -> None:
    """Sizes that were counted once are counted again when the archive has changed."""
    path = tmp_path / f"{NAME}.db"

    def add(articles: list[Any]) -> None:
        with open_store(path) as store:
            run = store.begin_run("ingest")
            list(store.add_all(articles, run))
            store.end_run(run)

    add(wire()[:2])
    opened = room(path)
    assert [each["articles"] for each in opened.get(f"/{NAME}/-/families.json").json()["families"]] == [2]
    add(wire()[2:])
    assert [each["articles"] for each in opened.get(f"/{NAME}/-/families.json").json()["families"]] == [4]


def test_sizes_are_counted_once_a_connection(archive: Path) -> None:
    """As long as nothing was written, a later page of the list does not go through all members again."""
    with closing(reader.open_reader(archive)) as conn:
        conn.row_factory = sqlite3.Row  # as Datasette has it
        asked: list[str] = []
        conn.set_trace_callback(asked.append)
        group_lists.list_groups(conn, "story", "largest")
        first = len([each for each in asked if "GROUP BY story_id" in each])
        group_lists.list_groups(conn, "story", "largest")
        assert (first, len([each for each in asked if "GROUP BY story_id" in each])) == (1, 1)


def test_a_large_story_is_bounded_and_says_so(
    archive: Path, room: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the bound articles are counted, not told; then none is said to have been the first of all."""
    monkeypatch.setattr("archive.tellings.MOST_MEMBERS", 2)
    opened = room(archive)
    path = f"/{NAME}/-/story/{name_of(archive, 'agency')}"
    found = opened.get(f"{path}.json").json()
    assert (found["count"], len(found["articles"]), found["all_told"]) == (5, 2, False)
    assert not found["order"]["is_first"]
    assert "This story has 5 articles. 2 articles" in " ".join(texts(parsed(opened.get(path)), "p", "warning"))


def test_the_list_of_a_story_is_paged(archive: Path, room: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article stands on one page of the list, with its place in the whole."""
    monkeypatch.setattr("exports.site.pages.story.LISTED", 3)
    opened = room(archive)
    path = f"/{NAME}/-/story/{name_of(archive, 'agency')}"
    pages = [texts(parsed(opened.get(f"{path}?page={at}")), "article", "entry") for at in (1, 2)]
    assert [len(each) for each in pages] == [3, 2]
    assert not set(pages[0]) & set(pages[1])
    for nonsense in ("0", "-1", "99999999", "x"):
        assert opened.get(f"{path}?page={nonsense}").status_code == 200
