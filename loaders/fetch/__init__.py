"""Fetching over HTTP, politely and within bounds: every outcome is a value, a page or the reason why there is none."""
