"""What each table and column of an archive is, in words. The reading room shows it; docs/archive-file.md says the same.

Rule: data only.
"""

from archive.curation_descriptions import CURATION
from archive.described import Table
from archive.leave_descriptions import LEAVING
from archive.ledger_tables import DESCRIBED as LEDGER

TABLES: dict[str, Table] = {
    "article": Table(
        "Articles",
        "What one address published: one row a text, in order of arrival. Holds the narrow facts that lists, filters "
        "and facets need; the rest of the card stands in `card`, the text in `text`.",
        {
            "id": "Row number, in order of arrival.",
            "public_id": "The article's name for good: 16 characters made from its address and its text as first "
            "stored, so that it does not depend on the order of arrival.",
            "accession": "The number on the card, in order of arrival: `A-0012`. Never changes, not in the digest.",
            "address": "What identifies it: the canonical URL it was obtained from, else `id:` and its record's id, "
            "else `sha256:` and the hash of its bytes.",
            "capture_id": "The capture that speaks for it: the earliest stated time, then the smallest hash.",
            "extraction_id": "The extraction that is shown.",
            "captured_key": "Time of the capture that speaks for it, in UTC, to sort by.",
            "outlet": "Who published it, under the name that it is shown as.",
            "agency": "Whose copy it credits.",
            "language": "Language code, e.g. `en`.",
            "published": "Date of publication, ISO 8601 cut to what is known; empty where it is not sure enough.",
            "published_basis": "How the date is known: `structured`, `stated`, `dateline`, `inferred`, `asserted`.",
            "day_from": "First day of its printed date, else the first on which it may have been published.",
            "day_to": "Last day of its printed date, else the last on which it may have been published.",
            "year": "Year of publication, where both bounds agree.",
            "month": "Month of publication (`2022-11`), where both bounds agree.",
            "words": "Words of its text.",
            "headline": "The headline, without media flags; empty where the page has none.",
            "run_id": "The run in which it arrived.",
            "host": "Whose template its page follows: the host of its address without `www.`, `m.`, `amp.`, else "
            "`outlet:` and the outlet's name.",
            "cleaned": "A mark of what its host's pages repeated when its text was last gone through for it; empty "
            "where it never was.",
            "text_hash": "SHA-256, 32 bytes, of the text with case, spaces, quotation marks and dashes unified; equal "
            "means an exact copy.",
            "base_hash": "Where the text is shown without furniture: `text_hash` of the text as it was first read.",
            "outlet_called": "What the page calls the outlet, where the owner gave it another name.",
        },
    ),
    "card": Table(
        "Catalogue cards",
        "The rest of each article's card: one chosen value a field, made from its facts. Empty: the page does not say.",
        {
            "article_id": "The article.",
            "headline_raw": "The headline with its media flags.",
            "standfirst": "The summary line under the headline.",
            "authors": "Names of the authors, a JSON list.",
            "dateline_place": "Place of the dateline.",
            "dateline_place_raw": "The dateline's place as printed.",
            "published_edtf": "The date in EDTF, with its doubts: `2023-12-01~`, `?2020-11-25`.",
            "published_earliest": "Earliest date of publication that the evidence allows.",
            "published_latest": "Latest date of publication that the evidence allows.",
            "published_precision": "How finely the date is known.",
            "published_evidence": "The words that the date rests on.",
            "modified": "When the page says it was changed.",
            "captured_hint": "A date in the page's own header; a hint at the capture, not a capture time.",
            "section": "The outlet's section.",
            "tags": "The page's own tags, a JSON list.",
            "image": "Address of the lead image; never fetched.",
            "canonical_url": "The address that the page itself names as its own; not believed, kept as a fact.",
        },
    ),
    "text": Table(
        "Texts",
        "Each distinct text once: the kept blocks of running words, an empty line between them.",
        {
            "id": "Row number.",
            "sha256": "SHA-256 of the text in UTF-8.",
            "words": "Number of words.",
            "body": "The text: UTF-8, compressed with zstd. `plain_text` shows it as it stands.",
        },
    ),
    "plain_text": Table(
        "Texts, unpacked",
        "A view of `text`. Asks for the SQL function `unpacked`, as the reading room has it.",
        {
            "id": "As in `text`.",
            "sha256": "As in `text`.",
            "words": "As in `text`.",
            "body": "The text as it stands.",
        },
    ),
    "received": Table(
        "Received files",
        "Each distinct received file once, byte for byte: a file's bytes, or the `html` or `text` field of a record.",
        {
            "id": "Row number.",
            "sha256": "SHA-256 of the bytes before compression.",
            "size": "Bytes before compression.",
            "format": "`html`, `text` or `pdf`, told by content.",
            "codec": "How the bytes are kept: `zstd` or `raw`; `absent`: they are with the owner of the archive.",
            "body": "The bytes.",
        },
    ),
    "capture": Table(
        "Captures",
        "One receipt of a page: from where, when, and who says so.",
        {
            "id": "Row number.",
            "article_id": "The article.",
            "received_id": "The received file.",
            "extraction_id": "What the rules made of it.",
            "url": "URL as obtained.",
            "url_basis": "Who states the URL: the record, a WARC, a sidecar, a mark of the saving program.",
            "record_id": "The id that the record brought.",
            "captured": "Time of the fetch, ISO 8601, where somebody states it; never the clock of this machine.",
            "captured_basis": "Who states the time.",
            "charset": "Encoding the bytes were read as; `binary` for a PDF.",
            "charset_basis": "How the encoding is known: `bom`, `transport`, `meta`, `meta-late`, `xml`, `utf-8`, "
            "`default`, `guess`, `pdf`.",
            "run_id": "The run in which it arrived.",
            "status": "HTTP status of the answer, where the container kept it.",
            "media_type": "Media type that the server stated, without parameters.",
            "stated_digest": "Digest that the container states of what was received, as written; it was checked.",
        },
    ),
    "locator": Table(
        "Locators",
        "Where a capture was met: path relative to the folder that was given, `!` member, `#` offset. Never an "
        "absolute path. A page met again elsewhere gets one more row here and nothing else.",
        {"id": "Row number.", "capture_id": "The capture.", "locator": "`path!member#offset`."},
    ),
    "extraction": Table(
        "Extractions",
        "What one version of the rules made of one received file. Never overwritten.",
        {
            "id": "Row number.",
            "article_id": "The article.",
            "received_id": "The received file.",
            "extractor": "Name and version of the rules.",
            "facts_sha256": "SHA-256 of the candidate facts, 32 bytes; also tells apart what the same bytes gave "
            "beside different records.",
            "text_id": "The text.",
            "blocks": "All blocks of the page, kept and dropped, each with its kind, words (of those in the text: "
            "their length), place and rule: JSON, zstd.",
            "facts": "Every candidate value of every field that the rules read, with the words, rule and place that it "
            "rests on: JSON, zstd. `plain_fact` shows them as rows. Empty where `base_id` names another extraction.",
            "warnings": "What a reader should know about how it came in, a JSON list.",
            "base_id": "Of one without furniture: the extraction that it was made from, whose facts are its facts.",
            "text_hash": "SHA-256, 32 bytes, of the text in its hashing form.",
        },
    ),
    "fact": Table(
        "Asserted facts",
        "What persons and spreadsheets say of a field. It beats every rule and outlives every re-run. What rules read "
        "stands in `extraction.facts`; `plain_fact` shows both.",
        {
            "id": "Row number.",
            "article_id": "The article.",
            "field": "What it is about.",
            "value": "The normalised value; empty: asserted as unknown.",
            "raw": "What the person wrote; empty where it is the value itself.",
            "rule": "By which way it was asserted: by hand, by a spreadsheet, ...",
            "basis": "`asserted`.",
            "place": "Where the words stand, of a spreadsheet.",
            "confidence": "1.",
            "chosen": "Of no meaning: the latest statement stands.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "When it was asserted by hand, UTC; empty for a spreadsheet's facts.",
            "statement": "Row number of the first fact said in the same breath (several authors are one statement).",
            "undone_at": "When it was taken back, UTC.",
        },
    ),
    "plain_fact": Table(
        "Facts",
        "A view of all facts, read and asserted, a row each: what is said of an article, and who says so. Asks for the "
        "SQL function `unpacked`, as the reading room has it.",
        {
            "article_id": "The article.",
            "extraction_id": "The extraction that read it; empty for what a person asserted.",
            "field": "What it is about.",
            "value": "The normalised value; empty: asserted as unknown.",
            "raw": "The words on the page, or what the person wrote.",
            "rule": "Which rule read it.",
            "basis": "`structured`, `stated`, `dateline`, `inferred` or `asserted`.",
            "place": "Where the words stand.",
            "confidence": "0 to 1: how sure the rule is.",
            "chosen": "1: the rules chose it. An assertion of the same field overrules it all the same.",
            "asserted_by": "As in `fact`.",
            "because": "As in `fact`.",
            "asserted_at": "As in `fact`.",
            "statement": "As in `fact`.",
            "undone_at": "As in `fact`.",
        },
    ),
    "person": Table("People", "Names in bylines, each once.", {"id": "Row number.", "name": "The name as printed."}),
    "byline": Table(
        "Bylines",
        "Which people an article names as its authors.",
        {"article_id": "The article.", "position": "Order in the byline, from 1.", "person_id": "The person."},
    ),
    "tag": Table("Tags", "The pages' own tags, each once.", {"id": "Row number.", "name": "The tag as printed."}),
    "tagging": Table(
        "Tags of articles",
        "Which tags an article's page carries.",
        {"article_id": "The article.", "position": "Order on the page, from 1.", "tag_id": "The tag."},
    ),
    "relation": Table(
        "Relations",
        "How two articles are related, with the evidence. Exact copies and versions are kept as chains (n articles, "
        "n - 1 rows); of equal texts one is measured for all. What a person stated wins over what was measured.",
        {
            "id": "Row number.",
            "a_id": "The article with the smaller public id.",
            "b_id": "The other article.",
            "kind": "`same_text`, `version`, `near_copy`, `contains`, `reworked`, `lookalike`; empty: undecided, or a "
            "person said that they are not related.",
            "text_axis": "How the wording compares.",
            "occasion": "Whether they are about the same occasion.",
            "jaccard": "Shared three-word runs of all, 0 to 1.",
            "containment_ab": "Share of a's runs that b has.",
            "containment_ba": "Share of b's runs that a has.",
            "evidence": "What it rests on, in words.",
            "method": "Name and version of the method, or `person`.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "When it was stated, UTC.",
            "undone_at": "When it was taken back, UTC.",
            "text_confidence": "How sure the method is of the wording, 0 to 1; empty where nothing is to be doubted.",
            "occasion_confidence": "How sure the method is of the occasion, 0 to 1.",
            "is_undecided": "1: they share too much to be strangers, and neither copy nor look-alike can be said.",
        },
    ),
    "family": Table(
        "Families",
        "Articles tied by copying, by reworking or by being versions of one page: of the pairs between two parts of a "
        "family two thirds are tied. Made anew around what changed.",
        {
            "id": "Row number.",
            "public_id": "`f-` and the smallest public id of its members; `f-` and any member's id finds it as well.",
            "why": "How many relations of which kind tie it.",
        },
    ),
    "family_member": Table(
        "Members of families",
        "Which family an article is in.",
        {"article_id": "The article.", "family_id": "The family."},
    ),
    "story": Table(
        "Stories",
        "Articles on the same event, whoever wrote them. Made anew around what changed; the same whatever the order in "
        "which articles came.",
        {
            "id": "Row number.",
            "public_id": "`s-` and the smallest public id of its articles; `s-` and any article's id finds it as well.",
            "label": "What it is called: what a person named it, else its own label.",
            "why": "What its texts share, with how many have it, and the days on which they were published.",
            "own_label": "A headline of one of its articles, else words that they share.",
        },
    ),
    "story_member": Table(
        "Articles of stories",
        "Which articles are in a story.",
        {"story_id": "The story.", "article_id": "The article."},
    ),
    "story_text": Table(
        "Texts that stories are made of",
        "What each distinct text is known by. Of equal texts the article of the smallest public id stands for all, "
        "unless two of them are kept apart.",
        {
            "article_id": "The article that stands for the text.",
            "mark": "Hash of all that its story may depend on; another one: it is compared anew.",
            "day_from": "First day on which it may have been published, counted from the year 1; of equal texts that "
            "of the one that was out first.",
            "day_to": "Last such day.",
            "is_placed": "1: compared with the others, and in its story, if it has one. 0: it waits.",
            "terms": "Hashes of the names, numbers and words that it makes most of, 32 bits each, then their weights.",
            "near": "Row numbers of the placed texts that are like it, 32 bits each.",
        },
    ),
    "story_copy": Table(
        "Articles that another stands for",
        "Articles whose text is that of another one in `story_text`.",
        {"article_id": "The article.", "text_of": "The article that stands for it."},
    ),
    "story_term": Table(
        "Terms",
        "Each term of `story_text.terms` once: how telling it is, and which texts it leads to.",
        {
            "key": "Hash of the term.",
            "df": "How many texts hold it.",
            "level": "How telling it was at the last pass: twice its level, 0 (common) to 3 (rare), and one more where "
            "it leads from one text to others.",
            "holders": "Row numbers of the placed texts that hold it, where it leads, 32 bits each.",
        },
    ),
    "stale_term": Table(
        "Terms that wait",
        "Terms that have become more or less telling since the last pass. Empty after one that was not cut off.",
        {"key": "Hash of the term."},
    ),
    "stale_story": Table(
        "Articles that wait",
        "Articles whose text, headline, days, family or look-alikes changed since the last pass over stories. Empty "
        "after one that was not cut off. Triggers fill it.",
        {"article_id": "The article."},
    ),
    "story_statement": Table(
        "What persons said of stories",
        "Each statement of a person on stories, those that were taken back included.",
        {
            "id": "Row number, in the order in which it was said: of a pair the latest word stands.",
            "kind": "`merge`, `split`, `part` (split off to one event of their own), `name`.",
            "label": "Of `name`: the name.",
            "asserted_by": "The name that the person gave.",
            "because": "The reason that the person gave.",
            "asserted_at": "When it was said, UTC.",
            "undone_at": "When it was taken back, UTC.",
        },
    ),
    "story_statement_article": Table(
        "Articles of statements on stories",
        "Which articles a statement is about: those that the stories held when it was made.",
        {
            "statement_id": "The statement.",
            "article_id": "The article.",
            "side": "Of a split 0: not on the event, 1: on it. Else 0.",
        },
    ),
    "shingle": Table(
        "Sampled shingles",
        "Sampled three-word runs of each distinct text, by which candidates for copies are found: those of late.",
        {"key": "Hash of the run, 32 bits.", "article_id": "The article that holds the text, as in `sampled`."},
    ),
    "shingle_settled": Table(
        "Sampled shingles, settled",
        "The same of texts that came before: put here many at a time, in order, so that its pages are seldom written.",
        {"key": "Hash of the run, 32 bits.", "article_id": "The article that holds the text, as in `sampled`."},
    ),
    "sampled": Table(
        "Texts in the index of shingles",
        "Of equal texts the article of the smallest public id, which is compared for all of them.",
        {
            "article_id": "The article.",
            "text_id": "The text whose runs stand in `shingle`.",
            "keys": "How many they are.",
            "facts": "A mark of the dates, names and language by which it was judged; another one: judged anew.",
        },
    ),
    "rejection": Table(
        "What did not get in",
        "Each input that gave no article, with its reason. Struck when the same input gives an article later.",
        {
            "id": "Row number.",
            "source": "`path!member#offset`, relative to the folder that was given.",
            "outcome": "`rejected` or `skipped`.",
            "reason": "A word from a closed list.",
            "detail": "What, where, and what to do, in words.",
            "received_sha256": "SHA-256 of the bytes, where they were read.",
            "run_id": "The run that met it first.",
        },
    ),
    "run": Table(
        "Runs",
        "Each call of a command that ingested. Not part of the digest.",
        {
            "id": "Row number.",
            "command": "The command.",
            "version": "The program and its version.",
            "options": "Its options, JSON; no path or name of the owner's machine.",
            "started": "When it started, UTC.",
            "ended": "When it ended, UTC; empty where it was cut off.",
            "counts": "What it counted, JSON.",
        },
    ),
    "event": Table(
        "Log",
        "What was done to the archive, in the words of the PREMIS event vocabulary. Each entry names the hash of the "
        "one before: the log is consistent in itself. It does not prove when anything was done.",
        {
            "id": "Number of the entry, without gaps.",
            "at": "When, UTC.",
            "type": "What was done: `ingestion`, `metadata modification`, ...",
            "agent": "The program and version, or the name that a person gave.",
            "object": "Public id of the article or story it is about.",
            "detail": "What was changed, before and after, and why: JSON. Empty where an article that it speaks of is "
            "withheld, or was purged.",
            "previous": "Hash of the entry before.",
            "hash": "SHA-256 over this entry, with the hash of its detail, and the hash before it.",
            "salt": "Random; goes with the detail.",
            "detail_sha256": "SHA-256 over salt and detail; it stays where these were taken out.",
        },
    ),
    "furniture": Table(
        "Furniture",
        "Lines that the pages of a host repeat, learned from all its articles. Made anew whenever they change.",
        {
            "host": "The host, as in `article.host`.",
            "key": "A signed 64-bit hash of the folded line, numbers in figures taken as equal.",
            "words": "The line, as one of the pages has it.",
            "place": "Where it stands on most pages: `head`, `tail` or `between` the article's own lines.",
            "seen": "Articles that carry it, retellings of one account counted once.",
            "articles": "Articles of the host, counted likewise.",
        },
    ),
    "furniture_host": Table(
        "Hosts whose pages were looked at",
        "What else was learned with the lines in `furniture`, and from which articles.",
        {
            "host": "The host, as in `article.host`.",
            "learned_from": "A mark of those articles and of the rules; another one: it is learned anew.",
            "accounts": "How many they are, retellings of one account counted once.",
            "shared": "Keys of all lines that two of them carry, 64 bits each.",
            "foreign_lines": "Those of them that speak of the subject of none of the articles that carry them.",
        },
    ),
    "column_block": Table(
        "What lists and counts need",
        "Outlet, agency, language, date, author, tags, story, family and length of some thousand articles, packed: "
        "what the reading room counts by. Made from the other tables, and made anew when they change.",
        {
            "block": "Number of the block: that of its articles, divided by 4,096.",
            "stamp": "Raised whenever it is packed, so that readers know what they hold.",
            "packed": "A zstd frame: a line of JSON, then columns of 32-bit numbers.",
        },
    ),
    "counted_ahead": Table(
        "The whole in numbers",
        "What the reading room's front page says of all articles: months, outlets, languages, agencies, how dates are "
        "known, where the archive is thin. Counted when the archive was changed last, and struck by the next change.",
        {"id": "1: there is one row, or none.", "packed": "A zstd frame of JSON."},
    ),
    "stale_block": Table(
        "Blocks that wait",
        "Blocks whose articles changed since they were packed. Empty after a change that was not cut off.",
        {"block": "As in `column_block`.", "changes": "How often one of its articles changed."},
    ),
    "stale_host": Table(
        "Hosts that wait",
        "Hosts whose articles changed since their furniture was learned. Empty after an ingest that was not cut off.",
        {"host": "The host, as in `article.host`."},
    ),
    "setting": Table(
        "Settings",
        "Marks that the program leaves for itself, and what the owner says of the archive as a whole.",
        {
            "name": "`fulltext`: by which rules the words of the index were folded and stemmed; `relations`: by which "
            "rules relations were found and judged; `stories`: by which rules stories were made, of how many texts; "
            "`columns`: the last stamp of `column_block`; `salt`: of the keys of absent articles; `scrub`: a purge is "
            "to be finished; `late_runs`: how many entries came to `shingle` since it was emptied; `about.title` and "
            "the like: what `cuttings describe` set; `copy`: this is a reader's copy, made when and without what.",
            "value": "The mark, or the words.",
        },
    ),
    "article_fts": Table(
        "Full-text index",
        "Folded words only (the text itself stands in `text`); the row number is the article's.",
        {
            "headline": "Words of the headline.",
            "outlet": "Words of the outlet's name.",
            "author": "Words of the authors' and the agency's names.",
            "body": "Words of the text, the dateline's place and the tags.",
            "stem": "Stems that differ from their words, in languages that have a stemmer.",
        },
    ),
    **LEDGER,
    **LEAVING,
    **CURATION,
}
