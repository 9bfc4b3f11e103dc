"""What is said wherever the passphrase of a PDF is told or chosen."""

from __future__ import annotations

HYPHENS = "The hyphens are part of it."
REFUSED_BY_SOME = (
    "This passphrase is longer than 32 bytes: some readers, poppler's command line tools among them, "
    "refuse it."
)
