"""Why the tier cannot run."""


class Missing(Exception):
    """One sentence for the developer: what to install or to correct."""
