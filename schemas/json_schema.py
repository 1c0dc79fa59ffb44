"""The JSON Schema of a record, made from its annotations and the words under its fields.

The docstring under a field (its format, its unit, what "missing" means) is the description in the schema, so that the
two cannot drift apart. Docstrings under fields exist only in the source, so the source is read.

Rule: standard library only; reads no file but the package's own source.
"""

import ast
import inspect
import sys
import types
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any, Literal, NewType, Union, get_args, get_origin

from schemas.codec import FORMAT, hints_of
from schemas.errors import CodecError

DIALECT = "https://json-schema.org/draft/2020-12/schema"

PATTERNS: Mapping[str, str] = {
    "ContentHash": "^[0-9a-f]{64}$",
    "PublicId": "^[a-z2-7]{16}$",
    "Accession": "^A-[0-9]{4,}$",
    "Address": "^(https?://|id:|sha256:)",
    "CanonicalUrl": "^https?://",
}
"""What the strings of `schemas.types` look like."""

_PLAIN: Mapping[object, Mapping[str, object]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    type(None): {"type": "null"},
}


def json_schema(record: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record type and of all that it holds."""
    definitions: dict[str, Any] = {}
    body = _object_schema(record, definitions)
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:{FORMAT.replace('/', ':')}:{record.__name__}",
        "title": record.__name__,
    }
    schema |= body
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def field_words(record: type[Any]) -> Mapping[str, str]:
    """Return the docstring under each field of a record, by the field's name."""
    return _words_under(_class_body(record))


@cache
def type_words(name: str) -> str | None:
    """Return the docstring under a type of `schemas.types`, or None."""
    source = inspect.getsource(sys.modules["schemas.types"])
    return _words_under(ast.parse(source).body).get(name)


def _class_body(record: type[Any]) -> list[ast.stmt]:
    module = ast.parse(inspect.getsource(sys.modules[record.__module__]))
    found = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name == record.__name__]
    return found[0].body


def _words_under(body: list[ast.stmt]) -> dict[str, str]:
    words = {}
    for statement, following in pairwise(body):
        name = _name_of(statement)
        if name and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            words[name] = " ".join(str(following.value.value).split())
    return words


def _name_of(statement: ast.stmt) -> str | None:
    target: ast.expr | None = None
    if isinstance(statement, ast.AnnAssign):
        target = statement.target
    elif isinstance(statement, ast.Assign):
        target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else None


def _object_schema(record: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    words = field_words(record)
    properties = {}
    for name, hint in hints_of(record).items():
        described = {"description": words[name]} if name in words else {}
        properties[name] = described | _schema_of(hint, definitions)
        if name not in words and (told := _told_by_type(hint)):
            properties[name] = {"description": told} | properties[name]
    return {
        "description": inspect.cleandoc(record.__doc__ or ""),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _told_by_type(hint: Any) -> str | None:
    """Return the words under the named type that an annotation is made of, if there is just one."""
    named = [each for each in (hint, *get_args(hint)) if isinstance(each, NewType)]
    return type_words(named[0].__name__) if named else None


def _schema_of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, NewType):
        return dict(_PLAIN[hint.__supertype__]) | {"pattern": PATTERNS[hint.__name__]}
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_schema([_schema_of(each, definitions) for each in get_args(hint)])
    if origin is Literal:
        return {"type": "string", "enum": list(get_args(hint))}
    if origin in (tuple, Sequence):
        return {"type": "array", "items": _schema_of(get_args(hint)[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema_of(get_args(hint)[1], definitions)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [each.value for each in hint]}
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object_schema(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint not in _PLAIN:
        raise CodecError("", f"no JSON Schema is known for {hint!r}")
    return dict(_PLAIN[hint])


def _union_schema(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one schema for a value or null; null joins the type where the rest is one plain type."""
    null = {"type": "null"}
    others = [each for each in choices if each != null]
    if len(others) != 1:
        return {"anyOf": choices}
    (other,) = others
    if null not in choices:
        return other
    if "type" not in other:
        return {"anyOf": [other, null]}
    nullable = other | {"type": [other["type"], "null"]}
    if "enum" in other:
        nullable["enum"] = [*other["enum"], None]
    return nullable
