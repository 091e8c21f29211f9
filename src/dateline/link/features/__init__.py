"""Features of two accounts, by what they compare; each is a function that gives a ground, or None."""
