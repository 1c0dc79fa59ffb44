"""Names of files, on a disk or in a container: how they are stored and shown, and which lead out of where they lie.

Rule: pure.
"""

import re
from urllib.parse import quote

_UNDECODED = re.compile("[\ud800-\udfff]")
_HARMFUL = re.compile('[\x00-\x1f\x7f-\x9f<>"\u200e\u200f\u2028-\u202e\u2066-\u2069]')
"""Characters that end a line, move the cursor, turn the reading direction or open a tag."""
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 1000


def locator_of(path: str) -> str:
    r"""Return `path` as it is stored: UTF-8; names that do harm when they are shown as `%XX`.

    >>> locator_of("a\nb.html")
    'a%0Ab.html'
    """
    return "/".join(_shown(name) for name in path.split("/"))


def member_name(written: bytes) -> str:
    r"""Return a member's name as it is stored: bytes that are no UTF-8 as `%XX`, nothing that does harm.

    >>> member_name(b"./caf\xe9.html")
    'caf%E9.html'
    """
    return locator_of(written[:_LONGEST].decode("utf-8", "surrogateescape").removeprefix("./"))


def leads_out(written: bytes) -> bool:
    r"""Say whether a member's name would lead out of the folder that its container is unpacked to, on any system.

    >>> leads_out(b"../a.html"), leads_out(b"/a.html"), leads_out(b"C:\\a.html"), leads_out(b"a/..b.html")
    (True, True, True, False)
    """
    name = written.decode("latin-1").replace("\\", "/")
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/") or "\0" in name


def hidden_part(name: str) -> str | None:
    """Return the hidden file or folder that `name` is or lies in; None where it lies open.

    >>> hidden_part("a/.git/config"), hidden_part("__MACOSX/a.html"), hidden_part("a/b.html")
    ('a/.git', '__MACOSX', None)
    """
    parts = name.split("/")
    for depth, part in enumerate(parts, 1):
        if (part.startswith(".") and part != ".") or part == "__MACOSX":
            return "/".join(parts[:depth])
    return None


def _shown(name: str) -> str:
    """Return one name of a path; bytes that are no UTF-8 stand in it as lone surrogates."""
    if _HARMFUL.search(name):
        return quote(name.encode("utf-8", "surrogateescape"), safe="")
    return _UNDECODED.sub(lambda found: quote(found[0].encode("utf-8", "surrogateescape")), name)
