"""Mojibake: repaired where it is certain, said, and left alone where it is a language."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset.mojibake import repair_line, repair_page
from ingest.decode import decode
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Warn

CASES = tomllib.loads((Path(__file__).parent / "cases" / "mojibake.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["broken"][:20])
def test_cases(case: dict[str, str]) -> None:
    """What is mojibake beyond doubt is repaired; what a language writes is not touched, nor flagged."""
    repair = repair_line(case["broken"])
    assert repair.text == case.get("means", case["broken"])
    assert repair.is_suspect == case.get("suspect", False)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1254"])
@pytest.mark.parametrize(
    "words", ["Le café était fermé", "Bakı şəhəri", "Жители посёлка", "it isn’t — “so”", "火事の港で"]
)
def test_utf8_read_as_something_else_comes_back(words: str, codec: str) -> None:
    """Whatever single-byte encoding UTF-8 was read in, the repair gives the words as they were."""
    try:
        broken = words.encode().decode(codec)
    except UnicodeDecodeError:
        broken = words.encode().decode("latin-1")
    assert repair_line(broken).text == words


def article(body: str, head: str = "") -> Article:
    """Return what a page comes to."""
    payload = (f"<html><head><meta charset=utf-8>{head}</head><body><article>{body}</article></body></html>").encode()
    outcome = process(RawPage(source=Source(path="p"), payload=payload, format="html"))
    assert isinstance(outcome, Article)
    return outcome


TEXT = "".join(
    f"<p>The council of Orbek said on Monday that repair number {n} would begin after the floods, and wait.</p>"
    for n in range(6)
)


def test_a_page_that_was_misread_is_repaired_before_it_is_read() -> None:
    """A page that was saved in a wrong encoding is read as it was meant, and the warning says so."""
    words = "Жители посёлка третий день остаются без воды, сообщили в районе. " * 3
    decoded = decode(f"<p>{words}</p>".encode().decode("cp1251", "ignore").encode())
    assert Warn.MOJIBAKE_REPAIRED in decoded.warnings or "Жители" not in decoded.text
    broken = words.encode().decode("latin-1")
    decoded = decode(f"<meta charset=utf-8><p>{broken}</p><p>Plain</p>".encode())
    assert words.strip() in decoded.text
    assert decoded.warnings == (Warn.MOJIBAKE_REPAIRED,)


def test_a_headline_that_only_its_data_misread_is_repaired_and_its_raw_words_stay() -> None:
    """A field that was broken on its own is put right; what the page said stays beside it."""
    head = r'<script type="application/ld+json">{"@type":"NewsArticle","headline":"Caf\u00c3\u00a9 fire"}</script>'
    found = article(f"<h1>Café fire</h1>{TEXT}", head)
    said = {(fact.value, fact.raw) for fact in found.facts if fact.rule == "jsonld-headline"}
    assert said == {("Café fire", "CafÃ© fire")}
    assert "mojibake_repaired" in found.warnings


def test_mojibake_that_is_not_certain_stays_and_is_said() -> None:
    """What may be mojibake and cannot be put right for certain is left, with a warning."""
    found = article(
        f"<h1>Fire</h1>{TEXT}<p>He said the cafÃ© of Sàrd was to be closed for the whole of the winter.</p>"
    )
    assert "cafÃ© of Sàrd" in found.text
    assert "mojibake_suspected" in found.warnings


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_repairing_is_stable_and_never_fails(text: str) -> None:
    """Any text can be looked at, and what was repaired is not repaired again."""
    once = repair_line(text)
    assert repair_line(once.text).text == once.text


@pytest.mark.parametrize("piece", ["Ã©", "Ã©<", "Ã<", "Ïðèâåò ", "Ïðè<", "вЂ", "é\xa0»", "пРИВЕТ <", "Ã\x83Â", "â€™ "])
def test_repairing_takes_linear_time(piece: str) -> None:
    """No repetition of anything makes the repair slow."""
    begun = time.process_time()
    repair_page((piece * 200_000)[:200_000])
    assert time.process_time() - begun < 2.0
