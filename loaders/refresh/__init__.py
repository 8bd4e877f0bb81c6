"""Refresh: brings the graph to what the sources say now, one transaction per source item."""
