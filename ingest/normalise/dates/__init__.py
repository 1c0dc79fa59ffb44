"""Dates as words and figures state them. Pure; the clock is never a source."""

from ingest.normalise.dates.edtf import (
    add_years,
    approximate,
    bounds_of,
    day_of,
    precision_of,
    uncertain_year,
    unknown_year,
)
from ingest.normalise.dates.read import find_dates, read_date, read_epoch
from ingest.normalise.dates.reading import EARLIEST_YEAR, LATEST_YEAR, DateReading

__all__ = [
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "DateReading",
    "add_years",
    "approximate",
    "bounds_of",
    "day_of",
    "find_dates",
    "precision_of",
    "read_date",
    "read_epoch",
    "uncertain_year",
    "unknown_year",
]
