"""Benchmarks: commands that print ratios to a floor measured in the same run; no timed tests."""
