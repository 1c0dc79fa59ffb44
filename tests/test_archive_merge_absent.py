"""What archives withhold, hold by law or purged stays so when they are merged, in any order and cut off anywhere."""

import itertools
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cut_off import cut_off
from divided import ingested, inputs, of_host, parts, sound_digest

from archive import reader
from archive.digest import iter_lines
from archive.leaving import Leaver
from archive.merge import merge
from archive.store import open_store
from schemas.article import Article

TOLD = "Beavers have dammed the brook behind the hospital of Tesk"
NUMBER = 6
"""Of the made-up outlet's article that begins so."""


def leaving(path: Path, action: str, *refs: str) -> None:
    """Withhold, hold or purge articles of an archive."""
    with open_store(path, clock=lambda: "2022-05-01T10:00:00Z") as store:
        getattr(Leaver(store, by="Ira"), action)(refs, because="an order")


def named(path: Path, number: int = NUMBER) -> str:
    """Return the public id of an article of the made-up outlet."""
    with closing(sqlite3.connect(path)) as conn:
        row = conn.execute("SELECT public_id FROM article WHERE address = ?", (f"https://herald.example/{number}",))
        return str(row.fetchone()[0])


def lines(path: Path) -> list[str]:
    """Return what the digest is made of; every hash must be right."""
    sound_digest(path)
    with closing(reader.open_reader(path)) as conn:
        return list(iter_lines(conn))


def texts(path: Path) -> str:
    """Return all that is in the tables of an archive, packs apart."""
    with closing(reader.open_reader(path)) as conn:
        return " ".join(
            str(row) for row in conn.execute("SELECT body FROM plain_text UNION ALL SELECT headline FROM article")
        )


def merged(tmp_path: Path, made: Sequence[Path]) -> list[Path]:
    """Merge archives in every order; return the archives that came of it."""
    found = []
    for number, order in enumerate(itertools.permutations(made)):
        found.append(tmp_path / f"out-{number}.db")
        merge(found[-1], order)
    return found


def some() -> list[Any]:
    """Return a few inputs, the secret one and a copy of its host's among them."""
    return [each for each in inputs() if not isinstance(each, Article) or "ferry" not in each.address]


@pytest.mark.parametrize("both_have_it", [False, True])
def test_withheld_in_one(tmp_path: Path, *, both_have_it: bool) -> None:
    """What one archive withholds is withheld, also where the other shows it."""
    whole = ingested(tmp_path / "whole.db", some())
    leaving(whole, "withhold", named(whole))
    secret = of_host(NUMBER)
    rest = [each for each in some() if each != secret]
    made = parts(tmp_path, [[secret, *rest[::2]], [*([secret] if both_have_it else []), *rest[1::2]]])
    leaving(made[0], "withhold", named(made[0]))
    for out in merged(tmp_path, made):
        assert lines(out) == lines(whole)
        assert TOLD not in texts(out)
        merge(out, made)
        assert lines(out) == lines(whole)
    with open_store(out) as store:
        Leaver(store).release([row[0] for row in store.conn.execute("SELECT public_id FROM withheld")], because="over")
    assert TOLD in texts(out)
    assert lines(out) == lines(ingested(tmp_path / "shown.db", some()))


@pytest.mark.parametrize("action", ["purge", "withhold"])
def test_the_target_has_it_first(tmp_path: Path, action: str) -> None:
    """An archive that shows an article, and takes one in that withheld or purged it, shows it no longer."""
    target = ingested(tmp_path / "target.db", [of_host(0), of_host(NUMBER)])
    other = ingested(tmp_path / "other.db", [of_host(1), of_host(NUMBER)])
    leaving(other, action, named(other))
    merge(target, [other])
    assert TOLD not in texts(target)
    assert sound_digest(target)
    state = "withheld" if action == "withhold" else "purged"
    with closing(sqlite3.connect(target)) as conn:
        assert conn.execute(f"SELECT asserted_by, because FROM {state}").fetchall() == [("Ira", "an order")]  # noqa: S608  a name of ours


def test_purged_in_one(tmp_path: Path) -> None:
    """What one archive purged stays out, also where the other has it; its tombstone comes along and keeps it out."""
    made = parts(tmp_path, [[of_host(0), of_host(NUMBER)], [of_host(1), of_host(NUMBER)]])
    leaving(made[0], "purge", named(made[0]))
    outs = merged(tmp_path, made)
    assert lines(outs[0]) == lines(outs[1])
    assert TOLD not in texts(outs[0])
    ingested(outs[0], [of_host(NUMBER)])
    assert TOLD not in texts(outs[0])
    assert lines(outs[0]) == lines(outs[1])


def test_purged_in_one_and_held_in_another(tmp_path: Path) -> None:
    """Where the law holds in one archive what another purged, it stays, and nobody is shown it."""
    made = parts(tmp_path, [[of_host(0), of_host(NUMBER)], [of_host(1), of_host(NUMBER)]])
    leaving(made[0], "purge", named(made[0]))
    leaving(made[1], "hold", named(made[1]))
    outs = merged(tmp_path, made)
    assert lines(outs[0]) == lines(outs[1])
    assert TOLD not in texts(outs[0])
    assert [line[:11] for line in lines(outs[0]) if "withheld" in line[:12]] == ['["withheld"']
    with closing(sqlite3.connect(outs[0])) as conn:
        assert conn.execute("SELECT count(*) FROM legal_hold").fetchone() == (1,)


@pytest.mark.parametrize("act", [lambda path: leaving(path, "withhold", named(path))])
def test_cut_off_anywhere_nothing_shows(tmp_path: Path, act: Callable[[Path], None]) -> None:
    """Ended before any of its transactions, a merge has shown nothing of what is withheld; run again, it is done."""
    made = parts(tmp_path, [[of_host(0), of_host(NUMBER)], [of_host(1), of_host(NUMBER)]])
    act(made[1])
    merge(tmp_path / "whole.db", made)
    wanted = sound_digest(tmp_path / "whole.db")
    for stop in itertools.count():
        out = tmp_path / f"cut-{stop}.db"
        try:
            with cut_off(stop):
                merge(out, made)
        except pytest.fail.Exception:
            break
        assert TOLD not in texts(out)
        merge(out, made)
        assert sound_digest(out) == wanted
    assert stop > 6
