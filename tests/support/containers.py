"""What tests of container readers share: read one from bytes, and read it again from every place of it."""

import io
from collections.abc import Sequence

from ingest.readers import read
from ingest.readers.reading import Mark, Met, Order
from schemas.page import RawPage, Source
from schemas.report import Rejection


def met_in(payload: bytes, name: str, **options: object) -> list[Met]:
    """Return what is met in a file of that name."""
    return list(read(io.BytesIO(payload), Order(source=Source(path=name), **options)))  # type: ignore[arg-type]


def told(found: Sequence[Met]) -> list[tuple[str, str]]:
    """Return where each input stands, and what it holds or why it was not read."""
    return [
        (str(met.item.source), str(met.item.reason) if isinstance(met.item, Rejection) else met.item.payload.decode())
        for met in found
    ]


def check_marks(payload: bytes, name: str) -> None:
    """Check that reading goes on behind each record as if it had not stopped, and steps over one when told to.

    One: the record, or the member in which it is the first.
    """
    whole = met_in(payload, name)
    starts: list[Mark | None] = [Mark(), *(met.after for met in whole)]
    for number, start in enumerate(starts):
        rest = met_in(payload, name, start=start) if start is not None else []
        assert [met.item for met in rest] == [met.item for met in whole[number:]], (number, start)
        if start is not None and number and number < len(whole) and isinstance(whole[number].item, RawPage):
            behind = [met.item for met in met_in(payload, name, start=start.skipping())]
            assert behind == [met.item for met in whole[len(whole) - len(behind) :]], (number, start)
            left_out = [_outer(met) for met in whole[number : len(whole) - len(behind)]]
            assert left_out.count(_outer(whole[number])) == len(left_out), (number, start)
            is_first = whole[number].item.source.member != whole[number - 1].item.source.member
            assert left_out or is_first, (number, start)


def _outer(met: Met) -> str:
    return (met.item.source.member or "").partition("!")[0]


def pages(found: Sequence[Met]) -> list[RawPage]:
    """Return the pages that were met."""
    return [met.item for met in found if isinstance(met.item, RawPage)]


def reasons(found: Sequence[Met]) -> list[str]:
    """Return the reasons of what was not read."""
    return [met.item.reason.value for met in found if isinstance(met.item, Rejection)]


def page_of(words: str) -> bytes:
    """Return a small page with these words in it."""
    return f"<!DOCTYPE html><html><head><title>x</title></head><body><p>{words}</p></body></html>".encode()
