"""What a block's words say about it: share bars, read-more lines, prompts, credits, the end of the article.

Rule: pure; the words are data (`words/phrases.toml`). Only short blocks are judged by their words.
"""

# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/phrases.toml").read_text("utf-8"))

SHORT = 160
"""Characters past which the first words of a block no longer condemn it."""
LONG_PROMPT = 320
"""As `SHORT`, for prompts and copyright lines, which run on."""

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_DOTTED = "\u0130"
"""The Turkish capital of i, which folds to two signs."""
_LETTER = re.compile(r"[^\W\d_]")
_WHOLE: dict[str, str] = {phrase: name for name, phrases in _TABLE["whole"].items() for phrase in phrases}
_ENDS = frozenset(_TABLE["end"]["end"])
_COMMENTS = frozenset(_TABLE["end"]["comments"])
_SLIPS = tuple(_TABLE["end"]["slips"])
_CREDITS = "|".join(re.escape(word) for word in _TABLE["close"]["credit"])
_CREDIT_CLOSE = re.compile(
    rf"\((?:[^()]{{0,60}}[^\w()])?(?:{_CREDITS})(?:[^\w()][^()]{{0,60}})?\)[^\w.。]*$|(?:©|\(c\)|Bildrechte:|Credits?:|Photograph:)[^.!?]{{2,80}}$",
    re.IGNORECASE,
)
"""A picture's credit at the end of a block; a sentence whose full stop stands behind the bracket is none."""
_CREDIT_LABELS = ("bildrechte:", "credit:", "credits:", "photograph:")
"""The labels in it, in lower case."""
CAPTION_LENGTH = 420

_ASKS = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(phrase) for phrase in _TABLE["ask"]["ask"])
    + "|(?:"
    + "|".join(re.escape(phrase) for phrase in _TABLE["ask"]["person"])
    + r")(?! of\b))(?!\w)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?<![\w.])\+?\d[\d ()/-]{5,}\d(?!\w)")
"""An e-mail address, or a telephone number."""
_QUOTES = frozenset("\"“„«‘'")

_SPEECH = "|".join(map(re.escape, _TABLE["speech"]["speech"]))
_TELLS = re.compile(rf"^\w+(?: \S+)*,[”\"»“]? (?:[^,.!?]+ )?(?:{_SPEECH})(?:[ ,][^.!?]*)?\.$", re.IGNORECASE)
"""A sentence of somebody's words and who said them."""

_LIMITS = {"newsletter": LONG_PROMPT, "copyright": LONG_PROMPT}


def _alternatives(phrases: list[str]) -> str:
    """Write phrases as alternatives, the longest first; each ends at a word's end where its script parts words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    ends = (r"(?!\w)" if phrase[-1].isalnum() and not _UNSPACED.match(phrase[-1]) else "" for phrase in longest_first)
    return "|".join(re.escape(phrase) + end for phrase, end in zip(longest_first, ends, strict=True))


def _by_start() -> dict[str, list[tuple[str, re.Pattern[str], bool]]]:
    """Sort the phrases of all rules by their first two characters, each as one pattern a rule, the weak ones last."""
    found: dict[str, dict[tuple[str, bool], list[str]]] = {}
    for is_weak, table in ((False, _TABLE["start"]), (True, _TABLE["weak"])):
        for name, phrases in table.items():
            for phrase in phrases:
                found.setdefault(phrase[:2].casefold(), {}).setdefault((name, is_weak), []).append(phrase)
    return {
        start: [
            (name, re.compile(_alternatives(phrases), re.IGNORECASE), is_weak)
            for (name, is_weak), phrases in rules.items()
        ]
        for start, rules in found.items()
    }


_STARTS = _by_start()
_CONFIRMS = {
    name: re.compile(
        "|".join(
            (r"(?<!\w)" if phrase[0].isalnum() and not _UNSPACED.match(phrase[0]) else "") + _alternatives([phrase])
            for phrase in sorted(phrases, key=len, reverse=True)
        )
        + (r"|(?<!\d)(?:19|20)\d\d(?!\d)" if name == "copyright" else ""),
        re.IGNORECASE,
    )
    for name, phrases in _TABLE["confirm"].items()
}
"""What bears out a weak opening; a year bears out a line on copyright."""
_PARTED = re.compile(r"\s*(?:[:：|»>–—]|-\s|\W*$)")
"""What parts an opening from what it announces, or the end of the block."""
_SENTENCE_END = re.compile(r"[.!?。！？؟।։…][\"”»“’')\]]*\s*$")
_FEW_WORDS = 6
_FEW_SIGNS = 12
"""As `_FEW_WORDS`, of a script that does not part words."""
_GOES_ON = 4
"""Spaces from which lower case after a colon up to a full stop is a sentence: `Watch: that is all they did.`"""
_LEAD = re.compile(r"[^\w©(\[@]*")
"""Signs before the first word."""
_END_HEADING = re.compile(r"^\W*(?:" + _alternatives(_TABLE["end"]["heading"]) + ")", re.IGNORECASE)
LONGEST_END = 80


def bare(text: str) -> str:
    """Return a short text without case and without signs and digits around it."""
    return _bare(text) if len(text) <= LONG_PROMPT else _bare.__wrapped__(text)


@lru_cache(maxsize=5_000)
def _bare(text: str) -> str:
    """Do so once for texts that pages share, which are short."""
    text = text.replace(_DOTTED, "i").casefold()
    first = _LETTER.search(text)
    if first is None:
        return ""
    end = len(text)
    while not (text[end - 1].isalpha() or _LETTER.match(text, end - 1)):
        end -= 1
    return text[first.start() : end]


def phrase_rule(text: str) -> str | None:
    """Return the furniture that a block's words make it, or None.

    >>> phrase_rule("Share this article:")
    'share-bar'
    """
    if len(text) > CAPTION_LENGTH:
        return None
    if len(text) <= SHORT and (rule := _WHOLE.get(bare(text))):
        return rule
    if rule := _start_rule(text):
        return rule
    return "credit" if _may_credit(text) and _CREDIT_CLOSE.search(text) else None


def _may_credit(text: str) -> bool:
    """Tell whether a block holds what every credit at the end of one has: most hold none of it, and need no search."""
    if "(" in text or "©" in text:
        return True
    return ":" in text and any(word in text.casefold() for word in _CREDIT_LABELS)


def _start_rule(text: str) -> str | None:
    """Return the rule whose phrase a block opens with, or None."""
    lead = None if text[:1].isalnum() else _LEAD.match(text)
    at = lead.end() if lead else 0
    for start in (text[at : at + 2].replace(_DOTTED, "i").casefold(), text[at : at + 1]):
        for name, pattern, is_weak in _STARTS.get(start, ()):
            if len(text) <= _LIMITS.get(name, SHORT) and (found := pattern.match(text, at)):
                if is_weak and not _is_borne_out(text, found.end(), name):
                    continue
                return None if name != "credit" and tells(text) else name
    return None


def _is_borne_out(text: str, end: int, name: str) -> bool:
    """Tell whether a block whose weak opening ends at `end` is furniture: by what follows, its length or its words."""
    is_sentence = bool(_SENTENCE_END.search(text))
    is_few = len(text) <= _FEW_SIGNS if _UNSPACED.search(text) else len(text.split()) <= _FEW_WORDS
    if is_few and not is_sentence:
        return True
    if text[end - 1] == ":" or _PARTED.match(text, end):
        following = text[end:].lstrip(" :：|»>–—-")
        goes_on = following[:1].islower() and following.count(" ") >= _GOES_ON
        if not is_sentence or not (goes_on or _UNSPACED.match(following)):
            return True
    return bool(_CONFIRMS[name].search(text, end))


def tells(text: str) -> bool:
    """Tell whether a line is a sentence that reports somebody's words, whatever words it opens with.

    >>> tells("Follow us, the soldiers shouted to the crowd.")
    True
    """
    return bool(_TELLS.match(text))


def asks_reader(text: str) -> bool:
    """Tell whether a line asks the reader to write to the newsroom or to call it, and gives the address or the number.

    >>> asks_reader("Were you there? Write to the newsroom: news@valleypost.example")
    True
    >>> asks_reader("Anyone who saw the lorry is asked to call the harbour police on 0555 10 20 30.")
    False
    """
    return text[:1] not in _QUOTES and bool(_CONTACT.search(text) and _ASKS.search(text))


def is_end_mark(text: str) -> bool:
    """Tell whether a line says that what follows is no longer the article."""
    return len(text) <= SHORT and bare(text).rstrip(" :") in _ENDS


def opens_comments(text: str) -> bool:
    """Tell whether a line says that readers write from here on, or asks them to report slips in the text above.

    >>> opens_comments("Комментарии (14)"), opens_comments("Comments by the minister drew fire")
    (True, False)
    """
    if len(text) > SHORT:
        return False
    words = bare(text)
    return words.rstrip(" :(") in _COMMENTS or any(slip in words for slip in _SLIPS)


def is_end_heading(text: str) -> bool:
    """Tell whether a heading opens what follows an article: other articles, prompts, the author's life.

    >>> is_end_heading("More from the harbour desk"), is_end_heading("More rain than ever")
    (True, False)
    """
    return len(text) <= LONGEST_END and bool(_END_HEADING.match(text))
