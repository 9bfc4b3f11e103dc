"""What a parameter takes, where a shell may complete it. Of all others it completes nothing.

So no reference and nobody's name is ever offered: there is no kind for them here.
"""

from __future__ import annotations

from typing import Literal

from click.types import StringParamType

Offers = Literal["files", "localities", "words"]


class Completed(StringParamType):
    """Text that a command takes as it is typed, and of which a shell may offer the rest. `words`: those to choose."""

    def __init__(self, offers: Offers, words: tuple[str, ...] = ()) -> None:
        self.offers = offers
        self.words = words


FILE = Completed("files")
LOCALITY = Completed("localities")
