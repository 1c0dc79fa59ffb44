"""The measuring of relations and stories: intervals, figures over pairs and clusters, the seeds, the gate."""

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import relations
import swap_ladder
from relations_direct import judged
from relations_errors import write_errors
from relations_lines import lines_of, seed_lines
from relations_score import Share, axis_right, b_cubed, b_cubed_interval, f1_interval, f1_of, said_of, together
from relations_sets import PairSet, find_set, ingested, record_line

from yardstick import floors

ON_SALE = (
    "The mail ferry to Sund was put on sale on Monday, and nobody in the harbour of Dunmere wanted her. "
    "Her owners ask for a third of what she cost them, the harbour office said. A crane stands idle beside her."
)
DOCS = (
    {"id": "a", "text": ON_SALE},
    {"id": "b", "text": ON_SALE.upper()},
    {
        "id": "c",
        "text": "Apples froze on the trees in both valleys, and the growers want relief from the rent this year.",
    },
)
PAIRS = (
    {"a": "a", "b": "b", "label": 1, "kind": "norm"},
    {"a": "a", "b": "c", "label": 0, "kind": "template"},
    {"a": "b", "b": "c", "label": 0, "kind": "quote"},
)


def row(a: str, b: str, kind: str | None, **axes: str) -> dict[str, Any]:
    """Make a line of `cuttings relations --jsonl`."""
    return {"a": a, "b": b, "kind": kind, **axes}


def says(relations: Sequence[object] = (), stories: Sequence[object] = (), articles: Sequence[object] = ()) -> Any:  # noqa: ANN401  stands for an archive
    """Make the answers of an archive."""
    return SimpleNamespace(relations=list(relations), stories=list(stories), articles=list(articles))


def test_a_share_of_nothing_wrong_is_still_uncertain() -> None:
    """The interval of 0 of 98 reaches above 3 %, that of 98 of 98 below 97 %; nothing measured says nothing."""
    assert Share(0, 98).ends == pytest.approx((0.0, 0.0377), abs=0.0005)
    assert Share(98, 98).ends == pytest.approx((0.9623, 1.0), abs=0.0005)
    assert Share(0, 0).ends == (0.0, 1.0)
    assert str(Share(1, 2)) == "1/2 = 50.0% [9.5%, 90.5%]"


def test_f1_and_its_interval() -> None:
    """One copy of two found and one look-alike called a copy is F1 one half; its interval repeats and holds it."""
    cells = [(True, True), (True, False), (False, True), (False, False)]
    assert f1_of(cells) == pytest.approx(0.5)
    assert f1_of([]) == 0.0
    span = f1_interval(cells * 10)
    assert span.mean == pytest.approx(0.5)
    assert span.low < 0.5 < span.high
    assert span == f1_interval(cells * 10)


def test_an_axis_is_judged_where_the_label_is_certain_and_a_relation_given() -> None:
    """Pairs without a relation, and pairs whose right answer is not certain, count for nothing."""
    pairs = [
        {"a": "a", "b": "b", "texts": ("near",), "occasions": ("same", "correction")},
        {"a": "a", "b": "c", "texts": (), "occasions": ("other_subject",)},
        {"a": "b", "b": "c", "texts": ("near",), "occasions": ("same",)},
    ]
    rows = [row("b", "a", "near_copy", text="near", occasion="correction"), row("a", "c", None, occasion="same")]
    said = said_of(rows)
    assert axis_right(pairs, said, "text") == Share(1, 1)
    assert axis_right(pairs, said, "occasion") == Share(1, 2)


def test_b_cubed_of_mixed_and_torn_events() -> None:
    """Two events in one story cost precision, an event in two stories recall; who is in no story is alone."""
    docs = [("a", "1_x"), ("b", "1_x"), ("c", "1_y"), ("d", "2_x")]
    scores = b_cubed(docs, [{"members": ["a", "c", "elsewhere"]}])
    assert scores == {"a": (0.5, 0.5), "b": (1.0, 0.5), "c": (0.5, 1.0), "d": (1.0, 1.0)}
    assert b_cubed_interval(docs, scores).mean == pytest.approx(0.75)


def test_same_news_is_one_story() -> None:
    """Two records are the same news where one story holds both; two that are in no story are not."""
    pairs = [{"a": "a", "b": "b", "label": 1}, {"a": "c", "b": "d", "label": 0}]
    assert together(pairs, [{"members": ["a", "b"]}]) == [(True, True), (False, False)]


def test_labels_stay_out_of_the_ingest() -> None:
    """Of a labelled record only what a scraper would bring is written."""
    labelled = {"id": "x", "text": "Told.", "cluster": "1_x", "url": ""}
    assert json.loads(record_line(labelled)) == {"id": "x", "text": "Told."}


def test_a_set_is_read_and_scored_through_the_command_line(tmp_path: Path) -> None:
    """A set that lies in the shared folder is ingested by the command; its exact copy is found, the others are not."""
    folder = tmp_path / "corpora" / "dedup-dev"
    folder.mkdir(parents=True)
    for part, rows in (("docs", DOCS), ("pairs", PAIRS)):
        with gzip.open(folder / f"ladder.{part}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(each) + "\n" for each in rows)
    assert find_set(tmp_path, "wire_pairs") is None
    labelled = find_set(tmp_path, "ladder")
    assert labelled is not None
    answers = ingested(labelled, tmp_path / "kept", 1)
    said = {frozenset((each["a"], each["b"])): each["kind"] for each in answers.relations}
    assert said == {frozenset("ab"): "same_text"}
    assert ingested(labelled, tmp_path / "kept", 1).report == answers.report, "the archive is kept"
    bench = SimpleNamespace(
        score_pairs=lambda docs, pairs, said: {  # noqa: ARG005  the shape of the sets' own scorer
            "called_copies_by_kind": {"norm": f"{len(said)}/1", "template": "0/1", "quote": "0/1"}
        }
    )
    found = lines_of(labelled, answers, bench)  # type: ignore[arg-type]
    assert [line.is_met for line in found.lines] == [True, True, True]
    assert found.pinned == {"norm_caught": 1.0, "template_called_copies": 0.0, "quote_called_copies": 0.0}
    with pytest.raises(ValueError, match="own scorer"):
        lines_of(labelled, answers, None)


def test_wrong_answers_are_written_with_both_texts(tmp_path: Path) -> None:
    """A missed copy, a false copy and a wrong axis are told apart; what is right is not listed."""
    labelled = PairSet("ladder", DOCS, ({**PAIRS[0], "text": "same"}, *PAIRS[1:]), "f")
    write_errors(tmp_path, labelled, says([row("a", "c", "near_copy")]))
    told = (tmp_path / "errors-ladder.txt").read_text("utf-8")
    assert told.count("#####") == 2
    assert "MISSED: {'a': 'a', 'b': 'b'" in told
    assert "FALSE COPY: {'a': 'a', 'b': 'c'" in told
    assert "Apples froze" in told
    write_errors(tmp_path, labelled, says([row("a", "b", "near_copy", text="near")]))
    assert "AXIS text" in (tmp_path / "errors-ladder.txt").read_text("utf-8")


SEEDS = {
    "relations": {"000~001": {"text": "reworked", "kind": "reworked"}, "000~002": {"kind": ["lookalike", None]}},
    "stories": {"never_together": [["000", "002"]]},
}
ARTICLES = [{"id": f"ar{n}", "source": f"00{n}_x.txt"} for n in range(3)]


def test_the_seeds_are_held_against_what_an_archivist_writes() -> None:
    """Each axis that is given must be right; no relation is right where null is; parted articles share no story."""
    right = says([row("ar1", "ar0", "reworked", text="reworked")], [{"members": ["ar0", "ar1"]}], ARTICLES)
    found, wrong = seed_lines(SEEDS, right)
    assert wrong == []
    assert [line.is_met for line in found.lines] == [True, True, False], "three articles, and five are wanted"
    worse = says([row("ar0", "ar1", "reworked", text="near")], [{"members": ["ar2", "ar0"]}], ARTICLES)
    found, wrong = seed_lines(SEEDS, worse)
    assert wrong == ["000~001: text is near, not reworked", "000 and 002 are in one story"]
    assert found.pinned == {"relations_right": 0.5, "never_together": 1.0}


def test_the_judge_alone_is_asked_of_labelled_pairs(tmp_path: Path) -> None:
    """Without an archive the judge calls the exact copy one, and the kept texts give the same answer again."""
    labelled = PairSet("ladder", DOCS, PAIRS, "f")
    first = judged(labelled, tmp_path)
    assert ("a", "b", "same_text") in {(each["a"], each["b"], each["kind"]) for each in first.relations}
    assert judged(labelled, tmp_path) == first


def test_sets_that_are_absent_are_skipped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no labelled set is in reach the gate says so and holds nothing against anything."""
    monkeypatch.setattr(sys, "argv", ["relations.py", "--shared", str(tmp_path), "--only", "tg", "--only", "seeds"])
    assert relations.main() == 0
    shown = capsys.readouterr().out
    assert "tg: skipped" in shown
    assert "seeds: skipped" in shown


def test_a_floor_sinks_only_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pinning worse figures of the same set is refused; with a reason it is written beside them."""
    monkeypatch.setattr(relations, "FLOORS", tmp_path / "floors.toml")
    assert (
        relations.write_floors({"tg": ("f", {"F1": 0.8}), "own swaps": ("o", {"lookalikes_called_copies": 3.0})}, "")
        == 0
    )
    worse: relations.Measured = {"own swaps": ("o", {"lookalikes_called_copies": 4.0})}
    assert relations.write_floors(worse, "") == 2
    assert relations.write_floors(worse, "a pair was labelled wrongly") == 0
    pinned = floors.read_floors(tmp_path / "floors.toml")
    assert pinned["own swaps"].because == "a pair was labelled wrongly"
    assert pinned["own swaps"].floors == {"lookalikes_called_copies": 4.0}
    faults, _ = floors.hold({"own swaps": ("other", {})}, pinned)
    assert faults, "our own pieces changed: they must be pinned anew"


def test_every_pinned_figure_of_our_own_ladders_is_of_the_present_pieces() -> None:
    """The fingerprint beside the floors is that of the pieces in the repository."""
    pinned = floors.read_floors(relations.FLOORS)
    assert {name: pinned[name].fingerprint for name in swap_ladder.PIECES} == {
        name: swap_ladder.fingerprint(name) for name in swap_ladder.PIECES
    }


@pytest.mark.slow
def test_our_own_ladder_holds_its_floors(tmp_path: Path) -> None:
    """Through the real command line, no figure of our own ladder is below what is pinned.

    The ladder that is held back is scored by the script alone: who sees it fail each day tunes on it.
    """
    _, measured, _ = relations.measure(relations.options_of(["--only", swap_ladder.NAME]), tmp_path)
    faults, notes = floors.hold(measured, floors.read_floors(relations.FLOORS))
    assert not faults
    assert not notes, "the figures are pinned"
