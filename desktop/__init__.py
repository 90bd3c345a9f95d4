"""Diptych: read reviews side by side."""
