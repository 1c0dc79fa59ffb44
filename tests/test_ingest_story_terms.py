"""What an article is about, as terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.story.terms import MOST_READ, MOST_TERMS, Term, event_terms

LETTERS = str.maketrans("0123456789", "abcdefghij")


def _terms(text: str, *, headline: str | None = None, language: str | None = "en") -> dict[str, Term]:
    return {term.key: term for term in event_terms(text, headline=headline, language=language)}


@pytest.mark.parametrize(
    ("text", "language", "name", "word"),
    [
        ("The dam broke. Engineers say that Velmar was flooded.", "en", "Velmar", "flooded"),
        ("Плотина рухнула. По словам инженеров, Вельмар затоплен.", "ru", "Вельмар", "затоплен"),
        ("Le barrage a cédé. Selon les ingénieurs, Velmar était inondé.", "fr", "Velmar", "inondé"),
        ("Το φράγμα έσπασε. Λένε ότι το Βελμάρ πλημμύρισε.", "el", "Βελμάρ", "πλημμύρισε"),
        ("Ամբարտակը փլվեց։ Ասում են, որ Վելմարի հեղեղվեց։", "hy", "Վելմարի", "հեղեղվեց"),
    ],
)
def test_a_name_counts_more_than_a_word(text: str, language: str, name: str, word: str) -> None:
    """Capitals inside a sentence make a name, in each script that has capitals."""
    weights = {term.shown: term.weight for term in event_terms(text, headline=None, language=language)}
    assert weights[name] >= 2 * weights[word]


def test_a_capital_that_a_sentence_calls_for_makes_no_name() -> None:
    """`Dam` and `Monday` stand at the beginning of sentences alone; `Orbek` stands inside one, too."""
    terms = _terms("Bridges fell there. Orbek saw it. Nobody in Orbek slept.")
    assert terms["orbek"].weight > terms["bridg"].weight


def test_a_word_that_also_stands_without_a_capital_is_no_name() -> None:
    """`Bank` in a name is still a bank."""
    with_both = _terms("They asked the Bank of Orbek. Then the bank closed.")
    assert with_both["bank"].weight < with_both["orbek"].weight


@pytest.mark.parametrize("headline", ["Dam Breaks Above Velmar At Night", "DAM BREAKS ABOVE VELMAR AT NIGHT"])
def test_a_headline_in_capitals_says_nothing_about_names(headline: str) -> None:
    """Where every word has a capital, `night` is no name for it."""
    terms = _terms("People in Velmar ran.", headline=headline)
    assert terms["night"].weight < terms["velmar"].weight


def test_a_language_without_capitals_is_read_by_its_words() -> None:
    """No names are found in Georgian, Hindi, Arabic or Hebrew, and nothing is made up for them."""
    for text, language in (
        ("კაშხალი ჩამოინგრა ველმარში. კაშხალი ძველი იყო.", "ka"),
        ("वेलमार में बाँध टूट गया। बाँध पुराना था।", "hi"),
        ("انهار سد فيلمار ليلا. كان السد قديما.", "ar"),
        ("הסכר בוולמר קרס בלילה. הסכר היה ישן.", "he"),
    ):
        weights = [term.weight for term in event_terms(text, headline=None, language=language)]
        assert weights
        assert max(weights) <= 8


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    """Two accounts share pairs of characters where they share words."""
    one = _terms("維爾瑪水壩夜間決堤。", language="zh")
    other = _terms("昨晚維爾瑪的水壩決堤了", language="zh")
    assert {"維爾", "爾瑪", "水壩", "決堤"} <= one.keys() & other.keys()


def test_marks_inside_words_do_not_cut_them() -> None:
    """Vowel signs of Indic scripts and combining accents belong to their words."""
    assert {term.shown for term in event_terms("बाढ़ दिल्ली", headline=None, language=None)} == {"बाढ़", "दिल्ली"}
    assert [term.shown for term in event_terms("re\u0301gion", headline=None, language=None)] == ["re\u0301gion"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("It cost 12,500 crowns", "#12500"),
        ("It measured 5.8", "#5.8"),
        ("Es maß 5,8", "#5.8"),
        ("في ٢٠٢٢", "#2022"),
    ],
)
def test_numbers_are_known_by_their_value(text: str, key: str) -> None:
    """Separators and digits of other scripts make no other number."""
    assert key in _terms(text, language=None)


def test_a_single_figure_says_nothing() -> None:
    """`3` is everywhere."""
    assert not [key for key in _terms("3 of 5 were found") if key[0] == "#"]


def test_endings_make_no_other_term() -> None:
    """In a language without a stemmer, or an unknown one, the first letters stand for a word."""
    assert _terms("floods").keys() == _terms("flooded").keys() == {"flood"}
    assert _terms("qəsəbəsində", language="az").keys() == _terms("qəsəbənin", language="az").keys()
    assert _terms("мосту", language="uk").keys() == {"мосту"}
    assert _terms("селищем", language="uk").keys() == _terms("селища", language="xx").keys()
    assert _terms("селищем", language=None).keys() == {"селищ"}


def test_a_headline_that_the_text_repeats_is_read_once() -> None:
    """Dumps often have it twice."""
    text = "Fire in Orbek\nThe fire began at noon in Orbek."
    assert event_terms(text, headline="Fire in Orbek", language="en") == event_terms(text, headline=None, language="en")


def test_an_article_has_few_terms_those_that_count_most() -> None:
    """Long lists do not fill an archive."""
    text = " ".join(f"word{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26))
    terms = event_terms(text, headline="Late news from Orbek", language="en")
    assert len(terms) == MOST_TERMS
    assert [-term.weight for term in terms] == sorted(-term.weight for term in terms)


def test_a_long_text_is_read_at_its_beginning() -> None:
    """What is said far down changes nothing."""
    begin = "The dam above Velmar broke. " * (MOST_READ // 28 + 1)
    assert event_terms(begin + "Orbek", headline=None, language="en") == event_terms(
        begin, headline=None, language="en"
    )


@pytest.mark.parametrize("text", ["", "…", "\n\n", "!!!", "a", "\u0301\u0301", "x" * 100_000, "ก" * 5_000])
def test_nothing_breaks_it(text: str) -> None:
    """Texts without words have no terms, and no text has too many."""
    assert len(event_terms(text, headline=None, language="en")) <= MOST_TERMS


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "zh", "ar", None, "xx"]))
def test_terms_are_whole_distinct_and_shown_as_written(text: str, language: str | None) -> None:
    """Each key stands once, weighs something, and its words are words of the text."""
    terms = event_terms(text, headline=None, language=language)
    assert len({term.key for term in terms}) == len(terms)
    assert all(term.weight >= 1 and term.key and term.shown in text for term in terms)
    assert terms == event_terms(text, headline=None, language=language)


@pytest.mark.parametrize("language", ["＜b＞", "\x00", "en\x00", "", "türkçe", "xx-unlisted"])
def test_any_word_may_be_called_a_language(language: str) -> None:
    """What a page calls its language need not be one."""
    assert event_terms("The ferry Marla ran aground.", headline=None, language=language)


def test_terms_do_not_depend_on_what_was_read_before() -> None:
    """The same text has the same terms, whichever words of whichever languages were met meanwhile."""
    text = "Floods closed the bridges of Orbek: 1,200 houses, 3.5 million cr\u00e9dits, \u6d2a\u6c34, non-stop."
    before = event_terms(text, headline=None, language="en")
    for language in ("de", None, "xx"):
        event_terms(text, headline=None, language=language)
    for start in range(0, 80_000, 1_000):
        words = (f"w{number:05}".translate(LETTERS) for number in range(start, start + 1_000))
        event_terms(" ".join(words), headline=None, language="en")
    assert event_terms(text, headline=None, language="en") == before
