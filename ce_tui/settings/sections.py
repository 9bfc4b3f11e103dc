"""The tables of a configuration: each has its defaults, and refuses what it does not know."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ce_tui.core.pathway.words import MARKING
from ce_tui.core.words.children import NAMES
from ce_tui.settings.lock_times import IdleTimes


class ReferralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How referrals leave. `folder`: what the app exports goes into a folder for each person in it, and nowhere else;
    empty: wherever that person says.
    """

    marking: str = MARKING
    encrypt: bool = True
    folder: str = ""


class BackupSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the app writes backups. `folder`: there, and nowhere else; empty: where exports go."""

    folder: str = ""


Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]


class LockSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a terminal locks by itself, in seconds; 0: never. Each account can choose another `idle`.

    `idle`: without a key, until it locks; `warn`: so long before that it is warned, at least 20 s for people who
    need time (WCAG 2.2.1); `end`: locked and without a key, until the app ends; `call`: in place of a shorter `idle`
    from the first key in the script or the record of a call until it is left, whatever the account has chosen.
    """

    idle: Seconds = IdleTimes().idle
    warn: Seconds = IdleTimes().warn
    end: Seconds = IdleTimes().end
    call: Seconds = IdleTimes().call

    @property
    def times(self) -> IdleTimes:
        """As the idle watch takes them."""
        return IdleTimes(self.idle, self.warn, self.end, self.call)


class SharingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two people and one screening: after how many seconds without a change it can be taken over."""

    take_over_after: Annotated[int, msgspec.Meta(ge=10, le=86_400)] = 120


class AuditSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the audit chain is anchored: a file, or empty for `anchors.log` beside the store.

    `wrong_tries`: whether syslog is told at once of each wrong try to sign in; empty: where `anchors` names syslog.
    What is gone is passed over and said (`Config.gone`): "syslog" as the file's name, and `journal`.
    """

    anchors: str = ""
    journal: str = ""
    wrong_tries: Literal["", "syslog", "off"] = ""


class ListSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How lists show children, where others at a desk can read them: "names", "initials" or "references".

    Each account can choose another.
    """

    children: str = NAMES
