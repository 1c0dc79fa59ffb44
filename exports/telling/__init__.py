"""How a story is told: order, marks, credit, disagreements, the drawing. The reading room and the dossier share it.

It stands beside both, since neither may import the other. It sees records and texts; no database, HTML or Datasette.
"""
