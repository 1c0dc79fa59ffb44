"""Page numbers: what the pages are called, and the folios at their outer edges.

A folio is stamped when all pages are together, as an artifact: no part depends on how long another is.

Rule: pure; numbers in, content of a PDF page out.

>>> labels(front=3, body=2)
['i', 'ii', 'iii', '1', '2']
"""

from exports.dossier.press.sheets import Face

SIZE = 8.0
"""Of the figures, in points."""

LETTERS = "0123456789ivxlcdm"
"""What folios are made of."""

_EDGE, _BASE = 68.03, 45.3
"""Distance from the edges of the sheet, in points: 24 mm at the side, as the text; 16 mm to the foot of the figures."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def labels(*, front: int, body: int) -> list[str]:
    """Return what the pages are called: front matter in small Roman numbers, then the body from 1."""
    return [roman(number) for number in range(1, front + 1)] + [str(number) for number in range(1, body + 1)]


def roman(number: int) -> str:
    """Return a number from 1 in small Roman figures.

    >>> roman(4), roman(19), roman(1994)
    ('iv', 'xix', 'mcmxciv')
    """
    out = ""
    for value, figures in _ROMAN:
        times, number = divmod(number, value)
        out += figures * times
    return out


def folio(label: str, face: Face, *, width: float, is_right: bool) -> bytes:
    """Return what draws a page's number at the outer edge of a sheet `width` points wide."""
    glyphs = glyphs_of(face)
    row = [glyphs[letter] for letter in label]
    wide = sum(face.widths[glyph] for glyph in row) * SIZE / 1000
    left = width - _EDGE - wide if is_right else _EDGE
    codes = "".join(f"{glyph:04x}" for glyph in row)
    return (
        f"\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq 0 0 0 rg BT /{face.key} {SIZE:g} Tf "
        f"{left:.2f} {_BASE:.2f} Td <{codes}> Tj ET Q\nEMC\n"
    ).encode()


def glyphs_of(face: Face) -> dict[str, int]:
    """Return the glyphs of a face that stand for one letter of a folio each."""
    return {text: glyph for glyph, text in face.letters.items() if text in LETTERS}
