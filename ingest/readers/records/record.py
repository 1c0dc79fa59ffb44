"""Turn an article's record, as scrapers and extractors write it, into a page with the facts that came beside it.

Rule: pure; names of fields are in `record_fields`.
"""

import ast
import base64
import binascii
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence

from ingest.normalise.dates import read_date, read_epoch
from ingest.normalise.urls import safe_url
from ingest.readers.records import fields as names
from ingest.readers.records.fields import plain_name
from ingest.readers.sniff import looks_like_html
from schemas.article import MANY_VALUED
from schemas.page import GivenFact, PageFormat, RawPage, Source

_EPOCH_SECONDS = range(631_152_000, 4_102_444_800)
"""1990 to 2100: what may be a time in seconds since 1970. A thousand times as much: milliseconds."""
_LONGEST_FACT = 4000
_LONGEST_NAME = 60
_BRACKETS = frozenset({"[]", "()", "{}"})
_SEPARATED = re.compile(r"\s*[;|]\s*")


def page_of_record(value: object, source: Source) -> RawPage | str:
    """Return the page that a record holds, or a sentence that says why it holds none."""
    if not isinstance(value, dict):
        return "The record is no JSON object."
    record = _flat(value)
    body = _body(record, {plain_name(name): name for name in _names(value)})
    if isinstance(body, str):
        return body
    payload, page_format, charset = body
    if len(payload) < _LONGEST_FACT and names.FETCH_FAILED in payload:
        return "wallabag could not fetch this page and says so in its place. Fetch it again."
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


def _names(value: Mapping[object, object]) -> Iterator[str]:
    """Yield the names of a record's fields as they are written; those that win last."""
    for inner in value.values():
        if isinstance(inner, Mapping):
            yield from map(str, inner)
    yield from map(str, reversed([*value]))


def _flat(value: dict[object, object]) -> dict[str, object]:
    """Return a record's fields by plain name, with those that stand in objects of their own beside them."""
    record = {plain_name(str(key)): field for key, field in reversed(value.items())}
    for name in names.LIFTED:
        if isinstance(inner := record.get(name), dict):
            del record[name]
            record = {plain_name(str(key)): field for key, field in inner.items()} | _said(record)
    for marks, dropped, named in names.DIALECTS:
        if marks <= record.keys():
            record.update({name: record[other] for name, other in named.items() if other in record})
            record = {name: field for name, field in record.items() if name not in dropped}
    return record


def _said(record: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a record that are not null."""
    return {name: field for name, field in record.items() if field is not None}


def _body(record: Mapping[str, object], written: Mapping[str, str]) -> tuple[bytes, PageFormat, str | None] | str:
    """Return the received bytes, their form and their charset, or why there are none.

    A field that is empty counts only where no other has words. `written`: the names of fields as the record writes
    them, which is how its maker looks for them.
    """
    said = {name: field for name, field in record.items() if isinstance(field, str)}
    for fields in ({name: field for name, field in said.items() if field.strip()}, said):
        name = next((each for each in names.BODIES if each in fields), None)
        if name in names.HTML_BASE64:
            return _unpacked(fields[name], record, written.get(name, name))
        if name is not None:
            is_html = name not in names.TEXT or looks_like_html(fields[name])
            return _bytes(fields[name]), "html" if is_html else "text", "utf-8"
        if paragraphs := _paragraphs(record.get("body")):
            return _bytes(paragraphs), "text", "utf-8"
    return _why_none(record)


def _unpacked(field: str, record: Mapping[str, object], written: str) -> tuple[bytes, PageFormat, str | None] | str:
    """Return a page that stands in a record as base64."""
    try:
        payload = base64.b64decode(field, validate=True)
    except (binascii.Error, ValueError):
        return f"The record's {written[:_LONGEST_NAME]} field is not base64."
    return payload, "html", next((each for name in names.CHARSET if (each := _text(record.get(name)))), None)


def _paragraphs(body: object) -> str:
    """Return the text of a body that stands in a record paragraph by paragraph, as Fundus writes it."""
    if not isinstance(body, Mapping):
        return ""
    sections = body.get("sections")
    parts = [body.get("summary")]
    for section in sections if isinstance(sections, list) else ():
        parts += [section.get("headline"), section.get("paragraphs")] if isinstance(section, Mapping) else []
    lines = [line for part in parts if isinstance(part, list) for line in part if isinstance(line, str)]
    return "\n\n".join(lines)


def _why_none(record: Mapping[str, object]) -> str:
    """Say why a record holds no page."""
    if any(safe_url(_text(record.get(name))) for name in names.URL):
        return "The record has neither `html` nor `text`: only a link is there. Fetch the page that it names."
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
    words = _date_words(field)
    if words is None:
        return None
    moment = read_epoch(words)
    return moment.value if moment is not None else time_of(words)


def _date_words(field: object) -> str | None:
    """Return a date as it is written; a number that can be no time since 1970 says nothing."""
    if not isinstance(field, (int, float)) or isinstance(field, bool):
        return _text(field) if isinstance(field, str) else None
    seconds = field / 1000 if field > _EPOCH_SECONDS.stop else field
    if not _EPOCH_SECONDS.start <= seconds < _EPOCH_SECONDS.stop:
        return None
    return str(int(field)) if field != seconds or field == int(field) else str(field)


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
        written = _date_words(given)
        return (written,) if written else ()
    if isinstance(given, Mapping):
        given = _named(given)
    if isinstance(given, Sequence) and not isinstance(given, str):
        inner = [_named(each) if isinstance(each, Mapping) else each for each in given]
        found = tuple(text for each in inner if (text := _text(each)))
        return found if field in MANY_VALUED else found[:1]
    text = _text(given)
    if text is None:
        return ()
    if field in MANY_VALUED:
        listed = _listed(text)
        return split_values(text) if listed is None else tuple(each for one in listed if (each := _text(one)))
    return (text,)


def _listed(words: str) -> Sequence[object] | None:
    """Return the list that stands in a cell as a program prints it (`['A. Writer', 'B. Author']`); else None."""
    if len(words) > _LONGEST_FACT or words[0] + words[-1] not in _BRACKETS:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # of odd escapes, on newer Pythons
            value = ast.literal_eval(words)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return sorted(map(str, value)) if isinstance(value, set) else value if isinstance(value, (list, tuple)) else None


def _named(value: Mapping[object, object]) -> object:
    """Return what an object is called: an author, a tag, a picture."""
    return next((value[name] for name in ("name", "label", "url") if value.get(name)), None)


def _given(field: str, value: str) -> GivenFact:
    """Return one fact of the record."""
    name = "title" if field == "headline" else "date" if field == "published" else field
    return GivenFact(field=field, value=value[:_LONGEST_FACT], rule=f"record-{name}", basis="structured")
