"""Refreshes whose writer, store, or both are killed at seeded random moments."""
