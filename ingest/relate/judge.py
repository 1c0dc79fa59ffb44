"""Decide how two articles are related, on both axes (docs/how-copies-are-told-apart.md).

First: does something say that the two are *not* one account (`signs`)? Another date in the same place, other figures in
most places, another subject. Then: how much wording is shared. The two together give wording and occasion; the table in
`kinds` gives the kind.

Rule: pure; sees two sides. No archive, no clock: the same two sides give the same answer anywhere.
"""

from dataclasses import replace

from ingest.relate.evidence import in_words, shared_words
from ingest.relate.kinds import kind_of
from ingest.relate.measures import Measures, Side, measure
from ingest.relate.signs import LATER, Sign, find_signs, is_doubtful, is_either
from schemas.relation import Judgement, OccasionAxis, TextAxis

METHOD = "text/1"
"""Name and version of the rules; raised whenever the same two sides may give another answer."""

COPIES = frozenset({TextAxis.SAME, TextAxis.NEAR, TextAxis.CONTAINS, TextAxis.PART_OF})
DOUBT = 0.5
COPY = 0.62
"""Share of the shorter text's runs that the other has: from here on the wording is a copy's."""
COPY_OF_FIGURES = 0.57
"""The same where `FIGURES` figures agree and none differs."""
FIGURES = 8
LONGER = 1.35
"""A text so many times as long as its copy contains it."""
COPY_ALIGNED = 0.85
"""A text of which so many words stand in the other, in order, is a copy, though a word in ten is another; then the
runs of three need be no more than `COPY_CHANGED`."""
COPY_CHANGED = 0.5
COPY_CHANGED_NAMES = 10
MENDED, MENDED_ALIGNED = 2, 0.97
"""Other figures, and the share of words that must stay: an update has more to say, a correction mends what was said."""
REWORK = 0.3
REWORK_ALIGNED = 0.35
NAMES_ALIKE = 0.45
FAINT = 0.15
"""Below `REWORK` and from here on a rework is told only where dates and names agree in many places."""
FAINT_LEAST = 0.08
"""What shares so little of the longer text is a passage of it, not the account."""
FAINT_KEPT = 20
FAINT_NAMES = 0.7
FAINT_STRANGE = 0.15
REWORK_SWAPPED = 0.25
FILLED_IN, BARE = 0.1, 5
"""What comes again later with more than this share of values exchanged, or fewer that agree, is a form filled in."""
OPENING = 0.4
"""Share of the opening's words that a retelling has in its opening."""
IN_ONE_PIECE = 0.6
"""Where more of what is shared stands in one piece, it is background or a quotation."""
FORMULA = 0.25
FORMULA_JACCARD = 0.1
STEADY = 3
FORMULA_ALIGNED = 0.5


def judge(a: Side, b: Side) -> Judgement:
    """Return what the two sides are to each other; with the sides changed about, the same answer changed about."""
    # Aligned from the other side two texts may come out otherwise in a word: one order for both questions.
    if (len(b.reading), b.reading.words) < (len(a.reading), a.reading.words):
        return _mirrored(_judge(b, a, is_mirrored=True))
    return _judge(a, b, is_mirrored=False)


def _judge(a: Side, b: Side, *, is_mirrored: bool) -> Judgement:
    found = measure(a, b)
    if are_strangers(found):
        return _strangers(found)
    signs = find_signs(found)
    leaves_open = is_either(found, signs)
    if leaves_open:
        signs = ()
    text, occasion = _axes(found, signs)
    text_sure, occasion_sure = _confidence(found, signs, text)
    doubts = not signs and text in COPIES and text is not TextAxis.SAME and (leaves_open or is_doubtful(found))
    if doubts:
        occasion, text_sure, occasion_sure = OccasionAxis.UNKNOWN, min(text_sure, DOUBT), DOUBT
    return Judgement(
        text=text,
        text_confidence=text_sure,
        occasion=occasion,
        occasion_confidence=occasion_sure,
        kind=None if doubts else kind_of(text, occasion),
        is_undecided=doubts,
        jaccard=found.overlap.jaccard,
        containment_ab=found.overlap.ab,
        containment_ba=found.overlap.ba,
        evidence=in_words(found, signs, is_mirrored=is_mirrored),
        method=METHOD,
    )


def _mirrored(told: Judgement) -> Judgement:
    other = {TextAxis.CONTAINS: TextAxis.PART_OF, TextAxis.PART_OF: TextAxis.CONTAINS}
    return replace(
        told,
        text=other.get(told.text, told.text),
        containment_ab=told.containment_ba,
        containment_ba=told.containment_ab,
    )


def are_strangers(found: Measures) -> bool:
    """Tell whether two texts share too little to be looked at more closely."""
    most = found.overlap.most
    return most < FAINT or (most < FORMULA and found.names_alike < FAINT_NAMES)


def _strangers(found: Measures) -> Judgement:
    return Judgement(
        text=TextAxis.LITTLE,
        text_confidence=0.9,
        occasion=OccasionAxis.UNKNOWN,
        occasion_confidence=0.0,
        kind=None,
        is_undecided=False,
        jaccard=found.overlap.jaccard,
        containment_ab=found.overlap.ab,
        containment_ba=found.overlap.ba,
        evidence=shared_words(found),
        method=METHOD,
    )


def _axes(found: Measures, signs: tuple[Sign, ...]) -> tuple[TextAxis, OccasionAxis]:
    if found.a.words == found.b.words:
        return TextAxis.SAME, OccasionAxis.SAME
    if signs:
        return _look_alike(found, signs)
    if _is_copy(found):
        return _copy_wording(found), _copy_occasion(found)
    return _rework(found)


def _is_copy(found: Measures) -> bool:
    agree = found.figures_kept >= FIGURES and not found.figures_swapped
    is_changed = found.aligned >= COPY_ALIGNED and found.names_kept >= COPY_CHANGED_NAMES
    needed = COPY_CHANGED if is_changed else COPY_OF_FIGURES if agree else COPY
    return found.overlap.most >= needed


def _copy_wording(found: Measures) -> TextAxis:
    if found.length_ratio < LONGER:
        return TextAxis.NEAR
    return TextAxis.CONTAINS if len(found.a) > len(found.b) else TextAxis.PART_OF


def _copy_occasion(found: Measures) -> OccasionAxis:
    is_mended = 0 < found.figures_swapped <= MENDED and found.aligned >= MENDED_ALIGNED
    if found.is_correction or (is_mended and found.length_ratio < LONGER):
        return OccasionAxis.CORRECTION
    return OccasionAxis.UPDATE if found.figures_swapped else OccasionAxis.SAME


def _look_alike(found: Measures, signs: tuple[Sign, ...]) -> tuple[TextAxis, OccasionAxis]:
    is_subject = any(sign.is_subject for sign in signs)
    occasion = OccasionAxis.OTHER_SUBJECT if is_subject else OccasionAxis.OTHER_INSTANCE
    is_form = found.overlap.jaccard >= FORMULA_JACCARD and found.aligned >= FORMULA_ALIGNED
    is_filled_in = found.steady_swaps >= STEADY and found.aligned >= REWORK_ALIGNED
    if found.overlap.most >= FORMULA and (is_form or is_filled_in):
        return TextAxis.FORMULA, occasion
    if not is_subject and _is_faint_rework(found):
        return TextAxis.REWORKED, occasion
    return TextAxis.LITTLE, occasion


def _rework(found: Measures) -> tuple[TextAxis, OccasionAxis]:
    is_later = found.days is not None and found.days > LATER
    is_form = found.strangeness > FILLED_IN or found.values_kept < BARE
    if is_later and is_form and found.aligned >= FORMULA_ALIGNED:
        return TextAxis.FORMULA, OccasionAxis.OTHER_INSTANCE
    if found.swapped_share > REWORK_SWAPPED or not _tells_the_same(found):
        return TextAxis.LITTLE, OccasionAxis.UNKNOWN
    if found.overlap.most >= REWORK and found.aligned >= REWORK_ALIGNED and found.names_alike >= NAMES_ALIKE:
        return TextAxis.REWORKED, _rework_occasion(found)
    if _is_faint_rework(found):
        return TextAxis.REWORKED, OccasionAxis.OTHER_INSTANCE if is_later else OccasionAxis.UNKNOWN
    return TextAxis.LITTLE, OccasionAxis.UNKNOWN


def _rework_occasion(found: Measures) -> OccasionAxis:
    if (found.days or 0) > LATER:
        return OccasionAxis.OTHER_INSTANCE
    return OccasionAxis.UPDATE if found.figures_swapped or (found.days or 0) > 1 else OccasionAxis.SAME


def _tells_the_same(found: Measures) -> bool:
    """Tell whether the account itself is shared, not its background or one quotation."""
    return found.leads_alike >= OPENING and found.longest_share <= IN_ONE_PIECE


def _is_faint_rework(found: Measures) -> bool:
    return (
        found.overlap.most >= FAINT
        and found.overlap.least >= FAINT_LEAST
        and found.values_kept >= FAINT_KEPT
        and found.strangeness <= FAINT_STRANGE
        and found.names_alike >= FAINT_NAMES
        and _tells_the_same(found)
    )


def _confidence(found: Measures, signs: tuple[Sign, ...], text: TextAxis) -> tuple[float, float]:
    if text is TextAxis.SAME:
        return 1.0, 1.0
    if signs:
        sure = 1 - 0.4 ** sum(sign.weight for sign in signs)
        return round(sure, 2), round(sure, 2)
    most = found.overlap.most
    sure = 0.6 + 0.38 * max(0.0, most - COPY) / (1 - COPY) if most >= COPY else 0.6
    return round(sure, 2), round(sure - 0.2 * found.swapped_share, 2)
