"""The ladder of minimal swaps: what it holds, and that its labels follow from its texts."""

from collections import Counter
from difflib import SequenceMatcher
from itertools import chain

import pytest
import swap_ladder
from swap_ladder import Labelled, Piece, docs_of, lookalikes, make_ladder, plain, read_pieces, swapped
from swap_ladder_copies import copies

PIECES = read_pieces()
EVERY_PIECE = (*PIECES, *read_pieces(swap_ladder.FRESH))


def word_count(text: str) -> int:
    """Return the words of a text, or half its signs in a script without spaces."""
    return max(len(text.split()), len(text) // 2 if len(text.split()) < 20 else 0)


def test_it_holds_two_hundred_lookalikes_and_over_a_hundred_copies() -> None:
    """The counts that the figures are stated with; every pair names two records that differ."""
    docs, pairs = make_ladder()
    texts = {doc["id"]: doc["text"] for doc in docs}
    assert len(texts) == len(docs)
    assert Counter(pair["label"] for pair in pairs) == {0: 200, 1: 118}
    assert len({frozenset((pair["a"], pair["b"])) for pair in pairs}) == len(pairs)
    assert all(texts[pair["a"]] != texts[pair["b"]] for pair in pairs)
    assert len({pair["language"] for pair in pairs if not pair["label"]}) >= 8


def test_the_ladder_that_is_held_back_shares_no_piece_with_the_first() -> None:
    """Other pieces, other labels' counts; both kinds of pairs."""
    docs, pairs = make_ladder(swap_ladder.FRESH)
    assert not {doc["text"] for doc in docs} & {doc["text"] for doc in make_ladder()[0]}
    counts = Counter(pair["label"] for pair in pairs)
    assert counts[0] >= 80
    assert counts[1] >= 80


def test_the_same_pieces_give_the_same_ladder() -> None:
    """Nothing is drawn anew."""
    assert make_ladder() == make_ladder()


@pytest.mark.parametrize("piece", EVERY_PIECE, ids=lambda piece: piece.name)
def test_a_piece_is_a_news_text_and_leaves_no_marks(piece: Piece) -> None:
    """Between 60 and 250 words, no slot or mark left, and each swap changes title or text by what it names."""
    for doc in docs_of([piece]):
        assert not any(mark in doc.text + doc.title for mark in ("[[", "]]", "((", "))", "<<", "||", "{", "}", "  "))
        assert 60 <= word_count(doc.text) <= 250
    for swap in piece.swaps:
        assert set(swap.values) <= set(piece.base)
        assert all(piece.base[slot] != value for slot, value in swap.values.items() if slot == swap.what)


@pytest.mark.parametrize("piece", EVERY_PIECE, ids=lambda piece: piece.name)
def test_lookalikes_share_nearly_all_their_words(piece: Piece) -> None:
    """A swap is light: three quarters of the text stand in the same order, and the paraphrase is never none."""
    source = plain(piece)
    for number, swap in enumerate(piece.swaps, 1):
        other = swapped(piece, number)
        assert SequenceMatcher(None, source.text.split(), other.text.split(), autojunk=False).ratio() > 0.7 or (
            SequenceMatcher(None, source.text, other.text, autojunk=False).ratio() > 0.7
        )
        plainly = piece.text, {**piece.base, **swap.values}
        assert other.text != swap_ladder._fill(piece, plainly[1], ())  # noqa: SLF001  the text without paraphrase


def test_no_lookalike_rests_on_figures_alone_within_days() -> None:
    """Where only figures differ, the texts name another occasion or are weeks apart; else nobody could tell."""
    figures = {"hg", "ag", "profit", "before", "share", "other", "cases", "dead", "age", "damage", "cost"}
    for piece in EVERY_PIECE:
        for swap in piece.swaps:
            if set(swap.values) <= figures:
                assert swap.date != piece.date


def test_every_kind_of_copy_stays_the_same_account() -> None:
    """Copies keep the names and the day, give or take one; each kind is there ten times or more."""
    docs, pairs = copies(PIECES)
    kinds = Counter(pair.kind for pair in pairs)
    assert min(kinds.values()) >= 10
    assert len(docs) == len(pairs) == kinds.total()
    sources = {doc.id: doc for doc in map(plain, PIECES)}
    for doc, pair in zip(docs, pairs, strict=True):
        assert pair.occasions
        assert set(pair.occasions) <= {"same", "correction", "update"}
        assert SequenceMatcher(None, sources[pair.a].text, doc.text, autojunk=False).ratio() > 0.5


def test_words_of_an_edit_must_stand_in_the_text() -> None:
    """A piece whose edit finds no place is refused, so that no copy is silently an exact one."""
    piece = PIECES[0]
    broken = Piece(**{**{f: getattr(piece, f) for f in piece.__slots__}, "edits": {"spelling": ("nowhere", "nowere")}})
    with pytest.raises(ValueError, match="the text has no 'nowhere'"):
        copies([broken])


def test_swaps_come_before_pairs_of_swaps() -> None:
    """The first pairs set the piece against each swap; mixed pairs of swaps may be either other subject or instance."""
    pairs = lookalikes(PIECES)
    firsts = list(chain.from_iterable([piece.name] * len(piece.swaps) for piece in PIECES))
    assert [pair.a for pair in pairs[: len(firsts)]] == [f"{name}/0" for name in firsts]
    assert all(set(pair.occasions) <= {"other_subject", "other_instance"} for pair in pairs)
    assert isinstance(pairs[0], Labelled)
