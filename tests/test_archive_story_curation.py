"""What a person says of stories: it stands, it is logged, it outlives what comes later, it can be taken back."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import make_article
from made_up_news import made_up_news

from archive import reader, verify
from archive.curation import Curator
from archive.reextract import reextract
from archive.store import Store, open_store
from archive.story_curation import StoryCurator
from archive.story_lines import story_lines
from archive.story_pass import keep_stories, rebuild_stories
from schemas.article import Article
from schemas.errors import CorrectionError
from schemas.relation import RelationKind
from schemas.view import Filters, Story

NEWS = made_up_news()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an open archive of the news."""
    with open_store(tmp_path / "a.db") as store:
        add(store, NEWS)
        yield store


def add(store: Store, articles: list[Article]) -> None:
    """Store articles, then go through the stories."""
    run = store.begin_run("ingest")
    list(store.add_all(articles, run))
    keep_stories(store)
    store.end_run(run)


def story_of(store: Store, record: str) -> Story | None:
    """Return the story of the article that a record id names."""
    return reader.find_story(store.conn, f"s-{record}")


def members(store: Store, record: str) -> set[str]:
    """Return the record ids of the articles in the story of one of them."""
    found = reader.iter_articles(store.conn, Filters(story=f"s-{record}"))
    return {each.record_id or "" for each in found}


FERRY = {f"ferry-{number}" for number in range(5)}
BRISA = {"ferry-next-year-5", "ferry-next-year-6"}


def test_merged_stories_stay_one(store: Store) -> None:
    """Two stories that a person merged are one, by either name, also after all is made anew."""
    before = story_of(store, "ferry-0"), story_of(store, "ferry-next-year-5")
    said = StoryCurator(store, by="Ines").merge(["s-ferry-0", "ferry-next-year-5"], because="one inquiry")
    assert members(store, "ferry-0") == members(store, "ferry-next-year-6") == FERRY | BRISA
    rebuild_stories(store)
    assert members(store, "ferry-0") == FERRY | BRISA
    for each in before:
        assert each is not None
        found = reader.find_story(store.conn, each.story)
        assert found is not None
        assert found.story == said.stories[0]


def test_split_articles_never_come_back(store: Store) -> None:
    """An article that is not on the event leaves the story and no other telling of it draws it back in."""
    StoryCurator(store).split("s-ferry-0", ["ferry-4"], because="the inquiry is an event of its own")
    assert members(store, "ferry-0") == FERRY - {"ferry-4"}
    assert "ferry-0" not in members(store, "ferry-4")
    again = [
        make_article(url=f"https://late{n}.example/", text=each.text, headline=f"Late {n}", record_id=f"late-{n}")
        for n, each in enumerate(NEWS[3:5])
    ]
    add(store, again)
    assert "ferry-4" not in members(store, "ferry-0")
    rebuild_stories(store)
    assert "ferry-4" not in members(store, "ferry-0")


def test_a_copy_can_be_split_from_its_like(store: Store) -> None:
    """Of exact copies one may be said to be on another event."""
    StoryCurator(store).split("s-ferry-0", ["ferry-1"], because="filed under the wrong address")
    assert "ferry-1" not in members(store, "ferry-0")
    assert {"ferry-0", "ferry-3"} <= members(store, "ferry-0")


def test_split_off_together(store: Store) -> None:
    """Articles that are split off together make a story of their own, however little they share."""
    curator = StoryCurator(store)
    curator.merge(["ferry-0", "harvest-18"], because="by mistake")
    curator.split("s-ferry-0", ["ferry-4", "harvest-18"], because="the insurer's business", together=True)
    assert members(store, "ferry-4") >= {"ferry-4", "harvest-18"}
    assert "ferry-0" not in members(store, "ferry-4")


def test_the_latest_word_on_a_pair_stands(store: Store) -> None:
    """What was split may be merged again by a later word, and what was merged be split."""
    curator = StoryCurator(store)
    curator.split("ferry-0", ["ferry-4"], because="x")
    curator.merge(["ferry-0", "ferry-4"], because="after all")
    assert members(store, "ferry-0") == FERRY
    curator.split("ferry-0", ["ferry-4"], because="no")
    assert members(store, "ferry-0") == FERRY - {"ferry-4"}


def test_a_merge_stands_before_a_lookalike(store: Store) -> None:
    """A look-alike, measured or stated, is on another event, unless a person says of the stories that it is not."""
    Curator(store).relate("council-7", "council-8", RelationKind.LOOKALIKE, because="x")
    assert members(store, "council-7") != members(store, "council-8")
    StoryCurator(store).merge(["council-7", "council-8"], because="the same resignation")
    assert members(store, "council-7") >= {"council-7", "council-8"}


def test_a_name_goes_with_most_of_its_articles(store: Store) -> None:
    """A named story keeps its name while it grows, splits and is made anew; the label of its own is kept beside it."""
    before = story_of(store, "ferry-0")
    curator = StoryCurator(store, by="Ines")
    curator.name("s-ferry-3", "  The Marla\n aground ", because="as the harbour office calls it")
    curator.split("s-ferry-0", ["ferry-4"], because="x")
    rebuild_stories(store)
    story = story_of(store, "ferry-0")
    assert story is not None
    assert before is not None
    assert (story.label, story.is_named) == ("The Marla aground", True)
    assert not any(each.is_named for each in reader.stories(store.conn) if each != story)
    curator.undo("s-ferry-0")
    curator.undo("s-ferry-0")
    assert story_of(store, "ferry-0") == before


def test_of_two_names_the_later_stands(store: Store) -> None:
    """A story named twice bears the second name; taken back, the first."""
    curator = StoryCurator(store)
    curator.name("ferry-0", "Marla", because="x")
    curator.name("ferry-0", "Varde reef", because="x")
    labels = [story.label for story in reader.stories(store.conn) if story.is_named]
    assert labels == ["Varde reef"]
    curator.undo("ferry-0")
    labels = [story.label for story in reader.stories(store.conn) if story.is_named]
    assert labels == ["Marla"]


def test_undone_all_is_as_before(store: Store) -> None:
    """Statements taken back one by one leave the stories, and the digest, as they were."""
    before = verify.digest(store.conn)
    curator = StoryCurator(store)
    curator.merge(["ferry-0", "ferry-next-year-5"], because="x")
    curator.split("ferry-0", ["ferry-3"], because="x")
    curator.name("ferry-0", "Both ferries", because="x")
    assert verify.digest(store.conn) != before
    for _ in range(3):
        curator.undo("ferry-0", because="wrong")
    assert verify.digest(store.conn) == before
    with pytest.raises(CorrectionError, match="nothing to undo"):
        curator.undo("ferry-0")


def test_statements_are_logged_with_names_and_reasons(store: Store) -> None:
    """The log says who said what of which articles, and why; so does the story; and every hash stays right."""
    curator = StoryCurator(store, by="Ines")
    curator.merge(["ferry-0", "ferry-next-year-5"], because="one inquiry")
    curator.undo("ferry-0", because="two inquiries")
    rows = store.conn.execute("SELECT agent, object, detail FROM event ORDER BY id DESC LIMIT 2").fetchall()
    (by, name, undone), (_, _, merged) = rows
    assert (by, name[:2]) == ("Ines", "s-")
    assert json.loads(merged)["because"] == "one inquiry"
    assert len(json.loads(merged)["story"]) == len(FERRY | BRISA)
    assert json.loads(undone)["undo"] == "merge"
    assert verify.check(store.conn) == ()


def test_a_statement_is_in_the_digest_by_its_content(tmp_path: Path) -> None:
    """Two archives of other order in which the same was said at other times have the same digest."""
    digests = set()
    for number, news in enumerate((NEWS, NEWS[::-1])):
        with open_store(tmp_path / f"{number}.db", clock=f"202{number}-01-01T00:00:00Z".format) as store:
            add(store, news)
            curator = StoryCurator(store)
            curator.merge(["ferry-0", "ferry-next-year-5"], because="x")
            curator.split("strike-23", ["strike-24"], because="y")
            curator.name("museum-15", "The Tear of Tarma", because="z")
            digests.add(verify.digest(store.conn))
    assert len(digests) == 1


def test_statements_outlive_reextract(tmp_path: Path) -> None:
    """Reading all received files again leaves what a person said of stories."""
    path = tmp_path / "a.db"
    page = "<html><body><h1>{0}</h1>{1}</body></html>"
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, each in enumerate(NEWS[:7]):
        body = "".join(f"<p>{part} {part}</p>" for part in each.text.split("\n\n"))
        (folder / f"{number}.html").write_text(page.format(each.card.headline, body), encoding="utf-8")
    from archive.intake import ingest  # noqa: PLC0415  the only test here that starts workers

    ingest(path, [folder])
    with open_store(path) as store:
        StoryCurator(store).merge(["A-1", "A-7"], because="x")
        before = list(story_lines(store.conn))
    reextract(path)
    with closing(reader.open_reader(path)) as conn:
        assert list(story_lines(conn)) == before
        found = reader.find_story(conn, "s-A-1")
        assert found is not None
        assert reader.find_story(conn, "s-A-7") == found


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda c: c.merge(["s-nowhere", "ferry-0"], because="x"), "no story answers to 's-nowhere'.*cuttings stories"),
        (lambda c: c.merge(["ferry-0", "ferry-1"], because="x"), "one story already"),
        (lambda c: c.merge(["ferry-0", "strike-23"], because=" "), "say why"),
        (lambda c: c.split("ferry-0", ["strike-23"], because="x"), "strike-23 is not in the story.*cuttings list"),
        (lambda c: c.split("harvest-18", ["harvest-18", "harvest-19"], because="x"), "leave the others"),
        (lambda c: c.name("ferry-0", "  ", because="x"), "1 to 200 characters"),
        (lambda c: c.name("alone-28", "Quinces", because="x"), "on no story with others"),
        (lambda c: c.undo("ferry-0"), "nothing to undo"),
    ],
)
def test_what_cannot_be_said_is_told(store: Store, act: object, says: str) -> None:
    """A refusal says what, and what to type instead, and nothing is stored."""
    before = verify.digest(store.conn)
    assert callable(act)
    with pytest.raises(CorrectionError, match=says):
        act(StoryCurator(store))
    assert verify.digest(store.conn) == before
