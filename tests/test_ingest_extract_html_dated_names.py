"""Whom the line of an article's date names, in many languages."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract.html.dated_names import pieces_of, without_weekday
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dated_names.toml").read_text("utf-8"))["case"]
TITLE = "Korvel closes its old bridge"
TEXT = "The town of Korvel closed the bridge on Monday, after the engineers had found cracks in two of its pillars."


def read(top: str, language: str) -> Article:
    """Make an article of a page with something between its headline and its text."""
    body = f"<h1>{TITLE}</h1>{top}<p>{TEXT}</p><p>Buses go by way of Orlen, and the road is forty minutes longer.</p>"
    html = f"<html lang={language}><head><meta charset=utf-8><title>{TITLE}</title></head><body>{body}</body></html>"
    made = process(RawPage(source=Source(path="x.html"), payload=html.encode(), format="html"), keep_bytes=False)
    assert isinstance(made, Article)
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"][:40])
def test_a_line_under_the_headline_names_its_author_or_nobody(case: dict[str, object]) -> None:
    """Labels and bare names beside a date are read, sections, towns and buttons are not."""
    card = read(f"<p>{case['line']}</p>", str(case["language"])).card
    assert list(card.authors) == case.get("person", [])
    assert [card.agency] == case.get("agency", [None])


def test_a_bare_name_by_the_line_of_the_date_is_the_authors() -> None:
    """A name alone between headline and date signs the article; in a menu, a table or far off it does not."""
    day = "<p>15 March 2019</p>"
    assert read(f"<p>Remo Dallin</p>{day}", "en").card.authors == ("Remo Dallin",)
    assert read(f"{day}<p>Remo Dallin</p>", "en").card.authors == ("Remo Dallin",)
    assert read(f"<p>Nadia Dallin - Warta Korvel</p>{day}", "id").card.authors == ("Nadia Dallin",)
    assert read(f"<p>Nadia Dallin - detikWarta</p>{day}", "id").card.authors == ("Nadia Dallin",)
    assert read(f"<p>Nadia Dallin - A Life in Letters</p>{day}", "en").card.authors == ()
    assert read("<p>Remo Dallin</p>", "en").card.authors == ()
    assert read(f"<table><tr><td>Remo Dallin</td></tr></table>{day}", "en").card.authors == ()
    assert read(f"<ul><li><a href=/a>Harbour Watch</a></li></ul>{day}", "en").card.authors == ()
    assert read(f"<p>Korvel Harbour</p>{day}", "en").card.authors == ()


def test_whom_the_text_speaks_of_is_not_its_author() -> None:
    """A bare name by the date may be a topic's, or a picture's."""
    told = f"<p>The town thanked Remo Dallin, who had led the works for eleven years. {TEXT}</p>"
    assert read(f"<p>Remo Dallin</p><p>15 March 2019</p>{told}", "en").card.authors == ()
    bio = f"<p>Remo Dallin reports from the harbour for the Korvel Post and has done so for eleven years. {TEXT}</p>"
    assert read(f"<p>Remo Dallin</p><p>15 March 2019</p>{bio}", "en").card.authors == ("Remo Dallin",)


def test_the_author_of_a_saved_reader_view_is_read() -> None:
    """A reader's view has the name in a box of its own."""
    made = read('<div class="credits reader-credits">Remo Dallin</div>', "en")
    assert made.card.authors == ("Remo Dallin",)


def test_a_line_is_parted_at_its_dates_and_marks() -> None:
    """Times and zones go with their date."""
    assert pieces_of("15 March 2019, 14:35 GMT | Ada Roth | Korvel", "en") == ["Ada Roth", "Korvel"]
    assert without_weekday("Ada Sun ") == "Ada Sun"
    assert without_weekday("") == ""
