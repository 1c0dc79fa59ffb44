"""Facts in the page's own words: dates beside others' links, outlets, tags, bylines; lines that ask readers."""

import pytest

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from ingest.extract.html.phrases import asks_reader
from schemas.article import Fact
from schemas.document import BlockKind, text_of
from schemas.page import RawPage, Source
from schemas.report import Reason, Warn

TITLE = "Ferry sold to the island for one crown"
BODY = (
    "<p>The county council sold the old car ferry to the isle of Sanna on Monday, for a crown, and kept the debt.</p>"
    "<p>The ship was built for forty cars and a mail van. She has lain at the north quay for three winters, unlit.</p>"
    "<p>The islanders mean to run her from Easter until the first ice, with a crew of four and a dog.</p>"
)
SURE = 0.5


def read(html: str, url: str | None = None) -> Draft:
    """Extract a page."""
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html", url=url)
    return extract(page, decode(page.payload))


def sure(draft: Draft, field: str) -> list[Fact]:
    """Return the candidates of a field that may be chosen, the surest first."""
    found = [fact for fact in draft.facts if fact.field == field and fact.confidence >= SURE]
    return sorted(found, key=lambda fact: -fact.confidence)


def days(draft: Draft, field: str = "published") -> list[str]:
    """Return the days of the dates that may be chosen, the surest first."""
    return list(dict.fromkeys(str(fact.value)[:10] for fact in sure(draft, field)))


def layout(
    left: str = "", meta: str = "", *, masthead: str = "", foot: str = "", below: str = "", title: str = ""
) -> str:
    """Return a page of the table years: a sidebar before the article, everything in one table."""
    return (
        f"<html><head><title>{title or TITLE}</title></head><body><table><tr><td colspan=2>{masthead}</td></tr>"
        f"<tr><td>{left}</td><td><div>{TITLE}</div>{meta}{BODY}{below}</td></tr>"
        f"<tr><td colspan=2>{foot}</td></tr></table></body></html>"
    )


SIDEBAR = (
    "<table><tr><th>Earlier</th></tr>"
    "<tr><td>02.05.2019<br><a href='/8.html'>Harbour master hands in his keys at last</a></td></tr>"
    "<tr><td>01.05.2019<br><a href='/7.html'>New lamps for the breakwater after long delay</a></td></tr></table>"
)


@pytest.mark.parametrize(
    "sidebar",
    [
        SIDEBAR,
        "<ul><li>02.05.2019 <a href='/8'>Harbour master hands in his keys at last</a></li></ul>",
        "<table><tr><td>2 May 2019</td><td><a href='/8'>Harbour master hands in his keys at last</a></td></tr></table>",
        "<ul><li><a href='/8'><h3>Harbour master hands in his keys at last</h3></a><time>2 May 2019</time></li></ul>",
        "<div><p>2 May 2019</p><p><a href='/8'>Harbour master hands in his keys at last</a></p></div>",
    ],
)
def test_a_date_beside_a_link_to_another_page_is_not_the_articles(sidebar: str) -> None:
    """A list of other stories before the headline dates neither the article nor its capture."""
    draft = read(layout(sidebar, "<div>Tuesday, May 7, 2019</div>"))
    assert days(draft) == ["2019-05-07"]
    assert days(draft, "captured_hint") == []


def test_without_a_date_of_its_own_a_page_beside_dated_links_has_none() -> None:
    """Other stories' dates are kept for the record, below what is ever chosen."""
    draft = read(layout(SIDEBAR))
    assert days(draft) == []
    assert {"2019-05-01", "2019-05-02"} >= {str(fact.value) for fact in draft.facts if fact.field == "published"}


@pytest.mark.parametrize(
    "meta",
    [
        "<div>By Ivo Lund, <a href='/a'>Ferry correspondent</a> | 7 May 2019</div>",
        "<div class=meta><a href='/2019/05/'>7 May 2019</a> in <a href='/c'>Harbour</a></div>",
        "<div>7 May 2019</div><div><a href='/a'>3 comments</a></div>",
    ],
)
def test_short_links_in_the_date_line_do_not_disown_it(meta: str) -> None:
    """Links to authors, sections and the day's archive stand beside an article's own date."""
    assert days(read(layout("", meta))) == ["2019-05-07"]


def test_after_the_headline_comes_before_above_it() -> None:
    """Of two bare dates the one under the headline is believed first."""
    above = "<div>Sanna Pilot</div><div>06.05.2019</div><div>Harbour</div>"
    html = f"<title>{TITLE}</title>{above}<h1>{TITLE}</h1><div>07.05.2019</div>{BODY}"
    assert days(read(html)) == ["2019-05-07", "2019-05-06"]


def test_a_date_above_counts_only_past_kickers() -> None:
    """A sentence or a menu between a date and the headline parts them; a date that opens the page is the visit's."""
    above = "<div>06.05.2019</div><div>Harbour</div>"
    kicker = f"<title>{TITLE}</title><div>Sanna Pilot</div>{above}<h1>{TITLE}</h1>{BODY}"
    assert days(read(kicker)) == ["2019-05-06"]
    assert days(read(kicker.replace("<div>Sanna Pilot</div>", ""))) == []
    assert days(read(kicker.replace("<h1>", "<div><a href=/>Home</a> <a href=/s>Sea</a></div><h1>"))) == []
    parted = kicker.replace("<div>Harbour</div>", "<div>The quay is closed to walkers until further notice.</div>")
    assert days(read(parted)) == []


def test_a_date_carries_its_label_and_no_furniture() -> None:
    """The evidence of a date is its words, with the label before it."""
    meta = "<div>Ivo Lund | Published: 7 May 2019, 09:30 | Views: 1 904</div>"
    raws = {fact.raw for fact in sure(read(layout("", meta)), "published")}
    assert raws
    assert all(raw.startswith("Published: 7 May 2019") and "Views" not in raw and "Lund" not in raw for raw in raws)


def test_a_byline_inside_a_line_is_read_by_its_element() -> None:
    """A name in an element that calls it the author is one, whatever else stands in the line."""
    meta = "<div><span>7 May 2019</span> <span class=author>Ivo Lund</span> <span>Views: 1 904</span></div>"
    authors = sure(read(layout("", meta)), "author")
    assert [(fact.value, fact.raw) for fact in authors] == [("Ivo Lund", "Ivo Lund")]


LOGO = "<a href='/'><img src=l.gif alt='The Sanna Pilot'></a>"
FOOT = "&copy; 1998-2019 Sanna Pilot. All rights reserved."


@pytest.mark.parametrize(
    ("title", "masthead", "foot", "url", "outlet"),
    [
        (f"{TITLE} - Sanna Pilot", LOGO, "", None, "The Sanna Pilot"),
        (f"{TITLE} | Sanna Pilot", "", FOOT, None, "Sanna Pilot"),
        (f"Sanna Pilot: {TITLE}", "", FOOT, None, "Sanna Pilot"),
        (TITLE, LOGO, FOOT, None, "The Sanna Pilot"),
        (f"{TITLE} - Sanna Pilot", "", "", "http://www.sannapilot.example/a/1", "Sanna Pilot"),
        (TITLE, "<a href='/'>پیک جزیره</a>", "© ۱۳۹۸ پیک جزیره", None, "پیک جزیره"),
    ],
)
def test_outlet_where_two_places_agree(title: str, masthead: str, foot: str, url: str | None, outlet: str) -> None:
    """Title, masthead, copyright line and address name the outlet where two of them agree."""
    found = sure(read(layout(title=title, masthead=masthead, foot=foot), url), "outlet")
    assert found[0].value == outlet
    assert all(fact.basis == "stated" and fact.raw and fact.place for fact in found)


@pytest.mark.parametrize(
    ("title", "masthead", "foot"),
    [
        (f"{TITLE} - Sanna Pilot", "", ""),
        (f"{TITLE} - News", "<a href='/'>News</a>", ""),
        (f"{TITLE} | Facebook", "<a href='/'>Facebook</a>", "© 2019 Facebook"),
        (TITLE, "<a href='/'>Home</a>", "© 2019. All rights reserved."),
        (f"{TITLE} - Harbour", "<a href='/harbour/'>Harbour</a>", ""),
        (TITLE, f"<a href='/'>{TITLE}</a>", f"© {TITLE}"),
    ],
)
def test_one_place_alone_names_no_outlet(title: str, masthead: str, foot: str) -> None:
    """A title's end that nothing repeats, a section, a platform and the headline are no outlet."""
    assert sure(read(layout(title=title, masthead=masthead, foot=foot)), "outlet") == []


def test_a_site_name_that_is_an_address_gives_way() -> None:
    """`og:site_name` with a bare host is outdone by the name that is spelled in it, and by no other."""
    meta = '<meta property="og:site_name" content="sannapilot.example">'
    named = layout(title=f"{TITLE} - Sanna Pilot", foot=FOOT).replace("<head>", f"<head>{meta}")
    assert {fact.value for fact in sure(read(named), "outlet")} == {"Sanna Pilot"}
    other = layout(title=f"{TITLE} - Oar", foot="© 2019 Oar").replace("<head>", f"<head>{meta}")
    assert "sannapilot.example" in {fact.value for fact in sure(read(other), "outlet")}


def test_tag_links_are_tags_with_their_own_words() -> None:
    """The article's row of tag links gives its tags; categories and the tags of teasers do not."""
    row = "<div class=tags>Keywords: <a rel=tag href=/t/1>Ferry</a> <a rel=tag href=/t/2>Sanna</a></div>"
    others = (
        "<p>Filed under <a rel='category tag' href=/c>Harbour</a></p>"
        "<div class=related><a rel=tag href=/t/3>Ice</a> <a rel=tag href=/t/4>Lamps</a></div>"
    )
    tags = sure(read(layout(below=row + others)), "tag")
    assert [(fact.value, fact.raw) for fact in tags] == [("Ferry", "Ferry"), ("Sanna", "Sanna")]


def test_keywords_are_kept_one_by_one() -> None:
    """The evidence of a tag is its own words, not the list."""
    html = layout().replace("<head>", '<head><meta name="news_keywords" content="Ferry, Sanna">')
    assert {(fact.value, fact.raw) for fact in sure(read(html), "tag")} == {("Ferry", "Ferry"), ("Sanna", "Sanna")}


def test_a_table_around_the_whole_page_is_no_table() -> None:
    """Cells of the table that lays the page out are paragraphs; a table inside the article stays one."""
    inner = "<table><tr><td>Cars</td><td>40</td></tr><tr><td>Vans</td><td>1</td></tr></table>"
    draft = read(layout(below=f"<div>The ferry has been painted twice since, both times in the dark.</div>{inner}"))
    kinds = {block.text: block.kind for block in draft.blocks if block.kept}
    assert kinds["The ferry has been painted twice since, both times in the dark."] is BlockKind.PARAGRAPH
    assert kinds["Cars | 40\nVans | 1"] is BlockKind.TABLE


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("Were you there? Write to the newsroom: news@sannapilot.example", True),
        ("Have you seen her? Call us on +47 555 01 99", True),
        ("Знаете больше? Пишите в редакцию: news@sannapilot.example", True),
        ("Anyone who saw the lorry is asked to call the harbour police on 0555 10 20 30.", False),
        ("Claims go to the council by 1 June, at claims@council.example.", False),
        ("“Call us on 555 01 99,” she said, and hung up.", False),
        ("He wrote to the newsroom twice and was never answered.", False),
    ],
)
def test_last_lines_that_ask_readers_are_furniture(line: str, *, asks: bool) -> None:
    """A last line that asks readers to write to the newsroom goes; appeals and quotations stay."""
    assert asks_reader(line) is asks
    draft = read(layout(below=f"<p>{line}</p>"))
    assert (line in text_of(draft.blocks)) is not asks


def test_a_page_that_stops_in_a_word_is_said_to_be_cut() -> None:
    """A page that never closes and ends inside a word is read with a warning; one that ends its sentence is whole."""
    whole = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}"
    assert Warn.TRUNCATED in read(f"{whole}<p>The mail van will go by the nor").warnings
    assert Warn.TRUNCATED in read(f'{whole}<p>The mail van goes by road.</p><a href="/nex').warnings
    assert Warn.TRUNCATED not in read(f"{whole}<p>The mail van will go by road.").warnings
    assert Warn.TRUNCATED not in read(f"{whole}<p>The mail van</body></html>").warnings


def test_a_list_of_dated_titles_is_a_listing() -> None:
    """A page of other pages' titles and dates is no article; a short notice above such a list is one."""
    cards = "".join(
        f"<li><a href='/{day}'><h3>The ferry has sailed for the island again</h3></a><time>{day} May 2019</time></li>"
        for day in range(2, 9)
    )
    page = f"<html><title>Ferry</title><body><h1>Ferry</h1><p>All our stories on this topic.</p><ul>{cards}</ul>"
    assert read(page).reason is Reason.LISTING
    notice = "<p>The ferry does not sail on Monday, since the crew is at the funeral of her former master in Sund.</p>"
    assert read(page.replace("<p>All our stories on this topic.</p>", notice)).reason is None
