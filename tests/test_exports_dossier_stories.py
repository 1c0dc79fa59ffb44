"""Stories and copies in a dossier: told side by side, listed and not repeated, and nothing of them lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive import reader
from archive.curation import Curator
from archive.store import open_store
from archive.story_curation import StoryCurator
from exports.dossier import DossierRequest
from exports.dossier.build import frame_of
from exports.dossier.gather import gather
from exports.dossier.model import DossierView
from exports.dossier.render import Renderer, Standing
from exports.dossier.sections import build_sections
from exports.dossier.seeds import seed_of
from schemas.article import Article
from schemas.relation import RelationKind
from schemas.view import Filters

Make = Callable[..., Article]
Fresh = Callable[..., object]

FIRE = [
    "A fire in the rope works of Osterholm killed four people on Tuesday night, the fire brigade said.",
    "The flames were seen from the island of Lund, and forty boats brought water through the harbour canal.",
    "Hedda Strom, who leads the brigade, said that the store of tar had burned for nine hours.",
    "The works employ 210 people. Its owners said that all of them would be paid until the spring.",
    "An inquiry will begin on Monday in the old customs house, with engineers from the university of Tarn.",
]
SIX_DEAD = [FIRE[0].replace("four", "six"), *FIRE[1:]]
SHORTER = FIRE[:3]
OWN = [
    "Smoke lay over Osterholm for a second day while divers looked at the piers below the burned rope works.",
    "Trains to the coast went by way of Tarn, an hour late at best, and schools near the canal stayed shut.",
]
RETOLD = [
    "Four workers died when tar caught fire in Osterholm, the harbour town known for its ropes.",
    FIRE[1],
    "The mayor, Anders Vik, went from bed to bed in the hospital and said little to the press.",
    "Nobody knows yet why the doors on the water side had been locked, a night watchman told this paper.",
]


@pytest.fixture
def archive(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> Path:
    """Give an archive of one event: a report, a copy, one with another figure, a shorter one, a retelling, another."""
    path = tmp_path / "press.db"
    given = [
        ("fire", "Fire kills four in Osterholm rope works", "Tarn Wire", "2021-11-03", FIRE),
        ("copy", "Four dead in rope works fire", "The Lund Mail", "2021-11-04", FIRE),
        ("six", "Six dead in Osterholm rope works fire", "Harbour Post", "2021-11-05", SIX_DEAD),
        ("short", "Rope works burn in Osterholm", "Evening Lund", "2021-11-06", SHORTER),
        ("retold", "Night of tar and water in Osterholm", "The Tarn Review", "2021-11-07", RETOLD),
        ("own", "Osterholm rope works: divers look at the piers", "Coast Daily", "2021-11-05", OWN),
    ]
    made = [
        make_article(
            headline=headline,
            outlet=outlet,
            published=day,
            text=text,
            url=f"https://{name}.example/osterholm/{name}",
            record_id=name,
            captured="2022-01-01T00:00:00Z",
            language="en",
        )
        for name, headline, outlet, day, text in given
    ]
    fresh_archive(path, made)
    with open_store(path) as store:
        Curator(store, by="Ilse").relate("fire", "retold", RelationKind.REWORKED, because="one paragraph is the same")
    return path


def view_of(archive: Path, filters: Filters | None = None, **asked: Any) -> DossierView:  # noqa: ANN401  of a request
    """Return what a dossier of the archive is made from."""
    conn = reader.open_reader(archive)
    try:
        return gather(conn, DossierRequest(filters=filters or Filters(), **asked), lambda *_: None)
    finally:
        conn.close()


def sections_of(view: DossierView, **asked: Any) -> dict[str, str]:  # noqa: ANN401  of a request
    """Return the sections of a dossier as HTML, by their anchors."""
    request = DossierRequest(**asked)
    sections = build_sections(view, request)
    renderer = Renderer(frame_of(view, request))
    standing = Standing(sections=tuple(section.key for section in sections), is_whole=True)
    return {section.key: str(renderer.section(section, standing)) for section in sections}


def words_of(html: str) -> str:
    """Return the words of a piece of HTML, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def marks_of(view: DossierView) -> dict[str, str]:
    """Return the marks by the names that this file has for the articles."""
    return {str(entry.record.record_id): entry.mark for entry in view.entries}


def test_a_copy_is_listed_and_not_printed_again(archive: Path) -> None:
    """The earliest stands whole; a copy has its facts, and where its text stands."""
    view = view_of(archive)
    mark, told = marks_of(view), sections_of(view)
    assert view.repeats[mark["copy"]].of == mark["fire"]
    assert mark["fire"] not in view.repeats
    whole, copy = (words_of(told[mark[name].lower()]) for name in ("fire", "copy"))
    assert all(paragraph in whole for paragraph in FIRE)
    assert not any(paragraph in copy for paragraph in FIRE)
    assert f"The text is, word for word, that of [{mark['fire']}]" in copy
    assert "The Lund Mail" in copy
    assert f'href="#{mark["fire"].lower()}"' in told[mark["copy"].lower()]


def test_what_a_copy_changed_is_printed(archive: Path) -> None:
    """Of one with another figure the paragraph stands in both wordings, the other four are counted."""
    view = view_of(archive)
    mark, told = marks_of(view), sections_of(view)
    html = told[mark["six"].lower()]
    assert re.search(r"<del>four</del>", html)
    assert re.search(r"<ins>six</ins>", html)
    left, right = re.findall(r'<td lang="en" dir="ltr">(.*?)</td>', html, re.DOTALL)
    assert words_of(left) == FIRE[0]
    assert words_of(right) == SIX_DEAD[0], "the other's words do not stand among its own"
    assert "4 paragraphs the same in both" in words_of(html)
    assert FIRE[2] not in words_of(html)


def test_what_a_shorter_one_left_out_is_named_beside_its_mark(archive: Path) -> None:
    """A paragraph that only one of the two has stands in its column alone."""
    view = view_of(archive)
    mark, told = marks_of(view), sections_of(view)
    html = told[mark["short"].lower()]
    assert view.repeats[mark["short"]].of == mark["fire"]
    assert f"not in [{mark['short']}]" in html
    assert FIRE[3] in words_of(html)
    assert "<del>The works" not in html, "a whole paragraph is not struck through"


def test_no_word_of_a_copy_is_lost(archive: Path) -> None:
    """Every paragraph of every article is in the dossier in its own words."""
    view = view_of(archive)
    everything = " ".join(map(words_of, sections_of(view).values()))
    for text in (FIRE, SIX_DEAD, SHORTER, RETOLD, OWN):
        assert all(paragraph in everything for paragraph in text)


def test_a_retelling_stands_whole_and_beside_the_other(archive: Path) -> None:
    """Its text is printed with its numbers, and below it what the two have in common."""
    view = view_of(archive)
    mark, told = marks_of(view), sections_of(view)
    html = told[mark["retold"].lower()]
    text, beside = html.split('<div class="repeat')
    assert all(paragraph in words_of(text) for paragraph in RETOLD)
    assert f"What it has in common with [{mark['fire']}]" in words_of(beside)
    assert RETOLD[2] not in words_of(beside)
    assert "only in this one, printed above" in words_of(beside)


def test_what_is_not_in_the_dossier_stands_for_nothing(archive: Path) -> None:
    """Where the other article is not selected, a copy is printed whole."""
    view = view_of(archive, Filters(ids=("copy", "own")))
    mark, told = marks_of(view), sections_of(view)
    assert not view.repeats
    assert all(paragraph in words_of(told[mark["copy"].lower()]) for paragraph in FIRE)


def test_a_story_is_told(archive: Path) -> None:
    """Its section has the drawing, the order, and what the texts disagree on with who says so."""
    view = view_of(archive)
    assert [len(told.members) for told in view.stories] == [6]
    mark, told = marks_of(view), sections_of(view)
    html = told[view.stories[0].anchor]
    words = words_of(html)
    assert "6 articles from 6 outlets report this event." in words
    assert "<svg" in html
    differs = words[words.index("Where the texts differ") : words.index("Order of appearance")]
    assert re.search(rf"figure four .*\[{mark['fire']}\] Tarn Wire .*six .*\[{mark['six']}\] Harbour Post", differs)
    order = words[words.index("Order of appearance") :]
    places = [order.index(f"[{mark[name]}]") for name in ("fire", "copy", "short", "retold")]
    assert places == sorted(places)
    assert f'href="#{mark["own"].lower()}"' in html


def test_a_story_says_what_the_dossier_leaves_out(archive: Path) -> None:
    """Told is what is in the dossier; how much more the archive has is said; one article alone is no story."""
    view = view_of(archive, Filters(ids=("fire", "six")))
    words = words_of(sections_of(view)[view.stories[0].anchor])
    assert "2 articles from 2 outlets report this event." in words
    assert "4 more articles of it in the archive are not in this dossier." in words
    assert "The one at the top is the earliest of those that are told here." in words
    assert "Evening Lund" not in words
    assert view_of(archive, Filters(ids=("six",))).stories == ()


def test_contents_name_the_stories(archive: Path) -> None:
    """A story has its line, before the articles."""
    view = view_of(archive)
    words = words_of(sections_of(view)["contents"])
    assert words.index("Story ") < words.index("A-0001")
    assert view.stories[0].story.label in words


def test_order_by_story(archive: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Each story is told before its articles; what is in no story stands last, and the contents have the same order."""
    early = make_article(
        headline="A fair in Tarn", text=["A fair opened in Tarn with cheese and goats."], published="2021-01-01"
    )
    fresh_archive(archive, [early])
    view = view_of(archive, order="story")
    told = sections_of(view, order="story")
    body = [key for key in told if key.startswith(("a-", "story-"))]
    assert body[0] == view.stories[0].anchor
    assert body[-1] == view.entries[-1].anchor
    assert view.entries[-1].title == "A fair in Tarn"
    contents = told["contents"]
    places = [contents.index(f'href="#{key}"') for key in body]
    assert places == sorted(places)
    assert next(key for key in sections_of(view_of(archive)) if key.startswith("a-")) == view.entries[-1].anchor


def test_evidence_prints_every_text_whole(archive: Path) -> None:
    """For a court a copy is printed whole, too."""
    view = view_of(archive, preset="evidence")
    told = sections_of(view, preset="evidence")
    mark = marks_of(view)
    assert all(paragraph in words_of(told[mark["copy"].lower()]) for paragraph in FIRE)
    assert {file.mark for file in view.received} == set(mark.values())


def test_reader_has_no_blocks_of_facts(archive: Path) -> None:
    """For reading through: headline, text, source; hashes stand with the sources only."""
    view = view_of(archive, preset="reader")
    told = sections_of(view, preset="reader")
    mark = marks_of(view)
    article = told[mark["fire"].lower()]
    assert 'class="facts"' not in article
    assert all(paragraph in words_of(article) for paragraph in FIRE)
    assert "Tarn Wire" in words_of(article)


def test_hostile_labels_are_text(archive: Path) -> None:
    """What a person calls a story, and says of it, is printed as it is typed and never markup."""
    attack = "<img src=file:///etc/passwd onerror=1>{{ 7003 * 7 }}"
    view = view_of(archive)
    with open_store(archive) as store:
        StoryCurator(store, by=attack).name(view.stories[0].story.story, attack, because=attack)
    view = view_of(archive)
    told = sections_of(view)
    assert "<img" not in told[view.stories[0].anchor]
    assert "{{ 7003 * 7 }}" in told[view.stories[0].anchor]


def test_index_names_outlets_and_people(archive: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Each name has the marks of its articles, which are links; names are sorted as they are read, not as bytes."""
    more = [
        make_article(
            headline=f"On {name}",
            text=[f"A note on the harbour, number {at}."],
            authors=[name],
            tags=["HARBOUR" if at else "Harbour"],
        )
        for at, name in enumerate(["Çiçək Ana", "zed Zorn", "Ülo Aav"])
    ]
    fresh_archive(archive, more)
    view = view_of(archive)
    html = sections_of(view)["index"]
    words = words_of(html)
    assert words.index("Çiçək Ana") < words.index("Ülo Aav") < words.index("zed Zorn")
    assert f"Tarn Wire [{marks_of(view)['fire']}]" in words
    assert re.search(r"Harbour \[A-\d{4}\] \[A-\d{4}\] \[A-\d{4}\]$", words)
    assert f'href="#{marks_of(view)["own"].lower()}"' in html
    assert "index" not in sections_of(view_of(archive, Filters(ids=("fire", "own"))))


def test_seeds_name_all_that_a_section_is_made_from(archive: Path) -> None:
    """The same view has the same seeds; another text beside it, or another request, has not."""
    view, request = view_of(archive), DossierRequest()
    frame = frame_of(view, request)
    entry = next(each for each in view.entries if each.record.record_id == "six")
    told = view.stories[0]
    seed = seed_of(entry, view, request, frame)
    assert seed == seed_of(next(e for e in view_of(archive).entries if e.mark == entry.mark), view, request, frame)
    beside = replace(view.repeats[entry.mark], before="Another text.")
    others = [
        seed_of(replace(entry, record=replace(entry.record, headline="Another")), view, request, frame),
        seed_of(replace(entry, ties=entry.ties[1:]), view, request, frame),
        seed_of(entry, replace(view, repeats={entry.mark: beside}), request, frame),
        seed_of(entry, replace(view, repeats={}), request, frame),
        seed_of(entry, view, DossierRequest(preset="reader"), frame),
        seed_of(entry, view, request, replace(frame, running_title="Another")),
        seed_of(told, view, request, frame),
        seed_of(replace(told, texts={}), view, request, frame),
        seed_of(replace(told, members=told.members[1:]), view, request, frame),
        seed_of(told, replace(view, entries=view.entries[1:]), request, frame),
    ]
    assert len({seed, *others}) == len(others) + 1
