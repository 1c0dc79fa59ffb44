"""A line in its place.

Rule: a record only.
"""

from dataclasses import dataclass

from ingest.extract.dump.judge import Look
from ingest.extract.dump.lines import Line
from schemas.document import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Placed:
    """What one line of a dump is, and why."""

    line: Line
    look: Look
    kind: BlockKind
    rule: str
    kept: bool = True

    def block(self) -> Block:
        """Return the line as a block."""
        return Block(
            kind=self.kind, text=self.line.text, place=f"line {self.line.number}", rule=self.rule, kept=self.kept
        )


def dropped(line: Line, look: Look, rule: str) -> Placed:
    """Return a line that is no part of the article."""
    return Placed(line, look, BlockKind.FURNITURE, rule, kept=False)
