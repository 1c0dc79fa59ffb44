"""Where words stand: looked up letter by letter, and by the words that could be hits alone, they are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.placed import iter_runs, placed_words
from archive.words import index_words

LETTERS = st.text(st.sampled_from("abİiıßæøÉé'` -_.\n0٣²½ąж́é™東京한ᄒ‍𝐀№ƏəLʼ"), max_size=24)
ANY = st.text(max_size=24).filter(lambda text: "+" not in text and "#" not in text)


@given(LETTERS | ANY)
def test_words_found_in_one_go_stand_where_the_runs_of_the_text_have_them(text: str) -> None:
    """Found in one go or run by run."""
    assert placed_words(text) == [(start, end, word) for start, end, words in iter_runs(text) for word in words]


@given(LETTERS | ANY)
def test_words_of_a_text_are_those_that_are_indexed(text: str) -> None:
    """What is marked is what was found."""
    assert tuple(word for _, _, word in placed_words(text)) == index_words(text)


@given(LETTERS | ANY, st.frozensets(st.sampled_from(["a", "ab", "i", "e", "ж", "0", "b"]), min_size=1))
def test_of_words_asked_for_by_their_beginnings_none_is_missing_or_another(text: str, wanted: frozenset[str]) -> None:
    """Most of a text is not looked at for hits."""
    whole = placed_words(text)
    found = placed_words(text, wanted)
    begin_so = [place for place in whole if place[2].startswith(tuple(wanted))]
    assert [place for place in found if place[2].startswith(tuple(wanted))] == begin_so
    assert set(found) <= set(whole)


@pytest.mark.parametrize(
    ("text", "beginning", "expected"),
    [
        ("harbour, Harbor; unharmed", "har", [(0, 7, "harbour"), (9, 15, "harbor")]),
        ("Əhməd Kəhməd", "eh", [(0, 5, "ehmed")]),
        ("har_har (har)", "har", [(0, 3, "har"), (4, 7, "har"), (9, 12, "har")]),
        ("", "har", []),
    ],
)
def test_what_begins_so_within_a_word_is_no_word(
    text: str, beginning: str, expected: list[tuple[int, int, str]]
) -> None:
    """A run that begins elsewhere is passed over."""
    assert placed_words(text, frozenset({beginning})) == expected
