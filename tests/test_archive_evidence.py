"""What rules read, as it is kept."""

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from hypothesis import given
from hypothesis import strategies as st

from archive import reader, texts
from archive.curation import Curator
from archive.evidence import pack_facts, unpack_facts
from archive.rows import facts_hash, row_of_fact
from archive.store import open_store
from schemas.article import Fact

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
facts = st.builds(
    Fact,
    field=st.sampled_from(["headline", "author", "tag"]),
    value=words | st.none(),
    raw=words,
    rule=words,
    basis=st.sampled_from(["structured", "stated", "dateline", "inferred"]),
    place=words | st.none(),
    confidence=st.floats(0, 1),
    chosen=st.booleans(),
    by=words | st.none(),
    because=words | st.none(),
)


@given(st.lists(facts))
def test_facts_come_back(given: list[Fact]) -> None:
    """All that a fact says comes back, in the same order."""
    assert unpack_facts(pack_facts(given)) == tuple(given)


@pytest.mark.parametrize("stored", [b"", b"\x00", texts.pack("{"), texts.pack("[[1, 2]")])
def test_what_is_no_list_of_facts_is_refused(stored: bytes) -> None:
    """Bytes that are something else are an error, never other facts."""
    with pytest.raises(ValueError, match=r"no packed text|Expecting"):
        unpack_facts(stored)


def test_sql_reads_every_fact(tmp_path: Path) -> None:
    """The view has what the rules read and what a person said, each with what it rests on."""
    fresh_archive(tmp_path / "a.db", [make_article(record_id="r-1", headline="Ferry sails", outlet="Orbek Post")])
    with open_store(tmp_path / "a.db") as store:
        Curator(store, by="Ira").set_fact("r-1", "outlet", "Orbek Evening Post", because="It says so in print.")
    with closing(reader.open_reader(tmp_path / "a.db")) as conn:
        told = set(reader.facts_of(conn, "r-1"))
        rows = conn.execute(
            "SELECT field, value, raw, rule, basis, place, asserted_by, because, extraction_id IS NULL FROM plain_fact"
        ).fetchall()
    assert {row[:8] for row in rows} == {
        (fact.field, fact.value, fact.raw, fact.rule, fact.basis, fact.place, fact.by, fact.because) for fact in told
    }
    assert [(row[1], row[6]) for row in rows if row[8]] == [("Orbek Evening Post", "Ira")]
    assert len(rows) == len(told) > 2


@given(st.lists(facts))
def test_facts_are_hashed_and_kept_as_json(given: list[Fact]) -> None:
    """What is hashed and what is kept is what an encoder of JSON makes of it, letter for letter."""
    lines = sorted(json.dumps(row_of_fact(fact)[:7], ensure_ascii=False) for fact in given)
    assert facts_hash(given) == hashlib.sha256("\n".join(lines).encode()).digest()
    kept = texts.unpack(pack_facts(given))
    assert kept == json.dumps(json.loads(kept), ensure_ascii=False, separators=(",", ":"))
