"""Odd pages of other parsers' test suites: no crash, no silent loss, encodings named as their authors expect.

Optional: the suites lie beside the project, and are skipped where they are absent.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import webencodings

from ingest.charset.labels import charset_of_content_type
from ingest.decode import decode
from ingest.extract.html.tree import parse_page
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Rejection

HOSTILE = Path(__file__).parents[2] / "shared" / "corpora" / "hostile"
LONGEST_SECONDS = 5.0
KEPT_SHARE = 0.98

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="the suites of odd pages are not beside the project"),
]

SUPERSETS = {"koi8-r": "koi8-u", "gbk": "gb18030"}
"""A guess names the encoding that holds all of another's characters at the same places."""
FEEDS_OLD_RULE = re.compile(r"encoding == 'us-ascii'|Expect:\s+(?:1|bozo|not bozo)\s*$", re.MULTILINE)
"""Expectations that are not about a page's encoding, or follow the retired rule that XML over HTTP is US-ASCII."""
UTF_32 = {"utf-32be": "utf-32-be", "utf-32le": "utf-32-le"}
"""Encodings that browsers do not read, by the suite's names and ours."""


def outcome_of(payload: bytes, charset: str | None = None) -> Article | Rejection:
    """Return what a page of these bytes comes to, within the time that a page may take."""
    begun = time.process_time()
    outcome = process(RawPage(source=Source(path="page"), payload=payload, format="html", charset=charset))
    assert time.process_time() - begun < LONGEST_SECONDS
    return outcome


def letters_of(text: str) -> Counter[str]:
    """Count the letters and digits of a text."""
    return Counter(filter(str.isalnum, text))


def encoding_cases() -> Iterator[tuple[Path, bytes, str]]:
    """Yield the blocks of the sniffing suite that need no script to run."""
    for path in sorted(HOSTILE.glob("html5lib-encoding/**/*.dat")):
        if path.parent.name == "scripted":
            continue
        for block in path.read_bytes().split(b"#data\n")[1:]:
            page, _, named = block.partition(b"\n#encoding\n")
            yield path, page, named.split(b"\n")[0].decode().strip()


def test_declared_encodings_are_named_as_expected() -> None:
    """Each block of the sniffing suite is named as the suite names it."""
    wrong = []
    for path, page, expect in encoding_cases():
        known = webencodings.lookup(expect)
        if decode(page).encoding != (known.name if known else expect.lower()):
            wrong.append((path.name, page[:200], expect, decode(page).encoding))
    assert not wrong


def test_a_declaration_that_a_script_would_write_is_not_seen() -> None:
    """No script runs here, so a declaration that only a script writes stays unread: the deviation is known."""
    for path in HOSTILE.glob("html5lib-encoding/scripted/*.dat"):
        page = path.read_bytes().split(b"#data\n")[1].partition(b"\n#encoding\n")[0]
        assert (decode(page).encoding, decode(page).basis) == ("windows-1252", "default")


def test_undeclared_encodings_are_guessed_as_expected() -> None:
    """Pages without any declaration are read in the encoding that their authors wrote them in, and it is said."""
    seen = []
    for path in sorted([*HOSTILE.glob("*/chardet/*.xml"), *HOSTILE.glob("*/chardet/test_*.txt")]):
        payload = path.read_bytes()
        stated = re.search(rb"encoding == '([^']+)'", payload)
        label = stated.group(1).decode() if stated else path.stem.removeprefix("test_")
        known = webencodings.lookup(label)
        assert known is not None
        expect = SUPERSETS.get(known.name, known.name)
        decoded = decode(payload)
        seen.append(decoded.encoding)
        assert (path.name, decoded.encoding) == (path.name, expect)
        assert "encoding_guessed" in decoded.warnings
    assert seen


def feeds() -> list[Path]:
    """Return the feeds of the suite; they are read here as if they were pages."""
    return sorted([*HOSTILE.glob("feedparser-encoding/*.xml"), *HOSTILE.glob("feedparser-illformed/**/*.xml")])


@pytest.mark.parametrize("path", feeds(), ids=lambda path: path.name)
def test_feeds_are_named_as_expected_and_do_no_harm(path: Path) -> None:
    """A feed read as a page does not crash and is not misread: transport first, then what it declares itself."""
    payload = path.read_bytes()
    decoded_head = decode(payload).text[:1000]
    header = re.search(r"Header:\s+Content-type:\s*(\S.*)", decoded_head)
    charset = charset_of_content_type(header.group(1)) if header else None
    outcome_of(payload, charset)
    stated = re.search(r"encoding == '([^']+)'", decoded_head)
    if stated is None or FEEDS_OLD_RULE.search(decoded_head) or "/chardet/" in str(path):
        return
    label = stated.group(1).lower()
    decoded = decode(payload, transport=charset)
    if decoded.basis == "default":  # a page, unlike XML, is not UTF-8 by default; in ASCII it is the same text
        assert label == "utf-8"
        assert payload.isascii()
        return
    known = webencodings.lookup(label)
    expect = known.name if known else UTF_32[label]
    assert SUPERSETS.get(expect, expect) == SUPERSETS.get(decoded.encoding, decoded.encoding)


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("libxml2-html/*.htm*")), ids=lambda path: path.name)
def test_pages_of_a_parsers_suite_lose_nothing_in_silence(path: Path) -> None:
    """What another reader of HTML sees of a page is in our tree, or the loss is said."""
    html5lib = pytest.importorskip("html5lib")
    payload = path.read_bytes()
    outcome_of(payload)
    decoded = decode(payload)
    tree = parse_page(decoded.text)
    read = html5lib.parse(decoded.text, namespaceHTMLElements=False)
    for hidden in (*read.iter("script"), *read.iter("style")):
        hidden.text = ""
    seen = letters_of("".join(text for each in read.iter() if isinstance(each.tag, str) for text in _texts(each)))
    held = letters_of("".join(map(str, tree.root.itertext()))) if tree else Counter()
    lost = sum((seen - held).values())
    assert lost <= (1 - KEPT_SHARE) * seen.total() or (tree is not None and tree.warnings), (lost, seen.total())


def _texts(element: object) -> tuple[str, str]:
    """Return the text in an element and the text after it."""
    return getattr(element, "text", "") or "", getattr(element, "tail", "") or ""


def token_cases() -> Iterator[tuple[bytes, str | None]]:
    """Yield each input of the tokenizer's suite, and the text that a page of it shows (None in other states)."""
    for path in sorted(HOSTILE.glob("html5lib-tokenizer/*.test")):
        suite = json.loads(path.read_text("utf-8"))
        for case in suite.get("tests", suite.get("xmlViolationTests", [])):
            page, output = case["input"], case["output"]
            if case.get("doubleEscaped"):
                page = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match.group(1), 16)), page)
                output = json.loads(json.dumps(output).replace("\\\\u", "\\u"))
            shown = "".join(each[1] for each in output if each != "ParseError" and each[0] == "Character")
            is_page = "Data state" in case.get("initialStates", ["Data state"])
            yield page.encode("utf-8", "surrogatepass"), shown if is_page else None


def test_no_token_is_lost() -> None:
    """Every input of the tokenizer's suite comes to an outcome, and the letters that it shows are in the tree."""
    wrong = []
    cases = list(token_cases())
    for payload, shown in cases:
        outcome_of(payload)
        if shown is None:
            continue
        tree = parse_page(decode(payload).text)
        held = letters_of("".join(map(str, tree.root.itertext()))) if tree else Counter()
        if letters_of(shown) - held:
            wrong.append((payload, shown))
    assert len(cases) > 1000
    assert not wrong
