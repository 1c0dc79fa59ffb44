"""The tables of the files that were read to their end, as SQL.

An entry goes with any capture or rejection that it rests on: then its file is read again. So nothing is left of what
was purged, and no entry answers for what is not there any more.

Rule: SQL only; `archive.migrations` runs it.
"""

from archive.described import Table

LEDGER = (
    """CREATE TABLE file_read (
        id INTEGER PRIMARY KEY,
        locator TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT,
        context TEXT NOT NULL,
        inputs INTEGER NOT NULL,
        run_id INTEGER NOT NULL REFERENCES run(id)
    )""",
    "CREATE INDEX file_read_locator ON file_read(locator, size)",
    """CREATE TABLE file_result (
        file_id INTEGER NOT NULL REFERENCES file_read(id),
        position INTEGER NOT NULL,
        member TEXT,
        offset INTEGER,
        capture_id INTEGER,
        rejection_id INTEGER,
        PRIMARY KEY (file_id, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX file_result_capture ON file_result(capture_id) WHERE capture_id IS NOT NULL",
    "CREATE INDEX file_result_rejection ON file_result(rejection_id) WHERE rejection_id IS NOT NULL",
    """CREATE TRIGGER file_read_gone AFTER DELETE ON file_read BEGIN
        DELETE FROM file_result WHERE file_id = old.id;
    END""",
    """CREATE TRIGGER file_result_capture_gone BEFORE DELETE ON capture BEGIN
        DELETE FROM file_read WHERE id IN (SELECT file_id FROM file_result WHERE capture_id = old.id);
    END""",
    """CREATE TRIGGER file_result_rejection_gone BEFORE DELETE ON rejection BEGIN
        DELETE FROM file_read WHERE id IN (SELECT file_id FROM file_result WHERE rejection_id = old.id);
    END""",
)

DESCRIBED: dict[str, Table] = {
    "file_read": Table(
        "Files read to their end",
        "What a later ingest need not read again: a file of the same bytes, with the same row of a spreadsheet and by "
        "the same rules, gives the same results. An entry goes with any of its results. Not in the digest.",
        {
            "id": "Row number.",
            "locator": "Path of the file below the folder that was given.",
            "size": "Its bytes.",
            "sha256": "SHA-256 of the whole file; empty while its results are still coming.",
            "context": "Mark of what else the results depend on: rules, limits, what a spreadsheet or the folder says.",
            "inputs": "How many results it gave.",
            "run_id": "The run that read it.",
        },
    ),
    "file_result": Table(
        "Results of files read to their end",
        "One row a result, in the order of the file: a capture or a rejection.",
        {
            "file_id": "The file.",
            "position": "Place among its results, from 0.",
            "member": "Name of the member of a container.",
            "offset": "Line, number or byte at which the record starts.",
            "capture_id": "The capture that it gave.",
            "rejection_id": "Or the rejection.",
        },
    ),
}
