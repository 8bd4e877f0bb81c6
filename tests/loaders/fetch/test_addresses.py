from datetime import UTC, datetime

import pytest

from loaders.fetch.addresses import is_public
from loaders.fetch.status import seconds_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_private_addresses_in_every_disguise(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0), (" 5 ", 5.0), ("Wed, 04 Mar 2026 10:01:00 GMT", 60.0), ("Wed, 04 Mar 2026 09:00:00 GMT", 0.0),
        ("soon", None), ("-5", None), ("", None), (None, None), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(stated: str | None, seconds: float | None) -> None:
    assert seconds_of(stated, datetime(2026, 3, 4, 10, tzinfo=UTC)) == seconds
