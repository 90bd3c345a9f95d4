"""Reviews against each other."""
