"""The true copies of the ladder: what desks and web sites do to a text that stays the same account.

Rule: pure; the same pieces give the same copies.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from swap_ladder import HERE, Doc, Labelled, Piece, plain

EACH = 12
"""Copies of a kind; fewer where fewer pieces have the words for it."""

_CREDITS: Mapping[str, list[str]] = tomllib.loads((HERE / "swap_ladder.toml").read_text("utf-8"))["credits"]
"""By language: a dateline, a credit line, a line of boilerplate; every agency is made up."""

_NEAR, _WHOLE = ("near",), ("near", "same", "contains", "part_of")
_SAME, _ALSO_CORRECTION = ("same",), ("same", "correction")
_LATER = ("same", "update")


def _replaced(kind: str) -> Callable[[Piece, Doc], str | None]:
    """Return an edit by the piece's own words; None where it has none."""

    def edit(piece: Piece, doc: Doc) -> str | None:
        if kind not in piece.edits:
            return None
        here, there = piece.edits[kind]
        if here not in doc.text:
            raise ValueError(f"{piece.name}: {kind}: the text has no {here!r}")
        return doc.text.replace(here, there)

    return edit


def _credit(piece: Piece, number: int) -> str:
    place = piece.base.get("town") or piece.base.get("town_in") or "Karrow"
    day = f"{int(piece.date[8:])}.{int(piece.date[5:7])}" if piece.date else "4.5"
    return _CREDITS[piece.language][number].format(place=place, day=day)


def _paragraphs(doc: Doc) -> list[str]:
    return doc.text.split("\n\n")


def _cut(_: Piece, doc: Doc) -> str:
    """Keep the first half, as a short desk does."""
    whole = _paragraphs(doc)
    return "\n\n".join(whole[: max(2, (len(whole) + 1) // 2)])


def _reordered(_: Piece, doc: Doc) -> str:
    """Let the two paragraphs after the first change places."""
    first, second, third, *rest = _paragraphs(doc)
    return "\n\n".join((first, third, second, *rest))


_KINDS: Mapping[str, tuple[Callable[[Piece, Doc], str | None], tuple[str, ...], tuple[str, ...]]] = {
    "spelling": (_replaced("spelling"), _NEAR, _ALSO_CORRECTION),
    "corrected": (_replaced("corrected"), _NEAR, ("correction",)),
    "respelt": (_replaced("respelt"), ("near", "same"), _ALSO_CORRECTION),
    "rounded": (_replaced("rounded"), _NEAR, _SAME),
    "dateline": (lambda piece, doc: _credit(piece, 0) + doc.text, _WHOLE, _SAME),
    "credit": (lambda piece, doc: f"{doc.text}\n\n{_credit(piece, 1)}", _WHOLE, _SAME),
    "boilerplate": (lambda piece, doc: f"{doc.text}\n\n{_credit(piece, 2)}", _WHOLE, _SAME),
    "cut": (_cut, ("contains", "part_of"), _LATER),
    "extended": (lambda piece, doc: f"{doc.text}\n\n{piece.more}", ("contains", "part_of", "near"), _LATER),
    "reordered": (_reordered, ("near", "same"), _SAME),
}
"""By kind: the edit, what is right on the wording axis, and on the occasion axis."""


def copies(pieces: Iterable[Piece], each: int = EACH) -> tuple[list[Doc], list[Labelled]]:
    """Return the copies and the pairs that they make with the pieces as they stand."""
    held = list(pieces)
    docs: list[Doc] = []
    pairs: list[Labelled] = []
    for turn, kind in enumerate(_KINDS):
        made = [copy for copy in (_copy(piece, kind) for piece in _from(held, 3 * turn)) if copy is not None][:each]
        docs += [doc for doc, _ in made]
        pairs += [pair for _, pair in made]
    return docs, pairs


def _from(pieces: list[Piece], start: int) -> list[Piece]:
    """Return the pieces, every other one first, from another one on for each kind of copy."""
    turned = pieces[start % len(pieces) :] + pieces[: start % len(pieces)]
    return turned[::2] + turned[1::2]


def _copy(piece: Piece, kind: str) -> tuple[Doc, Labelled] | None:
    edit, texts, occasions = _KINDS[kind]
    source = plain(piece)
    text = edit(piece, source)
    if text is None:
        return None
    later = kind in {"corrected", "cut", "extended"} and source.date
    day = (date.fromisoformat(source.date) + timedelta(days=1)).isoformat() if later and source.date else source.date
    doc = replace(source, id=f"{piece.name}/{kind}", text=text, date=day)
    return doc, Labelled(source.id, doc.id, 1, kind, kind, piece.language, texts, occasions)
