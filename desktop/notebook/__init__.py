"""What the reader adds: reading state, stars, tags."""
