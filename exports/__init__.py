"""What leaves: the reading room, the dossier, records. Reads through `archive.reader` and `archive.search`."""
