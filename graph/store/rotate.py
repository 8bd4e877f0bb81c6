"""``trunkline store rotate``."""

from __future__ import annotations

import typer


def rotate() -> None:
    """Make new passwords for the embedded store's accounts; the old ones stop working at once."""
    from graph.errors import UsageError
    from graph.settings import load_settings
    from graph.store.embedded.server import rotate_passwords

    settings = load_settings()
    if settings.store_uri:
        raise UsageError(
            f"TRUNKLINE_STORE_URI names {settings.store_uri}, whose accounts belong to its owner: change the password "
            "there, or unset it to use the embedded store."
        )
    if not rotate_passwords(settings):
        typer.echo("There is no embedded store yet; the first command makes its passwords.")
    else:
        typer.echo("The embedded store has new passwords; the old ones no longer work.")
