"""Many reviews: loading them, finding among them, counting them."""
