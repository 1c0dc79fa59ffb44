"""Tables of characters that folding, hashing and cleaning go by. Data only.

Rule: no logic beyond building the tables.
"""
# ruff: noqa: RUF001  letters that look like others are what these tables are about

IGNORABLE = (
    "\u00ad"  # soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"  # zero width, direction
    "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
    "\u3164\ufeff\uffa0"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""Characters that a reader does not see."""

QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u275d\u275e\u301d\u301e\u301f\uff02\u05f4"
APOSTROPHES = (
    "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u00b4\u0060\u02b9\u02bb\u02bc\u02bd\u02bf\u02be\u055a\u05f3\uff07"
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\u2e3a\u2e3b\ufe58\ufe63\uff0d"

LETTERS = {
    "ı": "i",
    "ə": "e",
    "ǝ": "e",
    "ё": "е",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ŋ": "n",
    # Arabic: forms of one letter, and the Persian letters that look like them
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ک": "ك",
    "ـ": "",
}
"""What neither `casefold` nor removing marks brings together."""

DIGITS = {chr(start + digit): str(digit) for start in (0x0660, 0x06F0, 0x0966) for digit in range(10)}
"""Arabic-Indic, Persian and Devanagari digits."""
