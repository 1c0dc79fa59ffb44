"""Stage 2: bytes to text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset.guess import guess_encoding
from ingest.charset.prescan import find_declaration
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
        (page("镕基", "gb2312").encode("gb18030"), "gbk", "meta", "镕基"),
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
    found = find_declaration(head)
    assert (found.encoding if found else None) == encoding


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
        decoded = decode(payload, transport="utf-8")
        assert decoded.text == text or Warn.MOJIBAKE_REPAIRED in decoded.warnings


@pytest.mark.parametrize(
    ("head", "encoding", "basis"),
    [
        (b'<meta charset="koi8-r" http-equiv=x content="text/html; charset=big5">', "koi8-r", "meta"),
        (b'<meta content="text/html; charset=big5" http-equiv=Content-TYPE>', "big5", "meta"),
        (b'<meta charset=nonsense><meta charset="big5">', "big5", "meta"),
        (b"<meta charset=x-user-defined>", "windows-1252", "meta"),
        (b"<meta charset=UTF-16LE>", "utf-8", "meta"),
        (b"<meta/charset=big5>", "big5", "meta"),
        (b"<meta charset=big5/>", None, None),
        (b"<metal charset=big5>", None, None),
        (b'<meta charset="big5', None, None),
        (b"<!-- --! <meta charset=koi8-r> --><meta charset=big5>", "big5", "meta"),
        (b"<!--><meta charset=big5>", "big5", "meta"),
        (b"<?php <meta charset=big5>", None, None),
        (b"</p title='>'><meta charset=big5>", "big5", "meta"),
        (b"<?xml version='1.0' encoding = 'euc-jp' ?>", "euc-jp", "xml"),
        (b"<?xml version='1.0' encoding='euc-jp'?><meta charset=big5>", "big5", "meta"),
        (b"\n<?xml version='1.0' encoding='euc-jp'?>", None, None),
        (b"<?xml version='1.0' encoding='euc jp'?>", None, None),
        (b"<script>x='<meta charset=big5>'</script>", "big5", "meta"),
        (b"<i>" + b" " * 2000 + b"</i><meta charset=big5>", "big5", "meta-late"),
        (b"<i>" + b" " * 2000 + b"</i><script>x='<meta charset=big5>'</script>", None, None),
        (b"<i>" + b" " * 2000 + b"</i><title><meta charset=big5></title><meta charset=koi8-r>", "koi8-r", "meta-late"),
    ],
)
def test_declarations_are_read_by_the_standard(head: bytes, encoding: str | None, basis: str | None) -> None:
    """Order of attributes, pragmas, comments, XML declarations, elements without tags: all count as in browsers."""
    found = find_declaration(head)
    assert (found and found.encoding, found and found.basis) == (encoding, basis)


def test_a_page_without_any_sign_has_the_webs_default_name() -> None:
    """ASCII that nobody names is windows-1252 by name, as in browsers; a text dump is UTF-8."""
    assert (decode(b"<p>plain").encoding, decode(b"<p>plain").basis) == ("windows-1252", "default")
    assert decode(b"plain", is_html=False).encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("Жители посёлка третий день остаются без воды. " * 2, "cp1251", "iso-8859-1"),
        ("Жители посёлка третий день остаются без воды. " * 2, "koi8-r", "windows-1251"),
        ("Жители посёлка третий день остаются без воды. " * 2, "cp1251", "koi8-r"),
        ("Οι κάτοικοι του χωριού ζητούν νερό και φως. " * 2, "cp1253", "windows-1252"),
        ("תושבי הכפר מבקשים מים וחשמל כבר שלושה ימים. " * 2, "cp1255", "iso-8859-1"),
        ("部长说，我们的工作还没有结束，他们不会离开这里。" * 3, "gb18030", "big5"),
    ],
)
def test_a_declaration_that_gives_noise_gives_way(text: str, codec: str, label: str) -> None:
    """Bytes that are noise as declared and plain language otherwise are read as the language, and it is said."""
    decoded = decode(page(text, label).encode(codec))
    assert text.strip() in decoded.text
    assert set(decoded.warnings) == {Warn.ENCODING_CONFLICT, Warn.ENCODING_GUESSED}


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("A DECISÃO FOI TOMADA EM REUNIÃO À PORTA FECHADA, NÃO HÁ SOLUÇÕES " * 3, "cp1252", "iso-8859-1"),
        ("Le préfet a été reçu à la mairie de Sàrd, où l'été fut très sec " * 3, "cp1252", "windows-1252"),
        ("ЖИТЕЛИ ПОСЁЛКА ТРЕТИЙ ДЕНЬ ОСТАЮТСЯ БЕЗ ВОДЫ " * 2, "cp1251", "windows-1251"),
        ("Съобщиха ъгълът щеше цъфнал да бъде " * 3, "cp1251", "windows-1251"),
        ("Príliš žltý kôň čaká na ťažký deň " * 4, "cp1250", "windows-1250"),
        ("Zażółć gęślą jaźń, powiedział burmistrz " * 3, "iso8859-2", "iso-8859-2"),
        ("İşçiler döndü, göç sürüyor, çığ düştü " * 3, "cp1254", "iso-8859-9"),
        ("¿Qué? ¡Año! " * 20, "cp1252", "iso-8859-1"),
    ],
)
def test_a_declaration_that_reads_well_stands(text: str, codec: str, label: str) -> None:
    """What is language as declared is never read otherwise."""
    decoded = decode(page(text, label).encode(codec))
    assert text.strip() in decoded.text
    assert decoded.warnings == ()


def test_characters_that_a_declared_encoding_lacks_are_said() -> None:
    """Bytes that a declared encoding does not know leave a mark in the text, and a warning."""
    decoded = decode(page("日本語").encode("euc-jp").replace(b"<p>", b"<p>\xff"), transport="euc-jp")
    assert "\ufffd" in decoded.text
    assert decoded.warnings == (Warn.ENCODING_CONFLICT,)


def test_makers_rows_of_euc_jp_are_read() -> None:
    """Circled numbers and company signs, which Python's codec does not know, are read as browsers read them."""
    assert decode(b"<p>\xad\xa1 \xad\xea \xc6\xfc", transport="euc-jp").text == "<p>① ㈱ 日"


def test_undeclared_iso_2022_jp_is_told_by_its_shifts() -> None:
    """Japanese mail encoding looks like ASCII and is not."""
    decoded = decode(page("これはとても難しい").encode("iso2022_jp"))
    assert (decoded.encoding, decoded.warnings) == ("iso-2022-jp", (Warn.ENCODING_GUESSED,))
    assert "これはとても難しい" in decoded.text


@given(st.sampled_from([b"<", b"<a b ", b"<a b='", b"<!--", b"<meta ", b"<script>", b"\xe9", b"<a =", b" ", b"<?"]))
def test_reading_takes_linear_time(piece: bytes) -> None:
    """No repetition of anything makes the search for a declaration or a guess slow."""
    begun = time.process_time()
    decode((piece * 400_000)[:400_000] + b"\xe9")
    assert time.process_time() - begun < 1.0
