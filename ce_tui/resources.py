"""Where the app's own files are: `data/` and `styles/`, in a checkout and in an installed package.

In a checkout both lie at the top, beside the package; a wheel carries them inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


DATA = _folder("data")
STYLES = _folder("styles")
