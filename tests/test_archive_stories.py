"""Stories kept up as articles arrive: whatever the order, however it is split, they are those of a rebuild."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders import make_article
from made_up_news import made_up_news

from archive import reader, story_loosen, story_pass, verify
from archive.curation import Curator
from archive.store import Store, open_store
from archive.story_lines import story_lines
from archive.story_pass import keep_stories, rebuild_stories
from archive.story_said import chains, foes_of
from archive.story_scale import Scale
from archive.story_texts import holders_of, read_texts
from archive.story_words import write_stories
from ingest.story.levels import level_of
from ingest.story.likeness import Event, likeness, may_be_alike, weigh
from ingest.story.partition import KEPT, partition
from ingest.story.terms import event_terms
from schemas.article import Article
from schemas.relation import RelationKind
from schemas.view import Filters

NEWS = made_up_news()
Lines = list[list[Any]]


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """Open an archive for writing."""
    with open_store(path) as store:
        yield store


def add(store: Store, articles: Iterable[Article]) -> None:
    """Store articles, then go through the stories, as `cuttings ingest` does."""
    run = store.begin_run("ingest")
    list(store.add_all(articles, run))
    keep_stories(store)
    store.end_run(run)


def lines(store: Store) -> Lines:
    """Return stories with members, label and reasons."""
    return list(story_lines(store.conn))


def events(store: Store) -> set[frozenset[str]]:
    """Return the stories as sets of the ids that the records brought."""
    names = dict(
        store.conn.execute("SELECT a.public_id, r.record_id FROM article a JOIN capture r ON r.article_id = a.id")
    )
    return {frozenset(names[name] for name in line[1]) for line in lines(store) if line[0] == "story"}


def of_event(event: str) -> frozenset[str]:
    """Return the record ids of the tellings of an event."""
    return frozenset(each.record_id for each in NEWS if each.record_id and each.record_id.rpartition("-")[0] == event)


def split(articles: Sequence[Article], chance: Random) -> Iterator[Sequence[Article]]:
    """Yield articles in parts of random sizes."""
    at = 0
    while at < len(articles):
        size = chance.randrange(1, 12)
        yield articles[at : at + size]
        at += size


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Lines]:
    """Return digest and stories of all the news, ingested at once."""
    path = tmp_path_factory.mktemp("whole") / "a.db"
    with opened(path) as store:
        add(store, NEWS)
        return verify.digest(store.conn), lines(store)


def test_tellings_of_one_event_are_one_story(tmp_path: Path) -> None:
    """Whoever tells it, dated or not, in whatever language; another ferry makes no story with the first."""
    with opened(tmp_path / "a.db") as store:
        add(store, NEWS)
        found = events(store)
    told = ("ferry", "ferry-next-year", "council", "fire", "well", "museum", "harvest", "strike")
    assert found >= {of_event(event) for event in told}
    assert not any(of_event("alone") & story for story in found)


@pytest.mark.parametrize("seed", range(20))
def test_neither_order_nor_split_matters(tmp_path: Path, whole: tuple[str, Lines], seed: int) -> None:
    """Shuffled and in several ingests: the same stories, labels and digest, and the same again when made anew."""
    chance = Random(seed)  # noqa: S311  any order will do
    with opened(tmp_path / "a.db") as store:
        for part in split(chance.sample(NEWS, len(NEWS)), chance):
            add(store, part)
        assert lines(store) == whole[1]
        assert verify.digest(store.conn) == whole[0]
        rebuild_stories(store)
        assert lines(store) == whole[1]


# Against one pass over everything

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


def word(number: int) -> str:
    """Return a made-up name."""
    chance = Random(f"word {number}")  # noqa: S311  any order will do
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def dense_article(number: int, chance: Random, topics: int) -> Article:
    """Return an article whose names overlap with those of its topic and of the next: likenesses make long chains."""
    topic = chance.randrange(topics)
    names = [word(topic * 6 + chance.randrange(14)) for _ in range(chance.randrange(6, 20))]
    names += [word(1000 + chance.randrange(300)) for _ in range(4)]
    chance.shuffle(names)
    day = f"2021-{chance.randrange(1, 4):02d}-{chance.randrange(1, 28):02d}" if chance.random() < 0.8 else None
    text = f"It was said of {' and '.join(names)}."
    made: Article = make_article(url=f"https://h{number % 17}.example/{number}", text=text, published=day)
    return made


def dense_stories(store: Store, seed: int, topics: int) -> Lines:
    """Add articles whose likenesses chain all of them together, in parts of random sizes; return the stories."""
    chance = Random(seed)  # noqa: S311  any order will do
    for part in split([dense_article(number, chance, topics) for number in range(140)], chance):
        add(store, part)
    return lines(store)


def pure_stories(store: Store) -> list[list[str]]:
    """Return what `partition` makes of all texts and all their likenesses at once."""
    rows = store.conn.execute(
        "SELECT a.public_id, unpacked(t.body), a.day_from, a.day_to FROM article a"
        " JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id"
        " GROUP BY a.text_hash HAVING a.public_id = min(a.public_id)"
    )
    told = [
        Event(id=name, terms=event_terms(body, headline=None, language=None), earliest=first, latest=last)
        for name, body, first, last in rows
    ]
    held = Counter(term.key for event in told for term in event.terms)
    levels = {key: level_of(count, len(told)) for key, count in held.items()}
    weighed = [weigh(event, levels) for event in told]
    likes = {
        (one.id, other.id): like
        for one, other in combinations(weighed, 2)
        if may_be_alike(one, other) and (like := likeness(one, other)) >= KEPT
    }
    apart = store.conn.execute(
        "SELECT a.public_id, b.public_id FROM relation r JOIN article a ON a.id = r.a_id"
        " JOIN article b ON b.id = r.b_id WHERE r.kind = 'lookalike'"
    ).fetchall()
    families = store.conn.execute(
        "SELECT group_concat(a.public_id) FROM family_member m JOIN article a ON a.id = m.article_id"
        " GROUP BY m.family_id"
    ).fetchall()
    together = [pair for (names,) in families for pair in chains(sorted(names.split(",")), foes_of(apart))]
    last = {name for pair in apart for name in pair}
    found = partition([event.id for event in told], likes, together=together, apart=apart, last=last)
    return sorted(map(list, found))


@pytest.mark.parametrize(("seed", "at_once", "topics"), [(1, 1, 3), (2, 3, 8), (3, 10, 15), (4, 50, 6), (5, 7, 12)])
def test_small_steps_make_what_one_pass_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, at_once: int, topics: int
) -> None:
    """Placed a few at a time where likenesses chain all texts together, stories are those of a partition of all."""
    monkeypatch.setattr(story_pass, "PLACED_AT_ONCE", at_once)
    with opened(tmp_path / "a.db") as store:
        found = dense_stories(store, seed, topics)
        assert sorted(line[1] for line in found) == pure_stories(store)
        assert max(len(line[1]) for line in found) > 2
        monkeypatch.setattr(story_pass, "PLACED_AT_ONCE", 1000)
        rebuild_stories(store)
        assert lines(store) == found


@pytest.mark.parametrize(
    ("seed", "most", "topics"), [(1, 6, 8), (2, 4, 12), (3, 9, 6), (4, 5, 20), (5, 12, 4), (6, 7, 9)]
)
def test_terms_that_cease_to_lead_leave_what_a_rebuild_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, most: int, topics: int
) -> None:
    """Where many hold a term, it leads no longer: only pairs that it was needed for are looked at anew."""
    monkeypatch.setattr("ingest.story.levels.FEWEST_HOLDERS", most)
    loosened, held = list[int](), list[int]()

    def watched(conn: sqlite3.Connection, scale: Scale, keys: Collection[int]) -> set[int]:
        found = story_loosen.loosened(conn, scale, keys)
        loosened.append(len(found))
        held.append(len({text for key in keys for text in holders_of(conn, key)}))
        return found

    monkeypatch.setattr(story_pass, "loosened", watched)
    with opened(tmp_path / "a.db") as store:
        found = dense_stories(store, seed, topics)
        assert 0 < sum(loosened) < sum(held)
        rebuild_stories(store)
        assert lines(store) == found


def meddle(curator: Curator, one: str, other: str, chance: Random) -> None:
    """Do something that a person may do to two articles."""
    match chance.randrange(5):
        case 0:
            curator.set_fact(one, "published", f"202{chance.randrange(3)}-03", because="x")
        case 1:
            curator.set_fact(one, "headline", chance.choice(["Ferry Marla", "Owls"]), because="x")
        case 2:
            curator.relate(one, other, RelationKind.REWORKED, because="x")
        case 3:
            curator.relate(one, other, RelationKind.LOOKALIKE, because="x")
        case _:
            curator.unrelate(one, other, because="x")


@pytest.mark.parametrize("seed", range(4))
def test_what_persons_do_is_kept_up_too(tmp_path: Path, seed: int) -> None:
    """After corrections of dates and headlines, relations stated and taken back, stories are those of a rebuild."""
    chance = Random(seed)  # noqa: S311  any order will do
    with opened(tmp_path / "a.db") as store:
        add(store, NEWS)
        curator = Curator(store)
        for _ in range(12):
            one, other = chance.sample([f"A-{number}" for number in range(1, len(NEWS) + 1)], 2)
            meddle(curator, one, other, chance)
            kept = lines(store)
            assert store.conn.execute("SELECT count(*) FROM stale_story").fetchone()[0] == 0
            rebuild_stories(store)
            assert lines(store) == kept


# Names


def test_any_member_names_the_story(tmp_path: Path) -> None:
    """`s-` and the id or number of any member finds all; the shown name is that of the smallest public id."""
    path = tmp_path / "a.db"
    with opened(path) as store:
        add(store, NEWS)
    with closing(reader.open_reader(path)) as conn:
        story = max(reader.stories(conn), key=lambda each: len(each.members))
        assert story.story == f"s-{min(story.members)}"
        for member in story.members:
            record = reader.find_article(conn, member)
            assert record is not None
            for name in (member, record.accession):
                found = {each.id for each in reader.iter_articles(conn, Filters(story=f"s-{name}"))}
                assert found == set(story.members)


def test_names_once_shown_still_lead_there(tmp_path: Path) -> None:
    """A story that a new telling joins, or that grows together with another, is found by the names it had before."""
    ferry = [each for each in NEWS if each.record_id in of_event("ferry")]
    with opened(tmp_path / "a.db") as store:
        seen: set[str] = set()
        for each in sorted(ferry, key=lambda each: each.received_sha256):
            add(store, [each])
            seen |= {story.story for story in reader.stories(store.conn)}
        [story] = reader.stories(store.conn)
        for name in seen:
            assert {each.id for each in reader.iter_articles(store.conn, Filters(story=name))} == set(story.members)


def test_an_article_alone_is_found_by_its_story_name(tmp_path: Path) -> None:
    """Where an article is on no story with others, `s-` and its id is the article."""
    with opened(tmp_path / "a.db") as store:
        add(store, NEWS)
        alone = next(each for each in reader.iter_articles(store.conn) if each.headline == "Nine owls")
        assert [each.id for each in reader.iter_articles(store.conn, Filters(story=f"s-{alone.id}"))] == [alone.id]
        assert list(reader.iter_articles(store.conn, Filters(story="s-nobody"))) == []


# Stopping


def stop_after(steps: int) -> Callable[[], bool]:
    """Return a function that says stop when it is asked once more than `steps` times."""
    left = iter(range(steps))
    return lambda: next(left, None) is None


def test_stopped_it_waits_and_goes_on(
    tmp_path: Path, whole: tuple[str, Lines], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pass that is stopped after any of its steps ends, when run again, in the same stories."""
    monkeypatch.setattr(story_pass, "READ_AT_ONCE", 8)
    monkeypatch.setattr(story_pass, "PLACED_AT_ONCE", 8)
    with opened(tmp_path / "a.db") as store:
        run = store.begin_run("ingest")
        list(store.add_all(NEWS, run))
        for steps in range(12):
            keep_stories(store, should_stop=stop_after(steps % 3 + 1))
            assert verify.check(store.conn) == ()
        keep_stories(store)
        assert lines(store) == whole[1]


def test_killed_between_two_steps_it_ends_in_the_same(
    tmp_path: Path, whole: tuple[str, Lines], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a broken-off transaction had begun is undone with it; the next pass begins there."""
    monkeypatch.setattr(story_pass, "READ_AT_ONCE", 8)
    monkeypatch.setattr(story_pass, "PLACED_AT_ONCE", 8)
    read, write = read_texts, write_stories
    chance = Random(7)  # noqa: S311  any order will do

    def or_die(done: Callable[..., None]) -> Callable[..., None]:
        def act(*arguments: object) -> None:
            done(*arguments)
            if chance.random() < 0.5:
                raise KeyboardInterrupt

        return act

    with opened(tmp_path / "a.db") as store:
        run = store.begin_run("ingest")
        list(store.add_all(NEWS, run))
        monkeypatch.setattr(story_pass, "read_texts", or_die(read))
        monkeypatch.setattr(story_pass, "write_stories", or_die(write))
        deaths = 0
        while True:
            try:
                keep_stories(store)
                break
            except KeyboardInterrupt:
                deaths += 1
        assert deaths > 2
        assert lines(store) == whole[1]


def test_stories_made_by_other_rules_are_made_anew(tmp_path: Path, whole: tuple[str, Lines]) -> None:
    """An archive whose stories were made by rules of another name has all of them made anew by the next pass."""
    with opened(tmp_path / "a.db") as store:
        add(store, NEWS)
        store.conn.execute("""UPDATE setting SET value = '{"form": "stories/0"}' WHERE name = 'stories'""")
        store.conn.execute("UPDATE story SET label = 'of old'")
        keep_stories(store)
        assert lines(store) == whole[1]
