"""Stage 1 for web archives: WARC (ISO 28500) and its predecessor ARC, plain, gzip or zstd.

`window` shows a member's bytes, `heads` reads what stands before a record, `walk` finds where records begin and end
(the one place that decides it, for reading and for dividing a file), `digests` checks them, `http` and `coding` take an
answer apart, `kinds` says what a record is to us, `reader` joins them.

Rule: pure.
"""

from ingest.readers.warc.reader import is_warc, read_warc, split_warc

__all__ = ["is_warc", "read_warc", "split_warc"]
