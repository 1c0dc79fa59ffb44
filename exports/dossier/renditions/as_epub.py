"""A dossier as an EPUB 3 book: a chapter for each section, the contents as its navigation, nothing to load.

Rule: pure; no clock, no file. The same dossier gives the same bytes: names are numbered, times fixed, order given.
"""

import hashlib
import io
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from exports.dossier.model import DossierView
from exports.dossier.render import Frame, Renderer, Standing
from exports.dossier.renditions.as_html import CONTENTS, standing_of, style_of
from exports.dossier.renditions.tree import SVG, fit, legal, tree_of
from exports.dossier.request import DossierRequest, Progress
from exports.dossier.sections import Section, build_sections

XHTML, OPS, XML = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops", "http://www.w3.org/XML/1998/namespace"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the earliest that ZIP can tell."""

_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A section as a document of the book."""

    name: str
    """Of its file."""
    title: str
    """In the contents."""
    language: str
    tree: etree._Element
    """Its markup, without a namespace as yet."""
    has_drawings: bool
    """Whether SVG stands in it, which a book must say."""


def book_of(view: DossierView, request: DossierRequest, frame: Frame, tell: Progress) -> tuple[bytes, tuple[str, ...]]:
    """Return the book, and notes on what was cut to show it."""
    sections = build_sections(view, request)
    renderer, standing = Renderer(frame), standing_of(sections)
    chapters = []
    for done, section in enumerate(sections, start=1):
        if section.key != CONTENTS:  # the book's own navigation
            chapters.append(_chapter(section, renderer, standing, number=done))
        tell("compose", done, len(sections))
    _lead_across(chapters)
    files = [(f"EPUB/{each.name}", _document(each.title, each.tree, frame.language)) for each in chapters]
    files.append(("EPUB/nav.xhtml", _rendered(renderer, "book_nav.xhtml", chapters=chapters)))
    files.append(("EPUB/style.css", style_of("book.css").encode()))
    package = _package(view, renderer, chapters, files)
    notes = tuple(note for section in sections for note in section.notes)
    return _zipped([("META-INF/container.xml", _CONTAINER), ("EPUB/package.opf", package), *sorted(files)]), notes


def _chapter(section: Section, renderer: Renderer, standing: Standing, *, number: int) -> Chapter:
    tree = tree_of(renderer.section(section, standing))
    heading = next(tree.iter("h1"))
    title = heading.get("data-bookmark") or "".join(map(str, heading.itertext()))
    fit(tree, section.key, is_lowered=False)
    return Chapter(
        name=f"{number:04}.xhtml",
        title=" ".join(title.split()),
        language=heading.get("lang", ""),
        tree=tree,
        has_drawings=next(tree.iter(f"{{{SVG}}}svg"), None) is not None,
    )


def _lead_across(chapters: Sequence[Chapter]) -> None:
    """Let links lead to the documents in which their places are."""
    homes = {node.get("id"): each.name for each in chapters for node in each.tree.iter() if node.get("id")}
    for each in chapters:
        for link in each.tree.iter("a"):
            anchor = link.get("href", "").removeprefix("#")
            if anchor in homes and homes[anchor] != each.name:
                link.set("href", f"{homes[anchor]}#{anchor}")


def _document(title: str, tree: etree._Element, language: str) -> bytes:
    """Return a chapter as XHTML."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML})  # type: ignore[dict-item]  # no default in stubs
    root.attrib.update({"lang": language, f"{{{XML}}}lang": language})
    head, body = etree.SubElement(root, f"{{{XHTML}}}head"), etree.SubElement(root, f"{{{XHTML}}}body")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    etree.SubElement(head, f"{{{XHTML}}}link", {"rel": "stylesheet", "href": "style.css"})
    body.extend(list(tree))
    for node in body.iter():
        if not node.tag.startswith("{"):
            node.tag = f"{{{XHTML}}}{node.tag}"
        if "lang" in node.attrib:
            node.set(f"{{{XML}}}lang", node.attrib["lang"])
    etree.cleanup_namespaces(root)
    return _written(root)


def _rendered(renderer: Renderer, template: str, **values: object) -> bytes:
    """Return a template that is XML, as the library that reads it writes it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return _written(etree.fromstring(legal(renderer.framed(template, **values)).encode(), parser))


def _written(root: etree._Element) -> bytes:
    head = ["<?xml version='1.0' encoding='UTF-8'?>", *(["<!DOCTYPE html>"] if root.tag == f"{{{XHTML}}}html" else [])]
    return "\n".join([*head, etree.tostring(root, encoding="unicode"), ""]).encode()


def _package(
    view: DossierView, renderer: Renderer, chapters: Sequence[Chapter], files: Sequence[tuple[str, bytes]]
) -> bytes:
    whole = hashlib.sha256(b"".join(body for _, body in files)).hexdigest()
    languages = sorted({each.language for each in chapters if each.language})
    return _rendered(
        renderer,
        "book_package.opf",
        chapters=chapters,
        languages=languages,
        name=uuid.uuid5(uuid.NAMESPACE_OID, whole).urn,
        modified=_modified(view.created),
    )


def _modified(created: str | None) -> str:
    """Return the time that a book must carry: that of the latest capture; where none is stated, that of its ZIP."""
    if created is None:
        return "1980-01-01T00:00:00Z"
    return created if "T" in created else f"{created}T00:00:00Z"


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the files as a ZIP that begins with the media type, unpacked, as readers look for it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in (("mimetype", b"application/epub+zip"), *files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return out.getvalue()
