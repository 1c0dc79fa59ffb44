"""Stage 2: bytes to text, by the WHATWG order, with the evidence for the encoding.

Rule: pure. The order is: byte order mark, UTF-16 by its NUL pattern, transport, the page's own declaration, strict
UTF-8, a guess. A declaration that the bytes contradict is overruled and said (`encoding_conflict`). Where this differs
from what a browser does, docs/decisions/0008-encodings.md says why.
"""

import re
from dataclasses import dataclass, replace

from ingest.charset.guess import DEFAULT, guess_encoding, overruled_by
from ingest.charset.labels import encoding_of_label, read_as
from ingest.charset.mojibake import repair_page
from ingest.charset.prescan import find_declaration
from schemas.report import Warn

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
SNIFF = 2048
"""Bytes in which the NUL pattern of UTF-16 is looked for."""
NUL_SHARE = 0.7
"""Share of the even (or odd) bytes that are NUL in UTF-16 with Latin markup."""
LONGEST_CHARACTER = 4
MULTIBYTE = frozenset({"gb18030", "gbk", "big5", "shift_jis", "euc-jp", "euc-kr", "iso-2022-jp"})
ENOUGH_SEQUENCES = 8
"""Valid UTF-8 sequences that no text in another multi-byte encoding forms by chance."""
STRAY_SHARE = 0.1
"""A page that is declared UTF-8 stays so while at most this share of its foreign characters is broken."""

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2})+\x1b\([BJ]")
"""Japanese between the two shifts of ISO-2022-JP, which is written in ASCII bytes."""
_SURROGATE_PAIR = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A payload as text, and how its encoding is known."""

    text: str
    encoding: str
    """WHATWG name."""
    basis: str
    """`bom`, `transport`, `meta`, `meta-late` (past the first 1024 bytes), `xml`, `utf-8` (no word, valid), `default`
    (no word, ASCII, so that it does not matter), `guess`."""
    warnings: tuple[str, ...] = ()
    utf8: bytes | None = None
    """The text in UTF-8, where it came so: it is not to be written again."""


def decode(payload: bytes, *, transport: str | None = None, is_html: bool = True) -> Decoded:
    """Read bytes as text. Never fails: what cannot be read becomes U+FFFD, and the warnings say so."""
    decoded = _decoded(payload, transport, is_html=is_html)
    repaired = repair_page(decoded.text, decoded.utf8)
    if repaired == decoded.text:
        return decoded
    return replace(decoded, text=repaired, utf8=None, warnings=(*decoded.warnings, Warn.MOJIBAKE_REPAIRED))


def _decoded(payload: bytes, transport: str | None, *, is_html: bool) -> Decoded:
    """Read bytes in one encoding."""
    for mark, encoding in BOMS:
        if payload.startswith(mark):
            return _by_mark(payload[len(mark) :], encoding)
    if wide := _wide_encoding(payload):
        return Decoded(read_as(payload, wide), wide, "guess", (Warn.ENCODING_GUESSED,))
    named, basis = _named_encoding(payload, transport, is_html=is_html)
    return _undeclared(payload, is_html=is_html) if named is None else _declared(payload, named, basis)


def _declared(payload: bytes, named: str, basis: str) -> Decoded:
    """Read bytes whose encoding somebody names, where the bytes do not contradict."""
    text = _strict_utf8(payload)
    if named == "utf-8":
        return Decoded(text, named, basis, utf8=payload) if text is not None else _broken_utf8(payload, basis)
    if text is not None and _is_utf8_by_evidence(payload, named):
        return Decoded(text, "utf-8", "utf-8", (Warn.ENCODING_CONFLICT,), payload)
    if text is None and (better := overruled_by(payload, named)) is not None:
        return Decoded(read_as(payload, better), better, "guess", (Warn.ENCODING_CONFLICT, Warn.ENCODING_GUESSED))
    read = read_as(payload, named)
    return Decoded(read, named, basis, (Warn.ENCODING_CONFLICT,) if "\ufffd" in read else ())


def _by_mark(payload: bytes, encoding: str) -> Decoded:
    """Read bytes whose byte order mark names the encoding."""
    if encoding == "utf-8":
        text = _strict_utf8(payload)
        return Decoded(text, encoding, "bom", utf8=payload) if text is not None else _broken_utf8(payload, "bom")
    cut = (Warn.TRUNCATED,) if len(payload) % 2 else ()
    return Decoded(read_as(payload, encoding), encoding, "bom", cut)


def _wide_encoding(payload: bytes) -> str | None:
    """Return the UTF-16 form that the NUL pattern of the first bytes shows, or None."""
    head = payload[:SNIFF]
    half = len(head) // 2
    if half < LONGEST_CHARACTER or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd >= NUL_SHARE * half and even <= half * (1 - NUL_SHARE):
        return "utf-16le"
    if even >= NUL_SHARE * half and odd <= half * (1 - NUL_SHARE):
        return "utf-16be"
    return None


def _named_encoding(payload: bytes, transport: str | None, *, is_html: bool) -> tuple[str | None, str]:
    """Return what the transport, else the page itself, says, and who said it."""
    if encoding := encoding_of_label(transport):
        return encoding, "transport"
    if is_html:
        declared = find_declaration(payload)
        if declared is not None:
            return declared.encoding, declared.basis
    return None, ""


def _strict_utf8(payload: bytes) -> str | None:
    """Return the text of valid UTF-8, or None."""
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_utf8_by_evidence(payload: bytes, named: str) -> bool:
    """Tell whether valid UTF-8 that is declared as something else is UTF-8 beyond doubt."""
    if payload.isascii():
        return False
    if named not in MULTIBYTE:
        return True
    return len(_UTF8_SEQUENCE.findall(payload)) >= ENOUGH_SEQUENCES


def _undeclared(payload: bytes, *, is_html: bool) -> Decoded:
    """Read bytes about which nobody says anything."""
    text = _strict_utf8(payload)
    if text is not None:
        if _ISO_2022_JP.search(payload):
            return Decoded(read_as(payload, "iso-2022-jp"), "iso-2022-jp", "guess", (Warn.ENCODING_GUESSED,))
        # The name that the standard gives to a page without any sign; the letters are the same.
        is_plain = is_html and text.isascii()
        return Decoded(text, *((DEFAULT, "default") if is_plain else ("utf-8", "utf-8")), utf8=payload)
    nearly = _nearly_utf8(payload)
    if nearly is not None:
        return Decoded(nearly, "utf-8", "guess", (Warn.ENCODING_GUESSED, *_cut_warning(payload)))
    encoding = guess_encoding(payload)
    return Decoded(read_as(payload, encoding), encoding, "guess", (Warn.ENCODING_GUESSED,))


def _broken_utf8(payload: bytes, basis: str) -> Decoded:
    """Read bytes that are said to be UTF-8 and are not quite: a stray byte must not turn a page to mojibake."""
    nearly = _nearly_utf8(payload)
    if nearly is not None:
        cut = _cut_warning(payload)
        return Decoded(nearly, "utf-8", basis, cut or (Warn.ENCODING_CONFLICT,))
    encoding = guess_encoding(payload)
    return Decoded(read_as(payload, encoding), encoding, "guess", (Warn.ENCODING_CONFLICT, Warn.ENCODING_GUESSED))


def _nearly_utf8(payload: bytes) -> str | None:
    """Return the text of bytes that are UTF-8 but for a few, or None. Surrogates written as UTF-8 are joined."""
    joined = _SURROGATE_PAIR.sub(_join_surrogates, payload)
    text = joined.decode("utf-8", "replace")
    broken = text.count("\ufffd") - joined.count("\ufffd".encode())
    foreign = len(_UTF8_SEQUENCE.findall(joined))
    if foreign and broken <= max(1, STRAY_SHARE * foreign):
        return text.rstrip("\ufffd") if _cut_warning(payload) else text
    return None


def _cut_warning(payload: bytes) -> tuple[str, ...]:
    """Return the warning for bytes that are valid but for a last character that was cut off."""
    for length in range(1, LONGEST_CHARACTER):
        last = payload[-length:]
        if last[0] >= 0xC0:  # noqa: PLR2004  the lead byte of a UTF-8 sequence
            ends_early = _UTF8_SEQUENCE.fullmatch(last) is None
            return (Warn.TRUNCATED,) if ends_early and _strict_utf8(payload[:-length]) is not None else ()
    return ()


def _join_surrogates(match: re.Match[bytes]) -> bytes:
    """Write a surrogate pair that was encoded half by half (CESU-8) as the one character it means."""
    high_a, high_b, low_a, low_b = (group[0] for group in match.groups())
    high = (high_a & 0x0F) << 6 | (high_b & 0x3F)
    low = (low_a & 0x0F) << 6 | (low_b & 0x3F)
    return chr(0x10000 + (high << 10 | low)).encode()
