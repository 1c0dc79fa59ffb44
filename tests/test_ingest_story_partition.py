"""Which articles make one story."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.story.partition import LONE, MANY, ROOM, partition

Pair = tuple[str, str]


def _all(names: str, like: float) -> dict[Pair, float]:
    return dict.fromkeys(combinations(names, 2), like)


def test_articles_that_are_alike_are_one_story() -> None:
    """Members come in order, stories too, and no story has one member."""
    likes = _all("dcb", 0.5) | _all("xa", 0.6) | {("a", "b"): 0.1}
    assert partition("axbcdz", likes) == (("a", "x"), ("b", "c", "d"))


def test_a_chain_of_neighbours_is_no_story() -> None:
    """Each is like the next one, and the ends have nothing in common."""
    chain = dict.fromkeys(zip("abcdef", "bcdefg", strict=True), LONE + 0.01)
    assert max(map(len, partition("abcdefg", chain))) == 2


def test_a_lone_pair_must_be_more_alike_than_two_groups_are_on_average() -> None:
    """Many middling likenesses say more than one."""
    middling = (LONE + MANY) / 2
    assert partition("ab", _all("ab", middling)) == ()
    groups = _all("abc", 0.9) | _all("def", 0.9) | {(one, other): middling for one in "abc" for other in "def"}
    assert partition("abcdef", groups) == (tuple("abcdef"),)


def test_a_crowd_must_be_more_alike_than_a_few() -> None:
    """What a hundred articles share a little is a theme; a hundred copies are still one story."""
    names = [f"{number:03}" for number in range(6 * ROOM)]
    pairs = list(combinations(names, 2))
    assert len(partition(names, dict.fromkeys(pairs, LONE + 0.01))) > 1
    assert partition(names, dict.fromkeys(pairs, 0.8)) == (tuple(names),)


def test_what_is_tied_is_one_story_whatever_it_is_like() -> None:
    """Families and a person's word start as groups."""
    assert partition("abc", {}, together=[("c", "a")]) == (("a", "c"),)
    assert partition("abc", _all("abc", 0.9), together=[("a", "b")]) == (("a", "b", "c"),)


def test_what_is_apart_is_never_in_one_story() -> None:
    """Not by likeness, not by a tie, not through a third."""
    assert partition("ab", _all("ab", 0.99), apart=[("b", "a")]) == ()
    assert partition("ab", {}, together=[("a", "b")], apart=[("a", "b")]) == ()
    assert partition("abc", _all("abc", 0.9) | {("b", "c"): 0.8}, apart=[("a", "c")]) == (("a", "b"),)
    assert partition("abc", {}, together=[("a", "b"), ("b", "c")], apart=[("a", "c")]) == (("a", "b"),)


def test_two_look_alike_anniversaries_stay_two_stories() -> None:
    """All six are alike in form; that one pair is known to be of two towns keeps the towns apart."""
    likes = _all("abc", 0.7) | _all("xyz", 0.7) | {(one, other): 0.6 for one in "abc" for other in "xyz"}
    assert partition("abcxyz", likes) == (tuple("abcxyz"),)
    assert partition("abcxyz", likes, apart=[("a", "x")]) == (("a", "b", "c"), ("x", "y", "z"))


def test_who_comes_last_may_be_kept_out_but_cuts_no_story_in_two() -> None:
    """One wrong word on one pair costs a story one article; where all are known to be of two towns, nothing changes."""
    likes = dict.fromkeys(combinations("abcdef", 2), 0.5) | {("a", "b"): 0.9, ("b", "c"): 0.8, ("d", "e"): 0.9}
    likes |= {("e", "f"): 0.8, ("a", "c"): 0.8, ("d", "f"): 0.8}
    assert partition("abcdef", likes, apart=[("a", "d")]) == (("a", "b", "c"), ("d", "e", "f"))
    assert partition("abcdef", likes, apart=[("a", "d")], last="ad") == (("a", "b", "c", "e", "f"),)
    towns = [(one, other) for one in "abc" for other in "def"]
    assert partition("abcdef", likes, apart=towns, last="abcdef") == (("a", "b", "c"), ("d", "e", "f"))
    assert partition("abz", {("a", "b"): 0.9}, last="bq") == (("a", "b"),)


@pytest.mark.parametrize("pair", [("a", "z"), ("y", "z"), ("a", "a")])
def test_pairs_of_others_change_nothing(pair: Pair) -> None:
    """What is said of articles that are not asked for, or of one with itself, is passed over."""
    likes = {("a", "b"): 0.9}
    assert partition("ab", likes | {pair: 0.9}, together=[pair], apart=[pair]) == (("a", "b"),)


_names = st.sampled_from("abcdefghij")
_pairs = st.lists(st.tuples(_names, _names).filter(lambda pair: pair[0] < pair[1]), max_size=5, unique=True)
_likes = st.dictionaries(
    st.tuples(_names, _names).filter(lambda pair: pair[0] < pair[1]),
    st.integers(0, 10_000).map(lambda number: number / 10_000),
    max_size=45,
)


@settings(max_examples=200)
@given(_likes, _pairs, _pairs, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(
    likes: dict[Pair, float], together: list[Pair], apart: list[Pair], random: Random
) -> None:
    """Names, likenesses and pairs, each in any order and either way round, give the same stories."""
    names = list("abcdefghij")
    last = [name for pair in apart for name in pair]
    first = partition(names, likes, together=together, apart=apart, last=last)
    turned = [((b, a) if random.random() < 0.5 else (a, b), like) for (a, b), like in likes.items()]
    for each in (names, turned, together, apart, last):
        random.shuffle(each)
    tied = [(b, a) for a, b in together]
    assert partition(names, dict(turned), together=tied, apart=apart, last=last) == first


@settings(max_examples=200)
@given(_likes, _pairs, _pairs)
def test_stories_are_sets_of_two_and_more_that_keep_what_is_apart_apart(
    likes: dict[Pair, float], together: list[Pair], apart: list[Pair]
) -> None:
    """No article is in two stories, and every pair that is apart is in none together."""
    stories = partition("abcdefghij", likes, together=together, apart=apart)
    members = [name for story in stories for name in story]
    assert len(members) == len(set(members))
    assert all(len(story) > 1 for story in stories)
    assert not any({a, b} <= set(story) for story in stories for a, b in apart)


@given(_likes, _pairs, _pairs)
def test_an_article_that_is_like_none_changes_nothing(
    likes: dict[Pair, float], together: list[Pair], apart: list[Pair]
) -> None:
    """Two archives side by side have the stories of each."""
    alone = partition("abcdefghij", likes, together=together, apart=apart)
    assert partition("0abcdefghijz", likes, together=together, apart=apart) == alone
    apart_from_it = {(a + "'", b + "'"): like for (a, b), like in likes.items()}
    both = partition(
        [*"abcdefghij", *(name + "'" for name in "abcdefghij")], likes | apart_from_it, together=together, apart=apart
    )
    assert [story for story in both if not story[0].endswith("'")] == list(alone)
