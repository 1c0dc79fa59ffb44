"""Digests that a record states, against the bytes that are there.

Writers write them in base32 (as ISO 28500 shows them), hexadecimal or base64.

Rule: pure.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import Protocol

_ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_BASE32 = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567abcdefghijklmnopqrstuvwxyz0189",
    b"0123456789ABCDEFGHIJKLMNOPQRSTUV0123456789ABCDEFGHIJKLMNOP----",
)
"""Digits of base32 as `int` knows them."""
_SAYS_NOTHING = frozenset({"", "-"})


class Hash(Protocol):
    """What of `hashlib` is needed."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take in some bytes."""
        ...  # pragma: no cover  a protocol has no body

    def digest(self) -> bytes:
        """Return the digest of all."""
        ...  # pragma: no cover  a protocol has no body


class Checker:
    """Checks bytes, as they go by, against a stated digest. One that is missing, or of an unknown kind, holds."""

    def __init__(self, stated: str | None) -> None:
        """Take in `sha1:...`."""
        algorithm, _, value = (stated or "").partition(":")
        self._value = value.strip()
        name = algorithm if algorithm in _ALGORITHMS else algorithm.strip().lower().replace("-", "")
        is_known = name in _ALGORITHMS and self._value not in _SAYS_NOTHING
        self._hash: Hash | None = getattr(hashlib, name)(usedforsecurity=False) if is_known else None

    def update(self, piece: bytes | memoryview) -> None:
        """Take in the next bytes."""
        if self._hash is not None:
            self._hash.update(piece)

    def holds(self) -> bool:
        """Say whether the bytes that went by are those that the digest is of."""
        return self._hash is None or is_digest(self._value, self._hash.digest())


def holds(stated: str | None, parts: Iterable[bytes | memoryview]) -> bool:
    """Say whether a stated digest is that of `parts` in a row; where nothing can be checked: True."""
    if stated is None:
        return True
    checker = Checker(stated)
    for part in parts:
        checker.update(part)
    return checker.holds()


def is_digest(written: str, digest: bytes) -> bool:
    """Say whether `written` is `digest` in base32, hexadecimal or base64.

    >>> is_digest("2jmj7l5rSw0yVb/vlWAYkK/YBwk=", bytes.fromhex("da39a3ee5e6b4b0d3255bfef95601890afd80709"))
    True
    >>> is_digest("3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", bytes.fromhex("da39a3ee5e6b4b0d3255bfef95601890afd80709"))
    True
    """
    digits, bits = written.rstrip("="), len(digest) * 8
    try:
        if len(digits) * 4 == bits:
            return bytes.fromhex(digits) == digest
        if len(digits) == -(-bits // 5):  # base64.b32decode is several times slower
            number = int(digits.encode("ascii").translate(_BASE32), 32) if digits.isalnum() else -1
            return number >> (-bits % 5) == int.from_bytes(digest)
        return base64.urlsafe_b64decode(digits.replace("+", "-").replace("/", "_") + "==") == digest
    except (ValueError, binascii.Error):
        return False
