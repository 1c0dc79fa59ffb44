"""The registry of the forms of input: ours, and those that plug-ins bring.

A new form of input is a module beside this one, one line here, and a heading in docs/formats.md.

Rule: knows every reader; no files.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ingest.readers.feeds.feed import is_agency, is_feed, read_feed, split_feed
from ingest.readers.mime.mail import is_mail, read_mail
from ingest.readers.mime.mbox import is_mbox, read_mbox, split_mbox
from ingest.readers.mime.mhtml import is_mhtml, read_mhtml
from ingest.readers.packed.compressed import is_compressed, read_compressed
from ingest.readers.packed.tar import is_tar, read_tar
from ingest.readers.packed.zip import is_zip, read_zip, split_zip
from ingest.readers.pages.page import read_html, read_text
from ingest.readers.pages.pdf import is_pdf, read_pdf
from ingest.readers.reading import Form, Head
from ingest.readers.records.json_document import is_json_document, read_json
from ingest.readers.records.jsonl import read_jsonl, split_jsonl
from ingest.readers.records.table import read_table, split_table
from ingest.readers.records.table_head import is_table_of_records
from ingest.readers.sniff import sniff
from ingest.readers.warc import is_warc, read_warc, split_warc
from schemas.errors import PluginError

GROUP = "cuttings.readers"
"""Entry points of this group name a `Form`, or several in a tuple."""


PLAIN: tuple[Form, ...] = (
    Form(kind="html", title="Web pages", recognise=lambda head: _told(head, "html"), read=read_html),
    Form(kind="text", title="Text dumps", recognise=lambda head: _told(head, "text"), read=read_text),
    Form(
        kind="jsonl",
        title="JSON Lines",
        recognise=lambda head: _told(head, "jsonl"),
        read=read_jsonl,
        split=split_jsonl,
        counts="lines",
    ),
)
"""What is left when no other form recognises an input; told by one look (`sniff`)."""

FORMS: tuple[Form, ...] = (
    Form(kind="warc", title="WARC and ARC", recognise=is_warc, read=read_warc, split=split_warc, counts="bytes"),
    Form(kind="zip", title="ZIP", recognise=is_zip, read=read_zip, split=split_zip, counts="members"),
    Form(kind="compressed", title="Compressed files", recognise=is_compressed, read=read_compressed, counts="bytes"),
    Form(kind="tar", title="TAR", recognise=is_tar, read=read_tar, counts="members"),
    Form(kind="pdf", title="PDF", recognise=is_pdf, read=read_pdf, counts=None),
    Form(kind="mhtml", title="MHTML", recognise=is_mhtml, read=read_mhtml, counts=None),
    Form(kind="mail", title="Mails", recognise=is_mail, read=read_mail, counts=None),
    Form(kind="mbox", title="Mailboxes", recognise=is_mbox, read=read_mbox, split=split_mbox, counts="bytes"),
    Form(kind="feed", title="Feeds", recognise=is_feed, read=read_feed, split=split_feed, counts="lines"),
    Form(
        kind="agency",
        title="NITF and NewsML-G2",
        recognise=is_agency,
        read=read_feed,
        split=split_feed,
        counts="lines",
    ),
    Form(kind="json", title="JSON documents", recognise=is_json_document, read=read_json, counts="lines"),
    Form(
        kind="csv",
        title="CSV and TSV",
        recognise=is_table_of_records,
        read=read_table,
        split=split_table,
        counts="lines",
    ),
)
"""In the order in which they are asked: those that are known by their first bytes before those known by their words."""


def _told(head: Head, kind: str) -> bool:
    return sniff(head.payload, head.name) == kind


@cache
def forms() -> tuple[Form, ...]:
    """Return all forms but the plain ones, those of plug-ins first: they may know better.

    Raises: PluginError where a plug-in cannot be loaded or takes the name of another form.
    """
    found = (*_plugged(), *FORMS)
    names = [form.kind for form in (*found, *PLAIN)]
    for name in names:
        if names.count(name) > 1:
            raise PluginError(f"two readers are called {name!r}; uninstall one of the plug-ins, or rename its form.")
    return found


def form_named(kind: str) -> Form:
    """Return the form of that name.

    Raises: KeyError where there is none.
    """
    return {form.kind: form for form in (*forms(), *PLAIN)}[kind]


def _plugged() -> Iterator[Form]:
    """Yield the forms of installed plug-ins, in the order of their names."""
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for form in _offered(point):
            if not isinstance(form, Form):
                raise PluginError(f"the plug-in {point.name} ({point.value}) offers no ingest.readers.Form.")
            yield form


def _offered(point: EntryPoint) -> Iterable[object]:
    try:
        offered = point.load()
    except Exception as error:
        raise PluginError(
            f"the plug-in {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}. "
            "Mend or uninstall it."
        ) from error
    return offered if isinstance(offered, (tuple, list)) else (offered,)
