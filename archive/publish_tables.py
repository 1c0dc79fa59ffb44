"""What of each table goes into a reader's copy. A table that is not named here goes in empty: private by default.

Rule: SQL as text; runs none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.about import PREFIX
from archive.absent import OWNERS_TABLES
from archive.published import ABSENT


@dataclass(frozen=True, slots=True)
class Taken:
    """Which rows of a table go in, and what stands in some columns instead."""

    where: str = "1"
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the owner wants readers to have."""

    with_received: bool = False
    with_paths: bool = True
    """Relative ones: there are no others in an archive."""
    with_names: bool = True
    """Names of those who corrected facts, and stated relations and stories."""


RUN = 1
"""The one run of a copy: that which made it. Those of the archive tell how much came in when."""

SHADOWS = ("article_fts_data", "article_fts_idx", "article_fts_docsize", "article_fts_config")
"""What the full-text index consists of."""

LEFT_EMPTY = OWNERS_TABLES | {
    *("run", "file_read", "file_result"),
    *("shingle", "shingle_settled", "furniture_host", "stale_host"),
    *("story_text", "story_copy", "story_term", "stale_term", "stale_story", "stale_block", "stale_outlet"),
}
"""What is the owner's, and what only serves to take in more."""

MADE_ANEW = frozenset({"column_block", "counted_ahead"})
"""What is made from the other tables of the copy itself."""

_STANDS = "undone_at IS NULL"
_NO_NAME = {"asserted_by": "NULL"}
_BY_HASH = "'sha256:' || (SELECT v.sha256 FROM source.capture r JOIN source.received v ON v.id = r.received_id"
_WEB_ONLY = "CASE WHEN url LIKE 'http://%' OR url LIKE 'https://%' THEN url END"


def taken(wish: Wish) -> dict[str, Taken]:
    """Return what is taken of each table. SQL reads `source`, where nothing else is said."""
    run = {"run_id": str(RUN)}
    said = {} if wish.with_names else _NO_NAME
    whole = ("card", "text", "extraction", "person", "byline", "tag", "tagging", "sampled", "furniture")
    groups = ("family", "family_member", "story", "story_member")
    return {
        **{table: Taken() for table in (*whole, *groups, *SHADOWS)},
        "article": Taken(instead={**run, "cleaned": "NULL"}),
        "received": Taken() if wish.with_received else Taken(instead={"codec": f"'{ABSENT}'", "body": "x''"}),
        "capture": Taken(instead={**run, "url": _WEB_ONLY}),
        "locator": Taken() if wish.with_paths else _locators_by_hash(),
        "rejection": Taken(instead=run) if wish.with_paths else _rejections_by_hash(run),
        "fact": Taken(_STANDS, said),
        "relation": Taken(_STANDS, said),
        "story_statement": Taken(_STANDS, said),
        "story_statement_article": Taken(
            f"statement_id IN (SELECT id FROM source.story_statement WHERE {_STANDS})"  # noqa: S608  a constant
        ),
        **{table: Taken(_STANDS, said) for table in ("place_spelling", "checked")},
        **{table: Taken(instead=said) for table in ("outlet_naming", "shown_annotation", "shown_selection")},
        "shown_selection_article": Taken(instead=said),
        "setting": Taken(f"name IN ('fulltext', 'relations', 'stories') OR name GLOB '{PREFIX}*'"),
    }


def _locators_by_hash() -> Taken:
    """Have each capture met under the hash of its bytes, in place of a path."""
    return Taken(
        "id IN (SELECT min(id) FROM source.locator GROUP BY capture_id)",
        {"locator": f"{_BY_HASH} WHERE r.id = capture_id)"},
    )


def _rejections_by_hash(run: Mapping[str, str]) -> Taken:
    """Have each rejected input named by the hash of its bytes, or by a number; what was said of it may name it, too."""
    name = "ifnull('sha256:' || received_sha256, 'input ' || id)"
    return Taken(
        "id IN (SELECT min(id) FROM source.rejection GROUP BY ifnull(received_sha256, id))",
        {**run, "source": name, "detail": "''"},
    )
