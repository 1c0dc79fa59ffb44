"""An archived page as plain structure: its text in paragraphs, headings, lists and tables, and nothing that acts.

Two passes. The first goes through the page once, from left to right: it keeps a few elements without any attribute,
drops what is no text (scripts, styles, drawings, forms), says what an image shows, and notes where links led. It bounds
how deep elements nest, for the second pass takes time that grows with the square of that. The second is nh3, a parser
and serialiser as browsers have them, with a short list of what may stand: it, not the first, answers for safety.

Rule: pure; a string in, a string out. The only module of the reading room that makes markup of what was archived.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape, unescape

import nh3
from markupsafe import Markup

DEEPEST = 60
"""Elements inside each other; deeper ones lose their tags, never their text."""
MOST_LINKS = 300
"""So many addresses that links led to are told."""
LONGEST_ADDRESS = 300
MOST_AMPERSANDS = 40_000
"""In what is written down: the second pass takes time that grows with the square of them. What follows is left out."""

BLOCKS = {
    "p": "p", "div": "div", "section": "div", "article": "div", "header": "div", "footer": "div", "main": "div",
    "nav": "div", "aside": "div", "figure": "div", "form": "div", "fieldset": "div", "address": "div", "center": "div",
    "details": "div", "summary": "p", "figcaption": "p", "dl": "div", "dt": "p", "dd": "p", "legend": "p",
    "blockquote": "blockquote", "pre": "pre", "ul": "ul", "ol": "ol", "li": "li",
    "h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6",
    "table": "table", "caption": "caption", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "tr": "tr",
    "td": "td", "th": "th",
}  # fmt: skip
"""What stands for an element that makes a block; the page around has the first heading and the landmarks."""
INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "sub": "sub", "sup": "sup", "code": "code", "q": "q"}
VOID = {"br": "br", "hr": "hr"}
ALLOWED = frozenset({*BLOCKS.values(), *INLINE.values(), *VOID.values()})

SILENT = frozenset({
    "script", "style", "template", "noscript", "noembed", "noframes", "iframe", "object", "svg", "math", "title",
    "textarea", "select", "canvas", "audio", "video", "applet", "xmp",
})  # fmt: skip
"""Elements that go with all that is in them."""
COUNTED = {
    "script": "script", "img": "image", "picture": "image", "iframe": "frame", "frame": "frame", "object": "object",
    "embed": "object", "video": "video", "audio": "sound", "svg": "drawing", "form": "form", "style": "style sheet",
    "link": "reference to another file",
}  # fmt: skip
"""What is left out, by the name that it is told under."""

_CLOSES = {
    "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "tbody": {"tbody", "thead", "tfoot", "tr", "td", "th"}, "thead": {"tbody", "thead", "tfoot", "tr", "td", "th"},
    "tfoot": {"tbody", "thead", "tfoot", "tr", "td", "th"},
}  # fmt: skip
"""Elements that end where one of these begins."""
_WALLS = frozenset({"td", "th", "table", "li"})
"""What an end tag of something else does not reach through."""
_TABLE = frozenset({"table", "tr", "td", "th", "thead", "tbody", "tfoot", "li", "ul", "ol"})

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_REST = re.compile(r"""(?>[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
"""What stands in a tag behind its name; possessive, so that no page makes it go back."""
_ATTRIBUTE = re.compile(r"""(?<![^\s"'/])(href|alt)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_SILENT_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in SILENT}


@dataclass(frozen=True, slots=True)
class Harmless:
    """A page that can neither run nor fetch."""

    markup: Markup
    left_out: tuple[tuple[str, int], ...]
    """What is not shown, by its name, and how often it stood there."""
    links: tuple[str, ...]
    """Where its links led, as text; the first of them."""
    links_left_out: int
    is_cut: bool
    """True: the page has more than is shown."""


def harmless(page: str) -> Harmless:
    """Return a page of HTML as plain structure.

    >>> str(harmless("<p onclick=x>One <a href='http://a.example'>two</a><script>three()</script>").markup)
    '<p>One two</p>'
    """
    walked = _Walk()
    walked.go_through(page)
    cleaned = nh3.clean(
        "".join(walked.out),
        tags=set(ALLOWED),
        clean_content_tags=set(),
        attributes={},
        link_rel=None,
        strip_comments=True,
        url_schemes=set(),
    )
    links = tuple(dict.fromkeys(walked.links))
    return Harmless(
        markup=Markup(cleaned),  # noqa: S704  nh3 made it, of an allow-list without attributes
        left_out=tuple(sorted(walked.left_out.items())),
        links=links[:MOST_LINKS],
        links_left_out=max(len(links) - MOST_LINKS, 0),
        is_cut=walked.is_full,
    )


@dataclass(slots=True)
class _Walk:
    """One way through a page."""

    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    ampersands: int = 0
    is_full: bool = False
    """True: no more is written down."""

    def go_through(self, page: str) -> None:
        """Write down text and allowed elements; whatever a page does, each of its letters is looked at few times."""
        at = 0
        while at < len(page) and not self.is_full:
            start = page.find("<", at)
            self._text(page[at : start if start >= 0 else len(page)])
            at = self._tag(page, start) if start >= 0 else len(page)
        self._close(0)

    def _text(self, words: str) -> None:
        plain = unescape(words)
        left = MOST_AMPERSANDS - self.ampersands
        if plain.count("&") > left:
            plain = "&".join(plain.split("&", left + 1)[: left + 1])
            self.is_full = True
        self.ampersands += plain.count("&")
        self.out.append(escape(plain, quote=False))

    def _tag(self, page: str, start: int) -> int:
        """Read what begins with `<` at `start`; return where it ends."""
        sign = page[start + 1 : start + 2]
        if sign in ("!", "?"):
            return _behind(page, "-->", start + 4) if page.startswith("<!--", start) else _behind(page, ">", start)
        is_end = sign == "/"
        name = _NAME.match(page, start + 1 + is_end)
        if name is None:
            if is_end:
                return _behind(page, ">", start)
            self.out.append("&lt;")
            return start + 1
        rest = _REST.match(page, name.end())
        if rest is None:  # the page breaks off inside a tag
            return len(page)
        low = name[0].lower()
        if is_end:
            self._end(low)
            return rest.end()
        self._begin(low, rest[0])
        if low == "plaintext" or low in SILENT:
            return self._behind_silent(page, low, rest.end())
        return rest.end()

    def _behind_silent(self, page: str, name: str, at: int) -> int:
        """Return where an element ends that goes with all that is in it; one that never ends takes the rest."""
        if name == "plaintext":
            self._text(page[at:])
            return len(page)
        found = _SILENT_END[name].search(page, at)
        return _behind(page, ">", found.start()) if found else len(page)

    def _begin(self, name: str, rest: str) -> None:
        if name in COUNTED:
            self.left_out[COUNTED[name]] += 1
        if name in VOID:
            self.out.append(f"<{VOID[name]}>")
        elif name in ("a", "area", "img"):
            self._name_of_thing(name, rest)
        elif (tag := BLOCKS.get(name) or INLINE.get(name)) is not None:
            self._make_room(tag, is_block=name in BLOCKS)
            if len(self.open) < DEEPEST:
                self.open.append(tag)
                self.out.append(f"<{tag}>")

    def _make_room(self, tag: str, *, is_block: bool) -> None:
        """End the paragraph, and what ends where this begins."""
        while is_block and self.open and self.open[-1] in {"p", *INLINE.values(), *_CLOSES.get(tag, ())}:
            if self.open[-1] in INLINE.values() and "p" not in self.open:
                break
            self._close(len(self.open) - 1)

    def _name_of_thing(self, name: str, rest: str) -> None:
        """Note where a link led, and say what an image shows."""
        given = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(rest)
        }
        if name == "img" and given.get("alt", "").strip():
            self._text(f" [image: {escape(' '.join(given['alt'].split()))}] ")
        address = given.get("href", "").strip()
        if name != "img" and address and not address.startswith("#"):
            self.links.append(address[:LONGEST_ADDRESS])

    def _end(self, name: str) -> None:
        tag = BLOCKS.get(name) or INLINE.get(name)
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at] == tag:
                self._close(at)
                return
            if self.open[at] in _WALLS and tag not in _TABLE:
                return

    def _close(self, to: int) -> None:
        """End all elements that were opened since there were `to`."""
        while len(self.open) > to:
            self.out.append(f"</{self.open.pop()}>")


def _behind(page: str, sign: str, start: int) -> int:
    found = page.find(sign, start)
    return found + len(sign) if found >= 0 else len(page)
