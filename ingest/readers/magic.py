"""First bytes of files that are no pages, and what to do with such a file. Data only."""

LATER = "This version reads web pages, text files and JSON Lines; take the pages out of it first."
NO_PAGE = "It is no page and no text."

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", LATER),
    (b"Rar!\x1a\x07", "a RAR file", LATER),
    (b"\xff\xd8\xff", "a JPEG picture", NO_PAGE),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", NO_PAGE),
    (b"GIF87a", "a GIF picture", NO_PAGE),
    (b"GIF89a", "a GIF picture", NO_PAGE),
    (b"RIFF", "a sound, film or WebP picture", NO_PAGE),
    (b"\x00\x00\x01\x00", "an icon", NO_PAGE),
    (b"II*\x00", "a TIFF picture", NO_PAGE),
    (b"MM\x00*", "a TIFF picture", NO_PAGE),
    (b"OggS", "a sound or film", NO_PAGE),
    (b"ID3", "a sound", NO_PAGE),
    (b"\x1aE\xdf\xa3", "a film", NO_PAGE),
    (b"wOFF", "a font", NO_PAGE),
    (b"wOF2", "a font", NO_PAGE),
    (b"SQLite format 3\x00", "an SQLite database", "This version does not read other databases."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as plain text first."),
    (b"{\\rtf", "an RTF document", "Save it as plain text first."),
    (b"\x7fELF", "a program", NO_PAGE),
    (b"MZ\x90\x00", "a program", NO_PAGE),
    (b"bplist00", "a property list or Safari web archive", LATER),
)  # fmt: skip
"""Beginning, what it is, what to do. `ustar`, MP4 and MHTML are told by other marks (`sniff`)."""

XML_ROOTS: dict[str, str] = {
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "opml": "a list of feeds (OPML)",
    "svg": "an SVG picture",
    "plist": "a property list",
    "newsml": "a NewsML 1 document",
}
"""Root elements, lower-case, of XML that is no page."""

COMPANION_SUFFIXES = frozenset(
    {
        ".avif", ".bmp", ".css", ".eot", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mjs", ".mp3", ".mp4",
        ".ogg", ".otf", ".png", ".svg", ".tif", ".tiff", ".ttf", ".wav", ".webm", ".webp", ".woff", ".woff2",
    }
)  # fmt: skip
"""Endings of the files that browsers save beside a page. Skipped unless the content is a page after all."""
