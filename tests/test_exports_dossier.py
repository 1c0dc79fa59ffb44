"""Dossiers from archives: what is selected, what is said of it, what is refused. Read as HTML, before it is set."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import exports.dossier
from archive import reader
from archive.curation import Curator
from archive.store import open_store
from exports.dossier import DossierRequest, build_dossier, limits
from exports.dossier.build import frame_of
from exports.dossier.gather import gather
from exports.dossier.model import DossierView
from exports.dossier.render import Renderer, Standing
from exports.dossier.sections import Section, build_sections
from schemas.article import Article, Fact
from schemas.document import Block, BlockKind
from schemas.errors import ArchiveMissing, ExportError
from schemas.view import Filters

Make = Callable[..., Article]
Fresh = Callable[..., object]
HOSTILE = '<script src="http://127.0.0.1:1/x"></script><img src=file:///etc/passwd>{{ 7003 * 7 }}'


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def view_of(archive: Path, request: DossierRequest | None = None) -> DossierView:
    """Return what a dossier of the archive is made from."""
    conn = reader.open_reader(archive)
    try:
        return gather(conn, request or DossierRequest(), no_progress)
    finally:
        conn.close()


def html_of(archive: Path, request: DossierRequest | None = None) -> str:
    """Return a dossier as HTML."""
    asked = request or DossierRequest()
    view = view_of(archive, asked)
    sections = build_sections(view, asked)
    standing = Standing(sections=tuple(section.key for section in sections), is_whole=True)
    return Renderer(frame_of(view, asked)).document(sections, standing)


def words_of(html: str) -> str:
    """Return the words of a piece of HTML, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(html: str, key: str) -> str:
    """Return one section of a dossier."""
    found = re.search(rf'<section class="[^"]*" id="{key}".*?</section>', html, re.DOTALL)
    assert found, key
    return found[0]


@pytest.fixture
def archive(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> Path:
    """Give an archive of four made-up articles of three outlets; two of them have the same text."""
    path = tmp_path / "press.db"
    same = ["The ferry at Velmark will run every twenty minutes, the harbour board said.", "No fares will be taken."]
    fresh_archive(
        path,
        [
            make_article(
                headline="Velmark bridge closes",
                outlet="The Velmark Courier",
                agency="Harbour Wire",
                authors=["Mara Oldfen", "Jon Tiess"],
                published="2021-06-04",
                language="en",
                url="https://courier.example/bridge",
                captured="2024-02-03T11:00:00Z",
                tags=["bridge"],
            ),
            make_article(
                headline="Ferry for Velmark",
                outlet="Harbour Wire",
                published="2021-06-05",
                text=same,
                url="https://wire.example/1",
            ),
            make_article(
                headline="A ferry, then",
                outlet="Ostrane Daily",
                published="2021-06-06",
                text=same,
                url="https://daily.example/9",
            ),
            make_article(
                text=["An undated note about the bridge.", "It has no headline."], path="notes/4.txt", format="text"
            ),
        ],
    )
    return path


def test_package_exports_are_real() -> None:
    """Each public name of the package is listed once and exists."""
    assert len(set(exports.dossier.__all__)) == len(exports.dossier.__all__)
    assert all(hasattr(exports.dossier, name) for name in exports.dossier.__all__)


def test_every_article_is_selected_without_a_query(archive: Path) -> None:
    """Without words and filters the whole archive is printed, dated ones first, by date."""
    assert [entry.mark for entry in view_of(archive).entries] == ["A-0001", "A-0002", "A-0003", "A-0004"]


def test_query_and_filters_select(archive: Path) -> None:
    """Words and filters narrow the selection as they do in a search."""
    marks = [entry.mark for entry in view_of(archive, DossierRequest(query="fares")).entries]
    assert marks == ["A-0002", "A-0003"]
    chosen = DossierRequest(filters=Filters(outlet="Ostrane Daily"))
    assert [entry.mark for entry in view_of(archive, chosen).entries] == ["A-0003"]
    named = DossierRequest(filters=Filters(ids=("A-0004", "A-0001")), order="arrival")
    assert [entry.mark for entry in view_of(archive, named).entries] == ["A-0001", "A-0004"]


def test_large_selection_loses_nothing(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """A query that finds more than one page of hits prints them all, each once."""
    path = tmp_path / "many.db"
    fresh_archive(
        path,
        [
            make_article(text=f"Harbour note number {number}, kept.", url=f"https://x.example/{number}")
            for number in range(450)
        ],
    )
    entries = view_of(path, DossierRequest(query="harbour")).entries
    assert len({entry.mark for entry in entries}) == len(entries) == 450


def test_empty_selection_names_the_fix(archive: Path) -> None:
    """Where nothing answers, the error says to what, of how many, and what to do."""
    with pytest.raises(ExportError, match=r"none of the 4 articles .*'zeppelin'.* `cuttings search`"):
        view_of(archive, DossierRequest(query="zeppelin"))


def test_empty_archive_names_the_fix(tmp_path: Path, fresh_archive: Fresh) -> None:
    """An archive without articles says how to fill it."""
    fresh_archive(tmp_path / "empty.db", [])
    with pytest.raises(ExportError, match="cuttings ingest ARCHIVE SOURCE"):
        view_of(tmp_path / "empty.db")


def test_too_large_selection_names_the_fix(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A selection that would exhaust the machine is refused before it is read, with ways to part it."""
    monkeypatch.setattr(limits, "ARTICLES", 3)
    with pytest.raises(ExportError, match="Print them in parts, for example by --story"):
        view_of(archive)
    assert len(view_of(archive, DossierRequest(query="fares")).entries) == 2


@pytest.mark.parametrize(
    ("out", "message"),
    [("press.db", "is the archive itself"), ("", "is a folder"), ("none/d.pdf", "there is no folder")],
)
def test_impossible_target_is_refused_first(archive: Path, out: str, message: str) -> None:
    """A target that cannot be written is refused before any work, and the archive stays."""
    with pytest.raises(ExportError, match=message):
        build_dossier(archive, archive.parent / out, DossierRequest())
    assert len(view_of(archive).entries) == 4


def test_missing_archive_is_the_archives_error(tmp_path: Path) -> None:
    """A missing archive is told as everywhere else."""
    with pytest.raises(ArchiveMissing):
        build_dossier(tmp_path / "none.db", tmp_path / "d.pdf", DossierRequest())


def test_unknown_language_is_refused(archive: Path, tmp_path: Path) -> None:
    """A language that the dossier's words do not exist in is refused by name."""
    with pytest.raises(ExportError, match="speaks en, not 'tlh'"):
        build_dossier(archive, tmp_path / "d.pdf", DossierRequest(language="tlh"))


def test_summary_counts(archive: Path) -> None:
    """The summary tells how many articles of how many outlets, from when to when, and how they were chosen."""
    words = words_of(section(html_of(archive, DossierRequest(query="fares")), "summary"))
    assert "holds 2 articles from 2 outlets, dated 5 June 2021 to 6 June 2021." in words
    assert "They are all, out of 4 in the archive, that answer to: words “fares”." in words
    assert "2 articles with a text that another address published too; each names the other." in words


def test_outlets_that_look_alike_when_cut_are_all_counted(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh
) -> None:
    """Names that differ only past the end of the line lose no article in the chart."""
    names = [f"{'The Messenger and Gazette ' * 4}{number}" for number in range(3)]
    fresh_archive(tmp_path / "n.db", [make_article(text=f"Note {n}.", outlet=n) for n in [*names, "Courier"]])
    rows = re.findall(r'<td class="count">(\d+)</td>', section(html_of(tmp_path / "n.db"), "summary"))
    assert rows == ["3", "1"]


def test_bounds_open_no_span(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """The span runs from the earliest to the latest date that is printed, with its doubt; a bound is no date."""
    bound = Fact(field="published_earliest", value="2019-01-02", raw="x", rule="x", basis="inferred", chosen=True)
    about = Fact(field="published_edtf", value="2023-12-01~", raw="y", rule="x", basis="inferred", chosen=True)
    pages = [
        make_article(text="One.", facts=[bound]),
        make_article(text="Two.", published="2022-09"),
        make_article(text="Three.", facts=[about]),
    ]
    fresh_archive(tmp_path / "s.db", pages)
    words = words_of(section(html_of(tmp_path / "s.db"), "summary"))
    assert "3 articles, dated September 2022 to about 1 December 2023." in words
    fresh_archive(tmp_path / "b.db", pages[:1])
    assert "1 article, whose date is not known." in words_of(section(html_of(tmp_path / "b.db"), "summary"))


def test_nothing_to_draw_is_no_chart(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Where every date may lie in several columns, there is no chart, and nothing fails."""
    low, high = (
        Fact(field=f"published_{end}", value=day, raw="x", rule="x", basis="inferred", chosen=True)
        for end, day in (("earliest", "2019-01-02"), ("latest", "2022-03-04"))
    )
    fresh_archive(tmp_path / "n.db", [make_article(text=text, facts=[low, high]) for text in ("One.", "Two.")])
    assert "<svg" not in html_of(tmp_path / "n.db")


def test_title_is_made_from_query_or_span(archive: Path) -> None:
    """Without a title, the cover names the words that were searched for, or else the span."""
    assert "<h1>The press on fares</h1>" in section(html_of(archive, DossierRequest(query="fares")), "cover")
    assert "<h1>The press, 4 June 2021 to 6 June 2021</h1>" in section(html_of(archive), "cover")


def test_editors_note_is_marked_as_such(archive: Path) -> None:
    """The editor's own words are told apart from the archive's, and are no markup."""
    asked = DossierRequest(note="First.\n\n<b>Second</b>.", prepared_by="M. Oldfen")
    summary = section(html_of(archive, asked), "summary")
    assert "M. Oldfen, the preparer’s own words; not from the archive." in words_of(summary)
    assert "&lt;b&gt;Second&lt;/b&gt;." in summary


def test_chronology_tells_the_basis(archive: Path) -> None:
    """Each line of the chronology says how its date is known, the undated one last."""
    rows = re.findall(r"<tr>(.*?)</tr>", section(html_of(archive), "chronology"), re.DOTALL)[1:]
    words = [words_of(row) for row in rows]
    assert words[0].startswith(
        "4 June 2021 Velmark bridge closes [A-0001] The Velmark Courier (Harbour Wire) from the data"
    )
    assert words[-1] == "unknown [An undated note about the bridge. It has no headline.] [A-0004] no date was found"


def test_bounds_are_no_dates_in_the_chronology(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """An article of which only bounds are known stands under no year, after the dated ones and before the unknown."""
    yearless = [
        Fact(field="published_edtf", value="XXXX-09-06", raw="Sept.6", rule="x", basis="dateline", chosen=True),
        Fact(field="published_earliest", value="2021-03-14", raw="x", rule="x", basis="inferred", chosen=True),
    ]
    pages = [make_article(text="One."), make_article(text="Two.", facts=yearless)]
    fresh_archive(tmp_path / "y.db", [*pages, make_article(text="Three.", published="2023-01-02")])
    chronology = section(html_of(tmp_path / "y.db"), "chronology")
    assert re.findall(r'<tr class="year"><th[^>]*>([^<]+)<', chronology) == [
        "2023",
        "Known by bounds only",
        "Date unknown",
    ]


def test_single_article_has_no_chronology(archive: Path) -> None:
    """One article needs no chronology, and nothing links to one."""
    html = html_of(archive, DossierRequest(filters=Filters(ids=("A-0001",))))
    assert "chronology" not in re.findall(r'id="([^"]+)"', html)
    assert "#chronology" not in html


def test_article_tells_its_facts(archive: Path) -> None:
    """The block of facts holds outlet, agency, byline, date with its basis, address, capture and hash."""
    words = words_of(section(html_of(archive), "a-0001"))
    received = view_of(archive).entries[0].record.received_sha256
    for line in (
        "Outlet The Velmark Courier",
        "Agency Harbour Wire",
        "Byline Mara Oldfen, Jon Tiess",
        "Published 4 June 2021 · from the data in the page",
        "Captured 3 February 2024, 11:00 UTC · says the record it came in",
        "URL https://courier.example/bridge",
        "unchanged since received",
        f"SHA-256 {received}",
    ):
        assert line in words


def test_article_without_headline_shows_its_first_words(archive: Path) -> None:
    """Where there is no headline, the first words stand in square brackets, set apart from headlines."""
    made = section(html_of(archive), "a-0004")
    assert re.search(
        r'<h1[^>]*class="none"[^>]*>\[An undated note about the bridge\. It has no headline\.\]</h1>', made
    )
    assert "URL none was given · read from notes/4.txt" in words_of(made)


def test_relations_are_told_from_both_ends(archive: Path) -> None:
    """Two articles of one text name each other, and link to each other."""
    html = html_of(archive)
    assert "Same text as [A-0003]" in words_of(section(html, "a-0002"))
    assert "Same text as [A-0002]" in words_of(section(html, "a-0003"))
    assert 'href="#a-0003"' in section(html, "a-0002")


def test_relation_to_an_article_outside_is_no_link(archive: Path) -> None:
    """A related article that is not in the dossier is named, and nothing links to where it is not."""
    made = section(html_of(archive, DossierRequest(filters=Filters(ids=("A-0002",)))), "a-0002")
    assert "Same text as [A-0003] A ferry, then, Ostrane Daily (not in this dossier)." in words_of(made)
    assert 'href="#a-0003"' not in made


def test_links_lead_somewhere(archive: Path) -> None:
    """Every link inside the dossier has its target, every anchor is unique."""
    html = html_of(archive)
    anchors = re.findall(r'id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(anchors)


def test_assertion_names_who_and_why(archive: Path) -> None:
    """A person's correction is printed as one, with what the page gives beside it."""
    with open_store(archive) as store:
        Curator(store).set_fact(
            "A-0001", "outlet", "Lakeside Tribune", by="M. Oldfen", because="masthead of the print edition"
        )
    words = words_of(section(html_of(archive), "a-0001"))
    assert "Outlet Lakeside Tribune" in words
    expected = "Asserted Outlet: Lakeside Tribune. Asserted by M. Oldfen: “masthead of the print edition”"
    assert f"{expected}. The page gives: The Velmark Courier." in words


def test_changed_bytes_are_said(archive: Path) -> None:
    """Received bytes that no longer have their hash are told in the article, the summary and the colophon."""
    sha256 = view_of(archive).entries[0].record.received_sha256
    conn = sqlite3.connect(archive)
    conn.execute("UPDATE received SET codec = 'raw', body = ? WHERE sha256 = ?", (b"other bytes", sha256))
    conn.commit()
    conn.close()
    html = html_of(archive)
    assert "CHANGED since received: do not rely on it" in words_of(section(html, "a-0001"))
    assert "The received files of A-0001 have CHANGED since receipt" in words_of(section(html, "summary"))
    assert "The received files of 1 article differ from their hashes." in words_of(section(html, "colophon"))


def test_warnings_are_said(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """What a reader must mind about a page stands with the article and in the summary."""
    fresh_archive(tmp_path / "w.db", [make_article(warnings=["truncated"]), make_article(text="Another text, whole.")])
    html = html_of(tmp_path / "w.db")
    assert "Mind The received file is cut off; text may be missing." in words_of(section(html, "a-0001"))
    assert "1 article: the received file is cut off; text may be missing." in words_of(section(html, "summary"))


def blocks(*pairs: tuple[BlockKind, str]) -> tuple[Block, ...]:
    """Return kept blocks."""
    return tuple(Block(kind=kind, text=text, place=f"body/p[{n}]", rule="x") for n, (kind, text) in enumerate(pairs))


def test_blocks_are_set_by_their_kind(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Headings, lists, quotes, tables, captions keep their form; paragraphs are numbered; furniture is left out."""
    made = blocks(
        (BlockKind.STANDFIRST, "Six questions."),
        (BlockKind.SUMMARY, "It shook."),
        (BlockKind.SUMMARY, "It stopped."),
        (BlockKind.PARAGRAPH, "First."),
        (BlockKind.HEADING, "The questions"),
        (BlockKind.LIST_ITEM, "When?"),
        (BlockKind.LIST_ITEM, "Who?"),
        (BlockKind.QUOTE, "It moved."),
        (BlockKind.TABLE, "Day | Reading\n3 March | 1.2 cm"),
        (BlockKind.CAPTION, "Readings."),
        (BlockKind.PREFORMATTED, "03:29  smoke\n03:40  alarm"),
    )
    dropped = Block(kind=BlockKind.FURNITURE, text="Share this", place="body/div", rule="share-bar", kept=False)
    fresh_archive(
        tmp_path / "b.db", [make_article(headline="Six", standfirst="Six questions.", blocks=(*made, dropped))]
    )
    html = section(html_of(tmp_path / "b.db"), "a-0001")
    assert html.count("Six questions.") == 1
    assert "<h2>The questions</h2>" in html
    assert "<ul><li>When?</li><li>Who?</li></ul>" in html
    assert '<div class="summary"><span class="n">1</span><ul><li>It shook.</li><li>It stopped.</li></ul></div>' in html
    assert '<blockquote><span class="n">4</span>It moved.</blockquote>' in html
    assert "<td>3 March</td><td>1.2 cm</td>" in html
    assert '<p class="caption">Readings.</p>' in html
    assert "03:29  smoke\n03:40  alarm" in html
    assert re.findall(r'<span class="n">(\d+)</span>', html) == ["1", "2", "3", "4", "5", "6"]
    assert "Share this" not in html


def test_right_to_left_article_runs_so(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """An Arabic article is set from right to left, with its language, and its outlet cannot reorder the date."""
    fresh_archive(
        tmp_path / "a.db",
        [
            make_article(
                headline="أغلق الجسر",
                text=["أغلق مجلس البلدة الجسر."],
                outlet="صدى النهر",
                published="2021-06-05",
                language="ar",
            )
        ],
    )
    html = section(html_of(tmp_path / "a.db"), "a-0001")
    assert '<article class="text" lang="ar" dir="rtl">' in html
    assert "\u2068صدى النهر\u2069 · 5 June 2021" in html


def test_hostile_words_stay_words(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Markup, templates and styles in any field are text; no link is anything but http or https."""
    fields = dict.fromkeys(
        ("headline", "standfirst", "outlet", "agency", "section", "dateline_place", "language"), HOSTILE
    )
    fresh_archive(
        tmp_path / "h.db",
        [
            make_article(
                text=[HOSTILE],
                authors=[HOSTILE],
                tags=[HOSTILE],
                url="javascript:alert(1)",
                record_id=HOSTILE,
                **fields,
            )
        ],
    )
    html = html_of(
        tmp_path / "h.db", DossierRequest(title=HOSTILE, subtitle=HOSTILE, note=HOSTILE, prepared_by=HOSTILE)
    )
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", html)}
    assert not tags & {"script", "img", "iframe", "link", "style", "object", "base"}
    assert "49021" not in html
    assert {link.partition(":")[0] for link in re.findall(r'href="([^"#][^"]*)"', html)} <= {"http", "https"}


def test_cut_texts_are_reported(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """What a text was cut by stands beside the text and among the section's notes."""
    fresh_archive(tmp_path / "c.db", [make_article(text=["x" * 100_000, "after"])])
    view = view_of(tmp_path / "c.db")
    notes = [note for part in build_sections(view, DossierRequest()) for note in part.notes]
    assert notes == ["A-0001: 1 endless word cut (99,600 characters left out)"]
    assert "1 endless word cut (99,600 characters left out)." in words_of(section(html_of(tmp_path / "c.db"), "a-0001"))


def test_other_dates_are_named_and_not_taken(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """A second date on the page is shown as one that was not taken."""
    other = Fact(field="published", value="2019-01-02", raw="2 Jan 2019", rule="line", basis="stated", confidence=0.7)
    same = Fact(field="published", value="--06-05", raw="June 5", rule="line", basis="dateline", confidence=0.7)
    noise = Fact(field="published", value="2018-01-02", raw="2018", rule="foot", basis="stated", confidence=0.3)
    fresh_archive(tmp_path / "o.db", [make_article(published="2021-06-05", facts=[other, noise, same])])
    words = words_of(section(html_of(tmp_path / "o.db"), "a-0001"))
    assert "Other dates 2 January 2019 · on the page, not taken for the date of publication" in words


def test_article_without_text_says_so(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """An article of which no text was kept says that there is none."""
    fresh_archive(tmp_path / "n.db", [make_article(headline="Only a headline", blocks=[])])
    assert "No text of an article was found on the page." in section(html_of(tmp_path / "n.db"), "a-0001")


def test_span_is_told_with_its_doubt(archive: Path) -> None:
    """A selection by dates says what it does with articles whose date is uncertain."""
    asked = DossierRequest(filters=Filters(date_from="2021-06-04", date_to="2021-06"))
    words = words_of(section(html_of(archive, asked), "summary"))
    assert "that answer to: from 4 June 2021; to June 2021. An article whose date is uncertain is among them" in words


def test_many_assertions_are_counted(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Hundreds of asserted tags do not fill the page."""
    said = [Fact(field="tag", value=f"t{n}", raw="", rule="person", basis="asserted", by="M. O.") for n in range(300)]
    fresh_archive(tmp_path / "t.db", [make_article(facts=said)])
    assert "More: 270 further assertions." in words_of(section(html_of(tmp_path / "t.db"), "a-0001"))


def test_sections_can_be_cached_by_content(archive: Path) -> None:
    """Sections of the same view are equal values, and an article's section does not depend on the others' order."""
    by_date, by_arrival = (view_of(archive, DossierRequest(order=order)) for order in ("date", "arrival"))
    parts = [{part.key: part for part in build_sections(view, DossierRequest())} for view in (by_date, by_arrival)]
    assert all(isinstance(part, Section) for part in parts[0].values())
    assert {key: part for key, part in parts[0].items() if key.startswith("a-")} == {
        key: part for key, part in parts[1].items() if key.startswith("a-")
    }
