"""What changed between two states of the graph: runs, or days as they were known."""
