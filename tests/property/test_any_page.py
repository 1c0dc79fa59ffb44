"""Whatever bytes a page has: an outcome, the same one twice, text that can be stored, no letter that is not its own."""

import unicodedata

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.decode import decode
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Rejection, Warn

WORDS = (
    "The council of Orbek said on Monday that repairs would begin after the floods. ",
    "By Anna Orbek",
    "4 March 2021",
    "Published: 04.03.2021 10:20",
    "Жители посёлка вернулись домой. ",
    "市長は述べた。",
    "حريق في الميناء ",
    "cafÃ©",
    "cafe\u0301",
    "\ufb01re",
    "\u202etxt",
    "a\u00adb",
    "&amp;",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "\x00",
    "\x1b[2J",
    "<",
    ">",
    '"',
    "\ud800",
)
NAMES = (
    "html head body title p div article section h1 h2 a b time span ul li table tr td br script style noscript figure"
)
TAGS = [
    *(f"<{name}>" for name in NAMES.split()),
    *(f"</{name}>" for name in NAMES.split()),
    '<a href="/x" rel=author>',
    '<time datetime="2021-03-04">',
    '<meta name="author" content="Anna Orbek">',
    '<meta property="og:title" content="Fire">',
    '<meta charset="koi8-r">',
    '<p class="byline">',
    '<div style="display:none">',
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fire","author":[{"name":"A"}],',
    '"datePublished":"2021-03-04"}</script>',
    "<!--",
    "-->",
    "<![CDATA[",
    "<p",
]
SOUP = st.lists(st.sampled_from([*TAGS, *WORDS]) | st.text(max_size=5), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "latin-1", "cp1251", "gb18030", "utf-8-sig"])
NO_DEADLINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome_of(payload: bytes, charset: str | None = None) -> Article | Rejection:
    """Return what bytes come to."""
    return process(RawPage(source=Source(path="p"), payload=payload, format="html", charset=charset), keep_bytes=False)


def letters_of(text: str) -> set[str]:
    """Return the letters of a text, whatever their form and case."""
    return set(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def check(payload: bytes, outcome: Article | Rejection) -> None:
    """Hold an outcome against what holds for all."""
    if isinstance(outcome, Rejection):
        assert outcome.detail
        return
    said = [outcome.text, *(block.text for block in outcome.blocks), *(fact.value or "" for fact in outcome.facts)]
    for words in said:
        words.encode("utf-8")
        assert not [char for char in words if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n"]
        assert "\u202e" not in words
    if Warn.MOJIBAKE_REPAIRED not in outcome.warnings:
        page = letters_of(decode(payload).text)
        page |= letters_of(decode(payload).text.replace("&", " ")) | set("0123456789")
        invented = letters_of(outcome.text) - page
        assert not invented


@NO_DEADLINE
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "windows-1252", "x-nope", "utf-16"]))
def test_any_bytes_come_to_an_outcome(payload: bytes, charset: str | None) -> None:
    """No bytes under any label raise, and the same bytes come to the same article."""
    outcome = outcome_of(payload, charset)
    assert outcome == outcome_of(payload, charset)


@NO_DEADLINE
@given(SOUP, ENCODINGS)
@example("<p>" + "<my-box>" * 300 + "deep", "utf-8")
@example("<title>Fire", "utf-8")
@example("<br>", "utf-16")
def test_any_soup_comes_to_an_outcome(soup: str, encoding: str) -> None:
    """Any mixture of tags and words comes to an outcome that can be stored, and no letter in it is made up."""
    payload = soup.encode(encoding, "replace")
    outcome = outcome_of(payload)
    check(payload, outcome)
    assert outcome == outcome_of(payload)


@NO_DEADLINE
@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=12).map("".join))
def test_an_article_with_anything_in_it_keeps_its_letters(soup: str) -> None:
    """Odd markup in the middle of an article neither raises nor adds letters."""
    sentence = WORDS[0] * 3
    payload = (
        f"<html><body><article><h1>Fire</h1><p>{sentence}</p>{soup}<p>{sentence}</p></article></body></html>".encode(
            "utf-8", "replace"
        )
    )
    check(payload, outcome_of(payload))
