"""Parse one item of a feed or of an agency's delivery by itself.

Entities are HTML's or none; nothing is declared, expanded or fetched. What is no XML is looked through for its known
elements, and it is said that a part may be missing.

Rule: pure; knows lxml.
"""

import html
import re
from html.entities import html5

from lxml import etree

_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_OUTSIDE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<![^<>]*>|<\?[^<>]*>|&(?:(\w{1,40};)|(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};))?",
    re.DOTALL,
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):(?=[A-Za-z_])")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]*)\s*=\s*[\"']([^\"'<>&]*)[\"']")
_DEFAULT = re.compile(r"xmlns\s*=\s*[\"']([^\"'<>&]*)[\"']")
_MOST_PREFIXES = 100
_MOST_REFERENCES = 1_000_000
_UNKNOWN = "urn:x-prefix:"


def namespaces_of(root_tag: str) -> dict[str, str]:
    """Return the prefixes that the tag of a root element declares; the empty one is the default."""
    found = dict(_DECLARED.findall(root_tag)[:_MOST_PREFIXES])
    default = _DEFAULT.search(root_tag)
    return found | ({"": default[1]} if default else {})


def parse_item(text: str, namespaces: dict[str, str]) -> etree._Element | None:
    """Return an element and what is in it; None where the text is no XML.

    `namespaces`: declared around it. A prefix that nobody declares stands for itself.
    """
    if text.count("&") > _MOST_REFERENCES:
        return None
    clean = _OUTSIDE.sub(_plain, _NO_XML.sub("", text))
    used = sorted(set(_PREFIX.findall(clean)) - {"xml", "xmlns"})[:_MOST_PREFIXES]
    known = {prefix: namespaces.get(prefix) or _UNKNOWN + prefix for prefix in used}
    stated = "".join(f' xmlns:{prefix}="{html.escape(uri)}"' for prefix, uri in known.items())
    default = f' xmlns="{html.escape(namespaces[""])}"' if namespaces.get("") else ""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(f"<x{default}{stated}>{clean}</x>".encode(), parser)
    except etree.XMLSyntaxError:
        return None
    return root[0] if len(root) else None


def local_name(element: etree._Element) -> str:
    """Return an element's name in lower case, with the prefix of a namespace that nobody declared."""
    space, _, name = element.tag.rpartition("}")
    return f"{space[1 + len(_UNKNOWN) :]}:{name}".lower() if space.startswith("{" + _UNKNOWN) else name.lower()


def _plain(found: re.Match[str]) -> str:
    """Return a reference as XML knows it: HTML's names as characters, a stray sign as what it is; no declaration."""
    name, number = found[1], found[2]
    if found[0].startswith("<"):
        return found[0] if found[0].startswith(("<![CDATA[", "<!--")) else ""
    if name and name[:-1] in _XML_NAMES:
        return found[0]
    if name and name in html5:
        return html.escape(html5[name])
    if number:
        return html.escape(_NO_XML.sub("", html.unescape(f"&{number}")))
    return f"&amp;{found[0][1:]}"
