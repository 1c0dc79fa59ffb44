"""The pages of the reading room: each module reads what one page needs and hands plain values to its template."""
