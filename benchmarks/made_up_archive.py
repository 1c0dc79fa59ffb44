"""An archive of any number of made-up articles, written row by row: for measuring the reading room at size.

    python benchmarks/made_up_archive.py 100000 --out press.db
    python benchmarks/made_up_archive.py 1000000 --out million.db      a quarter of an hour on two cores

The articles are those of `made_up_press`, with the agency, tags, families and stories that the generator knows of. The
rows are written as an ingest leaves them: texts, cards, evidence, the full-text index, copies, families, stories. What
an ingest alone needs (sampled runs, terms of stories, furniture) is left out, and received files are a line each. So it
is no archive to ingest into, and no measure of how well anything is found.

Rule: a script; knows the tables.
"""
# ruff: noqa: S311  choices, no secrets

import argparse
import hashlib
import json
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_up_press import EVENTS_AT_ONCE, Event, _block

from archive import families, texts
from archive.column_pass import keep_columns
from archive.column_tables import COLUMNS
from archive.connect import open_rw
from archive.evidence import pack_facts
from archive.fulltext_pass import keep_in_one_piece
from archive.rows import accession_of, article_row, card_row, facts_hash, pack_blocks
from archive.store import open_store
from archive.words import form_version, index_form, stems_of
from ingest.normalise.address import public_id
from ingest.relate.judge import METHOD
from schemas.article import Card, Fact
from schemas.document import Block, BlockKind, text_of

BLOCKS_AT_ONCE = 40
EXTRACTOR = "made-up/1"
AGENCIES = ("Coastal Press", "Northern Wire", "Interfield", "Agence Littoral", "Bureau 7")
TAGS_OF_A_TOPIC = 3
RETOLD = "own"

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One article, ready to be written."""

    event: int
    is_wire: bool
    card: Card
    url: str
    captured: str
    text: str
    words: int
    packed: bytes
    text_sha256: str
    blocks: bytes
    facts: bytes
    facts_sha256: bytes
    entry: tuple[str, ...]


def main() -> None:
    """Make the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.out.exists():
        raise SystemExit(f"{options.out} is there already")
    started = time.monotonic()
    make(options.out, options.count, jobs=options.jobs)
    print(f"{options.count} articles in {time.monotonic() - started:.0f} s, {options.out.stat().st_size / 1e6:.0f} MB")


def make(path: Path, count: int, *, jobs: int = 1) -> None:
    """Write an archive of `count` articles."""
    conn = open_rw(path)
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("PRAGMA cache_size = -1000000")
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:  # they note what an ingest has yet to do
        conn.execute(f"DROP TRIGGER {name}")
    settings = [("fulltext", form_version()), ("relations", families.form_version())]
    conn.executemany("INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", settings)
    conn.execute(
        "INSERT INTO run(id, command, version, options, started, ended) VALUES (1, 'ingest', '0', '{}', ?, ?)",
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"),
    )
    writer = Writer(conn)
    for batch in batches(count, jobs):
        conn.execute("BEGIN")
        writer.write(batch)
        conn.execute("COMMIT")
    for _, statement in triggers:
        conn.execute(statement)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    with open_store(path) as store:
        with store.transaction():
            store.conn.execute(COLUMNS[-1])
        keep_columns(store)
        keep_in_one_piece(store)


def batches(count: int, jobs: int) -> Iterator[list[Made]]:
    """Yield articles, some events at a time."""
    left, first = count, 0
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(made, first + at * BLOCKS_AT_ONCE) for at in range(jobs + 2)]
        first += len(waiting) * BLOCKS_AT_ONCE
        while left > 0:
            found = waiting.pop(0).result()[:left]
            waiting.append(pool.submit(made, first))
            first += BLOCKS_AT_ONCE
            left -= len(found)
            yield found
        for each in waiting:
            each.cancel()


def made(first: int) -> list[Made]:
    """Return the articles of some blocks of events, in their order."""
    found = []
    for number in range(first, first + BLOCKS_AT_ONCE):
        events = {event: Event.of(event) for event in range(number * EVENTS_AT_ONCE, (number + 1) * EVENTS_AT_ONCE)}
        found += [article(events[event], place) for event, place in _block(number)]
    return found


def article(event: Event, place: int) -> Made:
    """Return a report on an event as an archive holds it."""
    record: dict[str, Any] = event.report(place)
    chance = random.Random(f"card {event.number} {place}")
    is_wire = not record["authors"]
    paragraphs = str(record["maintext"]).split("\n")
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, text=each, place="maintext", rule="paragraph", kept=True) for each in paragraphs
    )
    text = text_of(blocks)
    published = str(record["date_publish"]).replace(" ", "T")
    is_known = chance.random() < 0.95  # noqa: PLR2004  a share
    day = published[:10]
    card = Card(
        headline=record["title"],
        outlet=record["source_domain"].split(".")[0].replace("-", " ").title(),
        authors=tuple(record["authors"]),
        agency=AGENCIES[event.number % len(AGENCIES)] if is_wire and chance.random() < 0.7 else None,  # noqa: PLR2004
        dateline_place=event.place,
        language=record["language"],
        published=published if is_known else None,
        published_edtf=published if is_known else None,
        published_earliest=day if is_known else None,
        published_latest=day if is_known else None,
        published_precision="second" if is_known else None,
        published_basis=chance.choice(("structured", "structured", "stated", "inferred")) if is_known else None,
        tags=tuple(sorted(chance.sample(event.topic[:12], chance.randrange(TAGS_OF_A_TOPIC)))),
    )
    facts = _facts(card)
    return Made(
        event=event.number,
        is_wire=is_wire,
        card=card,
        url=record["url"],
        captured=str(record["date_download"]).replace(" ", "T") + "Z",
        text=text,
        words=len(text.split()),
        packed=texts.pack(text),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=pack_blocks(blocks, text),
        facts=pack_facts(facts),
        facts_sha256=facts_hash(facts),
        entry=_entry(card, text),
    )


def _facts(card: Card) -> tuple[Fact, ...]:
    named = {"headline": card.headline, "outlet": card.outlet, "published": card.published, "agency": card.agency}
    given = {"rule": "record", "place": "record", "confidence": 1.0, "chosen": True}
    basis = card.published_basis or "structured"
    return tuple(
        Fact(field=name, value=value, raw=value, basis=basis if name == "published" else "structured", **given)  # type: ignore[arg-type]
        for name, value in (*named.items(), *(("author", each) for each in card.authors))
        if value
    )


def _entry(card: Card, text: str) -> tuple[str, ...]:
    beside = "\n".join([card.dateline_place or "", *card.tags, text])
    names = "\n".join([*card.authors, *([card.agency] if card.agency else [])])
    stems = stems_of(f"{card.headline}\n{text}", card.language)
    return (
        index_form(card.headline or ""),
        index_form(card.outlet or ""),
        index_form(names),
        index_form(beside),
        stems,
    )


class Writer:
    """Writes articles, and what ties them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Write into an archive that is empty."""
        self._conn = conn
        self._last = self._texts = self._groups = 0
        self._people: dict[str, int] = {}
        self._tags: dict[str, int] = {}

    def write(self, batch: list[Made]) -> None:
        """Write articles; all of an event are in one batch."""
        numbers = range(self._last + 1, self._last + 1 + len(batch))
        self._last += len(batch)
        numbered = list(zip(numbers, batch, strict=True))
        of_text = self._write_texts(numbered)
        names = [str(public_id(each.url, each.text_sha256)) for each in batch]  # type: ignore[arg-type]
        self._write_articles(numbered, names, of_text)
        self._many("card", [{"article_id": number, **card_row(each.card)} for number, each in numbered])
        self._write_lists("byline", "person", self._people, [(n, each.card.authors) for n, each in numbered])
        self._write_lists("tagging", "tag", self._tags, [(n, each.card.tags) for n, each in numbered])
        self._conn.executemany(
            "INSERT INTO article_fts(rowid, headline, outlet, author, body, stem) VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *each.entry) for number, each in numbered],
        )
        self._write_groups(numbered, dict(zip(numbers, names, strict=True)))

    def _write_texts(self, numbered: list[tuple[int, Made]]) -> list[int]:
        known: dict[str, int] = {}
        rows: list[Row] = []
        for _, each in numbered:
            if each.text_sha256 not in known:
                self._texts += 1
                known[each.text_sha256] = self._texts
                rows.append((self._texts, each.text_sha256, each.words, each.packed))
        self._conn.executemany("INSERT INTO text(id, sha256, words, body) VALUES (?, ?, ?, ?)", rows)
        return [known[each.text_sha256] for _, each in numbered]

    def _write_articles(self, numbered: list[tuple[int, Made]], names: list[str], of_text: list[int]) -> None:
        self._many(
            "article",
            [
                {
                    "id": number,
                    "public_id": name,
                    "accession": accession_of(number),
                    "address": each.url,
                    "capture_id": number,
                    "extraction_id": number,
                    "captured_key": each.captured,
                    "text_hash": bytes.fromhex(each.text_sha256),
                    "run_id": 1,
                    "host": each.url.split("/")[2],
                    **article_row(each.card, each.words),
                }
                for (number, each), name in zip(numbered, names, strict=True)
            ],
        )
        sources = [json.dumps({"url": each.url, "id": number}).encode() for number, each in numbered]
        self._conn.executemany(
            "INSERT INTO received(id, sha256, size, format, codec, body) VALUES (?, ?, ?, 'text', 'raw', ?)",
            [
                (number, hashlib.sha256(body).hexdigest(), len(body), body)
                for (number, _), body in zip(numbered, sources, strict=True)
            ],
        )
        self._conn.executemany(
            "INSERT INTO extraction(id, article_id, received_id, extractor, facts_sha256, text_id, blocks, facts,"
            " warnings, text_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]', ?)",
            [
                (n, n, n, EXTRACTOR, each.facts_sha256, text, each.blocks, each.facts, bytes.fromhex(each.text_sha256))
                for (n, each), text in zip(numbered, of_text, strict=True)
            ],
        )
        self._conn.executemany(
            "INSERT INTO capture(id, article_id, received_id, extraction_id, url, url_basis, captured, captured_basis,"
            " charset, charset_basis, run_id) VALUES (?, ?, ?, ?, ?, 'record', ?, 'record', 'utf-8', 'record', 1)",
            [(n, n, n, n, each.url, each.captured) for n, each in numbered],
        )
        self._conn.executemany(
            "INSERT INTO locator(capture_id, locator) VALUES (?, ?)",
            [(n, f"press.jsonl#{n * 4000}") for n, _ in numbered],
        )

    def _write_lists(
        self, table: str, of: str, known: dict[str, int], lists: Iterable[tuple[int, tuple[str, ...]]]
    ) -> None:
        rows: list[Row] = []
        fresh: list[Row] = []
        for number, values in lists:
            for position, value in enumerate(values):
                if value not in known:
                    known[value] = len(known) + 1
                    fresh.append((known[value], value))
                rows.append((number, position, known[value]))
        self._conn.executemany(f"INSERT INTO {of}(id, name) VALUES (?, ?)", fresh)  # noqa: S608  our names
        self._conn.executemany(f"INSERT INTO {table}(article_id, position, {of}_id) VALUES (?, ?, ?)", rows)  # noqa: S608

    def _write_groups(self, numbered: list[tuple[int, Made]], names: dict[int, str]) -> None:
        by_event: dict[int, list[tuple[int, Made]]] = {}
        for number, each in numbered:
            by_event.setdefault(each.event, []).append((number, each))
        for members in by_event.values():
            self._write_group("story", [number for number, _ in members], names, members[0][1].card.headline or "")
            wire = [(number, each) for number, each in members if each.is_wire]
            if len(wire) > 1:
                self._write_group("family", [number for number, _ in wire], names, "")
                self._write_relations(wire, names)

    def _write_group(self, kind: str, members: list[int], names: dict[int, str], label: str) -> None:
        if len(members) < 2:  # noqa: PLR2004  one is no group
            return
        self._groups += 1
        name = f"{kind[0]}-{min(names[each] for each in members)}"
        if kind == "story":
            self._conn.execute(
                "INSERT INTO story(id, public_id, label, why, own_label) VALUES (?, ?, ?, 'same names and days', ?)",
                (self._groups, name, label, label),
            )
        else:
            self._conn.execute("INSERT INTO family(id, public_id, why) VALUES (?, ?, 'copies')", (self._groups, name))
        self._conn.executemany(
            f"INSERT INTO {kind}_member({kind}_id, article_id) VALUES (?, ?)",  # noqa: S608  our names
            [(self._groups, each) for each in members],
        )

    def _write_relations(self, wire: list[tuple[int, Made]], names: dict[int, str]) -> None:
        first, model = wire[0]
        rows: list[Row] = []
        for number, each in wire[1:]:
            is_same = each.text_sha256 == model.text_sha256
            kind, axis = ("same_text", "same") if is_same else ("near_copy", "near")
            share = 1.0 if is_same else min(each.words, model.words) / max(each.words, model.words)
            a, b = sorted((first, number), key=names.__getitem__)
            rows.append((a, b, kind, axis, share, share, share, "Made up together.", METHOD))
        self._conn.executemany(
            "INSERT INTO relation(a_id, b_id, kind, text_axis, occasion, jaccard, containment_ab, containment_ba,"
            " evidence, method, text_confidence, occasion_confidence)"
            " VALUES (?, ?, ?, ?, 'same', ?, ?, ?, ?, ?, 0.95, 0.9)",
            rows,
        )

    def _many(self, table: str, rows: list[dict[str, Any]]) -> None:
        columns = list(rows[0])
        marks = ", ".join(f":{name}" for name in columns)
        self._conn.executemany(f"INSERT INTO {table}({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608


if __name__ == "__main__":
    main()
