from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.relate.explain import Counts, RunCount, explain
from ingest.relate.measures import Side
from ingest.relate.reading import read_words
from ingest.relate.shingles import sample_keys
from schemas.codec import from_json, to_json
from schemas.explanation import Explanation, Mark, SwapKind

LONG = (
    "The ferry Merrowind ran aground off Orlu on Tuesday night with 41 passengers on board, the harbour office said.",
    "Divers from Tesk found a hole of two metres below the waterline, and pumps were flown in from the mainland.",
    "Captain Ivo Manel told the inquiry that the light on the northern mole had been dark since the storm in March.",
    "The owners, a family from Velmark, have run the line for sixty years without losing a single passanger before.",
)
MOVED = (LONG[2], LONG[0].replace("41 passengers", "46 passengers"), "Nobody was hurt.", LONG[3])


def side(text: str, language: str | None = "en") -> Side:
    """Return a text as what is compared."""
    return Side(reading=read_words(text, language))


def told(one: str, other: str, counts: Counts | None = None, language: str | None = "en") -> Explanation:
    """Return what ties two texts."""
    return explain(side(one, language), side(other, language), (one, other), counts)


def counts_of(words: Mapping[str, int] | None = None, run: Callable[[int], RunCount | None] = lambda _: None) -> Counts:
    """Return counts of an archive of 400 articles that counted the listed words only."""
    return Counts(articles=400, of_run=run, of_word=(words or {}).get)


def test_shared_passages_are_told_with_their_places() -> None:
    """Each passage stands at its offsets in both texts, the longest first, and says whether it moved."""
    one, other = "\n\n".join(LONG), "\n\n".join(MOVED)
    found = told(one, other)
    assert [each.words for each in found.shared] == sorted((each.words for each in found.shared), reverse=True)
    for each in found.shared:
        assert one[each.a.start : each.a.end] == each.text == other[each.b.start : each.b.end]
    assert [each.text[:12] for each in found.shared if each.is_moved] == ["ferry Merrow", "passengers o"]
    assert found.words_shared == sum(each.words for each in found.shared)


def test_case_accents_and_marks_do_not_end_a_passage() -> None:
    """Passages are compared folded; they are told as the first text has them."""
    (shared,) = told("Şuşa yolunda işlər davam edir, dedi nazir.", "SUSA YOLUNDA ISLER DAVAM EDIR dedi nazir").shared
    assert shared.text == "Şuşa yolunda işlər davam edir, dedi nazir"


def test_swaps_are_those_of_the_comparison() -> None:
    """A figure in another's place is told with its words around it and its offsets."""
    one, other = "\n\n".join(LONG), "\n\n".join(MOVED)
    (swap,) = [each for each in told(one, other).comparison.swaps if each.kind is SwapKind.NUMBER]
    assert (swap.before, swap.after, swap.says_the_same) == ("41", "46", False)
    assert (swap.a, swap.b) == (1, 2)
    assert one[swap.at_a.start : swap.at_a.end] == "41"
    assert other[swap.at_b.start : swap.at_b.end] == "46"
    assert "with 41 passengers" in swap.around_a
    assert "with 46 passengers" in swap.around_b


def test_headlines_of_one_form_tell_what_is_other() -> None:
    """Another place in two headlines of one form is told; two headlines that are worded freely say nothing."""
    one, other = side(LONG[0]), side(LONG[1])
    forms = (
        replace(one, headline="Ferry aground off Orlu"),
        replace(other, headline="Ferry aground off Harsk"),
    )
    (swap,) = explain(*forms, (LONG[0], LONG[1])).headline_swaps
    assert (swap.before, swap.after) == ("Orlu", "Harsk")
    free = replace(one, headline="How the light failed"), replace(other, headline="Ferry aground off Harsk")
    assert explain(*free, (LONG[0], LONG[1])).headline_swaps == ()


def test_a_slip_that_both_share_comes_first() -> None:
    """An odd spelling that few articles have is told with the usual one and how many have that."""
    one, other = "\n\n".join(LONG), "\n\n".join(MOVED)
    counts = counts_of({"passanger": 2, "passenger": 61, "merrowind": 2, "inquiry": 4})
    words = told(one, other, counts).rare_words
    assert [(each.word, each.articles, each.usual, each.usual_articles) for each in words] == [
        ("passanger", 2, "passenger", 61),
        ("Merrowind", 2, None, None),
        ("inquiry", 4, None, None),
    ]
    assert one[words[0].a.start : words[0].a.end] == "passanger" == other[words[0].b.start : words[0].b.end]


@pytest.mark.parametrize(
    ("word", "usual"),
    [("bridges", "bridge"), ("walker", "walked"), ("bright", "fright"), ("tarn", "turn")],
    ids=["plural", "ending", "first letter", "short"],
)
def test_other_words_are_no_slips(word: str, usual: str) -> None:
    """A form, a rhyme or a short word near a usual one is rare and no more."""
    text = f"At noon the {word} was there for all of them to see."
    (rare,) = told(text, text + " So it was.", counts_of({word: 2, usual: 80})).rare_words
    assert (rare.word, rare.usual) == (word, None)


def test_rarity_says_nothing_in_a_small_archive() -> None:
    """In an archive of a few articles every word is rare, and none is told."""
    few = Counts(articles=4, of_run=lambda _: None, of_word=lambda _: 2)
    assert told(LONG[0], LONG[0], few).rare_words == ()


def test_passages_carry_how_rare_they_are() -> None:
    """The rarest sampled run counts; what unrelated texts hold too is marked as common."""
    text = "\n\n".join(LONG)
    keys = frozenset(sample_keys(read_words(text, "en").words))
    rare = told(text, text, counts_of(run=lambda key: RunCount(2, 0) if key in keys else None)).shared[0]
    assert (rare.texts, rare.mark) == (2, None)
    common = told(text, text, counts_of(run=lambda _: RunCount(40, 38))).shared[0]
    assert (common.texts, common.mark) == (40, Mark.COMMON)
    copied = told(text, text, counts_of(run=lambda _: RunCount(40, 1))).shared[0]
    assert (copied.texts, copied.mark) == (40, None)


def test_credits_are_marked() -> None:
    """A shared passage that only credits an agency is marked, in the passages and in the comparison."""
    credit = "(Reporting by Ana Lind in Orlu; Editing by Jo Marek, Reuters)"
    found = told(f"The ferry sank.\n\n{credit}", f"It snowed in Tesk today.\n\n{credit}")
    assert [each.mark for each in found.shared] == [Mark.CREDIT]
    assert [each.mark for each in found.comparison.passages if each.a == 2] == [Mark.CREDIT]


def test_scripts_without_spaces_need_longer_passages() -> None:
    """Six signs of Chinese are hardly three words, and no passage."""
    assert told("渡轮在夜里搁浅了今天下雪", "火车在夜里搁浅了今天天晴", language="zh").shared == ()
    assert told("渡轮在夜里搁浅了没有人受伤今天", "渡轮在夜里搁浅了没有人受伤明天", language="zh").shared[0].words == 13


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "Two words"), ("One", "One")])
def test_short_and_empty_texts(one: str, other: str) -> None:
    """Texts without a passage are an ordinary case."""
    assert told(one, other, counts_of()).shared == ()


TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.sampled_from(
        [*LONG, "(Source: AFP)", "March 2, 1993", "12", "two", "渡轮在夜里搁浅了", "غرقت العبّارة", "\r\n", "\x0b"]
    ),
    max_size=8,
).map("\n".join)


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_explained(one: str, other: str) -> None:
    """Whatever the texts are, what is told stands at its places, and both ends agree on the figures."""
    found, turned = told(one, other, counts_of(run=lambda _: RunCount(9, 9))), told(other, one)
    for each in found.shared:
        assert one[each.a.start : each.a.end] == each.text
        assert read_words(each.text).words == read_words(other[each.b.start : each.b.end]).words
    for swap in found.comparison.swaps:
        assert one[swap.at_a.start : swap.at_a.end] == swap.before
        assert other[swap.at_b.start : swap.at_b.end] == swap.after
        assert " ".join(swap.before.split()) in swap.around_a
    assert found.judgement.containment_ab == turned.judgement.containment_ba
    assert found.judgement.kind == turned.judgement.kind


def test_an_explanation_goes_through_json() -> None:
    """What is told can be written down and read again."""
    found = told("\n\n".join(LONG), "\n\n".join(MOVED), counts_of({"passanger": 2}))
    assert from_json(Explanation, to_json(found)) == found
