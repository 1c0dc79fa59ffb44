import hashlib

import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.normalise.address import public_id
from ingest.pipeline import EXTRACTOR, process
from ingest.record import record_of
from schemas.article import Article
from schemas.document import text_of
from schemas.page import GivenFact, RawPage, Source
from schemas.report import Reason, Rejection

TEXT = (
    "The council of Talvin said on Monday that repairs to the northern bridge would begin after the floods.\n\n"
    "Residents asked for a clear timetable and for a public account of the cost, which the mayor had promised in May.\n"
)


def page(payload: bytes = TEXT.encode(), **fields: object) -> RawPage:
    """Return a received page, a text dump unless said otherwise."""
    fields = {"source": Source(path="dumps/a.txt"), "format": "text"} | fields
    return RawPage(payload=payload, **fields)  # type: ignore[arg-type]


def article(raw: RawPage) -> Article:
    """Return the article of a page that must hold one."""
    made = process(raw)
    assert isinstance(made, Article)
    return made


def test_received_bytes_are_kept_as_they_came() -> None:
    """The stored bytes unpack to what was received, and the hash is theirs."""
    made = article(page())
    assert zstandard.ZstdDecompressor().decompress(made.received) == TEXT.encode()
    assert made.received_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (made.codec, made.received_size, made.extractor) == ("zstd", len(TEXT.encode()), EXTRACTOR)


def test_the_text_is_a_view_of_the_blocks() -> None:
    """Text, its hash and its length are made of the blocks that are kept."""
    made = article(page())
    assert made.text == text_of(made.blocks)
    assert made.text_sha256 == hashlib.sha256(made.text.encode()).hexdigest()
    assert made.text.startswith("The council of Talvin")


def test_without_bytes_to_keep_nothing_is_compressed() -> None:
    """A caller that does not store gets the bytes raw."""
    made = process(page(), keep_bytes=False)
    assert isinstance(made, Article)
    assert (made.codec, made.received) == ("raw", TEXT.encode())


def test_the_record_of_an_article_is_named_as_in_the_archive() -> None:
    """The public record has the public id of address and text, and no accession number outside an archive."""
    made = article(page(record_id="7", url="https://user:pw@talvin.example/a"))
    record = record_of(made)
    assert record.id == public_id(made.address, made.text_sha256)
    assert (record.accession, record.record_id, record.url) == (None, "7", "https://talvin.example/a")
    assert record.address == "https://talvin.example/a"
    assert record.source == "dumps/a.txt"


def test_what_is_given_beside_the_page_becomes_facts() -> None:
    """A record's date is structured, a spreadsheet's is asserted and wins; the words as given stay."""
    given = (
        GivenFact(field="published", value="25 November 2022", rule="record-date", basis="structured"),
        GivenFact(field="published", value="2022-11-26", rule="sidecar", basis="asserted"),
        GivenFact(field="headline", value="Bridge <i>closed</i>", rule="record-title", basis="structured"),
        GivenFact(field="author", value="A. Writer", rule="record-author", basis="structured"),
        GivenFact(field="image", value="javascript:alert(1)", rule="record-image", basis="structured"),
    )
    made = article(page(given=given))
    assert (made.card.published, made.card.published_basis) == ("2022-11-26", "asserted")
    assert made.card.authors == ("A. Writer",)
    assert made.card.image is None
    dates = {(fact.value, fact.raw, fact.rule) for fact in made.facts if fact.field == "published"}
    assert ("2022-11-25", "25 November 2022", "record-date") in dates


def test_a_given_date_that_cannot_be_read_is_no_fact() -> None:
    """A date without a year, or none at all, is left out with a warning; nothing is filled in."""
    given = (GivenFact(field="published", value="soon", rule="record-date", basis="structured"),)
    made = article(page(given=given))
    assert made.card.published is None
    assert "date_ambiguous" in made.warnings


def test_a_page_without_words_is_rejected_with_its_hash() -> None:
    """White space, signs only: no article, and the bytes are named."""
    made = process(page(b"*** --- ***\n\n. . .\n"))
    assert isinstance(made, Rejection)
    assert made.reason is Reason.NO_TEXT
    assert made.received_sha256 == hashlib.sha256(b"*** --- ***\n\n. . .\n").hexdigest()


def test_a_short_text_is_said_to_be_short() -> None:
    """A few words are an article with a warning."""
    assert (
        "short"
        in article(page(b"The bridge over the Talva at Talvin is closed until Friday, the mayor said.\n")).warnings
    )
    assert "short" not in article(page()).warnings


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["html", "text"]))
def test_any_bytes_end_in_an_outcome_that_can_be_stored(payload: bytes, form: str) -> None:
    """Whatever the bytes are, the pipeline returns an article or a rejection, and every string in it is storable."""
    made = process(page(payload, format=form))
    if isinstance(made, Article):
        strings = [
            made.text,
            *(block.text for block in made.blocks),
            *(str(fact.value) + fact.raw for fact in made.facts),
        ]
        for string in strings:
            string.encode()
            assert "\x00" not in string


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<h1>",
                "<table><td>",
                "<b",
                "&#xD800;",
                "\x00",
                "Rain fell. ",
                "<!--",
                "<script>",
                "</script>",
                '{"@type":"NewsArticle"}',
                "25 May 2022 ",
            ]
        ),
        max_size=30,
    )
)
def test_any_soup_of_tags_gives_the_same_outcome_twice(parts: list[str]) -> None:
    """Odd HTML ends in an outcome, and the same bytes end in the same."""
    payload = "".join(parts).encode()
    assert process(page(payload, format="html")) == process(page(payload, format="html"))
