"""Links from one part of a dossier to another, as they stand in HTML.

Rule: standard library only.
"""

from urllib.parse import unquote

SCHEME = "dossier:"
"""Of links to an anchor of any part: `dossier:a-0012#words` with the words for a reader who cannot see."""


def read_link(address: str) -> tuple[str, str] | None:
    """Return the anchor that a link leads to and its words; None for a link that leads out of the dossier.

    >>> read_link("dossier:a-0012#Article%20A-0012"), read_link("https://press.example/")
    (('a-0012', 'Article A-0012'), None)
    """
    if not address.startswith(SCHEME):
        return None
    anchor, _, words = address.removeprefix(SCHEME).partition("#")
    return unquote(anchor), unquote(words) or unquote(anchor)
