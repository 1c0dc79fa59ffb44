"""Pages that end the process that reads them, by a reader of somebody else: each costs itself and nothing more."""

import os
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from toxic_reader import FATES, install

from archive.intake import ingest
from archive.reader import open_reader
from archive.verify import check
from archive.workers import Limits
from ingest.readers.forms import forms
from schemas.report import IngestReport

TOXIC_PAGES = int(os.environ.get("CUTTINGS_TOXIC_PAGES", "2"))
"""Of each kind, the first page among them; `nox -s faults` takes twenty."""
PAGES = 40
REASONS = {
    "segfault": "worker_died",
    "kill": "worker_died",
    "memory": "parse_memory",
    "hang": "parse_timeout",
}
IMPATIENT = Limits(parse_timeout_s=1.0, read_timeout_s=1.5, parse_memory_bytes=512 << 20)
PATIENT = Limits(parse_timeout_s=60.0, read_timeout_s=60.0, parse_memory_bytes=512 << 20)
"""Filling half a gigabyte takes a second or two where the machine has other things to do."""

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install the reader where this process and its workers find it."""
    install(tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    forms.cache_clear()
    yield
    forms.cache_clear()


def words(number: int) -> str:
    """Return a made-up report, another one for each number."""
    return (
        f"The {number}th sluice on the Orlen canal was opened on Tuesday, engineers in Vastrop said. "
        f"They measured {number * 7 + 3} centimetres at the lower gauge and expect the water to fall soon.\n\n"
        f"Farmers of the {number}th district asked the council for sandbags and got {number + 11} lorries of them.\n"
    )


def drawn(fate: str) -> set[int]:
    """Return which pages are toxic."""
    return {0, *random.Random(fate).sample(range(1, PAGES), TOXIC_PAGES - 1)}  # noqa: S311  a draw, no secret


def fates(report: IngestReport) -> list[tuple[str, int | None, str]]:
    """Return place and reason of what was rejected."""
    return [(each.source, each.offset, each.reason.value) for each in report.rejected]


def is_sound(archive: Path) -> bool:
    """Say whether every hash in the archive is right."""
    with closing(open_reader(str(archive))) as conn:
        return not check(conn)


@pytest.mark.parametrize("fate", FATES)
def test_a_toxic_page_costs_itself(fate: str, tmp_path: Path) -> None:
    """Of a folder in which pages end their reader, those pages are listed with the reason, and all others are in."""
    pages, toxic = tmp_path / "pages", drawn(fate)
    pages.mkdir()
    for number in range(PAGES):
        head = f"TOXIC {fate}\n" if number in toxic else ""
        (pages / f"{number:03}.txt").write_text(head + words(number))
    report = ingest(tmp_path / "a.db", [pages], jobs=2, limits=IMPATIENT if fate == "hang" else PATIENT)
    assert fates(report) == [(f"{number:03}.txt", None, REASONS[fate]) for number in sorted(toxic)]
    assert report.new == PAGES - len(toxic)
    assert is_sound(tmp_path / "a.db")


@pytest.mark.parametrize("fate", FATES)
def test_a_toxic_record_costs_itself(fate: str, tmp_path: Path) -> None:
    """Of a container in which records end their reader, the records behind them are read by a fresh process."""
    toxic = drawn(fate)
    lines = [f"{fate if number in toxic else ''}|{words(number)}".replace("\n", " ") for number in range(PAGES)]
    (tmp_path / "pages.crate").write_text("CRATE\n" + "\n".join(lines))
    report = ingest(
        tmp_path / "a.db", [tmp_path / "pages.crate"], jobs=2, limits=IMPATIENT if fate == "hang" else PATIENT
    )
    assert fates(report) == [("pages.crate", number + 1, REASONS[fate]) for number in sorted(toxic)]
    assert report.new == PAGES - len(toxic)
    assert is_sound(tmp_path / "a.db")
