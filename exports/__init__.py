"""What leaves: the reading room, the dossier, records. Reads through `archive.reader` and `archive.search`."""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from exports.dossier import build_dossier
    from exports.records import write_csv, write_jsonl

__all__ = [
    "build_dossier",
    "write_csv",
    "write_jsonl",
]

_PLACES = {
    "build_dossier": "exports.dossier",
    "write_csv": "exports.records",
    "write_jsonl": "exports.records",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
