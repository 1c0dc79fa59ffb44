"""What things are: frozen records, closed lists of words, the error tree. Standard library only."""
