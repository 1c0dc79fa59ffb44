"""Markup that has no business in a fact: tags that a page's title, author or tag brought along.

Rule: pure. The words of the page stay as they are in the fact's `raw`.
"""

import re

_HIDDEN = re.compile(r"<(script|style|noscript|template)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.IGNORECASE | re.DOTALL)
_OPEN_TAG = re.compile(r"</?[a-z][\w:-]*\s[^<>]*=[^<>]*\Z", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def without_markup(words: str) -> str:
    """Return a fact's words without tags, white space folded where some were taken out.

    >>> without_markup("The <i>Talvin Star</i> sinks: 3 < 4")
    'The Talvin Star sinks: 3 < 4'
    """
    if "<" not in words and "]]>" not in words:
        return words
    bare = _OPEN_TAG.sub("", _TAG.sub(" ", _HIDDEN.sub(" ", words)))
    return _SPACE.sub(" ", bare).strip()
