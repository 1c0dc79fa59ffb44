"""The press that never was: the same on every machine, in any part."""

from collections import Counter
from itertools import islice

from made_up_press import articles

from ingest.normalise.text import count_words


def test_a_number_gives_the_same_article_whatever_is_made_beside_it() -> None:
    """Parts that are made one by one are those of the whole."""
    whole = list(articles(300))
    assert list(articles(120)) == whole[:120]
    assert list(articles(100, first=150)) == whole[150:250]
    assert list(islice(articles(10_000_000), 3)) == whole[:3]
    assert len({record["url"] for record in whole}) == len(whole)


def test_it_is_like_a_press() -> None:
    """Events with one report and with many, in several languages; some reports are copies, most texts are not."""
    records = list(articles(3_000))
    reports = Counter(str(record["url"]).rpartition("/")[2].partition("-")[0] for record in records)
    alone = sum(count == 1 for count in reports.values()) / len(reports)
    assert 0.5 < alone < 0.7
    assert max(reports.values()) > 30
    assert {record["language"] for record in records} == {"en", "de", "az", "ru", "fr"}
    texts = Counter(str(record["maintext"]) for record in records)
    assert 0.1 < 1 - len(texts) / len(records) < 0.4
    words = [count_words(str(record["maintext"])) for record in records]
    assert 300 < sum(words) / len(words) < 500
