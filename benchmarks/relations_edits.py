"""Many articles out of few, as the web makes them: a deterministic editor, and a source of made-up texts.

Rule: pure; seeded by what it edits, so that the same records give the same archive everywhere.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

Row = dict[str, Any]
Dice = random.Random

TOWNS = ("Dunmere", "Velmark", "Ostrel", "Harrowick", "Brackwater", "Karrow", "Westrey", "Marrowby", "Penham", "Tosk")
NEW_SHARE = 0.42
"""Of the articles that are no edit of an earlier one: of a hundred thousand, what the scale corpus holds."""
COPIED = 0.08
"""Of the edits that change nothing: the same text at another address."""
VOCABULARY = 30_000
ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "br")
SYLLABLES = [onset + vowel for onset in ONSETS for vowel in "aeiou"]

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[^\W\d_a-z]\w{2,}")
_WORD = re.compile(r"[^\W\d_]{6,}")
_PARTS = re.compile(r"(?<=[.!?])\s+")


def grown(records: Sequence[Row], count: int) -> Iterator[Row]:
    """Yield `count` records: those of `records` in a shuffled order, and between them edits of those before."""
    dice = random.Random(f"grown {len(records)}")  # noqa: S311  a shuffle, no secret
    order = list(records)
    dice.shuffle(order)
    met = 0
    for number in range(count):
        if met < len(order) and (met == 0 or dice.random() < NEW_SHARE):
            yield order[met]
            met += 1
        else:
            yield edited(order[dice.randrange(met)], number, order)


def edited(record: Row, number: int, others: Sequence[Row]) -> Row:
    """Return a record as another outlet or another day has it."""
    dice = random.Random(f"{record['id']} {number}")  # noqa: S311  a choice of edits, no secret
    text = str(record["text"])
    if dice.random() >= COPIED:
        for edit in dice.sample(EDITS, k=dice.choice((1, 1, 2))):
            text = edit(text, dice)
        if dice.random() < 0.15:  # noqa: PLR2004  a share of texts that are longer elsewhere
            text = f"{text}\n\n{_some(str(dice.choice(others)['text']), dice)}"
    return {**record, "id": f"{record['id']}~{number}", "url": "", "text": text}


def _cut(text: str, dice: Dice) -> str:
    """Leave the tail out."""
    parts = _PARTS.split(text)
    return " ".join(parts[: max(2, int(len(parts) * dice.uniform(0.4, 0.9)))])


def _figures(text: str, dice: Dice) -> str:
    """Change some figures, as next week's report does."""
    return _NUMBER.sub(lambda found: dice.choice((found[0], str(dice.randrange(1, 10 ** len(found[0]))))), text)


def _town(text: str, dice: Dice) -> str:
    """Put another town into the place of a name, everywhere."""
    names = _NAME.findall(text)
    return re.sub(rf"\b{re.escape(dice.choice(names))}\b", dice.choice(TOWNS), text) if names else text


def _spelling(text: str, dice: Dice) -> str:
    """Slip in one to three long words."""
    for word in dice.sample(found, k=min(len(found), dice.randint(1, 3))) if (found := _WORD.findall(text)) else ():
        at = dice.randrange(1, len(word) - 2)
        text = text.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1)
    return text


def _headed(text: str, dice: Dice) -> str:
    """Set a dateline before it."""
    return f"{dice.choice(TOWNS).upper()}, {dice.randint(1, 28)} May (Northwire) - {text}"


EDITS: tuple[Callable[[str, Dice], str], ...] = (_cut, _figures, _town, _spelling, _headed)


def _some(text: str, dice: Dice) -> str:
    """Return two or three sentences of a text."""
    parts = _PARTS.split(text)
    start = dice.randrange(max(1, len(parts) - 3))
    return " ".join(parts[start : start + dice.randint(2, 3)])


def made_up(count: int) -> list[Row]:
    """Return records of made-up words with the frequencies of real ones (Zipf), for where no corpus is in reach."""
    dice = random.Random("made up")  # noqa: S311  a choice of words, no secret
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(VOCABULARY)]
    steps = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    return [{"id": f"made/{number}", "text": _text(dice, words, steps)} for number in range(count)]


def _text(dice: Dice, words: Sequence[str], steps: Sequence[float]) -> str:
    paragraphs = []
    for _ in range(dice.randint(3, 7)):
        sentences = (_sentence(dice, words, steps) for _ in range(dice.randint(2, 4)))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def _sentence(dice: Dice, words: Sequence[str], steps: Sequence[float]) -> str:
    told = dice.choices(words, cum_weights=steps, k=dice.randint(8, 22))
    told[dice.randrange(2, 8)] = dice.choice(TOWNS)
    told[-1] = str(dice.randint(2, 9_000))
    first, *rest = told
    return f"{first.capitalize()} {' '.join(rest)} days."
