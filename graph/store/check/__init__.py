"""Finds and names what is damaged: compares every stored record with what the claims make."""
