"""Words that may stand beside a date on a date line. Data only, folded in place (no diacritics)."""
# ruff: noqa: RUF001, E501  words in many scripts; a line a group of languages

from ingest.normalise.dates.fold import fold_in_place

_PUBLISHED: tuple[str, ...] = (
    "published", "published on", "published at", "publication date", "date published", "date of publication", "posted", "posted on", "posted at",
    "first published", "date", "on", "released", "release date", "issued", "created", "created on", "added", "filed", "issue date",
    "опубликовано", "дата публикации", "дата", "опубликован", "размещено", "добавлено", "создано",
    "опубліковано", "дата публікації", "nəşr edildi", "dərc edilib", "dərc olunub", "tarix", "yayinlanma tarihi", "yayinlandi", "yayinlanma", "yayin tarihi", "giris",
    "giris tarihi", "haberin tarihi", "eklenme", "eklenme tarihi", "yayimlanma tarihi",
    "veroffentlicht", "veroffentlicht am", "erschienen", "erschienen am", "stand", "datum", "vom", "publie le", "publie", "date de publication", "le", "mis en ligne le",
    "publicado", "publicado el", "publicado em", "fecha", "fecha de publicacion", "data", "data de publicacao", "pubblicato", "pubblicato il", "il", "el", "em",
    "opublikowano", "data publikacji", "dodano", "δημοσιευση", "δημοσιευτηκε", "δημοσιευθηκε", "ημερομηνια",
    "გამოქვეყნდა", "გამოქვეყნებულია", "თარიღი", "հրապարակվել է", "հրապարակված", "ամսաթիվ",
    "publish date", "published date", "date of issue", "originally published", "originally published on", "published online", "written on", "date posted",
    "mise en ligne", "mise en ligne le", "date de parution", "paru le", "publiee le", "online seit", "erstellt am", "gepostet am",
    "publicada", "publicada el", "publicada em", "postado em", "criado em", "data di pubblicazione", "pubblicata il", "opublikowany", "data dodania", "utworzono",
    "опубликована", "время публикации", "дата создания", "опублікований", "додано", "yayımlanıb", "dərc edilmişdir", "oluşturulma tarihi", "ημερομηνία δημοσίευσης",
    "հրապարակման ամսաթիվ", "გამოქვეყნების თარიღი", "زمان انتشار", "تم النشر", "تم النشر في", "تاريخ النشر", "发布日期", "發布時間", "發佈時間", "发表时间",
    "تاریخ انتشار", "تاریخ", "منتشر شده در", "نشر في", "نشر", "تاریخ النشر", "发布时间", "发表于", "发布", "時間", "时间", "公開日", "게시", "입력", "등록",
)  # fmt: skip
"""What stands before the day on which a page came out."""

_MODIFIED: tuple[str, ...] = (
    "updated", "updated on", "updated at", "last updated", "last updated on", "modified", "last modified", "last modified on", "last update", "edited", "revised",
    "обновлено", "изменено", "последнее обновление", "дата изменения", "оновлено", "yenilənib", "yenilendi", "guncelleme", "guncellendi", "son guncelleme", "guncellenme tarihi",
    "guncelleme tarihi", "aktualisiert", "aktualisiert am", "zuletzt aktualisiert", "geandert", "mis a jour", "mis a jour le", "modifie le", "actualizado", "actualizado el", "ultima actualizacion",
    "atualizado", "atualizado em", "ultima atualizacao", "aggiornato", "aggiornato il", "ultimo aggiornamento", "zaktualizowano", "aktualizacja", "ενημερωση", "τελευταια ενημερωση",
    "განახლდა", "განახლებულია", "թարմացվել է", "بروزرسانی", "تحدیث", "آخر تحدیث", "更新", "更新时间", "更新日", "수정",
)  # fmt: skip
"""What stands before the day on which a page was last changed."""

PUBLISHED_LABELS = tuple(fold_in_place(label) for label in _PUBLISHED)
"""What stands before the day on which a page came out, folded as dates are folded."""

SURE_LABEL = 4
"""Letters of a label that is one even inside a line: `on`, `le` and `am` are words first."""

_VAGUE = (
    "date",
    "stand",
    "datum",
    "data",
    "fecha",
    "tarix",
    "дата",
    "tarih",
    "giris",
    "ημερομηνια",
    "თარიღი",
    "ամսաթիվ",
    "تاریخ",
    "時間",
    "时间",
)
"""Labels that name a date without saying of what."""

EXPLICIT_LABELS = tuple(
    label for label in PUBLISHED_LABELS if len(label) >= SURE_LABEL and label not in set(map(fold_in_place, _VAGUE))
)
"""Labels that say that a page came out on the day."""

MODIFIED_LABELS = tuple(fold_in_place(label) for label in _MODIFIED)
"""What stands before the day on which a page was last changed."""

_SIGNS = frozenset("#|,.:;•·-–—()[]/*>\"'_~=،")
_SMALL = frozenset(
    {
        "at",
        "the",
        "of",
        "year",
        "г",
        "года",
        "год",
        "р",
        "року",
        "il",
        "um",
        "uhr",
        "h",
        "ora",
        "ore",
        "saat",
        "hrs",
        "time",
        "local",
        "в",
        "о",
        "թ",
        "წ",
        "წელი",
        "п",
    }
)
CALENDAR_SIGNS = frozenset("年月日星期一二三四五六天周週礼禮拜")
"""Ideographs of dates and weekdays."""

OTHER_LABELS: tuple[str, ...] = (
    "event date",
    "date of event",
    "when",
    "deadline",
    "apply by",
    "closing date",
    "valid until",
    "valid from",
    "expires",
    "expiry date",
    "due date",
    "starts",
    "ends",
    "born",
    "died",
    "date of birth",
    "date of death",
    "opening",
    "auction date",
    "sale date",
    "termin",
    "veranstaltung am",
    "gultig bis",
    "gültig bis",
    "frist",
    "bewerbungsschluss",
    "einsendeschluss",
    "anmeldeschluss",
    "geboren",
    "gestorben",
    "date limite",
    "valable jusqu'au",
    "quand",
    "ne le",
    "né le",
    "nee le",
    "née le",
    "mort le",
    "morte le",
    "décédé le",
    "fecha limite",
    "fecha límite",
    "valido hasta",
    "válido hasta",
    "plazo",
    "cuando",
    "cuándo",
    "nacido",
    "nacida",
    "fallecio",
    "falleció",
    "prazo",
    "validade",
    "valido ate",
    "válido até",
    "quando",
    "nascido",
    "nascida",
    "faleceu",
    "scadenza",
    "valido fino al",
    "nato il",
    "nata il",
    "morto il",
    "срок",
    "действует до",
    "когда",
    "дата события",
    "родился",
    "родилась",
    "умер",
    "умерла",
    "скончался",
    "скончалась",
    "термін",
    "дійсний до",
    "коли",
    "народився",
    "son tarih",
    "son basvuru",
    "son başvuru",
    "dogum",
    "doğum",
    "olum",
    "ölüm",
    "son tarix",
    "geldig tot",
    "wanneer",
    "geboren op",
    "overleden",
    "termin do",
    "wazne do",
    "ważne do",
    "kiedy",
    "urodzony",
    "urodzona",
    "zmarl",
    "zmarł",
    "zmarła",
)
"""What stands before the day of something else: an event, a term, a birth, a death."""

LABEL_WORDS: frozenset[str] = (
    frozenset(word for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS) for word in label.split())
    | _SIGNS
    | _SMALL
    | CALENDAR_SIGNS
)
"""Words and signs that do not keep a string from being a date and nothing else."""
