"""Choosing among candidates, and what is inferred: never a printed date that the page does not carry."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.dump import extract_dump
from ingest.normalise.card import card_of
from ingest.normalise.choose import choose_facts
from ingest.normalise.dates import bounds_of
from ingest.normalise.infer import infer_anniversary, infer_year, not_before
from ingest.normalise.infer_tense import dated_sentences
from schemas.article import Card, Fact
from schemas.document import text_of
from schemas.page import RawPage, Source
from schemas.types import Basis

CASES = Path(__file__).parent / "cases"
UNDATED = tomllib.loads((CASES / "undated.toml").read_text(encoding="utf-8"))["case"]
INFERENCE = tomllib.loads((CASES / "infer.toml").read_text(encoding="utf-8"))


def fact(field: str, value: str | None, basis: Basis = "stated", **more: Any) -> Fact:  # noqa: ANN401 - any part of a fact
    """Make a candidate."""
    return Fact(
        field=field,
        value=value,
        raw=more.pop("raw", value or "unknown"),
        rule=more.pop("rule", "test"),
        basis=basis,
        **more,
    )


def card(*facts: Fact, text: str = "", language: str | None = "en", captured: str | None = None) -> Card:
    """Choose among candidates and make the card."""
    return card_of(choose_facts(facts, text=text, language=language, captured=captured))


@pytest.mark.parametrize("case", UNDATED, ids=[case["label"] for case in UNDATED])
def test_no_date_is_made_up(case: dict[str, Any]) -> None:
    """A page that carries no date of its own, or only misleading ones, gives no printed date."""
    page = RawPage(source=Source(path="dump.txt"), payload=case["text"].encode(), format="text")
    draft = extract_dump(case["text"].lstrip("\n"), page)
    text = text_of(draft.blocks)
    for language in ("en", None):
        found = card(*draft.facts, text=text, language=language)
        assert found.published is None


def test_there_are_forty_undated_dumps() -> None:
    """The set of misleading dumps does not shrink."""
    assert len(UNDATED) >= 40


@pytest.mark.parametrize("case", INFERENCE["year"], ids=[case["label"] for case in INFERENCE["year"]])
def test_year_is_inferred_from_two_supports_only(case: dict[str, Any]) -> None:
    """A day without a year gets one where two stated supports agree, and names them."""
    found = infer_year(
        case["day"], case.get("raw", "Nov. 25"), case["text"], language="en", not_after=case.get("not_after")
    )
    assert (found.day if found else "") == case.get("expect", "")
    if found is not None:
        assert case.get("raw", "Nov. 25") in found.evidence
        assert all(words in found.evidence for words in case.get("evidence", []))


@pytest.mark.parametrize("case", INFERENCE["anniversary"], ids=[case["label"] for case in INFERENCE["anniversary"]])
def test_anniversary_is_dated_from_its_event_only(case: dict[str, Any]) -> None:
    """A piece that marks an anniversary of one dated event gets an approximate day; others get none."""
    found = infer_anniversary(case.get("headline"), case["text"], language="en")
    assert (found.day if found else "") == case.get("expect", "")
    if found is not None:
        assert all(words in found.evidence for words in case.get("evidence", []))


@pytest.mark.parametrize("case", INFERENCE["bound"], ids=[case["label"] for case in INFERENCE["bound"]])
def test_bound_is_the_latest_day_that_the_text_states_as_past(case: dict[str, Any]) -> None:
    """The earliest day of writing is the latest past date of the text; dates to come do not count."""
    found = not_before(case["text"], language=case.get("language", "en"))
    assert (found.day if found else "") == case.get("expect", "")


def test_structured_date_beats_the_page_and_the_page_beats_a_dateline() -> None:
    """Of three dates that disagree, the structured one is chosen, then the stated one, and all are kept."""
    stated, dateline = fact("published", "2021-01-13"), fact("published", "2021-01-12", "dateline")
    structured = fact("published", "2021-01-14T10:00:00+04:00", "structured", rule="meta-date")
    assert card(stated, dateline).published == "2021-01-13"
    assert card(dateline, stated, structured).published == "2021-01-14T10:00:00+04:00"
    assert (
        len(
            [
                each
                for each in choose_facts((dateline, stated, structured), text="", language=None, captured=None)
                if each.field == "published"
            ]
        )
        == 3
    )


def test_of_structured_data_json_ld_is_believed_first() -> None:
    """JSON-LD beats meta, meta beats a time element, in whatever order they stand."""
    time = fact("published", "2021-01-01", "structured", rule="time-element")
    meta = fact("published", "2021-01-02", "structured", rule="meta-date")
    linked = fact("published", "2021-01-03", "structured", rule="jsonld-date")
    assert card(time, meta).published == "2021-01-02"
    assert card(time, meta, linked).published == "2021-01-03"


def test_unsure_candidates_are_never_chosen() -> None:
    """A candidate below one half is kept and not shown."""
    loose = fact("published", "2021-01-01", confidence=0.45)
    assert card(loose).published is None
    assert card(fact("outlet", "APA", confidence=0.3)).outlet is None


def test_date_after_the_capture_is_not_believed() -> None:
    """A page cannot be written after it was fetched; a day is left for time zones."""
    early, late = fact("published", "2021-01-12"), fact("published", "2024-05-05", "structured")
    assert card(early, late, captured="2021-02-01T00:00:00Z").published == "2021-01-12"
    assert card(fact("published", "2021-02-02"), captured="2021-02-01T23:00:00Z").published == "2021-02-02"


def test_placeholders_are_not_dates() -> None:
    """The first day of 1970 and of 1900 is what programs write who know nothing."""
    assert card(fact("published", "1970-01-01T00:00:00+00:00", "structured")).published is None
    assert card(fact("published", "1900-01-01", "structured")).published is None


def test_coarse_date_gives_way_to_a_finer_one_that_agrees() -> None:
    """A structured month is refined by a stated day of that month, not by one of another."""
    month = fact("published", "2021-01", "structured")
    assert card(month, fact("published", "2021-01-12")).published == "2021-01-12"
    assert card(month, fact("published", "2021-02-12")).published == "2021-01"


def test_asserted_date_replaces_bounds_and_edtf() -> None:
    """A person's date brings its own bounds, and an asserted unknown empties the field."""
    stated = fact("published", "2021-01-12")
    said = fact("published", "2020-05", "asserted", by="me", because="letter")
    shown = card(stated, said)
    assert (shown.published, shown.published_earliest, shown.published_latest) == (
        "2020-05",
        "2020-05-01",
        "2020-05-31",
    )
    assert (shown.published_edtf, shown.published_basis) == ("2020-05", "asserted")
    unknown = card(stated, fact("published", None, "asserted"))
    assert (unknown.published, unknown.published_edtf, unknown.published_earliest) == (None, None, None)
    assert unknown.published_basis == "asserted"


def test_agency_and_outlet_are_no_authors() -> None:
    """An author that is the outlet itself, or an agency, is not shown as a person."""
    shown = card(
        fact("author", "Reuters"),
        fact("author", "Karvia News"),
        fact("author", "Ilka Brenn"),
        fact("outlet", "Karvia News"),
    )
    assert shown.authors == ("Ilka Brenn",)


def test_inferred_facts_say_what_they_rest_on() -> None:
    """Every inferred fact holds the words that it rests on."""
    text = (
        "The dam has been shut since 1993.\n\nThis was promised more than 27 years ago.\n\n"
        "It was signed on 10 November 2020."
    )
    chosen = choose_facts(
        (fact("published", "--11-25", "dateline", raw="VELMORA, Nov.25"),), text=text, language="en", captured=None
    )
    inferred = [each for each in chosen if each.basis == "inferred"]
    assert {each.field for each in inferred} == {"published", "published_edtf", "published_earliest"}
    assert all(each.raw and (each.raw in text or "VELMORA, Nov.25" in each.raw) for each in inferred)


def test_year_is_not_inferred_in_a_language_without_words() -> None:
    """Where we lack a language's words for what is to come, its texts give no bounds."""
    assert not_before("Jambatan itu dibuka pada 10 November 2020.", language="id") is None


ISO = st.dates(min_value=date(1600, 1, 1), max_value=date(2049, 12, 31)).map(str)
BASES = st.sampled_from(["structured", "stated", "dateline"])


@given(st.lists(st.tuples(ISO, BASES, st.floats(0, 1)), max_size=6), st.none() | ISO)
def test_bounds_always_hold_the_printed_date(found: list[tuple[str, Basis, float]], captured: str | None) -> None:
    """Whatever the candidates are, earliest <= published <= latest, and choosing drops no candidate."""
    facts = [fact("published", value, basis, confidence=confidence) for value, basis, confidence in found]
    chosen = choose_facts(facts, text="", language="en", captured=captured)
    shown = card_of(chosen)
    assert len(chosen) >= len(facts)
    assert sum(each.chosen for each in chosen if each.field == "published") <= 1
    if shown.published is not None:
        low, high = bounds_of(shown.published) or ("", "")
        assert shown.published_earliest is None or shown.published_earliest <= low
        assert shown.published_latest is None or high <= shown.published_latest


def test_a_list_of_days_bounds_nothing_and_costs_little() -> None:
    """A sentence without an end is a list: no day of it is looked for in all of it, which would take quadratic time."""
    days = "It was signed on 4 March 2021, " * 400
    assert list(dated_sentences(days)) == []
    assert list(dated_sentences("am 3. " * 4_000)) == []
    assert not_before("It was signed on 4 March 2021.", language="en") is not None
    assert not_before(days, language="en") is None
