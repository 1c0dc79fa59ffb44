"""What `ingest.decode` needs to know about encodings: labels, declarations inside the page, and a guess.

Rule: bytes in, names out; pure.
"""
