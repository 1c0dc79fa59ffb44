"""Dossiers in other forms than PDF: which is asked for, and what the JSON says and who says so."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archive import reader
from archive.curation import Curator
from archive.store import open_store
from exports.dossier import DossierRequest, Form, Way, build_dossier, dossier_schema
from exports.dossier.build import frame_of
from exports.dossier.gather import gather
from exports.dossier.manifest import Place, manifest_of
from exports.dossier.model import DossierView, StoryTold, chapters
from exports.dossier.pieces import numbered_blocks, pieces_of
from exports.dossier.renditions.as_json import json_of
from exports.dossier.request import FORMS, STAGES
from schemas.article import Article, Fact
from schemas.document import Block, BlockKind
from schemas.errors import ExportError
from schemas.relation import RelationKind
from schemas.types import Basis

Make = Callable[..., Article]
Fresh = Callable[..., object]

LOCK = [
    "A barge broke the lower gate of the lock at Tornau on Friday, and nine people were taken off it by rope.",
    "The canal board said that the lock would be shut until the frost, and that grain would go by rail.",
    "Ilka Marin, who steers the ferry at Tornau, said that the gate had leaked since the summer.",
    "The barge carried 300 tonnes of barley for the mills of Undermoor, which have flour for another nine days.",
    "Divers will look at the hinges on Monday, with an engineer from the foundry that cast them in 1931.",
]
OTHER_FIGURE = [LOCK[0].replace("nine", "eleven"), *LOCK[1:]]
HARVEST = ["The plum harvest in Undermoor was the best in ten years, the growers' guild of Undermoor said on Sunday."]


def a_fact(field: str, value: str, basis: Basis, raw: str) -> Fact:
    """Return a chosen fact."""
    return Fact(field=field, value=value, raw=raw, rule="t", basis=basis, place="line 1", chosen=True)


@pytest.fixture
def archive(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> Path:
    """Give an archive of two reports that differ in a figure, a copy of one, and another subject without a date."""
    path = tmp_path / "press.db"
    given = [
        ("lock", "Barge breaks lock gate at Tornau", "Tornau Post", "2021-10-01", LOCK),
        ("eleven", "Eleven taken off barge at Tornau", "Canal Mail", "2021-10-02", OTHER_FIGURE),
        ("copy", "Lock at Tornau shut", "Undermoor Gazette", "2021-10-03", LOCK),
        ("plums", "Plums", None, None, HARVEST),
    ]
    fresh_archive(
        path,
        [
            make_article(
                headline=headline, outlet=outlet, published=day, text=text, record_id=name, language="en",
                url=f"https://{name}.example/1" if name != "plums" else "javascript:alert(1)",
                path=f"folder of a source/{name}.html", captured="2022-01-01T00:00:00Z",
                payload=f"<p>the file of {name}</p>".encode(),
            )
            for name, headline, outlet, day, text in given
        ],
    )  # fmt: skip
    with open_store(path) as store:
        Curator(store, by="Ilse").set_fact("plums", "outlet", "Guild Letter", because="it is on the envelope")
    return path


def view_of(archive: Path, request: DossierRequest | None = None) -> DossierView:
    """Return what a dossier of the archive is made from."""
    conn = reader.open_reader(archive)
    try:
        return gather(conn, request or DossierRequest(), lambda *_: None)
    finally:
        conn.close()


def told_by(archive: Path, **asked: Any) -> dict[str, Any]:  # noqa: ANN401  of a request
    """Return a dossier as its JSON has it."""
    out = archive.with_name("d.json")
    build_dossier(archive, out, DossierRequest(**asked))
    told = json.loads(out.read_bytes())
    assert isinstance(told, dict)
    return told


def by_record(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the articles by the names that this file has for them."""
    return {each["record"]["record_id"]: each for each in told["articles"]}


@pytest.mark.parametrize(
    ("name", "form", "begins"),
    [
        ("d.html", None, b"<!DOCTYPE html>"),
        ("d.HTML", None, b"<!DOCTYPE html>"),
        ("d.json", None, b'{\n "format": "cuttings-dossier-json/1"'),
        ("d.txt", "json", b"{\n"),
        ("no ending", "html", b"<!DOCTYPE html>"),
        ("d.pdf", "html", b"<!DOCTYPE html>"),
        ("d.pdf", None, b"%PDF"),
    ],
)
def test_the_ending_names_the_form_and_an_option_overrides_it(
    archive: Path, name: str, form: Form | None, begins: bytes
) -> None:
    """What is written is what was asked for, and the report is of the file that is written."""
    out = archive.with_name(name)
    report = build_dossier(archive, out, DossierRequest(), way=Way(form=form, jobs=1))
    content = out.read_bytes()
    assert content.startswith(begins)
    assert (report.size, report.sha256, report.articles) == (len(content), hashlib.sha256(content).hexdigest(), 4)
    assert (report.pages > 0) is content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "problem"), [("d.docx", "the ending .docx names no form"), ("dossier", "it has no ending that names")]
)
def test_an_unknown_ending_is_refused_with_the_choices(archive: Path, name: str, problem: str) -> None:
    """The sentence names what may be asked for; nothing is written."""
    with pytest.raises(ExportError, match=problem) as refused:
        build_dossier(archive, archive.with_name(name), DossierRequest())
    assert all(f".{form}" in str(refused.value) for form in FORMS)
    assert f"--format {'|'.join(FORMS)}" in str(refused.value)
    assert not archive.with_name(name).exists()


@pytest.mark.parametrize("form", [each for each in FORMS if each != "pdf"])
def test_the_same_request_gives_the_same_bytes(archive: Path, form: Form) -> None:
    """Byte for byte, wherever it is written to."""
    outs = [archive.with_name(name) for name in ("one", "other")]
    for out in outs:
        build_dossier(archive, out, DossierRequest(title="Locks"), way=Way(form=form))
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize("form", [each for each in FORMS if each != "pdf"])
def test_work_is_told_as_it_is_done(archive: Path, form: Form) -> None:
    """Stages come by their names and in order, and each ends."""
    heard: list[tuple[str, int, int]] = []
    build_dossier(archive, archive.with_name("d"), DossierRequest(), lambda *told: heard.append(told), Way(form=form))
    stages = list(dict.fromkeys(stage for stage, _, _ in heard))
    assert stages == [stage for stage in STAGES if stage in stages]
    assert "compose" in stages
    assert all(any(told == (stage, of, of) for told in heard for of in (told[2],)) for stage in stages)


@pytest.mark.parametrize("form", [each for each in FORMS if each != "pdf"])
def test_a_run_that_finds_nothing_leaves_the_old_file(archive: Path, form: Form) -> None:
    """The file that was there stays as it was."""
    out = archive.with_name(f"d.{form}")
    out.write_bytes(b"the old one")
    with pytest.raises(ExportError, match="none of the 4 articles"):
        build_dossier(archive, out, DossierRequest(query="zeppelins"))
    assert out.read_bytes() == b"the old one"
    assert sorted(path.name for path in archive.parent.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("form", [each for each in FORMS if each != "pdf"])
def test_received_files_that_are_not_in_it_are_told(archive: Path, form: Form) -> None:
    """`evidence` attaches received files to the PDF alone: the report says so, and so does the file."""
    out = archive.with_name("d")
    report = build_dossier(archive, out, DossierRequest(preset="evidence"), way=Way(form=form))
    assert "the received files are not in this file" in report.notes[-1]
    assert b"the file of lock" not in out.read_bytes()
    plain = build_dossier(archive, out, DossierRequest(), way=Way(form=form))
    assert plain.notes == ()


def test_json_is_valid_by_its_schema(archive: Path) -> None:
    """The schema is a valid one, and holds what is written; a field more or a version less is found out."""
    schema = dossier_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    told = told_by(archive, order="story", preset="evidence", title="Locks")
    assert list(validator.iter_errors(told)) == []
    assert list(validator.iter_errors({**told, "format": "cuttings-dossier-json/2"})) != []
    assert list(validator.iter_errors({**told, "more": 1})) != []


def test_json_says_what_was_asked_and_how_it_was_selected(archive: Path) -> None:
    """The request as it was given, what it found in words and numbers, and the archive that it was found in."""
    told = told_by(archive, query="barge", title="Locks & <gates>", note="Mine.", prepared_by="M. Aden")
    assert told["title"] == "Locks & <gates>"
    assert told["request"]["query"] == "barge"
    assert (told["request"]["note"], told["request"]["prepared_by"]) == ("Mine.", "M. Aden")
    assert "They are all, out of 4 in the archive, that answer to: words “barge”" in told["summary"]["words"]
    assert told["summary"]["articles"] == len(told["articles"]) == 3
    assert told["archive"] == {"digest": view_of(archive).digest, "articles": 4}
    assert told["created"] == "2022-01-01T00:00:00Z"


def test_json_has_the_whole_text_and_its_hashes(archive: Path) -> None:
    """A copy's text stands in it too, whatever the PDF prints; each hash is that of what stands beside it."""
    articles = by_record(told_by(archive))
    for name, text in (("lock", LOCK), ("copy", LOCK), ("eleven", OTHER_FIGURE), ("plums", HARVEST)):
        record = articles[name]["record"]
        assert record["text"] == "\n\n".join(text)
        assert record["text_sha256"] == hashlib.sha256(record["text"].encode()).hexdigest()
        received = hashlib.sha256(f"<p>the file of {name}</p>".encode()).hexdigest()
        assert [each["received_sha256"] for each in articles[name]["captures"]] == [received]
        assert articles[name]["checked"] == "unchanged"


def test_json_says_who_says_so(archive: Path) -> None:
    """Each fact has its basis, words and rule; one that a person asserts has the person and the reason."""
    told = told_by(archive)
    plums = by_record(told)["plums"]
    outlet = next(fact for fact in plums["facts"] if fact["field"] == "outlet" and fact["chosen"])
    assert (outlet["value"], outlet["basis"], outlet["by"]) == ("Guild Letter", "asserted", "Ilse")
    assert outlet["because"] == "it is on the envelope"
    assert plums["dated"] == {"words": "unknown", "known": "", "day": None}
    lock = by_record(told)["lock"]
    chosen = next(fact for fact in lock["facts"] if fact["field"] == "published")
    assert (chosen["basis"], chosen["raw"], chosen["rule"]) == ("structured", "2021-10-01", "meta-published")
    assert lock["dated"]["words"] == "1 October 2021"


def test_an_inferred_date_is_no_surer_in_json(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """A year in doubt stays in doubt, and what it rests on stands beside it."""
    facts = [
        a_fact("published_edtf", "?2020-11-25", "inferred", "Nov. 25"),
        a_fact("published_earliest", "2020-11-25", "inferred", "Nov. 25"),
        a_fact("published_latest", "2020-11-25", "inferred", "Nov. 25"),
    ]
    fresh_archive(tmp_path / "i.db", [make_article(facts=facts)])
    (article,) = told_by(tmp_path / "i.db")["articles"]
    assert article["dated"]["words"] == "25 November 2020, year uncertain"
    assert article["record"]["published"] is None


def test_facts_and_manifest_have_one_hash(archive: Path) -> None:
    """The hash over an article's facts is that of the manifest in the PDF: the two can be held against each other."""
    view = view_of(archive)
    names = [entry.anchor for entry in view.entries] + [each.anchor for each in view.stories]
    places = {name: Place(page="1", index=0, pages=1) for name in names}
    manifest = json.loads(manifest_of(view, DossierRequest(), "t", places, [], {}))
    told = told_by(archive)
    assert [each["facts_sha256"] for each in told["articles"]] == [
        each["facts_sha256"] for each in manifest["articles"]
    ]


def test_locators_stay_with_the_archive(archive: Path) -> None:
    """Where a file lay is nobody's business, unless it is all that is known of where an article is from."""
    told = told_by(archive)
    assert {each["record"]["source"] for each in told["articles"]} == {""}
    assert "folder of a source" not in json.dumps(told)


def test_an_article_without_an_address_says_what_it_was_read_from(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh
) -> None:
    """As the printed dossier does."""
    fresh_archive(tmp_path / "n.db", [make_article(path="dump/one.txt")])
    (article,) = told_by(tmp_path / "n.db")["articles"]
    assert article["record"]["source"] == "dump/one.txt"
    assert article["captures"][0]["sources"] == []


def test_only_addresses_that_may_be_followed_are_links(archive: Path) -> None:
    """`url` is what a page gave, whatever it is; `link` is one to follow."""
    told = told_by(archive)
    marks = {name: each["mark"] for name, each in by_record(told).items()}
    links = {each["mark"]: (each["url"], each["link"]) for each in told["sources"]}
    assert links[marks["plums"]] == ("javascript:alert(1)", None)
    assert links[marks["lock"]] == ("https://lock.example/1",) * 2


def test_stories_are_told_by_marks(archive: Path) -> None:
    """The timeline, the order, what texts differ on and who says what: the same as the printed page has."""
    told = told_by(archive)
    (story,) = told["stories"]
    mark = {name: each["mark"] for name, each in by_record(told).items()}
    assert set(story["articles"]) == {mark["lock"], mark["eleven"], mark["copy"]}
    assert [(each["mark"], each["place"], each["earliest"]) for each in story["timeline"]] == [
        (mark["lock"], 1, "2021-10-01"),
        (mark["eleven"], 2, "2021-10-02"),
        (mark["copy"], 3, "2021-10-03"),
    ]
    assert (story["order"]["earliest"], story["order"]["is_first"]) == (mark["lock"], True)
    assert [step["articles"] for step in story["order"]["steps"]] == [
        [mark["lock"]],
        [mark["eleven"]],
        [mark["copy"]],
    ]
    (differs,) = story["disagreements"]
    assert differs["kind"] == "figure"
    assert [(each["value"], each["articles"]) for each in differs["values"]] == [
        ("nine", [mark["lock"], mark["copy"]]),
        ("eleven", [mark["eleven"]]),
    ]


def test_repeats_say_what_changed(archive: Path) -> None:
    """A copy has what it is a copy of; one with another figure has that figure, beside the other."""
    told = told_by(archive)
    articles = by_record(told)
    copy, eleven = articles["copy"]["repeat"], articles["eleven"]["repeat"]
    assert articles["lock"]["repeat"] is None
    assert (copy["of"], copy["is_same"], copy["passages"]) == (articles["lock"]["mark"], True, [])
    assert (eleven["kind"], eleven["printed"], eleven["is_same"]) == (RelationKind.NEAR_COPY, "differences", False)
    (passage,) = eleven["passages"]
    assert (passage["a"], passage["b"]) == (1, 1)
    changed = [(piece["kind"], piece["text"].strip()) for piece in passage["pieces"] if piece["kind"] != "same"]
    assert changed == [("cut", "nine"), ("added", "eleven")]
    assert (eleven["words_added"], eleven["words_cut"]) == (1, 1)


def test_ties_say_what_they_rest_on(archive: Path) -> None:
    """A relation has its measures and evidence, and who is at its other end."""
    articles = by_record(told_by(archive))
    ties = {tie["other"]["mark"]: tie for tie in articles["copy"]["ties"]}
    tie = ties[articles["lock"]["mark"]]
    assert tie["words"] == "same text as"
    assert tie["relation"]["kind"] == "same_text"
    assert tie["relation"]["evidence"]
    assert tie["other"]["inside"]


def test_order_of_the_dossier_and_of_time(archive: Path) -> None:
    """Contents are in the order that was asked for; the chronology has undated articles last in any order."""
    told = told_by(archive, order="arrival")
    marks = [each["mark"] for each in told["articles"]]
    view = view_of(archive, DossierRequest(order="arrival"))
    assert told["contents"] == [
        each.story.story if isinstance(each, StoryTold) else each.mark for each in chapters(view, is_by_story=False)
    ]
    assert marks == sorted(marks)
    assert told["chronology"][-1] == by_record(told)["plums"]["mark"]


KINDS = (
    BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM,
    BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.EMBED, BlockKind.SUMMARY, BlockKind.SUMMARY,
    BlockKind.LIST_ITEM, BlockKind.PREFORMATTED, BlockKind.PARAGRAPH,
)  # fmt: skip


def test_blocks_have_the_numbers_that_stand_in_the_margin(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh
) -> None:
    """[A-0001 ¶ 4] is the same paragraph on paper and in JSON, lists, captions and cut paragraphs notwithstanding."""
    texts = [f"{kind.value} number {number} of the text" for number, kind in enumerate(KINDS)]
    texts[1] += " word" * 3_000
    blocks = [Block(kind=kind, text=text, place="p", rule="r") for kind, text in zip(KINDS, texts, strict=True)]
    fresh_archive(tmp_path / "b.db", [make_article(headline="H", blocks=blocks, standfirst="Another line")])
    (entry,) = view_of(tmp_path / "b.db").entries
    printed = {
        words: piece.number
        for piece in pieces_of(entry)[0]
        for words in (*(item[:20] for item in piece.items), piece.text[:20], *(cell[:20] for cell, *_ in piece.rows))
        if words and piece.kind != "continued"
    }
    numbers = {block.text[:20]: number for number, block in numbered_blocks(entry)}
    assert numbers == printed
    assert max(number or 0 for number in numbers.values()) == 9
    told = told_by(tmp_path / "b.db")["articles"][0]["blocks"]
    assert [(each["number"], each["text"]) for each in told] == [
        (number, block.text) for number, block in numbered_blocks(entry)
    ]


def test_json_is_utf_8_whatever_was_typed(archive: Path) -> None:
    """Halves of surrogate pairs, controls and marks that turn the direction of a line: all of it can be read again."""
    request = DossierRequest(title="half \udcff \ud83d, nul \x00, turned \u202e")
    view = replace(view_of(archive), archive_articles=9)
    content = json_of(view, request, frame_of(view, request))
    text = content.decode("utf-8", "strict")
    assert json.loads(text)["request"]["title"] == "half \ufffd \ufffd, nul \x00, turned \u202e"
    assert "\u202e" not in text
    assert "\\ud" not in text
