"""How one text differs from another, in a line."""

from exports.site.pages.outlines import NO_OTHER_WORDS, outline_words

TEXT = "The harbour was closed on 4 March.\n\nTwo tugs came from Hallby.\n\nNobody was hurt, it’s said."


def test_capitals_and_marks_make_no_other_text() -> None:
    """What is found to be a copy is not said to have hardly a paragraph in common."""
    assert outline_words(TEXT, TEXT.upper()) == NO_OTHER_WORDS
    assert outline_words(TEXT, TEXT.replace("’", "'")) == NO_OTHER_WORDS


def test_several_texts_are_compared_with_one() -> None:
    """What was compared before does not change what is said next."""
    cut = "\n\n".join(TEXT.split("\n\n")[:2])
    told = [outline_words(TEXT, other) for other in (cut, TEXT, TEXT.replace("4 March", "5 March"), cut)]
    assert told == ["cut at the end by 1 paragraph", NO_OTHER_WORDS, told[2], told[0]]
    assert "1 figure differs" in str(told[2])
