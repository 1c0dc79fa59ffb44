"""What things are: frozen records, closed lists of words, the error tree. Standard library only."""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from schemas.article import Article, ArticleRecord, Card, Extraction, Fact, display_title
    from schemas.codec import from_json, pack, to_json, unpack
    from schemas.document import Block, BlockKind, text_of
    from schemas.errors import ArchiveError, CuttingsError, ExportError, ReadError, UsageError
    from schemas.page import RawPage, Source
    from schemas.relation import OccasionAxis, Relation, RelationKind, TextAxis
    from schemas.report import IngestReport, Outcome, Reason, Rejection, Warn
    from schemas.signature import Signature
    from schemas.types import Accession, Address, Basis, CanonicalUrl, ContentHash, Precision, PublicId
    from schemas.view import Capture, Filters, Hit, Overview, SearchPage, Story

__all__ = [
    "Accession",
    "Address",
    "ArchiveError",
    "Article",
    "ArticleRecord",
    "Basis",
    "Block",
    "BlockKind",
    "CanonicalUrl",
    "Capture",
    "Card",
    "ContentHash",
    "CuttingsError",
    "ExportError",
    "Extraction",
    "Fact",
    "Filters",
    "Hit",
    "IngestReport",
    "OccasionAxis",
    "Outcome",
    "Overview",
    "Precision",
    "PublicId",
    "RawPage",
    "ReadError",
    "Reason",
    "Rejection",
    "Relation",
    "RelationKind",
    "SearchPage",
    "Signature",
    "Source",
    "Story",
    "TextAxis",
    "UsageError",
    "Warn",
    "display_title",
    "from_json",
    "pack",
    "text_of",
    "to_json",
    "unpack",
]

_PLACES = {
    "Accession": "schemas.types",
    "Address": "schemas.types",
    "ArchiveError": "schemas.errors",
    "Article": "schemas.article",
    "ArticleRecord": "schemas.article",
    "Basis": "schemas.types",
    "Block": "schemas.document",
    "BlockKind": "schemas.document",
    "CanonicalUrl": "schemas.types",
    "Capture": "schemas.view",
    "Card": "schemas.article",
    "ContentHash": "schemas.types",
    "CuttingsError": "schemas.errors",
    "ExportError": "schemas.errors",
    "Extraction": "schemas.article",
    "Fact": "schemas.article",
    "Filters": "schemas.view",
    "Hit": "schemas.view",
    "IngestReport": "schemas.report",
    "OccasionAxis": "schemas.relation",
    "Outcome": "schemas.report",
    "Overview": "schemas.view",
    "Precision": "schemas.types",
    "PublicId": "schemas.types",
    "RawPage": "schemas.page",
    "ReadError": "schemas.errors",
    "Reason": "schemas.report",
    "Rejection": "schemas.report",
    "Relation": "schemas.relation",
    "RelationKind": "schemas.relation",
    "SearchPage": "schemas.view",
    "Signature": "schemas.signature",
    "Source": "schemas.page",
    "Story": "schemas.view",
    "TextAxis": "schemas.relation",
    "UsageError": "schemas.errors",
    "Warn": "schemas.report",
    "display_title": "schemas.article",
    "from_json": "schemas.codec",
    "pack": "schemas.codec",
    "text_of": "schemas.document",
    "to_json": "schemas.codec",
    "unpack": "schemas.codec",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
