"""Say which language an article is in, from what the page declares and what the text itself shows.

Rule: pure. Templates often declare the wrong language (a theme's default), so the text overrules the page where it is
long enough to be sure; among languages that a text model confuses, the page is believed.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Protocol

from schemas.article import Fact

FEW_LETTERS = 60
"""Letters below which the text is not asked."""
SURE_LETTERS = 240
"""Letters from which the text may overrule the page."""
SURE = 0.95
"""Probability from which the text speaks for itself."""
SAMPLE = 400
"""Characters of each of two samples of the text, from its start and from its middle: more tell no more."""
QUOTED = 80
"""Characters of the text that stand as evidence."""

ALIASES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "jp": "ja",
    "cn": "zh",
    "ua": "uk",
    "gr": "el",
    "cz": "cs",
    "se": "sv",
    "dk": "da",
    "kr": "ko",
    "vn": "vi",
}
"""Old or mistaken codes and what they mean."""

CONFUSED = (
    frozenset({"no", "da", "sv"}),
    frozenset({"id", "ms", "jv"}),
    frozenset({"sr", "hr", "bs", "sl", "mk"}),
    frozenset({"az", "tr", "tk", "uz"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "gl", "ca", "pt", "an", "oc"}),
    frozenset({"ru", "be", "uk", "bg", "kk", "ky"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "fa", "ur", "ps", "ku"}),
    frozenset({"nl", "af", "fy", "lb", "de"}),
)
"""Languages that a text model takes for one another."""

_COMMON: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in tomllib.loads(files("ingest.normalise").joinpath("common_words.toml").read_text("utf-8")).items()
}
"""By language: the words that texts in it are full of."""
COMMON_SHARE = 0.2
"""Share of a text's words that are among them, from which no other language comes into question."""
FEWEST_WORDS = 30

_CODE = re.compile(r"^([a-z]{2,3})(?:[-_].*)?$")


class _Model(Protocol):
    """What we use of the language model."""

    def classify(self, text: str) -> tuple[str, float]:
        """Return a code and its probability."""


def primary_language(code: str | None) -> str | None:
    """Return the primary subtag of a language code, or None.

    >>> primary_language("en-GB"), primary_language("nb_NO"), primary_language("x-default")
    ('en', 'no', None)
    """
    match = _CODE.match(code.strip().lower()) if code else None
    if match is None or match.group(1) in {"und", "mul", "zxx"}:
        return None
    return ALIASES.get(match.group(1), match.group(1))


def language_fact(text: str, *, declared: str | None) -> Fact | None:
    """Return the language of an article with its evidence; None when unsure."""
    page = primary_language(declared)
    found, sure = (page, True) if page and _reads_as(text, page) else _language_of(text)
    agrees = found == page or any(found in group and page in group for group in CONFUSED)
    if page is not None and declared and (agrees or found is None or not sure):
        confidence = 1.0 if found == page else 0.7
        return Fact(
            field="language",
            value=page,
            raw=declared,
            rule="declared-language",
            basis="structured",
            place="lang",
            confidence=confidence,
        )
    if found is None or (page is not None and not sure):
        return None
    evidence = " ".join(text[: QUOTED * 2].split())[:QUOTED]
    return Fact(
        field="language",
        value=found,
        raw=evidence,
        rule="text-language",
        basis="inferred",
        confidence=0.9,
    )


def _reads_as(text: str, code: str) -> bool:
    """Tell whether a text is plainly in a language, by its commonest words: far cheaper than asking the model."""
    common = _COMMON.get(code, frozenset())
    words = text[: 2 * SAMPLE].casefold().split() if common else []
    return len(words) >= FEWEST_WORDS and sum(word in common for word in words) >= COMMON_SHARE * len(words)


def _language_of(text: str) -> tuple[str | None, bool]:
    """Return the language that the text shows, and whether that is sure enough to overrule the page."""
    middle = max(SAMPLE, len(text) // 2)
    sample = f"{text[:SAMPLE]} {text[middle : middle + SAMPLE]}"
    letters = sum(map(str.isalpha, sample))
    if letters < FEW_LETTERS:
        return None, False
    code, probability = _model().classify(sample)
    if probability < SURE:
        return None, False
    return primary_language(code), letters >= SURE_LETTERS


@cache
def _model() -> _Model:
    """Load the language model, once a process and only when a text needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  the model takes a while to load

    model: _Model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return model
