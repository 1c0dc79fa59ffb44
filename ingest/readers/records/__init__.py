"""Records of articles as scrapers and exports write them: JSON Lines, JSON documents, tables."""
