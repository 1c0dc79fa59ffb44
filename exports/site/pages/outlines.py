"""What differs between two texts, in a line beside a related article.

Rule: pure; strings in, words out. The line tells of the other text, as a reader of the first one meets it.
"""

from collections.abc import Iterator

from exports.phrases import counted, joined
from ingest.relate.outline import Outline, outline

MOST_LETTERS = 20_000
"""Of longer texts no line is told: it would take too long, and the page that compares the two tells more."""

NO_OTHER_WORDS = "no other words"

FEW_SHARED = 0.2
"""With a smaller share of paragraphs in common there is no telling what was added or cut."""


def outline_words(before: str, after: str) -> str | None:
    r"""Return in a line what the text `after` has otherwise than `before`; None where they are too long to say.

    >>> outline_words("It rained. 12 men came.", "It rained. 14 men came.\n\nThen it stopped.")
    'adds 1 paragraph at the end; 1 figure differs'
    """
    if max(len(before), len(after)) > MOST_LETTERS:
        return None
    told = outline(before, after)
    if told is None:
        return None
    if told.is_same:
        return NO_OTHER_WORDS
    every = told.paragraphs_shared + max(told.paragraphs_cut, told.paragraphs_added)
    if told.paragraphs_shared < FEW_SHARED * every:
        return "hardly a paragraph in common"
    return "; ".join(_parts(told))


def _parts(told: Outline) -> Iterator[str]:
    if told.paragraphs_added:
        yield f"adds {counted(told.paragraphs_added, 'paragraph')}{' at the end' if told.is_added_at_end else ''}"
    if told.paragraphs_cut:
        many = counted(told.paragraphs_cut, "paragraph")
        yield f"cut at the end by {many}" if told.is_cut_at_end else f"leaves out {many}"
    if told.figures:
        yield f"{counted(told.figures, 'figure')} {'differs' if told.figures == 1 else 'differ'}"
    # A figure that differs is a word that differs: it is told once.
    cut, added = (max(number - told.figures, 0) for number in (told.words_cut, told.words_added))
    if cut or added:
        words = [f"{number:,} {what}" for number, what in ((added, "added"), (cut, "cut")) if number]
        yield f"other words: {joined(words)}"
    if told.is_reordered:
        yield "another order of paragraphs"
