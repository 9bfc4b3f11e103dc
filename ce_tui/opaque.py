"""A base for classes whose constructor takes their fields."""

from __future__ import annotations

from typing import Any

import msgspec


class Opaque(msgspec.Struct, eq=False, dict=True, weakref=True):
    """Compared by identity. Printing it tells no field: they hold keys and people's words.

    A struct, because each dataclass makes the start slower. `dict`: parts also hold what their fields do not name.
    """

    __repr__ = object.__repr__

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Nothing: a struct's own would tell all."""
        return []
