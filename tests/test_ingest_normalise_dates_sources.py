"""Dates by the tables of CLDR, counted back from a fetch, and in the paths of addresses."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.dates import day_of, read_date
from ingest.normalise.dates.address import archived_at, day_in_address
from ingest.normalise.dates.cldr import cldr_names
from ingest.normalise.dates.cldr_table import names_in_babel
from ingest.normalise.dates.relative import approximate_day, read_relative

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
LOCALES = (
    *("en", "en_GB", "az", "ru", "tr", "hy", "ka", "fa", "ar"),
    *("uk", "fr", "de", "es", "it", "pl", "pt", "el", "zh"),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_month_and_weekday_is_read_as_cldr_writes_it(locale: str) -> None:
    """A day of each month in each width, with the weekday's name, reads back as the same day."""
    days = [date(2021, 1, 1) + timedelta(days=11 * step) for step in range(34)]
    wrong = [
        text
        for day in days
        for width in ("full", "long", "medium")
        if (reading := read_date(text := format_date(day, width, locale=locale), language=locale.replace("_", "-")))
        is None
        or reading.value != day.isoformat()
    ]
    assert wrong == []


def test_the_table_of_names_holds_what_babel_says() -> None:
    """Every name of the installed CLDR is in the table that pages are read by, with the same months."""
    table = cldr_names()
    missing = [
        (language, name)
        for language, names in names_in_babel().items()
        for name, numbers in names["months"].items()
        if table[language]["months"].get(name) != numbers
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("language", "line", "duration"), TABLE["relative"][0]["cases"], ids=[c[1] for c in TABLE["relative"][0]["cases"]]
)
def test_a_line_that_counts_back_gives_a_duration(language: str, line: str, duration: str) -> None:
    """Words for so long ago give the duration only where the line says nothing else."""
    assert (read_relative(line, language=language or None) or "") == duration


@pytest.mark.parametrize(
    ("duration", "captured", "expected"),
    [
        ("-PT3H", "2021-03-14T10:00:00+00:00", ("2021-03-14~", "2021-03-13", "2021-03-15")),
        ("-PT3H", "2021-03-14T01:00:00+00:00", ("2021-03-13~", "2021-03-12", "2021-03-14")),
        ("-P2W", "2021-03-14", ("2021-02-28~", "2021-02-21", "2021-03-01")),
        ("-P1D", "0001-01-01", None),
        ("-P1D", "some day", None),
        ("2021", "2021-03-14", None),
    ],
)
def test_a_day_counted_back_is_about_right(duration: str, captured: str, expected: tuple[str, ...] | None) -> None:
    """The zone of the page is not known, so a day each way is left; a fetch that no calendar has gives nothing."""
    assert approximate_day(duration, captured) == expected


@pytest.mark.parametrize(("url", "day"), TABLE["address"][0]["cases"], ids=[c[0] for c in TABLE["address"][0]["cases"]])
def test_an_address_is_filed_under_one_day(url: str, day: str) -> None:
    """Only the page's own path counts, and only where it names one day."""
    found = day_in_address(url)
    assert (found[0] if found else "") == day


def test_an_archive_of_pages_says_when_it_fetched() -> None:
    """The stamp before another address is the day of the fetch, never that of the page."""
    own = "http://karvia.example/2013/11/08/bridge"
    assert archived_at(f"https://web.archive.org/web/20131110121040/{own}") == ("2013-11-10", own)
    assert archived_at(f"https://web.archive.org/web/20131110121040id_/{own}") == ("2013-11-10", own)
    assert archived_at(own) == (None, own)


@given(st.text(max_size=80))
def test_any_address_and_line_is_survived(words: str) -> None:
    """No string breaks the readers, and what they find is a day, a month or a duration."""
    found = day_in_address(f"https://karvia.example/{words}")
    assert found is None or len(found[0]) == len("2019-05") or day_of(found[0]) == found[0]
    assert (read_relative(words, language="en") or "-P").startswith("-P")
