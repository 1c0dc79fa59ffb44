"""The only things a dossier may load: the fonts of this package, by name. Everything else is refused.

Rule: no network, no paths from outside; knows no WeasyPrint (`press.engine` wraps this in its fetcher).
"""

import hashlib
from functools import cache
from importlib.resources import files

SCHEME = "font:"
MIME = "font/ttf"


class DeniedURL(ValueError):
    """Something other than a font of this package was asked for."""

    def __init__(self, url: str) -> None:
        """Keep what was asked for."""
        self.url = url
        super().__init__(f"a dossier loads its own fonts and nothing else: {url[:80]!r} is refused")


@cache
def font_names() -> frozenset[str]:
    """Return the names that `font:` URLs may have."""
    folder = files("exports.dossier").joinpath("fonts")
    return frozenset(item.name.removesuffix(".ttf") for item in folder.iterdir() if item.name.endswith(".ttf"))


def font_bytes(url: str) -> bytes:
    """Return the font that a `font:Name` URL names.

    Raises: DeniedURL for every other URL.
    """
    name = url.removeprefix(SCHEME)
    if not url.startswith(SCHEME) or name not in font_names():
        raise DeniedURL(url)
    return files("exports.dossier").joinpath("fonts", f"{name}.ttf").read_bytes()


@cache
def own_programs() -> dict[str, str]:
    """Return the names of this package's fonts by the SHA-256 of their bytes."""
    return {hashlib.sha256(font_bytes(f"{SCHEME}{name}")).hexdigest(): name for name in sorted(font_names())}
