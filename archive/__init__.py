"""The SQLite archive: the only package that writes."""
