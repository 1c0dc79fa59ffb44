"""The language of an article."""

import pytest

from ingest.normalise.language import language_fact, primary_language

ENGLISH = "The council said on Monday that repairs to the northern bridge would begin after the spring floods. " * 4
GERMAN = "Der Stadtrat sagte am Montag, dass die Arbeiten an der Brücke nach dem Hochwasser beginnen werden. " * 4


def test_page_and_text_agree() -> None:
    """Where the text confirms the page, the page's word stands."""
    fact = language_fact(ENGLISH, declared="en-GB")
    assert fact is not None
    assert (fact.value, fact.basis, fact.raw, fact.confidence) == ("en", "structured", "en-GB", 1.0)


def test_long_text_overrules_a_template() -> None:
    """A theme's default language does not stand against a long text."""
    fact = language_fact(GERMAN, declared="en-US")
    assert fact is not None
    assert (fact.value, fact.basis) == ("de", "inferred")


def test_short_text_does_not_overrule() -> None:
    """A few words are no evidence against the page."""
    fact = language_fact("Bonjour.", declared="de")
    assert fact is not None
    assert fact.value == "de"


@pytest.mark.parametrize("text", ["", "Hi", "2022 11 25"])
def test_unknown_stays_unknown(text: str) -> None:
    """Without a declaration and without text there is no language."""
    assert language_fact(text, declared=None) is None


def test_look_alike_languages_are_the_pages_word() -> None:
    """Among languages that a model confuses the page is believed."""
    fact = language_fact("Norske fiskere ble funnet i god behold søndag morgen, opplyser politiet. " * 5, declared="nb")
    assert fact is not None
    assert fact.value == "no"


@pytest.mark.parametrize(
    ("code", "primary"), [("en-US", "en"), ("pt_BR", "pt"), ("x-default", None), ("", None), (None, None), ("iw", "he")]
)
def test_primary_language(code: str | None, primary: str | None) -> None:
    """Codes are cut to the primary subtag; old ones are written as today's."""
    assert primary_language(code) == primary


def test_the_commonest_words_confirm_what_a_page_declares() -> None:
    """A long text full of the words of the declared language needs no model; one of another language is asked of it."""
    english = (
        "The board of the harbour said that it will not be for the town to pay, as it was in the year of the flood. "
        * 3
    )
    assert language_fact(english, declared="en-GB") is not None
    found = language_fact(english, declared="pl")
    assert found is not None
    assert (found.value, found.rule) == ("en", "text-language")
