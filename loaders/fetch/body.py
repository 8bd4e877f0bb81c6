"""The body of an answer, counted while it comes: on the wire, and again as it is decompressed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from loaders.documents.limits import megabytes
from loaders.fetch.limits import Limits
from loaders.fetch.outcome import FetchFault, Reason

if TYPE_CHECKING:
    import httpx

ACCEPTED = "gzip, deflate"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def read_body(response: httpx.Response, limits: Limits) -> bytes:
    """Read and decompress.

    Raises:
        FetchFault: larger than allowed, in a compression that was not asked for, or broken off.
    """
    wire = _counted(response.iter_raw(), limits.wire_bytes)
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return b"".join(wire)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFault(Reason.BROKEN, f'the page comes compressed as "{encoding[:40]}", which was not asked for')
    return unpack(wire, limits.body_bytes)


def unpack(chunks: Iterable[bytes], most: int) -> bytes:
    """Decompress gzip or zlib, never holding more than ``most`` bytes.

    Raises:
        FetchFault: more than that comes out, or the data is broken.
    """
    reader, parts, size = zlib.decompressobj(_GZIP_OR_ZLIB), [], 0
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if reader.eof:  # gzip files may follow each other
                    reader = zlib.decompressobj(_GZIP_OR_ZLIB)
                parts.append(reader.decompress(rest, most + 1 - size))
                size += len(parts[-1])
                if size > most:
                    raise FetchFault(Reason.LARGE, f"larger than {megabytes(most)} when decompressed")
                rest = reader.unconsumed_tail or reader.unused_data
    except zlib.error:
        raise FetchFault(Reason.BROKEN, "the compressed page is damaged") from None
    if not reader.eof and parts:
        raise FetchFault(Reason.BROKEN, "the compressed page breaks off", passing=True)
    return b"".join(parts)


def _counted(chunks: Iterable[bytes], most: int) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchFault(Reason.LARGE, f"larger than the {megabytes(most)} allowed for one page")
        yield chunk
