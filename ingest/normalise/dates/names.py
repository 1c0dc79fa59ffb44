"""Which languages we read dates in, and words that CLDR lacks. Data only."""
# ruff: noqa: RUF001, E501, B033  words in many scripts; a line a language

LANGUAGES: tuple[str, ...] = (
    "en", "az", "ru", "tr", "hy", "ka", "fa", "ar", "uk", "fr", "de", "es", "it", "pt", "pl", "el", "nl", "sv", "nb", "da", "fi",
    "cs", "sk", "ro", "bg", "sr", "hu", "he", "kk", "uz", "id", "be", "et", "lt", "lv", "sl", "hr", "ca", "sq", "mk", "hi", "is", "gl", "ky", "bs", "af", "lb", "ur", "bn", "mr", "ta", "te", "gu", "kn", "ml",
)  # fmt: skip
"""Languages whose month words are known. Chinese, Japanese and Korean dates are read by their own signs."""

INFLECTING: frozenset[str] = frozenset(
    {
        "az",
        "ru",
        "tr",
        "hy",
        "ka",
        "uk",
        "pl",
        "el",
        "fi",
        "cs",
        "sk",
        "bg",
        "sr",
        "hu",
        "kk",
        "uz",
        "be",
        "et",
        "lt",
        "lv",
        "sl",
        "hr",
        "mk",
    }
)
"""Languages that put endings on month names (`noyabrın`, `Kasım'da`, `ноябрём`)."""

DIALECT_LOCALES: dict[str, tuple[str, ...]] = {
    "ar": ("ar_LB", "ar_IQ", "ar_DZ", "ar_MA", "ar_TN", "ar_SA"),
    "sr": ("sr_Latn",),
    "uz": ("uz_Cyrl",),
    "de": ("de_AT",),
    "az": ("az_Cyrl",),
}
"""Other CLDR locales of the same language whose names count too."""

EXTRA_MONTHS: dict[str, dict[str, int]] = {
    "en": {"sept": 9, "febr": 2, "jany": 1},
    "ru": {"янв": 1, "фев": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9, "окт": 10, "ноя": 11, "нояб": 11, "дек": 12},
    "de": {"jän": 1, "jänner": 1, "feber": 2, "mrz": 3, "sept": 9, "okt": 10, "dez": 12, "maerz": 3},
    "fr": {"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
    "es": {"ene": 1, "abr": 4, "ago": 8, "set": 9, "setiembre": 9, "sept": 9, "dic": 12},
    "it": {"genn": 1, "febbr": 2, "sett": 9, "ott": 10, "dic": 12},
    "pt": {"fev": 2, "abr": 4, "mai": 5, "ago": 8, "set": 9, "out": 10, "dez": 12},
    "az": {"yan": 1, "fev": 2, "mar": 3, "apr": 4, "iyn": 6, "iyl": 7, "avq": 8, "sen": 9, "okt": 10, "noy": 11, "dek": 12},
    "tr": {"agustos": 8, "eylul": 9, "subat": 2},
    "pl": {"maj": 5, "maja": 5},
    "he": {"מרס": 3},
    "hi": {"फरवरी": 2, "अप्रेल": 4, "सितम्बर": 9, "अक्तूबर": 10, "अक्टूबर": 10, "नवम्बर": 11, "दिसम्बर": 12, "जन": 1, "फर": 2, "अग": 8, "सित": 9, "अक्टू": 10, "नव": 11, "दिस": 12},
    "el": {"ιαν": 1, "φεβ": 2, "μαρ": 3, "απρ": 4, "μαι": 5, "ιουν": 6, "ιουλ": 7, "αυγ": 8, "σεπ": 9, "οκτ": 10, "νοε": 11, "δεκ": 12},
    "fa": {"ژانویه": 1, "فوریه": 2, "مارس": 3, "آوریل": 4, "مه": 5, "ژوئن": 6, "ژوئیه": 7, "جولای": 7, "اوت": 8, "آگوست": 8, "سپتامبر": 9, "اکتبر": 10, "نوامبر": 11, "دسامبر": 12},
}  # fmt: skip
"""Cut and older forms that CLDR lacks. `fa`: Gregorian months as Persian newspapers write them."""

MONTH_PREFIXES: dict[str, tuple[str, ...]] = {"he": ("ב",)}
"""Letters that are written onto a month name ("in March")."""

EXTRA_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("tues", "thur", "thurs", "weds"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "az": ("b.e", "ç.a"),
    "hy": ("օրը",),
    "he": ("יום",),
    "hi": ("शनि", "रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "बृहस्पतिवार", "इतवार"),
}

INDIAN: frozenset[str] = frozenset({"hi", "mr", "ta", "te", "gu", "kn", "ml"})
"""Languages of India: on their pages IST is the time of India."""

DAY_FIRST: frozenset[str] = frozenset(set(LANGUAGES) - {"en", "fa", "hu", "lt", "sv"} | {"vi", "th", "ms"})
"""Languages whose all-number dates with the year last put the day first. English does both, by country."""

MONTH_FIRST_REGIONS: frozenset[str] = frozenset({"us", "ph", "pr"})
"""Regions of English that put the month first in all-number dates."""

MIXED_REGIONS: frozenset[str] = frozenset({"ca", "ph", "za"})
"""Regions of English that write both orders."""

DAY_FIRST_DOMAINS: frozenset[str] = frozenset(
    {
        "uk",
        "ie",
        "au",
        "nz",
        "in",
        "pk",
        "bd",
        "lk",
        "ng",
        "gh",
        "ke",
        "ug",
        "tz",
        "zm",
        "mt",
        "cy",
        "sg",
        "my",
        "hk",
        "jm",
        "tt",
    }
)
"""Domains of countries where English is written with the day first."""

COMMON_WORD_MONTHS: frozenset[str] = frozenset(
    {"may", "march", "mar", "august", "dec", "sep", "jan", "set", "out", "mai", "mars", "ago", "avr"}
)
"""Month words that are also common words: in running text they count only with a capital letter or beside a full date."""

JALALI_MONTHS: dict[str, int] = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "شهریور": 6, "مهر": 7, "آبان": 8, "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12,
}  # fmt: skip
"""Months of the Solar Hijri calendar; read only with a four-figure year of that calendar."""

DAY_JOINERS: frozenset[str] = frozenset({"of", "de", "del", "di", "do", "da", "d", "em", "en", "the", "den", "du", "i"})
"""Words that may stand between day and month or month and year."""

ORDINAL_ENDINGS: frozenset[str] = frozenset(
    {"st", "nd", "rd", "th", "er", "ª", "º", "o", "a", "ro", "е", "го", "е", "ое", "я", "ci", "cu", "cü", "cı", "i", "ı", "u", "ü", "si", "sı", "nci", "inci"}
    | {"də", "da", "dan", "dən", "de", "den", "te", "ta", "nde", "nda", "ndə", "e", "a", "ə", "na", "nə", "ne", "na", "ne", "ին", "ի", "ից", "ს", "ში", "დან", "მდე", "ны", "га", "ка"}
)  # fmt: skip
"""Endings glued to a day or a year number (`25th`, `1er`, `25-də`, `2022-ci`, `25'te`)."""

YEAR_WORDS: frozenset[str] = frozenset(
    {"il", "ilin", "ildə", "ilde", "yil", "yilin", "yilinda", "yilda", "год", "года", "году", "г", "гг", "рік", "року", "році", "р", "წლის", "წელს", "թ", "թվականի", "թվականին", "год", "жыл", "жылы", "жылғы", "год", "r", "roku", "rok", "წ", "م", "ई"}
)  # fmt: skip
"""Words for "year" that may follow the year number (`2022 года`, `2022-ci ilin`, `2022 წლის`)."""
