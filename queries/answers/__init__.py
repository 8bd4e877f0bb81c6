"""Answers that explain themselves: from any id back to the sentences."""
