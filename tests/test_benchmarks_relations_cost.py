"""The measuring of cost, and the drawing and tallying of a sample of relations."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
import relations_cost
import relations_sample
from relations_cost import articles_of, growth, index_bytes, speed
from relations_edits import edited, grown, made_up
from relations_sample import drawn, sheet, tally


def test_made_up_records_and_their_edits_are_the_same_every_time() -> None:
    """Seeded by what they edit; most edits change the text, and every record has an id of its own."""
    records = made_up(20)
    rows = list(grown(records, 60))
    assert rows == list(grown(made_up(20), 60))
    assert len({row["id"] for row in rows}) == 60
    texts = Counter(row["text"] for row in rows)
    assert len(texts) > 50
    assert edited(records[0], 1, records) != edited(records[0], 2, records)


def test_more_records_are_made_than_there_are() -> None:
    """Past the last record only edits come."""
    rows = list(grown(made_up(3), 30))
    assert len(rows) == 30
    assert sum("~" not in row["id"] for row in rows) == 3


def test_growth_size_and_memory_are_measured_on_real_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same probes go into a small and a large archive; index bytes are of the tables that exist."""
    monkeypatch.setattr(relations_cost, "SMALL", 20)
    monkeypatch.setattr(relations_cost, "PROBES", 12)
    monkeypatch.setattr(relations_cost, "PASSES", 4)
    lines = list(growth(made_up(60), 40, tmp_path))
    counts = Counter(line.split()[0] for line in lines)
    assert counts == {"filled": 2, "size": 2, "growth,": 5, "memory:": 1}
    sizes = index_bytes(tmp_path / "growing.db")
    assert sizes["everything"] > sizes["shingle"] > 0


def test_speed_is_stated_beside_the_peer_where_it_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both forms of the peer are on every line of ratios; without the peer that is said."""
    lines = list(speed("made up", islice(grown(made_up(30), 40), 40), tmp_path / "speed.db"))
    ratios = [line for line in lines if "stages" in line]
    assert len(ratios) == 4
    is_there = "no peer" not in capsys.readouterr().err
    assert all(line.count("times datasketch") == (2 if is_there else 0) for line in ratios)


def test_records_become_articles_without_a_command() -> None:
    """What gives no article is left out."""
    found = list(articles_of([*made_up(2), {"id": "empty", "text": ""}]))
    assert [article.record_id for article in found] == ["made/0", "made/1"]


def relation(number: int, kind: str) -> dict[str, object]:
    """Make a line of `cuttings relations --jsonl`."""
    axes = {"text": "near", "occasion": "same", "jaccard": 0.5, "evidence": "Half is shared."}
    return {"a": f"a{number}", "b": f"b{number}", "kind": kind, **axes}


def test_rare_kinds_are_drawn_more_often_than_their_share() -> None:
    """Of 400 copies and 16 look-alikes a sample of 24 holds four look-alikes; the draw repeats."""
    rows = [relation(n, "near_copy") for n in range(400)] + [relation(n, "lookalike") for n in range(400, 416)]
    sample = drawn(rows, 24)
    assert Counter(row["kind"] for row in sample) == {"near_copy": 20, "lookalike": 4}
    assert sample == drawn(list(reversed(rows)), 24)


def test_a_sheet_shows_both_texts_and_is_tallied() -> None:
    """Sentences in both, in one alone; the reader's words come out as shares, weighed by how many there are."""
    rows = [relation(0, "near_copy"), relation(1, "lookalike")]
    article = {"published": "2021-05-04", "headline": "Ferry"}
    articles = {f"{end}{n}": {**article, "text": f"All sail. In {end} it rains."} for n in (0, 1) for end in "ab"}
    told = "\n".join(sheet(rows, [*rows, relation(2, "near_copy"), relation(3, "near_copy")], articles))
    assert "= All sail." in told
    assert "- In a it rains." in told
    assert "+ In b it rains." in told
    judged = told.replace("verdict: ", "verdict: right", 1).replace("verdict: \n", "verdict: wrong another town\n")
    lines = list(tally(judged))
    assert lines[0].startswith("lookalike: wrong 1/1 = 100.0%")
    assert lines[1].startswith("near_copy: wrong 0/1 = 0.0%")
    assert lines[-1] == "weighed by how many relations of each kind there are: 25.0% wrong"
    assert "unread 1" in next(iter(tally(told)))


def test_a_sheet_with_verdicts_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a reader wrote is not lost to a second call."""
    out = tmp_path / "sheet.txt"
    out.write_text("verdict: right", "utf-8")
    monkeypatch.setattr("sys.argv", ["relations_sample.py", "draw", str(tmp_path / "none.db"), str(out)])
    assert relations_sample.main() == 2
    assert "not written over" in capsys.readouterr().err
