"""The typefaces of all parts as those of one file: each program once, cut down to the glyphs that any page uses.

Glyphs keep their numbers (they are those of the program), so that the pages need not be touched.

Rule: knows pikepdf and HarfBuzz; nothing of pages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Stream, String

from exports.dossier.fetch import SCHEME, font_bytes, own_programs
from exports.dossier.press.sheets import Face
from schemas.errors import ExportError

_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
"""Tables that are of no use in a file whose glyphs are placed already."""

_FIXED_PITCH = 1
_LINES = 100
"""Lines in one block of a CMap, at the most (Adobe Technical Note 5014)."""

CutDown = Callable[[bytes, int, frozenset[int]], bytes]


def unite(faces: Iterable[Face]) -> dict[str, Face]:
    """Return the faces by key, each with the glyphs of all parts.

    Raises: ExportError where one key stands for two programs, which must not be.
    """
    united: dict[str, Face] = {}
    for face in faces:
        held = united.get(face.key)
        if held is None:
            united[face.key] = face
            continue
        if held.program != face.program:
            raise ExportError(f"the typeface {face.name} is not the same in all parts. Try again with --no-cache.")
        if not (face.letters.keys() <= held.letters.keys() and face.widths.keys() <= held.widths.keys()):
            widths, letters = face.widths | held.widths, face.letters | held.letters
            united[face.key] = replace(held, widths=dict(sorted(widths.items())), letters=dict(sorted(letters.items())))
    return dict(sorted(united.items()))


def embed(pdf: pikepdf.Pdf, faces: Mapping[str, Face], programs: Mapping[str, bytes]) -> dict[str, pikepdf.Object]:
    """Return font objects of `pdf` by key; `programs`: those that are not of this package."""
    glyphs: dict[tuple[str, int], set[int]] = {}
    for face in faces.values():
        glyphs.setdefault((face.program, face.index), set()).update(face.widths, face.letters)
    files = {
        held: _file(pdf, cut_down(_program(held[0], programs), held[1], frozenset(used)))
        for held, used in sorted(glyphs.items())
    }
    return {key: _font(pdf, face, files[face.program, face.index]) for key, face in faces.items()}


def _program(sha256: str, programs: Mapping[str, bytes]) -> bytes:
    name = own_programs().get(sha256)
    return programs[sha256] if name is None else font_bytes(f"{SCHEME}{name}")


def cut_down(program: bytes, index: int, glyphs: frozenset[int]) -> bytes:
    """Return a font program with some of its glyphs, under the numbers that they had."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(program, index), wanted).blob.data)


def _file(pdf: pikepdf.Pdf, program: bytes) -> pikepdf.Object:
    return pdf.make_indirect(Stream(pdf, program, Length1=len(program)))


def _font(pdf: pikepdf.Pdf, face: Face, file: pikepdf.Object) -> pikepdf.Object:
    """Return a composite font (ISO 32000-1, 9.7) whose codes are the numbers of glyphs."""
    name = Name(f"/{face.name}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=_widths(face.widths),
        FontDescriptor=pdf.make_indirect(_descriptor(face, name, file)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(face.letters))),
        )
    )


def _descriptor(face: Face, name: Name, file: pikepdf.Object) -> Dictionary:
    is_fixed = len(face.widths) > 1 and len(set(face.widths.values())) == 1
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=face.flags | (_FIXED_PITCH if is_fixed else 0),
        FontBBox=Array([0, face.descent, max(face.widths.values(), default=0), face.ascent]),
        ItalicAngle=face.italic_angle,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.ascent,
        StemV=face.stem,
        FontFile2=file,
    )


def _widths(widths: Mapping[int, float]) -> Array:
    """Return the widths as runs: the first glyph of each, then the widths of all of it."""
    runs: list[list[float]] = []
    starts: list[int] = []
    for glyph, width in sorted(widths.items()):
        if not starts or glyph != starts[-1] + len(runs[-1]):
            starts.append(glyph)
            runs.append([])
        runs[-1].append(width)
    return Array([each for start, run in zip(starts, runs, strict=True) for each in (start, Array(run))])


def to_unicode(letters: Mapping[int, str]) -> bytes:
    """Return what glyphs stand for as a CMap (ISO 32000-1, 9.10.3)."""
    return "\n".join((*_CMAP_HEAD, *_blocks(letters), *_CMAP_FOOT)).encode()


def _blocks(letters: Mapping[int, str]) -> Iterator[str]:
    given = sorted(letters.items())
    for start in range(0, len(given), _LINES):
        block = given[start : start + _LINES]
        yield f"{len(block)} beginbfchar"
        yield from (f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in block)
        yield "endbfchar"


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo",
    "<< /Registry (Adobe)",
    "/Ordering (UCS)",
    "/Supplement 0",
    ">> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
)
_CMAP_FOOT = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
