"""XML that holds articles: RSS, Atom, and what agencies deliver."""
