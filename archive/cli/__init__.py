"""The command line: one module a command group, each loaded when it is called. The only place that sees everything.

Rule: no rules of its own: it asks, calls and prints. Heavy imports stand inside the functions that need them.
"""

from archive.cli.group import Commands, cli

__all__ = ["Commands", "cli"]
