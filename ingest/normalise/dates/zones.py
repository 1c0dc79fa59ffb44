"""Time zone names that mean one offset. Data only.

Names that mean several zones (BST, CST, IST, AST, ...) are left out on purpose: their time is kept without an offset.
"""

OFFSETS: dict[str, str] = {
    "z": "+00:00",
    "utc": "+00:00",
    "gmt": "+00:00",
    "ut": "+00:00",
    "wet": "+00:00",
    "west": "+01:00",
    "cet": "+01:00",
    "mez": "+01:00",
    "cest": "+02:00",
    "mesz": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "мск": "+03:00",
    "trt": "+03:00",
    "tsi": "+03:00",
    "azt": "+04:00",
    "get": "+04:00",
    "samt": "+04:00",
    "irst": "+03:30",
    "irdt": "+04:30",
    "pkt": "+05:00",
    "uzt": "+05:00",
    "npt": "+05:45",
    "wib": "+07:00",
    "hkt": "+08:00",
    "sgt": "+08:00",
    "jst": "+09:00",
    "kst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
    "acst": "+09:30",
    "awst": "+08:00",
    "nzst": "+12:00",
    "nzdt": "+13:00",
    "est": "-05:00",
    "edt": "-04:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "akst": "-09:00",
    "akdt": "-08:00",
    "hst": "-10:00",
    "eat": "+03:00",
    "cat": "+02:00",
    "sast": "+02:00",
}

AMBIGUOUS: frozenset[str] = frozenset(
    {"bst", "cst", "ist", "ast", "et", "ct", "pt", "mt", "gst", "wst", "amt", "eastern", "pacific"}
)
"""Zone names that are recognised as such (their words belong to the date) and say no offset."""
