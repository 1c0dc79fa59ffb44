"""Questions to a search page that nobody would think of, in any number: the same for the same seed."""

import random
import string
from collections.abc import Callable, Sequence
from urllib.parse import quote, quote_from_bytes

WORDS = ("bridge", "harbour", "Quellmoor", "мост", "青石镇", "وادي", "körpü", "fire", "3rd", "2021", "Velmark", "the")
TOKENS = (
    *("OR", "AND", "NOT", "NEAR", "NEAR(", '"', '""', "'", "*", "^", "-", "--", "+", "(", ")", "{", "}", ":", ",", "."),
    *("headline:", "outlet:", "author:", "title:", "byline:", "rowid:", "-headline:", '-"', "a*", "*a", "\x00"),
    *("\\", "%", "_", ";", "=", "<", ">", "?1", ":x", "@x", "$x", "?", "#", "&", "|", "~", "`", "/"),
    *("\u200b", "\u0301", "\ud800"),
)  # fmt: skip
PLANES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x6FF),
    (0x900, 0xDFF),
    (0x1100, 0x11FF),
    (0x2000, 0x206F),
)
PLANES += (
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xD800, 0xDFFF),
    (0xF900, 0xFFFF),
    (0x10000, 0x10FFFF),
)
PLANES += ((0, 0x1F),)

NAMES = (
    *(
        "q",
        "outlet",
        "language",
        "agency",
        "author",
        "story",
        "tag",
        "basis",
        "copies",
        "without",
        "from",
        "to",
        "sort",
    ),
    *("group", "after", "page", "at", "text", "x", "_format", "_search", "Q", "q[]", "q.x", ""),
)
VALUES = (
    *("2021", "2021-03", "2021-02-30", "0000", "9999-12-31", "-1", "0", "1", "2", "99999999", "1e9", "newest"),
    *("oldest", "relevance", "json", "no", "yes", "en", "ar", "xx", "A-0001", "A-9999", "s-ferry-0", "f-x", "null"),
)  # fmt: skip

Chance = random.Random


def soup_of_characters(chance: Chance) -> str:
    """Return characters of a few corners of Unicode, halves of pairs among them."""
    planes = chance.sample(PLANES, chance.randint(1, 4))
    return "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(chance.randint(1, 40)))


def soup_of_signs(chance: Chance) -> str:
    """Return signs of query languages and words, in any order."""
    gaps = ("", " ", " ", "  ", "\t")
    return "".join(chance.choice((*TOKENS, *WORDS)) + chance.choice(gaps) for _ in range(chance.randint(1, 14)))


def almost_a_query(chance: Chance) -> str:
    """Return a query that means something, with a few characters lost, doubled, moved or foreign."""
    terms = [
        chance.choice(("", "-", "headline:", "OR ", "")) + chance.choice(WORDS) for _ in range(chance.randint(1, 6))
    ]
    said = list(" ".join(f'"{term}"' if chance.random() < 0.2 else term for term in terms))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(said) + 1)
        said[at : at + chance.randint(0, 2)] = chance.choice((*string.punctuation, "", "\u0301", "é", "\x00"))
    return "".join(said)


def something_long(chance: Chance) -> str:
    """Return a lot of something short."""
    return (soup_of_signs(chance) or "x")[: chance.randint(1, 12)] * chance.randint(50, 400)


def typed(chance: Chance) -> str:
    """Return what is written into an address for some text: percent signs, or not, or wrong ones."""
    made = chance.choice((soup_of_characters, soup_of_signs, soup_of_signs, almost_a_query, almost_a_query))
    text = something_long(chance) if chance.random() < 0.02 else made(chance)
    return quote(text, safe="", errors=chance.choice(("surrogatepass", "replace")))


def bytes_of_no_text(chance: Chance) -> str:
    """Return bytes that are no UTF-8."""
    return quote_from_bytes(chance.randbytes(chance.randint(1, 30)), safe="")


def broken_escapes(chance: Chance) -> str:
    """Return escapes that are none."""
    return "".join(
        chance.choice(("%", "%z", "%4", "%00", "%u0041", "+", "%2", "a", "%C3", "%ED%A0%80")) for _ in range(9)
    )


def parameters(chance: Chance) -> str:
    """Return several parameters, known and unknown, some of them twice."""
    said = (
        typed,
        bytes_of_no_text,
        broken_escapes,
        lambda _: quote(chance.choice(VALUES)),
        lambda _: chance.choice(VALUES),
    )
    return "&".join(f"{chance.choice(NAMES)}={chance.choice(said)(chance)}" for _ in range(chance.randint(1, 6)))


KINDS: Sequence[Callable[[Chance], str]] = (
    lambda chance: f"q={typed(chance)}",
    lambda chance: f"q={typed(chance)}",
    lambda chance: f"q={bytes_of_no_text(chance)}",
    lambda chance: f"q={broken_escapes(chance)}",
    parameters,
    lambda chance: f"q={typed(chance)}&{parameters(chance)}",
    lambda chance: (
        chance.choice(("&", "=", "q", "q=&q=", "&&&", ";", "?", "%", "=q", "q==a", "a&b&c=")) + typed(chance)
    ),
)


def question(number: int, *, seed: int = 0) -> str:
    """Return the question of a number, as it stands behind the question mark of an address."""
    chance = Chance(f"{seed} {number}")
    return chance.choice(KINDS)(chance)
