"""How telling terms are, and how alike two articles are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.story.levels import FEWEST_ARTICLES, HIGHEST, leads, level_of, size_class
from ingest.story.likeness import FARTHEST, Event, Weighed, days_apart, likeness, may_be_alike, weigh
from ingest.story.terms import Term, event_terms

DAM = (
    "The dam above Velmar broke at night. Engineer Ilko Marsen had warned the Tiraz council of cracks in the spillway."
)
DAM_RETOLD = (
    "Velmar stands under water since the dam broke. The council of Tiraz knew of cracks: Ilko Marsen, an engineer,"
    " says that he warned it of the spillway."
)
DAM_ELSEWHERE = (
    "The dam above Korsund broke at night. Engineer Petra Anvik had warned the Lusten council of cracks in the gates."
)
FERRY = "A ferry between Orbek and Hallin ran aground on Sunday. Nobody was hurt, the harbour master Jon Sivert said."


def _event(name: str, text: str, earliest: str | None = None, latest: str | None = None) -> Event:
    terms = event_terms(text, headline=None, language="en")
    return Event(id=name, terms=terms, language="en", earliest=earliest, latest=latest)


def _alike(one: Event, other: Event, *, common: tuple[str, ...] = ()) -> float:
    levels = {term.key: 0 if term.key in common else HIGHEST for event in (one, other) for term in event.terms}
    return likeness(weigh(one, levels), weigh(other, levels))


def test_a_retelling_is_more_alike_than_the_same_words_on_another_town() -> None:
    """Names weigh more than the words of accidents."""
    dam, retold, elsewhere = _event("a", DAM), _event("b", DAM_RETOLD), _event("c", DAM_ELSEWHERE)
    assert _alike(dam, retold) > _alike(dam, elsewhere) > _alike(dam, _event("d", FERRY))


def test_what_is_common_in_the_archive_counts_for_nothing() -> None:
    """In an archive that is all about Velmar, `Velmar` ties no two articles."""
    one = _event("a", "Velmar mourns its poet Agda Lunde.")
    other = _event("b", "Velmar opens a tramway to the airport.")
    assert _alike(one, other) > 0
    assert _alike(one, other, common=("velmar",)) == 0


@pytest.mark.parametrize(
    ("bounds", "days"),
    [
        (("2031-05-02", "2031-05-02", "2031-05-09", "2031-05-09"), 7),
        (("2031-05-02", "2031-05-20", "2031-05-09", "2031-05-09"), 0),
        (("2031-05-02", None, "2031-05-01", "2031-05-01"), 1),
        (("2031-05-02", None, "2031-05-09", "2031-05-09"), 0),
        ((None, "2031-05-02", "2031-05-09", None), 7),
        ((None, None, "2031-05-09", "2031-05-09"), 0),
        ((None, None, None, None), 0),
    ],
)
def test_days_between_two_articles_are_those_that_are_sure(
    bounds: tuple[str | None, str | None, str | None, str | None], days: int
) -> None:
    """An unknown bound says nothing; ranges that meet are no days apart."""
    one, other = weigh(_event("a", DAM, *bounds[:2]), {}), weigh(_event("b", DAM, *bounds[2:]), {})
    assert days_apart(one, other) == days_apart(other, one) == days


def test_likeness_lessens_with_the_days_between() -> None:
    """The same words years later are an anniversary."""
    first = _event("a", DAM, "2031-05-02", "2031-05-02")
    later = [
        _event("b", DAM_RETOLD, day, day)
        for day in ("2031-05-02", "2031-05-05", "2031-05-12", "2031-06-12", "2032-05-02")
    ]
    likes = [_alike(first, each) for each in later]
    assert likes[0] == likes[1] == _alike(first, _event("b", DAM_RETOLD)) > likes[2] > likes[3] > likes[4] == 0


def test_two_texts_of_a_few_words_are_not_alike_for_sharing_them() -> None:
    """Captions share half of their words by chance."""
    short = _alike(_event("a", "Vote for photographs"), _event("b", "Vote for photographs"))
    assert short < _alike(_event("a", DAM), _event("b", DAM))


def test_a_pair_is_looked_at_where_it_shares_enough_leading_terms() -> None:
    """Terms that are common, or that too many hold, lead nowhere."""
    dam, retold = _event("a", DAM), _event("b", DAM_RETOLD)
    rare = {term.key: HIGHEST for event in (dam, retold) for term in event.terms}
    usual = dict.fromkeys(rare, 1)
    assert may_be_alike(weigh(dam, rare), weigh(retold, rare))
    assert not may_be_alike(weigh(dam, usual), weigh(retold, usual))
    assert not may_be_alike(weigh(dam, rare), weigh(_event("c", FERRY), rare))
    far = _event("b", DAM_RETOLD, "2031-05-02", "2031-05-02"), _event("a", DAM, "2032-05-02", "2032-05-02")
    assert days_apart(weigh(far[0], rare), weigh(far[1], rare)) > FARTHEST
    assert not may_be_alike(weigh(far[0], rare), weigh(far[1], rare))


_days = st.one_of(st.none(), st.integers(0, 400))


@st.composite
def _weighed(draw: st.DrawFn) -> Weighed[str]:
    keys = draw(st.lists(st.sampled_from("abcdefghij"), unique=True))
    event = Event(id="x", terms=tuple(Term(key, draw(st.integers(1, 64)), key) for key in keys))
    levels = {key: draw(st.integers(0, HIGHEST)) for key in keys}
    made = weigh(event, levels)
    first, last = draw(_days), draw(_days)
    if first is not None and last is not None:
        first, last = sorted((first, last))
    return Weighed(id="x", terms=made.terms, norm=made.norm, earliest=first, latest=last, leads=made.leads)


@given(_weighed(), _weighed())
def test_likeness_is_the_same_both_ways_round(one: Weighed[str], other: Weighed[str]) -> None:
    """It is a number from 0 to 1, to the last digit the same."""
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert may_be_alike(one, other) == may_be_alike(other, one)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_levels_fall_as_terms_get_common_and_rise_with_the_archive(df: int, articles: int) -> None:
    """A level depends on two powers of two alone."""
    df = min(df, articles)
    level = level_of(df, articles)
    assert 0 <= level <= HIGHEST
    assert level_of(df + 1, articles) <= level <= level_of(df, articles + 1)
    assert level == level_of(1 << (df.bit_length() - 1), 1 << size_class(articles))
    assert not (leads(df + 1, articles) and not leads(df, articles))


@pytest.mark.parametrize("articles", [FEWEST_ARTICLES, 1_000, 40_000, 1_000_000])
def test_what_an_archive_is_about_is_common_in_it(articles: int) -> None:
    """A name in more than half of the articles counts for nothing, one in two articles for most."""
    assert level_of(articles * 3 // 5, articles) == 0
    assert level_of(2, articles) == HIGHEST


def test_in_a_small_archive_nothing_is_common() -> None:
    """Five articles cannot say what is common; all of them may be on one event."""
    assert [level_of(df, 5) for df in (1, 5)] == [HIGHEST, HIGHEST]
