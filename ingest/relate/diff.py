"""Compare two texts: which words were cut, added, moved, and which were put in place of which.

Paragraphs are aligned by their words, not by their position; inside a pair the words are aligned. Quotation marks,
dashes and white space are not told apart; letters, case and figures are.

Values in the same place are those that decide about the pair (`swaps`); other few words for few are told beside.

Rule: pure; sees two strings. It says how the wording differs, never which of the two is right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.relate.align import Opcode, align, longest_rising
from ingest.relate.boilerplate import is_credit
from ingest.relate.paragraphs import Paragraph, form_of, pair_paragraphs, read_paragraphs
from ingest.relate.swaps import Sides, swaps_of
from schemas.explanation import Comparison, Mark, Passage, Piece, PieceKind, Swap

MOVED_WORDS = 4
"""So many words that were cut here and stand there were moved."""


def compare(before: str, after: str, *, languages: tuple[str | None, str | None] = (None, None)) -> Comparison:
    """Return how the text `after` differs from the text `before`; `languages` are theirs (BCP 47), where known.

    >>> [(swap.before, swap.after, swap.kind.value) for swap in compare("Three of 12 fled.", "Three of 14 fled.").swaps]
    [('12', '14', 'number')]
    """
    found = _aligned(before, after)
    swaps = swaps_of(
        Sides((before, after), (found.old, found.new), languages), found.passages, found.pairs, found.opcodes
    )
    return _told(found.passages, swaps)


def compare_words(before: str, after: str) -> Comparison:
    """Return how the text `after` differs from the text `before`, without the values in the place of one another."""
    return _told(_aligned(before, after).passages, ())


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Two texts, paragraph by paragraph and word by word."""

    old: Sequence[Paragraph]
    new: Sequence[Paragraph]
    pairs: Mapping[int, int]
    opcodes: Mapping[int, Sequence[Opcode]]
    passages: tuple[Passage, ...]


def _aligned(before: str, after: str) -> _Aligned:
    old, new = read_paragraphs(before), read_paragraphs(after)
    pairs = pair_paragraphs(old, new)
    opcodes = {
        number: _without_crumbs(list(align(old[at].keys, new[number].keys)), old[at], new[number])
        for at, number in pairs.items()
    }
    return _Aligned(old, new, pairs, opcodes, _mark_moved(tuple(_passages(old, new, pairs, opcodes))))


def _told(passages: tuple[Passage, ...], swaps: tuple[Swap, ...]) -> Comparison:
    return Comparison(
        passages=passages,
        swaps=swaps,
        words_same=_count(passages, PieceKind.SAME),
        words_cut=_count(passages, PieceKind.CUT),
        words_added=_count(passages, PieceKind.ADDED),
        words_moved=_count(passages, PieceKind.MOVED_TO)
        + sum(_count((passage,), PieceKind.SAME) for passage in passages if passage.is_moved),
    )


def _count(passages: Sequence[Passage], kind: PieceKind) -> int:
    return sum(piece.words for passage in passages for piece in passage.pieces if piece.kind is kind)


def _passages(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    pairs: Mapping[int, int],
    opcodes: Mapping[int, Sequence[Opcode]],
) -> Iterator[Passage]:
    """Yield the passages in the order of `new`; what was cut stands where it stood."""
    in_place = {old_at for old_at, _ in longest_rising(sorted(pairs.items()))}
    origin = {number: at for at, number in pairs.items()}
    at = 0
    for number, paragraph in enumerate(new):
        source = origin.get(number)
        if source is None:
            yield _whole(PieceKind.ADDED, paragraph, None, number)
            continue
        if source in in_place:
            yield from _cut_passages(old, pairs, range(at, source))
            at = source + 1
        pieces = tuple(_word_pieces(old[source], paragraph, opcodes[number]))
        mark = _mark(paragraph)
        yield Passage(a=source + 1, b=number + 1, is_moved=source not in in_place, pieces=pieces, mark=mark)
    yield from _cut_passages(old, pairs, range(at, len(old)))


def _cut_passages(old: Sequence[Paragraph], pairs: Mapping[int, int], span: range) -> Iterator[Passage]:
    for at in span:
        if at not in pairs:
            yield _whole(PieceKind.CUT, old[at], at, None)


def _whole(kind: PieceKind, paragraph: Paragraph, a: int | None, b: int | None) -> Passage:
    piece = paragraph.piece(kind, 0, len(paragraph.keys))
    a, b = (None if number is None else number + 1 for number in (a, b))
    return Passage(a=a, b=b, is_moved=False, pieces=(piece,), mark=_mark(paragraph))


def _mark(paragraph: Paragraph) -> Mark | None:
    return Mark.CREDIT if is_credit(paragraph.text) else None


def _word_pieces(old: Paragraph, new: Paragraph, opcodes: Iterable[Opcode]) -> Iterator[Piece]:
    for same, i, j, k, m in opcodes:
        if same:
            yield new.piece(PieceKind.SAME, k, m)
            continue
        if i < j:
            yield old.piece(PieceKind.CUT, i, j)
        if k < m:
            yield new.piece(PieceKind.ADDED, k, m)


def _without_crumbs(opcodes: list[Opcode], old: Paragraph, new: Paragraph) -> list[Opcode]:
    """Join changes that only a comma or a stray common word keeps apart: a reader sees one change there."""
    joined: list[Opcode] = []
    for number, opcode in enumerate(opcodes):
        same, i, j, k, m = opcode
        if same and 0 < number < len(opcodes) - 1:
            around = (opcodes[number - 1], opcodes[number + 1])
            changed = min(old.words(i, j) + new.words(k, m) for _same, i, j, k, m in around)
            same = old.words(i, j) * 3 <= changed and old.words(i, j) <= 2 and bool(changed)  # noqa: PLR2004  a crumb
            same = not same
        if joined and not same and not joined[-1][0]:
            joined[-1] = (False, joined[-1][1], j, joined[-1][3], m)
        else:
            joined.append((same, i, j, k, m))
    return joined


def _mark_moved(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return the passages with words that were cut here and added there told as moved."""
    cut = Counter(form_of(piece.text) for piece in _pieces(passages, PieceKind.CUT))
    added = Counter(form_of(piece.text) for piece in _pieces(passages, PieceKind.ADDED))
    moved = cut & added
    left = {PieceKind.CUT: Counter(moved), PieceKind.ADDED: Counter(moved)}
    kinds = {PieceKind.CUT: PieceKind.MOVED_FROM, PieceKind.ADDED: PieceKind.MOVED_TO}

    def told(piece: Piece) -> Piece:
        form = form_of(piece.text)
        if piece.kind not in kinds or not left[piece.kind][form]:
            return piece
        left[piece.kind][form] -= 1
        return replace(piece, kind=kinds[piece.kind])

    return tuple(replace(passage, pieces=tuple(map(told, passage.pieces))) for passage in passages)


def _pieces(passages: Sequence[Passage], kind: PieceKind) -> Iterator[Piece]:
    for passage in passages:
        yield from (piece for piece in passage.pieces if piece.kind is kind and piece.words >= MOVED_WORDS)
