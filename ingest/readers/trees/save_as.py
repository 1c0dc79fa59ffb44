"""A page saved by a browser: `Page.html`, and beside it a folder of its pictures, scripts and frames.

The folder's ending depends on the browser's language. Only endings that are known count: `index-2022` beside
`index.html` is a folder of pages.

Rule: pure; names only.
"""

from dataclasses import dataclass

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Folder, Names
from schemas.report import Reason

ENDINGS = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_ficheiros", "_arquivos", "_file", "_bestanden",
    "-filer", "_filer", "_tiedostot", "_pliki", "_soubory", ".soubory", "_súbory", "_subory", "_elemei", "_fájlok",
    "_dosyalar", "_datoteke", "_fitxers", "_fitxategiak", "_failid", "_failai", "_faili", "_fails", "_bylos",
    "_fajlovi", "_fișiere", "_fisiere", "_файлы", "_файли", "_файлове", "_датотеке", "_αρχεία", "_קבצים", "_ملفات",
    "_文件", "_檔案", "_ファイル", "_파일",
)  # fmt: skip
"""What browsers in their languages put behind a page's name."""
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")

_BELONGS = Aside(
    reason=Reason.PART_OF_PAGE, detail="It belongs to the page beside its folder: a browser saved it with that page."
)
_LOWERED = tuple(ending.lower() for ending in ENDINGS)


@dataclass(frozen=True, slots=True)
class SavedPages:
    """A folder in which pages lie with their companions."""

    companions: frozenset[str]
    kind: str = "save-as"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Put aside what lies in a companion folder, whatever it is."""
        folder, slash, _ = inside.partition("/")
        return _BELONGS if slash and folder in self.companions else None


def claim_saved_pages(folder: Folder) -> Claim | None:
    """Claim a folder that holds a page with its companion folder."""
    companions = frozenset(name for name in folder.folders if _has_page(name, folder.files))
    return SavedPages(companions) if companions else None


def _has_page(name: str, files: Names) -> bool:
    """Say whether the page lies beside that a folder of this name would belong to."""
    lowered = name.lower()
    for ending in _LOWERED:
        if lowered.endswith(ending) and len(name) > len(ending):
            stem = name[: -len(ending)]
            if any(f"{stem}{page}" in files or f"{stem}{page.upper()}" in files for page in PAGES):
                return True
    return False
