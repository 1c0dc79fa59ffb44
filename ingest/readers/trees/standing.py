"""What the folders around a file say of it, all of them together.

What any folder around a file puts aside stays aside, whatever a folder inside says: nothing in a page's companion
folder is a page. Else the innermost folder that has something to say is heard; of several claims on one folder the one
that was made first. A claim that is whole (a mirror, another tool's store) speaks for the folders inside as well.

Rule: pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Claimer, Folder


@dataclass(frozen=True, slots=True)
class Standing:
    """The claims on a folder and on those around it; what lies in it and below is asked about here."""

    held: tuple[tuple[int, Claim], ...] = ()
    """The innermost first: how many folders around the file are those around the claim's, and the claim."""

    def entered(self, folder: Folder, claimers: Sequence[Claimer]) -> "Standing":
        """Return what stands in `folder`, which lies in the folder of this standing; the outermost: in none."""
        if any(claim.is_whole for _, claim in self.held):
            return self
        made: list[tuple[int, Claim]] = []
        for claimer in claimers:
            claim = claimer(folder)
            if claim is not None:
                made.append((len(folder.around), claim))
            if claim is not None and claim.is_whole:
                break
        return Standing((*made, *self.held)) if made else self

    def about(self, path: str) -> Note | Aside | None:
        """Return what is known of the file at `path`, counted from the outermost folder; None where nothing is."""
        if not self.held:
            return None
        names = path.split("/")
        said = [each for depth, claim in self.held if (each := claim.about("/".join(names[depth:]))) is not None]
        return next((each for each in said if isinstance(each, Aside)), said[0] if said else None)
