"""One file in, one review (or several) out: each stage is a module."""
