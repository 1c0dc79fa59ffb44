"""What a person says wins, is logged, can be undone, and outlives every re-run."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive import reader, verify
from archive.curation import Correction, Curator
from archive.search import search
from archive.store import open_store
from schemas.article import ArticleRecord, Fact
from schemas.errors import CorrectionError, UnknownArticle
from schemas.relation import RelationKind

Make = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path, make_article: Make, fresh_archive: Make) -> Path:
    """Give an archive of two articles."""
    path = tmp_path / "a.db"
    fresh_archive(path, pages(make_article))
    return path


def pages(make_article: Make) -> list[Any]:
    """Return the two pages of the archive."""
    return [
        make_article(
            url="https://p.example/1",
            text="The ferry was late.",
            headline="Ferry late",
            published="2021",
            authors=["Ann"],
            outlet="Post",
        ),
        make_article(url="https://p.example/2", text="The ferry was early."),
    ]


def article(path: Path, name: str = "A-0001") -> ArticleRecord:
    """Return the article of that name."""
    with closing(reader.open_reader(path)) as conn:
        record = reader.find_article(conn, name)
    assert record is not None
    return record


def set_fact(path: Path, field: str, value: str | None, because: str = "The print edition says so.") -> None:
    """Correct the first article."""
    with open_store(path) as store:
        Curator(store, by="Ann Archivist").set_fact("A-0001", field, value, because=because)


def test_a_correction_is_shown_as_asserted(path: Path) -> None:
    """The value, who said so and why are on record; what the page said stays beside it, no longer chosen."""
    set_fact(path, "published", "2022-11-25")
    record = article(path)
    assert (record.published, record.published_basis) == ("2022-11-25", "asserted")
    assert (record.published_earliest, record.published_latest) == ("2022-11-25", "2022-11-25")
    with closing(reader.open_reader(path)) as conn:
        facts = [fact for fact in reader.facts_of(conn, "A-0001") if fact.field.startswith("published")]
    said, *read = facts
    assert (said.by, said.because, said.chosen) == ("Ann Archivist", "The print edition says so.", True)
    assert [fact.value for fact in read] == ["2021", "2021", "2021-01-01", "2021-12-31"]
    assert not any(fact.chosen for fact in read)


def test_a_correction_outlives_re_ingest(path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Ingesting the page again, or in other bytes, keeps the correction."""
    set_fact(path, "outlet", "Velmark Post")
    other = make_article(
        url="https://p.example/1", text="The ferry was late.", payload=b"other", captured="2001-01-01", outlet="Other"
    )
    fresh_archive(path, [*pages(make_article), other])
    assert article(path).outlet == "Velmark Post"
    assert article(path).captured == "2001-01-01"


def test_unknown_is_a_value(path: Path) -> None:
    """It can be asserted that nobody knows; the date is then unknown, and the basis says who said so."""
    set_fact(path, "published", "unknown")
    record = article(path)
    assert (record.published, record.published_edtf, record.published_earliest) == (None, None, None)
    set_fact(path, "headline", None)
    assert article(path).headline is None


def test_the_latest_word_wins_and_undo_goes_back(path: Path) -> None:
    """Two corrections of a field, undone one by one, lead back to what the page said."""
    set_fact(path, "headline", "Ferry very late")
    set_fact(path, "title", "Ferry extremely late")
    shown = [article(path).headline]
    for _ in range(2):
        with open_store(path) as store:
            Curator(store).undo("A-0001", "headline", because="A slip.")
        shown.append(article(path).headline)
    assert shown == ["Ferry extremely late", "Ferry very late", "Ferry late"]
    with open_store(path) as store, pytest.raises(CorrectionError, match="nothing is asserted about headline"):
        Curator(store).undo("A-0001", "headline")


def test_undo_without_a_field_takes_back_the_latest(path: Path) -> None:
    """Without a field, the latest correction of the article goes, whatever it was about."""
    set_fact(path, "headline", "Ferry very late")
    set_fact(path, "outlet", "Velmark Post")
    with open_store(path) as store:
        undone = Curator(store).undo("A-0001")
    assert (undone.field, undone.before, undone.after) == ("outlet", "Velmark Post", "Post")
    assert article(path).headline == "Ferry very late"


def test_a_later_date_takes_earlier_bounds_along(path: Path) -> None:
    """Bounds or an EDTF value said before a date do not stand against it; said after it, they refine it."""
    set_fact(path, "published_earliest", "2019-05")
    set_fact(path, "published_edtf", "2019~")
    set_fact(path, "published", "2022")
    record = article(path)
    assert (record.published_edtf, record.published_earliest, record.published_latest) == (
        "2022",
        "2022-01-01",
        "2022-12-31",
    )
    set_fact(path, "published_latest", "2022-06")
    assert article(path).published_latest == "2022-06-30"
    assert article(path).published_earliest == "2022-01-01"


@pytest.mark.parametrize(
    ("edtf", "card"),
    [
        ("2023-12~", (None, "2023-12~", "2023-12-01", "2023-12-31")),
        ("2022/2023-02", (None, "2022/2023-02", "2022-01-01", "2023-02-28")),
        ("XXXX-11-25", (None, "XXXX-11-25", None, None)),
        ("2022-11-25", ("2022-11-25", "2022-11-25", "2022-11-25", "2022-11-25")),
        ("unknown", (None, None, None, None)),
    ],
)
def test_a_doubtful_date_replaces_a_sure_one(path: Path, edtf: str, card: tuple[str | None, ...]) -> None:
    """Said in EDTF, a date replaces the page's; with doubts in it none is printed. It is undone as a whole."""
    set_fact(path, "published_edtf", edtf)
    record = article(path)
    assert (record.published, record.published_edtf, record.published_earliest, record.published_latest) == card
    assert record.published_basis == "asserted"
    with open_store(path) as store:
        Curator(store).undo("A-0001", "published_edtf")
    record = article(path)
    assert (record.published, record.published_edtf, record.published_latest) == ("2021", "2021", "2021-12-31")


def test_an_undone_sidecar_date_leaves_no_bounds(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A spreadsheet's date that is taken back goes with all that followed from it."""
    path = tmp_path / "b.db"
    derived = [
        Fact(field=field, value="2019-01-01", raw="2019-01-01", rule="sidecar", basis="asserted", by="sidecar")
        for field in ("published_edtf", "published_earliest", "published_latest")
    ]
    told = make_article(
        url="https://p.example/1", published="2022", asserted={"published": "2019-01-01"}, facts=derived
    )
    fresh_archive(path, [told])
    assert (article(path).published, article(path).published_latest) == ("2019-01-01", "2019-01-01")
    with open_store(path) as store:
        Curator(store).undo("A-0001", "published")
    assert (article(path).published, article(path).published_latest) == ("2022", "2022-12-31")


def test_several_authors_are_one_statement(path: Path) -> None:
    """A list replaces the whole list, in its order, and is undone as a whole."""
    set_fact(path, "author", "Zoe Writer; Bo Reader; Zoe Writer")
    assert article(path).authors == ("Zoe Writer", "Bo Reader")
    set_fact(path, "authors", "Cy")
    assert article(path).authors == ("Cy",)
    with open_store(path) as store:
        Curator(store).undo("A-0001", "author")
    assert article(path).authors == ("Zoe Writer", "Bo Reader")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("colour", "red", "is no field of an article"),
        ("published", "25 November 2022", "Write what is known as a year"),
        ("published", "2022-11-31", "is no date"),
        ("published", "2023-12-01~", "is a published_edtf"),
        ("modified", "soon", "is no date"),
        ("published_edtf", "about 2022", "is no EDTF date"),
        ("published_earliest", "early", "is no date"),
        ("language", "Klingon language", "is no language tag"),
        ("image", "javascript:alert(1)", "is no web address"),
        ("canonical_url", "file:///etc/passwd", "is no web address"),
        ("headline", "  ", "To say that nobody knows, write 'unknown'"),
        ("author", ";;", "nothing is said"),
        ("headline", "x" * 5000, "characters are too many"),
    ],
)
def test_impossible_values_are_refused(path: Path, field: str, value: str, message: str) -> None:
    """A correction that cannot be meant changes nothing and says what to write."""
    with closing(reader.open_reader(path)) as conn:
        before = verify.digest(conn)
    with pytest.raises(CorrectionError, match=message):
        set_fact(path, field, value)
    with closing(reader.open_reader(path)) as conn:
        assert verify.digest(conn) == before


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("published", "2022", "2022"),
        ("published", " 2022-11-25T10:00:00+04:00 ", "2022-11-25T10:00:00+04:00"),
        ("published_edtf", "2023-12-01~", "2023-12-01~"),
        ("published_latest", "2022-02", "2022-02-28"),
        ("language", "EN", "en"),
        ("headline", "Two\nlines\x00", "Two lines"),
        ("image", "https://p.example/i.png", "https://p.example/i.png"),
    ],
)
def test_values_are_kept_in_one_form(path: Path, field: str, value: str, kept: str) -> None:
    """What is meant is normalised; the words as typed stay on record."""
    set_fact(path, field, value)
    with closing(reader.open_reader(path)) as conn:
        said = reader.facts_of(conn, "A-0001")[0]
    assert (said.field, said.value) == (field, kept)


def test_a_reason_must_be_given(path: Path) -> None:
    """A correction without a reason is refused; so is a relation."""
    with pytest.raises(CorrectionError, match="say why"):
        set_fact(path, "outlet", "X", because=" ")
    with open_store(path) as store, pytest.raises(CorrectionError, match="say why"):
        Curator(store).unrelate("A-0001", "A-0002", because="")


def test_many_corrections_are_made_together_or_not_at_all(path: Path) -> None:
    """One bad line keeps all of them out, and every bad line is named."""
    lines = [
        Correction(ref="A-0001", field="outlet", value="X", because="w"),
        Correction(ref="A-0009", field="outlet", value="X", because="w"),
        Correction(ref="A-0002", field="published", value="soon", because="w"),
    ]
    with open_store(path) as store:
        with pytest.raises(CorrectionError) as caught:
            Curator(store).set_facts(lines)
        assert "2 of 3 corrections" in str(caught.value)
        assert "A-0009" in str(caught.value)
        assert "soon" in str(caught.value)
    assert article(path).outlet == "Post"
    with open_store(path) as store:
        [made] = Curator(store).set_facts(lines[:1])
    assert (made.id, made.before, made.after, made.was_asserted) == (article(path).id, "Post", "X", False)


def test_an_unknown_article_is_named(path: Path) -> None:
    """A name that fits nothing, or the same article twice, is an error with the name in it."""
    with open_store(path) as store:
        curator = Curator(store)
        with pytest.raises(UnknownArticle, match="A-0077"):
            curator.set_fact("A-0077", "outlet", "X", because="w")
        with pytest.raises(CorrectionError, match="same article"):
            curator.relate("A-0001", "a-1", RelationKind.REWORKED, because="w")
        with pytest.raises(CorrectionError, match="nothing to undo"):
            curator.undo_relation("A-0001", "A-0002")


def test_everything_is_in_the_log(path: Path) -> None:
    """Each change names who, what, before, after and why; the chain of the log holds."""
    set_fact(path, "outlet", "Velmark Post")
    with open_store(path) as store:
        Curator(store).undo("A-0001", because="A slip.")
        Curator(store, by="Bo").relate("A-0002", "A-0001", RelationKind.NEAR_COPY, because="Same copy.")
    with closing(reader.open_reader(path)) as conn:
        events = reader.events_of(conn, "A-0001")
        assert [event.agent for event in events] == ["Ann Archivist", "unnamed", "Bo"]
        details = [json.loads(event.detail) for event in events]
        assert details[0] == {
            "set": "outlet",
            "before": "Post",
            "after": "Velmark Post",
            "because": "The print edition says so.",
        }
        assert details[2]["after"] == "near_copy"
        assert len(reader.events_of(conn, "A-0002")) == 1
        assert verify.check(conn) == ()


def test_an_undone_sidecar_is_not_said_again(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """What a spreadsheet said and a person took back stays taken back when the spreadsheet comes again."""
    path = tmp_path / "b.db"
    told = make_article(url="https://p.example/1", outlet="Post", asserted={"outlet": "Wrong"})
    fresh_archive(path, [told])
    with open_store(path) as store:
        Curator(store).undo("A-0001")
    fresh_archive(path, [told])
    assert article(path).outlet == "Post"


def test_corrections_are_searched(path: Path) -> None:
    """A corrected headline is found by its new words."""
    set_fact(path, "headline", "Steamer delayed")
    with closing(reader.open_reader(path)) as conn:
        assert search(conn, "headline:steamer").total == 1
        assert search(conn, "headline:late").total == 0


def test_a_fact_of_a_person_is_never_mixed_up_with_the_rules(path: Path) -> None:
    """Facts that were read keep their words, rule and place whatever is asserted."""
    with closing(reader.open_reader(path)) as conn:
        before = {fact.value for fact in reader.facts_of(conn, "A-0001")}
    set_fact(path, "headline", "Other")
    with closing(reader.open_reader(path)) as conn:
        after: tuple[Fact, ...] = reader.facts_of(conn, "A-0001")
    assert before == {fact.value for fact in after if fact.basis != "asserted"}
