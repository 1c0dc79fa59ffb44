"""Web archives all the way into an archive: shared among workers, with what their records say of each receipt."""

import json
from contextlib import closing
from pathlib import Path

from command_line import done
from web_archives import answer, digest, packed, page, pages, record, warcinfo

from archive import reader, verify
from archive.intake import ingest
from archive.workers import Limits


def digest_of(path: Path) -> str:
    """Return the digest of the archive at `path`."""
    with closing(reader.open_reader(path)) as conn:
        return verify.digest(conn)


def test_one_file_is_shared_among_workers(tmp_path: Path) -> None:
    """Web archives that are divided give the same archive as those that are read in a row, damages and all."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("plain", "packed"):
        damaged = pages(1, "Odd")[0].replace(b"quay", b"quai")
        records = [warcinfo(), *pages(8, f"Early {name}"), damaged, *pages(8, f"Late {name}")]
        (folder / name).write_bytes(packed(records) if name == "packed" else b"".join(records))
    one = ingest(tmp_path / "one.db", [folder], jobs=1)
    many = ingest(tmp_path / "many.db", [folder], jobs=3, limits=Limits(split_bytes=2000))
    assert (one.inputs, one.new) == (many.inputs, many.new) == (34, 32)
    places = [[(each.source, each.reason, each.offset) for each in report.rejected] for report in (one, many)]
    assert places[0] == places[1]
    assert digest_of(tmp_path / "one.db") == digest_of(tmp_path / "many.db")


def test_a_receipt_is_shown_as_its_record_states_it(tmp_path: Path) -> None:
    """`show` tells address, time, status and digest of an answer, and nothing of the machine that crawled it."""
    body = page("Ferry stays in harbour")
    path, archive = tmp_path / "a.warc.gz", tmp_path / "a.db"
    path.write_bytes(packed([warcinfo(), record(answer(body), WARC_Payload_Digest=digest(body))]))
    done("ingest", archive, path)
    told = done("show", archive, "A-0001", "--explain")
    assert "from https://orvel.example/a (says warc)" in told
    assert "fetched 2022-11-25T10:00:00Z (says warc)" in told
    assert "HTTP 200, text/html" in told
    assert f"its container states {digest(body)}: checked" in told
    shown = json.loads(done("show", archive, "A-0001", "--json"))
    assert (shown["source"], shown["captured_basis"]) == (f"a.warc.gz#{len(packed([warcinfo()]))}", "warc")
    assert done("show", archive, "A-0001", "--received").encode() == body
    assert b"desk-of-somebody" not in archive.read_bytes()
