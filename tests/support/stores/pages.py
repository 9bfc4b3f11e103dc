"""What lies in a store's files below SQL: every page, decrypted, of the database and its write-ahead log.

What was deleted may still lie in the unused part of a page, where no query finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_IV, _RESERVED = 16, 80  # at the end of each page: the IV, then its HMAC-SHA512
_SALT = 16  # at the beginning of the file
_WAL_HEADER, _FRAME_HEADER = 32, 24


def pages_of(home: Path, key: bytes) -> Iterator[bytes]:
    """The plain text of each page in the home's database files."""
    for path in sorted(home.glob("store.db*")):
        content = path.read_bytes()
        if path.name.endswith("-wal"):
            yield from _of_log(content, key)
        elif not path.name.endswith("-shm"):
            yield from pages_in(content, key)


def pages_in(database: bytes, key: bytes) -> Iterator[bytes]:
    """The plain text of each page of a database file."""
    for at in range(0, len(database) - PAGE + 1, PAGE):
        yield _plain(database[at : at + PAGE], key, first=at == 0)


def _of_log(log: bytes, key: bytes) -> Iterator[bytes]:
    for at in range(_WAL_HEADER, len(log) - PAGE, _FRAME_HEADER + PAGE):
        number = int.from_bytes(log[at : at + 4], "big")
        page = log[at + _FRAME_HEADER : at + _FRAME_HEADER + PAGE]
        if len(page) == PAGE:
            yield _plain(page, key, first=number == 1)


def _plain(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - _RESERVED
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + _IV])).decryptor()
    return decryptor.update(page[_SALT if first else 0 : end]) + decryptor.finalize()


def holding(pages: Iterator[bytes], *words: str) -> list[str]:
    """Which of the words lie in any of the pages, whatever their case. The search index keeps words in pieces."""
    text = b"\n".join(pages).lower()
    return [word for word in words if word.lower().encode() in text]
