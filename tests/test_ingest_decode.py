"""Stage 2: bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset.guess import guess_encoding
from ingest.charset.prescan import declared_encoding
from ingest.decode import decode
from schemas.report import Warn

WORDS = "Café naïve Ağdam Ələt Баку"


def page(text: str, charset: str = "") -> str:
    """Return a small page."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("payload", "encoding", "basis", "words"),
    [
        (page(WORDS).encode(), "utf-8", "utf-8", WORDS),
        (page(WORDS, "utf-16").encode(), "utf-8", "meta", WORDS),
        (page("“quoted” €", "iso-8859-1").encode("cp1252"), "windows-1252", "meta", "“quoted” €"),
        (b"\xef\xbb\xbf" + page(WORDS, "windows-1251").encode(), "utf-8", "bom", WORDS),
        (b"\xff\xfe" + page(WORDS, "utf-8").encode("utf-16-le"), "utf-16le", "bom", WORDS),
        (page("镕基", "gb2312").encode("gb18030"), "gb18030", "meta", "镕基"),
        (page("日本語①髙", "x-sjis").encode("cp932"), "shift_jis", "meta", "日本語①髙"),
        (page(WORDS, "x-nope").encode(), "utf-8", "utf-8", WORDS),
        (f"<!-- {'x' * 4096} -->{page('Баку', 'windows-1251')}".encode("cp1251"), "windows-1251", "meta-late", "Баку"),
    ],
)
def test_order_of_evidence(payload: bytes, encoding: str, basis: str, words: str) -> None:
    """The byte order mark comes first, then the declaration by the standard's labels, then strict UTF-8."""
    decoded = decode(payload)
    assert (decoded.encoding, decoded.basis) == (encoding, basis)
    assert words in decoded.text


def test_transport_comes_before_the_page() -> None:
    """What the transport says outweighs what the page declares."""
    decoded = decode(page("Баку", "utf-8").encode("cp1251"), transport="windows-1251")
    assert (decoded.encoding, decoded.basis) == ("windows-1251", "transport")
    assert "Баку" in decoded.text


def test_utf16_without_a_mark_is_told_by_its_nuls() -> None:
    """UTF-16 without a byte order mark is recognised, and said to be a guess."""
    decoded = decode(page(WORDS).encode("utf-16-be"))
    assert decoded.encoding == "utf-16be"
    assert Warn.ENCODING_GUESSED in decoded.warnings
    assert WORDS in decoded.text


def test_one_bad_byte_leaves_the_rest_readable() -> None:
    """A stray byte in declared UTF-8 costs one character and is said to be a conflict."""
    decoded = decode(page(WORDS, "utf-8").encode().replace(b"</p>", b"\xff</p>"))
    assert WORDS in decoded.text
    assert decoded.encoding == "utf-8"
    assert decoded.warnings == (Warn.ENCODING_CONFLICT,)


def test_declared_utf8_that_is_something_else_is_read_as_that() -> None:
    """A page that says UTF-8 and holds windows-1251 is read as the latter, and both facts are said."""
    decoded = decode(page("Президент заявил о восстановлении района", "utf-8").encode("cp1251"))
    assert "Президент" in decoded.text
    assert set(decoded.warnings) == {Warn.ENCODING_CONFLICT, Warn.ENCODING_GUESSED}


def test_declared_legacy_that_is_utf8_is_read_as_utf8() -> None:
    """UTF-8 that is declared US-ASCII is UTF-8 beyond doubt."""
    decoded = decode(page(WORDS, "us-ascii").encode())
    assert WORDS in decoded.text
    assert decoded.warnings == (Warn.ENCODING_CONFLICT,)


def test_cut_inside_a_character_is_said() -> None:
    """A file that ends inside a character is truncated, not mis-encoded."""
    decoded = decode(page(WORDS, "utf-8").encode()[:-14] + "Ə".encode()[:1])
    assert decoded.warnings == (Warn.TRUNCATED,)
    assert "\ufffd" not in decoded.text


def test_surrogates_written_one_by_one_are_joined() -> None:
    """A pair of surrogates that was encoded half by half becomes the character it means."""
    decoded = decode(page(WORDS + "HERE", "utf-8").encode().replace(b"HERE", b"\xed\xa0\xbd\xed\xb8\x80"))
    assert "\U0001f600" in decoded.text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"<!-- <meta charset=koi8-r> --><meta charset=big5>", "big5"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">', "euc-kr"),
        (b'<meta content="text/html; charset=euc-kr">', None),
        (b"<a title='<meta charset=koi8-r>'><meta charset='big5'>", "big5"),
        (b'<?xml version="1.0" encoding="windows-1250"?><p>', "windows-1250"),
        (b"<p>no word about it", None),
        (b"<meta charset=utf-7>", None),
    ],
)
def test_prescan(head: bytes, encoding: str | None) -> None:
    """The declaration is looked for as the standard says: not in comments, not in attributes, not without a pragma."""
    assert declared_encoding(head) == encoding


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Жители посёлка третий день остаются без воды", "cp1251", "windows-1251"),
        ("Жители посёлка третий день остаются без воды", "koi8-r", "koi8-u"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl starosta", "cp1250", "windows-1250"),
        ("Bakanlığın açıklaması şöyle: İşçiler döndü, göç sürüyor", "cp1254", "windows-1254"),
        ("Οι κάτοικοι του χωριού ζητούν νερό και φως", "cp1253", "windows-1253"),
        ("部长说，我们的工作还没有结束，他们不会离开这里", "gb18030", "gb18030"),
        ("これはとても難しい問題だと、市長は述べた。", "cp932", "shift_jis"),
        ("Les élèves désignés à la préfecture ont été reçus", "cp1252", "windows-1252"),
    ],
)
def test_guess(text: str, codec: str, encoding: str) -> None:
    """An undeclared encoding is guessed by how plausible its words are."""
    assert guess_encoding(f"<p>{text}</p>".encode(codec)) == encoding


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gbk", "windows-1252", "x-nope", "utf-16"]))
def test_decode_never_fails(payload: bytes, transport: str | None) -> None:
    """Any bytes under any label give text without lone surrogates."""
    decoded = decode(payload, transport=transport)
    decoded.text.encode("utf-8")


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff"), max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    """What was written as UTF-8 is read as it was written."""
    payload = text.encode()
    if not payload.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert decode(payload, transport="utf-8").text == text
