"""A process made ready for many pages."""

import gc
from collections.abc import Iterator

import pytest

from archive.warm import OBJECTS, warm_up, warm_up_texts
from schemas.page import RawPage
from schemas.report import Outcome, Reason, Rejection


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    """Give the collector back as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_each_form_of_page_is_tried_once() -> None:
    """A page goes through, and a text when it is asked for: what they load is there when the first ones come."""
    met: list[str] = []

    def process(page: RawPage) -> Rejection:
        met.append(page.format)
        return Rejection(source=page.source, outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail="Tried only.")

    warm_up(process)
    assert met == ["html"]
    warm_up_texts(process)
    assert met == ["html", "text"]
    assert gc.get_threshold()[0] == OBJECTS
