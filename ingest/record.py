"""The public record of an article fresh from the pipeline; the archive makes the same record from its rows.

Rule: pure.
"""

from ingest.normalise.address import public_id
from schemas.article import Article, ArticleRecord
from schemas.types import Accession


def record_of(article: Article, accession: Accession | None = None) -> ArticleRecord:
    """Return what `cuttings extract` prints for `article`; `accession` is None outside an archive."""
    card = article.card
    return ArticleRecord(
        id=public_id(article.address, article.text_sha256),
        accession=accession,
        record_id=article.record_id,
        source=str(article.source),
        url=article.url,
        address=article.address,
        outlet=card.outlet,
        agency=card.agency,
        authors=card.authors,
        headline=card.headline,
        headline_raw=card.headline_raw,
        standfirst=card.standfirst,
        dateline_place=card.dateline_place,
        dateline_place_raw=card.dateline_place_raw,
        published=card.published,
        published_edtf=card.published_edtf,
        published_earliest=card.published_earliest,
        published_latest=card.published_latest,
        published_precision=card.published_precision,
        published_basis=card.published_basis,
        published_evidence=card.published_evidence,
        modified=card.modified,
        captured=article.captured,
        captured_basis=article.captured_basis,
        captured_hint=card.captured_hint,
        section=card.section,
        language=card.language,
        tags=card.tags,
        image=card.image,
        text=article.text,
        word_count=article.word_count,
        text_sha256=article.text_sha256,
        received_sha256=article.received_sha256,
        extractor=article.extractor,
        warnings=article.warnings,
    )
