"""What a process that sets pages does: a job in, sheets out.

A letter that no font on the machine has is set as its number, `[U+57FA]`: WeasyPrint would refer to a glyph that is
none, which PDF/A forbids (ISO 19005-3, 6.2.11.8), and its reader would see an empty box and not know which letter.

Rule: runs in processes of a crew; knows the engine.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Self

from exports.dossier.press.engine import Engine, quiet
from exports.dossier.press.sheets import Sheets, pack

WORK = "exports.dossier.press.child:setter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A part to be set."""

    html: str
    language: str
    """Of the text in its `article` elements; empty: not told."""
    tags: bool
    """Whether its structure is marked for screen readers."""

    def pack(self) -> bytes:
        """Return the order as bytes."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def unpack(cls, body: bytes) -> Self:
        """Return the order that `pack` packed."""
        return cls(**json.loads(body))


def setter(css: str) -> Callable[[bytes], bytes]:
    """Return the function that sets parts in a style."""
    from exports.dossier.press.harvest import letters_without_font, sheets_of  # noqa: PLC0415  brings WeasyPrint

    quiet()
    engine = Engine(css)

    def set_html(html: str, order: Order) -> tuple[Sheets, tuple[str, ...]]:
        engine.denied.clear()
        document = engine.lay_out(html, pdf_tags=order.tags)
        sheets = sheets_of(document, tuple(engine.denied), language=order.language, tags=order.tags)
        return sheets, letters_without_font(document)

    def set_part(body: bytes) -> bytes:
        order = Order.unpack(body)
        sheets, lacking = set_html(order.html, order)
        if lacking:
            again, _ = set_html(numbered(order.html, lacking), order)
            sheets = replace(again, is_ours=False)  # a machine with such a font sets it otherwise
        return pack(sheets)

    return set_part


def numbered(html: str, letters: Iterable[str]) -> str:
    """Return `html` with letters as their numbers in Unicode, in brackets."""
    return html.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in letters})
