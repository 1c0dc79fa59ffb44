"""What the tables of withheld and purged articles are, in words.

Rule: data only.
"""

from archive.described import Table

LEAVING: dict[str, Table] = {
    "withheld": Table(
        "Withheld articles",
        "Articles that are here and shown to nobody. All their rows stand in `sealed`, none in any other table.",
        {
            "number": "The row number in `article` that is kept for it.",
            "public_id": "The article's name for good.",
            "accession": "Its accession number, kept for it.",
            "content_sha256": "SHA-256 over its address, texts, captures and the values that its card shows.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "Since when, UTC.",
        },
    ),
    "sealed": Table(
        "Sealed rows",
        "All rows of each withheld article, packed; they go back when it is released.",
        {
            "number": "As in `withheld`.",
            "sha256": "SHA-256 of the pack.",
            "pack": "Eight bytes: the length of the head; the head: JSON, compressed with zstd: rows by table, blobs "
            "as place and length; then the blobs.",
        },
    ),
    "aside": Table(
        "Rows set aside",
        "What names a withheld article together with others: a person's relations and statements on stories, details "
        "of the log. It goes back when none of them is withheld any more.",
        {
            "id": "Row number.",
            "kind": "`relation`, `story` or `event`.",
            "body": "The row: JSON, compressed with zstd.",
        },
    ),
    "aside_article": Table(
        "Articles of rows set aside",
        "Which articles a row set aside names.",
        {"aside_id": "The row.", "number": "The article, withheld or not."},
    ),
    "absent_key": Table(
        "Keys of absent articles",
        "What withheld and purged articles are recognised by when a page comes again: salted hashes only.",
        {
            "salt": "Random; made once in every archive.",
            "key": "SHA-256 over salt, kind and what it is known by: address, record id, received bytes, text at an "
            "address.",
            "number": "As in `withheld` or `purged`.",
        },
    ),
    "purged": Table(
        "Tombstones",
        "Articles that were taken out for good. Nothing of their content is kept.",
        {
            "number": "The row number in `article` that it had; it is not given again.",
            "public_id": "The name that it had.",
            "accession": "The accession number that it had; it is not given again.",
            "event_id": "The entry of the log that says so.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "When, UTC.",
        },
    ),
    "legal_hold": Table(
        "Legal holds",
        "Articles that must not be purged, withheld or not.",
        {
            "public_id": "The article.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "Since when, UTC.",
        },
    ),
}
