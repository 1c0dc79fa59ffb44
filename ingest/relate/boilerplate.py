"""Tell an agency's credit and rights from the account itself: what many articles carry says nothing of two of them.

Rule: pure; sees one paragraph. A paragraph that tells what an agency was told is no credit.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.extract.words.agencies import known_agency
from ingest.normalise.text import fold

LONGEST = 45
"""Words of the longest credit; what is longer is an account."""
_BARE = 6
"""Words of a line that is hardly more than an agency's name."""
_LONGEST_NAME = 4
"""Words of an agency's name that are looked up together."""

_RIGHTS_WORDS = (
    "copyright", "all rights reserved", "may not be published", "may not be reproduced", "may not be republished",
    "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados",
    "tutti i diritti riservati", "все права защищены", "усі права захищені", "bütün hüquqlar qorunur",
    "tüm hakları saklıdır", "барлық құқықтар қорғалған", "ყველა უფლება დაცულია", "բոլոր իրավունքները պաշտպանված են",
    "版权所有", "版權所有", "無断転載", "جميع الحقوق محفوظة", "کلیه حقوق محفوظ", "כל הזכויות שמורות",
)  # fmt: skip
_CREDIT_WORDS = (
    "reporting by", "additional reporting by", "reporting from", "editing by", "edited by", "writing by", "compiled by",
    "contributed reporting", "source", "sources", "credit", "courtesy of", "via", "with reporting by",
    "with files from", "first published", "originally published", "first appeared", "originally appeared",
    "republished", "reprinted",
    "quelle", "quellen", "mit material", "avec", "fuente", "con información de", "fonte", "kaynak", "mənbə",
    "источник", "источники", "по материалам", "по сообщению", "джерело", "дереккөз", "წყარო", "աղբյուր",
    "المصدر", "منبع", "מקור", "来源", "來源", "出典",
)  # fmt: skip
_SIGNED_OFF = ("contributed to this report", "contributed to this story", "contributed reporting")


_APART, _ENDED = r"(?<![^\W\d_])", r"(?![^\W\d_])"


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, folded; letters of another word stand on neither side."""
    found = sorted({fold(each) for each in words}, key=len, reverse=True)
    return "|".join(f"{_APART}{re.escape(each)}{'' if _is_unspaced(each) else _ENDED}" for each in found)


def _is_unspaced(word: str) -> bool:
    return ord(word[0]) >= _FIRST_UNSPACED


_FIRST_UNSPACED = 0x3040
_RIGHTS_SIGNS = (*map(fold, _RIGHTS_WORDS), "©", "℗", "®", "(c)")
_CREDIT_SIGNS = tuple(map(fold, _CREDIT_WORDS))
"""One of them stands wherever the pattern beside it can match: looking for them first takes a hundredth of the time."""
_RIGHTS = re.compile(rf"[©℗®]|\(c\) *(?:19|20)\d\d|{_any_of(_RIGHTS_WORDS)}")
_CREDITS = re.compile(_any_of(_CREDIT_WORDS))
_SIGNED = re.compile(_any_of(_SIGNED_OFF))
_WORD = re.compile(r"[^\W_]+(?:[.\-&'’][^\W_]+)*")
_INSIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")


def is_credit(paragraph: str) -> bool:
    """Tell whether a paragraph credits an agency or keeps somebody's rights, and does little else.

    >>> is_credit("(Reporting by Ana Lind; Editing by Jo Marek, Reuters)"), is_credit("The mayor told Reuters so.")
    (True, False)
    """
    words = _WORD.findall(paragraph)
    if not words or len(words) > LONGEST:
        return False
    folded = fold(paragraph)
    if _holds_any(folded, _RIGHTS_SIGNS) and _RIGHTS.search(folded):
        return True
    if _SIGNED.search(folded):
        return any(True for _ in named_agencies(paragraph))
    opened = _first_credit(folded)
    if opened and (_INSIDE.fullmatch(paragraph.strip()) or opened.start() <= 2):  # noqa: PLR2004  a dash or a bracket
        return any(True for _ in named_agencies(paragraph)) or _is_desk_credit(folded)
    return len(words) <= _BARE and not _is_sentence(paragraph) and any(True for _ in named_agencies(paragraph))


def _holds_any(folded: str, signs: Iterable[str]) -> bool:
    return any(sign in folded for sign in signs)


def _first_credit(folded: str) -> re.Match[str] | None:
    return _CREDITS.search(folded) if _holds_any(folded, _CREDIT_SIGNS) else None


def named_agencies(paragraph: str) -> Iterator[str]:
    """Yield the known agencies that a paragraph names, by their usual names."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(paragraph)]
    at = 0
    while at < len(words):
        ends = range(min(at + _LONGEST_NAME, len(words)), at, -1)
        named = ((_agency(paragraph[words[at][0] : words[end - 1][1]]), end) for end in ends)
        agency, after = next(((name, end) for name, end in named if name), (None, at + 1))
        if agency:
            yield agency
        at = after


def source_lines(text: str) -> tuple[str, ...]:
    r"""Return the lines of a text that say where it comes from, without the agency's own rights.

    >>> source_lines("It rained.\n\nSource: Harbour Gazette")
    ('Source: Harbour Gazette',)
    """
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line for line in lines if 0 < len(_WORD.findall(line)) <= LONGEST and _opens_credit(line))


def _opens_credit(line: str) -> bool:
    opened = _first_credit(fold(line))
    return opened is not None and (opened.start() <= 2 or _says_of_itself(fold(line)))  # noqa: PLR2004  as above


def _says_of_itself(folded: str) -> bool:
    """Tell whether a line is about its own article: `This article was first published by ...`."""
    return bool(re.match(r"\W*(?:this|the) (?:article|story|report|piece|text|post)\b", folded))


def _is_desk_credit(folded: str) -> bool:
    """Tell whether a line signs as agencies do, whether or not it names one: `Reporting by ...; Editing by ...`."""
    return bool(re.search(r"\breporting by\b.*\b(?:edit|writ)ing by\b", folded))


def _is_sentence(paragraph: str) -> bool:
    return paragraph.rstrip().endswith((".", "!", "?", "…", ":")) and not paragraph.rstrip().isupper()


@lru_cache(maxsize=1 << 14)
def _agency(words: str) -> str | None:
    return known_agency(words)
