"""The measuring of extraction: labelled sets, peers in child processes, scores, floors, tables.

Rule: reads pages, runs extractors, prints; nothing of the shipped packages knows it.
"""
