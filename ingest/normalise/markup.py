"""Markup that has no business in a fact: tags that a page's title, author or tag brought along.

Rule: pure. The words of the page stay as they are in the fact's `raw`.
"""

import re

_NAMES = (
    "a|abbr|b|bdi|bdo|big|blockquote|body|br|button|center|cite|code|div|em|embed|font|footer|form|h[1-6]|head|header|hr|"
    "html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|math|meta|nav|noscript|object|ol|option|p|pre|q|s|samp|script|"
    "section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|textarea|th|title|tr|tt|u|ul|video"
)
_HIDDEN = re.compile(r"<(script|style|noscript|template)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rf"</?(?:{_NAMES})\s*/?>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
"""Bare tags, in small letters: wire copy writes share symbols as `<IBM>`, and there is one called `<A>`."""
_TAG_WITH_ATTRIBUTES = re.compile(r"<[a-z][\w:-]*[\s/][^<>]*=[^<>]*(?:>|\Z)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def without_markup(words: str) -> str:
    """Return a fact's words without tags, white space folded where some were taken out.

    >>> without_markup("The <i>Talvin Star</i> sinks: 3 < 4")
    'The Talvin Star sinks: 3 < 4'
    """
    if "<" not in words and "]]>" not in words:
        return words
    bare = _TAG_WITH_ATTRIBUTES.sub(" ", _TAG.sub(" ", _HIDDEN.sub(" ", words)))
    return words if bare == words else _SPACE.sub(" ", bare).strip()
