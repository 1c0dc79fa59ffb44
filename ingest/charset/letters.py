"""The letters by which a guess tells encodings apart, read once from `letters.toml`.

Rule: data only.
"""

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))

COMMON: dict[str, frozenset[str]] = {
    encoding: frozenset(script["letters"]) for script in _TABLE["script"] for encoding in script["encodings"]
}
"""Candidates of a guess, by WHATWG name, and the characters that speak for each."""

FREQUENT: dict[str, frozenset[str]] = {
    encoding: frozenset(script["frequent"])
    for script in _TABLE["script"]
    for encoding in script["encodings"]
    if "frequent" in script
}
"""Letters of which half of a text in this script is made, where the script has such."""

TYPOGRAPHY = frozenset(_TABLE["typography"])
"""Signs of any language: weak support for a reading."""

CLOSING_SIGNS = TYPOGRAPHY - frozenset("\u2018\u201c\u201e\u00ab\u00a7\u00a9\u2116")
"""Signs that may follow a letter without a space."""
