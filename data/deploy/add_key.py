#!/opt/ce-tui/bin/python -I
"""add_key.py FILE [KEYS]: adds the public key in FILE to the keys that open the app over ssh, and nothing else with it.

For root. Each line that is written begins with `restrict,pty`: whatever becomes of sshd's configuration, such a key
forwards nothing. Options that stand in FILE are not taken over. KEYS is whole before and after.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

KEYS = "/etc/ce-tui/authorized_keys"
RESTRICTED = "restrict,pty"
KINDS = (
    "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
)  # fmt: skip
LONGEST = 20_000  # bytes of a file with one key


def main(file: str, keys: str) -> int:
    """Add it. The exit code."""
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(LONGEST + 1)
    except OSError as error:
        return refused(f"{file!a} cannot be read: {error.strerror}.")
    if b"PRIVATE KEY" in content:
        return refused(f"{file!a} is a private key. It stays with its owner: add the file that ends in .pub.")
    lines = [line for line in content.decode("utf-8", "replace").splitlines() if line.strip()]
    key = read(lines[0]) if len(lines) == 1 and len(content) <= LONGEST else None
    if key is None:
        return refused(f"{file!a} is not one public key. Nothing was added.")
    kind, body, comment = key
    known = Path(keys).read_text("utf-8") if Path(keys).exists() else ""
    if body in known.split():
        print("This key is there already. Nothing was changed.")
        return 0
    known += "" if known.endswith("\n") or not known else "\n"
    put(Path(keys), f"{known}{RESTRICTED} {kind} {body}{f' {comment}' if comment else ''}\n")
    print(f"Added to {keys}: it opens the app, and nothing else.")
    return 0


def read(line: str) -> tuple[str, str, str] | None:
    """Kind, key and comment of a line, whatever options stand before them; None: there is no such key in it."""
    words = line.split()
    for at, kind in enumerate(words[:-1]):
        if kind in KINDS and is_key(kind, words[at + 1]):
            comment = " ".join(words[at + 2 :]).encode("ascii", "replace").decode("ascii")
            return kind, words[at + 1], "".join(char for char in comment if char.isprintable())
    return None


def is_key(kind: str, body: str) -> bool:
    """Whether the key says of itself that it is of this kind."""
    try:
        content = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return False
    length = int.from_bytes(content[:4], "big")
    return content[4 : 4 + length] == kind.encode() and len(content) > 4 + length


def put(keys: Path, content: str) -> None:
    """Write the file, whole or not at all."""
    made = keys.with_name(f".{keys.name}-{secrets.token_hex(8)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fchmod(handle, 0o644)  # sshd reads it with the account's rights
            os.fsync(handle)
        made.replace(keys)
    finally:
        with suppress(FileNotFoundError):
            made.unlink()


def refused(words: str) -> int:
    """Say why not."""
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("Usage: add-key FILE")
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else KEYS))
