"""A writer that ends between two transactions, as a killed process does."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from archive.store import Store


class Killed(Exception):
    """Stands for the end of the process."""


@contextmanager
def cut_off(stop: int) -> Iterator[None]:
    """Let what is done inside begin `stop` transactions, and end it at the next; it has to get that far."""
    begun = 0
    plain = Store.transaction

    def transaction(self: Store) -> AbstractContextManager[None]:
        nonlocal begun
        begun += 1
        if begun > stop:
            raise Killed
        return plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "transaction", transaction)
        with pytest.raises(Killed):
            yield
