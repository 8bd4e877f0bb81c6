"""Completion: pure functions of text, cursor and vocabulary."""
