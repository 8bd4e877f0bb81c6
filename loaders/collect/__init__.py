"""Collecting: what the sources in ``sources.toml`` list is fetched, kept, and offered as source items."""
