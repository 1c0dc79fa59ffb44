"""What the folders around a file say of it: one module a kind of folder; `CLAIMERS` is the registry.

Rule: pure; a folder is what `Folder` shows of it, be it on a disk or in a container.
"""

from ingest.readers.trees.archivebox import claim_archivebox
from ingest.readers.trees.downloads import claim_downloads
from ingest.readers.trees.folder import Aside, Claim, Claimer, Folder, Names, decoded, encoded
from ingest.readers.trees.hosts import claim_host
from ingest.readers.trees.httrack import claim_httrack
from ingest.readers.trees.members import Members, ReadMember
from ingest.readers.trees.page_records import claim_pages_with_records
from ingest.readers.trees.save_as import claim_saved_pages
from ingest.readers.trees.standing import Standing
from ingest.readers.trees.wayback import claim_wayback

__all__ = [
    "CLAIMERS",
    "Aside",
    "Claim",
    "Claimer",
    "Folder",
    "Members",
    "Names",
    "ReadMember",
    "Standing",
    "decoded",
    "encoded",
]

CLAIMERS: tuple[Claimer, ...] = (
    claim_archivebox,
    claim_httrack,
    claim_wayback,
    claim_saved_pages,
    claim_downloads,
    claim_pages_with_records,
    claim_host,
)
"""In the order in which they are heard; a folder may be claimed by several."""
