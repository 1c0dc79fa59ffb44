"""Stage 4: dates, names of fields, addresses, folding. Pure; open to every layer above."""
