"""What of a page's words is made readable before it is shown: mojibake, direction, invisible signs, forms of letters.

Rule: pure. No word is changed: letters are written in their usual form, and what no reader sees goes. What a page said
to the byte stands in its received file, and beside each fact as its raw words. Letters in parts (`e` and an accent) and
composed ones are the same to Unicode (UAX #15): they stay as the page has them, and are brought together for search.
"""

import re
import unicodedata

from ingest.charset.mojibake import repair_line
from ingest.normalise.text import clean_text
from schemas.report import Warn

_TO_MEND = re.compile(
    "[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufbff\ufc00-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]"
)
_OVERRIDES = re.compile("[\u202d\u202e]")
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u2060\ufeff]|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")
"""Soft hyphens and joiners; the zero-width space stays where it parts words, in the scripts of South-East Asia.
The zero-width non-joiner and joiner stay: Persian and Indic words are read by them."""
_FORMS = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufbff\ufc00-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
"""Ligatures of Latin and Armenian, Arabic letters in the form that they have at one place of a word."""


def readable(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return `text` fit to be stored and read, and warnings for what was done to it.

    >>> readable("the \ufb01rst of\u00adfice")
    ('the first office', ())
    >>> readable("the \u202etxt.exe")
    ('the txt.exe', ('control_removed',))
    """
    text, warnings = clean_text(text)
    if text.isascii():
        return text, warnings
    repair = repair_line(text)
    if repair.is_repaired:
        warnings += (Warn.MOJIBAKE_REPAIRED.value,)
    if repair.is_suspect:
        warnings += (Warn.MOJIBAKE_SUSPECTED.value,)
    text = repair.text
    if not _TO_MEND.search(text):
        return text, warnings
    if _OVERRIDES.search(text) and Warn.CONTROL_REMOVED.value not in warnings:
        warnings += (Warn.CONTROL_REMOVED.value,)
    text = _UNSEEN.sub("", _in_one_direction(text))
    return _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text), warnings


def _in_one_direction(text: str) -> str:
    """Return a text without directional overrides, and without embeddings and isolates that do not close."""
    text = _OVERRIDES.sub("", text)
    if text.count("\u202a") + text.count("\u202b") != text.count("\u202c"):
        text = _EMBEDDINGS.sub("", text)
    if sum(map(text.count, "\u2066\u2067\u2068")) != text.count("\u2069"):
        text = _ISOLATES.sub("", text)
    return text
