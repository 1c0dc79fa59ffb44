"""The measuring itself: intervals, floors, children that hang or crash, the table of musts."""

import gzip
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from outlet import ARTICLES

from yardstick import floors, runner
from yardstick.bodies import body_scores
from yardstick.bootstrap import paired_interval
from yardstick.dumps import dump_scores
from yardstick.explain import explain
from yardstick.furniture import host_scores
from yardstick.measure import Result, measure, wrong_days
from yardstick.musts import Pool, Speed, body_lines, fact_lines, other_lines, pool_lines, wrong_line
from yardstick.peers import Peer
from yardstick.sets import bench, find_sets, labels_of
from yardstick.tables import dump_table, host_table, must_table, set_table, verdict_lines, wall_table
from yardstick.verdicts import Verdicts, count_verdicts
from yardstick.walls import ARTICLE, score_walls

SCORER = """
import gzip, json

def pages_of(dataset):
    name, _, kind = dataset.partition(":")
    with gzip.open(name, "rt", encoding="utf8") as lines:
        pages = [json.loads(line) for line in lines]
    return [{**p, "html": p["html"].encode()} for p in pages if not kind or p.get("kind") == kind]

def body_score(gold, found):
    same = float(gold == found)
    return same, same, same, bool(same)

def score(pages, found):
    bodies = [body_score(p["body"], found[p["id"]].get("text"))[2] for p in pages if p.get("body")]
    dates = [found[p["id"]].get("date") == p["date"] for p in pages if p.get("date")]
    means = {"F1": bodies, "date": dates}
    return {name: sum(row) / len(row) for name, row in means.items() if row}
"""

ADAPTERS = """
import os, time

def echo(html, url):
    return {"text": html.decode(), "date": "2021-05-04"}

def stumbles(html, url):
    if b"hang" in html: time.sleep(60)
    if b"crash" in html: os._exit(3)
    if b"raise" in html: raise ValueError("a broken page")
    return {"text": "told"}
"""


def page(number: int, html: str, **labels: object) -> dict[str, object]:
    """Make a labelled page."""
    return {"id": f"p{number}", "html": html, "url": f"https://dunmere.example/{number}", **labels}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return a folder with a made-up set, its reader and two extractors."""
    folder = tmp_path / "shared"
    (folder / "bench" / "extraction").mkdir(parents=True)
    (folder / "corpora" / "extraction-dev").mkdir(parents=True)
    (folder / "bench" / "extraction" / "bench_extraction.py").write_text(SCORER, "utf8")
    (folder / "bench" / "extraction" / "peers.py").write_text(ADAPTERS, "utf8")
    return folder


@pytest.fixture(autouse=True)
def own_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test see the scorer that another one imported."""
    for name in ("bench_extraction", "peers"):
        monkeypatch.delitem(__import__("sys").modules, name, raising=False)
    monkeypatch.setattr("sys.path", list(__import__("sys").path))


def write_set(shared: Path, name: str, pages: list[dict[str, object]]) -> None:
    """Write a labelled set."""
    with gzip.open(shared / "corpora" / "extraction-dev" / f"{name}.jsonl.gz", "wt", encoding="utf8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in pages)


def result(name: str, **figures: float) -> Result:
    """Make a result."""
    return Result(name, figures, {}, (), 0, 1.0, (0.0, ""))


def test_a_page_that_hangs_crashes_or_raises_costs_that_page_only(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that ends on a page is started again after it; the failure is in that page's row."""
    write_set(shared, "fundus", [page(n, html) for n, html in enumerate(("a", "hang", "b", "crash", "raise", "c"))])
    monkeypatch.setattr(runner, "PAGE_SECONDS", 1.0)
    monkeypatch.setattr(runner, "version_of", lambda _: "1")
    (labelled,) = find_sets(shared, ("fundus",))
    _, ids = runner.ids_of(shared, labelled)
    task = runner.task_of(labelled, Peer("stumbles", "json", ()), tmp_path / "answers", ids)
    runner.run_tasks(shared, [task], 1)
    rows = runner.rows_of(task)
    assert [row.get("text") for row in rows.values()] == ["told", None, "told", None, None, "told"]
    assert ["error" in row for row in rows.values()] == [False, True, False, True, True, False]
    assert rows["p4"]["error"] == "ValueError: a broken page"


def test_an_extractor_that_does_not_start_is_an_error(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that never reaches its pages fails the run, and marks no page."""
    write_set(shared, "fundus", [page(1, "a")])
    monkeypatch.setattr(runner, "version_of", lambda _: "1")
    (labelled,) = find_sets(shared, ("fundus",))
    task = runner.task_of(labelled, Peer("nobody", "json", ()), tmp_path / "answers", ("p1",))
    with pytest.raises(RuntimeError, match="nobody on fundus does not start"):
        runner.run_tasks(shared, [task], 1)


def test_stored_answers_belong_to_a_version_and_a_set(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of a peer, or another page in the set, is another file; the same is not run again."""
    write_set(shared, "fundus", [page(1, "a")])
    (before,) = find_sets(shared, ("fundus",))
    peer = Peer("echo", "json", ())
    monkeypatch.setattr(runner, "version_of", lambda _: "1")
    first = runner.task_of(before, peer, tmp_path / "answers", ("p1",))
    runner.run_tasks(shared, [first], 1)
    assert runner.task_of(before, peer, tmp_path / "answers", ("p1",)).is_done
    monkeypatch.setattr(runner, "version_of", lambda _: "2")
    assert not runner.task_of(before, peer, tmp_path / "answers", ("p1",)).is_done
    assert not runner.task_of(before, None, tmp_path / "answers", ("p1",)).is_done


def test_our_answers_are_scored_beside_a_peers(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours and a peer's rows of one set come out as a table with both."""
    told = "The ferry to Sund will sail at noon on weekdays, the harbour office of Dunmere said on Monday. " * 3
    html = f"<html><title>Ferry</title><body><h1>Ferry</h1><p>{told}</p></body></html>"
    write_set(shared, "fundus", [page(1, html, body=told.strip(), date="2021-05-04"), page(2, "", kind="listing")])
    monkeypatch.setattr(runner, "version_of", lambda _: "1")
    (labelled,) = find_sets(shared, ("fundus",))
    labels, ids = runner.ids_of(shared, labelled)
    tasks = [runner.task_of(labelled, peer, tmp_path / "a", ids) for peer in (None, Peer("echo", "json", ()))]
    runner.run_tasks(shared, tasks, 2)
    results = {}
    for task in tasks * 2:  # the second time the stored scores are read
        rows = runner.rows_of(task)
        bodies = body_scores(bench(shared), labels, rows, task.out)
        results[task.extractor] = measure(bench(shared), task.extractor, labels, rows, bodies)
    perfect = {"F1": 1.0, "P": 1.0, "R": 1.0, "pageF1": 1.0, "bad": 0.0}
    assert results["cuttings"].figures == perfect
    assert results["echo"].figures == {**dict.fromkeys(perfect, 0.0), "bad": 1.0, "date": 1.0}
    shown = "\n".join(set_table("fundus", 2, labelled.fingerprint, results))
    assert shown.index("| cuttings |") < shown.index("| echo |")
    turned = count_verdicts([("fundus", runner.rows_of(tasks[0]))])
    assert [number for _, number, _ in turned.rejected] == ["p2"]
    assert "p2: " in "\n".join(verdict_lines(turned, {}))


def test_one_page_is_explained_line_by_line(shared: Path) -> None:
    """Lines of the label that are missing have a minus, lines too many a plus and the rule that kept them."""
    told = "The ferry to Sund will sail at noon on weekdays, the harbour office of Dunmere said on Monday morning."
    write_set(
        shared, "fundus", [page(1, f"<title>Ferry</title><h1>Ferry</h1><p>{told}</p>", body="Other words stood here.")]
    )
    (labelled,) = find_sets(shared, ("fundus",))
    one = bench(shared).pages_of(labelled.dataset)[0]
    lines = list(explain(one, {"echo": {"text": "Other words stood here."}}))
    assert "- Other words stood here." in lines
    assert any(line.startswith("+ The ferry to Sund") and "[paragraph, " in line for line in lines)
    assert any("echo 1.000" in line for line in lines)


def test_furniture_is_learned_from_blocks_and_from_lines(shared: Path) -> None:
    """What all pages of a host repeat goes from our blocks and from a peer's lines; a host of few pages is left out."""
    told = [
        "The wells of the old town will be cleaned by June, after germs came down with the floods.",
        "Two cranes stand still since the driver of the larger one has left for the islands.",
        "Nobody bought the mail ferry, though the owners asked a third of what she had cost them.",
        "Apples froze on the trees in both valleys, and the growers want relief from the rent.",
        "A bell cast in Sund cracked on its first evening; the foundry will pour another next week.",
        "Lorries above nine tonnes may no longer cross the iron bridge, said its keeper.",
    ]
    offer = "Write to our newsroom and win a voucher."
    pages = [
        {"id": f"p{n}", "host": "dunmere.example", "url": f"https://dunmere.example/{n}", "body": line}
        for n, line in enumerate(told)
    ]
    lone = {"id": "alone", "host": "sund.example", "body": "Nobody else writes here."}
    ours = {
        f"p{n}": {
            "text": f"{line}\n\n{offer}",
            "blocks": [["paragraph", "p[1]", line, True], ["paragraph", "p[2]", offer, True]],
        }
        for n, line in enumerate(told)
    }
    theirs = {f"p{n}": {"text": f"{line}\n{offer}"} for n, line in enumerate(told)}
    before = dict.fromkeys(("cuttings", "echo"), dict.fromkeys(ours, 0.0))
    scores = host_scores(bench(shared), [*pages, lone], {"cuttings": ours, "echo": theirs}, before)
    assert [(score.before, score.after, score.pages, score.hosts) for score in scores] == [(0.0, 1.0, 6, 1)] * 2
    assert "| echo | 0.0000 | 1.0000 |" in "\n".join(host_table(scores))


def test_sets_are_found_with_their_reader_only(shared: Path) -> None:
    """A set that is absent, or has no reader beside it, is not in the run; labels hold no bytes."""
    write_set(shared, "fundus", [page(1, "a", body="b")])
    (labelled,) = find_sets(shared, ("fundus", "htmldate"))
    assert "html" not in labels_of(shared, labelled)[0]
    (shared / "bench" / "extraction" / "bench_extraction.py").unlink()
    assert find_sets(shared, ("fundus",)) == []


def test_the_interval_is_of_pairs_and_repeats() -> None:
    """A small lead on every page is certain, however the pages differ; the same answers give the same interval."""
    theirs = [(number % 10) / 10 for number in range(100)]
    lead = paired_interval([value + 0.01 + 0.001 * (number % 3) for number, value in enumerate(theirs)], theirs)
    assert lead.low > 0
    assert math.isclose(lead.mean, 0.011, abs_tol=0.0001)
    mixed = [value + (0.2 if number % 2 else -0.2) for number, value in enumerate(theirs)]
    assert paired_interval(mixed, theirs).low < 0 < paired_interval(mixed, theirs).high
    assert paired_interval(mixed, theirs) == paired_interval(mixed, theirs)


def test_a_figure_on_the_wrong_side_is_noticed() -> None:
    """The gate fails where a share is below its floor or missing, or a count above its ceiling."""
    assert floors.below_floor({"body": 0.5, "wrong_days": 3.0}, {"body": 0.9, "date": 1.0, "wrong_days": 2.0}) == [
        "body: 0.500 is below the floor 0.900",
        "date: 0.000 is below the floor 1.000",
        "wrong_days: 3 is above 2",
    ]
    assert floors.below_floor({"body": 0.9, "wrong_days": 2.0}, {"body": 0.9, "wrong_days": 2.0}) == []


def test_floors_belong_to_a_fingerprint(tmp_path: Path) -> None:
    """What is pinned comes back; other pages are held against nothing and said; our own changed pages are a fault."""
    path = tmp_path / "floors.toml"
    floors.pin({"fundus": ("f1", {"body": 0.91299, "rejected": 0.0}), floors.OWN: ("o1", {"body": 1.0})}, "", path)
    pinned = floors.read_floors(path)
    assert pinned["fundus"].floors == {"body": 0.912, "rejected": 0.0}
    assert floors.hold({"fundus": ("f1", {"body": 0.92, "rejected": 0.0})}, pinned) == ([], [])
    faults, notes = floors.hold({"fundus": ("f2", {}), floors.OWN: ("o2", {}), "new": ("n", {})}, pinned)
    assert len(faults) == 1
    assert len(notes) == 2


def test_a_floor_sinks_only_knowingly(tmp_path: Path) -> None:
    """What a pin would lower is listed, so that it can be refused; a reason is kept in the file."""
    path = tmp_path / "floors.toml"
    floors.pin({"fundus": ("f1", {"body": 0.9})}, "", path)
    assert floors.lowered({"fundus": ("f1", {"body": 0.8})}, floors.read_floors(path))
    assert not floors.lowered({"fundus": ("f1", {"body": 0.95})}, floors.read_floors(path))
    floors.pin({"fundus": ("f1", {"body": 0.8})}, 'the "label" was wrong', path)
    assert floors.read_floors(path)["fundus"].because == 'the "label" was wrong'


def test_wrong_days_are_whole_days_other_than_the_label() -> None:
    """A year, a month or silence is no wrong day."""
    pages = [{"id": str(n), "date": "2021-05-04"} for n in range(5)]
    values = ("2021-05-04", "2021-05-05T10:00", "2021", None, "2021-06")
    assert wrong_days(pages, {str(n): {"date": value} for n, value in enumerate(values)}) == ("1",)


def test_the_table_of_musts_tells_what_is_not_reached() -> None:
    """Each line says its figure and whether it is reached; what was not measured is never reached."""
    ours = result("cuttings", F1=0.96, date=0.97)
    results = {"fundus": {"cuttings": ours, "echo": result("echo", F1=0.955, date=0.96)}}
    (body,) = body_lines(results)
    assert body.is_met is False
    (date,) = fact_lines(results)
    assert date.is_met is False
    assert wrong_line(results).is_met is None
    assert [line.is_met for line in pool_lines(None)] == [None]
    span = paired_interval([0.9] * 9, [0.8] * 9)
    assert [line.is_met for line in pool_lines(Pool("echo", span, 2, 2, 9))] == [True, False]
    verdicts = Verdicts(400, (("fundus", "p1", "listing"), ("fundus", "p2", "listing")), 0)
    lines = list(other_lines(verdicts, [], Speed(60.0, 20.0, 10, 1.2, "p3")))
    assert [line.is_met for line in lines] == [None, True, True, False]
    shown = "\n".join(must_table([body, *lines]))
    assert "| NOT |" in shown
    assert "| not measured |" in shown


def test_walls_are_counted_by_what_a_reader_would_call_them(tmp_path: Path) -> None:
    """A wall let in without a word is missed, an article turned away is wrong; the table lists both."""
    pages = tmp_path / "pages.toml"
    told = "<p>The ferry left Karvia at one on Monday, because a cow stood on the ramp and would not go.</p>"
    kinds = {
        "challenge": "<title>Just a moment...</title><p>Verify you are human.</p>",
        "login": told,
        "article": "<title>404 Not Found</title><h1>404 Not Found</h1><p>It has gone.</p>",
    }
    pages.write_text(
        "".join(f"[[page]]\nis = '{what}'\nlang = 'en'\nhtml = '{html}'\n" for what, html in kinds.items())
    )
    score = score_walls(pages)
    assert (score.walls, score.missed, score.refused["challenge"], score.refused[ARTICLE]) == (2, 1, 1, 1)
    assert any(line.startswith("- login, en: article") for line in wall_table(score))
    assert score.figures == {"walls_missed": 1.0, "articles_refused": 1.0}


def test_there_are_walls_of_every_kind_and_articles_like_them() -> None:
    """The made-up set does not shrink."""
    score = score_walls()
    assert score.walls >= 43
    assert score.pages[ARTICLE] >= 17
    assert set(score.pages) == {"challenge", "consent", "login", "paywall", "video", "listing", "error", "article"}


def test_furniture_is_learned_from_dumps_of_one_host() -> None:
    """Pages of a host become text dumps; what they repeat is learned from the dumps and taken off them."""
    repeated = "The Herald is printed on Fridays at the old mill and costs two crowns at every kiosk of the county."
    pages = [_page_of(number, headline, body, repeated) for number, (headline, body) in enumerate(ARTICLES)]
    score = dump_scores(pages, lambda label, text: 1.0 if label in text and repeated not in text else 0.5)
    assert score is not None
    assert (score.pages, score.hosts, score.raw, score.after, score.worse) == (len(ARTICLES), 1, 0.5, 1.0, 0)
    assert any("| 0.5000 |" in line for line in dump_table(score))
    assert list(dump_table(None)) == []
    assert dump_scores(pages[:4], lambda label, text: float(label == text)) is None


def _page_of(number: int, headline: str, body: Sequence[str], repeated: str) -> dict[str, Any]:
    """Return a labelled page of the made-up outlet with a line that all of them hold."""
    paragraphs = "".join(f"<p>{line}</p>" for line in (*body, repeated))
    html = f"<html lang=en><h1>{headline}</h1><article>{paragraphs}</article></html>".encode()
    url = f"https://herald.example/{number}"
    return {"id": str(number), "host": "herald.example", "url": url, "body": body[0], "html": html}
