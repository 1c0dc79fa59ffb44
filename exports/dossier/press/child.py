"""What a process that sets pages does: a job in, sheets out.

Rule: runs in processes of a crew; knows the engine.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Self

from exports.dossier.press.engine import Engine, quiet
from exports.dossier.press.sheets import pack

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
    from exports.dossier.press.harvest import sheets_of  # noqa: PLC0415  WeasyPrint comes with it

    quiet()
    engine = Engine(css)

    def set_part(body: bytes) -> bytes:
        order = Order.unpack(body)
        engine.denied.clear()
        document = engine.lay_out(order.html, pdf_tags=order.tags)
        return pack(sheets_of(document, tuple(engine.denied), language=order.language, tags=order.tags))

    return set_part
