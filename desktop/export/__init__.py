"""Taking reviews and comparisons out of the program."""
