"""A dossier as JSON: the records of `records`, written by the codec that writes all records.

Rule: pure. UTF-8, the records' own order, no clock. Half a surrogate pair, which UTF-8 has not, becomes U+FFFD.
"""

import re
from typing import Any

from exports.dossier.model import DossierView
from exports.dossier.render import Frame
from exports.dossier.renditions.records import FORMAT, Dossier
from exports.dossier.renditions.telling import dossier_of
from exports.dossier.request import DossierRequest
from schemas.codec import json_text, to_json
from schemas.json_schema import json_schema

_HALVES = re.compile("[\ud800-\udfff]")


def json_of(view: DossierView, request: DossierRequest, frame: Frame) -> bytes:
    """Return the dossier as a JSON document, valid by `dossier_schema`."""
    told = _whole(to_json(dossier_of(view, request, frame)))
    return (json_text(told, indent=1) + "\n").encode()


def dossier_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a dossier."""
    schema = json_schema(Dossier)
    schema["$id"] = f"urn:{FORMAT.replace('/', ':')}"
    schema["properties"]["format"] |= {"const": FORMAT}
    return schema


def _whole(value: Any) -> Any:  # noqa: ANN401  any JSON value
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return value
