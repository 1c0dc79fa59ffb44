"""No card that an archive can hold breaks a dossier."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.dossier import DossierRequest
from exports.dossier.build import frame_of
from exports.dossier.model import DossierView, Entry, Makers, in_order
from exports.dossier.render import Renderer, Standing
from exports.dossier.sections import build_sections
from ingest.record import record_of
from schemas.article import Article
from schemas.types import BASES, Accession

Make = Callable[..., Article]

_WORDS = st.none() | st.text(max_size=40)


_DATES = st.none() | st.sampled_from(
    ["2022", "2022-09", "2022-09-31", "?2020-11-25", "2023-12-01~", "XXXX-11-25", "--11-25", "2021/2023", "../2022",
     "2022-11-25T10:00:00+04:00", "0001-01-01", "9999-12-31T23:59:59-14:00", "soon", ""]
)  # fmt: skip


_CARD = st.fixed_dictionaries(
    {
        **dict.fromkeys(("headline", "standfirst", "outlet", "agency", "section", "language", "url"), _WORDS),
        **dict.fromkeys(("published", "published_edtf", "published_earliest", "published_latest"), _DATES),
        **dict.fromkeys(("modified", "captured", "captured_hint", "published_evidence"), _DATES),
        "published_basis": st.sampled_from([*BASES, None]),
        "text": st.text(max_size=80),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cards=st.lists(_CARD, min_size=1, max_size=4))
def test_no_card_breaks_a_dossier(make_article: Make, cards: list[dict[str, Any]]) -> None:
    """Whatever stands on the cards, every section can be made, and links lead somewhere."""
    entries = []
    for number, card in enumerate(cards, start=1):
        record = replace(record_of(make_article(), Accession(f"A-{number:04}")), **card)
        entries.append(Entry(record=record, facts=(), blocks=(), captures=(), ties=(), intact="not held"))
    makers = Makers(cuttings="0", weasyprint="0")
    view = DossierView(entries=in_order(entries, "date"), archive_articles=9, digest="0" * 64, makers=makers)
    sections = build_sections(view, DossierRequest())
    standing = Standing(sections=tuple(section.key for section in sections), is_whole=True)
    html = Renderer(frame_of(view, DossierRequest())).document(sections, standing)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))
