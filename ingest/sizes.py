"""Sizes that readers and those who bound them share.

Rule: imports nothing.
"""

MEBIBYTE = 1 << 20
"""Bytes."""
DEFAULT_MAX_BYTES = 256 * MEBIBYTE
"""Of an input, at the most, where nothing else was asked for."""
