"""The outline of a file: what a viewer lists beside the pages.

Rule: knows pikepdf.
"""

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from exports.dossier.press.sheets import Mark


def write_outline(pdf: Pdf, marks: Sequence[tuple[Mark, int]]) -> None:
    """Write the marks, each with the number of its part's first page, as the outline of `pdf`."""
    if not marks:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[list[pikepdf.Object]] = [[]]
    parents = [root]
    for mark, start in marks:
        level = min(mark.level, len(parents) - 1)
        del parents[level + 1 :], above[level + 1 :]
        item = pdf.make_indirect(
            Dictionary(
                Title=String(mark.title),
                Parent=parents[level],
                Dest=Array([pdf.pages[start + mark.page].obj, Name.XYZ, 0, mark.y, 0]),
            )
        )
        _hang(parents[level], above[level], item)
        parents.append(item)
        above.append([])
    root.Count = len(marks)
    pdf.Root.Outlines = root
    pdf.Root.PageMode = Name.UseOutlines


def _hang(parent: pikepdf.Object, before: list[pikepdf.Object], item: pikepdf.Object) -> None:
    """Hang an item below its parent, behind those that hang there."""
    if before:
        before[-1].Next = item
        item.Prev = before[-1]
    else:
        parent.First = item
    parent.Last = item
    parent.Count = parent.get("/Count", 0) + 1
    before.append(item)
