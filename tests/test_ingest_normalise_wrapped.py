"""Lines put together, in scripts with and without spaces between words."""

import pytest

from ingest.normalise.sentences import sentences_of
from ingest.normalise.wrapped import join_lines, without_breaks
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a fire\nin Orbek", "a fire in Orbek"),
        ("пожар\nв порту", "пожар в порту"),
        ("市長は月曜\n  日に述べた", "市長は月曜日に述べた"),
        ("港口发生\n火灾", "港口发生火灾"),
        ("화재가\n발생했다", "화재가 발생했다"),
        ("港口 Orbek\n火灾", "港口 Orbek 火灾"),
        ("ไฟไหม้\nที่ท่าเรือ", "ไฟไหม้ ที่ท่าเรือ"),
    ],
)
def test_source_line_breaks(source: str, text: str) -> None:
    """A line break of the source is a space, and nothing between two characters of Chinese or Japanese."""
    assert without_breaks(source) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("A fire", "in Orbek"), "A fire in Orbek"),
        (("市長は月曜日に記者会見で述べ", "たという。"), "市長は月曜日に記者会見で述べたという。"),
        (("火事だ。", "消防が来た。"), "火事だ。消防が来た。"),
        (("北京", "上海"), "北京 上海"),
        (("화재가 발생했다고 시장이 월요일에 말했다", "주민들은"), "화재가 발생했다고 시장이 월요일에 말했다 주민들은"),
    ],
)
def test_breaks_that_a_page_makes(lines: tuple[str, ...], text: str) -> None:
    """Lines broken for their width are one sentence; short ones are lines of a list, and stay apart."""
    assert join_lines(lines) == text


def test_chinese_paragraphs_have_no_space_inside() -> None:
    """A page whose source is hard-wrapped reads as it is shown, but for the space that a browser would show, too."""
    words = "部长在星期一的记者会上说，我们的工作还没有结束，\n他们不会离开这里，修桥的工程要等洪水\n退去以后才开始。"
    page = f"<html lang=zh><body><article><h1>修桥</h1>{f'<p>{words}</p>' * 4}</article></body></html>"
    outcome = process(RawPage(source=Source(path="p"), payload=page.encode(), format="html"))
    assert isinstance(outcome, Article)
    assert words.replace("\n", "") in outcome.text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("雨停了。市长说：“回家吧。”他走了。", 3),
        ("本当？！行こう。", 2),
        ("انتهت الحرب؟ نعم انتهت. عاد الناس.", 3),
        ("Ջուրը բարձրացավ։ Կամուրջը փակ է։", 2),
        ("It rose 3.5 per cent. Nobody slept.", 2),
    ],
)
def test_sentences_end_by_the_signs_of_their_script(text: str, count: int) -> None:
    """Chinese and Japanese need no space, Arabic and Armenian have their own signs."""
    assert len(sentences_of(text)) == count
