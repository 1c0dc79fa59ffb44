import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.relate.align import align, longest_rising
from ingest.relate.diff import compare
from schemas.explanation import Comparison, PieceKind

FIRST = """The bridge over the Tarn fell at dawn on Monday, officials said.

Twelve people were taken to the hospital in Orlu, four of them badly hurt.

The mayor, Ana Petrov, said that the river had risen by two metres in the night.

Schools stay closed until Thursday."""

SECOND = """The bridge over the Tarn fell at dawn on Tuesday, officials said.

Schools stay closed until Thursday.

The mayor, Ana Petrova, said that the river had risen by 2 metres in the night.

Trains to the coast are not running, the railway told passengers in a notice."""


def kinds(comparison: Comparison) -> dict[str, list[str]]:
    """Return the texts of the pieces, by kind."""
    found: dict[str, list[str]] = {}
    for passage in comparison.passages:
        for piece in passage.pieces:
            found.setdefault(piece.kind, []).append(piece.text.strip())
    return found


def text_of_side(comparison: Comparison, *wanted: PieceKind) -> list[str]:
    """Return the paragraphs made of the wanted pieces."""
    sides = ("".join(piece.text for piece in passage.pieces if piece.kind in wanted) for passage in comparison.passages)
    return [side for side in sides if side]


def test_equal_texts_differ_in_nothing() -> None:
    """A text compared with itself is one run of same words."""
    comparison = compare(FIRST, FIRST)
    assert set(kinds(comparison)) == {"same"}
    assert (comparison.words_cut, comparison.words_added, comparison.words_moved, comparison.swaps) == (0, 0, 0, ())


def test_swapped_names_and_numbers_are_listed() -> None:
    """A day, a name and a figure put in place of others are swaps, told by kind; what says the same is told as such."""
    swaps = {(swap.before, swap.after, swap.kind, swap.says_the_same) for swap in compare(FIRST, SECOND).swaps}
    assert swaps == {
        ("Monday", "Tuesday", "date", False),
        ("Petrov", "Petrova", "name", True),
        ("two", "2", "number", True),
    }


def test_a_date_is_one_swap() -> None:
    """Day, month and year that all changed are told as one date, in its own words on either side."""
    before = "The light was built on April 2, 1893, by a captain of Orlu. It was dark by May."
    after = "The light was built on June 18, 1884, by a captain of Orlu. It was dark by July."
    swaps = compare(before, after, languages=("en", "en")).swaps
    assert [(swap.before, swap.after) for swap in swaps] == [("April 2, 1893", "June 18, 1884"), ("May", "July")]


def test_swaps_in_a_moved_paragraph_are_found() -> None:
    """A figure that changed in a paragraph that moved is a swap, with its places in both texts."""
    first, other = "Divers from Tesk found a hole of 12 metres below the waterline that night.", FIRST
    before, after = f"{first}\n\n{other}", f"{other}\n\n{first.replace('12', '15')}"
    (swap,) = compare(before, after, languages=("en", "en")).swaps
    assert (swap.before, swap.after, swap.a, swap.b) == ("12", "15", 1, 5)
    assert before[swap.at_a.start : swap.at_a.end] == "12"
    assert after[swap.at_b.start : swap.at_b.end] == "15"


def test_a_swapped_town_is_listed_where_the_script_has_no_capitals() -> None:
    """Georgian names are no names to the program; the other word in the same place is listed all the same."""
    before = "ხიდი თეთრწყალში დაიხურა ორშაბათს დილით"
    after = "ხიდი შავწყალში დაიხურა ორშაბათს დილით"
    (swap,) = compare(before, after, languages=("ka", "ka")).swaps
    assert (swap.before, swap.after, swap.kind.value) == ("თეთრწყალში", "შავწყალში", "words")


def test_changed_figures_are_swaps_of_numbers() -> None:
    """Digits in place of digits are a swap of numbers, with the numbers of the paragraphs."""
    (swap,) = compare("Calm.\n\nPolice counted 1,200 people.", "Police counted 12,000 people.").swaps
    assert (swap.before, swap.after, swap.kind, swap.a, swap.b) == ("1,200", "12,000", "number", 2, 1)


def test_cut_and_added_paragraphs_are_told() -> None:
    """A paragraph without a counterpart is cut or added as a whole."""
    found = kinds(compare(FIRST, SECOND))
    assert "Twelve people were taken to the hospital in Orlu, four of them badly hurt." in found["cut"]
    assert any(text.startswith("Trains to the coast") for text in found["added"])


def test_moved_paragraph_is_moved_and_not_cut() -> None:
    """A paragraph that stands elsewhere is marked as moved and keeps both its numbers."""
    moved = [passage for passage in compare(FIRST, SECOND).passages if passage.is_moved]
    assert [(passage.a, passage.b) for passage in moved] in ([(4, 2)], [(3, 3)])


def test_sentence_moved_to_another_paragraph_is_moved() -> None:
    """Words cut from one paragraph and found in another are moved, not cut and added."""
    sentence = "Nobody from the harbour office came to the hearing."
    first = "The council met late in the day to hear what the owners of the two boats had to say."
    second = "A vote on new rules for larger boats at the old pier is planned for Friday morning."
    before, after = f"{first} {sentence}\n\n{second}", f"{first}\n\n{second} {sentence}"
    found = kinds(compare(before, after))
    assert "cut" not in found
    assert "added" not in found
    assert found["moved_from"] == found["moved_to"]
    assert compare(before, after).words_moved == 9


def test_quotation_marks_and_dashes_are_not_differences() -> None:
    """Typographic variants of the same marks compare as the same."""
    assert set(kinds(compare("\u201cWe stay\u201d \u2013 he said", '"We stay" - he said'))) == {"same"}


@pytest.mark.parametrize(
    ("before", "after"), [("May", "may"), ("resigned", "re-signed"), ("1.5", "15"), ("Şuşa", "Shusha")]
)
def test_letters_case_and_figures_are_differences(before: str, after: str) -> None:
    """Nothing that can change a meaning is hidden."""
    comparison = compare(f"They said {before} today", f"They said {after} today")
    assert [(swap.before, swap.after) for swap in comparison.swaps] == [(before, after)]


def test_long_replacement_is_no_swap() -> None:
    """A sentence rewritten as a whole is cut and added words, not a swap."""
    before = "The minister, who has held the post since spring, refused all further comment on the matter on Sunday."
    after = (
        "The minister, speaking to reporters on the steps of the old town hall, refused all further comment on Sunday."
    )
    assert all(swap.kind == "words" for swap in compare(before, after).swaps)
    assert "who has held the post since spring" in kinds(compare(before, after))["cut"]


@pytest.mark.parametrize(
    ("before", "after", "cut", "added"), [("", "Two words", 0, 2), ("Two words", "", 2, 0), ("", "", 0, 0)]
)
def test_empty_texts_compare(before: str, after: str, cut: int, added: int) -> None:
    """An empty text on either side is an ordinary case."""
    comparison = compare(before, after)
    assert (comparison.words_cut, comparison.words_added) == (cut, added)


WORDS = st.lists(
    st.sampled_from(("the", "a", "Baku", "Orlu", "12", "14", ",", ".", "said", "who", "river")), max_size=40
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n\n".join)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_no_word_of_either_text_is_lost(before: str, after: str) -> None:
    """Same and added pieces give the second text; same and cut pieces hold every word of the first."""
    comparison = compare(before, after)
    assert text_of_side(comparison, PieceKind.SAME, PieceKind.ADDED, PieceKind.MOVED_TO) == [
        line for line in after.split("\n\n") if line
    ]
    added = (PieceKind.ADDED, PieceKind.MOVED_TO)
    kept = [piece.text for passage in comparison.passages for piece in passage.pieces if piece.kind not in added]
    assert sorted(" ".join(kept).split()) == sorted(before.split())


@settings(max_examples=300)
@given(st.lists(st.sampled_from("abcdef"), max_size=60), st.lists(st.sampled_from("abcdefg"), max_size=60))
def test_alignment_covers_both_sides(a: list[str], b: list[str]) -> None:
    """The spans follow each other on both sides without a gap, and same spans are the same."""
    i = k = 0
    for same, start, end, other, other_end in align(a, b):
        assert (start, other) == (i, k)
        assert (start, other) != (end, other_end)
        assert not same or a[start:end] == b[other:other_end]
        i, k = end, other_end
    assert (i, k) == (len(a), len(b))


@given(st.permutations(range(9)))
def test_longest_rising_rises(order: list[int]) -> None:
    """The chain rises in both members and no single pair could be put into it."""
    pairs = list(enumerate(order))
    chain = longest_rising(pairs)
    assert chain == sorted(chain, key=lambda pair: pair[1])
    for extra in set(pairs) - set(chain):
        longer = sorted([*chain, extra])
        assert longer != sorted(longer, key=lambda pair: pair[1])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 20_000, "b a c " * 15_000),
        ("\n".join(f"line {n} of many" for n in range(4_000)), "\n".join(f"row {n} of many" for n in range(4_000))),
        ("x " * 50_000, "x " * 49_999 + "y"),
    ],
    ids=["one long paragraph", "many paragraphs", "one word over and over"],
)
def test_work_is_bounded(before: str, after: str) -> None:
    """Texts made to be hard to align are compared in seconds."""
    start = time.process_time()
    compare(before, after)
    assert time.process_time() - start < 20  # far above what it takes; an unbounded way takes minutes
