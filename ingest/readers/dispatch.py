"""Tell what an input is and have it read, be it a file or what lies in a container.

Rule: pure; knows the registry.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.readers.forms import form_named, forms
from ingest.readers.packed.unpacked import beginning
from ingest.readers.reading import DEEPEST, Form, Head, Met, Order, refused, rejected
from ingest.readers.sniff import Refusal, sniff
from schemas.report import Reason


def form_of(stream: BinaryIO, name: str) -> Form | Refusal:
    """Return the form of `stream`, which stands at its first byte and does again afterwards."""
    head = Head(beginning(stream), name)
    stream.seek(0)
    for form in forms() if head.payload else ():
        if form.recognise(head):
            return form
    kind = sniff(head.payload, name)
    return kind if isinstance(kind, Refusal) else form_named(kind)


def kind_of(stream: BinaryIO, name: str) -> str | Refusal:
    """Return the name of the form of `stream`, or why none takes it."""
    form = form_of(stream, name)
    return form if isinstance(form, Refusal) else form.kind


def read(stream: BinaryIO, order: Order, *, kind: str | None = None) -> Iterator[Met]:
    """Yield the pages in `stream`, told apart by its content; each that is none as a rejection with its reason.

    `kind`: what it is, where that is known already.
    """
    if order.depth > DEEPEST:
        detail = f"It lies in more than {DEEPEST} containers, one in the other. Unpack the outer ones."
        yield Met(item=rejected(order.source, Reason.TOO_DEEP, detail))
        return
    form = form_of(stream, order.called) if kind is None else form_named(kind)
    if isinstance(form, Form) and form.counts is None and order.start.skips:
        return  # its one page is what must not be touched
    if isinstance(form, Refusal):
        yield Met(item=refused(stream, order, form.reason, form.detail, form.outcome))
    else:
        yield from form.read(stream, replace(order, inner=read))
