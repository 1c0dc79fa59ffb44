"""Dates, spans and counts in the reading room's words."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.phrases import counted, iso_words, joined
from exports.site.links import LAST_PAGE, Quest
from exports.site.pages.chart import HEIGHT, chart_of
from exports.site.pages.cite import citation_of
from exports.site.words import (
    BASIS_SHORT,
    BASIS_WORDS,
    REASON_WORDS,
    bounds_words,
    describe_date,
    direction,
    edtf_doubts,
    edtf_words,
    html_language,
    language_name,
    size_words,
)
from schemas.article import ArticleRecord
from schemas.report import Reason
from schemas.types import BASES
from schemas.view import FacetValue


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022", "2022"),
        ("2022-11", "November 2022"),
        ("2022-11-05", "5 November 2022"),
        ("2022-11-25T10:00:00+04:00", "25 November 2022, 10:00 (UTC+04:00)"),
        ("2022-11-25T10:00Z", "25 November 2022, 10:00 (UTC)"),
        ("2022-11-25T10:00:00", "25 November 2022, 10:00"),
        ("--11-25", "--11-25"),
        ("2022-13", "2022"),
        ("soon", "soon"),
    ],
)
def test_iso_dates_are_written_as_finely_as_they_are_known(value: str, words: str) -> None:
    """A year stays a year and a time keeps its offset; nothing is filled up."""
    assert iso_words(value) == words


@pytest.mark.parametrize(
    ("value", "words", "doubts"),
    [
        ("?2020-11-25", "25 November 2020", ("year uncertain",)),
        ("2020?-11-25", "25 November 2020", ("year uncertain",)),
        ("2020-11?-25", "25 November 2020", ("year and month uncertain",)),
        ("2020-11-25?", "25 November 2020", ("uncertain",)),
        ("2023-12-01~", "1 December 2023", ("approximate",)),
        ("2023-12-~01", "1 December 2023", ("day approximate",)),
        ("2023%", "2023", ("uncertain and approximate",)),
        ("XXXX-11-25", "25 November, year unknown", ()),
        ("202X", "the 2020s", ()),
        ("2022-XX", "2022", ()),
        ("2022-11-24/2022-11-26", "between 24 November 2022 and 26 November 2022", ()),
        ("2022/..", "not before 2022", ()),
        ("../2022-11", "not after November 2022", ()),
        ("[2020-11-25,2021-11-25]", "25 November 2020 or 25 November 2021", ()),
        ("Y17E8", "Y17E8", ()),
        ("", "", ()),
    ],
)
def test_edtf_says_what_is_known_and_what_is_doubted(value: str, words: str, doubts: tuple[str, ...]) -> None:
    """Every qualifier is said in words, for the part that it is about."""
    assert (edtf_words(value), edtf_doubts(value)) == (words, doubts)


@given(st.text(max_size=40))
def test_no_value_is_too_odd_for_words(value: str) -> None:
    """Whatever stands in a date field, the page gets words."""
    for words in (iso_words(value), edtf_words(value), bounds_words(value, value or None), language_name(value)):
        assert isinstance(words, str)
    edtf_doubts(value)


@given(st.text(max_size=20))
def test_only_well_formed_languages_reach_an_attribute(value: str) -> None:
    """What goes into `lang` is letters, digits and hyphens only."""
    code = html_language(value)
    assert code is None or code.replace("-", "").isalnum()
    assert direction(value) in {"ltr", "rtl", "auto"}


def test_every_basis_and_reason_has_words() -> None:
    """A new word in the records needs one on the screen."""
    assert set(BASIS_WORDS) == set(BASIS_SHORT) == set(BASES)
    assert set(REASON_WORDS) == {reason.value for reason in Reason}


def test_counts_and_sizes_and_names_read_well() -> None:
    """Numbers agree with their nouns."""
    assert [counted(0, "article"), counted(1, "article"), counted(1200, "entry", "entries")] == [
        "0 articles",
        "1 article",
        "1,200 entries",
    ]
    assert [size_words(999), size_words(1000), size_words(2_500_000)] == ["999 bytes", "1.0 kB", "2.5 MB"]
    assert [joined([]), joined(["A"]), joined(["A", "B"]), joined("ABC")] == ["", "A", "A and B", "A, B and C"]


def months(*values: tuple[str | None, int]) -> list[FacetValue]:
    """Return months as the overview counts them."""
    return [FacetValue(value=value, count=count) for value, count in values]


def test_chart_keeps_empty_months_between() -> None:
    """A month without articles has a place and no bar."""
    chart = chart_of(months(("2021-11", 4), ("2022-02", 2), (None, 7)))
    assert chart is not None
    assert [(bar.since, bar.count) for bar in chart.bars] == [
        ("2021-11", 4),
        ("2021-12", 0),
        ("2022-01", 0),
        ("2022-02", 2),
    ]
    assert [bar.height for bar in chart.bars] == [HEIGHT, 0, 0, HEIGHT / 2]
    assert chart.summary == "Articles by month, November 2021 to February 2022: 6 in all; most in November 2021, 4."


def test_long_spans_are_drawn_by_year() -> None:
    """An archive of decades gets a bar a year, and not every year a label."""
    chart = chart_of(months(*((f"{year}-05", 1) for year in range(1980, 2022))))
    assert chart is not None
    assert (chart.unit, len(chart.bars)) == ("year", 42)
    assert len([bar for bar in chart.bars if bar.tick]) <= 8


def test_no_known_month_draws_no_chart() -> None:
    """Without a dated article there is nothing to draw."""
    assert chart_of(months((None, 3))) is None


@given(
    st.dictionaries(
        st.sampled_from(["q", "outlet", "language", "tag", "from", "to", "sort", "page", "x"]), st.text(max_size=30)
    )
)
def test_any_parameters_make_a_quest_that_travels(args: dict[str, Any]) -> None:
    """A quest read from an address and written back into one is the same quest."""
    quest = Quest.of(args)
    assert 1 <= quest.page <= LAST_PAGE
    again = Quest.of(quest.parameters())
    assert again.parameters() == quest.parameters()
    assert again.filters == quest.filters


def dated(**given: Any) -> ArticleRecord:  # noqa: ANN401  fields of a record
    """Return a record of which only the date matters."""
    blank = dict.fromkeys(field.name for field in fields(ArticleRecord))
    return ArticleRecord(**{**blank, "id": "x" * 16, "text": "Words.", "authors": (), "warnings": (), **given})


@pytest.mark.parametrize(
    ("given", "sentence", "cited"),
    [
        (
            {"published": "2022-11-25", "published_edtf": "2022-11-25", "published_basis": "stated"},
            "25 November 2022 — as the page states",
            "25 November 2022.",
        ),
        (
            {
                "published": "2023-03-14",
                "published_edtf": "2023-03-14~",
                "published_basis": "inferred",
                "published_evidence": "'2nd anniversary' + 'March 14, 2021'",
            },
            "about 14 March 2023 — inferred from '2nd anniversary' + 'March 14, 2021'",
            "About 14 March 2023 (inferred).",
        ),
        (
            {
                "published": "2020-11-25",
                "published_edtf": "?2020-11-25",
                "published_basis": "inferred",
                "published_evidence": "Nov.25",
            },
            "25 November 2020 — inferred from “Nov.25”; year uncertain",
            "25 November 2020 (inferred, year uncertain).",
        ),
        (
            {"published_edtf": "XXXX-09-06", "published_basis": "dateline"},
            "6 September, year unknown — from the dateline",
            "6 September, year unknown (dateline).",
        ),
        ({"published_earliest": "2022-11-18"}, "not before 18 November 2022", "Not before 18 November 2022."),
        ({}, "date unknown", "Date unknown."),
    ],
)
def test_date_is_never_surer_than_it_is(given: dict[str, str], sentence: str, cited: str) -> None:
    """Page and citation both say what is inferred, approximate, uncertain or unknown."""
    record = dated(**given)
    assert describe_date(record).sentence == sentence
    assert cited in citation_of(record, archive="Press")


def test_lists_leave_out_the_hour() -> None:
    """Lists show the day, the article's page the hour."""
    record = dated(published="2022-11-25T10:00:00+04:00", published_basis="stated")
    assert describe_date(record, to_day=True).text == "25 November 2022"
    assert describe_date(record).text == "25 November 2022, 10:00 (UTC+04:00)"
