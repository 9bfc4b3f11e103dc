"""A base for classes whose constructor takes their fields."""

from __future__ import annotations

from typing import Any

import msgspec


class Opaque(msgspec.Struct, eq=False, dict=True, weakref=True):
    """Compared by identity; no way to print it tells its fields: they hold keys and people's words.

    At start a struct is made in a tenth of the time that a dataclass takes.
    """

    __repr__ = object.__repr__

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return []
