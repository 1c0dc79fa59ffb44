"""A WeasyPrint document as sheets: what belongs to the whole file is taken out of its PDF and told beside it.

Font programs go (the whole file has each once), links within the dossier become names, tables get the scope of their
headers (ISO 32000-1, 14.8.5.7), the text in another language is marked as such.

Rule: the only module that knows WeasyPrint's and pydyf's objects.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.text.fonts import get_hb_object_data

from exports.dossier.fetch import own_programs
from exports.dossier.press.links import read_link
from exports.dossier.press.sheets import Anchor, Face, Mark, Sheets

POINTS = 0.75
"""Points in a CSS pixel."""

_PRINTED = 4
"""Flag of an annotation that is printed, as PDF/A asks (ISO 19005-3, 6.3.2)."""


def sheets_of(document: Any, denied: tuple[str, ...], *, language: str, tags: bool) -> Sheets:  # noqa: ANN401
    """Return the pages of a WeasyPrint document; `language`: of the text in its `article` elements."""
    taken: dict[str, Any] = {}

    def take(_: object, pdf: pydyf.PDF) -> None:
        taken["anchors"] = tuple(_anchors(pdf))
        taken["targets"] = tuple(dict.fromkeys(_links(pdf)))
        taken["faces"], taken["programs"], taken["is_ours"] = _faces(document, pdf)
        taken["prints"] = tuple(_prints(pdf))
        if tags:
            _mend_tags(pdf, language)
        _forget_the_whole(pdf)

    content = document.write_pdf(finisher=take, pdf_tags=tags)
    marks = tuple(_marks(document.make_bookmark_tree(POINTS, transform_pages=True), 0))
    return Sheets(pages=len(document.pages), marks=marks, denied=denied, pdf=content, **taken)


def letters_without_font(document: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the letters of a document, whose pages were written, that no font on this machine has, in order."""
    return tuple(map(chr, sorted({number for font in document.fonts.values() for number in font.missing})))


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:  # noqa: ANN401
    """Return the object that a reference names."""
    return pdf.objects[int(reference.split()[0])]


def _anchors(pdf: pydyf.PDF) -> Iterator[Anchor]:
    pages = {number: index for index, number in enumerate(pdf.pages["Kids"][::3])}
    listed = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for name, (page, _, x, y, _) in zip(listed[::2], listed[1::2], strict=True):
        yield Anchor(name=name.string, page=pages[int(page.split()[0])], x=round(x, 2), y=round(y, 2))


def _prints(pdf: pydyf.PDF) -> Iterator[str]:
    """Yield the SHA-256 of what each page draws, as a reader of the file unpacks it."""
    for number in pdf.pages["Kids"][::3]:
        drawn = _object(pdf, _object(pdf, f"{number} 0 R")["Contents"])
        plain = pydyf.Stream(drawn.stream).data
        yield hashlib.sha256(plain.partition(b"stream\n")[2].removesuffix(b"\nendstream")).hexdigest()


def _links(pdf: pydyf.PDF) -> Iterator[str]:
    """Make names of the links within the dossier; yield where they lead."""
    for each in pdf.objects:
        if not isinstance(each, dict) or each.get("Type") != "/Annot":
            continue
        each["F"] = _PRINTED
        inner = read_link(each["A"]["URI"].string) if "A" in each else None
        if inner is not None:
            del each["A"]
            each["Dest"], each["Contents"] = map(pydyf.String, inner)
        if "Dest" in each:
            yield each["Dest"].string


def _faces(document: Any, pdf: pydyf.PDF) -> tuple[tuple[Face, ...], dict[str, bytes], bool]:  # noqa: ANN401
    """Take the typefaces out of the file that can be joined with the same ones of other parts.

    Return them, the programs of those that are not of this package, and whether all are of it.
    """
    by_key: dict[str, list[Any]] = {}
    for font in document.fonts.values():
        by_key.setdefault(font.hash, []).append(font)
    first_page = _object(pdf, f"{pdf.pages['Kids'][0]} 0 R")
    fonts = _object(pdf, _object(pdf, first_page["Resources"])["Font"])
    faces, programs = [], {}
    for key, used in by_key.items():
        if not all(map(_is_plain, used)):
            continue
        program = get_hb_object_data(used[0].hb_face)
        face = _face(key, used, hashlib.sha256(program).hexdigest())
        if face.program not in own_programs():
            programs[face.program] = program
        faces.append(face)
        _release(pdf, fonts.pop(key))
    is_ours = not programs and len(faces) == len(by_key)
    return tuple(sorted(faces, key=lambda face: face.key)), programs, is_ours


def _is_plain(font: Any) -> bool:  # noqa: ANN401
    """Whether the glyphs that a font is used with are numbered as in its program, and are outlines (TrueType)."""
    is_drawn = font.bitmap or font.png or font.svg or font.colr
    return not is_drawn and not font.missing and "fvar" not in font.tables and "glyf" in font.tables


def _face(key: str, used: list[Any], program: str) -> Face:
    first = used[0]
    widths: dict[int, float] = {}
    letters: dict[int, str] = {}
    for font in used:
        widths |= font.widths
        letters |= font.to_unicode
    return Face(
        key=key,
        name=first.name.decode().lstrip("/"),
        program=program,
        index=first.index,
        widths=dict(sorted(widths.items())),
        letters=dict(sorted(letters.items())),
        flags=first.flags,
        ascent=first.ascent,
        descent=first.descent,
        italic_angle=first.italic_angle,
        stem=first.stemv,
    )


def _release(pdf: pydyf.PDF, reference: bytes) -> None:
    """Leave a font and all that belongs to it alone out of the file."""
    font = _object(pdf, reference)
    inner = _object(pdf, font["DescendantFonts"][0])
    descriptor = _object(pdf, inner["FontDescriptor"])
    program = _object(pdf, descriptor["FontFile2"])
    for each in (font, inner, descriptor, program, _object(pdf, font["ToUnicode"])):
        each.free = "f"


def _mend_tags(pdf: pydyf.PDF, language: str) -> None:
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    _object(pdf, root["K"][0])["S"] = "/Part"
    tree = _object(pdf, root["ParentTree"])
    for index in range(1, len(tree["Nums"]), 2):
        if isinstance(tree["Nums"][index], pydyf.Array):  # a value of its own can be carried to another file
            pdf.add_object(tree["Nums"][index])
            tree["Nums"][index] = tree["Nums"][index].reference
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/StructElem":
            _mend_element(pdf, each, language)


def _mend_element(pdf: pydyf.PDF, element: dict[str, Any], language: str) -> None:
    if element["S"] == "/TH":
        row = _object(pdf, element["P"])
        is_head = _object(pdf, row["P"])["S"] == "/THead"
        element.pop("ID", None)  # names of cells would meet their like in other parts; a scope says the same
        element["A"]["Scope"] = "/Column" if is_head else "/Row"
    elif element["S"] == "/TD":
        element["A"].pop("Headers", None)
        if len(element["A"]) == 1:
            del element["A"]
    elif element["S"] == "/Art" and language:
        element["Lang"] = pydyf.String(language)


def _forget_the_whole(pdf: pydyf.PDF) -> None:
    """Leave out what belongs to the whole file."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and "Title" in each and "Dest" in each:
            each.free = "f"
    for name in ("Names", "Outlines"):
        pdf.catalog.pop(name, None)
    pdf.info.clear()


def _marks(bookmarks: list[Any], level: int) -> Iterator[Mark]:
    for title, (page, _, y), children, _ in bookmarks:
        yield Mark(title=title, page=page, y=round(y, 2), level=level)
        yield from _marks(children, level + 1)
