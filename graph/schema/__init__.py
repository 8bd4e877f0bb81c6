"""The declarative schema and everything that is generated from it."""
