"""Letters made readable: signs that nobody sees go, marks that words need stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.readable import readable


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("the \ufb01rst of\ufb01ce, \ufb02ood", "the first office, flood"),
        ("re\u00adpair", "repair"),
        ("\ufeffFire", "Fire"),
        ("or\u200bbek", "orbek"),
        ("\ufeb3\ufefc\ufee1", "\u0633\u0644\u0627\u0645"),
        ("\u2066x", "x"),
        ("\u202aabc", "abc"),
        # what must stay
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("น้ำ\u200bลด", "น้ำ\u200bลด"),
        ("C\u200e++ \u200fابجد", "C\u200e++ \u200fابجد"),
        ("\u2067abc\u2069 d", "\u2067abc\u2069 d"),
        ("２０２２年，ＡＢＣ", "２０２２年，ＡＢＣ"),
        ("神\ufa19", "神\ufa19"),
        ("ﷺ ﷲ", "ﷺ ﷲ"),
        ("cafe\u0301, \u0438\u0306, \u304b\u3099", "cafe\u0301, \u0438\u0306, \u304b\u3099"),
        ("a" + "\u0301" * 40, "a" + "\u0301" * 40),
        ("Đặng Thị", "Đặng Thị"),
        ("Հայաստան՝ «այո՛»։", "Հայաստան՝ «այո՛»։"),
        ("საქართველო „დიახ“", "საქართველო „დიახ“"),
        ("plain\ttext\n", "plain\ttext\n"),
    ],
)
def test_letters(text: str, expect: str) -> None:
    """Each sign is kept or goes by what a reader needs; letters in parts stay as the page has them."""
    assert readable(text) == (expect, ())


def test_an_override_of_direction_goes_and_is_said() -> None:
    """Text that is turned round to deceive is shown as it is written."""
    assert readable("\u202egpj.exe\u202c") == ("gpj.exe", ("control_removed",))
    assert readable("a\x1b[2J\u202d") == ("a[2J", ("control_removed",))


@given(st.text(st.characters(codec=None), max_size=40))
def test_reading_twice_changes_nothing(text: str) -> None:
    """What is readable is readable."""
    once, _ = readable(text)
    assert readable(once)[0] == once
    once.encode()
