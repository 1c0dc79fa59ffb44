"""HTML pages: parsing without loss, facts with their evidence, the body as judged blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from ingest.extract.html.evidence import letters
from ingest.extract.html.hints import hint_of
from ingest.extract.html.jsonld import Graph, read_json
from ingest.extract.html.people import credits_in
from ingest.extract.html.phrases import is_end_mark, phrase_rule
from ingest.extract.html.titles import longest_part, without_outlet
from schemas.document import BlockKind, text_of
from schemas.page import RawPage, Source
from schemas.report import Reason, Warn

FIRST = "The harbour board voted on Tuesday night to close the old swing bridge to lorries from the first week of May."
SECOND = "Repairs are put at two million crowns, and the board will decide in March where the money is to come from."
THIRD = "The vote was seven to two, and the chair said that she would rather answer for a detour than for a collapse."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(html: str, url: str | None = None) -> Draft:
    """Extract a page."""
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html", url=url)
    return extract(page, decode(page.payload))


def article(middle: str = "", *, head: str = "", before: str = "", after: str = "") -> str:
    """Return a page with an article of three paragraphs."""
    return (
        f"<html><head><meta charset=utf-8><title>Bridge closed to lorries</title>{head}</head><body>{before}<article>"
        f"<h1>Bridge closed to lorries</h1>{BODY}{middle}<p>Last of all, the ferry will run at night.</p></article>"
        f"{after}</body></html>"
    )


def values(draft: Draft, field: str) -> set[str | None]:
    """Return the values of a field that may be chosen."""
    return {fact.value for fact in draft.facts if fact.field == field and fact.confidence >= 0.5}


@pytest.mark.parametrize(
    "middle",
    [
        "<div>" * 300 + "deep" + "</div>" * 300,
        "<div>" * 3000 + "deep" + "</div>" * 3000,
        "<font color=red>" * 400,
        "<table><tr><td>" * 300 + "x",
        "<math><mtext>",
        "<svg><defs>",
        "<embed src=x>",
        "<form action=x><input>",
        "<!-- never closed",
        "<p " + " ".join(f'a{number}="1"' for number in range(5000)) + ">x</p>",
        "<plaintext>",
    ],
    ids=["deep", "deeper", "font", "tables", "math", "svg", "embed", "form", "comment", "attributes", "plaintext"],
)
def test_nothing_is_lost_in_silence(middle: str) -> None:
    """Both ends of an article are in its text, whatever stands between, or the loss is said."""
    draft = read(article(middle + f"<p>{THIRD.upper()}</p><p>{SECOND.upper()}</p>"))
    text = text_of(draft.blocks)
    assert FIRST in text
    assert SECOND.upper() in text or Warn.TRUNCATED in draft.warnings


def test_flattening_is_said() -> None:
    """A page that is nested too deeply is read flat, and says so."""
    assert Warn.DEPTH_CAPPED in read(article("<div>" * 3000)).warnings


def test_control_characters_are_taken_out_and_said() -> None:
    """NUL and control characters do not reach the text."""
    draft = read(article("<p>One\0 two\x0b three, said the harbour master at noon.</p>"))
    assert {Warn.NUL_REMOVED, Warn.CONTROL_REMOVED} <= set(draft.warnings)
    assert "One two three" in text_of(draft.blocks)


@pytest.mark.parametrize(
    ("furniture", "rule"),
    [
        ('<div class="share-bar"><a href=#>Facebook</a> <a href=#>Email</a></div>', "share"),
        ("<aside><p>Another story altogether, about the price of herring.</p></aside>", "sidebar"),
        ('<div class="relatedPosts"><p>The ring road gets two new lanes.</p></div>', "related"),
        ("<p>Read also: how the bridge was built</p>", "read-more"),
        ("<p>Sign up for our newsletter and get the news of the harbour.</p>", "newsletter"),
        ("<p>Advertisement</p>", "ad-label"),
        ("<p>© 2023 Eskmouth Courier. All rights reserved.</p>", "copyright"),
        ('<p><a href="/x">Herring quota cut for the third year</a></p>', "links"),
    ],
)
def test_furniture_is_dropped_and_listed(furniture: str, rule: str) -> None:
    """What is no part of the article stays out of the text, and stays visible with the rule that dropped it."""
    draft = read(article(furniture))
    dropped = {block.rule for block in draft.blocks if not block.kept}
    assert rule in dropped
    assert text_of(draft.blocks).split("\n\n") == [FIRST, SECOND, THIRD, "Last of all, the ferry will run at night."]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p>The report, <a href="/r">which the board has published on its own pages</a>, runs to ninety pages.</p>',
        "<p>Read the whole report before you vote, the chair told the members, and trust no summary of it.</p>",
        '<p class="has-related-box">A paragraph whose class only tells of what stands beside it, about the bridge.</p>',
        "<ul><li>Lorries take the ring road.</li><li>Buses may cross at walking pace.</li></ul>",
        "<blockquote><p>“We were told that the bearings would last ten years,” said a trader.</p></blockquote>",
        "<h2>What it costs</h2><p>The province has promised a third of the sum that the board needs.</p>",
    ],
)
def test_the_articles_own_words_stay(paragraph: str) -> None:
    """Sentences with links, quotes, lists and headings are the article's."""
    draft = read(article(paragraph))
    assert not [block for block in draft.blocks if not block.kept and block.kind is not BlockKind.HEADLINE]


def test_blocks_carry_their_place() -> None:
    """Every block names the element that it stands in."""
    draft = read(article())
    assert draft.blocks[1].place == "body/article[1]/p[1]"


def test_after_the_end_mark_nothing_is_kept() -> None:
    """What follows a heading such as "About the author" is not the article."""
    text = text_of(read(article("<h3>About the author</h3><p>Tessa lives by the harbour.</p>")).blocks)
    assert "Tessa" not in text


def test_dateline_is_a_block_of_its_own() -> None:
    """The dateline's words are facts and a block; the text view starts behind them."""
    html = article().replace(FIRST, f"ESKMOUTH, Lower Esk, Feb. 14 (Reuters) - {FIRST}")
    draft = read(html)
    assert text_of(draft.blocks).startswith(FIRST)
    assert next(block.kind for block in draft.blocks if block.kept) is BlockKind.DATELINE
    assert "Reuters" in values(draft, "agency")
    assert "ESKMOUTH" in {str(value).upper() for value in values(draft, "dateline_place")}


def test_broken_json_ld_is_still_read() -> None:
    """Trailing commas, line breaks inside strings and references by id do not cost the facts."""
    script = (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Bridge closed\nto lorries",'
        '"datePublished":"2023-02-15T07:10:00+01:00","author":{"@id":"#t"},},'
        '{"@type":"Person","@id":"#t","name":"Tessa Brand"}]}</script>'
    )
    draft = read(article(head=script))
    assert values(draft, "published") == {"2023-02-15T07:10:00+01:00"}
    assert values(draft, "author") == {"Tessa Brand"}


def test_values_in_pieces_of_json_are_read() -> None:
    """Objects one behind the other, and the plain pairs of a script that is no JSON, are read."""
    assert len(read_json('{"a":1}{"b":2}')) == 2
    (node,) = Graph(read_json('{"@type":"Article","headline":"A" "datePublished":"2020-01-02"')).articles()
    assert node["datePublished"] == "2020-01-02"


def test_dates_of_other_articles_are_never_this_ones() -> None:
    """A teaser's date is kept for the record at most; without a date of its own the page has none."""
    teaser = '<div class="teaser"><a href="/x">Ring road</a><time datetime="2019-05-05">5 May 2019</time></div>'
    after = f"<section>{teaser * 3}</section>"
    draft = read(article("<p>In 2009 the bridge was painted.</p>", before="<p>Friday, 3 March 2028</p>", after=after))
    assert values(draft, "published") == set()
    assert values(draft, "captured_hint") == {"2028-03-03"}


def test_date_under_the_headline_is_the_articles() -> None:
    """A `time` element or a dated line by the headline gives the date, with its words; an update is told apart."""
    line = '<p>By Jane Roe | <time datetime="2016-09-04T10:30">4 September 2016</time> | Updated 6 September 2016</p>'
    draft = read(article().replace("</h1>", f"</h1>{line}"))
    assert {str(value)[:10] for value in values(draft, "published")} == {"2016-09-04"}
    assert values(draft, "modified") == {"2016-09-06"}
    assert values(draft, "author") == {"Jane Roe"}


def test_every_fact_has_words_and_a_place() -> None:
    """No fact stands without the words that it rests on."""
    head = '<meta name="author" content="Owen Tarrant"><meta property="article:published_time" content="2021-10-28">'
    for fact in read(article(head=head)).facts:
        assert fact.raw
        assert fact.place


@pytest.mark.parametrize(
    ("raw", "names", "agency"),
    [
        ("By Jane Roe", ("Jane Roe",), None),
        ("JANE ROE and John Doe", ("Jane Roe", "John Doe"), None),
        ("Von Anna Meier, dpa", ("Anna Meier",), "DPA"),
        ("By Reuters", (), "Reuters"),
        ("Courier Staff", (), None),
        ("Eskmouth Courier", (), None),
        ("By Jane Roe Published 3 May", ("Jane Roe",), None),
        ("View all posts by Jane Roe", ("Jane Roe",), None),
        ("jane@courier.example", (), None),
        ("Jane Roe, Senior Reporter", ("Jane Roe",), None),
        ("Вера Лукина", ("Вера Лукина",), None),
        ("The council has been told that the bridge is closed", (), None),
    ],
)
def test_people(raw: str, names: tuple[str, ...], agency: str | None) -> None:
    """Persons are authors; roles, outlets, addresses and sentences are not; an agency is its own field."""
    found = credits_in(raw, outlets=frozenset({"eskmouthcourier"}))
    credited = next((each.agency for each in found if each.kind == "agency"), "")
    assert tuple(each.name for each in found if each.kind == "person") == names
    assert credited.casefold() == (agency or "").casefold()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Bridge opens | Valley Post", "Bridge opens"),
        ("Valley Post - Bridge opens", "Bridge opens"),
        ("Bridge opens – and closes again", "Bridge opens – and closes again"),
        ("Bridge opens | Local | Valley Post", "Bridge opens | Local"),
    ],
)
def test_outlet_is_cut_off_titles(title: str, shown: str) -> None:
    """The site's own name goes, a dash inside the headline stays."""
    assert without_outlet(title, frozenset({"valleypost"}), ()) == shown


def test_without_a_heading_the_longest_part_is_the_headline() -> None:
    """A title names the outlet and the article; the article's part is the longer one."""
    assert longest_part("Dunmere Gazette - Two wells closed by the council") == "Two wells closed by the council"


@pytest.mark.parametrize(
    ("names", "furniture"),
    [
        ("relatedPosts", "related"),
        ("post has-sidebar", None),
        ("ad", "ad"),
        ("address", None),
        ("field--label-visually-hidden", None),
        ("visually-hidden", "hidden"),
        ("elementor-widget", None),
    ],
)
def test_hints(names: str, furniture: str | None) -> None:
    """Classes are read by their words, not by any letters that match."""
    assert hint_of(names).furniture == furniture


def test_phrases_judge_short_blocks_only() -> None:
    """The same first words condemn a line and leave a paragraph alone."""
    assert phrase_rule("Read more: the ring road") == "read-more"
    assert phrase_rule("Read more: " + "the ring road and its lanes " * 12) is None
    assert is_end_mark("Related articles:")
    assert not is_end_mark("Related articles of the treaty were signed in spring")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("   \n ", Reason.EMPTY),
        ("<html><body><script>var a</script></body></html>", Reason.NO_TEXT),
        ("JFIF" + "\x01\x02ab\x10\x7fq" * 90, Reason.NO_TEXT),
        (
            "<title>404 - Page not found</title><h1>Page not found</h1><p>The page that you asked for is gone.</p>",
            Reason.ERROR_PAGE,
        ),
        (
            "<title>Latest</title>"
            + "".join(
                f'<article><h2><a href="/{n}">A headline of some length, number {n}</a></h2></article>'
                for n in range(12)
            )
            + "<p>All that is new, by the hour.</p>",
            Reason.LISTING,
        ),
    ],
)
def test_pages_that_are_no_article(html: str, reason: Reason) -> None:
    """Errors, listings and empty pages give a reason and a sentence, no article."""
    draft = read(html)
    assert draft.reason is reason
    assert draft.detail


def test_short_article_among_many_links_is_an_article() -> None:
    """Two sentences under a headline are an article, however many teasers surround them."""
    links = "".join(
        f'<li><a href="/{n}">A headline of some length, number {n}, about the town</a></li>' for n in range(40)
    )
    text = f"<h1>Bridge closed</h1><div class=text><p>{FIRST}</p><p>{SECOND}</p></div>"
    html = f"<title>Bridge closed</title>{text}<ul>{links}</ul>"
    assert read(html).reason is None


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>/ abp\"'=!-\n&;ü漢divspan"), max_size=300))
def test_any_markup_gives_a_draft(text: str) -> None:
    """No string of markup makes the extractor fail, and the same string gives the same draft."""
    assert read(text) == read(text)


@given(st.text(max_size=100))
def test_letters_is_stable(text: str) -> None:
    """Folding twice changes nothing."""
    assert letters(letters(text)) == letters(text)


@pytest.mark.parametrize(("name", "is_kept"), [("shadowrootmode=open", True), ("id=later", False), ("", False)])
def test_only_a_template_that_browsers_show_is_read_beside_the_text(name: str, *, is_kept: bool) -> None:
    """A shadow root in HTML stands in its place on the screen; any other template waits for a script."""
    aside = "The board will meet again in the town hall on the second Thursday of March, and the gallery will be open."
    draft = read(article(f"<town-box><template {name}><p>{aside}</p></template></town-box>"))
    assert (aside in text_of(draft.blocks)) is is_kept


def test_empty_elements_count_where_a_block_stands() -> None:
    """The place of a block is the path that a browser gives, whatever stands empty before it."""
    draft = read(
        "<title>Bridge closed to lorries</title><body><div><div><p></p><div></div></div></div>"
        f"<div><div></div><div><p> </p>{BODY}</div></div></body>"
    )
    places = {block.text: block.place for block in draft.blocks}
    assert places[FIRST] == "body/div[2]/div[2]/p[2]"
    assert places[THIRD] == "body/div[2]/div[2]/p[4]"
