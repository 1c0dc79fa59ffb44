"""Files that are one page: HTML, plain text, PDF; and what savers and web archives leave in pages of their origin."""
