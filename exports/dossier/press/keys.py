"""Under which name set pages are kept: a hash of all that they depend on.

That is the text with its markup, the style, the fonts, and the versions of what sets them.

Rule: reads versions and the bytes of fonts; sets nothing, imports no WeasyPrint.
"""

import ctypes
import hashlib
import json
from functools import cache
from importlib.metadata import version

from exports.dossier.fetch import own_programs
from exports.dossier.press.child import Order
from exports.dossier.press.sheets import FORM

_SETTERS = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "pyphen", "fonttools")
"""Packages whose version changes what pages look like, or how they are written."""

_LIBRARIES = {
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib", "pango-1.0"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz-0", "libharfbuzz.0.dylib", "harfbuzz"),
}


def key_of(order: Order, css: str) -> str:
    """Return the name under which a part is kept, in hexadecimal digits."""
    together = hashlib.sha256(_setting(css).encode())
    together.update(order.pack())
    return together.hexdigest()


def seed_key_of(seed: str, css: str, *, tags: bool) -> str:
    """Return the name under which it is kept what a part was made to, by what it is made from."""
    return hashlib.sha256(f"{_setting(css)}\n{tags}\n{seed}".encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions of what sets pages; `unknown` for a library that cannot be asked."""
    found = {name: version(name) for name in _SETTERS}
    return found | {call.partition("_")[0]: _ask(call, names) for call, names in _LIBRARIES.items()}


@cache
def _setting(css: str) -> str:
    return json.dumps({"form": FORM, "css": css, "versions": versions(), "fonts": sorted(own_programs())})


def _ask(call: str, names: tuple[str, ...]) -> str:
    for name in names:
        try:
            function = getattr(ctypes.CDLL(name), call)
        except (OSError, AttributeError):
            continue
        function.restype = ctypes.c_char_p
        return str(function().decode())
    return "unknown"
