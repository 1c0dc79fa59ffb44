"""Runs of three words, all of them or a sample: what candidates are found by and overlap is measured on.

A text's sample is those runs whose hash is divisible by `ONE_IN` (Broder 1997, "On the resemblance and containment of
documents", mod-m sampling): the same run is in the sample of every text that has it, so a short piece of a long text
shares its samples, which a fixed number of minima a text would not give. Short texts give their smallest hashes, too.

Rule: pure; sees words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 3
"""Words in a run."""
ONE_IN = 6
"""One run in so many is sampled."""
FEWEST = 8
"""A text with fewer samples than `ENOUGH` gives so many of its smallest hashes beside them."""
ENOUGH = 4

_FIRST, _SECOND, _MIX = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93
"""Odd constants that spread the words' hashes over all bits."""
_KEY_MASK, _KEY_SIGN = (1 << 32) - 1, 1 << 31


def sample_keys(words: Sequence[str]) -> tuple[int, ...]:
    """Return the sampled runs of a text as signed 32-bit numbers, rising; `words` are folded (`reading.read_words`).

    >>> sample_keys(("the", "bridge", "is")) == sample_keys(("the", "bridge", "is"))
    True
    """
    hashes = _hashes(words)
    kept = hashes[hashes % ONE_IN == 0].tolist()
    return keys_of(kept if len(set(kept)) >= ENOUGH else hashes.tolist())


def keys_of(hashes: Collection[int]) -> tuple[int, ...]:
    """Return the sample of a text whose runs were hashed, as signed 32-bit numbers, rising."""
    kept = {each for each in hashes if not each % ONE_IN}
    if len(kept) < ENOUGH:
        kept.update(sorted(set(hashes))[:FEWEST])
    return tuple(sorted(set(map(_key_of, kept))))


def run_keys(words: Sequence[str]) -> frozenset[int]:
    """Return what each run of a text stands under in an index, whether it is in the text's sample or not."""
    return frozenset(map(_key_of, _hashes(words).tolist()))


def _key_of(run: int) -> int:
    return ((run >> 3 & _KEY_MASK) ^ _KEY_SIGN) - _KEY_SIGN


def run_hashes(words: Sequence[str]) -> frozenset[int]:
    """Return a 64-bit hash of each distinct run; a text of fewer words than a run is one run."""
    return frozenset(_hashes(words).tolist())


def _hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hash of each run, in order: all of them at once, which is what takes the time of a batch."""
    import numpy as np  # noqa: PLC0415  slow to load, and most commands hash nothing

    if len(words) < RUN:
        return np.array([hash_of(" ".join(words))] if words else [], dtype=np.uint64)
    one = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    first, second, mix = map(np.uint64, (_FIRST, _SECOND, _MIX))
    # Unsigned numbers of 64 bits wrap around: that is the remainder which is meant.
    runs: NDArray[np.uint64] = (one[:-2] * first + one[1:-1] * second + one[2:]) * mix >> np.uint64(3)
    return runs


def hash_of(word: str) -> int:
    """Return a 64-bit hash of a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


_word_hash = lru_cache(maxsize=1 << 16)(hash_of)
