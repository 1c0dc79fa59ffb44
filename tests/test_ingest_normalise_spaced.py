"""Headlines that are set with a space after each letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.spaced import fold_spaces, join_letters
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("B R E A K I N G   N E W S", "BREAKING NEWS"),
        ("B\u00a0R\u00a0E\u00a0A\u00a0K\u00a0I\u00a0N\u00a0G \u00a0 N\u00a0E\u00a0W\u00a0S", "BREAKING NEWS"),
        ("С Р О Ч Н О   П О Ж А Р", "СРОЧНО ПОЖАР"),
        ("П о ж а р", "Пожар"),
        ("F L O O D !", "FLOOD!"),
        ("f i r e  a t  o r b e k", "fire at orbek"),
        ("F I R E\n  A T\n  S E A", "FIRE AT SEA"),
        ("Υ Δ Ρ Ο Σ", "ΥΔΡΟΣ"),
        # what must stay
        ("A B C", "A B C"),
        ("J. R. R.", "J. R. R."),
        ("J. R. R. T. M.", "J. R. R. T. M."),
        ("U S A", "U S A"),
        ("A B C D E F", "A B C D E F"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6"),
        ("D N A  a  U S", "D N A a U S"),
        ("Plan B is on", "Plan B is on"),
        ("I a m  a  c a t and more", "I a m a c a t and more"),
        ("F I R E I N T H E H A R B O U R O F O R B E K", "F I R E I N T H E H A R B O U R O F O R B E K"),
        ("部 长 说 我 们 的", "部 长 说 我 们 的"),
        ("Fire  at   sea", "Fire at sea"),
        ("", ""),
    ],
)
def test_letters_are_joined_only_where_they_are_words(shown: str, words: str) -> None:
    """Letters set apart are joined by the wider gaps between words; initials, abbreviations and rows stay."""
    assert " ".join(join_letters(fold_spaces(shown)).split()) == words


@given(st.text(max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    """Folding and joining change spaces only."""
    assert "".join(join_letters(fold_spaces(text)).split()) == "".join(text.split())


def test_a_headline_set_letter_by_letter_is_read_as_words_and_its_raw_words_stay() -> None:
    """The headline is words; what the page shows stands beside it."""
    body = "<p>The council of Orbek said on Monday that repairs would begin after the floods, and wait.</p>" * 4
    page = f"<html><body><article><h1>F L O O D &nbsp; I N &nbsp; O R B E K</h1>{body}</article></body></html>"
    outcome = process(RawPage(source=Source(path="p"), payload=page.encode(), format="html"))
    assert isinstance(outcome, Article)
    assert outcome.card.headline == "FLOOD IN ORBEK"
    raws = [fact.raw for fact in outcome.facts if fact.field == "headline" and fact.chosen]
    assert raws == ["F L O O D  I N  O R B E K"]
