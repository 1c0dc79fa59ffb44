"""Dates are read as stated, in many languages, and never made up."""

import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.normalise.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    add_years,
    approximate,
    bounds_of,
    day_of,
    find_dates,
    precision_of,
    read_date,
    read_epoch,
    uncertain_year,
    unknown_year,
)
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.jalali import gregorian_of
from ingest.normalise.dates.words import month_table

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
TABLE, UNREAD = CASES["whole"][0], CASES["unread"][0]


@pytest.mark.parametrize(
    ("text", "language", "value", "precision"), TABLE["cases"], ids=[case[0] + case[1] for case in TABLE["cases"]]
)
def test_date_line_is_read(text: str, language: str, value: str, precision: str) -> None:
    """A string that is a date gives its ISO value, cut to what it says, and its own words."""
    reading = read_date(text, language=language or None)
    assert reading is not None
    assert (reading.value, reading.precision) == (value, precision)
    assert reading.raw in text
    assert reading.has_year is not value.startswith("--")


@pytest.mark.parametrize("text", TABLE["none"])
def test_string_that_is_no_date_gives_none(text: str) -> None:
    """Words, impossible days, absurd years and strings that read three ways give nothing."""
    assert read_date(text) is None


@pytest.mark.parametrize(("text", "language"), UNREAD["cases"], ids=["-".join(case) for case in UNREAD["cases"]])
def test_string_that_is_no_date_in_its_language_gives_none(text: str, language: str) -> None:
    """Days that an era or a calendar has not, calendars without a sure sign, and other words are not read."""
    assert read_date(text, language=language or None) is None


def test_year_of_another_calendar_is_not_cut_off() -> None:
    """A day behind a year that we cannot place is not found as a day without a year."""
    assert find_dates("他於108年3月15日離開。", language="zh") == ()
    assert [each.value for each in find_dates("彼は平成31年3月15日に去った。", language="ja")] == ["2019-03-15"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Publié le 25 novembre 2022 à 18h07 par Élodie", "fr", "2022-11-25T18:07:00"),
        ("Publicado em 25/11/2022 18h07 por Vera", "pt", "2022-11-25T18:07:00"),
        ("Terbit 25 November 2022 pukul 18.07 di Orlen", "id", "2022-11-25T18:07:00"),
        ("Terbit 25 November 2022, 18.07 WIB, Orlen", "id", "2022-11-25T18:07:00+07:00"),
        ("Am 25. November 2022, 18.07 Uhr, brannte es", "de", "2022-11-25T18:07:00"),
        ("Der Kurs fiel am 25. November 2022 um 18.07 Euro", "de", "2022-11-25"),
        ("On 25 November 2022 18.07 million came", "en", "2022-11-25"),
    ],
)
def test_time_in_running_text_is_taken_where_it_is_no_amount(text: str, language: str, value: str) -> None:
    """Figures with a stop behind a date are a time only with a word or a zone of time; those with an h always."""
    assert [each.value for each in find_dates(text, language=language)] == [value]


def test_day_and_month_that_could_be_swapped_give_the_year_and_a_flag() -> None:
    """Where the language does not settle the order, only the year is said."""
    reading = read_date("03/04/2022 10:15", language="en")
    assert reading is not None
    assert (reading.value, reading.precision, reading.ambiguous) == ("2022", "year", True)


def test_dates_in_running_text_are_found_in_order() -> None:
    """Full dates, glued ones and ones without a year are found; words that look like months are not."""
    text = (
        "On Sept. 27, 2020, and from November 10, 2020, to December 1, 2020; on Nov.25 the army; "
        "may 25 people march 3 miles; "
        "from March 23 to April 3 of 1993; in May 2022; "
        "at 00:00 hours (Moscow time) on 10 November 2020, 25,000 people."
    )
    assert [each.value for each in find_dates(text, language="en")] == [
        "2020-09-27", "2020-11-10", "2020-12-01", "--11-25", "--03-23", "1993-04-03", "2022-05", "2020-11-10",
    ]  # fmt: skip


def test_places_of_found_dates_are_places_in_the_text() -> None:
    """Start and end cut the words of the date out of the text as it stands."""
    text = "İstanbul'da 25 Kasım 2022 günü – ٢٥ نوفمبر ٢٠٢٢"
    assert [text[each.start : each.end] for each in find_dates(text)] == ["25 Kasım 2022", "٢٥ نوفمبر ٢٠٢٢"]


def test_epoch_is_read_where_it_is_structured_only() -> None:
    """Seconds and milliseconds are read by their own function, plain strings of digits are no dates."""
    seconds, milliseconds = read_epoch("1669320000"), read_epoch("1669320000123")
    assert seconds is not None
    assert milliseconds is not None
    assert seconds.value == milliseconds.value == "2022-11-24T20:00:00+00:00"
    assert read_epoch("99999999999999") is None
    assert read_date("1669320000") is None


@pytest.mark.parametrize(
    "text",
    [
        "9" * 50_000,
        "1 " * 50_000,
        "?" * 50_000 + "x",
        "1/" * 50_000,
        "nov " * 30_000,
        "10:" * 50_000,
        "2022-" * 30_000,
        "May 1 " * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_strings_cost_linear_time(text: str) -> None:
    """Long strings of digits and signs are done with in seconds, not minutes."""
    start = time.process_time()
    assert read_date(text) is None
    find_dates(text)
    assert time.process_time() - start < 10


@given(
    st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y年%m月%d日"]),
)
def test_written_day_is_read_back(day: date, form: str) -> None:
    """A day written in an unambiguous form is read as that day."""
    reading = read_date(day.strftime(form).replace("%Y", str(day.year)))
    assert reading is not None
    assert reading.value == day.isoformat()


@given(
    st.dates(date(1990, 1, 1), date(LATEST_YEAR, 12, 31)),
    st.sampled_from(["az", "ru", "tr", "hy", "ka", "ar", "uk", "fr", "de", "es", "it", "pt", "pl", "el"]),
)
def test_month_names_of_a_language_are_read_in_it(day: date, language: str) -> None:
    """Every month name that CLDR has for a language is read as its month in that language."""
    names = [name for name, months in month_table(language).items() if months == {day.month} and len(name) > 2]
    for name in names:
        reading = read_date(f"{day.day} {name} {day.year}", language=language)
        assert reading is not None, name
        assert reading.value == day.isoformat(), name


@given(st.text(max_size=200))
@example("2022-11-25T99:99:99Z")
@example("31.04.2022 10:00")
@example("Feb 30 2022")
def test_whatever_is_read_is_a_possible_date(text: str) -> None:
    """Any string is read without an error, and what comes out is a day of the calendar within the text."""
    for reading in (*find_dates(text), *filter(None, (read_date(text),))):
        assert 0 <= reading.start < reading.end <= len(text)
        if reading.has_year:
            assert bounds_of(reading.value) is not None
            assert EARLIEST_YEAR <= int(reading.value[:4]) <= LATEST_YEAR


@given(st.text(max_size=200))
def test_folding_keeps_places(text: str) -> None:
    """Folding changes no length, and folding twice changes nothing."""
    folded = fold_in_place(text)
    assert len(folded) == len(text)
    assert fold_in_place(folded) == folded


def test_bounds_of_cut_dates_are_their_first_and_last_day() -> None:
    """Year, month, day and time give the days that they may mean; EDTF marks do not matter."""
    assert bounds_of("2020") == ("2020-01-01", "2020-12-31")
    assert bounds_of("2020-02") == ("2020-02-01", "2020-02-29")
    assert bounds_of("?2020-11-25") == bounds_of("2020-11-25T10:00:00+04:00") == ("2020-11-25", "2020-11-25")
    assert bounds_of("XXXX-11-25") is None
    assert bounds_of("2020-13") is None


def test_edtf_says_what_is_unsure() -> None:
    """The marks of EDTF stand where the standard puts them."""
    assert approximate("2023-12-01") == "2023-12-01~"
    assert uncertain_year("2020-11-25") == "?2020-11-25"
    assert unknown_year("--11-25") == "XXXX-11-25"
    assert precision_of("2023-12-01~") == "approximate"
    assert precision_of("2022-11-25T00:00:00+04:00", "25 November 2022 00:00") == "minute"
    assert precision_of("2022-11-25T00:00:00+04:00", "2022-11-25T00:00:00+04:00") == "second"
    assert precision_of("2022-11") == "month"
    assert day_of("2022-11") is None


@given(st.dates(date(1700, 1, 1), date(2000, 1, 1)), st.integers(0, 100))
def test_adding_years_keeps_day_and_month(day: date, years: int) -> None:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    later = date.fromisoformat(add_years(day.isoformat(), years))
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day in {day.day, day.day - (day.month == 2)}


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1401, 9, 4), (2022, 11, 25)),
        ((1400, 1, 1), (2021, 3, 21)),
        ((1399, 12, 30), (2021, 3, 20)),
        ((1357, 11, 22), (1979, 2, 11)),
        ((1400, 12, 30), None),
        ((1400, 7, 31), None),
    ],
)
def test_persian_days_are_converted_exactly(
    jalali: tuple[int, int, int], gregorian: tuple[int, int, int] | None
) -> None:
    """Days of the Solar Hijri calendar give their Gregorian days; days that it does not have give none."""
    assert gregorian_of(*jalali) == gregorian
