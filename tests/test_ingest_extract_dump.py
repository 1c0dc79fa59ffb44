"""Text dumps: what is found, what is left out, what is not made up."""

import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.draft import Draft
from ingest.extract.dump import extract_dump
from ingest.normalise.card import card_of
from ingest.normalise.choose import choose_facts
from ingest.normalise.language import language_fact
from schemas.article import Card
from schemas.document import text_of
from schemas.page import GivenFact, RawPage, Source

HERE = Path(__file__).parent
CASES = [
    case
    for path in sorted((HERE / "cases").glob("dump*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
SEEDS = HERE.parent.parent / "shared" / "seeds"


def read_dump(text: str, *, title: str | None = None, record: bool = False) -> tuple[Draft, str, Card]:
    """Extract a dump (or a record's text, with its title) and make its card, as the pipeline does."""
    given = (GivenFact(field="headline", value=title, rule="record-title", basis="structured"),) if title else ()
    page = RawPage(
        source=Source(path="dump.txt"),
        payload=text.encode(),
        format="text",
        record_id="r-1" if record or title else None,
        given=given,
    )
    draft = extract_dump(text, page)
    body = text_of(draft.blocks)
    told = language_fact(body, declared=draft.language)
    language = told.value if told is not None else None
    facts = choose_facts((*draft.facts, *((told,) if told else ())), text=body, language=language, captured=None)
    return draft, body, card_of(facts)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_dump_is_read_as_a_careful_reader_would(case: dict[str, Any]) -> None:
    """Each made-up dump gives the card and the text that its case names."""
    draft, body, card = read_dump(case["text"].lstrip("\n"), title=case.get("title"), record=case.get("record", False))
    assert (draft.reason.value if draft.reason else "") == case.get("reason", "")
    shown = {field: list(value) if isinstance(value, tuple) else value for field, value in asdict(card).items()}
    assert {field: shown[field] for field in case.get("expect", {})} == case.get("expect", {})
    assert [field for field in case.get("null", []) if shown[field]] == []
    assert body.startswith(case.get("starts", ""))
    assert body.endswith(case.get("ends", ""))
    assert [words for words in case.get("has", []) if words not in body] == []
    assert [words for words in case.get("lacks", []) if words in body] == []
    if "dropped" in case:
        assert [block.text for block in draft.blocks if not block.kept] == case["dropped"]
    if "blocks" in case:
        assert body.count("\n\n") + 1 == case["blocks"]


def test_no_word_of_a_dump_is_lost() -> None:
    """Every line of a dump stands in a block, kept or dropped, and a dropped one names its rule."""
    for case in CASES:
        draft, _, _ = read_dump(case["text"], title=case.get("title"), record=case.get("record", False))
        stored = " ".join(block.text for block in draft.blocks)
        words = [word for word in case["text"].split() if word.strip("-–—*#•+_>")]
        missing = [word for word in words if word.strip("*#•_-") not in stored]
        assert missing == [], case["label"]
        assert all(block.rule for block in draft.blocks)


def test_dump_that_does_not_end_does_not_hang() -> None:
    """Long and odd dumps are read in time that grows with their length."""
    for text in (
        "a " * 200_000,
        "17 March 23:15 • Bridge\n" * 3_000,
        "• x\n" * 20_000,
        "By " * 50_000,
        "Onions and leeks\n" * 5_000,
        "1/" * 100_000,
        "-" * 300_000,
    ):
        draft, _, _ = read_dump(text)
        assert draft.blocks or draft.reason is not None


def test_empty_dump_is_no_article() -> None:
    """A dump without a word is no article, and says so in a sentence."""
    draft, body, _ = read_dump("\n \n\u200b\n")
    assert draft.reason is not None
    assert draft.reason.value == "no_text"
    assert draft.detail.endswith(".")
    assert body == ""


SEED_FIELDS = (
    *("headline", "headline_raw", "published", "published_basis", "published_edtf", "published_earliest"),
    *("published_precision", "agency", "authors", "outlet", "dateline_place", "dateline_place_raw"),
    *("language", "captured_hint", "tags", "section", "modified"),
)


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not beside the project")
def test_seed_dumps_give_the_cards_that_an_archivist_writes() -> None:
    """The seed dumps give the fields and texts that are expected of them."""
    expected = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))["documents"]
    for name, wanted in expected.items():
        _, body, card = read_dump((SEEDS / name).read_text(encoding="utf-8"))
        shown = {field: list(value) if isinstance(value, tuple) else value for field, value in asdict(card).items()}
        judged = {field: value for field, value in wanted.items() if field in SEED_FIELDS}
        assert {field: shown[field] for field in judged} == judged, name
        assert body.startswith(wanted["body_starts"]), name
        assert body.endswith(wanted["body_ends"]), name
        assert [words for words in wanted["body_lacks"] if words in body] == [], name
        assert [words for words in wanted.get("verbatim", []) if words not in body] == [], name


@pytest.mark.parametrize(
    ("line", "field"), [("Standard, 12 May 2021", "published"), ("Stand: 12. Mai 2021", "modified")]
)
def test_a_label_of_change_is_a_word_of_its_own(line: str, field: str) -> None:
    """A paper's name that begins like a label is none."""
    draft, _text, _card = read_dump(
        f"Ferry sold to the island for one crown\n{line}\n"
        "The county council sold the old car ferry to the isle of Sanna on Monday, for a crown, and kept the debt.\n"
        "The ship was built for forty cars and a mail van. She has lain at the north quay for three winters, unlit.\n"
    )
    dated = {
        fact.field for fact in draft.facts if fact.value == "2021-05-12" and fact.field in {"published", "modified"}
    }
    assert dated == {field}
