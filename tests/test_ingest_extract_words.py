"""The newspaper's small forms: bylines, datelines, agencies, media flags."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import read_byline
from ingest.extract.words.dateline import split_dateline
from ingest.extract.words.headline import clean_headline

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "authors", "agency"), TABLE["bylines"], ids=[case[0] for case in TABLE["bylines"]])
def test_byline_gives_persons_and_agency(line: str, authors: list[str], agency: str) -> None:
    """A byline gives its persons as written and the agency by its usual name; a role is no person."""
    byline = read_byline(line)
    assert byline is not None
    assert (list(byline.authors), byline.agency or "") == (authors, agency)


@pytest.mark.parametrize("line", TABLE["no_byline"])
def test_sentence_that_begins_like_a_byline_is_none(line: str) -> None:
    """Sentences and headlines that begin with `By` and its like are no bylines."""
    assert read_byline(line) is None


@pytest.mark.parametrize("case", TABLE["datelines"], ids=[case[0] for case in TABLE["datelines"]])
def test_dateline_is_split_from_the_text(case: list[str]) -> None:
    """A dateline gives place, date and credit, and the text goes on where it ends."""
    text, place, place_raw, date, credit, kind, rest = case
    found = split_dateline(text, language=None)
    assert found is not None
    assert (found.place, found.place_raw, found.date.value if found.date else "") == (place, place_raw, date)
    assert (found.credit or "", found.credit_kind or "", text[found.end :]) == (credit, kind, rest)
    assert text.startswith(found.raw)


@pytest.mark.parametrize("text", TABLE["no_dateline"])
def test_sentence_that_begins_like_a_dateline_is_none(text: str) -> None:
    """Capitals, dashes and dates alone make no dateline."""
    assert split_dateline(text, language="en") is None


@pytest.mark.parametrize(("raw", "clean"), TABLE["headlines"], ids=[case[0] for case in TABLE["headlines"]])
def test_headline_loses_media_flags_only(raw: str, clean: str) -> None:
    """Flags that name media go, flags that say something about the article stay."""
    assert clean_headline(raw) == clean


@pytest.mark.parametrize(("name", "agency"), TABLE["agencies"])
def test_agency_is_known_by_its_names(name: str, agency: str) -> None:
    """The names of an agency lead to one."""
    assert known_agency(name) == agency


@pytest.mark.parametrize("name", TABLE["no_agencies"])
def test_other_names_are_no_agencies(name: str) -> None:
    """A name that is not in the table is no agency, however much it sounds like one."""
    assert known_agency(name) is None


@given(st.text(max_size=300))
def test_any_line_is_read_without_an_error(text: str) -> None:
    """No string breaks the readers, and what a dateline says lies within the text."""
    read_byline(text)
    known_agency(text)
    clean_headline(text)
    found = split_dateline(text, language=None)
    assert found is None or 0 < found.end <= len(text)


@given(st.text(max_size=100))
def test_cleaning_a_headline_twice_changes_nothing(text: str) -> None:
    """A clean headline stays as it is."""
    once = clean_headline(text)
    assert clean_headline(once) == once
