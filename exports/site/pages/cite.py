"""A citation of an archived article in plain text: what it is, and which bytes are meant.

Rule: pure.
"""

from exports.site.pages.entry import short_note
from exports.site.words import describe_date, iso_words, joined
from schemas.article import ArticleRecord, display_title


def citation_of(record: ArticleRecord, *, archive: str) -> tuple[str, ...]:
    """Return a citation in parts: the article, its source, its place in the archive, the hashes of text and file.

    Joined by spaces the parts are the citation; apart they keep scripts of both directions from running together.
    """
    title = display_title(record.headline, record.text)
    by = joined(record.authors) or record.agency
    captured = f", captured {iso_words(record.captured)}" if record.captured else ""
    said = [by, f"“{title}”", record.outlet, _date_of(record), record.url]
    return (
        *(f"{part.rstrip('.')}." for part in said if part),
        f"In: {archive}, {record.accession or record.id} ({record.id}){captured}.",
        f"SHA-256 of the text: {record.text_sha256};",
        f"of the received file: {record.received_sha256}.",
    )


def _date_of(record: ArticleRecord) -> str:
    """Return the date, never surer than it is: what is inferred, asserted or uncertain is said in the citation too."""
    date = describe_date(record)
    note = short_note(record, date)
    return f"{date.text[0].upper()}{date.text[1:]}{f' ({note})' if note else ''}"
