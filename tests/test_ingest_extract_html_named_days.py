"""What the words beside a date call its day: publication, change, or something else."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract.html.doubt import OTHER_DAY
from ingest.extract.html.mastheads import has_weekday
from ingest.extract.html.named_days import is_told_on, is_unknown_label, tells_beside_date
from ingest.extract.html.twins import MODIFIED
from ingest.normalise.dates.labels import EXPLICIT_LABELS, MODIFIED_LABELS, OTHER_LABELS, PUBLISHED_LABELS
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "date_labels.toml").read_text(encoding="utf-8"))
TEXT = (
    "<p>The footbridge over the Ostrel is to be painted green, the parish of Varnholt said, because nobody there likes "
    "the brown any more.</p><p>The work will take two weeks. A ferry will cross at night while it lasts.</p>"
)


@pytest.mark.parametrize(("field", "line"), [(field, line) for field, lines in TABLE.items() for line in lines])
def test_a_label_says_whose_day_a_date_is(field: str, line: str) -> None:
    """A labelled day under the headline is printed as what its label says, and not at all under an unknown one."""
    html = f"<!doctype html><html><body><h1>Footbridge to be painted</h1><p>{line}</p>{TEXT}</body></html>"
    page = RawPage(source=Source(path="page.html"), payload=html.encode(), format="html")
    found = process(page, keep_bytes=False)
    assert isinstance(found, Article), found
    shown = {name: (getattr(found.card, name) or "")[:10] for name in ("published", "modified")}
    assert shown == {name: "2021-11-25" if name == field else "" for name in ("published", "modified")}


def test_every_label_of_publication_or_change_is_known_before_a_colon() -> None:
    """No label of the lists is taken for one that no list knows."""
    unknown = [label for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS) if is_unknown_label(f"{label}: ")]
    assert unknown == []


def test_no_label_says_two_things() -> None:
    """The lists of publication, of change and of something else have no label in common."""
    assert set(PUBLISHED_LABELS).isdisjoint(MODIFIED_LABELS)
    assert set(OTHER_LABELS).isdisjoint((*PUBLISHED_LABELS, *MODIFIED_LABELS))


def test_labels_of_change_and_of_others_are_found_in_a_line() -> None:
    """Each label of a change or of something else is found between other words; none of publication is one of them."""
    assert [label for label in MODIFIED_LABELS if not MODIFIED.search(f"x | {label}: ")] == []
    assert [label for label in OTHER_LABELS if not OTHER_DAY.search(f"x | {label}: ")] == []
    assert [label for label in EXPLICIT_LABELS if OTHER_DAY.search(label)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nächste Sitzung am ", True),
        ("Rendez-vous le ", True),
        ("The choir sings again on Sunday, ", False),
        ("The choir sings again ", True),
        ("Ada Holm le ", False),
        ("By our own correspondent ", False),
        ("Redaktion am ", False),
        ("Varnholt, ", False),
        ("Publié par la rédaction le ", False),
    ],
)
def test_words_that_go_on_to_a_day_tell_of_it(words: str, *, expected: bool) -> None:
    """A phrase that runs into a date without a sign tells of that day; names, bylines and labels do not."""
    assert is_told_on(words) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("segunda-feira, 4 de novembro de 2031", True),
        ("2031年11月4日星期二", True),
        ("2031年11月4日(火)", True),
        ("2031년 11월 4일 화요일", True),
        ("2031年11月4日", False),
        ("4 novembre 2031", False),
    ],
)
def test_a_weekday_is_seen_in_any_script(line: str, *, expected: bool) -> None:
    """Hyphens and scripts without spaces hide no weekday."""
    assert has_weekday(line) is expected


def test_a_name_beside_a_date_tells_nothing() -> None:
    """Capitals alone are a name; a word in small letters is a caption's."""
    assert tells_beside_date("The quay in spring, 14 March 2021")
    assert not tells_beside_date("Ada Holm, Varnholt, 14 mars 2021, 9:25 am")
