"""What a dossier may load while it is set: its own fonts."""

import re

import pytest

from exports.dossier.fetch import DeniedURL, font_bytes, font_names
from exports.dossier.workshop import style_sheet


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.ttf",
        "file:///etc/passwd",
        "data:font/ttf;base64,AAAA",
        "font:../dossier.css",
        "font:NotoSerif-Regular/../../fetch.py",
        "font:",
        "FONT:NotoSerif-Regular",
        "NotoSerif-Regular",
        "",
    ],
)
def test_everything_but_a_named_font_is_refused(url: str) -> None:
    """The fetcher knows the fonts of the package by name and nothing else."""
    with pytest.raises(DeniedURL, match="loads its own fonts and nothing else"):
        font_bytes(url)


def test_style_sheet_asks_for_fonts_that_are_there() -> None:
    """Every address in the style sheet is a font of the package, and every font of the package is used."""
    asked = re.findall(r"url\(([^)]+)\)", style_sheet())
    assert sorted(asked) == sorted(f"font:{name}" for name in font_names())
    assert all(font_bytes(url)[:4] == b"\x00\x01\x00\x00" for url in asked)
