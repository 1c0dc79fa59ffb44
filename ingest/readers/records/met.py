"""What a parsed record comes to: its page, joined with what the spreadsheet beside it says, or why there is none.

Rule: pure.
"""

from ingest.normalise.address import content_hash
from ingest.readers.pages.page import with_provenance
from ingest.readers.reading import Met, Order, rejected
from ingest.readers.records.record import page_of_record
from schemas.page import RawPage
from schemas.report import Reason


def met_of_record(value: object, order: Order) -> Met:
    """Return the page of the record at `order.source`, or its rejection."""
    found = page_of_record(value, order.source)
    if isinstance(found, str):
        return Met(item=rejected(order.source, Reason.BAD_RECORD, found))
    return met_of_page(found, order)


def met_of_page(page: RawPage, order: Order) -> Met:
    """Return a record's page, joined with its row of the sidecar; or that it is empty."""
    page, row = order.beside.joined(with_provenance(page), in_container=True)
    if not page.payload.strip():
        return Met(item=rejected(order.source, Reason.EMPTY, "The record's text is empty.", content_hash(page.payload)))
    return Met(item=page, row=row.number if row else None)
