"""Stages 1 to 5 in supervised processes: one poison page costs one page, whatever it does to its process.

The only package that starts processes. `Supervisor` is its face; `child` is what runs on the other side.
"""

from archive.workers.limits import Limits
from archive.workers.slots import Handled, Input
from archive.workers.supervisor import Supervisor

__all__ = ["Handled", "Input", "Limits", "Supervisor"]
