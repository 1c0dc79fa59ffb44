"""Datasette's own table pages, described: one source of texts for both Datasette lines.

Rule: knows the texts of `archive.descriptions` and how Datasette wants them; reads no articles.
"""

import re
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from archive.descriptions import TABLES
from exports.site.access import about_of, archives_of
from exports.site.closed import CLOSED
from exports.site.links import links_of
from ingest.normalise.urls import safe_url

HIDDEN = frozenset(
    {
        *("article_fts", "shingle", "shingle_settled", "furniture_host", "setting", "_sqlite_migrations"),
        *("story_text", "story_copy", "story_term", "stale_term", "stale_story"),
        *("column_block", "counted_ahead", "stale_block", "stale_outlet", "outlet_naming"),
        *CLOSED,
    }
)
"""Tables that are machinery. Datasette also hides every table whose name begins with one of these."""

SEARCHABLE = {"article": ("article_fts", "id")}
"""Tables with a full-text index, and the column that it counts by."""

LABELS = {"article": "headline", "person": "name", "tag": "name", "received": "sha256", "story": "label"}

_TEXTS = ("title", "description")
"""What Datasette 1.0 keeps of a table in its tables of metadata; the rest is configuration."""

_KEEP_OF_ARCHIVE = """INSERT INTO metadata_databases (database_name, key, value) VALUES (?, ?, ?)
    ON CONFLICT (database_name, key)
    DO UPDATE SET value = excluded.value WHERE coalesce(value, '') = ''"""
_KEEP_OF_TABLE = """INSERT INTO metadata_resources (database_name, resource_name, key, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (database_name, resource_name, key)
    DO UPDATE SET value = excluded.value WHERE coalesce(value, '') = ''"""
_KEEP_OF_COLUMN = """INSERT INTO metadata_columns (database_name, resource_name, column_name, key, value)
    VALUES (?, ?, ?, 'description', ?)
    ON CONFLICT (database_name, resource_name, column_name, key)
    DO UPDATE SET value = excluded.value WHERE coalesce(value, '') = ''"""

_URL_COLUMNS = frozenset({"url", "address", "canonical_url", "image"})
_PUBLIC_ID = re.compile(r"[a-z2-7]{16}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@cache
def tables_of() -> dict[str, dict[str, Any]]:
    """Return Datasette's metadata of each table: description, columns, full-text index, what is hidden.

    Made once: Datasette 0.65 asks several times a page.
    """
    described: dict[str, dict[str, Any]] = {}
    for name, description in TABLES.items():
        described[name] = {
            "title": description.title,
            "description": plain(description.text),
            "columns": {column: plain(text) for column, text in description.columns.items()},
        }
    for name, (index, key) in SEARCHABLE.items():
        described.setdefault(name, {}).update(fts_table=index, fts_pk=key)
    for name, label in LABELS.items():
        described.setdefault(name, {})["label_column"] = label
    for name in HIDDEN:
        described.setdefault(name, {})["hidden"] = True
    return described


def plain(text: str) -> str:
    """Return a description without its marks for code: Datasette shows them as they stand."""
    return text.replace("`", "")


def archive_words(datasette: Any, name: str) -> dict[str, str]:  # noqa: ANN401  Datasette ships no types
    """Return Datasette's metadata of an archive as a whole, from what its owner says of it."""
    about = about_of(datasette, name)
    words = {"title": about.title, "description": about.about, "license": about.licence, "about": about.contact}
    return {key: value for key, value in words.items() if value}


def metadata_of(datasette: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return metadata for every archive, in the form of Datasette 0.65 (which merges the owner's over it)."""
    return {
        "databases": {
            name: {**archive_words(datasette, name), "tables": _copied(tables_of())} for name in archives_of(datasette)
        }
    }


def _copied(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return `tables` for Datasette to write into: it merges the owner's metadata into what it is given."""
    return {
        name: {**values, "columns": dict(values["columns"])} if "columns" in values else dict(values)
        for name, values in tables.items()
    }


async def describe(datasette: Any) -> None:  # noqa: ANN401
    """Hand the same metadata to Datasette 1.0, which keeps texts in tables and settings in its configuration.

    What the owner configured stays as it is. The texts are written into those tables together: there are hundreds,
    and Datasette's own calls take a transaction for each (half a second, before the first page).
    """
    if not hasattr(datasette, "set_column_metadata"):
        return
    kept = datasette.get_internal_database()
    for name in archives_of(datasette):
        words = archive_words(datasette, name)
        words.pop("title", None)  # titles are asked for when they are shown: they may change
        await kept.execute_write_many(_KEEP_OF_ARCHIVE, [(name, *each) for each in words.items()])
        _configure(datasette, name)
        tables = tables_of().items()
        of_tables = [(name, table, key, each[key]) for table, each in tables for key in _TEXTS if key in each]
        await kept.execute_write_many(_KEEP_OF_TABLE, of_tables)
        of_columns = [(name, table, *each) for table, values in tables for each in values.get("columns", {}).items()]
        await kept.execute_write_many(_KEEP_OF_COLUMN, of_columns)


def _configure(datasette: Any, name: str) -> None:  # noqa: ANN401
    """Put the settings of an archive's tables under those that the owner configured."""
    tables = datasette.config.setdefault("databases", {}).setdefault(name, {}).setdefault("tables", {})
    for table, values in tables_of().items():
        settings = {key: value for key, value in values.items() if key not in {*_TEXTS, "columns"}}
        tables[table] = {**settings, **tables.get(table, {})}


def cell(value: object, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:  # noqa: ANN401
    """Render a cell that leads somewhere: ids to the reading page, hashes to the file, addresses outwards.

    Numbers of runs lead nowhere: the table is the owner's.
    """
    if column == "run_id" and table is not None and database in archives_of(datasette):
        return escape(value["value"] if isinstance(value, dict) else value)
    if not isinstance(value, str) or table is None or database not in archives_of(datasette):
        return None
    links = links_of(datasette, database)
    if column == "public_id" and table == "article" and _PUBLIC_ID.match(value):
        return _link(links.article(value), value)
    if column == "sha256" and table == "received" and _SHA256.match(value):
        return _link(links.received(value), value)
    if column in _URL_COLUMNS:
        safe = safe_url(value)
        return _link(safe, value, rel="noreferrer nofollow") if safe else escape(value)
    return None


def _link(href: str, text: str, *, rel: str | None = None) -> Markup:
    relation = Markup(' rel="{}"').format(rel) if rel else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(href, relation, text)
