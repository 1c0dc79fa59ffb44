"""Records of articles with any letters in every field, for properties that must hold of all of them."""

from hypothesis import strategies as st

from schemas.article import ArticleRecord
from schemas.codec import hints_of
from schemas.types import Accession, Address, CanonicalUrl, ContentHash, PublicId

for _type in (PublicId, ContentHash, Accession, Address, CanonicalUrl):
    st.register_type_strategy(_type, st.text(min_size=1, max_size=8))

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
RECORDS = st.builds(
    ArticleRecord,
    **{
        field: TEXT if hint is str else st.tuples(TEXT, TEXT) if hint == tuple[str, ...] else st.from_type(hint)
        for field, hint in hints_of(ArticleRecord).items()
    },
)
