"""Which letters the bundled fonts have: a letter without one is said, never silently a box.

Rule: reads one data file of the package; no fonts are opened.
"""

from bisect import bisect_right
from functools import cache
from importlib.resources import files

from exports.phrases import counted

RANGES = "coverage.txt"
"""In `fonts/`: a line `0020-007E` for each run of characters that some bundled font has."""

SHOWN = 12


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    lines = files("exports.dossier").joinpath("fonts", RANGES).read_text("ascii").split()
    pairs = [line.split("-") for line in lines if not line.startswith("#")]
    return tuple(int(first, 16) for first, _ in pairs), tuple(int(last, 16) for _, last in pairs)


def is_covered(letter: str) -> bool:
    """Whether a bundled font has the letter; white space and format characters need none."""
    firsts, lasts = _ranges()
    index = bisect_right(firsts, ord(letter)) - 1
    return (index >= 0 and ord(letter) <= lasts[index]) or letter.isspace() or ord(letter) in _INVISIBLE


_INVISIBLE = frozenset(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xAD, 0xFEFF, *range(0xFE00, 0xFE10))
)


def uncovered_note(text: str) -> tuple[str, ...]:
    """Return a note on the letters of `text` that no bundled font has, or nothing."""
    missing = sorted({letter for letter in set(text) if not is_covered(letter) and letter.isprintable()})
    if not missing:
        return ()
    names = ", ".join(f"U+{ord(letter):04X}" for letter in missing[:SHOWN]) + (", …" if len(missing) > SHOWN else "")
    where = "they are set in a font of the machine that printed this, or as these numbers; the archive has them"
    return (f"{counted(len(missing), 'character')} not in the bundled fonts ({names}): {where}",)
