"""Bytes to articles: readers, decode, extract, normalise, sign, relate. Pure: no database, no clock, no processes."""
