"""The body of HTML pages: which boxes belong to the article, which blocks stand beside its text, and why."""

import pytest

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from schemas.document import Block, BlockKind, text_of
from schemas.page import RawPage, Source

OPENING = "The ferry Aldis ran aground off Marrow Point on Sunday night with forty passengers and two lorries aboard."
SECOND = "Nobody was hurt, the coastguard said, and the passengers were brought to Tarn in three boats before dawn."
THIRD = "Divers will look at the hull on Tuesday, and the company has put a bus on the road around the inlet."
CLOSING = "The harbour board, which licenses the line, will hear the captain in a public sitting next week."
BODY = f"<p>{SECOND}</p><p>{THIRD}</p><p>{CLOSING}</p>"
TITLE = "Ferry aground off Marrow Point"


def read(body: str, head: str = "") -> Draft:
    """Extract a page with this body."""
    html = f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html")
    return extract(page, decode(page.payload))


def article(middle: str, *, before: str = "", after: str = "") -> str:
    """Return an article that holds some markup after its second paragraph."""
    opened = f"<article><h1>{TITLE}</h1><p>{OPENING}</p><p>{SECOND}</p>{middle}<p>{THIRD}</p><p>{CLOSING}</p></article>"
    return f"{before}{opened}{after}"


def lines(draft: Draft) -> list[str]:
    """Return the blocks of the text."""
    return text_of(draft.blocks).split("\n\n")


def block_of(draft: Draft, words: str) -> Block:
    """Return the block that holds some words."""
    return next(block for block in draft.blocks if words in block.text)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<figure><img><figcaption>The Aldis in 2009.</figcaption></figure>", "The Aldis in 2009."),
        ("<p>The Aldis seen from the pier. (Photo: Harbour archive/AP)</p>", "seen from the pier"),
    ],
)
def test_captions_belong_to_the_article_and_not_to_its_text(markup: str, words: str) -> None:
    """What stands under a picture inside the article is a kept caption."""
    draft = read(article(markup))
    block = block_of(draft, words)
    assert (block.kind, block.kept) == (BlockKind.CAPTION, True)
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure class=pullquote><blockquote>{}</blockquote></figure>",
        "<figure><table><tr><td>{}</td><td>14</td></tr></table></figure>",
    ],
)
def test_a_quotation_or_a_table_in_a_figure_is_no_caption(markup: str) -> None:
    """Figures hold more than pictures."""
    words = "The bell rang twice before we felt the rock."
    assert block_of(read(article(markup.format(words))), words).kind in {BlockKind.QUOTE, BlockKind.TABLE}


def test_a_post_of_somebody_else_is_an_embed() -> None:
    """An embedded post stays, as what it is."""
    post = "<blockquote class='twitter-tweet'><p>We are all safe, thank you Tarn</p>- Ola Brandt (@olab)</blockquote>"
    block = block_of(read(article(post)), "We are all safe")
    assert (block.kind, block.kept) == (BlockKind.EMBED, True)


def test_paragraphs_kept_apart_above_the_body_are_its_own() -> None:
    """Pages part the first paragraphs from the others by a picture or a box: they are joined again."""
    page = (
        f"<main><h1>{TITLE}</h1><div class=top><p>{OPENING}</p></div><div class=more>{BODY}{BODY.upper()}</div></main>"
    )
    assert lines(read(page))[0] == OPENING


def test_a_teaser_above_the_body_is_not_joined() -> None:
    """A box that calls itself something else stays out."""
    words = "Every morning the news of the inlet, written by our harbour desk, in your mail."
    box = f"<div class=newsletter-box><p>{words}</p></div>"
    page = f"<main><h1>{TITLE}</h1>{box}<div class=more><p>{OPENING}</p>{BODY}</div></main>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_an_empty_box_does_not_end_a_sentence() -> None:
    """A box for a note that opens stands in the middle of many sentences."""
    sentence = "<p>The rock is charted <a href=#n>since 1871</a><div class=note></div>, the pilots say.</p>"
    assert "The rock is charted since 1871 , the pilots say." in lines(
        read(article(f"<div>{sentence.replace('<p>', '').replace('</p>', '')}</div>"))
    )


@pytest.mark.parametrize("rule", ["*", "* * *", "— — —", ")."])
def test_a_block_without_letters_is_no_paragraph(rule: str) -> None:
    """Rules made of signs part sections, and say nothing."""
    draft = read(article(f"<p>{rule}</p>"))
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]
    assert block_of(draft, rule).rule == "no-words"


def test_a_text_that_is_printed_twice_is_read_once() -> None:
    """A second copy for machines is no second text."""
    whole = f"{OPENING} {SECOND} {THIRD} {CLOSING}"
    draft = read(f"<div><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}<div itemprop=articleBody>{whole}</div></div>")
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]
    assert block_of(draft, whole).rule == "repeated"


def test_a_sentence_that_comes_again_stays() -> None:
    """An author may say a thing twice."""
    assert lines(read(article(f"<p>{SECOND}</p>"))).count(SECOND) == 2


@pytest.mark.parametrize(
    "markup",
    [
        "<div itemprop=keywords>ferry, Marrow Point, aground, coastguard, harbour board</div>",
        "<div itemprop=headline>Ferry aground off Marrow Point on Sunday night</div>",
        "<div>https://tarnpost.example/pictures/aldis-2009.jpg</div>",
    ],
)
def test_values_for_machines_are_no_text(markup: str) -> None:
    """Item properties that a page forgot to hide are dropped."""
    assert lines(read(article(markup))) == [OPENING, SECOND, THIRD, CLOSING]


def test_a_bigger_aside_does_not_win() -> None:
    """Teasers in a sidebar are no article, however long they are together."""
    words = "{0} has been on the list of the council for years, and now it is on sale. Offers are taken until May."
    teaser = f"<article><h3><a href=#>{{0}} goes on sale</a></h3><p>{words}</p></article>"
    side = "".join(teaser.format(name) for name in ("The mill", "The weir", "The kiln", "The barn", "The lime works"))
    for box in (f"<aside>{side}</aside>", f"<div role=complementary>{side}</div>"):
        assert lines(read(article("", after=box))) == [OPENING, SECOND, THIRD, CLOSING]


def test_the_id_of_a_heading_says_nothing_about_it() -> None:
    """Headings carry their own words as an address, whatever these are."""
    heading = "<h2 id=tools-for-sharing-related-tags>Tools on board</h2><p>Pumps were lent by the town of Tarn.</p>"
    assert "Tools on board" in lines(read(article(heading)))


def test_the_class_of_a_row_is_for_its_looks() -> None:
    """Rows of a table are not dropped for their class."""
    table = "<table><tr class=odd-player-row><td>Selkie</td><td>1998</td></tr>"
    table += "<tr class=ad><td>Brim</td><td>2004</td></tr></table>"
    assert block_of(read(article(table)), "Selkie").text == "Selkie | 1998\nBrim | 2004"


def test_titles_of_other_pages_in_a_list_are_dropped() -> None:
    """A linked heading without a text of its own leads elsewhere; one with a text is the article's."""
    link = "<ul><li><h4><a href=#>Why the pilots of Tarn want a second lighthouse</a></h4></li></ul>"
    own = "<ul><li><h4><a href=#>Marrow Point, the rock that has no lighthouse</a></h4><p>It is low.</p></li></ul>"
    shown = lines(read(article(f"{link}{link.replace('Why', 'How')}{own}")))
    assert not any("pilots of Tarn" in line for line in shown)
    assert any("no lighthouse" in line for line in shown)


def test_cells_that_are_dates_stay_in_their_table() -> None:
    """A year in a cell of the article's table is no date of the page."""
    table = "<table><tr><td>Built</td><td>4 May 1998</td></tr><tr><td>By</td><td>Jonas Helle</td></tr></table>"
    assert block_of(read(article(table)), "Built").text == "Built | 4 May 1998\nBy | Jonas Helle"


@pytest.mark.parametrize(
    "heading",
    ["You may also enjoy", "More from the harbour desk", "Lesen Sie auch", "Читайте также", "関連記事はこちら"],
)
def test_a_heading_that_leads_elsewhere_ends_the_article(heading: str) -> None:
    """What follows such a heading is about other articles."""
    mill = "The mill at Tarn is for sale again, and nobody knows who will buy it this time."
    after = f"<h3>{heading}</h3><div class=more><p>{mill}</p></div>"
    page = f"<article><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}{after}</article>"
    draft = read(page)
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]
    assert block_of(draft, "mill at Tarn").rule == "after-end"


@pytest.mark.parametrize("heading", ["More rain than in any May", "Related to nobody", "You may ask why"])
def test_a_heading_that_opens_alike_ends_nothing(heading: str) -> None:
    """The words have to say that other articles follow."""
    after = f"<h3>{heading}</h3><p>The pilots of Tarn have asked for a light on the point since the winter of 1988.</p>"
    assert len(lines(read(f"<article><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}{after}</article>"))) == 6


def test_an_offer_to_subscribe_is_no_paragraph() -> None:
    """The line that keeps the rest back is dropped, and what it promises; a report about subscribers is not."""
    offer = "<p>This article is for subscribers.</p><p>Unlimited reading from 4 crowns a month.</p>"
    draft = read(f"<article><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}{offer}</article>")
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]
    told = "<p>The line has lost half of its subscribers to the bus, the company told the harbour board in April.</p>"
    assert len(lines(read(article(told)))) == 5


def test_a_box_of_links_inside_the_text_does_not_end_it() -> None:
    """Where the article's own paragraphs go on after such a line, they stay."""
    related = (
        "<section><h3>Read next</h3><ul><li><a href=#>The mill at Tarn is for sale once more</a></li></ul></section>"
    )
    more = f"<div class=chunk><p>{THIRD}</p></div><div class='chunk last'><p>{CLOSING}</p></div>"
    first = f"<div class=chunk><p>{OPENING}</p></div><div class=chunk><p>{SECOND}</p></div>"
    page = f"<main><h1>{TITLE}</h1>{first}{related}{more}</main>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


COMMENT = "I have taken that boat every Friday for thirty years, and the rock has been there all that time, believe me."


@pytest.mark.parametrize("label", ["Comments (12)", "Leave a comment", "Комментарии", "Dodaj komentarz", "网友评论"])
def test_readers_who_write_as_much_as_the_reporter_are_not_the_article(label: str) -> None:
    """A line that opens comments ends an article, however much follows in a box of another kind."""
    comments = "".join(f"<li><div class=c><p>{COMMENT} No. {number}.</p></div></li>" for number in range(5))
    page = f"<div><h1>{TITLE}</h1><div class=t><p>{OPENING}</p>{BODY}</div><b>{label}</b><ul>{comments}</ul></div>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_comments_called_so_are_dropped_whatever_their_share() -> None:
    """An element that calls itself comments is believed where the article stands under its headline without it."""
    comments = "".join(f"<p>{COMMENT} No. {number}.</p>" for number in range(30))
    page = f"<div><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}</div><div class=komentarze>{comments}</div>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_a_column_called_commentary_is_the_article() -> None:
    """Where nothing else stands under the headline, an article is one whatever its box is called."""
    page = f"<div><h1>{TITLE}</h1><div class=commentary><p>{OPENING}</p>{BODY}</div></div>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_a_mark_above_the_headline_ends_nothing() -> None:
    """What stands above the headline is about other pages."""
    above = f"<div class=hot><b>Comments</b><p>{COMMENT}</p><p>{COMMENT} Again.</p><p>{COMMENT} And again.</p></div>"
    page = f"<div class=all>{above}<h1>{TITLE}</h1><div class=t><p>{OPENING}</p>{BODY}</div></div>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_a_line_under_the_text_that_asks_for_slips_ends_it() -> None:
    """Many pages ask their readers to mark a slip and press keys."""
    after = f"<p>Found a slip? Mark it and press Ctrl+Enter</p><div class=n><p>{COMMENT}</p></div>"
    assert lines(read(f"<div><h1>{TITLE}</h1><p>{OPENING}</p>{BODY}{after}</div>")) == [OPENING, SECOND, THIRD, CLOSING]


@pytest.mark.parametrize(
    "markup",
    ["<p>{}</p><p>{}</p>", "<h3>{}</h3><p>{}</p>", "<div>{}</div><p>{}</p>", "<ul><li>{}</li><li>{}</li></ul>"],
)
def test_the_days_of_a_chronology_stay_and_date_nothing(markup: str) -> None:
    """Lines that are nothing but a day part a text that tells of several; none of them is the article's."""
    told = ("The first boat went over in the morning.", "The second one was held back by the ice.")
    days = ("12 March 1992", "14 March 1992")
    middle = "".join(markup.format(day, words) for day, words in zip(days, told, strict=True))
    draft = read(article(middle))
    assert [line for line in lines(draft) if line in {*days, *told}] == [days[0], told[0], days[1], told[1]]
    assert not [fact for fact in draft.facts if fact.field == "published" and fact.confidence >= 0.5]


def test_the_only_day_under_a_headline_dates_the_article() -> None:
    """One such line above the text is no part of it."""
    draft = read(f"<article><h1>{TITLE}</h1><p>12 March 2012</p><p>{OPENING}</p>{BODY}</article>")
    assert lines(draft) == [OPENING, SECOND, THIRD, CLOSING]
    assert {fact.value for fact in draft.facts if fact.field == "published" and fact.confidence >= 0.5} == {
        "2012-03-12"
    }


@pytest.mark.parametrize("title", ["<h3>Related articles</h3>", "<p><strong>Read next</strong></p>"])
def test_the_last_paragraph_under_a_box_of_links_stays(title: str) -> None:
    """One paragraph in the text's own box is enough: the article goes on."""
    link = f"{title}<ul><li><a href=/x>The mill at Tarn is for sale for the third time</a></li></ul>"
    page = f"<article><h1>{TITLE}</h1><p>{OPENING}</p><p>{SECOND}</p><p>{THIRD}</p>{link}<p>{CLOSING}</p></article>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_an_offer_inside_the_text_takes_nothing_with_it() -> None:
    """What stands under the offer in the text's own box is the article's."""
    offer = "<p>To continue reading, subscribe now.</p>"
    page = f"<article><h1>{TITLE}</h1><p>{OPENING}</p><p>{SECOND}</p><p>{THIRD}</p>{offer}<p>{CLOSING}</p></article>"
    assert lines(read(page)) == [OPENING, SECOND, THIRD, CLOSING]


def test_a_heading_that_begins_like_an_end_stands_above_its_text() -> None:
    """Such a heading is the article's where its next paragraph follows at once; a box of links keeps it furniture."""
    own = "Related links between the two piers"
    draft = read(article(f"<h2>{own}</h2>"))
    assert lines(draft) == [OPENING, SECOND, own, THIRD, CLOSING]
    row = "<ul><li><a href=/1>Ferry fares</a></li><li><a href=/2>Timetable of the winter</a></li></ul>"
    assert lines(read(article(f"<h2>Related links</h2>{row}"))) == [OPENING, SECOND, THIRD, CLOSING]


@pytest.mark.parametrize(
    ("asked", "last", "is_kept"),
    [
        (("Was anybody hurt?", "Who pays?"), "When does she sail again?", True),
        (("Ist jemand verletzt?", "Wer zahlt?"), "Wann fährt sie wieder?", True),
        (("Was anybody hurt?", "Who pays?"), "More about ferries", False),
        (("The passengers", "The company"), "Do you have a question?", False),
    ],
)
def test_the_last_of_several_questions_may_be_open(asked: tuple[str, str], last: str, *, is_kept: bool) -> None:
    """An article of questions may end with one; another heading under which nothing stands is none of it."""
    middle = f"<h2>{asked[0]}</h2><p>Nobody was.</p><h2>{asked[1]}</h2>"
    page = article(middle).replace("</article>", f"<h2>{last}</h2></article>")
    assert (lines(read(page))[-1] == last) is is_kept


def test_the_editor_of_another_house_may_be_called() -> None:
    """A last sentence that names whom to call is the article's, where that is not this newsroom."""
    appeal = "Anyone who saw the two lorries should call the editor of the parish list, Ida Moor, on 0555 102030."
    ours = "Did you see the two lorries? Call the editor on 0555 102030."
    html = article("").replace("</article>", "<p>{}</p></article>")
    assert lines(read(html.format(appeal)))[-1] == appeal
    assert lines(read(html.format(ours)))[-1] == CLOSING
