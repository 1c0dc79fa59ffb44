"""Records to JSON and back, driven by their type annotations: nothing is written twice, nothing is guessed.

`to_json` gives the bare object, as the command line prints it; `pack` wraps it with the record's name and the format
version, for whatever is written down and read by a later version. Bytes travel as base64.

Rule: standard library only; no file, no clock.
"""

import base64
import binascii
import json
import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from schemas import (
    absence,
    article,
    document,
    explanation,
    furniture,
    marks,
    merge,
    page,
    reextract,
    relation,
    report,
    signature,
    telling,
    view,
)
from schemas.errors import CodecError

FORMAT = "cuttings-record/1"
"""Name and version of the packed form. A later version reads the earlier ones."""

R = TypeVar("R")

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")

_MODULES = (
    absence,
    article,
    document,
    explanation,
    furniture,
    marks,
    merge,
    page,
    reextract,
    relation,
    report,
    signature,
    telling,
    view,
)


@cache
def record_types() -> Mapping[str, type[Any]]:
    """Return every record type that has a JSON form, by its name."""
    found = {
        name: thing
        for module in _MODULES
        for name, thing in vars(module).items()
        if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == module.__name__
    }
    return dict(sorted(found.items()))


def hints_of(record: type[Any]) -> Mapping[str, Any]:
    """Return the annotations of a record's fields, in their order."""
    key: object = record
    return _hints_of(key)


@cache
def _hints_of(record: Any) -> Mapping[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record)}


def to_json(value: object) -> Any:
    """Return `value` (a record, or anything a record may hold) as plain JSON values.

    >>> to_json(page.Source(path="a/b.html", offset=3))
    {'path': 'a/b.html', 'member': None, 'offset': 3}
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Sequence | set | frozenset):
        return [to_json(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    raise CodecError("", f"a {type(value).__name__} has no JSON form")


def json_text(value: object, *, indent: int | None = None) -> str:
    r"""Return a record (or anything a record may hold) as JSON text.

    Letters stand as they are; what would drive a terminal, turn the direction of a line or end it stands as an escape.

    >>> json_text(page.Source(path="Şuşa\x9b.html"))
    '{"path": "Şuşa\\u009b.html", "member": null, "offset": null}'
    """
    text = json.dumps(to_json(value), ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_json(record: type[R], value: object, *, where: str = "") -> R:
    """Return the record of type `record` that `value` (from `to_json`) holds.

    Raises: CodecError naming the place, for a missing or unknown field and for a value of another type.
    """
    where = where or record.__name__
    if not isinstance(value, dict):
        raise CodecError(where, f"an object is needed here, not {_said(value)}")
    hints = hints_of(record)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise CodecError(where, f"unknown field {unknown[0]!r}")
    given = {name: _read(hints[name], value[name], f"{where}.{name}") for name in hints if name in value}
    missing = [name for name in hints if name not in value and _is_required(record, name)]
    if missing:
        raise CodecError(where, f"the field {missing[0]!r} is missing")
    return record(**given)


def pack(record: object) -> str:
    """Return one line of JSON with the record, its name and the format version."""
    name = type(record).__name__
    if record_types().get(name) is not type(record):
        raise CodecError("", f"{name} is not one of the records")
    return json_text({"format": FORMAT, "type": name, "record": record})


def unpack(text: str) -> object:
    """Return the record that `pack` wrote.

    Raises: CodecError where the text is no packed record, or of a format that this version does not know.
    """
    try:
        packed = json.loads(text)
    except ValueError as error:
        raise CodecError("", f"not JSON: {error}") from error
    if not isinstance(packed, dict) or packed.get("format") != FORMAT:
        said = packed.get("format") if isinstance(packed, dict) else None
        raise CodecError("format", f"this version reads {FORMAT!r}, the record says {said!r}")
    record = record_types().get(str(packed.get("type")))
    if record is None:
        raise CodecError("type", f"no record is called {packed.get('type')!r}")
    return from_json(record, packed.get("record"))


def _is_required(record: type[Any], name: str) -> bool:
    field = next(each for each in fields(record) if each.name == name)
    return field.default is MISSING and field.default_factory is MISSING


def _read(hint: Any, value: object, where: str) -> Any:
    """Return `value` as what the annotation `hint` says, or raise."""
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    if hint is None or hint is type(None):
        return _same(value, value is None, "null", where)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(hint), value, where)
    if origin is Literal:
        return _same(value, value in get_args(hint), " or ".join(map(repr, get_args(hint))), where)
    if origin in (tuple, Sequence):
        return _read_tuple(hint, value, where)
    if origin is dict:
        return _read_mapping(hint, value, where)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value, where=where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _read_enum(hint, value, where)
    return _read_plain(hint, value, where)


def _read_union(hints: tuple[Any, ...], value: object, where: str) -> Any:
    if value is None and type(None) in hints:
        return None
    problems = []
    for hint in hints:
        if hint is type(None):
            continue
        try:
            return _read(hint, value, where)
        except CodecError as error:
            problems.append(error)
    raise problems[0]


def _read_tuple(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise CodecError(where, f"a list is needed here, not {_said(value)}")
    (each, *_rest) = get_args(hint)
    return tuple(_read(each, item, f"{where}[{number}]") for number, item in enumerate(value))


def _read_mapping(hint: Any, value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CodecError(where, f"an object is needed here, not {_said(value)}")
    _key, each = get_args(hint)
    return {key: _read(each, item, f"{where}.{key}") for key, item in value.items()}


def _read_enum(hint: type[Enum], value: object, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError:
        words = ", ".join(str(each.value) for each in hint)
        raise CodecError(where, f"{value!r} is none of: {words}") from None


def _read_bytes(value: object) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else None
    except binascii.Error:
        return None


_PLAIN: Mapping[object, tuple[str, Callable[[object], bool]]] = {
    str: ("a string", lambda value: isinstance(value, str)),
    bool: ("true or false", lambda value: isinstance(value, bool)),
    int: ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    float: ("a number", lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
}


def _read_plain(hint: object, value: object, where: str) -> Any:
    if hint is bytes:
        received = _read_bytes(value)
        return _same(received, received is not None, "base64", where)
    if hint not in _PLAIN:
        raise CodecError(where, f"no JSON form is known for {hint!r}")
    words, fits = _PLAIN[hint]
    _same(value, fits(value), words, where)
    return float(value) if hint is float and isinstance(value, int) else value


def _same(value: object, fits: bool, words: str, where: str) -> Any:  # noqa: FBT001  a private guard
    if not fits:
        raise CodecError(where, f"{words} is needed here, not {_said(value)}")
    return value


def _said(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 40 else f"{said[:40]}…"  # noqa: PLR2004  enough to recognise it
