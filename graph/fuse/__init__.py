"""Fusing: a pure function from claims to the graph. Same claims, same graph, in any order and any batching."""
