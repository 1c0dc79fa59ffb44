"""BibTeX, as biblatex reads it: UTF-8, dates in its own form of EDTF.

Rule: pure; sees records and a text stream.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from exports.citations.parts import Cited, Place, cited_of, iso
from schemas.article import ArticleRecord

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # `\{` would count as a brace all the same: BibTeX looks for the end of a field before TeX reads it.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def write_bibtex(records: Iterable[ArticleRecord], stream: TextIO, place: Place) -> int:
    """Write one entry an article; return how many. Holds one record in memory."""
    count = 0
    for count, record in enumerate(records, 1):
        stream.write(("\n" if count > 1 else "") + entry_of(cited_of(record, place)))
    return count


def entry_of(cited: Cited) -> str:
    """Return one entry: `@online` where the article has an address, else `@article` of a newspaper."""
    kind = "online" if cited.url else "article"
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(cited)]
    return f"@{kind}{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    if cited.names:
        yield "author", " and ".join(f"{{{escaped(name)}}}" for name in cited.names)
    yield "title", f"{{{escaped(cited.title)}}}"
    if cited.outlet:
        yield "organization" if cited.url else "journaltitle", escaped(cited.outlet)
    if not cited.url:
        yield "entrysubtype", "newspaper"
    if cited.issued:
        yield "date", iso(cited.issued) + cited.doubt
    if cited.url:
        yield "url", cited.url.translate(_IN_ADDRESS)
        if cited.accessed:
            yield "urldate", iso(cited.accessed)
    if cited.language:
        yield "language", escaped(cited.language)
    yield "note", escaped(cited.note)


def escaped(text: str) -> str:
    r"""Return text as TeX prints it.

    >>> escaped("R&D at 5 % {sic}")
    'R\\&D at 5 \\% \\textbraceleft{}sic\\textbraceright{}'
    """
    return text.translate(_SPECIAL)
