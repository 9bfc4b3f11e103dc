"""The rules of keeping: when a draft, and when a completed screening, comes up for the lead's decision."""

from __future__ import annotations

import re

from ce_tui.core.vault import retention
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.doing import was_done
from ce_tui.session.station import Station
from ce_tui.session.words.keeping import AS_CONFIGURED, NO_AGE, RULES_SET, rules_question

_AGE = re.compile("[0-9]{1,3}")
_OLDEST = 120  # years


def read_age(typed: str) -> int:
    """The age of a rule, as it was typed; 0, or nothing typed: no such rule. Raises `Refused`."""
    age = typed.strip() or "0"
    if not (_AGE.fullmatch(age) and int(age) <= _OLDEST):
        raise Refused(NO_AGE)
    return int(age)


def read_after(typed: str) -> str:
    """The length of time of a rule, as it was typed; nothing typed: no such rule. Raises `Refused`."""
    retention.check_after(typed)
    return typed.strip()


async def set_rules(asker: Asker, station: Station, rules: Retention) -> JobResult:
    """Say what the rules come to, and set them in this store."""
    casebook = station.session.casebook
    try:
        retention.check(rules)
    except Refused as refused:
        return JobResult(done=False, words=refused.words)
    if not await asker.confirm(rules_question(rules), "Set these rules", "Go on changing them"):
        return JobResult(done=False)
    done = await was_done(asker, "Setting the rules.", lambda: casebook.reviews.set_rules(rules))
    return JobResult(done, RULES_SET if done else "")


async def follow_configuration(asker: Asker, station: Station) -> JobResult:
    """Follow the rules of this machine's configuration, and none of this store's."""
    casebook = station.session.casebook
    done = await was_done(asker, "Setting the rules.", lambda: casebook.reviews.set_rules(None))
    return JobResult(done, AS_CONFIGURED if done else "")
