"""The press: what is kept and under which name, how pages travel, page numbers, typefaces of several parts as one."""

from dataclasses import replace
from pathlib import Path

import pytest

from exports.dossier.press import keys, stamps, typefaces
from exports.dossier.press.child import Order
from exports.dossier.press.kept import Kept, default_folder
from exports.dossier.press.links import read_link
from exports.dossier.press.sheets import Anchor, Face, Mark, Sheets, UnreadableSheets, pack, unpack
from exports.dossier.render import Standing
from schemas.errors import ExportError

ORDER = Order(html="<p>Velmark</p>", language="en", tags=True)
FACE = Face(
    key="ABCDEF",
    name="ABCDEF+Serif",
    program="0" * 64,
    index=0,
    widths={5: 512.5, 9: 600.0},
    letters={5: "a", 9: "ﬁ"},
    flags=4,
    ascent=1069,
    descent=-293,
    italic_angle=0,
    stem=80,
)
SHEETS = Sheets(
    pages=2,
    prints=("a" * 64, "b" * 64),
    anchors=(Anchor(name="a-0001", page=0, x=68.03, y=700.5),),
    targets=("source-a-0001",),
    marks=(Mark(title="A-0001  Мост", page=0, y=700.5, level=0),),
    faces=(FACE,),
    denied=("http://velmark.example/x.png",),
    is_ours=False,
    pdf=b"%PDF-1.7\n\x00\xff\n%%EOF",
    programs={"1" * 64: b"\x00\x01\n", "2" * 64: b""},
)


def test_sheets_come_back_as_they_were() -> None:
    """What is packed is unpacked whole, numbers of glyphs as numbers."""
    assert unpack(pack(SHEETS)) == SHEETS
    assert pack(unpack(pack(SHEETS))) == pack(SHEETS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[1]\n",
        b'{"form": 1}\n',
        pack(SHEETS)[:-1],
        pack(SHEETS) + b"x",
        pack(SHEETS)[:40],
        pack(SHEETS).replace(b'"pages":2', b'"leaves":2'),
        pack(SHEETS).replace(b'"key":"ABCDEF"', b'"lock":"ABCDEF"'),
        pack(SHEETS).replace(b'{"form":', b'{"form":9'),
        b"x" * 100,
    ],
)
def test_damaged_sheets_are_told(body: bytes) -> None:
    """What is cut off, of another form or no such thing at all is never taken for pages."""
    with pytest.raises(UnreadableSheets):
        unpack(body)


def test_pages_are_named_by_all_that_they_depend_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another text, language, style or version is another name; the same is the same."""
    names = [
        keys.key_of(ORDER, "p { }"),
        keys.key_of(replace(ORDER, html="<p>Skolja</p>"), "p { }"),
        keys.key_of(replace(ORDER, language="fr"), "p { }"),
        keys.key_of(replace(ORDER, tags=False), "p { }"),
        keys.key_of(ORDER, "p {  }"),
    ]
    assert len(set(names)) == len(names)
    assert keys.key_of(ORDER, "p { }") == names[0]
    monkeypatch.setattr(keys, "versions", lambda: {"weasyprint": "70.9"})
    keys._setting.cache_clear()  # noqa: SLF001  what is remembered of the real versions
    other = keys.key_of(ORDER, "p { }")
    monkeypatch.undo()
    keys._setting.cache_clear()  # noqa: SLF001
    assert other not in names


def test_versions_of_the_libraries_are_known() -> None:
    """What sets type is named with its version, the libraries that are no Python packages too."""
    found = keys.versions()
    assert {"weasyprint", "pango", "hb"} <= found.keys()
    assert all(found.values())


def test_kept_is_found_again(tmp_path: Path) -> None:
    """What is kept is found under its name, by its owner alone; what is not, is not."""
    kept = Kept(tmp_path / "cache" / "dossier")
    assert kept.find("ab12") is None
    kept.keep("ab12", b"pages")
    assert kept.find("ab12") == b"pages"
    file = tmp_path / "cache" / "dossier" / "ab" / "ab12"
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "cache" / "dossier").stat().st_mode & 0o077 == 0
    kept.drop("ab12")
    kept.drop("ab12")
    assert kept.find("ab12") is None


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path) -> None:
    """A cache that has grown too large loses what was asked for longest ago."""
    import os  # noqa: PLC0415  for times in the past

    kept = Kept(tmp_path, most=25)
    for age, key in enumerate(("aa1", "bb2", "cc3")):
        kept.keep(key, b"0123456789")
        os.utime(tmp_path / key[:2] / key, (1_000_000 - age, 1_000_000 - age))
    assert kept.find("cc3")
    kept.tidy()
    assert [key for key in ("aa1", "bb2", "cc3") if kept.find(key)] == ["aa1", "cc3"]
    kept.clear()
    assert not tmp_path.exists()


def test_a_disk_that_refuses_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    """Where the folder cannot be made, a dossier is printed all the same."""
    (tmp_path / "file").write_bytes(b"")
    kept = Kept(tmp_path / "file" / "dossier")
    kept.keep("ab12", b"pages")
    assert kept.find("ab12") is None
    kept.tidy()


def test_the_folder_is_where_caches_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME where it is a whole path, else the user's .cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/srv/x")
    assert default_folder() == Path("/srv/x/cuttings/dossier")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert default_folder() == Path.home() / ".cache" / "cuttings" / "dossier"


def test_links_of_the_dossier_carry_words() -> None:
    """A link within is an address with its words; others are none of ours."""
    made = Standing().to("source-a-0001", "Source of A-0001")
    assert read_link(made) == ("source-a-0001", "Source of A-0001")
    assert read_link("https://velmark.example/a#b") is None
    assert Standing(is_whole=True).to("a-0001", "Article") == "#a-0001"


@pytest.mark.parametrize(("number", "figures"), [(3, "iii"), (4, "iv"), (9, "ix"), (40, "xl"), (98, "xcviii")])
def test_front_matter_is_numbered_in_roman_figures(number: int, figures: str) -> None:
    """Small Roman figures, as books have them."""
    assert stamps.roman(number) == figures


def test_folio_is_drawn_at_the_outer_edge() -> None:
    """The number of a right-hand page ends where the text ends, that of a left-hand page begins where it begins."""
    digits = {number: str(number) for number in range(10)}
    face = replace(FACE, widths=dict.fromkeys(digits, 500.0), letters=digits)
    right = stamps.folio("12", face, width=595.0, is_right=True)
    left = stamps.folio("12", face, width=595.0, is_right=False)
    assert b"<00010002> Tj" in right
    assert b"518.97 45.30 Td" in right
    assert b"68.03 45.30 Td" in left
    assert right.startswith(b"\n/Artifact")


def test_one_typeface_of_several_parts() -> None:
    """A typeface that several parts use has the letters of all of them, whatever their order."""
    other = replace(FACE, widths={9: 600.0, 7: 400.0}, letters={9: "ﬁ", 7: "c"})
    one, two = typefaces.unite([FACE, other]), typefaces.unite([other, FACE])
    assert one == two
    assert list(one["ABCDEF"].widths.items()) == [(5, 512.5), (7, 400.0), (9, 600.0)]
    assert one["ABCDEF"].letters == {5: "a", 7: "c", 9: "ﬁ"}


def test_one_name_for_two_typefaces_is_refused() -> None:
    """Pages that mean different programs by one name cannot be joined: letters would change."""
    with pytest.raises(ExportError, match="--no-cache"):
        typefaces.unite([FACE, replace(FACE, program="9" * 64)])


def test_letters_can_be_read_back() -> None:
    """The table of letters tells what each glyph stands for, ligatures and letters beyond the first plane too."""
    told = typefaces.to_unicode({5: "a", 9: "fi", 10: "𐌰"}).decode()
    assert "3 beginbfchar" in told
    assert "<0009> <00660069>" in told
    assert "<000a> <d800df30>" in told
    assert typefaces.to_unicode(dict.fromkeys(range(250), "x")).count(b"beginbfchar") == 3
