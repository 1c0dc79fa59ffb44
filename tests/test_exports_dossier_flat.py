"""Lists and summaries as plain lines."""

from dataclasses import dataclass

import pytest

from exports.dossier.flat import FlatPage, Line, Run, flattened
from exports.dossier.render import Frame, Renderer, Standing
from exports.dossier.sections.section import Section
from exports.dossier.sections.sources import Receipt, SourceLine, SourcesPage

FRAME = Frame(
    title="Weirs",
    running_title="Weirs",
    author=None,
    description="",
    generator="",
    producer="",
    created=None,
    language="en",
    is_small=False,
)


@dataclass(frozen=True)
class _Rendered:
    """Stands in for a renderer: gives the HTML that it has."""

    html: str

    def section(self, section: Section, standing: Standing) -> str:  # noqa: ARG002  as a renderer is called
        return self.html


def _flat(html: str) -> FlatPage:
    framed = f"<section id=x data-running=List><div><h1>The <i>list</i></h1></div>{html}</section>"
    (section,) = flattened(
        [Section(key="x", template="", page=None)],
        _Rendered(framed),
        Standing(),
        "took too long",  # type: ignore[arg-type]
    )
    assert isinstance(section.page, FlatPage)
    return section.page


def _told(html: str) -> list[str]:
    return [" ".join("".join(run.words for run in line.runs).split()) for line in _flat(html).lines]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<table><tr><th>Outlet</th><td>The Weir</td><td>3</td></tr></table>", ["Outlet · The Weir · 3"]),
        (
            "<table><tr><td>2020</td><td><a href=x>Weir</a><div>by<p>hand</p></div></td><td>told</td></tr></table>",
            ["2020 · Weir by hand · told"],
        ),
        ("<li><span class='mark small'>A-1</span><a href=x>Weir</a></li>", ["A-1 Weir"]),
        ("<p>re<span class='marked'>mark</span>able</p>", ["remarkable"]),
        ("<table><tr><td></td><td>alone</td></tr></table>", ["alone"]),
        ("<ol><li>first<div>below</div></li><li>second</li></ol>", ["first", "below", "second"]),
        ("<p>a<br>b</p>", ["a b"]),
        ("<p>some <b>bold</b> words</p>", ["some bold words"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("loose words", ["loose words"]),
        ("<p> \n </p><ul></ul>", []),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>", ["<script>alert(1)</script> &amp;"]),
        ("<figure><svg><title>Two in May.</title><text>May</text></svg></figure>", ["Two in May."]),
        ("<p>see <a href='dossier:a-1#x' data-p='12'>the <i>weir</i></a>.</p>", ["see the weir, p. 12."]),
        ("<p>السد<b>انهار</b></p>", ["السدانهار"]),
    ],
)
def test_every_word_is_in_a_line(html: str, lines: list[str]) -> None:
    """Rows keep together, links tell their pages, charts their words; what is no markup stays none."""
    assert _told(html) == lines


def test_places_and_links_are_kept() -> None:
    """Whoever led there still does; a place without words is that of the next words."""
    page = _flat(
        "<ol><li id='source-a-1'><a href='dossier:a-1#Article'>[A-1]</a> Weir</li></ol><div id=y></div><p>z</p>"
    )
    assert page.lines == (
        Line(anchors=("source-a-1",), runs=(Run(words="[A-1]", href="dossier:a-1#Article"), Run(words=" Weir"))),
        Line(anchors=("y",), runs=(Run(words="z"),)),
    )
    assert (page.title, page.running) == ("The list", "List")
    assert "setting it took too long" in page.why


def test_a_rendered_section_says_the_same() -> None:
    """As the template of the sources gives it, hostile words and all; the flat template gives them as words again."""
    line = SourceLine(
        anchor="a-0001",
        mark="A-0001",
        citation="I. Weir. <b>The Gull</b>. 2020",
        title="</p><script>x</script>",
        language="en",
        url="https://gull.example/weir",
        href="https://gull.example/weir",
        receipts=(Receipt(sha256="ab" * 32, when="captured 2020", file="web page, 3 bytes"),),
        more=0,
    )
    section = Section(key="sources", template="sources.html", page=SourcesPage(sources=(line,)), notes=("cut",))
    renderer = Renderer(FRAME)
    (flat,) = flattened([section], renderer, Standing(), "took too long")
    html = str(renderer.section(flat, Standing()))
    assert flat.notes == ("cut",)
    for words in ("&lt;b&gt;The Gull&lt;/b&gt;", "&lt;script&gt;x", "ab" * 32, 'href="https://gull.example/weir"'):
        assert words in html
    assert 'id="source-a-0001"' in html
    assert "<script" not in html
    assert "<li" not in html
