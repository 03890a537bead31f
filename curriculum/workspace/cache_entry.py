"""What was examined, as bytes: for the cache, and on the way between processes."""

from __future__ import annotations

import zlib
from functools import cache

import msgspec

from curriculum.workspace.file_result import CacheEntry

# Texts repeat themselves and field names do: a fifth is left, in a third of the encoding's time.
_LEVEL = 1


@cache
def _decoder() -> msgspec.msgpack.Decoder[CacheEntry]:
    return msgspec.msgpack.Decoder(CacheEntry)


def to_bytes(entry: CacheEntry) -> bytes | None:
    """None where a text is no Unicode: such a file is examined every time."""
    try:
        return zlib.compress(msgspec.msgpack.encode(entry), _LEVEL)
    except UnicodeEncodeError:
        return None


def from_bytes(data: bytes, key: str) -> CacheEntry | None:
    """None where they are not what `to_bytes` made of it; a checksum finds what was changed."""
    try:
        entry = _decoder().decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError):
        return None
    return entry if entry.key == key else None
