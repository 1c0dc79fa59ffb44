"""Words that inference goes by, by language. Data only, folded in place (no case, no diacritics).

Where a language has no entry, nothing is inferred from its texts.
"""
# ruff: noqa: E501  words in many scripts; a line a language

NUMBER_WORDS: dict[str, dict[str, int]] = {
    "en": {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a": 1, "exactly one": 1},
    "ru": {"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "двадцать": 20},
    "az": {"bir": 1, "iki": 2, "uc": 3, "dord": 4, "bes": 5, "alti": 6, "yeddi": 7, "səkkiz": 8, "doqquz": 9, "on": 10},
    "tr": {"bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9, "on": 10},
    "de": {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10},
    "fr": {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10},
    "es": {"un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10},
}  # fmt: skip
"""Numbers as words."""

ORDINAL_WORDS: dict[str, dict[str, int]] = {
    "en": {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fiftieth": 50},
}  # fmt: skip
"""Ordinal numbers as words."""

ELAPSED: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:(?:more than|over|exactly|just over) )?(?P<n>{number}) years? ago",
        r"(?P<n>{number}) years? have (?:now )?passed since",
        r"(?P<n>{number}) years? (?:after|since) (?:the|that|its|their)",
    ),
    "ru": (r"(?:(?:более|больше|ровно) )?(?P<n>{number}) (?:лет|года|год)(?: тому)? назад",),
    "az": (r"(?:duz )?(?P<n>{number}) il (?:əvvəl|oncə|bundan əvvəl)",),
    "tr": (r"(?:tam )?(?P<n>{number}) yil once",),
    "de": (r"vor (?:(?:mehr als|uber|genau) )?(?P<n>{number}) jahren",),
    "fr": (r"il y a (?:(?:plus de|exactement) )?(?P<n>{number}) ans",),
    "es": (r"hace (?:(?:mas de|exactamente) )?(?P<n>{number}) anos",),
}
"""How a text says that so many years have gone by. `{number}` stands for figures or words. "Nearly", "about" say no year."""

VAGUE: dict[str, tuple[str, ...]] = {
    "en": (
        "nearly",
        "almost",
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "at least",
        "up to",
        "less than",
        "fewer than",
        "only",
        "or",
        "to",
    ),
    "ru": ("почти", "около", "примерно", "чуть", "менее", "порядка", "или"),
    "az": ("təqribən", "təxminən", "az qala", "yaxin"),
    "tr": ("yaklasik", "neredeyse", "asagi"),
    "de": ("fast", "etwa", "rund", "knapp", "circa", "ungefahr", "beinahe"),
    "fr": ("pres de", "environ", "presque", "quelque"),
    "es": ("casi", "unos", "cerca de", "alrededor de", "aproximadamente"),
}
"""Words before a number that make it no measure."""

FUTURE: dict[str, tuple[str, ...]] = {
    "en": ("will", "shall", "won't", "would", "'ll", "plans", "plan", "planned", "planning", "scheduled", "due", "expected", "expects", "upcoming", "forthcoming", "deadline", "until", "expire", "expires", "starts", "begins", "opens", "closes", "ends", "close", "open", "start", "begin", "end", "run", "runs", "valid", "next", "by", "going to", "set to", "slated", "register", "tickets", "ahead of", "eve of", "projected", "forecast", "could", "might", "if", "aims", "target", "targets", "pledged", "pledges", "promises", "promised", "intends", "hopes", "takes place", "is to", "are to", "no later than", "from now"),
    "ru": ("будет", "будут", "планируется", "планируют", "планирует", "намечено", "намечен", "запланирован", "запланировано", "ожидается", "предстоит", "состоится", "состоятся", "пройдет", "начнется", "до", "к", "срок", "истекает", "если", "может", "могут", "откроется", "накануне", "намерен"),
    "az": ("olacaq", "kecirilecek", "keciriləcək", "nəzərdə", "planlasdirilir", "gozlənilir", "qədər", "kimi", "baslayacaq", "acilacaq", "bitəcək"),
    "tr": ("olacak", "yapilacak", "planlaniyor", "planlanan", "bekleniyor", "kadar", "baslayacak", "acilacak", "duzenlenecek", "son tarih"),
    "uk": ("буде", "будуть", "планується", "заплановано", "очікується", "відбудеться", "до", "почнеться", "термін", "якщо"),
    "de": ("wird", "werden", "soll", "sollen", "geplant", "voraussichtlich", "erwartet", "bis", "beginnt", "findet", "startet", "kommenden", "nachsten", "frist", "wenn", "konnte"),
    "fr": ("sera", "seront", "aura", "auront", "prevu", "prevue", "prevus", "devrait", "devra", "jusqu'au", "jusqu", "d'ici", "prochain", "prochaine", "debute", "debutera", "commence", "echeance", "avant", "si", "pourrait"),
    "es": ("sera", "seran", "tendra", "tendran", "previsto", "prevista", "hasta", "proximo", "proxima", "comienza", "comenzara", "empezara", "plazo", "antes", "si", "podria", "se espera", "planea"),
    "it": ("sara", "saranno", "previsto", "prevista", "entro", "fino", "prossimo", "prossima", "inizia", "iniziera", "scadenza", "potrebbe"),
    "pt": ("sera", "serao", "previsto", "prevista", "ate", "proximo", "proxima", "comeca", "comecara", "prazo", "podera"),
    "pl": ("bedzie", "beda", "planowany", "planowane", "do", "oczekuje", "odbedzie", "rozpocznie", "termin", "przed"),
}  # fmt: skip
"""Words of what has not happened yet: a date in a sentence with one of them says nothing about the day of writing.

The endings of the future and the forms of the past are in `infer_tenses.toml`."""

MARKS: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:marks?|marked|marking|celebrates?|celebrated|commemorates?|commemorated|observes?|observed|honou?rs?|honou?red|remembers?|remembered) (?:\w+ ){{0,4}}?(?P<n>{ordinal}) anniversary (?:of|since) (?P<event>[^.;:!?\n]{{3,120}})",
        r"on (?:the |its |their )?(?P<n>{ordinal}) anniversary of (?P<event>[^.;:!?\n]{{3,120}})",
        r"today (?:marks|is|makes) (?:exactly )?(?P<n>{number}) years? (?:since|after|from) (?P<event>[^.;:!?\n]{{3,120}})",
        r"(?P<n>{number}) years? ago today,? (?P<event>[^.;:!?\n]{{3,120}})",
    ),
}
"""How a headline or a lead says that an anniversary is now."""

NOT_NOW: dict[str, tuple[str, ...]] = {
    "en": ("ahead of", "will mark", "to mark", "to celebrate", "to commemorate", "will celebrate", "will commemorate", "will be marked", "on the eve", "eve of", "upcoming", "prepares", "preparing", "prepare", "before the", "days before", "weeks before", "approaches", "approaching", "nears", "nearing", "next month", "next week", "next year", "tomorrow", "plans to", "later this", "set to", "in the run-up", "run-up to", "would mark", "due to mark", "for the upcoming", "last year", "a year after marking", "had marked", "months after", "weeks after", "days after", "looking forward", "not mark", "missed", "cancelled", "canceled", "postponed"),
}  # fmt: skip
"""Words in headline or lead that say that the anniversary is not now."""

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "from",
            "and",
            "for",
            "with",
            "in",
            "on",
            "at",
            "by",
            "to",
            "a",
            "an",
            "its",
            "their",
            "his",
            "her",
            "this",
            "that",
            "which",
            "was",
            "were",
            "is",
            "are",
            "be",
            "been",
            "has",
            "have",
            "had",
            "reports",
            "report",
            "region",
            "district",
            "city",
            "town",
            "village",
            "azerbaijani",
        ]
    ),
}
"""Words of an event's name that tell nothing."""
