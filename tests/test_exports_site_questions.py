"""Whatever is asked, the search page answers: naughty strings, and a hundred thousand at random.

CUTTINGS_QUESTIONS sets how many (`nox -s questions` asks 100,000), CUTTINGS_SEED which.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from asking import Asker
from questions import KINDS, NAMES, Chance, question
from reading_room import NAME
from rich_archive import rich_archive

COUNT = int(os.environ.get("CUTTINGS_QUESTIONS", "2000"))
SEED = int(os.environ.get("CUTTINGS_SEED", "1"))
NAUGHTY: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "cases" / "naughty.json").read_text(encoding="utf-8")
)
FORMATS = ("", "", "", ".json", ".atom", ".csv")
SLOW_S = 5.0
"""Nothing that is asked of a small archive may take so long, on however busy a machine."""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory, room: Callable[..., Any]) -> Asker:
    """Open the rich archive."""
    return Asker(room(rich_archive(tmp_path_factory.mktemp("questions"))))


@pytest.fixture(autouse=True)
def silent(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """See that nothing was written into the log, nor printed."""
    yield
    assert [record.getMessage() for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}] == []
    assert "Traceback" not in capfd.readouterr().err


def answers(asker: Asker, path: str, query: str) -> bool:
    """Say whether a question is answered, in time and without a trace of the program's inside."""
    begun = time.monotonic()
    status, body = asker.ask(path, query)
    return status == 200 and b"Traceback" not in body and time.monotonic() - begun < SLOW_S


def test_there_are_enough_naughty_strings() -> None:
    """The list holds at least 349, each once."""
    strings = [each for group in NAUGHTY.values() for each in group]
    assert len(strings) == len(set(strings)) >= 349


@pytest.mark.parametrize("group", NAUGHTY)
def test_every_naughty_string_gets_an_answer(group: str, asker: Asker) -> None:
    """As a query, as JSON, as a feed, as a table, as any other parameter, and carried into an article's page."""
    for number, naughty in enumerate(NAUGHTY[group]):
        asked = quote(naughty, safe="", errors="surrogatepass")
        assert answers(asker, f"/{NAME}/-/search", f"q={asked}"), naughty
        assert answers(asker, f"/{NAME}/-/search{FORMATS[-1 - number % 3]}", f"q={asked}"), naughty
        name = NAMES[number % len(NAMES)]
        assert answers(asker, f"/{NAME}/-/search", f"q=bridge&{name}={asked}"), (name, naughty)
        assert answers(asker, f"/{NAME}/-/article/odd-plain", f"q={asked}&at={asked}&text={asked}"), naughty


def test_a_naughty_string_is_shown_as_it_was_typed(asker: Asker) -> None:
    """JSON gives the query back, character for character, but for halves of pairs, which are no text."""
    for naughty in (each for group in NAUGHTY.values() for each in group):
        _, body = asker.ask(f"/{NAME}/-/search.json", f"q={quote(naughty, safe='', errors='replace')}")
        assert json.loads(body)["query"] == naughty.encode("utf-8", "replace").decode("utf-8")


def test_random_questions_get_an_answer(asker: Asker) -> None:
    """Soups of characters and signs, queries with slips, bytes that are no text, parameters of any kind: all answer."""
    for number in range(COUNT):
        query = question(number, seed=SEED)
        form = FORMATS[number % len(FORMATS)]
        assert answers(asker, f"/{NAME}/-/search{form}", query), (number, form, query)


def test_questions_are_the_same_for_the_same_seed_and_of_every_kind() -> None:
    """A failure can be asked again by its number; another seed asks other questions."""
    assert question(7, seed=3) == question(7, seed=3) != question(7, seed=4)
    assert len({question(number, seed=1) for number in range(500)}) > 450
    assert all(kind(Chance(1)) for kind in KINDS)
