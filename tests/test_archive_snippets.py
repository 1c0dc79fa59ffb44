"""The passage that a list shows of a text, however long the text is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import snippets
from archive.query import parse_query
from archive.snippets import WIDTH, cut_snippet

FILLER = "Nothing of note was said about it. "


def marked(text: str, asked: str) -> list[str]:
    """Return what is marked in the passage shown."""
    return [piece.text for piece in cut_snippet(text, parse_query(asked), language="en") if piece.hit]


@pytest.mark.parametrize("before", [0, 10, 3_000, 20_000])
def test_a_hit_deep_in_a_long_text_is_shown(before: int) -> None:
    """The text is gone through piece by piece until one has a hit; the passage is the text's own words."""
    text = FILLER * before + "The weir at Ulmscar was opened. " + FILLER * 50
    assert marked(text, "ulmscar weir") == ["weir", "Ulmscar"]
    shown = "".join(piece.text for piece in cut_snippet(text, parse_query("ulmscar weir"), language="en"))
    assert shown.strip("… ") in text


def test_of_a_text_without_end_a_beginning_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands further back is not shown in a list, and costs nothing."""
    monkeypatch.setattr(snippets, "MOST_LOOKED_AT", 10_000)
    text = FILLER * 5_000 + "Ulmscar"
    assert marked(text, "ulmscar") == []
    assert "".join(piece.text for piece in cut_snippet(text, parse_query("ulmscar"))).startswith(FILLER[:20])


@pytest.mark.parametrize("asked", ["n* w* o* s*", "note", "nothing OR said"])
def test_a_text_that_is_all_hits_is_looked_at_once(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are everywhere have a few letters looked at, not all."""
    looked: list[int] = []
    whole = snippets.find_hits

    def count(text: str, *args: object, **named: object) -> object:
        looked.append(len(text))
        return whole(text, *args, **named)  # type: ignore[arg-type]  passed on

    monkeypatch.setattr(snippets, "find_hits", count)
    assert marked(FILLER * 60_000, asked)
    assert sum(looked) <= snippets.LOOKED_AT


def test_a_text_without_any_space_comes_to_an_end() -> None:
    """Pieces end at spaces; where there are none, they end all the same."""
    assert marked("x" * 200_000, "ulmscar") == []


_WORDS = st.lists(st.sampled_from(["ulmscar", "weir", "of", "the", "x" * 30]), min_size=1, max_size=400)


@given(_WORDS)
def test_passage_shows_the_most_that_any_shows_that_begins_before_a_hit(words: list[str]) -> None:
    """Passages are judged by how many of the query's words stand in them, then by how often."""
    text = " ".join(words)
    shown = [piece.text for piece in cut_snippet(text, parse_query("ulmscar OR weir")) if piece.hit]
    hits = [found.span() for found in re.finditer("ulmscar|weir", text)][:200]
    best = (0, 0)
    for low, _ in hits:
        start = text.find(" ", max(0, low - 60), max(0, low - 60) + 40) + 1 if low > 60 else 0
        inside = [text[a:b] for a, b in hits if start <= a and b <= start + WIDTH]
        best = max(best, (len(set(inside)), len(inside)))
    assert (len(set(shown)), len(shown)) == best
