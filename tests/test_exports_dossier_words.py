"""The dossier's words: dates, bases, relations, directions."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exports.dossier.bidi import direction_of, isolated, language_of
from exports.dossier.days import first_day, last_day, latest_of, printed_day
from exports.dossier.model import Neighbour, Tie
from exports.dossier.words import (
    asserted_words,
    basis_words,
    bounds_words,
    date_words,
    edtf_words,
    evidence_of,
    is_sure,
    known_words,
    published_words,
    sure_words_of,
    tie_words,
)
from ingest.record import record_of
from schemas.article import Article, ArticleRecord, Fact
from schemas.relation import OccasionAxis, Relation, RelationKind, TextAxis
from schemas.types import Basis, PublicId

Record = Callable[..., ArticleRecord]

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dossier_dates.toml").read_text("utf-8"))["case"]


def fact(
    field: str, value: str | None, basis: Basis = "inferred", by: str | None = None, because: str | None = None
) -> Fact:
    """Return a chosen fact."""
    return Fact(
        field=field, value=value, raw=value or "", rule="test", basis=basis, chosen=True, by=by, because=because
    )


@pytest.fixture
def record(make_article: Callable[..., Article]) -> Record:
    """Give `record(*facts, **fields)`: the record of an article with these facts."""

    def make(*facts: Fact, **fields: str) -> ArticleRecord:
        return record_of(make_article(facts=facts, **fields))

    return make


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("label", case["value"]))
def test_date_in_words(case: dict[str, str]) -> None:
    """A date is put into words that say no more than the value does."""
    assert edtf_words(case["value"]) == case["words"]


@pytest.mark.parametrize("value", ["", "2022-", "20221125", "2022-11-25 10:00", "2022-00-10", "²022-11-25"])
def test_words_of_no_date_are_the_value(value: str) -> None:
    """What is no ISO date comes back as it was."""
    assert date_words(value) == value


def test_uncertain_year_is_said(record: Record) -> None:
    """A date whose year is inferred with doubt is printed with the doubt, though `published` is set."""
    made = record(fact("published_edtf", "?2020-11-25"), fact("published", "2020-11-25"))
    assert published_words(made) == "25 November 2020, year uncertain"
    assert not is_sure(made)


def test_lower_bound_alone_is_no_date(record: Record) -> None:
    """An article of which only the earliest day is known is dated "not before", and is not sure."""
    made = record(fact("published_earliest", "2022-08-26"))
    assert published_words(made) == "not before 26 August 2022"
    assert not is_sure(made)


def test_bounds_are_told_beside_an_approximate_date(record: Record) -> None:
    """An approximate date keeps its bound in words."""
    made = record(fact("published_edtf", "2023-12-01~"), fact("published_earliest", "2022-08-26"))
    assert published_words(made) == "about 1 December 2023"
    assert bounds_words(made) == "not before 26 August 2022"


def test_bounds_of_a_plain_date_are_not_repeated(record: Record) -> None:
    """A date that is sure needs no bounds in words."""
    assert bounds_words(record(published="2022-11-25")) is None


def test_unknown_date_is_unknown(record: Record) -> None:
    """Where nothing says when, the words are `unknown`, for date and basis."""
    assert (published_words(record()), basis_words(record(), ())) == ("unknown", "unknown")


def test_asserted_date_names_who_and_why(record: Record) -> None:
    """An asserted date says by whom and for what reason."""
    said = fact("published", "2021-06-03", basis="asserted", by="M. Oldfen", because="masthead of the print edition")
    assert basis_words(record(said), (said,)) == "asserted by M. Oldfen: “masthead of the print edition”"


@pytest.mark.parametrize(
    ("basis", "evidence", "words"),
    [
        ("stated", "3 March", "as the page states it: “3 March”"),
        ("dateline", "", "from the dateline, a filing date"),
        ("inferred", "'third anniversary' + '2020'", "inferred; from 'third anniversary' + '2020'"),
    ],
)
def test_only_the_pages_words_are_quoted(record: Record, basis: Basis, evidence: str, words: str) -> None:
    """The page's words stand in quotation marks; what an inference rests on does not."""
    assert known_words(record(fact("published", "2022-03-03", basis)), (), evidence) == words


def test_bounds_alone_tell_what_they_rest_on(record: Record) -> None:
    """Where there is no date, the bounds name the words or the capture that they come from."""
    early = Fact(field="published_earliest", value="2020-11-19", raw="Nov 19", rule="x", basis="inferred", chosen=True)
    late = Fact(
        field="published_latest",
        value="2021-03-16",
        raw="2021-03-16",
        rule="capture-time",
        basis="inferred",
        chosen=True,
    )
    made = record(early, late)
    assert known_words(made, (early, late), "") == "no date was found; bounds from the capture and “Nov 19”"
    assert known_words(record(), (), "") == ""


def test_spreadsheets_fact_names_the_spreadsheet() -> None:
    """A fact out of a sidecar is told as the spreadsheet's, since nobody is named."""
    said = Fact(field="outlet", value="x", raw="x", rule="sidecar", basis="asserted", by="sidecar")
    assert asserted_words(said) == "from the spreadsheet that came with the pages"


def test_evidence_that_is_only_the_value_is_left_out(record: Record) -> None:
    """A machine's date is no evidence for itself; the page's words are."""
    assert evidence_of(record(published="2022-11-25")) is None
    made = record(Fact(field="published", value="2022-11-25", raw="Nov.25", rule="x", basis="dateline", chosen=True))
    assert evidence_of(made) == "Nov.25"


@pytest.mark.parametrize(
    ("value", "first", "last", "filed"),
    [
        ("2022", "2022-01-01", "2022-12-31", "2022-01-01"),
        ("2022-02", "2022-02-01", "2022-02-28", "2022-02-01"),
        ("2022-02-03T10:00", "2022-02-03", "2022-02-03", "2022-02-03"),
    ],
)
def test_days_of_a_cut_date(record: Record, value: str, first: str, last: str, filed: str) -> None:
    """A date cut to year or month lies between that year's or month's first and last day."""
    made = record(published=value)
    assert (first_day(made), last_day(made), printed_day(made)) == (first, last, filed)


@pytest.mark.parametrize("value", ["2022-13-01", "0000-01-01", "soon", "2022-02-30", "--11-25", "20221125"])
def test_no_day_is_made_of_what_is_none(record: Record, value: str) -> None:
    """A value that is no day of the calendar gives no day; nothing fails."""
    made = record(fact("published_earliest", value), fact("published_latest", value))
    assert (first_day(made), last_day(made), printed_day(made)) == (None, None, None)


def test_article_is_filed_under_the_date_that_is_printed(record: Record) -> None:
    """An approximate date files the article under itself, not under its lower bound."""
    made = record(fact("published_edtf", "2023-12-01~"), fact("published_earliest", "2022-08-26"))
    assert printed_day(made) == "2023-12-01"


def test_open_interval_files_under_its_bound(record: Record) -> None:
    """A date that is only "not before" files the article under that bound; an unknown one under nothing."""
    assert (
        printed_day(record(fact("published_edtf", "2022-08-26/.."), fact("published_earliest", "2022-08-26")))
        == "2022-08-26"
    )
    assert printed_day(record()) is None


@pytest.mark.parametrize(
    ("values", "latest"),
    [
        (["2024-01-01T10:00:00Z", "2024-01-01T11:00:00+03:00"], "2024-01-01T10:00:00Z"),
        (["2024-01-01T10:00:00+03:00", None, "no time"], "2024-01-01T07:00:00Z"),
        (["2024-01-01T10:00:00", "2023-12-31T10:00:00Z"], "2024-01-01"),
        (["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00", None], None),
    ],
)
def test_latest_time_is_told_across_zones(values: list[str | None], latest: str | None) -> None:
    """The date that the file carries is the latest capture, whatever zones they name; without a zone, its day."""
    assert latest_of(values) == latest


def tie(
    kind: RelationKind | None,
    *,
    captured: str | None = None,
    first: bool = True,
    text: TextAxis = TextAxis.SAME,
    occasion: OccasionAxis = OccasionAxis.SAME,
) -> Tie:
    """Return a tie of that kind."""
    relation = Relation(
        a=PublicId("a" * 16),
        b=PublicId("b" * 16),
        kind=kind,
        text=text,
        occasion=occasion,
        jaccard=None,
        containment_ab=None,
        containment_ba=None,
        evidence="",
        method="test",
    )
    return Tie(
        relation=relation,
        is_first=first,
        other=Neighbour(mark="A-0002", title="", outlet=None, captured=captured, inside=True),
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("2024-01-01", "2024-02-01", "earlier version of"),
        ("2024-02-01", "2024-01-01", "later version of"),
        ("2024-01-01", None, "another version of"),
        (None, None, "another version of"),
        ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z", "another version of"),
        ("2024-01-01T10:00:00Z", "2024-01-01T13:00:00+03:00", "another version of"),
        ("2024-01-01T10:00:00Z", "2024-01-01T11:00:00+03:00", "later version of"),
        ("2024-01-01T10:00:00Z", "2024-01-01T11:00:00", "another version of"),
        ("some day", "2024-01-01", "another version of"),
    ],
)
def test_version_is_earlier_only_where_captures_say_so(mine: str | None, theirs: str | None, words: str) -> None:
    """Which version came first is said only where both capture times are known and differ."""
    assert tie_words(tie(RelationKind.VERSION, captured=theirs), mine) == words


@pytest.mark.parametrize(
    ("text", "first", "words"),
    [
        (TextAxis.CONTAINS, True, "holds the text of"),
        (TextAxis.CONTAINS, False, "is part of the text of"),
        (TextAxis.PART_OF, True, "is part of the text of"),
        (TextAxis.PART_OF, False, "holds the text of"),
    ],
)
def test_containment_is_told_from_either_end(text: TextAxis, first: bool, words: str) -> None:  # noqa: FBT001  a table
    """Who holds whom depends on which end of the relation the article is."""
    assert tie_words(tie(RelationKind.CONTAINS, text=text, first=first), None) == words


def test_look_alike_is_never_called_a_copy() -> None:
    """A look-alike is said to be about something else."""
    words = tie_words(tie(RelationKind.LOOKALIKE, text=TextAxis.NEAR, occasion=OccasionAxis.OTHER_SUBJECT), None)
    assert words == "looks like, but is about something else than,"


@pytest.mark.parametrize(
    ("share", "first", "words"),
    [
        (0.995, True, "holds the whole of"),
        (0.9, True, "holds nearly all of"),
        (0.66, True, "holds most of"),
        (0.995, False, "stands whole in the text of"),
        (0.9, False, "stands nearly all in the text of"),
        (0.66, False, "stands for the most part in the text of"),
    ],
)
def test_no_more_is_said_to_be_held_than_is(share: float, first: bool, words: str) -> None:  # noqa: FBT001  a table
    """A text of which a third is missing is not said to be held whole."""
    held = tie(RelationKind.CONTAINS, text=TextAxis.CONTAINS, first=first)
    held = replace(held, relation=replace(held.relation, containment_ab=0.4, containment_ba=share))
    assert tie_words(held, None) == words


def test_undecided_is_neither_a_copy_nor_unrelated() -> None:
    """What could not be decided is said to be open."""
    found = tie(None)
    found = replace(found, relation=replace(found.relation, is_undecided=True, text_confidence=0.5))
    assert tie_words(found, None) == "could be a copy or a look-alike (undecided) of"
    assert sure_words_of(found) == "Unsure."


def test_a_person_is_neither_sure_nor_unsure() -> None:
    """Beside a person's word no measured sureness and no measured occasion is printed."""
    found = tie(RelationKind.REWORKED, occasion=OccasionAxis.OTHER_INSTANCE)
    measured = replace(found, relation=replace(found.relation, text_confidence=0.65, occasion_confidence=0.8))
    assert (tie_words(measured, None), sure_words_of(measured)) == (
        "tells, on another occasion, the same account as",
        "Likely.",
    )
    said = replace(measured, relation=replace(measured.relation, because="same desk", by="M. K."))
    assert (tie_words(said, None), sure_words_of(said)) == ("tells in other words the same account as", "")


@pytest.mark.parametrize("kind", RelationKind)
@pytest.mark.parametrize("occasion", OccasionAxis)
def test_every_relation_has_words(kind: RelationKind, occasion: OccasionAxis) -> None:
    """No kind and occasion is without words."""
    assert tie_words(tie(kind, occasion=occasion), None)
    assert tie_words(tie(None), None) == "said to be unrelated to"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The bridge is closed", "ltr"),
        ("أغلق مجلس البلدة الجسر (Board)", "rtl"),
        ("הגשר נסגר", "rtl"),
        ("The bridge الجسر is closed", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction_is_that_of_most_letters(text: str, direction: str) -> None:
    """A text runs as most of its letters do."""
    assert direction_of(text) == direction


def test_right_to_left_names_are_isolated() -> None:
    """An Arabic name stands in isolates, so that a date beside it keeps its place; a Latin one is as it was."""
    assert isolated("صدى") == "\u2068صدى\u2069"
    assert isolated("Echo") == "Echo"


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("pt-BR", "pt-BR"), (None, "und"), ("", "und"), ('en" onload="x', "und"), ("english", "und")],
)
def test_language_code_is_a_code_or_nothing(code: str | None, language: str) -> None:
    """What a page claims as its language reaches the markup only if it is a language code."""
    assert language_of(code) == language
