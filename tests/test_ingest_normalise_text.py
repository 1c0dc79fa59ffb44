import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.address import address_of, content_hash, public_id
from ingest.normalise.markup import without_markup
from ingest.normalise.text import clean_text, count_words, fold, hashing_form
from ingest.normalise.urls import canonical_url, safe_url
from ingest.sign import sign
from schemas.document import Block, BlockKind
from schemas.page import RawPage, Source
from schemas.types import ContentHash


@pytest.mark.parametrize(
    "forms",
    [
        ("KƏLBƏCƏR", "Kəlbəcər", "kelbecer", "Ke\u0301lbecer"),
        ("İSTANBUL", "Istanbul", "ıstanbul", "istanbul", "ISTANBUL", "i\u0307stanbul"),
        ("ещё", "еще", "ЕЩЁ"),
        ("և", "եւ"),
        ("مُحَمَّد", "محمد", "محـمد"),
        ("إقليم", "اقليم", "أقليم"),
        ("مدرسة", "مدرسه"),
        ("كتاب", "کتاب"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("ﬁnance", "finance"),
        ("pre\u00adfix", "prefix"),
        ("٢٠٢٢", "2022", "۲۰۲۲"),
        ("O\u2019Brien", "O'Brien", "Oʼbrien"),
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_one_word_fold_alike(forms: tuple[str, ...]) -> None:
    """What a reader may type for a word finds every form of it."""
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("कि", "की"), ("が", "か"), ("มา", "มี"), ("Agdam", "Agdere")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    """Vowel signs of Indic and Thai script and voicing marks of kana make other words, and stay."""
    assert fold(one) != fold(other)


SIGNS = (
    "e\u0301 e\u0301\u0323 \u00b4a` \u2018x\u2019 \u00ad\u0301 \u200d\u0301 \u0130 \ufb01 \u1fef"
    " \u3099 \u304b\u3099 \u0345 \u1160\u0301 \u2026"
)
"""Where a form of a text might not be the forms of its parts."""
PLAIN = " and words of plain letters after it, so that little of the text is anything else" * 3


@given(st.text(max_size=60) | st.text(alphabet=SIGNS, max_size=30))
def test_forms_do_not_depend_on_what_stands_far_off(text: str) -> None:
    """A text in which few characters are not ASCII has the forms of its parts, whichever way they are made."""
    assert fold(text + PLAIN) == fold(text) + fold(PLAIN)
    assert hashing_form(f"{text} {PLAIN}") == f"{hashing_form(text)} {hashing_form(PLAIN)}".strip()


def test_hashing_unifies_typography_only() -> None:
    """Quotation marks, dashes, spaces and case are unified; letters, accents and numbers are not."""
    assert hashing_form("\u201cFire\u201d \u2013\u00a0again\u2026\n\n") == hashing_form('"fire" - again...')
    assert hashing_form("Şuşa") != hashing_form("Susa")
    assert hashing_form("2,020") != hashing_form("2,021")


def test_cleaning_says_what_it_took() -> None:
    """NUL and controls go with a warning, lone surrogates become U+FFFD, line and page ends are unified without one."""
    assert clean_text("a\x00b") == ("ab", ("nul_removed",))
    assert clean_text("a\x1b[2Jb\x9f") == ("a[2Jb", ("control_removed",))
    assert clean_text("a\ud800b") == ("a\ufffdb", ("control_removed",))
    assert clean_text("a\r\nb\rc\td\x0ce\x85f") == ("a\nb\nc\td\ne\nf", ())


def test_words_are_counted_in_scripts_without_spaces() -> None:
    """Where words are not spaced, characters count."""
    assert count_words("東京で会談") == 5
    assert count_words("Don't re-open, U.S. says: 3.5 %") == 5


@pytest.mark.parametrize(
    ("url", "expect"),
    [
        ("HTTPS://News.Example:443/a/./b/../c?utm_source=x&id=4&fbclid=z#top", "https://news.example/a/c?id=4"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a?b=2&a=1", "http://news.example:8080/a?b=2&a=1"),
        ("https://user:secret@news.example/", "https://news.example/"),
        ("https://news.example/#!/story/12", "https://news.example/#!/story/12"),
        ("https://news.example/%7Ea/%d0%91аку", "https://news.example/~a/%D0%91%D0%B0%D0%BA%D1%83"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        (" https://news.example/a b\n", "https://news.example/a%20b"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("http://[bad", None),
        ("http://news.example:99999/", None),
        ("http:///path", None),
        ("news.example/a", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_urls_have_one_canonical_form(url: str, expect: str | None) -> None:
    """Tracking, fragments, credentials, default ports and spelling go; what is no web address is none."""
    assert canonical_url(url) == expect


def test_safe_urls_keep_what_says_where() -> None:
    """A URL to be shown keeps its query and fragment, and loses credentials and scripts."""
    assert safe_url("https://u:p@news.example/a?utm_source=x#part") == "https://news.example/a?utm_source=x#part"
    assert safe_url('https://news.example/"><script>') == "https://news.example/%22%3E%3Cscript%3E"
    assert safe_url("javascript:alert(1)") is None
    assert safe_url(None) is None


def test_the_address_is_url_then_record_then_bytes() -> None:
    """A page is identified by its URL, else by its record's id, else by its bytes; never by its path."""
    received = ContentHash("ab" * 32)

    def page(path: str = "a.html", url: str | None = None, record_id: str | None = None) -> RawPage:
        return RawPage(source=Source(path=path), payload=b"", format="html", url=url, record_id=record_id)

    assert address_of(page(url="http://News.example/?utm_id=1", record_id="7"), received) == "http://news.example/"
    assert address_of(page(url="about:blank", record_id=" 7\x00 "), received) == "id:7"
    assert address_of(page(), received) == address_of(page("moved/b.html"), received) == f"sha256:{received}"


def test_public_ids_depend_on_address_and_text() -> None:
    """Another address or another text is another article."""
    names = {
        public_id(
            address_of(RawPage(source=Source(path="a"), payload=b"", format="text", record_id=name), ContentHash("")),
            content_hash(text),
        )
        for name in "ab"
        for text in (b"1", b"2")
    }
    assert len(names) == 4


def test_furniture_and_typography_do_not_change_the_signature() -> None:
    """Dropped blocks and headlines are not signed; curly and straight quotation marks are the same text."""
    kept = Block(kind=BlockKind.PARAGRAPH, text="\u201cRain\u201d", place="p", rule="r")
    straight = Block(kind=BlockKind.PARAGRAPH, text='"Rain"', place="p", rule="r")
    dropped = Block(kind=BlockKind.PARAGRAPH, text="Share", place="p", rule="r", kept=False)
    headline = Block(kind=BlockKind.HEADLINE, text="Rain", place="h1", rule="r")
    assert sign([headline, kept, dropped]) == sign([straight])


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("The <i>Talvin Star</i> sinks", "The Talvin Star sinks"),
        ('"><script>alert(1)</script>', '">'),
        ("</title><script>alert(1)</script>Rain", "Rain"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg onload=alert(1)", ""),
        ("Rain < snow > hail", "Rain < snow > hail"),
        ("I <3 Talvin", "I <3 Talvin"),
        ("C++ & more", "C++ & more"),
        ("TALVIN STEEL <TLVN> BUYS ORBEK <A>", "TALVIN STEEL <TLVN> BUYS ORBEK <A>"),
        ("<A HREF='/x'>Rain</a>", "Rain"),
        ("<SCRIPT SRC=//evil.example></SCRIPT>Rain", "Rain"),
    ],
)
def test_facts_hold_words_and_no_tags(words: str, expect: str) -> None:
    """Tags that came along with a title or a name are no part of it; signs that look like them stay."""
    assert without_markup(words) == expect
