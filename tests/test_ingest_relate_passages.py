import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.relate.passages import Tile, in_order, tile

WORDS = st.lists(st.sampled_from("abcd"), max_size=40)


def spans(tiles: list[Tile], side: str) -> list[int]:
    """Return every position of a side that a passage covers."""
    return [getattr(each, side) + step for each in tiles for step in range(each.length)]


def test_longest_passage_comes_first() -> None:
    """Two passages that changed places are both found, the longer first."""
    a = ["p", "q", "r", "s", "t", "u", "v", "w", "x", "y"]
    b = ["u", "v", "w", "x", "y", "p", "q", "r", "s", "t"]
    assert tile([*a, "z"], b, least=3) == [Tile(0, 5, 5), Tile(5, 0, 5)]


def test_short_phrases_are_no_passages() -> None:
    """What is shorter than the shortest passage is left out."""
    assert tile(["the", "mayor", "said", "that"], ["the", "mayor", "said", "that"]) == []


def test_a_passage_told_twice_is_one_passage() -> None:
    """A run that stands once here and twice there is shared once."""
    run = ["the", "ferry", "sank", "near", "the", "pier", "at", "dawn"]
    assert tile(run, [*run, "and", *run]) == [Tile(0, 0, 8)]


def test_a_run_half_taken_leaves_its_rest() -> None:
    """Of a run that overlaps a longer passage the free part is still a passage."""
    a = list("abcdefghij") + list("XYZ") + list("hijklm")
    b = list("abcdefghijklm")
    assert tile(a, b, least=3) == [Tile(0, 0, 10), Tile(16, 10, 3)]


@given(WORDS, WORDS, st.integers(2, 5))
def test_passages_are_equal_and_apart(a: list[str], b: list[str], least: int) -> None:
    """Passages hold the same words on both sides, are long enough, fall in length, and share no word."""
    tiles = tile(a, b, least)
    assert all(a[each.a : each.a + each.length] == b[each.b : each.b + each.length] for each in tiles)
    assert all(each.length >= least for each in tiles)
    assert [each.length for each in tiles] == sorted((each.length for each in tiles), reverse=True)
    for side in ("a", "b"):
        assert len(set(spans(tiles, side))) == len(spans(tiles, side))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.randoms())
def test_order_keeps_the_most_words(lengths: list[int], random: object) -> None:
    """Of passages in any order as many words as can be are said to stand in order."""
    order = list(range(len(lengths)))
    random.shuffle(order)  # type: ignore[attr-defined]
    tiles = [Tile(100 * at, 100 * order[at], length) for at, length in enumerate(lengths)]
    kept = in_order(tiles)
    chain = sorted(kept, key=lambda each: each.a)
    assert [each.b for each in chain] == sorted(each.b for each in chain)
    most = max(
        sum(tiles[at].length for at in picked)
        for size in range(1, len(tiles) + 1)
        for picked in permutations(range(len(tiles)), size)
        if list(picked) == sorted(picked) and [order[at] for at in picked] == sorted(order[at] for at in picked)
    )
    assert sum(each.length for each in kept) == most


def test_no_passages_are_in_no_order() -> None:
    """Texts that share nothing have nothing in order."""
    assert in_order([]) == frozenset()


@pytest.mark.parametrize("words", [["ha"] * 60_000, ["na", "ba"] * 30_000, [str(n % 97) for n in range(60_000)]])
def test_repetition_costs_little(words: list[str]) -> None:
    """A text that says the same words over and over is compared with itself in moderate time."""
    start = time.process_time()
    tiles = tile(words, words[1:])
    assert in_order(tiles)
    assert time.process_time() - start < 20
