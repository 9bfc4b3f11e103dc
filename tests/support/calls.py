"""How much work something is, by the Python functions that it calls: no load of the machine changes that."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable


def python_calls(work: Callable[[], object]) -> int:
    """The calls of functions, and the times that a generator goes on, once everything was done before."""
    work()
    called = Counter[str]()
    sys.setprofile(lambda _frame, event, _argument: called.update([event]))
    try:
        work()
    finally:
        sys.setprofile(None)
    return called["call"]
