"""A ladder of minimal swaps, made of made-up pieces: look-alikes that share all but their subject, and true copies.

    python benchmarks/swap_ladder.py OUT      write OUT/own_swaps.docs.jsonl and OUT/own_swaps.pairs.jsonl

A piece (`swap_ladder_*.toml`) is a text with slots (`{town}`) and marks for a light paraphrase: `[[said|told]]` another
word, `((a clause ))` that is dropped, `<<One sentence.||Another.>>` in another order. Its `swaps` fill slots with
another subject or another occasion. One figure alone that differs within days is a correction, or nobody can tell: no
look-alike here rests on it. The copies (swap_ladder_copies.py) are there so that no method wins by calling everything
a look-alike.

Rule: knows the pieces and nothing of the packages that are measured; the same pieces give the same ladder.
"""

import hashlib
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

NAME, FRESH = "own swaps", "fresh swaps"
"""What the figures are pinned under: the ladder, and a second one that is held back (`swap_fresh.toml`)."""
PIECES = {NAME: "swap_ladder_*.toml", FRESH: "swap_fresh.toml"}
HERE = Path(__file__).parent
LOOKALIKES = 200
SPACELESS = frozenset({"zh", "ja"})
MOST_EDITS = 3
"""Marks that a light paraphrase uses."""

_MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]|\(\((.*?)\)\)|<<(.*?)\|\|(.*?)>>", re.DOTALL)
_BEFORE_STOP = re.compile(r"[ \t]+(?=[,.]|$)", re.MULTILINE)
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Swap:
    """Another subject or occasion of a piece."""

    what: str
    occasions: tuple[str, ...]
    """Right answers on the occasion axis."""
    values: Mapping[str, str]
    date: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A made-up news text with slots and marks."""

    name: str
    genre: str
    language: str
    date: str | None
    title: str
    text: str
    more: str
    """Two paragraphs that a longer copy has."""
    base: Mapping[str, str]
    swaps: tuple[Swap, ...]
    edits: Mapping[str, tuple[str, str]]
    """By kind of copy: words of the text and what the copy has in their place."""


@dataclass(frozen=True, slots=True)
class Doc:
    """A record that is ingested."""

    id: str
    title: str
    text: str
    date: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair and what is right for it; an empty tuple where that is not certain."""

    a: str
    b: str
    label: int
    """1 = a copy, 0 = a look-alike."""
    kind: str
    what: str
    language: str
    texts: tuple[str, ...]
    occasions: tuple[str, ...]


def read_pieces(ladder: str = NAME) -> tuple[Piece, ...]:
    """Return the pieces of a ladder in the order of their files."""
    return tuple(_piece(row) for path in _files(ladder) for row in tomllib.loads(path.read_text("utf-8"))["piece"])


def fingerprint(ladder: str = NAME) -> str:
    """Return a hash of the pieces and of what makes pairs of them."""
    return hash_of((*_files(ladder), *sorted(HERE.glob("swap_ladder*.py")), HERE / "swap_ladder.toml"))


def hash_of(paths: Iterable[Path]) -> str:
    """Return the first 16 characters of a SHA-256 over files."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _files(ladder: str) -> list[Path]:
    return sorted(HERE.glob(PIECES[ladder]))


_EDITS = ("spelling", "corrected", "rounded", "respelt")


def _piece(row: Mapping[str, Any]) -> Piece:
    return Piece(
        name=row["name"],
        genre=row["genre"],
        language=row["language"],
        date=row.get("date"),
        title=row["title"],
        text=row["text"].strip(),
        more=row["more"].strip(),
        base=row["base"],
        swaps=tuple(_swap(each, row.get("date")) for each in row["swaps"]),
        edits={kind: (row[kind][0], row[kind][1]) for kind in _EDITS if kind in row},
    )


def _swap(row: Mapping[str, Any], date: str | None) -> Swap:
    right = row["occasion"]
    values = {key: value for key, value in row.items() if key not in {"what", "occasion", "date"}}
    return Swap(row["what"], (right,) if isinstance(right, str) else tuple(right), values, row.get("date", date))


def plain(piece: Piece) -> Doc:
    """Return the piece as it stands, of its own subject."""
    return Doc(
        _id(piece, 0), piece.title.format(**piece.base), _fill(piece, piece.base, ()), piece.date, piece.language
    )


def swapped(piece: Piece, number: int) -> Doc:
    """Return the piece about the subject of a swap (1, 2, ...), lightly paraphrased."""
    swap = piece.swaps[number - 1]
    values = {**piece.base, **swap.values}
    name = _id(piece, number)
    marks = len(_MARK.findall(piece.text))
    dice = random.Random(name)  # noqa: S311  a choice of words, no secret
    used = dice.sample(range(marks), k=min(marks, dice.randint(1, MOST_EDITS)))
    return Doc(name, piece.title.format(**values), _fill(piece, values, used), swap.date, piece.language)


def _id(piece: Piece, number: int) -> str:
    return f"{piece.name}/{number}"


def _fill(piece: Piece, values: Mapping[str, str], used: Iterable[int]) -> str:
    """Return the text with its slots filled, and the marks of the numbers in `used` turned."""
    turned, numbers = set(used), iter(range(sys.maxsize))
    joint = "" if piece.language in SPACELESS else " "

    def choose(mark: re.Match[str]) -> str:
        word, other, clause, first, second = mark.groups()
        is_turned = next(numbers) in turned
        if word is not None:
            return str(other if is_turned else word)
        if clause is not None:
            return "" if is_turned else str(clause)
        return f"{second}{joint}{first}" if is_turned else f"{first}{joint}{second}"

    text = _MARK.sub(choose, piece.text).format(**values)
    return _BEFORE_STOP.sub("", _SPACES.sub(" ", text))


def lookalikes(pieces: Iterable[Piece], count: int = LOOKALIKES) -> list[Labelled]:
    """Return look-alikes: every swap against the piece itself, then swaps against each other, piece by piece."""
    held = list(pieces)
    pairs = [_lookalike(piece, 0, number) for piece in held for number in range(1, len(piece.swaps) + 1)]
    rest = [list(combinations(range(1, len(piece.swaps) + 1), 2)) for piece in held]
    for turn in range(max(map(len, rest), default=0)):
        pairs += [_lookalike(piece, *row[turn]) for piece, row in zip(held, rest, strict=True) if turn < len(row)]
    return pairs[:count]


def _lookalike(piece: Piece, a: int, b: int) -> Labelled:
    swaps = [piece.swaps[number - 1] for number in (a, b) if number]
    occasions = tuple(sorted({right for swap in swaps for right in swap.occasions}))
    what = " / ".join(dict.fromkeys(swap.what for swap in swaps))
    return Labelled(_id(piece, a), _id(piece, b), 0, "swap", what, piece.language, (), occasions)


def docs_of(pieces: Iterable[Piece]) -> Iterator[Doc]:
    """Yield each piece and its swaps."""
    for piece in pieces:
        yield plain(piece)
        for number in range(1, len(piece.swaps) + 1):
            yield swapped(piece, number)


def record_of(doc: Doc) -> dict[str, str]:
    """Return the record as it is ingested; a date that is not known is left out."""
    record = {"id": doc.id, "title": doc.title, "text": doc.text, "language": doc.language}
    return record | ({"date": doc.date} if doc.date else {})


def make_ladder(ladder: str = NAME) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Return the records and the labelled pairs, look-alikes first."""
    from swap_ladder_copies import copies  # noqa: PLC0415  that module is made of this one's parts

    pieces = read_pieces(ladder)
    copied, pairs = copies(pieces)
    docs = [record_of(doc) for doc in (*docs_of(pieces), *copied)]
    return docs, [asdict(pair) for pair in (*lookalikes(pieces), *pairs)]


def main() -> int:
    """Write the ladder into a folder."""
    if len(sys.argv) != 2:  # noqa: PLR2004  the program and a folder
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for part, rows in zip(("docs", "pairs"), make_ladder(), strict=True):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (out / f"own_swaps.{part}.jsonl").write_text("".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
