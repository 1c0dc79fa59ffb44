"""Lines of one paragraph put together: with a space, or without one where the script has none between words.

Rule: pure.
"""

import re
from itertools import pairwise

HARD_WRAPPED = 12
"""Characters from which a line of Chinese or Japanese was broken for its width, not since something ends there."""

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003fffd"
_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r]*\n[ \t\r]*(?=[{_WIDE}])")
_STARTS = re.compile(rf"[{_WIDE}]")
_CLOSED = re.compile("[\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u300d\u300f\uff09\u300b]\\Z")
_SINCE_WIDE = re.compile("[\u3000-\U0010ffff]")
"""What no text without a wide letter holds."""


def without_breaks(text: str) -> str:
    r"""Return a text with a space for each line break of the page's source, none inside Chinese and Japanese.

    >>> without_breaks("a fire\nin Orbek")
    'a fire in Orbek'
    >>> without_breaks("\u6c34\u707d\n\u5730\u5340")
    '\u6c34\u707d\u5730\u5340'
    """
    if not text.isascii() and _SINCE_WIDE.search(text):
        text = _BREAK.sub("", text)
    return text.replace("\n", " ")


def join_lines(lines: tuple[str, ...]) -> str:
    """Return the lines that a page breaks itself as one text, without a space inside a sentence that has none.

    >>> join_lines(("a fire", "in Orbek"))
    'a fire in Orbek'
    """
    if len(lines) == 1:
        return lines[0]
    joined = " ".join(lines)
    if joined.isascii() or not _SINCE_WIDE.search(joined):
        return joined
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        is_wide = _STARTS.match(line) is not None and _STARTS.match(before[-1:]) is not None
        is_one = is_wide and (len(before) >= HARD_WRAPPED or _CLOSED.search(before) is not None)
        pieces.append(line if is_one else f" {line}")
    return "".join(pieces)
