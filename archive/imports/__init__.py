"""What other tools' stores say of the pages in them: those kept in databases here, those kept in files by the readers.

Rule: looks into databases, and never writes to one; knows folders, nothing of the archive.
"""

from archive.imports.archivebox import claim_archivebox_database
from archive.imports.zotero import claim_zotero
from ingest.readers.trees import CLAIMERS as PLAIN_CLAIMERS
from ingest.readers.trees import Claimer

__all__ = ["CLAIMERS"]

CLAIMERS: tuple[Claimer, ...] = (claim_zotero, claim_archivebox_database, *PLAIN_CLAIMERS)
"""All that may claim a folder on the disk, in the order in which they are heard."""
