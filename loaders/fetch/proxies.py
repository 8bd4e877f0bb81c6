"""Which proxy the environment names for an address (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY)."""

from __future__ import annotations

from urllib.request import getproxies_environment, proxy_bypass


def proxy_for(scheme: str, host: str) -> str | None:
    """Give the proxy's address for a host, None where none is to be used."""
    named = getproxies_environment()
    found = named.get(scheme) or named.get("all")
    if not found or proxy_bypass(host):
        return None
    return found if "://" in found else f"http://{found}"
