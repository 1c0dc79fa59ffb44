"""Tell everything that speaks for or against a tie between two texts, with its places in both.

The verdict is `judge`'s; this shows what a reader may check it by. How rare something is depends on an archive, so that
the caller brings the counts.

Rule: pure; sees two texts, their dates and counts. Nothing of it is stored.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.relate.boilerplate import is_credit
from ingest.relate.diff import compare
from ingest.relate.judge import judge
from ingest.relate.measures import ONE_FORM, Side
from ingest.relate.paragraphs import read_paragraphs
from ingest.relate.passages import LEAST, Tile, in_order, tile
from ingest.relate.reading import Reading
from ingest.relate.shingles import keys_of, run_keys
from ingest.relate.swaps import span_of
from schemas.explanation import Comparison, Explanation, Mark, RareWord, SharedPassage, Span, Swap, SwapKind

COMMON = 5
"""A passage that so many texts outside the family hold, too, is a formula."""
RARE = 5
"""A word that at most so many articles have is rare, ..."""
RARE_IN = 20
"""... in an archive of at least so many."""
_RARE_LETTERS = 4
"""Letters of a word that can be rare: shorter ones are endings, initials and chance."""
_RARE_WORDS = 40
"""So many rare words are told, ..."""
_RARE_LOOKED_AT = 300
"""... of so many that are looked at."""
USUAL_TIMES = 20
"""A word one letter away that so many times as many articles have is the usual one."""
_SLIP_LETTERS = 6
"""In shorter words one letter more often makes another word than a slip."""
_SIGN_WORDS = 2 / 3
"""With such a share of words of one sign a text has no spaces; its passages count twice as many."""


@dataclass(frozen=True, slots=True)
class RunCount:
    """How many texts hold a run of three words; equal texts count once."""

    texts: int
    outside: int
    """Of these, those that are in no family with either of the two."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an archive knows of how common runs and words are."""

    articles: int
    """How many it holds."""
    of_run: Callable[[int], RunCount | None]
    """By the key of a sampled run; None: not counted."""
    of_word: Callable[[str], int | None]
    """By a folded word: how many articles have it; None: not counted."""
    is_rare: Callable[[str], bool] = lambda _: True
    """Whether a word is worth counting: counting a common one takes long."""


def explain(a: Side, b: Side, texts: tuple[str, str], counts: Counts | None = None) -> Explanation:
    """Return what ties two texts and what does not; the readings of `a` and `b` are those of `texts`."""
    tiles = tile(a.reading.words, b.reading.words, _least(a.reading, b.reading))
    ordered = in_order(tiles)
    teller = _Teller(a.reading, b.reading, texts[0], counts)
    shared = tuple(teller.passage(each, is_moved=each not in ordered) for each in tiles)
    comparison = compare(*texts, languages=(a.reading.language, b.reading.language))
    return Explanation(
        judgement=judge(a, b),
        words_a=len(a.reading),
        words_b=len(b.reading),
        words_shared=sum(each.length for each in tiles),
        shared=shared,
        rare_words=tuple(_rare_words(a.reading, b.reading, texts[0], counts)) if counts else (),
        archive_articles=counts.articles if counts else None,
        comparison=_with_formulas(comparison, shared, texts[0]),
        headline_swaps=_headline_swaps(a, b),
    )


def _headline_swaps(a: Side, b: Side) -> tuple[Swap, ...]:
    """Return the values that differ in two headlines of one form; two of other forms say nothing of one another."""
    if not a.headline or not b.headline:
        return ()
    told = compare(a.headline, b.headline, languages=(a.reading.language, b.reading.language))
    longer = max(told.words_same + told.words_cut, told.words_same + told.words_added)
    if told.words_same < ONE_FORM * longer:
        return ()
    return tuple(swap for swap in told.swaps if swap.kind is not SwapKind.WORDS)


def _with_formulas(comparison: Comparison, shared: Sequence[SharedPassage], text: str) -> Comparison:
    """Return a comparison whose paragraphs are marked that are mostly made of common passages."""
    common = [each.a for each in shared if each.mark is Mark.COMMON]
    if not common:
        return comparison
    spans = [Span(start=each.at, end=each.at + len(each.text)) for each in read_paragraphs(text)]
    formulas = {number for number, span in enumerate(spans, 1) if _is_mostly_in(span, common)}
    passages = (
        replace(each, mark=each.mark or Mark.COMMON) if each.a in formulas and each.b else each
        for each in comparison.passages
    )
    return replace(comparison, passages=tuple(passages))


def _is_mostly_in(span: Span, others: Sequence[Span]) -> bool:
    covered = sum(max(0, min(span.end, each.end) - max(span.start, each.start)) for each in others)
    return covered * 2 > span.end - span.start


def _least(a: Reading, b: Reading) -> int:
    """Return how many words a passage has: in scripts without spaces each sign is a word."""
    signs = sum(len(word) == 1 and not word.isascii() for reading in (a, b) for word in reading.words)
    return LEAST * 2 if signs > _SIGN_WORDS * (len(a) + len(b)) else LEAST


class _Teller:
    """Gives passages their words, their rarity and their marks."""

    def __init__(self, a: Reading, b: Reading, text: str, counts: Counts | None) -> None:
        self._a, self._b, self._text, self._counts = a, b, text, counts
        self._credits = [
            Span(start=each.at, end=each.at + len(each.text)) for each in read_paragraphs(text) if is_credit(each.text)
        ]
        self._sampled = frozenset(keys_of(a.runs)) & frozenset(keys_of(b.runs)) if counts else frozenset()

    def passage(self, found: Tile, *, is_moved: bool) -> SharedPassage:
        """Return a passage as a record."""
        at = span_of(self._a, found.a, found.a + found.length)
        count = self._rarest(found)
        mark = (
            Mark.CREDIT
            if _is_mostly_in(at, self._credits)
            else Mark.COMMON
            if count and count.outside >= COMMON
            else None
        )
        return SharedPassage(
            a=at,
            b=span_of(self._b, found.b, found.b + found.length),
            words=found.length,
            text=self._text[at.start : at.end],
            is_moved=is_moved,
            texts=count.texts if count else None,
            mark=mark,
        )

    def _rarest(self, found: Tile) -> RunCount | None:
        """Return the count of the passage's rarest run, of those that both articles put into the archive's index."""
        if self._counts is None:
            return None
        keys = run_keys(self._a.words[found.a : found.a + found.length]) & self._sampled
        counted = [count for key in sorted(keys) if (count := self._counts.of_run(key))]
        return min(counted, key=lambda count: (count.texts, count.outside), default=None)


def _rare_words(a: Reading, b: Reading, text: str, counts: Counts) -> Iterator[RareWord]:
    """Yield words that both have and few others: first those that may be a slip of both, then the rarest."""
    if counts.articles < RARE_IN:
        return
    places = {word: at for at, word in reversed(tuple(enumerate(b.words)))}
    firsts = {word: at for at, word in reversed(tuple(enumerate(a.words))) if word in places}
    counted = sorted((count, at, word) for word, at in firsts.items() if (count := _rarity(word, counts)))
    rare = counted[:_RARE_LOOKED_AT]
    letters = sorted({letter for word in (*a.words, *b.words) for letter in word if letter.isalpha()})
    told = []
    for count, at, word in rare:
        usual = _usual_form(word, count, letters, counts)
        here = span_of(a, at, at + 1)
        told.append(
            RareWord(
                word=text[here.start : here.end],
                a=here,
                b=span_of(b, places[word], places[word] + 1),
                articles=count,
                usual=usual[0] if usual else None,
                usual_articles=usual[1] if usual else None,
            )
        )
    yield from sorted(told, key=lambda each: each.usual is None)[:_RARE_WORDS]


def _rarity(word: str, counts: Counts) -> int | None:
    """Return how many articles have a word where they are few; two at least do."""
    if len(word) < _RARE_LETTERS or not word.isalpha() or not counts.is_rare(word):
        return None
    count = counts.of_word(word)
    return count if count is not None and 1 < count <= RARE else None


def _usual_form(word: str, count: int, letters: Sequence[str], counts: Counts) -> tuple[str, int] | None:
    """Return the commonest word that is one slip away and much more usual, with the number of articles that have it."""
    if len(word) < _SLIP_LETTERS:
        return None
    found = ((other, counts.of_word(other) or 0) for other in _slips(word, letters))
    best = max(found, key=lambda each: (each[1], each[0]))
    return best if best[1] >= USUAL_TIMES * count else None


def _slips(word: str, letters: Sequence[str]) -> Iterator[str]:
    """Yield what a word may be a slip of: one letter other, left out, put in or changed about with its neighbour.

    The first letter and the last two stay: there, other letters make other words and other forms of a word.
    """
    for at in range(1, len(word) - 2):
        yield word[:at] + word[at + 1 :]
        if at < len(word) - 3 and word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for letter in letters:
            yield word[:at] + letter + word[at:]
            if letter != word[at]:
                yield word[:at] + letter + word[at + 1 :]
