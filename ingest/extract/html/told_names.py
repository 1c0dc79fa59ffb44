"""What a page tells machines as a name and is none, or not only one: rights, years, software, keys of machines.

Rule: pure; one string at a time.
"""
# ruff: noqa: RUF001  dashes and signs of many scripts

import re
import tomllib
from importlib.resources import files

from ingest.extract.html.people import fold_name

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/outlets.toml").read_text("utf-8"))
SOFTWARE = frozenset(map(fold_name, _TABLE["software"]))


def _alternatives(key: str) -> str:
    """Write a list of phrases as one alternative, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(_TABLE[key], key=len, reverse=True))


_RIGHTS = re.compile(rf"[©ⓒ℗]|\(c\)|&copy;|(?<!\w)(?:{_alternatives('rights')})(?!\w)", re.IGNORECASE)
_JOINED_RIGHTS = re.compile(_alternatives("rights_unspaced"))
_YEAR = r"(?<!\d)(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d|present|today|heute))?(?!\d)年?"
_YEARS = re.compile(rf"^[\W_]*{_YEAR}|{_YEAR}[\W_]*$")
_EDGES = " \t|-–—,.;:·•/()[]\"'«»“”"
_ENDS_IN_STOP = re.compile(r"\b\w\.\s?\w\.$|\b(?:Inc|Ltd|Co|Corp|Bros|St)\.$")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=[a-f]*\d)[0-9a-f]{16,64}")
_KEYED = re.compile(r"[a-z][a-z0-9_.-]{2,}[:=][^\s:/]\S*")


def without_rights(line: str) -> str:
    """Return what a copyright line names, without its signs, its years and the words about rights.

    >>> without_rights("Copyright (c) 2012-2014 Ostrel Pilot. All rights reserved.")
    'Ostrel Pilot'
    >>> without_rights("2019 All Rights Reserved")
    ''
    """
    rest = _YEARS.sub(" ", _JOINED_RIGHTS.sub(" ", _RIGHTS.sub(" ", line)).strip())
    name = " ".join(rest.split()).strip(_EDGES)
    if _ENDS_IN_STOP.search(f"{name}.") and f"{name}." in line:
        name = f"{name}."
    return name if any(map(str.isalpha, name)) else ""


def is_software(name: str) -> bool:
    """Tell whether what stands as a site's name is that of the software which serves it.

    >>> is_software("Blogger"), is_software("The Blogger of Ostrel")
    (True, False)
    """
    return fold_name(name) in SOFTWARE


def is_machine_tag(tag: str) -> bool:
    """Tell whether a tag is a key that machines read: an identifier, or a key with its value.

    >>> is_machine_tag("type:article"), is_machine_tag("Ostrel: the trial"), is_machine_tag("re:publica")
    (True, False, False)
    """
    return bool(_UUID.fullmatch(tag) or _HEX.fullmatch(tag) or _KEYED.fullmatch(tag))
