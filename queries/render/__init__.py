"""Rows on paper: table, JSON, JSON lines and CSV of any result."""
