"""What a PDF says of itself in its document information: hints, mostly those of the program that made it.

Rule: pure; what is read here is never sure enough to be chosen by itself. When a PDF was made is not when its text was
published.
"""

import re
from collections.abc import Iterator, Mapping

from ingest.extract.words.headline import clean_headline
from schemas.article import Fact

_TITLE_SURE, _UNSURE = 0.9, 0.4
_FILE_NAME = re.compile(
    r"\S+\.(?:docx?|odt|rtf|indd|qxp|qxd|pdf|html?|txt|pages|pub|p65|tmp)$"
    r"|^(?:microsoft word|untitled)\b|^(?:layout|slide) \d",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2})?'?(\d{2})?")
_WORD = re.compile(r"\w+")


def title_of(info: Mapping[str, str], head: str) -> str | None:
    """Return the title, where the words that the PDF begins with hold it, too; else None.

    `head`: the beginning of the text.
    """
    title = clean_headline(info.get("Title", "").strip())
    return title if title and _words(title) and _words(title) in _words(head) else None


def info_facts(info: Mapping[str, str], head: str) -> Iterator[Fact]:
    """Yield what the PDF says of itself as candidates: the title is sure where the text has it, all else is not."""
    raw = info.get("Title", "").strip()
    title = clean_headline(raw)
    if title and not _FILE_NAME.search(raw):
        yield _fact("headline", title, raw, "Title", _TITLE_SURE if title_of(info, head) else _UNSURE)
    if author := info.get("Author", "").strip():
        yield _fact("author", author, author, "Author", _UNSURE)
    for name in ("ModDate", "CreationDate"):
        if day := iso_date(info.get(name, "")):
            yield _fact("modified", day, info[name], name, _UNSURE)
            return


def iso_date(written: str) -> str | None:
    """Return a PDF's date (ISO 32000-1, section 7.9.4) in ISO 8601, or None where it is none.

    >>> iso_date("D:20221125100405+04'00'"), iso_date("D:20221399")
    ('2022-11-25T10:04:05+04:00', None)
    """
    found = _DATE.match(written.strip())
    if found is None or not ("01" <= found[2] <= "12" and "01" <= found[3] <= "31"):
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    if not found[4] or found[4] > "23" or found[5] > "59":
        return day
    zone = "+00:00" if found[7] == "Z" else f"{found[7]}:{found[8] or '00'}" if found[7] else ""
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{zone}"


def _fact(field: str, value: str, raw: str, name: str, confidence: float) -> Fact:
    return Fact(
        field=field,
        value=value,
        raw=raw,
        rule=f"pdf-{name.lower()}",
        basis="structured",
        place=f"document information {name}",
        confidence=confidence,
    )


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
