"""Read the JSON-LD of a page, broken as it often is, and find the node that is the article.

Rule: pure; text in, plain dictionaries out. What a node says is not judged here.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator

from ingest.extract.html.tables import ARTICLE_TYPES, PAGE_TYPES, SITE_TYPES

Json = dict[str, object]

LONGEST = 2_000_000
"""Characters of a script beyond which it is not read."""
MOST_NODES = 3_000
DEEPEST = 40
OTHERS_KEYS = frozenset(
    {
        "itemListElement",
        "hasPart",
        "relatedLink",
        "significantLink",
        "significantLinks",
        "relatedArticle",
        "mentions",
        "citation",
        "isBasedOn",
        "subjectOf",
        "liveBlogUpdate",
        "comment",
        "blogPost",
        "blogPosts",
        "review",
        "exampleOfWork",
        "workExample",
    }
)
"""What leads from a node to other works: list entries, parts, links, sources, posts, remarks."""

_WRAPPER = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_PAIR = re.compile(
    r"\"(headline|datePublished|dateModified|dateCreated|articleSection|inLanguage)\"\s*:\s*\"((?:[^\"\\\n]|\\.)*)\""
)
_NAME_OF = re.compile(r"\"(author|publisher)\"\s*:\s*\[?\s*\{[^{}]*?\"name\"\s*:\s*\"((?:[^\"\\\n]|\\.)*)\"")


def read_json(script: str) -> list[object]:
    """Return what a JSON-LD script holds; of a broken one, what can still be read."""
    text = script.strip()
    if not text or len(text) > LONGEST:
        return []
    for attempt in (text, _WRAPPER.sub("", text), _repaired(text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    return _pieces(_repaired(text)) or _fragments(text)


def _repaired(text: str) -> str:
    """Return a script without the usual faults: wrappers, trailing commas and semicolons, escaped quotation marks."""
    text = _WRAPPER.sub("", text).strip().rstrip(";")
    if "&quot;" in text:
        text = html.unescape(text)
    return _TRAILING_COMMA.sub(r"\1", text)


def _pieces(text: str) -> list[object]:
    """Read values that stand one behind the other without a list around them."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = 0
    while at < len(text) and len(found) < MOST_NODES:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        at = end
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found


def _fragments(text: str) -> list[object]:
    """Read the plain pairs of a script that is no JSON at all."""
    if '"articleBody"' not in text and "Article" not in text and '"headline"' not in text:
        return []
    node: Json = {"@type": "Article", "@fragment": True}
    for key, value in _PAIR.findall(text):
        node.setdefault(key, _unescaped(value))
    for key, value in _NAME_OF.findall(text):
        node.setdefault(key, {"name": _unescaped(value)})
    return [node] if len(node) > 2 else []  # noqa: PLR2004  more than its two marks


def _unescaped(value: str) -> str:
    """Read the escapes of a JSON string."""
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def nodes_of(values: Iterable[object]) -> list[Json]:
    """Return every dictionary in the values, outermost first."""
    return [node for node, _is_listed in _listed_nodes(values)]


def _listed_nodes(values: Iterable[object]) -> list[tuple[Json, bool]]:
    """Return every dictionary in the values, outermost first, and whether it stands in a list of other pages."""
    found: list[tuple[Json, bool]] = []
    level = [(value, False) for value in values]
    for _depth in range(DEEPEST):
        below: list[tuple[object, bool]] = []
        for value, listed in level:
            if isinstance(value, dict):
                found.append((value, listed))
                below.extend((each, listed or key in OTHERS_KEYS) for key, each in value.items())
            elif isinstance(value, list):
                below.extend((each, listed) for each in value)
            if len(found) >= MOST_NODES:
                return found
        if not below:
            break
        level = [each for each in below if isinstance(each[0], dict | list)]
    return found


def types_of(node: Json) -> tuple[str, ...]:
    """Return a node's types, in lower case without a vocabulary's address."""
    kinds = node.get("@type", node.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for kind in kinds if isinstance(kind, str))


class Graph:
    """The JSON-LD of a page."""

    def __init__(self, values: Iterable[object]) -> None:
        """Index the nodes by their ids, so that references can be followed."""
        told = _listed_nodes(values)
        self.nodes = [node for node, _is_listed in told]
        self._listed = frozenset(id(node) for node, is_listed in told if is_listed)
        self._by_id: dict[str, Json] = {}
        for node in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and (len(node) > 1):
                known = self._by_id.get(name)
                if known is None or len(known) < len(node):
                    self._by_id[name] = node

    def articles(self) -> list[Json]:
        """Return the nodes that are articles, those with more of an article's fields first."""
        found = [node for node in self.nodes if _is_a(node, ARTICLE_TYPES)]
        return sorted(found, key=_fullness, reverse=True)

    def is_listed(self, node: Json) -> bool:
        """Tell whether a node stands below a list of other works, where a page shows what else there is."""
        return id(node) in self._listed

    def pages(self) -> list[Json]:
        """Return the nodes that are web pages."""
        return [node for node in self.nodes if _is_a(node, PAGE_TYPES)]

    def sites(self) -> list[Json]:
        """Return the nodes that are the site or its publisher."""
        return [node for node in self.nodes if _is_a(node, SITE_TYPES)]

    def resolve(self, value: object) -> list[object]:
        """Return a value as a list, references replaced by the nodes they mean."""
        values = value if isinstance(value, list) else [value]
        found: list[object] = []
        for each in values:
            if isinstance(each, list):
                found.extend(each)
            elif isinstance(each, dict) and isinstance(each.get("@id"), str) and "name" not in each:
                found.append(self._by_id.get(str(each["@id"]), each))
            elif each is not None:
                found.append(each)
        return found

    def strings(self, value: object, *keys: str) -> Iterator[str]:
        """Yield the texts of a value: strings, or what nodes hold under one of `keys`."""
        for each in self.resolve(value):
            if isinstance(each, str):
                yield each
            elif isinstance(each, dict):
                for key in keys:
                    inner = each.get(key)
                    texts = [one for one in (inner if isinstance(inner, list) else [inner]) if _is_text(one)]
                    if texts:
                        yield from map(str, texts if key == "name" else texts[:1])
                        break


def _is_text(value: object) -> bool:
    """Tell whether a value is a string with something in it."""
    return isinstance(value, str) and bool(value.strip())


def _is_a(node: Json, kinds: frozenset[str]) -> bool:
    """Tell whether a node is of one of the kinds."""
    return any(kind in kinds for kind in types_of(node))


def _fullness(node: Json) -> tuple[int, int]:
    """Order article nodes: news types before others, full ones before teasers."""
    news = any(
        "newsarticle" in kind or kind in {"article", "liveblogposting", "blogposting"} for kind in types_of(node)
    )
    keys = ("datePublished", "headline", "author", "articleBody", "publisher", "dateModified", "mainEntityOfPage")
    return sum(key in node for key in keys) + 2 * news, 0
