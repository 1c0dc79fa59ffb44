"""What a file says of itself: XMP metadata (ISO 16684-1) with the standards that it keeps to.

PDF/A and PDF/UA are named together, which needs the description of the latter's schema (ISO 19005-3, 6.6.2.3).

Rule: pure; words in, XML out. No clock.
"""

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

Standard = Literal["a-3a", "a-2a"]

NO_DATE = "D:19700101000000Z"
"""Where a date must stand and none is known."""

EMPTY = "0" * 64
"""Where the seal will stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says of itself."""

    title: str
    author: str | None
    description: str
    language: str
    generator: str
    producer: str
    created: str | None
    """ISO 8601, in UTC or a day only: when the latest capture in it was made, never the clock."""
    digest: str
    """Of the archive that it was made from."""


def pdf_date(moment: str) -> str:
    """Return an ISO 8601 time in UTC, or a day, as PDF writes it (ISO 32000-1, 7.9.4).

    >>> pdf_date("2024-02-03T11:00:00Z"), pdf_date("2024-02-03")
    ('D:20240203110000Z', 'D:20240203')
    """
    digits = "".join(letter for letter in moment if letter.isdigit())
    return f"D:{digits}Z" if moment.endswith("Z") else f"D:{digits}"


def xmp(about: About, standard: Standard | None, *, manifest: str) -> bytes:
    """Return the metadata; `standard` None: the file claims to keep to none. `manifest`: the SHA-256 of the file's.

    The seal is empty: it can be made when all else of the file is there (`seal`).
    """
    rows = [
        _alternative("dc:title", about.title),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>" if about.author else "",
        _alternative("dc:description", about.description),
        f"<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreatorTool>{escape(about.generator)}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{about.created}</xmp:CreateDate>" if about.created else "",
        f"<pdf:Producer>{escape(about.producer)}</pdf:Producer>",
        f"<cuttings:archive>{about.digest}</cuttings:archive>",
        f"<cuttings:manifest>{manifest}</cuttings:manifest>",
        f"<cuttings:seal>{EMPTY}</cuttings:seal>",
        _claims(standard) if standard else "",
    ]
    body = "\n".join(row for row in rows if row)
    return f"{_HEAD}{body}\n{_FOOT}".encode()


def _alternative(name: str, words: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt></{name}>'


def _claims(standard: Standard) -> str:
    part, conformance = standard[2], standard[3].upper()
    return (
        f"<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>{conformance}</pdfaid:conformance>\n"
        f"<pdfuaid:part>1</pdfuaid:part>\n{_UA_SCHEMA}"
    )


_HEAD = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:cuttings="urn:x-cuttings:dossier:1#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"""
_FOOT = """</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Where a dossier comes from</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:x-cuttings:dossier:1#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>cuttings</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>archive</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 over the content of the archive</pdfaProperty:description></rdf:li>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>manifest</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 of the manifest</pdfaProperty:description></rdf:li>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>seal</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 of this file with 64 zeros for this value</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
