"""A dossier as one page of HTML: whole in itself, in order, and with nothing of a page in it but words."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from attacks import attacked_archive
from lxml import etree
from rich_archive import rich_archive

from exports.dossier import DossierRequest, Way, build_dossier
from exports.dossier.renditions.tree import fit, html_of, legal, tree_of
from schemas.article import Article
from schemas.document import Block, BlockKind

Make = Callable[..., Article]
Fresh = Callable[..., object]

ENDS = (
    "<script>alert(1)</script>",
    "]]>",
    "</style><b>",
    "--><i>",
    "</title>",
    '" onclick="x',
    "<!DOCTYPE y>",
    "&lt;u&gt;",
)
"""Words that would end the place they stand in, or begin another."""

BROKEN = ("nul \x00 nul", "escape \x1b[31m", "turned \u202eover\u2066", "half \ud83d", "no letter \ufffe \uffff")
"""Characters that no page has, or that would turn it over."""


def page_of(archive: Path, **asked: Any) -> str:  # noqa: ANN401  of a request
    """Return a dossier as HTML."""
    out = archive.with_suffix(".html")
    build_dossier(archive, out, DossierRequest(**asked))
    return out.read_bytes().decode("utf-8", "strict")


def parsed(page: str) -> Any:  # noqa: ANN401  html5lib has no types
    """Return what a browser makes of a page; a slip in it is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the page of an archive with something of everything."""
    return page_of(rich_archive(tmp_path_factory.mktemp("rich")), order="story", title="Of <everything>")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the page of an archive whose every word is an attempt to be more."""
    return page_of(attacked_archive(tmp_path_factory.mktemp("attacked")), note=" ".join(ENDS))


def test_the_page_is_html_without_a_slip(rich: str) -> None:
    """As the parser of browsers reads it, strictly."""
    assert parsed(rich).find("head/title").text == "Of <everything>"


def test_the_page_asks_for_nothing(rich: str) -> None:
    """No element that loads, no address in its style, and a policy that would forbid both."""
    page = parsed(rich)
    loading = {"script", "img", "iframe", "object", "embed", "video", "audio", "source", "base", "form", "use", "image"}
    assert loading & {node.tag for node in page.iter()} == set()
    assert [node.get("href") for node in page.iter("link")] == ["data:,"]
    assert not [node for node in page.iter() if node.get("src")]
    policy = next(node for node in page.iter("meta") if node.get("http-equiv") == "Content-Security-Policy")
    assert policy.get("content").startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    (style,) = page.iter("style")
    assert not re.search(r"url\(|@import|expression", style.text)


def test_every_link_leads_somewhere(rich: str) -> None:
    """Inside to a place that is there, once; outside by http and https alone, and without telling from where."""
    page = parsed(rich)
    ids = Counter(node.get("id") for node in page.iter() if node.get("id"))
    assert max(ids.values()) == 1
    links = list(page.iter("a"))
    inside = [link.get("href")[1:] for link in links if link.get("href").startswith("#")]
    outside = [link for link in links if not link.get("href").startswith("#")]
    assert set(inside) <= set(ids)
    assert len(inside) > 200
    assert len(outside) > 50
    assert all(re.match("https?://", link.get("href")) for link in outside)
    assert {link.get("rel") for link in outside} == {"noopener noreferrer"}


def test_headings_go_down_by_one(rich: str) -> None:
    """One of the first level; none is left out on the way down."""
    levels = [int(node.tag[1]) for node in parsed(rich).iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_part_stands_in_its_landmark(rich: str) -> None:
    """The cover heads the page, the contents lead through it, all else is its text; one may skip to that."""
    body = parsed(rich).find("body")
    assert [node.tag for node in body] == ["a", "header", "nav", "main", "footer"]
    assert body.find("a").get("href") == "#main"
    assert [node.get("id") for node in body.find("nav").iter("section")] == ["contents"]
    keys = [node.get("id") for node in body.find("main") if node.tag == "section"]
    assert keys[:2] == ["summary", "chronology"]
    assert keys[-3:] == ["index", "sources", "colophon"]


def test_articles_have_their_language_and_direction(rich: str) -> None:
    """Hebrew runs from right to left; a language that nobody lists is not claimed."""
    texts = {(node.get("lang"), node.get("dir")) for node in parsed(rich).iter("article")}
    assert {("he", "rtl"), ("ka", "ltr"), ("", "ltr")} <= texts
    assert 'lang="xx-klingon"' not in rich


def test_nothing_speaks_of_pages(rich: str) -> None:
    """No page numbers, no seal that is not there, no typefaces that are not used."""
    assert not re.search(r"data-(p|running|bookmark)=", rich)
    words = " ".join("".join(parsed(rich).itertext()).split())
    assert "This file carries no seal" in words
    assert "manifest.json" not in words
    assert "WeasyPrint" not in words
    assert "Noto Serif, Noto Sans" not in words
    assert "bundled fonts" not in words


def test_paragraphs_can_be_led_to(rich: str) -> None:
    """A numbered paragraph has its mark and number as a name."""
    page = parsed(rich)
    named = [node for node in page.iter() if re.fullmatch(r"a-\d{4}-\d+", node.get("id") or "")]
    assert len(named) > 60
    for node in named:
        (number,) = [each for each in node.iter("span") if each.get("class") == "n"]
        assert node.get("id").endswith(f"-{number.text}")


def test_words_of_pages_are_words(attacked: str, rich: str) -> None:
    """A page of attempts has no element and no attribute that another page has not."""
    page = parsed(attacked)
    known = {"object", "embed", "iframe", "script", "img", "form", "input", "math", "base", "template", "i", "u"}
    assert known & {node.tag for node in page.iter()} == set()
    ours = {("del", "class"), ("ins", "class"), ("span", "dir")}
    shapes = {(str(node.tag), name) for node in page.iter() for name in node.attrib}
    ordinary = {(str(node.tag), name) for node in parsed(rich).iter() for name in node.attrib}
    assert shapes - ordinary <= ours, "what says of moved words that they moved, of a paragraph what there is to it"
    assert not [name for _, name in shapes if name.startswith("on")]
    assert all(re.match("https?://|#", link.get("href")) for link in page.iter("a"))
    styles = {node.get("style") for node in page.iter() if node.get("style")}
    assert all(re.fullmatch(r"width: [\d.]+%", style) for style in styles)


@pytest.mark.parametrize("words", [*ENDS, *BROKEN])
def test_hostile_words_stay_in_their_place(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh, words: str
) -> None:
    """In every field and block, in what the editor wrote and in the title: the page is one that parses strictly."""
    kept = words.encode("utf-8", "replace").decode()
    blocks = [Block(kind=kind, text=f"{kept} of {kind}", place="p", rule=kept) for kind in BlockKind]
    article = make_article(
        headline=kept, outlet=kept, authors=[kept], tags=[kept], agency=kept, standfirst=kept, section=kept,
        language=kept, url="javascript:alert(1)//https://x.example", warnings=[kept], blocks=blocks,
    )  # fmt: skip
    fresh_archive(tmp_path / "h.db", [article])
    text = page_of(tmp_path / "h.db", title=words, note=words, prepared_by=words, subtitle=words)
    page = parsed(text)
    assert {node.tag for node in page.iter()} & {"script", "b", "i", "u"} == {"b"}, "figures are bold, nothing else is"
    assert not [link for link in page.iter("a") if "javascript" in link.get("href")]
    assert legal(text) == text
    assert not re.search("[\u202a-\u202e\u2066\u2067\u202d]", text)


def test_html_needs_no_weasyprint(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Where the libraries that it needs are missing, HTML and JSON are made all the same."""
    fresh_archive(tmp_path / "w.db", [make_article()])
    script = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from pathlib import Path\n"
        "from exports.dossier import DossierRequest, FORMS, build_dossier\n"
        "for form in FORMS[1:]: build_dossier(Path(sys.argv[1]), Path(sys.argv[1]).with_suffix('.' + form), "
        "DossierRequest())\n"
        "print([name for name, held in sys.modules.items() if name.split('.')[0] == 'weasyprint' and held])"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "w.db"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_template_that_is_no_xml_is_an_error() -> None:
    """A slip in a template is found by whoever makes it, not mended into something else."""
    assert html_of(tree_of("<p>a<br>b &amp; c</p><table><colgroup><col class='x'></colgroup></table>")) == (
        '<p>a<br>b &amp; c</p><table><colgroup><col class="x"></colgroup></table>'
    )
    with pytest.raises(etree.XMLSyntaxError):
        tree_of("<p>a<b>c</p>")


def test_a_tree_fetches_and_expands_nothing() -> None:
    """What would read a file in another parser is an error in this one."""
    with pytest.raises(etree.XMLSyntaxError):
        tree_of("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><p>&e;</p>")


def test_a_tree_is_fitted_to_a_screen() -> None:
    """Headings go down, page numbers go, tables of a text get a box, an empty heading of a row is none."""
    tree = tree_of(
        '<section data-running="x"><h1 data-bookmark="y" lang="qq">A</h1><article class="text"><p>'
        '<span class="n">3</span>x</p><table><tr><td>1</td></tr></table></article><table><tr><th scope="row"></th></tr>'
        "</table></section>"
    )
    fit(tree, "a-0001", is_lowered=True)
    assert html_of(tree) == (
        '<section><h2 lang="">A</h2><article class="text"><p id="a-0001-3"><span class="n">3</span>x</p>'
        '<div class="box" role="group" aria-label="Table" tabindex="0"><table><tr><td>1</td></tr></table></div>'
        "</article><table><tr><td></td></tr></table></section>"
    )


def test_the_option_and_its_help(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """The command line writes it, and says how large it is and its hash, without pages that it has not."""
    fresh_archive(tmp_path / "c.db", [make_article(), make_article(url="https://o.example/2", text="Other words.")])
    command = [sys.executable, "-c", "import cuttings; cuttings.main()", "dossier", tmp_path / "c.db"]
    done = subprocess.run(
        [*command, "-o", tmp_path / "c", "--format", "html"], capture_output=True, text=True, check=True
    )
    assert re.search(r"/c: 2 articles, \d+ KB\.\nSHA-256 [0-9a-f]{64}\n", done.stdout)
    refused = subprocess.run([*command, "-o", tmp_path / "c.odt"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "the ending .odt names no form of a dossier" in refused.stderr


def test_the_report_names_what_was_cut(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """What the page leaves out is told where it is left out and by the command; letters without a font are not."""
    fresh_archive(tmp_path / "l.db", [make_article(text=["漢字 " + "x" * 900])])
    report = build_dossier(tmp_path / "l.db", tmp_path / "l.html", DossierRequest(), way=Way())
    assert report.notes == ("A-0001: 1 endless word cut (500 characters left out)",)
    assert "1 endless word cut (500 characters left out)" in (tmp_path / "l.html").read_text("utf-8")
