"""Stages 1 to 5 in supervised processes: one poison page costs one page, whatever it does to its process.

The only package that starts processes. `Supervisor` is its face; `child` is what runs on the other side. `Crew` is for
other work than pages: jobs of bytes.
"""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from archive.workers.limits import Limits
    from archive.workers.slots import Handled, Input
    from archive.workers.supervisor import Supervisor

__all__ = ["Handled", "Input", "Limits", "Supervisor"]

_PLACES = {
    "Handled": "archive.workers.slots",
    "Input": "archive.workers.slots",
    "Limits": "archive.workers.limits",
    "Supervisor": "archive.workers.supervisor",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
