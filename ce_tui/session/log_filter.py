"""Which entries of the log are wanted, and what was read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine


class LogFilter(msgspec.Struct, frozen=True):
    """Which entries: of one record, by one person, of one of the `GROUPS` of kinds, from a moment on. Empty: all."""

    ref: str = ""
    person: str = ""
    group: str = ""
    since: str = ""
    """ISO 8601 in UTC."""


class LogPage(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, the newest last. `older`: so many more are read next, if there are any; 0: there are none."""

    filter: LogFilter
    lines: tuple[AuditLine, ...]
    older: int
