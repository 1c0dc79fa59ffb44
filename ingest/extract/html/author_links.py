"""Which links lead to the page of an author, by their address.

Rule: pure; addresses are read as words, never followed.
"""

import re

STEPS = frozenset(
    {
        "author",
        "authors",
        "autor",
        "autoren",
        "autores",
        "autorin",
        "auteur",
        "auteurs",
        "autore",
        "staff",
        "profile",
        "profiles",
        "people",
        "person",
        "by",
        "contributor",
        "contributors",
        "journalist",
        "journalists",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "columnist",
        "columnists",
        "redakteur",
        "redakteure",
        "yazar",
        "yazarlar",
        "penulis",
        "avtor",
    }
)
"""What a step of such an address is called."""
_ADDRESS = re.compile(rf"/(?:{'|'.join(sorted(STEPS))})[/=]|[?&]author=", re.IGNORECASE)


def leads_to_author(address: str) -> bool:
    """Tell whether an address is that of an author's page.

    >>> leads_to_author("/news/Authors/ada-holm"), leads_to_author("/news/2031/by-the-harbour")
    (True, False)
    """
    if "=" not in address and STEPS.isdisjoint(address.casefold().split("/")):
        return False  # as nearly all are, at a fraction of the cost of the search
    return _ADDRESS.search(address) is not None
