"""Texts as words with kinds, their sampled runs, figures that say the same, and what stands in the same place."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.text import fold
from ingest.relate.figures import says_the_same
from ingest.relate.measures import Side, measure
from ingest.relate.overlap import overlap_of
from ingest.relate.reading import WordKind, read_words
from ingest.relate.shingles import ENOUGH, FEWEST, RUN, run_hashes, run_keys, sample_keys
from ingest.relate.slots import find_slots, is_one_name
from ingest.relate.tokens import words_of


@pytest.mark.parametrize(
    ("text", "language", "words", "kinds"),
    [
        ("On May 6 they may march.", "en", "on may 6 they may march", "pddwww"),
        ("Le 6 mai 2021, 12 blessés", "fr", "le 6 mai 2021 12 blesses", "pdddnw"),
        ("The third of 3.5 million", "en", "the third of 3.5 million", "pnwnw"),
        ("He met Ilse Karrow and ilse.", "en", "he met ilse karrow and ilse", "pwwNww"),
        ("Velmor Steel said so. Steel rose.", "en", "velmor steel said so steel rose", "NNwwNw"),
        ("KALT und still", "de", "kalt und still", "pww"),
        ("Kərimov İdris", "az", "kerimov idris", "NN"),
        ("東京で10人", "ja", "東 京 で 10 人", "wwwnw"),
        ("don\u2019t", "en", "don't", "w"),
        ("", None, "", ""),
    ],
)
def test_words_are_folded_and_told_apart(text: str, language: str | None, words: str, kinds: str) -> None:
    """Words are folded; figures, dates, names and what may be a name are told from other words."""
    reading = read_words(text, language)
    assert (" ".join(reading.words), reading.kinds) == (words, kinds)


JOINS = (
    "aZ09'\u2019\u2018`-\u2013.,:/_ \u00e9\u00df\u0301\u00bd\u00b2\u00ad\u200d\u0130\u0149\ufb01\u30fb"
    "\u0e01\u0661\u0436\u201c\u2026\u00a0\n"
)
"""What begins, joins or parts words, or does so only once it is folded."""


@given(st.text(max_size=80) | st.text(alphabet=JOINS, max_size=40))
def test_words_are_those_at_their_places_folded(text: str) -> None:
    """A word is what stands at its place, folded, however few characters of the text are not ASCII."""
    for whole in (text, f"{text} {'plain words ' * 20}", "plain words " * 20 + text):
        reading = read_words(whole)
        places = zip(reading.starts, reading.ends, strict=True)
        assert list(reading.words) == [fold(whole[start : min(end, start + 64)]) for start, end in places]


@given(st.text(max_size=200))
def test_places_of_words_are_places_in_the_text(text: str) -> None:
    """Whatever the text, every word stands where its place says, in order, and has a kind."""
    reading = read_words(text)
    assert len(reading.words) == len(reading.kinds) == len(reading.starts) == len(reading.sentences)
    assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))
    assert list(reading.starts) == sorted(reading.starts)
    assert set(reading.kinds) <= {kind.value for kind in WordKind}


def test_script_without_capitals_says_so() -> None:
    """Where a script has no capitals no word is called a name, and the reading says why; small letters have them."""
    assert read_words("东京都知事 12").is_caseless
    assert not read_words("no capitals here").is_caseless
    assert WordKind.NAME not in read_words("ნიკო ბერიძე თბილისში").kinds


def test_samples_of_a_part_are_samples_of_the_whole() -> None:
    """A piece of a text shares its samples with the whole: that is how a short excerpt of a long text is found."""
    words = [f"word{number % 97}x{number % 31}" for number in range(400)]
    part, whole = set(sample_keys(words[100:200])), set(sample_keys(words))
    assert len(part) >= ENOUGH
    assert part <= whole


def test_short_texts_have_keys_all_the_same() -> None:
    """A text with hardly a sampled run gives its smallest hashes; one of a word or two gives one."""
    assert 1 <= len(sample_keys(["the", "bridge", "is", "closed", "until", "noon"])) <= FEWEST
    assert len(sample_keys(["closed"])) == 1
    assert sample_keys([]) == ()


def test_keys_are_the_same_in_every_process() -> None:
    """Keys are stored: they depend on the words alone, not on the process that made them."""
    code = (
        "from ingest.relate.shingles import sample_keys; print(sample_keys('the bridge is closed until noon'.split()))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert told == str(sample_keys(["the", "bridge", "is", "closed", "until", "noon"]))


def test_keys_fit_four_bytes() -> None:
    """Keys are signed 32-bit numbers, which the index stores in four bytes."""
    words = [str(number) for number in range(3000)]
    keys = sample_keys(words)
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys)
    assert min(keys) < 0 < max(keys)
    assert len(run_hashes(words)) / 8 < len(keys) < len(run_hashes(words)) / 5


def test_overlap_is_measured_both_ways() -> None:
    """A text that stands in another whole is contained in it, and the other only in part in it."""
    whole = ["a", "b", "c", "d", "e", "f", "g", "h"]
    overlap = overlap_of(run_hashes(whole[:5]), run_hashes(whole))
    assert (overlap.ab, overlap.ba, overlap.most) == (1.0, 0.5, 1.0)
    assert overlap_of(run_hashes([]), run_hashes(whole)).jaccard == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("14.6", "14,571,434", True),
        ("14.6", "14,671,434", False),
        ("1/2", "0.50", True),
        ("2-3/4", "2.75", True),
        ("one", "1.0", True),
        ("third", "3", True),
        ("5,958,423", "5,958,432", True),
        ("2,140", "2,410", True),
        ("12", "21", False),
        ("12", "14", False),
        ("7", "700", False),
        ("250", "250.0", True),
        ("1/0", "1", False),
    ],
)
def test_figures_that_say_the_same_are_known(one: str, other: str, *, same: bool) -> None:
    """Rounded, spelled-out and mistyped figures say the same as the figures they stand for; others do not."""
    assert says_the_same(one, other, "en") is says_the_same(other, one, "en") is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kerimov", "karimov", True),
        ("fieldcor", "fidelcor", True),
        ("orvale", "orvale's", True),
        ("kiev", "kyiv", True),
        ("stefan", "stephan", True),
        ("khorvat", "xorvat", True),
        ("орвале", "орвалы", True),
        ("niger", "nigeria", False),
        ("iran", "iraq", False),
        ("brennick", "brackwater", False),
        ("ali", "alikhan", False),
    ],
)
def test_spellings_of_a_name_are_known(one: str, other: str, *, same: bool) -> None:
    """Another transliteration, an ending or a slip leaves a name the same; another name is another."""
    assert is_one_name(one, other) is is_one_name(other, one) is same


def _swaps(one: str, other: str, language: str = "en") -> list[tuple[str, str, str, bool]]:
    a, b = read_words(one, language), read_words(other, language)
    return [
        (swap.kind.value, " ".join(a.words[slice(*swap.a)]), " ".join(b.words[slice(*swap.b)]), swap.is_close)
        for swap in find_slots(a, b).swaps
    ]


def test_slots_pair_values_that_stand_in_the_same_place() -> None:
    """Figures, dates and names that stand between the same words are paired, each with its kind."""
    one = "the council of Marrowby voted with 17 against 12 on May 6 in the hall"
    other = "the council of Brackwater voted with 15 against 12 on June 9 in the hall"
    assert _swaps(one, other) == [
        ("N", "marrowby", "brackwater", False),
        ("n", "17", "15", False),
        ("d", "may", "june", False),
        ("d", "6", "9", False),
    ]


def test_figures_stay_in_their_places_when_last_weeks_stands_on() -> None:
    """Where this week's figure pushed last week's on by a place, each is compared with the one in its place."""
    swaps = _swaps("stocks were 4.20 against 4.10 tonnes", "stocks were 4.35 against 4.20 tonnes")
    assert [(one, other) for _, one, other, _ in swaps] == [("4.20", "4.35"), ("4.10", "4.20")]


def test_figures_in_another_order_say_the_same() -> None:
    """A range told from its other end holds the same figures."""
    assert all(close for *_, close in _swaps("ranged from 0.50 to 0.64 ounces", "ranged from 0.64 to 0.50 ounces"))


def test_dates_agree_as_far_as_both_go() -> None:
    """A month written short or with its year is the same month; another month is not."""
    assert all(close for *_, close in _swaps("it ended in Dec and went on", "it ended in December and went on"))
    assert [each[3] for each in _swaps("it ended in May and went on", "it ended in June and went on")] == [False]


def test_measures_say_when_names_in_the_lead_gave_way() -> None:
    """A name that the other text lacks, in the lead and in the other's place, is counted; an agency's is not."""

    def lead_swaps(before: str, after: str) -> int:
        text = "Buses stood still in {} on Wednesday, and pupils came late to the school beside the mill."
        one, other = (Side(read_words(text.format(name), "en")) for name in (before, after))
        return measure(one, other).lead_swaps

    assert lead_swaps("Marrowby", "Brackwater") == 1
    assert lead_swaps("Kerimov", "Karimov") == 0
    assert lead_swaps("Reuters", "AFP") == 0


def test_work_on_endless_rows_of_figures_is_bounded() -> None:
    """A sentence of ten thousand figures, each another on the other side, is aligned in seconds, not in hours."""

    def row(step: int) -> str:
        return " ".join(f"word{number % 97} {number * step % 8009}" for number in range(10_000))

    start = time.process_time()
    slots = find_slots(read_words(row(7), "en"), read_words(row(11), "en"))
    assert slots.swapped(WordKind.NUMBER) > 5_000
    assert time.process_time() - start < 10


def test_every_run_has_the_key_that_it_has_by_itself() -> None:
    """Sampled or not; what is sampled of a text is among the keys of its runs."""
    words = words_of("The bridge at Orbek is closed until noon, and the ferry runs, as the bridge at Orbek is closed.")
    alone = {sample_keys(words[at : at + RUN])[0] for at in range(len(words) - RUN + 1)}
    assert run_keys(words) == alone
    assert set(sample_keys(words)) <= alone
    assert run_keys([]) == frozenset()
