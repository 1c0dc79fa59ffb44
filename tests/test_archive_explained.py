import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from command_line import done, run

from archive import reader
from archive.explained import compare_articles, explain_articles, judge_articles, kinds_kept
from schemas.article import Article
from schemas.codec import from_json
from schemas.explanation import Account, Mark, SwapKind, Way
from schemas.relation import RelationKind

FERRY = (
    "The ferry Merrowind ran aground off Orlu on Tuesday night with 41 passengers on board, the harbour office said.",
    "Divers from Tesk found a hole of two metres below the waterline, and pumps were flown in from the mainland.",
    "Captain Ivo Manel told the inquiry that the light on the northern mole had been dark since the storm in March.",
    "The owners, a family from Velmark, have run the line for sixty years without losing a single passanger before.",
)
MORE = (
    "Fishermen from three villages helped to bring the passengers ashore in open boats, Orlu Radio reported.",
    "The council of Orlu will meet on Friday to hear what the repair of the mole would cost and who is to pay for it.",
    "Insurers in the capital put the loss at about four million crowns, a sum that the owners called too low by half.",
)
CREDIT = "(Reporting by Ana Lind in Orlu; Editing by Jo Marek, Reuters)"
FOOT = "Readers who saw something that we should know about may write to the night desk at any hour of any day."


def page(name: str, text: tuple[str, ...], outlet: str, **more: str | None) -> Article:
    """Return an article of an outlet."""
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{name}"
    return make_article(url=url, text=text, outlet=outlet, language="en", record_id=name, **more)


def others(count: int) -> list[Article]:
    """Return articles that have nothing in common but a foot that many outlets print, and the word `passenger`."""
    return [
        page(
            f"n{n}",
            (
                f"Street {n} in the old town has {n + 3} lamps, said lamplighter Bo {n}. Every passenger saw lamp {n}.",
                FOOT,
            ),
            f"Paper {n}",
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive with an agency's copy, a paper that holds it whole, a stranger, and many others."""
    path = tmp_path_factory.mktemp("explained") / "a.db"
    articles = [
        page("wire", (*FERRY, CREDIT), "Reuters", headline="Ferry aground", published="2021-03-16"),
        page("paper", (*FERRY, *MORE, CREDIT), "Velmark Post", agency="Reuters", published="2021-03-18"),
        page("lime", ("Pern has planted four hundred lime trees along its canal this year.", FOOT), "Pern Leaf"),
        *others(44),
    ]
    fresh_archive(path, articles)
    return path


@pytest.fixture
def conn(archive: Path) -> Iterator[sqlite3.Connection]:
    """Give the archive, opened for reading only."""
    with closing(reader.open_reader(archive)) as opened:
        yield opened


def test_a_reader_is_enough(conn: sqlite3.Connection) -> None:
    """Everything is told over a connection that cannot write, as often as asked."""
    first = explain_articles(conn, 1, 2)
    assert explain_articles(conn, 1, 2) == first
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("DELETE FROM article")


def test_relation_explanation_and_order_are_told_together(conn: sqlite3.Connection) -> None:
    """The paper holds the wire's text, appeared later, and has it from the agency that it credits."""
    told = explain_articles(conn, 1, 2)
    assert told.relation is not None
    assert told.relation.kind is RelationKind.CONTAINS
    assert told.explanation.judgement.containment_ab > 0.9 > told.explanation.judgement.containment_ba
    assert told.family.first == told.a
    assert told.derivation.way is Way.A_TO_B
    turned = explain_articles(conn, 2, 1)
    assert (turned.a, turned.b) == (told.b, told.a)
    assert turned.derivation.way is Way.B_TO_A


def test_rarity_is_counted_in_the_archive(conn: sqlite3.Connection) -> None:
    """What stands in these two texts only is told as such, and a slip that both share stands first."""
    told = explain_articles(conn, 1, 2).explanation
    assert told.archive_articles == 47
    assert told.shared[0].texts == 2
    slip = told.rare_words[0]
    assert (slip.word, slip.articles, slip.usual, slip.usual_articles) == ("passanger", 2, "passenger", 44)
    assert "Merrowind" in {each.word for each in told.rare_words}


def test_what_unrelated_articles_hold_is_a_formula(conn: sqlite3.Connection) -> None:
    """A foot that many outlets print ties nothing, and is marked in the passages and in the comparison."""
    told = explain_articles(conn, 3, 4)
    assert told.relation is None or told.relation.kind is RelationKind.LOOKALIKE
    assert [each.mark for each in told.explanation.shared] == [Mark.COMMON]
    marks = {passage.a: passage.mark for passage in compare_articles(conn, 3, 4).passages if passage.a}
    assert marks == {1: None, 2: Mark.COMMON}


def test_diff_and_relations_show_the_same_swaps(conn: sqlite3.Connection) -> None:
    """What stands in another's place is one list wherever it is asked for."""
    swaps = compare_articles(conn, 4, 5).swaps
    assert swaps == explain_articles(conn, 4, 5).explanation.comparison.swaps
    assert ("3", "4") in {(each.before, each.after) for each in swaps if each.kind is SwapKind.NUMBER}


def test_kinds_are_counted_as_they_stand(tmp_path: Path) -> None:
    """Of a pair only the word that stands is counted."""
    path = tmp_path / "k.db"
    fresh_archive(path, [page("wire", FERRY, "Reuters"), page("copy", FERRY, "Coast Daily"), *others(2)])
    done("unrelate", path, "wire", "copy", "--because", "x")
    done("relate", path, "wire", "n0", "reworked", "--because", "x")
    with closing(reader.open_reader(path)) as conn:
        kept = {(kind, undecided): count for kind, undecided, count in kinds_kept(conn)}
    assert (kept[None, False], kept["reworked", False]) == (1, 1)
    assert ("same_text", False) not in kept


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ("2021-03-16T09:30:00+04:00", "2021-03-16T06:00:00Z", "A-0001"),
        ("2021-03-16T00:00:00+04:00", "2021-03-16T06:00:00Z", None),
        ("2021-03-16", "2021-03-17", "A-0001"),
        ("2021-03", "2021-03-17", None),
        (None, "2021-03-17", None),
    ],
    ids=["moments", "midnight is a day", "days", "a month", "undated"],
)
def test_order_is_told_as_far_as_dates_go(tmp_path: Path, one: str | None, other: str, first: str | None) -> None:
    """Clock times with an offset are moments; midnight stands for a day; a month holds its days."""
    path = tmp_path / "p.db"
    fresh_archive(
        path, [page("a", FERRY, "Orlu Now", published=one), page("b", (*FERRY, *MORE), "Velmark Post", published=other)]
    )
    with closing(reader.open_reader(path)) as conn:
        told = explain_articles(conn, 1, 2)
        named = reader.find_article(conn, told.family.first) if told.family.first else None
    assert (named.accession if named else None) == first


# On the command line


def test_explain_prints_all_on_eighty_columns(archive: Path) -> None:
    """Passages, values, rare words, order and derivation are printed, in lines that fit a narrow terminal."""
    printed = done("relations", archive, "wire", "paper", "--explain")
    assert max(map(len, printed.splitlines())) <= 80
    flat = " ".join(printed.split())
    for words in (
        "Contains. B to A: longer: holds nearly all of this article.",
        "of A's runs of three words stand in B",
        "Shared passages, longest first",
        "characters 0-",
        "in no other text of the archive",
        'may be a slip: "passanger" in 2, "passenger" in 44',
        "Only in B: 3 paragraphs",
        "A-0001 appeared first",
        "B has it from A: B credits Reuters, which published A.",
    ):
        assert words in flat


def test_strangers_are_told_with_all_figures(archive: Path) -> None:
    """Of two that nothing ties the same is told, and that it is nothing."""
    printed = done("relations", archive, "wire", "lime", "--explain")
    assert "Nothing was found that ties them." in printed
    assert "0% of A's runs of three words stand in B" in printed
    assert "No passage of six words or more stands in both." in printed
    assert "cannot be told" in printed


def test_json_holds_the_whole_account(archive: Path) -> None:
    """`--json` prints the record, and only of two articles."""
    told = from_json(Account, json.loads(done("relations", archive, "wire", "paper", "--json")))
    assert told.explanation.shared
    result = run("relations", archive, "wire", "--json")
    assert result.exit_code == 2
    assert "name A and B, or use --jsonl" in result.stderr


def test_an_article_is_not_related_to_itself(archive: Path) -> None:
    """The same article named twice is a mistake, and is told as one."""
    result = run("relations", archive, "wire", "A-0001", "--explain")
    assert result.exit_code == 2
    assert "are the same article" in result.stderr


def test_summary_stands_before_the_list(archive: Path) -> None:
    """All relations: how many of each kind, an empty line, then a row each, with kind and sureness in words."""
    lines = done("relations", archive).splitlines()
    assert "contains: one holds the other's text, and more" in lines[: lines.index("")][-1] + "".join(lines)
    assert any(line.split("\t")[2:4] == ["contains", "sure"] for line in lines[lines.index("") + 1 :])


def test_relations_of_one_say_what_the_other_is(archive: Path) -> None:
    """From either end the right one is said to hold the other."""
    assert "Longer: holds nearly all of this article" in done("relations", archive, "wire")
    assert "Shorter: nearly all of it stands in this article" in done("relations", archive, "paper")


# What a person says


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give an archive of a text, its extension and a stranger."""
    path = tmp_path / "o.db"
    lime = page("lime", ("Pern has planted four hundred lime trees along its canal this year.",), "Pern Leaf")
    fresh_archive(path, [page("wire", FERRY, "Reuters"), page("paper", (*FERRY, *MORE), "Velmark Post"), lime])
    return path


def test_relate_without_a_kind_states_what_is_measured(own: Path) -> None:
    """The measured kind is stated as a person's word, and said to be the measured one."""
    assert "contains (one holds the other's text, and more, as measured)" in done(
        "relate", own, "wire", "paper", "--because", "seen in print"
    )
    (relation,) = [json.loads(line) for line in done("relations", own, "wire", "--jsonl").splitlines()]
    assert (relation["kind"], relation["method"], relation["because"]) == ("contains", "person", "seen in print")


def test_relate_asks_for_a_kind_where_nothing_is_measured(own: Path) -> None:
    """The kinds are listed with what they mean; nothing is stated."""
    result = run("relate", own, "wire", "lime", "--because", "x")
    assert result.exit_code == 2
    assert "name the KIND" in result.stderr
    assert "  reworked   the same account retold, not copied" in result.stderr
    assert done("relations", own, "lime") == ""


@pytest.mark.parametrize(
    ("word", "kind"), [("near-copy", "near_copy"), ("Look-alike", "lookalike"), ("REWORKED", "reworked")]
)
def test_kinds_are_understood_as_people_write_them(own: Path, word: str, kind: str) -> None:
    """Hyphens and capitals do not matter."""
    assert f": {kind} (" in done("relate", own, "wire", "lime", word, "--because", "x")


def test_a_word_that_is_no_kind_is_answered_with_the_kinds(own: Path) -> None:
    """The message names every kind, and the command for none."""
    result = run("relate", own, "wire", "paper", "cousin", "--because", "x")
    assert result.exit_code == 2
    assert "'cousin' is no kind" in result.stderr
    assert "cuttings unrelate" in result.stderr


@pytest.mark.parametrize("command", ["relate", "unrelate"])
def test_both_commands_take_a_word_back(own: Path, command: str) -> None:
    """`--undo` of either takes back the latest word on the pair, whichever command said it."""
    before = done("relations", own, "wire")
    done("unrelate", own, "wire", "paper", "--because", "x")
    assert "not related" in done("relations", own, "wire")
    done(command, own, "wire", "paper", "--undo", "--because", "a mistake")
    assert done("relations", own, "wire") == before
    result = run(command, own, "wire", "paper", "--undo", "--because", "again")
    assert result.exit_code == 1
    assert "nothing to undo" in result.stderr


def test_undo_takes_no_kind(own: Path) -> None:
    """`--undo` with a kind cannot mean anything."""
    assert "leave KIND out" in run("relate", own, "wire", "paper", "reworked", "--undo", "--because", "x").stderr


def test_a_persons_word_stands_before_what_is_measured_and_both_are_shown(own: Path) -> None:
    """The account tells who said what and why, and what is measured all the same."""
    done("unrelate", own, "wire", "paper", "--because", "two ferries of one name", "--by", "M. K.")
    printed = done("relations", own, "wire", "paper", "--explain")
    assert "Not related." in printed
    assert "M. K. says so: two ferries of one name" in printed
    assert "Measured now: contains" in printed
    with closing(reader.open_reader(own)) as conn:
        assert judge_articles(conn, 1, 2).kind is RelationKind.CONTAINS
