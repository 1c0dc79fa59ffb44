"""The words of persons from two archives have one order, whichever archive comes first."""

from hypothesis import given
from hypothesis import strategies as st

from archive.merge_order import Word, news, united

WORDS = st.lists(
    st.builds(
        Word,
        about=st.sampled_from(["author", "published"]),
        at=st.sampled_from([None, "2022-05-01T10:00:00Z", "2022-05-01T10:00:01Z"]),
        content=st.tuples(st.sampled_from("abcd")),
        undone=st.sampled_from([None, None, "2022-06-01T10:00:00Z"]),
    ),
    max_size=6,
    unique_by=lambda word: (word.about, word.at, word.content),
).map(lambda words: sorted(words, key=lambda word: word.at or ""))


def said(content: str, at: str | None = None, undone: str | None = None) -> Word:
    """Return a word on the author."""
    return Word("author", at=at, content=(content,), undone=undone)


@given(WORDS, WORDS)
def test_it_does_not_matter_which_comes_first(ours: list[Word], theirs: list[Word]) -> None:
    """Two archives united are the same in either order, and hold every word of both once."""
    both = united(ours, theirs)
    assert both == united(theirs, ours)
    assert len(both) == len({(word.about, word.at, word.content) for word in (*ours, *theirs)})


@given(WORDS, WORDS)
def test_uniting_again_changes_nothing(ours: list[Word], theirs: list[Word]) -> None:
    """Taken in once more, neither archive says anything new, and the order stays."""
    both = united(ours, theirs)
    assert news(both, united(both, theirs)) == news(both, united(both, ours)) == []


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))
def test_of_words_that_no_archive_orders_the_greatest_is_last(contents: list[str]) -> None:
    """Archives that say one thing each, taken in one after the other in any order, end with the greatest."""
    found: list[Word] = []
    for content in contents:
        found = united(found, [said(content)])
    assert [word.content[0] for word in found] == sorted(contents)


def test_the_order_of_an_archive_beats_the_greater() -> None:
    """What one archive says later stays later, where the other holds the former word only."""
    assert united([said("z"), said("b")], [said("z")]) == [said("z"), said("b")]
    assert united([said("z")], [said("z"), said("b")]) == [said("z"), said("b")]


def test_time_beats_all_else() -> None:
    """The later word is the last, whoever holds it; a word without time is before all that have one."""
    early, late = "2022-05-01T10:00:00Z", "2022-05-01T10:00:01Z"
    assert united([said("a", late)], [said("z", early), said("x")]) == [said("x"), said("z", early), said("a", late)]


def test_taken_back_once_is_taken_back() -> None:
    """A word that one archive took back is taken back, at the earlier of two times, and that is news to the other."""
    early, late = "2022-06-01T10:00:00Z", "2022-06-02T10:00:00Z"
    assert united([said("a", early)], [said("a", early, late)]) == [said("a", early, late)]
    assert united([said("a", early, late)], [said("a", early, early)]) == [said("a", early, early)]
    assert news([said("a")], [said("a", undone=late)]) == [said("a", undone=late)]


def test_said_again_counts_the_last_time() -> None:
    """Of a word that an archive holds before and after another one, the last time counts."""
    assert united([said("a"), said("b"), said("a")], [said("b")]) == [said("b"), said("a")]


def test_archives_that_contradict_each_other_end_alike() -> None:
    """Where two archives hold two words in opposite orders, both mergers end in the same one."""
    one, other = [said("a"), said("b")], [said("b"), said("a")]
    assert united(one, other) == united(other, one) == one
