"""What holds of every form of input that is a container: where reading goes on, and how it is divided."""

import io
from dataclasses import replace

import pytest
from examples import CONTAINERS, RECORDS

from ingest.readers import form_of, read
from ingest.readers.forms import FORMS, PLAIN, form_named
from ingest.readers.reading import Form, Mark, Met, Order
from schemas.page import RawPage, Source

EVERY = {form.kind: form for form in (*FORMS, *PLAIN)}


def met(kind: str, payload: bytes, **options: object) -> list[Met]:
    """Return what a reader meets in a container."""
    order = replace(Order(source=Source(path="container")), **options)
    return list(read(io.BytesIO(payload), order, kind=kind))


def items(found: list[Met]) -> list[object]:
    """Return the pages and rejections that were met."""
    return [each.item for each in found]


def test_every_container_has_an_example() -> None:
    """A form that holds several records stands among the examples, so that all of the following is asked of it."""
    assert {kind for kind, form in EVERY.items() if form.counts is not None} == set(CONTAINERS)


@pytest.mark.parametrize("kind", CONTAINERS)
def test_containers_are_told_by_their_content(kind: str) -> None:
    """Whatever it is called, a container is known by its bytes, and all its records are pages."""
    payload = CONTAINERS[kind]()
    form = form_of(io.BytesIO(payload), "download")
    assert isinstance(form, Form)
    assert form.kind == kind
    found = met(kind, payload)
    assert len(found) == RECORDS
    assert all(isinstance(each.item, RawPage) for each in found)
    assert len({str(each.item.source) for each in found}) == RECORDS


@pytest.mark.parametrize("kind", CONTAINERS)
def test_reading_goes_on_behind_any_record(kind: str) -> None:
    """From the place behind each record exactly the rest is read, and one or two less where they are stepped over."""
    payload = CONTAINERS[kind]()
    whole = met(kind, payload)
    for number, each in enumerate(whole, 1):
        if each.after is None:
            assert number == len(whole)
            continue
        assert items(met(kind, payload, start=each.after)) == items(whole[number:])
        assert items(met(kind, payload, start=each.after.skipping())) == items(whole[number + 1 :])
        assert items(met(kind, payload, start=each.after.skipping().skipping())) == items(whole[number + 2 :])


@pytest.mark.parametrize("kind", CONTAINERS)
def test_the_first_record_can_be_stepped_over(kind: str) -> None:
    """Where nobody could read the first record, the others are read."""
    payload = CONTAINERS[kind]()
    assert items(met(kind, payload, start=Mark().skipping())) == items(met(kind, payload)[1:])


@pytest.mark.parametrize("size", [1, 150, 400, 1 << 20])
@pytest.mark.parametrize("kind", [kind for kind in CONTAINERS if EVERY[kind].split is not None])
def test_pieces_hold_every_record_once(kind: str, size: int) -> None:
    """Divided into pieces of any size, a container gives the same records in the same order."""
    payload = CONTAINERS[kind]()
    split = form_named(kind).split
    assert split is not None
    pieces = list(split(io.BytesIO(payload), Order(source=Source(path="container")), size))
    parts = [item for piece in pieces for item in items(met(kind, payload, start=piece.start, end=piece.end))]
    assert parts == (items(met(kind, payload)) if pieces else [])
    assert size > 1 or len(pieces) > 1
