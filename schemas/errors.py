"""The error tree. A message says what, where, and what to do next.

    CuttingsError
    ├── UsageError            the call cannot mean anything (exit 2)
    ├── ArchiveError
    │   ├── NotAnArchive      the file is something else
    │   ├── ArchiveMissing    there is no such file
    │   ├── ArchiveLocked     another process is writing
    │   ├── NotWritable       its folder takes no files
    │   ├── NewerArchive      made by a later version
    │   ├── OlderArchive      made by an earlier version, and opened for reading only
    │   ├── SealedCopy        a copy for readers: nothing is written to it
    │   ├── LogBesideArchive  a log lies beside it that cannot be read here
    │   ├── DamagedArchive    what is packed in it cannot be unpacked (a ValueError, too)
    │   ├── HeldByLaw         a legal hold forbids to purge it
    │   └── UnknownArticle    no article of that name
    │       └── AbsentArticle it is withheld, or was purged
    ├── ReadError             an input could not be read
    │   └── BrokenRecord      a record in a readable container could not
    ├── StreamError           what lies packed in an input cannot be unpacked to its end
    ├── UnreadableDatabase    another tool's database cannot be looked into
    ├── PluginError           a reader that somebody installed cannot be used
    ├── SidecarError          the spreadsheet of facts is not usable
    ├── CorrectionError       a correction names an unknown field or an impossible value
    ├── ExportError           a rendition could not be made
    ├── IngestStopped         an ingest was asked to stop; what it had stored is in
    └── CodecError            JSON that is not the record it should be

Rule: standard library only.
"""

from schemas.page import Source
from schemas.report import IngestReport, Reason


class CuttingsError(Exception):
    """Base of every error that this project raises on purpose."""


class UsageError(CuttingsError):
    """The call cannot mean anything."""


class ArchiveError(CuttingsError):
    """The archive cannot do what was asked."""


class NotAnArchive(ArchiveError):
    """The file exists and is no cuttings archive."""

    def __init__(self, path: str) -> None:
        """Name the file."""
        self.path = path
        super().__init__(
            f"{path} is not a cuttings archive. Name another file: `cuttings ingest NEW.db SOURCE` makes one."
        )


class ArchiveMissing(ArchiveError):
    """There is no such file."""

    def __init__(self, path: str) -> None:
        """Name the file."""
        self.path = path
        super().__init__(f"{path} does not exist. Make it with: cuttings ingest {path} SOURCE")


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""

    def __init__(self, path: str, holder: str | None) -> None:
        """Name the file and who holds the lock."""
        self.path = path
        self.holder = holder
        who = f" (process {holder})" if holder else ""
        super().__init__(
            f"{path} is being written by another cuttings process{who}. Wait until it ends, then run this again."
        )


class NotWritable(ArchiveError):
    """Nothing can be written where the archive lies."""

    def __init__(self, path: str, problem: str) -> None:
        """Name the archive and what the system said."""
        self.path = path
        self.problem = problem
        super().__init__(
            f"{path} cannot be written here: {problem}. Its folder must exist, take new files and have room; "
            "or name an archive elsewhere."
        )


class NewerArchive(ArchiveError):
    """The archive was made by a later version."""

    def __init__(self, path: str, migrations: tuple[str, ...]) -> None:
        """Name the file and the migrations that this version does not know."""
        self.path = path
        self.migrations = migrations
        super().__init__(
            f"{path} was written by a newer cuttings ({', '.join(migrations)}). Upgrade: pipx upgrade cuttings"
        )


class OlderArchive(ArchiveError):
    """The archive was made by an earlier version, and opened for reading only."""

    def __init__(self, path: str) -> None:
        """Name the file."""
        self.path = path
        super().__init__(
            f"{path} was written by an older cuttings, or its making was cut off. Any command that writes brings it "
            f"up to date, e.g. cuttings ingest {path} SOURCE"
        )


class SealedCopy(ArchiveError):
    """The file is a copy for readers."""

    def __init__(self, path: str) -> None:
        """Name the file."""
        self.path = path
        super().__init__(
            f"{path} is a reader's copy (cuttings publish): it is made to be read, not written. Name the archive that "
            "it was made of."
        )


class LogBesideArchive(ArchiveError):
    """A log lies beside the archive, and cannot be read with it: the latest changes would be missing."""

    def __init__(self, path: str, *, is_copy: bool = False) -> None:
        """Name the file; `is_copy`: it is a reader's copy, to which no log can belong."""
        self.path = path
        if is_copy:
            super().__init__(
                f"{path}-wal lies beside {path}, a reader's copy, which never had one: somebody wrote to it, or the "
                "log is another file's. Move the log away, then look at the copy with: cuttings verify " + path
            )
            return
        super().__init__(
            f"{path}-wal lies beside {path} and holds changes that are not in it yet; here they cannot be read. Where "
            f"the archive comes from, make a copy that is one file: cuttings publish {path} COPY. Or move both files "
            "to a folder that can be written."
        )


class DamagedArchive(ArchiveError, ValueError):
    """What is packed in the archive cannot be unpacked. A ValueError, for the check tells it with its row."""


class UnknownArticle(ArchiveError):
    """No article answers to that name."""

    def __init__(self, ref: str) -> None:
        """Keep the name that was asked for."""
        self.ref = ref
        super().__init__(
            f"no article {ref!r} in this archive. `cuttings list ARCHIVE` shows ids and accession numbers."
        )


class AbsentArticle(UnknownArticle):
    """The article that answers to that name is withheld, or was purged."""

    def __init__(self, ref: str, sentence: str) -> None:
        """Keep the name that was asked for; `sentence`: state, since when, by whom and why."""
        super().__init__(ref)
        self.args = (sentence,)


class HeldByLaw(ArchiveError):
    """A legal hold forbids to purge an article."""

    def __init__(self, sentence: str) -> None:
        """Say which hold it is."""
        super().__init__(
            f"{sentence} Nothing was purged. Where the hold has ended, lift it first: "
            "cuttings release ARCHIVE ID --legal-hold --because WHY"
        )


class ReadError(CuttingsError):
    """An input could not be read."""

    def __init__(self, source: Source, problem: str) -> None:
        """Name the input and the problem."""
        self.source = source
        self.problem = problem
        super().__init__(f"{source}: {problem}")


class BrokenRecord(ReadError):
    """A container was readable but one record in it was not. Reading goes on after it."""


class StreamError(CuttingsError):
    """What lies packed in an input cannot be unpacked to its end: it is cut off, damaged, or would grow too large."""

    def __init__(self, reason: Reason, detail: str, offset: int | None = None) -> None:
        """Say why, and at which packed byte where that is known."""
        self.reason = reason
        self.detail = detail
        self.offset = offset
        super().__init__(detail)


class UnreadableDatabase(CuttingsError):
    """Another tool's database cannot be looked into: in use, damaged, or too slow to answer."""


class PluginError(CuttingsError):
    """A reader that somebody installed cannot be used."""


class SidecarError(CuttingsError):
    """The spreadsheet of facts is not usable."""


class CorrectionError(CuttingsError):
    """A correction names an unknown field or an impossible value."""


class ExportError(CuttingsError):
    """A rendition could not be made."""


class CodecError(CuttingsError):
    """JSON that is not the record it should be."""

    def __init__(self, where: str, problem: str) -> None:
        """Name the place in the record, e.g. `Article.facts[2].basis`, and the problem."""
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}" if where else problem)


class IngestStopped(CuttingsError):
    """An ingest was asked to stop. What it had stored is in, and the report says what that is."""

    def __init__(self, report: IngestReport) -> None:
        """Keep the report."""
        self.report = report
        super().__init__(
            f"stopped after {report.inputs} inputs ({report.new} new, {report.known} known). They are safe in "
            "the archive. Run the same command again to take in the rest."
        )
