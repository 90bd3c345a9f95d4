"""Tests: the folders mirror those of desktop."""
