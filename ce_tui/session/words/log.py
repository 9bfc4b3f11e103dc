"""The log's entries and its verification in words: what both front ends say of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import LONDON, say_date, say_moment

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.log.audit import Kind

KIND_WORDS: dict[Kind, str] = {
    "set up": "set the store up",
    "sign-in": "signed in",
    "sign-out": "signed out",
    "refusal": "was refused",
    "view": "looked at a screening",
    "search": "searched",
    "list": "looked at the hub's list",
    "export": "exported a referral",
    "print": "printed a referral",
    "phone": "read a referral on the phone",
    "created": "began a screening",
    "imported": "imported a screening",
    "editing began": "began to change a screening",
    "editing ended": "ended changing a screening",
    "completed": "completed a screening",
    "reopened": "reopened a screening",
    "taken over": "took a screening over",
    "decision": "recorded a decision",
    "consent": "recorded consent",
    "account": "changed an account",
    "key": "changed keys",
    "rule": "changed a rule",
    "keeping": "decided on keeping a screening",
    "deletion": "decided on deleting a screening",
    "backup": "worked with a backup",
}
MORE_WORDS: dict[tuple[Kind, str], str] = {  # by how the detail begins
    ("sign-in", "unlock"): "unlocked the terminal",
    ("backup", "taken"): "made a backup",
    ("backup", "restored"): "restored a backup",
    ("backup", "not made"): "could not make a backup",
    ("deletion", "marked"): "marked a screening for deletion",
    ("deletion", "undone"): "took a deletion back",
    ("deletion", "deleted"): "deleted a screening",
}
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
# What a lead asks of a log: groups of kinds, each with its words.
GROUPS: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "": ("everything", ()),
    "seen": ("what was looked at and searched", ("view", "search", "list")),
    "left": ("what left the store: exports, prints, phone, backups", ("export", "print", "phone", "backup")),
    "changed": (
        "what was changed in screenings",
        (
            "created",
            "imported",
            "editing began",
            "editing ended",
            "completed",
            "reopened",
            "taken over",
            "decision",
            "consent",
        ),
    ),
    "came": ("sign-ins, sign-outs and refusals", ("sign-in", "sign-out", "refusal")),
    "ruled": ("accounts, keys and rules", ("set up", "account", "key", "rule")),
    "kept": ("keeping and deletion", ("keeping", "deletion")),
}
SOUND = (
    "Whole means: no entry was changed, taken out or moved, and every record is of the version that was written last. "
    "An anchor is where the log stood, written down outside the store; each referral carries one, which can be "
    "compared by eye."
)
UNCHANGED = "Nothing was changed by looking."


def entry_words(line: AuditLine) -> str:
    """All of an entry in a sentence."""
    moment = local_moment(line.at)
    when = f"{say_date(moment.date())} at {moment:%H:%M:%S}" if moment else "at a time not known"
    about = f", {line.ref}" if line.ref else ""
    version = f", version {line.version}" if line.version else ""
    return f"Entry {line.seq}{about}{version}, {when}: {line.by} {said_of(line)}."


def said_of(line: AuditLine) -> str:
    """What was done, and what the entry adds to it, its moments as people write them."""
    detail = _MOMENT.sub(lambda found: say_moment(found[0]), line.detail).rstrip(".")
    for (kind, begins), words in MORE_WORDS.items():
        if line.kind == kind and detail.startswith(begins):
            rest = detail.removeprefix(begins).lstrip(" ,:")
            return f"{words}: {rest}" if rest else words
    words = KIND_WORDS.get(line.kind, line.kind)
    return f"{words}: {detail}" if detail else words


def local_moment(iso_utc: str) -> datetime | None:
    """A moment of the store in London; None where it is none."""
    try:
        return datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except ValueError:
        return None
