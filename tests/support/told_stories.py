"""Articles of a story, and what ties them, made from a few fields."""

from typing import Any

from schemas.relation import RelationKind
from schemas.telling import Member, Tie
from schemas.types import PublicId


def member(name: str, start: str | None = None, end: str | None = None, **changes: Any) -> Member:  # noqa: ANN401
    """Return an article that appeared on a day, or between two."""
    given: dict[str, Any] = {
        "accession": f"A-{name}",
        "title": f"Headline {name}",
        "has_headline": True,
        "outlet": f"Outlet {name}",
        "agency": None,
        "language": "en",
        "published": start if end is None else None,
        "published_edtf": None,
        "published_earliest": start[:10] if start else None,
        "published_latest": (end or start or "")[:10] or None,
        "published_basis": "structured",
        "published_evidence": None,
        "word_count": 100,
        "text": f"text {name}",
    }
    return Member(id=PublicId(name), **{**given, **changes})


def tie(a: str, b: str, kind: RelationKind, ab: float = 1.0, ba: float = 1.0) -> Tie:
    """Return what ties two articles."""
    return Tie(a=PublicId(a), b=PublicId(b), kind=kind, containment_ab=ab, containment_ba=ba)
