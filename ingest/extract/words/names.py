"""Words that tell persons, roles, places and outlets apart. Data only, folded in place (no case, no diacritics)."""
# ruff: noqa: RUF001, E501, B033  words in many scripts; a line a kind

from ingest.normalise.dates.fold import fold_in_place


def _folded(words: set[str]) -> frozenset[str]:
    return frozenset(fold_in_place(word) for word in words)


BYLINE_OPENERS: tuple[str, ...] = (
    "by", "written by", "reported by", "story by", "text by", "report by", "reporting by", "words by", "posted by", "article by", "author", "authors", "byline", "reporter", "reporters",
    "von", "autor", "autorin", "text", "par", "auteur", "por", "di", "autore", "автор", "авторы", "автори", "текст", "muellif", "yazar", "haber", "muxbir", "հեղինակ", "ავტორი",
    "przez", "tekst", "autorzy", "από", "συντακτησ", "κειμενο", "نویسنده", "خبرنگار", "بقلم", "الکاتب", "کتب", "作者", "记者", "記者", "文", "기자", "door", "av", "af",
)  # fmt: skip
"""What opens a byline; `WITH_COLON` ones only with a colon or dash after them."""

WITH_COLON: frozenset[str] = frozenset(
    {"author", "authors", "byline", "reporter", "reporters", "text", "autor", "autorin", "auteur", "autore", "автор", "авторы", "автори", "текст", "muellif", "yazar", "haber", "muxbir",
     "հեղինակ", "ავტორი", "tekst", "autorzy", "συντακτησ", "κειμενο", "نویسنده", "خبرنگار", "الکاتب", "کتب", "作者", "记者", "記者", "文"}
)  # fmt: skip
"""Openers that are nouns: `Author: A. Writer`."""

NAME_JOINERS: tuple[str, ...] = (
    "and",
    "&",
    "und",
    "et",
    "y",
    "e",
    "и",
    "й",
    "та",
    "ve",
    "və",
    "և",
    "და",
    "i",
    "και",
    "و",
    "und",
    "en",
    "och",
    "og",
    "with",
    "avec",
    "con",
    "mit",
)
"""Words between two authors."""

PARTICLES: frozenset[str] = _folded(
    {"de", "la", "le", "del", "della", "di", "da", "dos", "das", "do", "du", "van", "von", "der", "den", "ter", "ten", "zu", "zur", "al", "el", "bin", "ibn", "bint", "abu", "ben", "oglu", "ogly", "qizi", "kizi", "гызы", "оглы", "y", "e", "af", "av", "st", "jr", "sr", "ii", "iii", "d", "o", "mc", "dr"}
)  # fmt: skip
"""Small words inside a person's name."""

ROLE_WORDS: frozenset[str] = _folded(
    {"staff", "writer", "writers", "correspondent", "correspondents", "reporter", "reporters", "editor", "editors", "editorial", "desk", "newsroom", "contributor", "contributors", "columnist", "bureau", "team",
     "board", "chief", "senior", "political", "special", "guest", "author", "analyst", "journalist", "intern", "agencies", "agency", "wires", "wire", "admin", "administrator", "webmaster", "redaktion", "redaction", "redaccion", "redazione", "redacao", "redakcja",
     "редакция", "корреспондент", "корр", "специальный", "журналист", "обозреватель", "редактор", "muhabir", "muxbir", "редакція", "кореспондент", "mitarbeiter", "redakteur", "redakteurin", "correspondant", "correspondante", "corresponsal", "redactor", "redactora", "our", "own", "the"}
)  # fmt: skip
"""Words of a role, not of a name: a byline part made of them names nobody."""

TITLE_WORDS: frozenset[str] = _folded(
    {"president", "minister", "prime", "mayor", "governor", "speaker", "spokesperson", "spokesman", "spokeswoman", "ambassador", "secretary", "chairman", "chairwoman", "chair", "director", "general", "colonel", "captain",
     "king", "queen", "prince", "princess", "pope", "senator", "mr", "mrs", "ms", "dr", "professor", "prof", "sir", "lady", "official", "officials", "police", "army", "ministry", "government", "parliament", "court", "judge", "witness", "witnesses",
     "expert", "analyst", "head", "deputy", "chancellor", "premier", "commander", "leader", "coach", "ceo", "founder", "opposition", "council", "committee", "party", "commission",
     "президент", "министр", "премьер", "мэр", "губернатор", "посол", "глава", "спикер", "министерство", "мид", "правительство", "полиция", "эксперт", "депутат", "prezident", "nazir", "nazirlik", "sozcu", "bakan", "baskan", "cumhurbaskani", "basbakan", "vali",
     "präsident", "prasident", "bundeskanzler", "kanzler", "ministre", "ministra", "ministro", "presidente", "presidenta", "alcalde", "maire", "portavoz", "прем", "міністр", "голова", "речник", "пресс", "mid"}
)  # fmt: skip
"""Words of an office: what stands with them in front of a colon speaks, it does not publish."""

MEDIA_WORDS: frozenset[str] = _folded(
    {"news", "times", "post", "herald", "tribune", "daily", "gazette", "journal", "chronicle", "observer", "telegraph", "courier", "press", "media", "tv", "radio", "today", "online", "standard", "guardian", "echo", "mirror", "monitor",
     "bulletin", "newswire", "channel", "weekly", "magazine", "review", "dispatch", "examiner", "inquirer", "register", "sentinel", "ledger", "globe", "mail", "express", "broadcasting", "newspaper", "info", "inform", "net", "com", "org", "az", "ru", "tribuna", "diario", "periodico",
     "zeitung", "nachrichten", "anzeiger", "rundschau", "blatt", "kurier", "tagblatt", "gazeta", "газета", "новости", "вести", "известия", "вестник", "правда", "курьер", "время", "вечерний", "портал", "агентство",
     "xeber", "qezeti", "xeberler", "haber", "gazetesi", "ajansi", "agentliyi", "новини", "вісник", "journal", "presse", "gazzetta", "corriere", "giornale", "jornal", "folha", "noticias", "nouvelles", "infos", "argus", "advertiser", "reporter", "messenger", "mercury", "independent", "voice", "wire", "network", "star", "bbc", "cnn", "rfe", "rl", "warta", "harian", "koran"}
)  # fmt: skip
"""Words that make a name an outlet's. One of them is needed before an unknown name in a credit slot counts as an outlet."""

NO_PLACE: frozenset[str] = _folded(
    {"in", "on", "at", "by", "from", "since", "until", "after", "before", "the", "a", "an", "update", "updated", "breaking", "exclusive", "live", "watch", "video", "photo", "photos", "opinion", "analysis", "editorial", "published", "posted", "date", "today", "yesterday", "tomorrow",
     "between", "during", "for", "it", "this", "that", "these", "and", "but", "when", "as", "timeline", "chronicle", "chronicles", "note", "correction", "corrected", "clarification", "released", "modified", "last", "first", "week", "month", "year", "birthday", "died", "born", "deadline",
     "в", "на", "с", "от", "до", "после", "обновлено", "опубликовано", "дата", "am", "vom", "im", "seit", "le", "la", "les", "el", "los", "du", "au", "en", "il", "источник", "фото", "видео", "source", "summary", "briefing", "newsletter", "edition", "issue", "no", "vol", "page", "nato", "covid", "who", "un", "eu", "usa", "faq", "q", "qa", "press", "news", "sports", "business", "world", "politics", "culture", "home", "weather", "forecast", "match", "day", "round", "quarter", "mr", "mrs", "president", "minister", "event", "event:", "starts", "ends",
     "downloaded", "printed", "retrieved", "accessed", "saved", "archived", "scanned", "copied", "fetched", "captured", "exported", "viewed", "visited", "скачано", "распечатано", "сохранено", "abgerufen", "gedruckt", "heruntergeladen", "gespeichert", "consulté", "imprimé", "téléchargé", "enregistré", "descargado", "impreso", "consultado", "guardado", "stampato", "scaricato", "consultato", "indirildi", "yazdırıldı", "yüklənib", "çap"}
)  # fmt: skip
"""Words that no dateline's place starts with."""
