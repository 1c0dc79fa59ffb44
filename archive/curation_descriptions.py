"""What the tables of the owner's own words are: outlets, spellings, notes, highlights, selections, checks.

Rule: data only.
"""

from archive.described import Table

_SAID = {
    "asserted_by": "The name that the person gave.",
    "because": "The reason that the person gave; may be empty.",
    "asserted_at": "When it was said, UTC.",
    "undone_at": "When it was taken back, UTC.",
}
_ANCHOR = {
    "exact": "Of a highlight: the words that are marked.",
    "prefix": "Of a highlight: up to 32 characters before them.",
    "suffix": "Of a highlight: up to 32 characters behind them.",
    "start_at": "Of a highlight: where they began, in characters, in the text that it was made in.",
    "end_at": "Of a highlight: where they ended.",
    "text_sha256": "Of a highlight: SHA-256 of the text that it was made in.",
}

CURATION: dict[str, Table] = {
    "outlet_statement": Table(
        "What the owner said of outlets",
        "Names given to outlets in place of those that pages give, in the order in which it was said; only the owner "
        "sees them.",
        {
            "id": "Row number, in the order in which it was said.",
            "called": "The name until then.",
            "name": "The name from then on.",
            **_SAID,
        },
    ),
    "stale_outlet": Table(
        "Outlets that wait",
        "Names whose articles are yet to be gone through after a renaming. Empty after one that was not cut off.",
        {"name": "As in `article.outlet`."},
    ),
    "outlet_naming": Table(
        "Names given to outlets",
        "Which names of outlets are the owner's, of articles that are shown: made from `outlet_statement`.",
        {
            "called": "As in `article.outlet_called`.",
            "name": "As in `article.outlet`.",
            **{name: text for name, text in _SAID.items() if name != "undone_at"},
        },
    ),
    "place_spelling": Table(
        "Spellings of places",
        "What the owner said of the spellings of places, over the built-in table. A spelling says nothing about whose "
        "a place is.",
        {
            "id": "Row number, in the order in which it was said.",
            "place": "What the place is called in lists.",
            "place_words": "The same as it is looked up: folded words.",
            "spelling": "The spelling.",
            "words": "The same as it is looked up.",
            "is_gone": "1: the place is not spelt so.",
            **_SAID,
        },
    ),
    "annotation": Table(
        "Notes and highlights, the owner's",
        "Everything that was written on articles, private or not, and what it was before; only the owner sees it.",
        {
            "id": "Row number, in the order in which it was said: of a name the latest one stands.",
            "article_id": "The article.",
            "name": "Name of the note (`n-`) or highlight (`h-`), for good.",
            "kind": "`note` or `highlight`.",
            "body": "What it says; of a highlight it may be empty.",
            **_ANCHOR,
            "is_private": "1: only the owner sees it.",
            "is_gone": "1: it was removed.",
            **_SAID,
        },
    ),
    "shown_annotation": Table(
        "Notes and highlights",
        "Those that are not private, as they stand: kept by triggers on `annotation`.",
        {
            "id": "As in `annotation`.",
            "article_id": "The article.",
            "name": "As in `annotation`.",
            "kind": "`note` or `highlight`.",
            "body": "What it says.",
            **_ANCHOR,
            "asserted_by": _SAID["asserted_by"],
            "asserted_at": _SAID["asserted_at"],
        },
    ),
    "checked": Table(
        "Checks",
        "That a person checked a fact against its evidence and found it right. Void when the value is another.",
        {
            "id": "Row number, in the order in which it was said.",
            "article_id": "The article.",
            "field": "The fact's field.",
            "value": "What was found right; several are joined by `; `.",
            "rests_on": "What it rested on then: JSON list of basis, rule, place and words.",
            **_SAID,
        },
    ),
    "selection_statement": Table(
        "Selections, the owner's",
        "What was said of selections and of the articles in them, private or not; only the owner sees it.",
        {
            "id": "Row number, in the order in which it was said: of a selection, and of an article in it, the latest "
            "that was not taken back stands.",
            "selection": "The selection's name, for good.",
            "article_id": "The article; empty: it is said of the selection itself.",
            "step": "What was said in one go has one step.",
            "title": "Of a selection: its title.",
            "position": "Of an article: its place; the smallest comes first.",
            "note": "The owner's words on the selection, or on the article in it.",
            "is_private": "Of a selection: 1: only the owner sees it.",
            "is_gone": "1: the selection was removed, or the article taken out of it.",
            **_SAID,
        },
    ),
    "shown_selection": Table(
        "Selections",
        "Selections that are not private, as they stand: kept by triggers on `selection_statement`.",
        {
            "name": "The selection's name, for good.",
            "title": "Its title.",
            "note": "The owner's words on it.",
            "asserted_by": _SAID["asserted_by"],
            "asserted_at": _SAID["asserted_at"],
        },
    ),
    "shown_selection_article": Table(
        "Articles of selections",
        "Articles of selections that are not private: kept by triggers on `selection_statement`.",
        {
            "selection": "The selection.",
            "article_id": "The article.",
            "position": "Its place; the smallest comes first.",
            "note": "The owner's words on it.",
            "asserted_by": _SAID["asserted_by"],
            "asserted_at": _SAID["asserted_at"],
        },
    ),
}
