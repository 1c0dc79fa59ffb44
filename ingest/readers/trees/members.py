"""The folders in a container, as its members' names make them: so the same is said of a mirror in a ZIP.

Rule: pure; holds the names, twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claimer, Folder, Names, encoded
from ingest.readers.trees.standing import Standing

ReadMember = Callable[[str, int], bytes | None]
"""Returns up to so many bytes of the member of that name; None where there is none, or none that can be read."""

_DEEPEST = 100
"""Folders around a member about which claims are asked."""


@dataclass(slots=True)
class _Held:
    """The names in one folder, as they come."""

    files: list[bytes] = field(default_factory=list)
    folders: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder of a container."""

    name: str
    around: tuple[str, ...]
    files: Names
    folders: Names
    path: str
    """From the outermost folder of the container; ends with `/`, except that folder's own, which is empty."""
    reader: ReadMember

    def read(self, inside: str, most: int) -> bytes | None:
        """Return up to `most` bytes of a member in it."""
        return self.reader(f"{self.path}{inside}", most)


class Members:
    """Answers what the folders in a container say of its members."""

    def __init__(self, names: Iterable[str], read: ReadMember, claimers: Sequence[Claimer], name: str = "") -> None:
        """Take the members' names (`a/b.html`), a way to look into them, and the container's own name."""
        self._name, self._read, self._claimers = name, read, claimers
        self._held: dict[str, _Held] = {"": _Held()}
        self._standings: dict[str, Standing] = {}
        for each in names:
            self._enter(each)

    def about(self, member: str) -> Note | Aside | None:
        """Return what is known of a member; None where nothing is."""
        if member.count("/") > _DEEPEST:
            return None
        return self._standing(member.rpartition("/")[0]).about(member)

    def _enter(self, member: str) -> None:
        """Enter a member, and the folders that it lies in."""
        folder, _, name = member.rpartition("/")
        try:
            is_too_deep = encoded(member).count(b"/") > _DEEPEST
        except UnicodeEncodeError:
            return  # no claim knows such a name; the member itself is read
        if is_too_deep:
            return
        is_new = folder not in self._held
        held = self._held.setdefault(folder, _Held())
        if name:
            held.files.append(encoded(name))
        while is_new and folder:
            folder, _, own = folder.rpartition("/")
            is_new = folder not in self._held
            self._held.setdefault(folder, _Held()).folders.add(encoded(own))

    def _standing(self, folder: str) -> Standing:
        """Return what stands in a folder."""
        if folder not in self._standings:
            outer = self._standing(folder.rpartition("/")[0]) if folder else Standing()
            self._standings[folder] = outer.entered(self._folder(folder), self._claimers)
        return self._standings[folder]

    def _folder(self, folder: str) -> Folder:
        """Return the view of a folder."""
        held = self._held.get(folder) or _Held()
        names = [self._name, *folder.split("/")] if folder else [self._name]
        path = f"{folder}/" if folder else ""
        return _Folder(names[-1], tuple(names[:-1]), Names(held.files), Names([*held.folders]), path, self._read)
