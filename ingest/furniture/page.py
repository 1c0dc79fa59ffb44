"""An article as its lines: what each says, folded so that it can be counted, and where it stands.

Rule: pure; sees one article at a time.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from ingest.normalise.text import hashing_form
from schemas.document import TEXT_KINDS, Block, BlockKind

_NUMBER = re.compile(r"\d+")
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: of these, pairs of letters are compared."""
_TOKEN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f\u0589][\"'\u00bb\u201c\u201d\u2019\u300d)\]]*$"
)
_QUESTION_END = re.compile(r"[?;\uff1f\u061f\u037e\u055e][\"'\u00bb\u201d\u2019\u300d)\]]*$")

CONTENT_LENGTH = 4
"""Letters from which a word says something of the subject; shorter ones are mostly articles and prepositions."""
ENOUGH_OF_HEADLINE = 0.05
"""Of the words of a page's longer lines: so many must speak of the headline before it is believed."""
ENOUGH = 0.5
"""The same for a group of lines, where there is no headline to believe."""
_GROUPS = 8
"""That are looked at before the largest of them is taken."""
_ROUNDS = 8
"""In which an article's subject takes in its lines; more change little."""
_STEM = 5
"""Letters of a long word that are compared: endings differ from sentence to sentence."""
PROSE_WORDS = 6
"""Content words from which a line with a full stop is running text."""

LABEL_WORDS = 3
"""Fewer content words say nothing of a subject: such a line is a label."""
SHORT_WORDS = 6
TOPICAL_SHORT = 0.5
TOPICAL = 0.18
"""Share of a line's content words that the rest of the article uses, from which it speaks of the same subject.

Measured: of lines that are furniture 0 to .15 in the middle article, of the articles' own paragraphs .16 to .33 in the
lowest tenth, .23 to .53 in the middle one.
"""
TOPICAL_PAIRS = 0.08
"""The same where pairs of letters are compared: they meet more seldom."""


LONG = 2_000
"""Characters: what longer lines say is held with the page alone. They are rare, and as long as a page likes."""


@dataclass(frozen=True)
class Line:
    """One line that the text of an article shows."""

    key: int
    """64 bits of its folded words, numbers in figures taken as equal."""
    text: str
    place: str
    """Of the element or line that holds it: `body/div[2]/p[3]`, `line 12`."""
    is_heading: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """Return what its words say of its subject."""
        return content_words(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """Tell whether it is a sentence of some length."""
        return bool(_SENTENCE_END.search(self.text)) and len(self.words) >= PROSE_WORDS

    @property
    def is_question(self) -> bool:
        """Tell whether it asks something."""
        return bool(_QUESTION_END.search(self.text))


@dataclass(frozen=True, slots=True)
class Page:
    """One article: its address and headline, by which retellings of one account are known, and its lines in order."""

    address: str
    headline: str
    """Folded; empty where there is none."""
    lines: tuple[Line, ...]

    def subject(self, carried: Mapping[int, int], own: Collection[int] = ()) -> Counter[str]:
        """Return the content words of the article's subject, and how many lines use each.

        `carried`: how many articles carry a line, by key. Lines of some length that speak of each other belong
        together; the subject is that of the lines that speak of the headline, where they are enough, else of the
        largest group. Furniture stands among the lines and speaks of something else. The lines whose keys are `own` are
        taken in, too.
        """
        lines = {line.key: line for line in self.lines}
        rest = {key: line for key, line in lines.items() if len(line.words) >= SHORT_WORDS}
        headline = content_words(self.headline)
        enough = (ENOUGH_OF_HEADLINE if headline else ENOUGH) * _weight(rest.values())
        best = _group(headline, rest)
        for _ in range(_GROUPS):
            if not rest or _weight(best) >= enough:
                break
            first = min(rest.values(), key=lambda line: carried.get(line.key, 1))
            del rest[first.key]
            best = max(best, [first, *_group(headline | first.words, rest)], key=_weight)
        taken = {line.key: line for line in best} | {key: line for key, line in lines.items() if key in own}
        return Counter([*headline, *(word for line in taken.values() for word in line.words)])


def _group(words: frozenset[str], rest: dict[int, Line]) -> list[Line]:
    """Take from `rest` the lines that speak of `words`, or of lines that do; return them."""
    group: list[Line] = []
    known = Counter(words)
    for _ in range(_ROUNDS):
        found = [line for line in rest.values() if is_topical(line, known)]
        if not found:
            break
        group += found
        for line in found:
            known.update(line.words)
            del rest[line.key]
    return group


def _weight(lines: Iterable[Line]) -> int:
    return sum(len(line.words) for line in lines)


def topicality(line: Line, subject: Mapping[str, int]) -> float:
    """Return the share of a line's content words that the subject has from elsewhere than this line."""
    words = line.words
    if not words:
        return 0.0
    share = sum(word in subject for word in words) / len(words)
    if len(words) < SHORT_WORDS or not is_topical_share(line, share):
        return share
    return sum(subject.get(word, 0) > 1 for word in words) / len(words)  # the line is part of the subject itself


def is_topical(line: Line, subject: Mapping[str, int]) -> bool:
    """Tell whether a line speaks of an article's subject."""
    words = line.words
    return bool(words) and is_topical_share(line, sum(word in subject for word in words) / len(words))


def is_topical_share(line: Line, share: float) -> bool:
    """Tell whether a line of whose content words so large a share is the article's speaks of its subject."""
    number = len(line.words)
    if number < LABEL_WORDS:
        return False
    if number < SHORT_WORDS:
        return share >= TOPICAL_SHORT
    return share >= (TOPICAL_PAIRS if _IS_UNSPACED.search(line.text) else TOPICAL)


def page_of(blocks: Sequence[Block], *, address: str = "") -> Page:
    """Return the lines that the text of an article shows, and its headline."""
    headline = next((block.text for block in blocks if block.kind is BlockKind.HEADLINE), "")
    return Page(address, hashing_form(headline), tuple(map(line_of, shown(blocks))))


def shown(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that the text shows."""
    return (block for block in blocks if block.kept and block.kind in TEXT_KINDS)


def line_of(block: Block) -> Line:
    """Return a block as a line."""
    return Line(key_of(block.text), block.text, block.place, block.kind is BlockKind.HEADING)


def page_of_text(text: str) -> Page:
    """Return the lines of a plain text; empty ones are no lines."""
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1))
    return Page("", "", tuple(Line(key_of(line), line, f"line {number}") for number, line in lines if line))


def key_of(text: str) -> int:
    """Return 64 bits of the folded words of a line, as a signed integer; numbers in figures are taken as equal.

    >>> key_of("12 comments") == key_of("7  Comments")
    True
    """
    return _key_held(text) if len(text) <= LONG else _key_of(text)


def content_words(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words and the numbers of a text; pairs of letters where no spaces part words.

    >>> sorted(content_words("The dams failed on 14 March"))
    ['14', 'dams', 'faile', 'march']
    """
    return _words_held(text) if len(text) <= LONG else _words_of(text)


def word_runs(text: str) -> frozenset[int]:
    """Return the hashes of each two content words of a text that follow each other."""
    words = list(_content_words(hashing_form(text)))
    return frozenset(zlib.crc32(f"{a} {b}".encode("utf-8", "replace")) for a, b in pairwise(words))


def _key_of(text: str) -> int:
    folded = _NUMBER.sub("0", hashing_form(text))
    digest = hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_content_words(hashing_form(text)))


_key_held = lru_cache(maxsize=1 << 14)(_key_of)
_words_held = lru_cache(maxsize=1 << 13)(_words_of)
"""Some three kilobytes each: a host's pages are gone through several times, and most of them fit."""


def _content_words(folded: str) -> Iterator[str]:
    tokens = _TOKEN.findall(folded)
    for token in tokens:
        if _IS_UNSPACED.match(token):
            yield from (token[at : at + 2] for at in range(max(1, len(token) - 1)))
        elif len(token) >= CONTENT_LENGTH and not token.isdigit():
            yield token[:_STEM]
    if sum(not token.isdigit() and len(token) >= CONTENT_LENGTH for token in tokens) > 1:
        yield from filter(str.isdigit, tokens)
