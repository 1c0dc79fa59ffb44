"""Tell pages on which something stands in place of the article: a check for robots, a dialog, a login, an offer.

Rule: pure; the words are data (`words/walls.toml`). Only a page of little text is looked at: a report about such things
is an article.
"""

# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from ingest.extract.html.phrases import bare
from ingest.extract.html.walk import Leaf, Walk
from schemas.report import Reason

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/walls.toml").read_text("utf-8"))

LITTLE_TEXT = 700
"""Characters of text above which a page is no mere check or login, whatever it is called."""
LONGEST_NOTE = 200
"""Characters of the longest block of a page that can be one by its title alone."""
LITTLE_PAGE = 3_000
"""Characters of all that a page shows, furniture too, above which its words are not searched for such a check."""
DIALOG = 12_000
"""Characters of text above which it is no mere consent dialog."""
DATED_DIALOG = 2_500
"""The same on a page that is dated."""
CONSENT_WORDS = 3
"""Different phrases of a consent dialog that a page has to hold."""
CONSENT_SHARE = 0.5
"""Share of the text that stands in blocks with such phrases, or that are as short as buttons."""
BUTTON = 60
LONGEST_OFFER = 320
"""Characters of a block up to which it can be the line that offers a subscription."""
OFFERS_AFTER = 12
"""Blocks after the text among which the offer stands."""
LONGEST_ASKING = 320
"""Characters of a block up to which it can be the line by which a check or a login speaks to the visitor."""
BESIDES = 0.5
"""Share of the text that other blocks may hold at most, where a line makes a page a check or a login."""
SENTENCE = 40
"""Characters of text beside the offer from which there is an article to read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a page is no article."""

    reason: Reason
    detail: str


def _folded(text: str) -> str:
    """Return a text for comparison: one case, one apostrophe."""
    return text.casefold().replace("\u2019", "'")


def _titles(name: str) -> frozenset[str]:
    return frozenset(_TABLE[name]["titles"]) | frozenset(bare(title) for title in _TABLE[name]["titles"] if bare(title))


_TITLES = {
    Reason.CHALLENGE: _titles("challenge"),
    Reason.CONSENT_WALL: _titles("consent"),
    Reason.LOGIN_WALL: _titles("login"),
}
_CHALLENGE, _CONSENT, _LOGIN, _OFFER = (
    tuple(_folded(phrase) for phrase in _TABLE[name]["phrases"])
    for name in ("challenge", "consent", "login", "paywall")
)
_SPEAKS, _MATTERS = (tuple(map(_folded, _TABLE["consent"][name])) for name in ("speaks", "matters"))
_GATES = tuple(_TABLE["challenge"]["gates"])
_LOGIN_SEGMENTS = frozenset(_TABLE["login"]["segments"])
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _words(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of some words, as words of their own where their script parts words."""
    return re.compile("|".join(re.escape(w) if _UNSPACED.search(w) else rf"\b{re.escape(w)}\b" for w in set(words)))


_SPEECH = _words(_TABLE["speech"]["verbs"])
_OTHERS = _words(_TABLE["paywall"]["others"])
_SENTENCES = re.compile(r"[.!?:;。！？\n]\s*")
_OPENING = frozenset("\"“„«»‘'「『")
_SAYS = {
    Reason.CHALLENGE: "A check for robots stands in place of the page",
    Reason.CONSENT_WALL: "A dialog that asks for consent stands in place of the page",
    Reason.LOGIN_WALL: "The page asks for a login and shows nothing without it",
}


def wall_of(walk: Walk, kept: Sequence[Leaf], titles: Sequence[str], url: str | None) -> Verdict | None:
    """Return what stands in place of the article, or None.

    `titles` are what the page and its headings are called; none where the page is dated, as no check or login is.
    """
    size = sum(leaf.size for leaf in kept)
    if size > (DIALOG if titles else DATED_DIALOG):
        return None
    is_little = size < LITTLE_TEXT and bool(titles)
    if is_little:
        if max((leaf.size for leaf in kept), default=0) < LONGEST_NOTE and (verdict := _called_wall(titles)):
            return verdict
        if verdict := _small_wall(walk, kept, url):
            return verdict
    return _consent(kept) or (_short_dialog(kept) if is_little else None) or _offer_alone(walk, kept)


def _called_wall(titles: Sequence[str]) -> Verdict | None:
    """Read a page by what it is called."""
    for title in titles:
        words = " ".join(title.split())
        for reason, names in _TITLES.items():
            if words and (words.casefold() in names or bare(words) in names):
                return Verdict(reason, f"{_SAYS[reason]}; it calls itself “{words}”.")
    return None


def _small_wall(walk: Walk, kept: Sequence[Leaf], url: str | None) -> Verdict | None:
    """Read a page of little text by its words."""
    if sum(leaf.size for leaf in walk.leaves) > LITTLE_PAGE:
        return None
    texts = [_folded(leaf.text) if leaf.size <= LONGEST_ASKING else "" for leaf in walk.leaves]
    for reason, phrases in ((Reason.CHALLENGE, _CHALLENGE), (Reason.LOGIN_WALL, _LOGIN)):
        found = [(text, phrase) for text in texts for phrase in phrases if phrase in text and not _is_told(text)]
        if found and _besides(kept, {text for text, _ in found}) <= BESIDES:
            return Verdict(reason, f"{_SAYS[reason]}: “{found[0][1]}”.")
    if _LOGIN_SEGMENTS & set(segments_of(url)) and _asks_password(walk):
        return Verdict(Reason.LOGIN_WALL, f"{_SAYS[Reason.LOGIN_WALL]}: a form for a password at a login's address.")
    return None


def _short_dialog(kept: Sequence[Leaf]) -> Verdict | None:
    """Read a page that shows hardly more than one line, in which the site itself asks the visitor for consent."""
    texts = [_folded(leaf.text) for leaf in kept if leaf.size <= LONGEST_ASKING]
    found = [(text, phrase) for text in texts for phrase in _SPEAKS if phrase in text]
    asking = {text for text, _ in found if any(matter in text for matter in _MATTERS) and not _is_told(text)}
    if not asking or _besides(kept, asking) > BESIDES:
        return None
    phrase = next(phrase for text, phrase in found if text in asking)
    return Verdict(Reason.CONSENT_WALL, f"{_SAYS[Reason.CONSENT_WALL]}: “{phrase}”.")


def _is_told(text: str) -> bool:
    """Tell whether a folded line reports somebody's words, or is a quotation: it does not speak to the visitor."""
    return text[:1] in _OPENING or bool(_SPEECH.search(text))


def _besides(kept: Sequence[Leaf], asking: set[str]) -> float:
    """Return the share of the text in blocks longer than a button that are none of those which ask."""
    size = sum(leaf.size for leaf in kept) or 1
    return sum(leaf.size for leaf in kept if leaf.size > BUTTON and _folded(leaf.text) not in asking) / size


def gate_of(walk: Walk) -> Verdict | None:
    """Tell whether a page without text loads such a check from elsewhere, in a frame or by a script."""
    if not walk.nodes:
        return None
    page = walk.nodes[0].element.getroottree().getroot()
    for element in page.iter("iframe", "script", "form"):
        address = (element.get("src") or element.get("action") or "").lower()
        if gate := next((gate for gate in _GATES if gate in address), None):
            return Verdict(Reason.CHALLENGE, f"{_SAYS[Reason.CHALLENGE]}: it is loaded from {gate}.")
    return None


def _consent(kept: Sequence[Leaf]) -> Verdict | None:
    """Tell whether what was taken for the text is a dialog that asks for consent."""
    words = _folded("\n".join(leaf.text for leaf in kept))
    found = [phrase for phrase in _CONSENT if phrase in words]
    if len(found) < CONSENT_WORDS:
        return None
    texts = [(leaf.size, _folded(leaf.text)) for leaf in kept]
    asking = sum(size for size, text in texts if size < BUTTON or any(phrase in text for phrase in found))
    if asking < CONSENT_SHARE * sum(size for size, _ in texts):
        return None
    shown = "”, “".join(found[:CONSENT_WORDS])
    return Verdict(Reason.CONSENT_WALL, f"{_SAYS[Reason.CONSENT_WALL]}: “{shown}”.")


def _offer_alone(walk: Walk, kept: Sequence[Leaf]) -> Verdict | None:
    """Tell whether a page shows the offer to subscribe and no sentence besides."""
    if sum(leaf.size for leaf in kept) > LITTLE_TEXT:
        return None
    besides = sum(leaf.size for leaf in kept if offer_in(leaf) is None)
    if besides >= SENTENCE:
        return None
    offer = next((offer for leaf in walk.leaves if (offer := offer_in(leaf)) is not None), None)
    return Verdict(Reason.PAYWALL, f"Only the offer to subscribe is shown: “{offer}”.") if offer else None


def offer_in(leaf: Leaf) -> str | None:
    """Return the words by which a short block says that the rest is for subscribers, or None.

    A report about subscriptions is none: it tells what somebody said, or of others that have to subscribe.
    """
    if leaf.size > LONGEST_OFFER:
        return None
    words = _folded(leaf.text)
    phrase = next(filter(words.__contains__, _OFFER), None)
    if phrase is None or _is_told(words):
        return None
    before = _SENTENCES.split(words[: words.index(phrase)])[-1]
    return None if _OTHERS.search(before) else phrase


def segments_of(url: str | None) -> list[str]:
    """Return the parts of an address's path in lower case; of an unreadable one, none."""
    try:
        path = urlsplit(url).path if url else ""
    except ValueError:
        return []
    return [part for part in path.lower().split("/") if part]


def _asks_password(walk: Walk) -> bool:
    """Tell whether the page has a field for a password."""
    return bool(walk.nodes) and any(
        (field.get("type") or "").lower() == "password" for field in walk.nodes[0].element.iter("input")
    )
