import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.normalise.address import address_of, content_hash, public_id
from ingest.normalise.markup import without_markup
from ingest.normalise.text import clean_text, count_words, fold, hashing_form
from ingest.normalise.urls import canonical_url, safe_url
from ingest.sign import sign
from schemas.document import Block, BlockKind
from schemas.page import RawPage, Source

ANY_TEXT = st.text(st.characters(codec=None))
"""Any code points, lone surrogates and noncharacters too."""

URLS = st.builds(
    "{}://{}{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP", "Https"]),
    st.sampled_from(["talvin.example", "TALVIN.example.", "u:p@talvin.example", "бакы.example", "[::1]", "10.0.0.1"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(max_size=20).map(lambda text: f"/{text}"),
    st.text(max_size=20).map(lambda text: f"?{text}"),
    st.text(max_size=10).map(lambda text: f"#{text}"),
)


@given(ANY_TEXT)
def test_clean_text_can_be_stored(text: str) -> None:
    """Clean text has no NUL, no lone surrogate, no control but tab and line end; cleaning again changes nothing."""
    cleaned, _ = clean_text(text)
    cleaned.encode()
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n"]
    assert clean_text(cleaned) == (cleaned, ())


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Cs"])))
def test_cleaning_takes_no_letter(text: str) -> None:
    """Text without controls comes through cleaning as it is."""
    assert clean_text(text) == (text, ())


@given(ANY_TEXT)
@example("İı")
@example("\u0587\u0565\u0582")
@example("\u1e9e\ufb03")
@example("\u0345\u03b1")
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is folded."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="utf-8")))
def test_folding_knows_no_case_and_no_composition(text: str) -> None:
    """Upper case, title case and decomposed letters fold to what the text folds to, where Unicode says they are one."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text.casefold()) == fold(text)


@given(st.text(st.characters(codec="utf-8")))
def test_the_hashing_form_is_stable(text: str) -> None:
    """The hashing form of a hashing form is itself, whatever composition the text came in."""
    assert hashing_form(hashing_form(text)) == hashing_form(text)
    assert hashing_form(unicodedata.normalize("NFD", text)) == hashing_form(unicodedata.normalize("NFC", text))


@given(URLS)
def test_canonicalising_twice_changes_nothing(url: str) -> None:
    """Canonical and safe forms of a URL are stable, and both are plain ASCII web addresses."""
    for form in (canonical_url, safe_url):
        once = form(url)
        if once is not None:
            assert form(once) == once
            assert once.isascii()
            assert once.startswith(("http://", "https://"))
            assert not set(once) & set(" <>\"'\\`{}|^") - {"'"}
            assert "u:p@" not in once


@given(ANY_TEXT)
def test_any_text_is_an_url_or_none(text: str) -> None:
    """No text raises; what is no web address gives None."""
    for form in (canonical_url, safe_url):
        found = form(text)
        assert found is None or found.startswith(("http://", "https://"))


@given(ANY_TEXT)
def test_facts_keep_no_tag(text: str) -> None:
    """Taking markup out twice changes nothing that a single pass left as a tag."""
    assert without_markup(f"<b>{text.replace('<', '').replace('>', '')}</b>").find("<b>") == -1


@given(st.binary(), st.none() | ANY_TEXT, st.none() | ANY_TEXT)
def test_every_page_has_an_address_and_a_name(payload: bytes, url: str | None, record_id: str | None) -> None:
    """Whatever URL and id a record brings, the page has an address, and a public id of 16 characters."""
    page = RawPage(source=Source(path="a"), payload=payload, format="text", url=url, record_id=record_id)
    address = address_of(page, content_hash(payload))
    address.encode()
    assert address.startswith(("http://", "https://", "id:", "sha256:"))
    assert len(public_id(address, content_hash(b""))) == 16


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=5))
def test_signatures_are_of_what_the_text_shows(paragraphs: list[str]) -> None:
    """The hash is 32 bytes in hexadecimal, and a block that was dropped changes nothing."""
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=text, place="p", rule="r") for text in paragraphs]
    signature = sign(blocks)
    assert len(bytes.fromhex(signature.text_hash)) == 32
    assert sign([*blocks, Block(kind=BlockKind.PARAGRAPH, text="Menu", place="p", rule="r", kept=False)]) == signature


@given(ANY_TEXT)
def test_words_are_counted_in_any_text(text: str) -> None:
    """Counting words never raises, and never finds more words than characters."""
    assert 0 <= count_words(text) <= len(text)
