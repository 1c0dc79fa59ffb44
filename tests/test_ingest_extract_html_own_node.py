"""The node of a page's data that is its own article, among those of other articles."""

import json

import pytest

from ingest.extract.html.titles import common_content
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

HERE = "https://brunau.example/news/mill"
THERE = "https://brunau.example/news/other"
TEXTS = {
    "en": "The old mill on the Lesk burned down to its walls on Friday night, and nobody was hurt, the brigade said.",
    "de": "Die alte Mühle an der Lesk ist in der Nacht zum Freitag bis auf die Mauern niedergebrannt, sagte die Wehr.",
    "ja": "レスク川沿いの古い水車小屋が金曜の夜に全焼したが、けが人はいなかったと消防が発表した。原因は調査中である。",
    "ru": "Старая мельница на реке Леске в Брунаве сгорела в ночь на пятницу до самых стен, сообщили пожарные.",
}
TITLES = {
    "en": ("Old mill of Brunau burns down in the night", "Choir of Brunau sings in the new hall"),
    "de": ("Alte Mühle in Brunau ist abgebrannt", "Der Chor in Brunau ist ausgezeichnet worden"),
    "ja": ("ブルナウの水車小屋が全焼", "ブルナウの合唱団が優勝"),
    "ru": ("В Брунаве сгорела старая мельница", "В Брунаве открыли новый концертный зал"),
}


def read(title: str, text: str, *, head: str = "", inside: str = "") -> Article:
    """Make an article of a page with no date of its own."""
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body><div class=text>"
    html += f"<h1>{title}</h1>{inside}<p>{text}</p><p>{text}</p></div></body></html>"
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html", url=HERE)
    made = process(page, keep_bytes=False)
    assert isinstance(made, Article)
    return made


def node(headline: str, address: str | None) -> dict[str, object]:
    """Return the data of an article."""
    told: dict[str, object] = {"@type": "NewsArticle", "headline": headline, "datePublished": "2023-06-12"}
    return told | {"author": "Ole Brandt"} | ({"url": address} if address else {})


def script(value: object) -> str:
    """Write data into a page's head."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize("language", sorted(TITLES))
@pytest.mark.parametrize("wrap", ["alone", "nowhere", "list", "part", "live"])
def test_the_data_of_another_article_gives_no_fact(language: str, wrap: str) -> None:
    """A node with another address, or in a list, is not the page's, though both titles name one town."""
    own, other = TITLES[language]
    wraps: dict[str, object] = {
        "alone": node(other, THERE),
        "nowhere": node(other, None),
        "list": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": node(other, None)}]},
        "part": {"@type": "WebPage", "url": HERE, "hasPart": node(other, None)},
        "live": {"@type": "CollectionPage", "mentions": [node(other, THERE), node(other, None)]},
    }
    made = read(own, TEXTS[language], head=script(wraps[wrap]))
    assert (made.card.headline, made.card.published, made.card.authors) == (own, None, ())
    assert "2023-06-12" in {fact.value for fact in made.facts}


@pytest.mark.parametrize(
    "told",
    [
        node("Old mill of Brunau burns down", THERE),
        node("Old mill of Brunau burns down in the night | Brunau Post", THERE),
        node("Mill of Brunau burns, nobody hurt", "https://amp.brunau.example/amp/old-mill-of-brunau-22871/"),
        node("Fire on the Lesk", HERE),
        node("Old mill burns at Brunau", THERE),
        {"@type": "WebPage", "hasPart": node("Old mill of Brunau burns down in the night", None)},
        {"@type": "ItemList", "itemListElement": [node("Fire on the Lesk", HERE)]},
    ],
)
def test_the_pages_own_data_is_believed(told: object) -> None:
    """A shorter or reworded headline, the address, or a list that has the page itself in it leave the node its own."""
    head = script(told) + "<link rel=canonical href=https://brunau.example/old-mill-of-brunau-22871>"
    card = read(TITLES["en"][0], TEXTS["en"], head=head).card
    assert (card.published, card.authors) == ("2023-06-12", ("Ole Brandt",))


@pytest.mark.parametrize("language", sorted(TITLES))
def test_a_teaser_inside_the_text_gives_no_fact(language: str) -> None:
    """Item properties of a box about something else are not the page's, whatever small words both titles have."""
    own, other = TITLES[language]
    teaser = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="/o">'
        f'<span itemprop="headline">{other}</span></a><meta itemprop="datePublished" content="2023-06-12"></div>'
    )
    card = read(own, TEXTS[language], inside=teaser).card
    assert (card.headline, card.published) == (own, None)


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("The bridge in Solen is closed", "The school in Solen is open", False),
        ("Сгорела мельница в Брунаве", "Пожар на мельнице: Брунава", True),
        ("ブルナウの水車小屋が全焼", "ブルナウの水車小屋が全焼 けが人なし", True),
        ("ブルナウの水車小屋が全焼", "町の学校が再開", False),
        ("ブルナウの水車小屋が全焼", "ブルナウの合唱団が優勝", False),
        ("科维尔大桥因裂缝封闭", "科维尔学校重新开放", False),
        ("科维尔大桥因裂缝封闭", "裂缝：科维尔大桥封闭", True),
        ("", "Anything at all", False),
    ],
)
def test_titles_are_alike_by_what_they_are_about(one: str, other: str, *, is_alike: bool) -> None:
    """Small words and endings count for nothing."""
    assert (common_content(one, other) >= 0.4) is is_alike
