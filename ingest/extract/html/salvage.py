"""Rescue what a parser would lose: nesting past its depth, comments that never close, floods of attributes.

Rule: pure and linear in the length of the page.
"""

import re
from itertools import islice

from lxml import etree

from ingest.extract.html.tables import INLINE, NESTING

FLAT_DEPTH = 180
"""Nesting that is kept of a page that is nested too deeply."""
LAST_TAGS = 20_000
"""Characters at a page's ends within which it opens and closes."""
LONGEST_TAG = 20_000
"""Characters of a tag beyond which its attributes are looked at: no page needs as many."""
MOST_ATTRIBUTES = 500
END = 40
"""Characters at the end of a page by which it is told what they are part of."""
MOST_OPENINGS = 20
"""Openings of an element that are looked at for one outside the scripts."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)([^<>]*)>")
_UNSEEN_BOXES = frozenset(
    [
        "noscript",
        "template",
        "svg",
        "g",
        "math",
        "object",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "button",
        "datalist",
    ]
)
_RAW = re.compile(
    r"<(script|style|textarea|title|xmp|iframe)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_CODE = ("script", "style")
_UNREAD = (*_CODE, "title", "textarea", "iframe", "xmp", "noembed", "noframes")
"""Elements in which a parser sees no tags: one that never closes swallows the rest of the page."""
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONGEST_TAG},}}>")
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_EQUALS = re.compile(r"=\s*[\"']?")


def flatten_deep(text: str, depth: int = FLAT_DEPTH) -> str:
    """Return the page without the tags that nest deeper than `depth`; its text is all there."""
    pieces: list[str] = []
    level = 0
    done = 0
    bare = _RAW.sub(" ", text)
    for match in _TAG.finditer(bare):
        closing, name = match.group(1), match.group(2).lower()
        if not _nests(name) or match.group(3).endswith("/"):
            continue
        deep = level > depth
        level = max(0, level - 1) if closing else level + 1
        if deep or level > depth:
            pieces.append(bare[done : match.start()])
            pieces.append("" if name in INLINE else "<br><br>")
            done = match.end()
    pieces.append(bare[done:])
    return "".join(pieces)


def _nests(name: str) -> bool:
    """Tell whether an element may hold its like, and is open until it is closed; so are elements that pages invent."""
    return name in NESTING or name in _UNSEEN_BOXES or "-" in name


def is_swallowed(text: str, root: etree._Element) -> bool:
    """Tell whether an element in which no tags are seen holds the rest of the page: it was never closed."""
    last = root
    while len(last):
        last = last[-1]
    end = text[-END:].rstrip()
    return last.tag in _UNREAD and bool(last.text) and (last.text or "").rstrip().endswith(end) and ">" in end


def open_comment(text: str) -> bool:
    """Tell whether a comment swallows the rest of the page."""
    start = text.rfind("<!--")
    return (
        start >= 0
        and text.find("-->", start) < 0
        and text.find("--!>", start) < 0
        and text[start + 4 : start + 5] != ">"
    )


def without_open_ends(text: str) -> str:
    """Return the page without the openings of comments and elements that never close, so that its tail is read.

    >>> without_open_ends("<p>One<!-- two<p>three")
    '<p>One two<p>three'
    >>> without_open_ends("<title>One<p>two")
    '<title>One</title><p>two'
    """
    last = text.rfind("-->")
    if (
        (start := text.find("<!--", last + 1)) >= 0
        and text.find("--!>", start) < 0
        and not _is_empty(text, start, last)
    ):
        text = text[:start] + text[start:].replace("<!--", "")
    for name in _UNREAD:
        last = max(0, text.rfind(f"</{name}"), text.rfind(f"</{name.upper()}"))
        if max(text.find(f"<{name}", last), text.find(f"<{name.upper()}", last)) < 0:
            continue
        opening = re.compile(rf"<{name}(?=[\s/>])[^<>]*>[^<]*", re.IGNORECASE)
        places = islice((each.start() for each in opening.finditer(text, last)), MOST_OPENINGS)
        start = next((place for place in places if not _is_in_script(text, place)), -1)
        if start >= 0:
            text = text[:start] + opening.sub(_closed, text[start:])
    return text


def _is_in_script(text: str, at: int) -> bool:
    """Tell whether a place is inside a script: what it writes is no markup of the page."""
    return max(text.rfind("<script", 0, at), text.rfind("<SCRIPT", 0, at)) > max(
        text.rfind("</script", 0, at), text.rfind("</SCRIPT", 0, at)
    )


def _is_empty(text: str, start: int, last: int) -> bool:
    """Tell whether a comment closes with its own opening: `<!-->` or `<!--->`."""
    return text.startswith((">", "->"), start + len("<!--")) or last == start + 2


def _closed(match: re.Match[str]) -> str:
    """Close an element where the next tag stands; code that nobody closed is not read."""
    opening, _, words = match.group().partition(">")
    name = opening[1:].split("/")[0].split()[0].lower()
    if name in _CODE:
        return ""
    return f"<{name}>{words}</{name}>" if name == "title" else words


def is_cut_off(text: str) -> bool:
    """Tell whether a page stops in the middle: it opens its element, never closes it, and ends inside a tag or a word.

    >>> is_cut_off("<html><body><p>The ferry has been sold to the isl")
    True
    >>> is_cut_off("<html><body><p>The ferry has been sold.")
    False
    """
    last = text[-LAST_TAGS:]
    if any(tag in last or tag in last.casefold() for tag in ("</html", "</body")) or not _OPENED.search(
        text[:LAST_TAGS]
    ):
        return False
    end = text.rstrip()
    return not end.endswith(">") and (end.rfind("<") > end.rfind(">") or end[-1:].isalnum() or end[-1:] in ",;:-")


def thin_out(text: str) -> str:
    """Return the page without the attributes of tags that carry them by the hundreds."""
    return _LONG_TAG.sub(_thin_tag, text) if _has_long_tag(text) else text


def _has_long_tag(text: str) -> bool:
    """Tell whether something is open for so long that it may be one: a long tag covers one of these windows whole.

    Looking for single signs in windows is many times faster than looking for the tag.
    """
    is_open = False
    for start in range(0, len(text), LONGEST_TAG // 2):
        opened, closed = (text.rfind(sign, start, start + LONGEST_TAG // 2) for sign in "<>")
        if opened < 0 and closed < 0:
            if is_open:
                return True
        else:
            is_open = opened > closed
    return False


def _thin_tag(match: re.Match[str]) -> str:
    """Reduce one flooded tag to its name."""
    tag = match.group()
    if len(_EQUALS.findall(tag)) <= MOST_ATTRIBUTES:
        return tag
    return tag.split(None, 1)[0].rstrip(">") + ">"


def parse_with_soup(text: str) -> etree._Element:
    """Read a page that lxml cannot: a plain tree of its lines of text."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  a tenth of a second, and hardly a page needs it

    soup = BeautifulSoup(text, "html.parser")
    for element in soup(["script", "style", "template", "noscript"]):
        element.decompose()
    root = etree.Element("html")
    body = etree.Element("body")
    root.append(body)
    for line in soup.stripped_strings:
        paragraph = etree.Element("p")
        paragraph.text = line
        body.append(paragraph)
    return root
