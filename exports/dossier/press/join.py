"""The parts of a dossier joined into one file: pages, tags, links, outline, folios, typefaces, metadata.

Pages are carried over before the tags that speak of them; numbers that pages and tags share are counted on from part
to part; links lead to names, which are listed once for the whole file.

Rule: knows pikepdf; sheets in, bytes out. No clock: the same sheets give the same bytes.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream, String

from exports.dossier.press import metadata, stamps, typefaces
from exports.dossier.press.metadata import About, Standard
from exports.dossier.press.outline import write_outline
from exports.dossier.press.seal import MANIFEST, PIECE, sealed
from exports.dossier.press.sheets import Face, Sheets
from schemas.errors import ExportError

VERSION = "1.7"

Told = Callable[[int, int], None]
"""Called with how many parts are joined, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A part in its place."""

    name: str
    sheets: Sheets
    is_front: bool
    """Numbered in Roman figures, before the body."""
    has_folios: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the file (ISO 19005-3, 6.8)."""

    name: str
    content: bytes
    mime: str
    relationship: Literal["Data", "Source", "Supplement"]
    """To the dossier: what is printed as data, what it was made from, or something beside it."""
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A whole file."""

    content: bytes
    pages: int


@dataclass(slots=True)
class _Whole:
    """The file as it grows."""

    pdf: Pdf
    document: pikepdf.Object
    """Element that the tags of all parts hang from."""
    numbers: list[object]
    """The parent tree: number, what it stands for, and so on."""
    count: int = 0


def join(
    bound: Sequence[Bound],
    specimen: Sheets,
    about: About,
    *,
    attached: Sequence[Attachment],
    standard: Standard | None,
    tell: Told,
) -> Joined:
    """Return the parts as one sealed file; `specimen`: sheets on which the letters of folios are set.

    `attached`: files inside it, the manifest among them. `standard` None: the parts have no tags, and the file claims
    nothing.

    Raises: ExportError where a link leads nowhere, which is a fault of a section.
    """
    _check_links(bound)
    whole = _begin()
    faces = typefaces.unite(face for sheets in (specimen, *(each.sheets for each in bound)) for face in sheets.faces)
    programs = {name: body for each in bound for name, body in each.sheets.programs.items()}
    fonts = typefaces.embed(whole.pdf, faces, programs | specimen.programs)
    starts = []
    for done, each in enumerate(bound, start=1):
        starts.append(len(whole.pdf.pages))
        _add(whole, each.sheets, fonts, tags=standard is not None)
        tell(done, len(bound))
    _stamp(whole.pdf, bound, faces[specimen.faces[0].key], fonts[specimen.faces[0].key])
    _name_places(whole.pdf, bound, starts)
    write_outline(
        whole.pdf, [(mark, start) for each, start in zip(bound, starts, strict=True) for mark in each.sheets.marks]
    )
    if standard == "a-2a":
        _put_apart(whole.pdf, attached, about.created)
    else:
        _attach(whole.pdf, attached, about.created)
    manifest = next((hashlib.sha256(each.content).hexdigest() for each in attached if each.name == MANIFEST), "")
    _finish(whole, about, standard, manifest)
    return Joined(content=sealed(_saved(whole.pdf)), pages=len(whole.pdf.pages))


def _check_links(bound: Sequence[Bound]) -> None:
    names = {anchor.name for each in bound for anchor in each.sheets.anchors}
    lost = sorted({target for each in bound for target in each.sheets.targets} - names)
    if lost:
        raise ExportError(f"links of the dossier lead nowhere ({', '.join(lost[:5])}); please report this")


def _begin() -> _Whole:
    pdf = pikepdf.new()
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    return _Whole(pdf, document, [])


def _add(whole: _Whole, sheets: Sheets, fonts: dict[str, pikepdf.Object], *, tags: bool) -> None:
    """Add the pages of a part, and its tags."""
    with pikepdf.open(io.BytesIO(sheets.pdf)) as source:
        first = len(whole.pdf.pages)
        whole.pdf.add_pages_from(source)
        pages = [whole.pdf.pages[index].obj for index in range(first, first + sheets.pages)]
        held = pages[0].Resources.Font
        for face in sheets.faces:
            held[f"/{face.key}"] = fonts[face.key]
        if tags:
            _add_tags(whole, source, pages)


def _add_tags(whole: _Whole, source: Pdf, pages: Sequence[pikepdf.Object]) -> None:
    root = source.Root.StructTreeRoot
    part = whole.pdf.copy_foreign(root.K[0])
    part.P = whole.document
    whole.document.K.append(part)
    numbers = whole.pdf.copy_foreign(root.ParentTree).Nums
    for index in range(0, len(numbers), 2):
        whole.numbers.extend((whole.count + int(numbers[index]), numbers[index + 1]))
    for page in pages:
        page.StructParents = whole.count + int(page.StructParents)
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = whole.count + int(annotation.StructParent)
    whole.count += len(numbers) // 2


def _stamp(pdf: Pdf, bound: Sequence[Bound], face: Face, font: pikepdf.Object) -> None:
    """Write the numbers of the pages at their edges; what a page drew before does not change how."""
    front = sum(each.sheets.pages for each in bound if each.is_front)
    names = stamps.labels(front=front, body=len(pdf.pages) - front)
    numbered = [each.has_folios for each in bound for _ in range(each.sheets.pages)]
    begin = pdf.make_indirect(Stream(pdf, b"q\n"))
    for index, (page, label, is_numbered) in enumerate(zip(pdf.pages, names, numbered, strict=True)):
        if is_numbered:
            page.obj.Resources.Font[f"/{face.key}"] = font
            drawn = stamps.folio(label, face, width=float(page.mediabox[2]), is_right=index % 2 == 0)
            end = pdf.make_indirect(Stream(pdf, b"\nQ" + drawn))
            page.obj.Contents = Array([begin, page.obj.Contents, end])
    pdf.Root.PageLabels = Dictionary(Nums=Array(_label_ranges(front, len(pdf.pages))))


def _label_ranges(front: int, pages: int) -> Iterator[object]:
    if front:
        yield from (0, Dictionary(S=Name("/r")))
    if pages > front:
        yield from (front, Dictionary(S=Name("/D")))


def _name_places(pdf: Pdf, bound: Sequence[Bound], starts: Sequence[int]) -> None:
    """List the places by name: links of the dossier lead to them, and links from elsewhere may."""
    places: dict[str, pikepdf.Object] = {}
    for each, start in zip(bound, starts, strict=True):
        for anchor in each.sheets.anchors:
            page = pdf.pages[start + anchor.page].obj
            places.setdefault(anchor.name, Array([page, Name.XYZ, anchor.x, anchor.y, 0]))
    listed = [item for name in sorted(places, key=str.encode) for item in (String(name), places[name])]
    if listed:
        pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=Array(listed))))  # before what is attached


def _attach(pdf: Pdf, attached: Sequence[Attachment], created: str | None) -> None:
    """Put files into the file, with how they stand to it."""
    date = metadata.pdf_date(created) if created else ""
    held = []
    for each in attached:
        spec = AttachedFileSpec(
            pdf,
            each.content,
            filename=each.name,
            mime_type=each.mime,
            description=each.description,
            creation_date=date,
            mod_date=date,
        )
        spec.obj.AFRelationship = Name(f"/{each.relationship}")
        pdf.attachments[each.name] = spec
        held.append(spec.obj)
    if held:
        pdf.Root.AF = Array([pdf.make_indirect(each) for each in held])


def _put_apart(pdf: Pdf, attached: Sequence[Attachment], created: str | None) -> None:
    """Put files where a program keeps what is its own (ISO 32000-1, 14.5): PDF/A-2 has no room for others inside."""
    held = Dictionary({f"/{each.name}": pdf.make_indirect(Stream(pdf, each.content)) for each in attached})
    date = metadata.pdf_date(created) if created else metadata.NO_DATE
    pdf.Root.PieceInfo = Dictionary({PIECE: Dictionary(LastModified=String(date), Private=held)})


def _finish(whole: _Whole, about: About, standard: Standard | None, manifest: str) -> None:
    """Write what the file as a whole says."""
    pdf = whole.pdf
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_indirect(
        Stream(pdf, metadata.xmp(about, standard, manifest=manifest), Type=Name.Metadata, Subtype=Name.XML)
    )
    if standard is not None:
        tree = pdf.make_indirect(Dictionary(Nums=Array(whole.numbers)))
        root = pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot, K=Array([whole.document]), ParentTree=tree, ParentTreeNextKey=whole.count
            )
        )
        whole.document.P = root
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.OutputIntents = Array([_output_intent(pdf)])
    info = pdf.docinfo
    told = {"Title": about.title, "Author": about.author, "Subject": about.description, "Creator": about.generator}
    for name, words in (told | {"Producer": about.producer}).items():
        if words:
            info[f"/{name}"] = String(words)
    if about.created:
        info["/CreationDate"] = String(metadata.pdf_date(about.created))


def _output_intent(pdf: Pdf) -> Dictionary:
    """Return the intent to show colours as sRGB, by the profile that WeasyPrint ships."""
    profile = Path(str(distribution("weasyprint").locate_file("weasyprint/pdf/sRGB2014.icc"))).read_bytes()
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=String("sRGB2014"),
        Info=String("sRGB2014"),
        DestOutputProfile=pdf.make_indirect(Stream(pdf, profile, N=3)),
    )


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version=VERSION,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        compress_streams=True,
        fix_metadata_version=False,  # ours is right as it is, and the same with every version of pikepdf
    )
    return out.getvalue()
