"""Lists that may be long: the same records, wherever they wait."""

from archive.spill import Spill
from schemas.codec import to_json
from schemas.report import Reason, RejectedInput


def listed(number: int) -> RejectedInput:
    """Return a record, with what text may hold in it."""
    return RejectedInput(
        source=f"s{number}\n\ud800", member=None, offset=number, reason=Reason.EMPTY, detail="It is \x00."
    )


def test_records_beyond_those_in_memory_are_the_same() -> None:
    """All come back in order, twice, by place and by slice, and in JSON."""
    spill = Spill(RejectedInput, held=3)
    records = [listed(number) for number in range(10)]
    for record in records:
        spill.add(record)
    assert list(spill) == list(spill) == records
    assert len(spill) == 10
    assert (spill[0], spill[9], spill[-1]) == (records[0], records[9], records[9])
    assert spill[2:5] == tuple(records[2:5])
    assert spill[:2] == tuple(records[:2])
    assert to_json(spill) == [to_json(record) for record in records]
    assert spill.taken() is spill


def test_few_records_are_a_tuple() -> None:
    """Where all are in memory, a report holds a tuple of them."""
    spill = Spill(RejectedInput)
    spill.add(listed(1))
    assert spill.taken() == (listed(1),)
