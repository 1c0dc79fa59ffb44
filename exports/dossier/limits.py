"""How much of a text a dossier prints. What is cut here stays in the archive, and the dossier says so.

The figures keep a hostile or broken page from costing more than a long honest one.
"""

ARTICLES = 1_000
"""Articles of one dossier: two or three thousand pages."""

WORD = 400
"""Characters of one unbroken word (scripts that write without spaces are not counted)."""

MARKS = 8
"""Combining marks on one letter; pointed Arabic, cantillated Hebrew and decomposed Vietnamese need three or four."""

BLOCK = 6_000
"""Characters of one paragraph; longer ones are set as several."""

TEXT = 240_000
"""Characters of one article, about eighty pages."""

BLOCKS = 2_000
"""Blocks of one article."""

LINES = 300
"""Lines of one preformatted block."""

TABLE_ROWS = 150
TABLE_COLUMNS = 8
CELL = 600
"""Rows, columns, and characters of a cell of one table."""

HEADLINE = 400
STANDFIRST = 1_200
FIELD = 500
"""Characters of a line in the block of facts."""

LINK = 2_000
"""Characters of an address that is still made a link."""

LISTED = 12
"""Values of one fact (authors, tags, captures) that are listed; the rest are counted."""
