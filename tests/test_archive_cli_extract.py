"""The lines that `cuttings extract --jsonl` writes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from command_line import done, run
from outlet import ARTICLES, HEAD

PAGE = """<html><head><title>Ferry sinks off Orlu</title><script type="application/ld+json">{"@type":"NewsArticle",
"headline":"Ferry sinks off Orlu","datePublished":"2021-05-04T08:30:00+02:00","author":[{"@type":"Person","name":"Mira
Holt"},{"@type":"Organization","name":"Associated Press"}]}</script></head><body><article><h1>Ferry sinks off Orlu</h1>
<p>The ferry left the old harbour at six in the morning with forty people on board, and nobody saw it again.</p>
<p>Two boats searched the bay until night fell; the wind had risen to a storm, the mayor said, and they turned.</p>
<p>By noon on Tuesday the coast guard had found planks and a lifebelt near the lighthouse of Orlu.</p></article>"""


def test_a_line_credits_agencies_and_keeps_persons_apart(tmp_path: Path) -> None:
    """`author` is whom the page credits, in its words; `authors` are persons, the agency stands in its own field."""
    file = tmp_path / "page.jsonl"
    file.write_text(json.dumps({"id": 1, "html": PAGE.replace("Mira\nHolt", "Mira Holt")}) + "\n")
    answer = json.loads(done("extract", "--jsonl", file))
    assert answer["author"] == ["Mira Holt", "Associated Press"]
    assert (answer["authors"], answer["agency"]) == (["Mira Holt"], "AP")


def lines_of(*, hosts: Sequence[str] = ("herald.example",)) -> str:
    """Return six pages of each host as JSON Lines, furniture and all, and a line that holds no page."""
    lines = []
    for host in hosts:
        for number, (headline, body) in enumerate(ARTICLES[:6]):
            page = "".join(f"<p>{line}</p>" for line in (*body, HEAD))
            html = f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{page}</article>"
            lines.append({"id": f"{host}-{number}", "url": f"https://{host}/{number}", "html": html})
    return "".join(json.dumps(line) + "\n" for line in [*lines, {"id": "none", "html": "<p></p>"}])


def answers(folder: Path, *options: object) -> list[dict[str, Any]]:
    """Return what `extract --jsonl` prints for six pages of two hosts."""
    file = folder / "pages.jsonl"
    file.write_text(lines_of(hosts=("herald.example", "courier.example")))
    return [json.loads(line) for line in done("extract", "--jsonl", *options, file).splitlines()]


def test_a_batch_teaches_what_its_hosts_repeat(tmp_path: Path) -> None:
    """With --learn the lines that all pages of a host carry are left out; ids, order and the rest stay."""
    plain, learned = answers(tmp_path), answers(tmp_path, "--learn")
    assert [each["id"] for each in learned] == [each["id"] for each in plain]
    assert HEAD in plain[0]["text"]
    assert [each["text"] for each in learned[:6]] == ["\n\n".join(body) for _, body in ARTICLES[:6]]
    assert learned[0]["extractor"] == f"{plain[0]['extractor']}+furniture/1"
    assert {**learned[-1]} == {**plain[-1]}
    assert learned[-1]["reason"] == "no_text"


def test_several_processes_print_the_same(tmp_path: Path) -> None:
    """With --jobs the lines come in the same order and say the same."""
    assert answers(tmp_path, "--jobs", 2, "--learn") == answers(tmp_path, "--learn")


def test_learning_needs_a_batch() -> None:
    """Without --jsonl there is nothing to learn from."""
    assert run("extract", "--learn", "page.html").exit_code == 2
