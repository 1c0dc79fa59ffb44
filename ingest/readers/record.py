"""Turn an article's record, as scrapers and extractors write it, into a page with the facts that came beside it.

Rule: pure; names of fields are in `record_fields`.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from ingest.normalise.dates import read_date
from ingest.normalise.urls import safe_url
from ingest.readers import record_fields as names
from ingest.readers.sniff import looks_like_html
from schemas.article import MANY_VALUED
from schemas.page import GivenFact, PageFormat, RawPage, Source

_EPOCH_SECONDS = range(631_152_000, 4_102_444_800)
"""1990 to 2100: what may be a time in seconds since 1970. A thousand times as much: milliseconds."""
_LONGEST_FACT = 4000
_LONGEST_NAME = 60
_SEPARATED = re.compile(r"\s*[;|]\s*")


def page_of_record(value: object, source: Source) -> RawPage | str:
    """Return the page that a record holds, or a sentence that says why it holds none."""
    if not isinstance(value, dict):
        return "The record is no JSON object."
    record = {_plain_name(str(key)): field for key, field in reversed(value.items())}
    _lift_metadata(record)
    body = _body(record, {_plain_name(name): name for name in _names(value)})
    if isinstance(body, str):
        return body
    payload, page_format, charset = body
    url = next((each for name in names.URL if (each := safe_url(_text(record.get(name))))), None)
    captured = next((each for name in names.CAPTURED if (each := _time(record.get(name)))), None)
    return RawPage(
        source=source,
        payload=payload,
        format=page_format,
        charset=charset,
        url=url,
        url_basis="record" if url else None,
        record_id=next((each for name in names.RECORD_ID if (each := _text(record.get(name)))), None),
        captured=captured,
        captured_basis="record" if captured else None,
        given=_facts(record, source_is_url=safe_url(_text(record.get("source"))) is not None),
    )


def time_of(words: str) -> str | None:
    """Return the ISO 8601 day or time that `words` name, or None where they name none."""
    reading = read_date(words)
    return reading.value if reading is not None and reading.has_year and not reading.ambiguous else None


def split_values(words: str) -> tuple[str, ...]:
    """Return the names in a cell or string: separated by `;` or `|`.

    >>> split_values("A. Writer; B. Author")
    ('A. Writer', 'B. Author')
    """
    return tuple(word for word in _SEPARATED.split(words.strip()) if word)


def _plain_name(name: str) -> str:
    """Return a field's name in lower case without `_` and `-`; `_id` keeps its mark."""
    lowered = name.strip().lower()
    return lowered if lowered == "_id" else lowered.replace("_", "").replace("-", "")


def _names(value: Mapping[object, object]) -> Iterator[str]:
    """Yield the names of a record's fields as they are written; those that win last."""
    inner = value.get("metadata")
    if isinstance(inner, Mapping):
        yield from map(str, inner)
    yield from map(str, reversed([*value]))


def _lift_metadata(record: dict[str, object]) -> None:
    """Put what stands under `metadata` beside the rest, where the record itself does not have it."""
    inner = record.get("metadata")
    if isinstance(inner, dict):
        for key, field in inner.items():
            record.setdefault(_plain_name(str(key)), field)


def _body(record: Mapping[str, object], written: Mapping[str, str]) -> tuple[bytes, PageFormat, str | None] | str:
    """Return the received bytes, their form and their charset, or why there are none.

    `written`: the names of fields as the record writes them, which is how its maker looks for them.
    """
    for name in names.HTML:
        if isinstance(field := record.get(name), str):
            return _bytes(field), "html", "utf-8"
    for name in names.HTML_BASE64:
        if isinstance(field := record.get(name), str):
            try:
                payload = base64.b64decode(field, validate=True)
            except (binascii.Error, ValueError):
                return f"The record's {written.get(name, name)[:_LONGEST_NAME]} field is not base64."
            return payload, "html", next((each for name in names.CHARSET if (each := _text(record.get(name)))), None)
    for name in names.TEXT:
        if isinstance(field := record.get(name), str):
            return _bytes(field), "html" if looks_like_html(field) else "text", "utf-8"
    return "The record has neither `html` nor `text`."


def _bytes(field: str) -> bytes:
    """Return a field's bytes; lone surrogates as they are, so that two different fields stay different."""
    return field.encode("utf-8", "surrogatepass")


def _text(field: object) -> str | None:
    """Return a field as text, or None where it says nothing."""
    if isinstance(field, bool) or not isinstance(field, (str, int, float)):
        return None
    text = str(field).strip()
    return None if text.lower() in names.MISSING else text


def _time(field: object) -> str | None:
    """Return a field's time in ISO 8601: of a number of seconds or milliseconds since 1970, or of words."""
    if isinstance(field, (int, float)) and not isinstance(field, bool):
        seconds = field / 1000 if field > _EPOCH_SECONDS.stop else field
        if not _EPOCH_SECONDS.start <= seconds < _EPOCH_SECONDS.stop:
            return None
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    words = _text(field)
    return time_of(words) if words else None


def _facts(record: Mapping[str, object], *, source_is_url: bool) -> tuple[GivenFact, ...]:
    """Return what the record says of its article."""
    facts: list[GivenFact] = []
    for field, candidates in names.FACTS.items():
        for name in candidates:
            if name == "source" and source_is_url:
                continue
            values = _values(field, record.get(name))
            if values:
                facts += [_given(field, value) for value in values]
                break
    return tuple(facts)


def _values(field: str, given: object) -> tuple[str, ...]:
    """Return the words of one field of a record: one, or several where the fact may have several."""
    if field in {"published", "modified"}:
        written = _text(given) if isinstance(given, str) else _time(given)
        return (written,) if written else ()
    if isinstance(given, Mapping):
        given = given.get("name") or given.get("url")
    if isinstance(given, Sequence) and not isinstance(given, str):
        inner = [each.get("name") or each.get("url") if isinstance(each, Mapping) else each for each in given]
        found = tuple(text for each in inner if (text := _text(each)))
        return found if field in MANY_VALUED else found[:1]
    text = _text(given)
    if text is None:
        return ()
    return split_values(text) if field in MANY_VALUED else (text,)


def _given(field: str, value: str) -> GivenFact:
    """Return one fact of the record."""
    name = "title" if field == "headline" else "date" if field == "published" else field
    return GivenFact(field=field, value=value[:_LONGEST_FACT], rule=f"record-{name}", basis="structured")
