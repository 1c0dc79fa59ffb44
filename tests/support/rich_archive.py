"""A made-up archive with something of everything that a page can have to show.

Several outlets and languages, wire copies, reworks, look-alikes, versions of one address, stories; dates unknown,
inferred, asserted; words that do not break, no headline, tables, tags and names full of signs, inputs that gave
nothing, and what a person said of it.
"""

from collections.abc import Iterator
from pathlib import Path

import press
from builders import make_article
from made_up_news import made_up_news
from reading_room import block, fact

from archive.curation import Curator
from archive.mark_curation import MarkCurator
from archive.outlet_curation import OutletCurator
from archive.place_curation import PlaceCurator
from archive.selection_curation import SelectionCurator
from archive.store import open_store
from archive.story_curation import StoryCurator
from archive.story_pass import keep_stories
from schemas.article import Article
from schemas.document import BlockKind
from schemas.page import Source
from schemas.relation import RelationKind
from schemas.report import Outcome, Reason, Rejection

SIGNS = "A/B & “C” <D> %2F ?e=f#g; 'h' \\ ~i~ .json"
"""For names: what means something in an address, in HTML, in SQL or in Datasette's own way of writing addresses."""

UNBROKEN = "Velmarkbrückenausbesserungsarbeitenverzögerungsankündigung" * 4

TONGUES = {
    "he": ("מועצת ולמרק דנה בגשר", "מועצת העיר ולמרק התכנסה ביום שני כדי לדון בתיקון הגשר. 250 איש נכחו (כך נמסר)."),
    "az": ("Velmarkda körpü təmir olunacaq", "Şəhər şurası çərşənbə axşamı körpünü müzakirə etdi, İlqar Əlizadə dedi."),
    "ka": ("ველმარკის ხიდი შეკეთდება", "საქალაქო საბჭომ ორშაბათს ხიდის შეკეთება განიხილა."),
    "hy": ("Վելմարկի կամուրջը կվերանորոգվի", "Քաղաքային խորհուրդը երկուշաբթի քննարկեց կամրջի վերանորոգումը։"),
    "el": ("Η γέφυρα του Βέλμαρκ", "Το δημοτικό συμβούλιο συζήτησε τη Δευτέρα την επισκευή της γέφυρας."),
    "ja": ("ヴェルマルク橋の修理", "市議会は月曜日、橋の修理について話し合った。"),
    "xx-klingon": ("A tongue that nobody lists", "The council met on the bridge in words of its own."),
}  # fmt: skip


def rich_archive(folder: Path, name: str = "press") -> Path:
    """Make the archive in `folder`; return its path."""
    path = folder / f"{name}.db"
    with open_store(path) as store:
        run = store.begin_run("ingest", version="0", options={})
        news = [each for each in made_up_news() if (each.record_id or "").startswith("ferry")]
        list(store.add_all([*press.articles(), *news, *odd_ones(), *read_twice(), *rejections()], run))
        keep_stories(store)
        store.end_run(run, {"inputs": 1})
        Curator(store, by="Ines <i>").set_fact("odd-plain", "published", "2021-03-01", because="the page's own <print>")
        Curator(store, by="Ilse").relate("odd-plain", "odd-table", RelationKind.REWORKED, because="same reporter & day")
        MarkCurator(store, by="Ines").add_note(
            "odd-plain", f"Seen at the library. {UNBROKEN} {SIGNS}", is_private=False
        )
        MarkCurator(store, by="Ines").add_highlight(
            "odd-plain", "the northern span had moved", body=f"Said twice. {SIGNS}", is_private=False
        )
        selections = SelectionCurator(store, by="Ines")
        selections.create(f"The bridge {SIGNS}", name="the-bridge", note=UNBROKEN, is_private=False)
        selections.add("the-bridge", ["odd-plain", "odd-table", "tongue-he"], note=f"For the front page. {SIGNS}")
        PlaceCurator(store, by="Ines").add_spelling("Velmark", "Велмарк", because="how the east prints it")
        MarkCurator(store, by="Ines").add_tag("odd-plain", "to/be checked?", because="for Ilse")
        OutletCurator(store, by="Ines").rename_outlet("Harbour Gazzete", "Harbour Gazette", because="a slip")
        StoryCurator(store, by="Ines").name("s-ferry-0", f"The Marla {SIGNS}", because="its name & place")
    return path


def annex(folder: Path, name: str = "annex") -> Path:
    """Make a small archive beside the rich one, which holds one of its articles too."""
    path = folder / f"{name}.db"
    with open_store(path) as store:
        run = store.begin_run("ingest", version="0", options={})
        list(store.add_all([next(iter(press.articles())), make_article(headline="Only in the annex")], run))
        store.end_run(run, {"inputs": 2})
    return path


def odd_ones() -> Iterator[Article]:
    """Yield articles that each have something that others have not."""
    for number, (language, (headline, text)) in enumerate(TONGUES.items()):
        yield make_article(
            url=f"https://{language}.example/{number}",
            record_id=f"tongue-{language}",
            headline=headline,
            text=[text, text[::-1] if language == "he" else text],
            language=language,
            outlet=headline,
            published=f"2022-0{number + 1}-1{number}",
            tags=["bridges", SIGNS, headline],
        )
    yield make_article(
        url="https://courier.example/plain",
        path="courier/plain.html",
        record_id="odd-plain",
        headline="Bridge in Velmark to be mended",
        outlet="Velmark Courier",
        language="en",
        authors=["Ana Lind", "Ólafur Þór", SIGNS],
        agency="Coastal Press",
        section="Town",
        dateline_place="Velmark",
        captured="2021-04-01T08:00:00Z",
        standfirst="The ferry will carry cars until autumn.",
        tags=["bridges", "towns/harbours", '"quoted"', "c++", "a,b"],
        image="https://courier.example/bridge.jpg",
        warnings=["truncated"],
    )
    yield _unbroken()
    yield _structured()
    yield from _dates()
    yield make_article(
        text="Nobody signed it, and nobody gave it a name. It is about the bridge.", path="dump/none.txt"
    )
    yield make_article(text="", path="dump/empty.txt", record_id="odd-empty", headline="Nothing but a headline")
    yield make_article(
        url="https://harbour.example/gazzete", outlet="Harbour Gazzete", headline="Gazette with a slip", language="en"
    )
    yield make_article(
        url="https://courier.example/plain", captured="2021-05-01T08:00:00Z", headline="Bridge in Velmark was mended",
        outlet="Velmark Courier", language="en", text="The bridge was mended, the council of Velmark said on Friday.",
    )  # fmt: skip


def read_twice() -> Iterator[Article]:
    """Yield one article that two files gave, each read by another version of the rules."""
    text = "The lock of Velmark was opened on Sunday, and forty barges went through before noon, the keeper said."
    for extractor, headline, is_kept in (
        ("cuttings/1", "Lock opened | Courier", False),
        ("cuttings/2", "Lock opened", True),
    ):
        yield make_article(
            url="https://courier.example/lock",
            record_id="odd-read-twice",
            extractor=extractor,
            headline=headline,
            outlet="Velmark Courier",
            language="en",
            blocks=[
                block(BlockKind.HEADLINE, headline, rule="headline"),
                block(BlockKind.PARAGRAPH, text),
                block(BlockKind.CAPTION, f"A barge {SIGNS}", kept=is_kept, rule="caption"),
            ],
            payload=f"<title>{extractor}</title><h1>Lock opened</h1><p>{text}<a href='//evil.example'>x</a>".encode(),
        )


def _unbroken() -> Article:
    return make_article(
        url="https://long.example/" + "y" * 240,
        path="folder/" + "x" * 180 + ".html",
        record_id="odd-unbroken-" + "z" * 80,
        headline=UNBROKEN,
        outlet=UNBROKEN,
        agency=UNBROKEN,
        section=UNBROKEN,
        standfirst=UNBROKEN,
        dateline_place=UNBROKEN,
        authors=[UNBROKEN, f"{UNBROKEN}-the-younger"],
        tags=[UNBROKEN, "q" * 200],
        language="de",
        published="2021-03-02",
        text=[UNBROKEN, "https://long.example/" + "w" * 300, "a" * 2_000],
    )


def _structured() -> Article:
    rows = "Year | Ferries | " + " | ".join(f"Column {n}" for n in range(20)) + "\n2018 | 2 | " + " | ".join("9" * 20)
    kinds = {
        BlockKind.HEADING: "What was promised",
        BlockKind.LIST_ITEM: "a bridge",
        BlockKind.QUOTE: f"“We shall mend it,” said {SIGNS}",
        BlockKind.TABLE: rows,
        BlockKind.PREFORMATTED: "col 1    col 2    " + "=" * 200,
        BlockKind.CAPTION: "The bridge in spring.",
        BlockKind.EMBED: "https://video.example/watch?v=1",
        BlockKind.SUMMARY: "No bridge was built.",
        BlockKind.PARAGRAPH: "The river is as wide as it was, and the bridge as short.",
    }
    return make_article(
        url="https://courier.example/table",
        record_id="odd-table",
        headline="Tables, lists and quotations on the bridge",
        outlet=SIGNS,
        agency=SIGNS,
        language="en",
        published="2021-03-04",
        tags=[SIGNS],
        blocks=[
            *(block(kind, text) for kind, text in kinds.items()),
            *(block(BlockKind.LIST_ITEM, f"thing {n}") for n in range(5)),
            block(BlockKind.FURNITURE, f"Ten things to do {SIGNS} {UNBROKEN}", kept=False, rule="related"),
        ],
    )


def _dates() -> Iterator[Article]:
    words = {"raw": "Nov.25", "rule": "dump-dateline-year", "basis": "inferred", "place": "line 3"}
    yield make_article(
        path="dump/inferred.txt",
        record_id="odd-inferred",
        format="text",
        headline="Three years on, no bridge",
        text="The river is as wide as it was three years ago.",
        facts=[
            fact("published", "2020-11-25", confidence=0.8, **words),
            fact("published_edtf", "?2020-11-25", **words),
            fact("published_earliest", "2020-11-25", **words),
            fact("published_latest", "2020-11-25", **words),
            fact("published", "2023-02-01", raw="updated 1 February 2023", chosen=False, confidence=0.3),
        ],
    )
    yield make_article(
        path="dump/asserted.txt", headline="By whom?", asserted={"author": "Ilse Marek", "published": "1999"}
    )
    yield make_article(
        path="dump/year.txt", record_id="odd-year", headline="Only a year", published="1987", language="en"
    )
    yield make_article(path="dump/month.txt", headline="Only a month", published="2022-11", language="en")


def rejections() -> Iterator[Rejection]:
    """Yield inputs that gave no article, one of a name that does not break."""
    for number, (reason, path) in enumerate(
        [
            (Reason.LISTING, "courier/index.html"),
            (Reason.NO_TEXT, f"folder/{SIGNS.replace('/', '|')}.html"),
            (Reason.NO_TEXT, "folder/" + "x" * 200 + ".html"),
        ]
    ):
        detail = f"It gave nothing, number {number}. {SIGNS}"
        yield Rejection(source=Source(path=path), outcome=Outcome.REJECTED, reason=reason, detail=detail)
    skipped = "Read as the spreadsheet of facts."
    yield Rejection(source=Source(path="facts.csv"), outcome=Outcome.SKIPPED, reason=Reason.SIDECAR, detail=skipped)
