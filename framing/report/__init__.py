"""A comparison as a whole, laid out for people."""
