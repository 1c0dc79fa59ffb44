"""Words for what the archive knows: dates with their doubt, counts, credits.

Rule: pure; sees records.
"""

from schemas.article import ArticleRecord

UNDATED = "no date"
DAY = 10
"""Characters of an ISO day."""


def date_words(record: ArticleRecord) -> str:
    """Return when an article was published, as far as that is known."""
    if record.published:
        return record.published[:DAY]
    if record.published_edtf:
        return record.published_edtf
    if record.published_earliest and record.published_latest:
        return f"{record.published_earliest[:DAY]}/{record.published_latest[:DAY]}"
    if record.published_earliest:
        return f"{record.published_earliest[:DAY]}/.."
    if record.published_latest:
        return f"../{record.published_latest[:DAY]}"
    return UNDATED


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number and its noun.

    >>> counted(1, "article"), counted(2_000, "article"), counted(3, "story", "stories")
    ('1 article', '2,000 articles', '3 stories')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def credit_of(record: ArticleRecord) -> str | None:
    """Return who wrote it, for whom: authors and agency."""
    credits_ = [*record.authors, *([record.agency] if record.agency else [])]
    return "; ".join(credits_) or None
