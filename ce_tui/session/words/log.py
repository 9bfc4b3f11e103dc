"""The log's entries and its verification in words: what both front ends say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING, Literal

from ce_tui.core.pathway.dates import read_moment, say_date, say_moment
from ce_tui.core.pathway.words import counted, joined

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.casebook.own_account import AccountNews
    from ce_tui.core.vault.log.audit import Kind
    from ce_tui.core.vault.store.verdict import Verdict
    from ce_tui.session.office import LogFilter, LogPage


LOG_KINDS: dict[Kind, tuple[str, str]] = {  # its words, and which of the `GROUPS` it belongs to
    "set up": ("set the store up", "ruled"),
    "sign-in": ("signed in", "came"),
    "sign-out": ("signed out", "came"),
    "refusal": ("was refused", "came"),
    "view": ("looked at a screening", "seen"),
    "search": ("searched", "seen"),
    "list": ("looked at the hub's list", "seen"),
    "export": ("exported a referral", "left"),
    "print": ("printed a referral", "left"),
    "phone": ("read a referral on the phone", "left"),
    "created": ("began a screening", "changed"),
    "imported": ("imported a screening", "changed"),
    "editing began": ("began to change a screening", "changed"),
    "editing ended": ("ended changing a screening", "changed"),
    "completed": ("completed a screening", "changed"),
    "reopened": ("reopened a screening", "changed"),
    "taken over": ("took a screening over", "changed"),
    "action": ("recorded what was done", "changed"),
    "child": ("said whether two screenings are of one child", "changed"),
    "words": ("settled words beside a screening", "changed"),
    "decision": ("recorded a decision", "changed"),
    "consent": ("recorded consent", "changed"),
    "account": ("changed an account", "ruled"),
    "key": ("changed keys", "ruled"),
    "rule": ("changed a rule", "ruled"),
    "keeping": ("decided on keeping a screening", "kept"),
    "deletion": ("decided on deleting a screening", "kept"),
    "backup": ("worked with a backup", "left"),
}
MORE_WORDS: dict[tuple[Kind, str], str] = {  # by how the detail begins
    ("export", "annex as"): "exported what to do now",
    ("print", "print of the annex"): "printed what to do now",
    ("sign-in", "unlock"): "unlocked the terminal",
    ("refusal", "wrong tries"): "signed in after wrong tries",
    ("backup", "taken"): "made a backup",
    ("backup", "restored"): "restored a backup",
    ("backup", "an older copy"): "accepted an older copy of the store",
    ("backup", "not made"): "could not make a backup",
    ("words", "kept beside it"): "left words beside a screening that were not saved",
    ("words", "taken into the notes"): "took words beside a screening into its notes",
    ("words", "dismissed"): "dismissed words beside a screening",
    ("deletion", "marked"): "marked a screening for deletion",
    ("deletion", "undone"): "took a deletion back",
    ("deletion", "deleted"): "deleted a screening",
    ("deletion", "kept PDF taken away"): "took away a kept PDF of a screening",
}
VERIFY = "Verify: is the log whole, and is the store as it was written"
NO_REFERENCE = "This is no reference: expected one such as CE-7K3M-2Q."
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
# What a lead asks of a log: groups of kinds.
GROUPS: dict[str, str] = {
    "": "everything",
    "seen": "what was looked at and searched",
    "left": "what left the store: exports, prints, phone, backups",
    "changed": "what was changed in screenings",
    "came": "sign-ins, sign-outs and refusals",
    "ruled": "accounts, keys and rules",
    "kept": "keeping and deletion",
}
SOUND = (
    "Whole means: no entry was changed, taken out or moved, and every record is of the version that was written last. "
    "An anchor is where the log stood, written down outside the database; each referral carries one, which can be "
    "compared by eye."
)
TO_DO = "What to do"
UNCHANGED = "Nothing was changed by looking."


def kinds_of(group: str) -> list[Kind]:
    """The kinds of entries that belong to a group; none for the group of everything."""
    return [kind for kind, (_, of) in LOG_KINDS.items() if of == group]


def filter_words(wanted: LogFilter) -> str:
    """The wanted entries, to follow what they are called: " by Ada Example since 25 November 2026"."""
    of_record = f" of {wanted.ref}" if wanted.ref else ""
    by_person = f" by {wanted.person}" if wanted.person else ""
    since = f" since {since_words(wanted.since)}" if wanted.since else ""
    return f"{of_record}{by_person}{since}{f': {GROUPS[wanted.group]}' if wanted.group else ''}"


def narrowed_words(wanted: LogFilter) -> list[tuple[str, str]]:
    """The ways to narrow the log, each with what is wanted now: ids and words."""
    since = since_words(wanted.since) if wanted.since else "the beginning"
    return [
        ("record", f"Record: {wanted.ref or 'all'}"),
        ("person", f"Person: {wanted.person or 'everybody'}"),
        ("kind", f"What: {GROUPS[wanted.group]}"),
        ("since", f"Since: {since}"),
    ]


def since_words(since: str) -> str:
    """A moment that entries are wanted from; of midnight the day alone."""
    moment = read_moment(since)
    return say_date(moment.date()) if moment is not None and moment.time() == time() else say_moment(since)


def page_words(page: LogPage) -> str:
    """How many entries are shown, and which."""
    many = counted(len(page.lines), "entry", "entries")
    shown = f"The last {many}" if page.older else many.capitalize()
    return f"{shown}{filter_words(page.filter)}. The newest first, times in London."


def entry_words(line: AuditLine) -> str:
    """All of an entry in a sentence."""
    moment = read_moment(line.at)
    when = f"{say_date(moment.date())} at {moment:%H:%M:%S}" if moment else "at a time not known"
    about = f", {line.ref}" if line.ref else ""
    version = f", version {line.version}" if line.version else ""
    return f"Entry {line.seq}{about}{version}, {when}: {line.by} {said_of(line)}."


def said_of(line: AuditLine) -> str:
    """What an entry says was done, and its detail, with moments as people write them."""
    detail = _MOMENT.sub(lambda found: say_moment(found[0]), line.detail).rstrip(".")
    for (kind, begins), words in MORE_WORDS.items():
        if line.kind == kind and detail.startswith(begins):
            rest = detail.removeprefix(begins).lstrip(" ,:;")
            return f"{words}: {rest}" if rest else words
    words, _ = LOG_KINDS.get(line.kind, (line.kind, ""))
    return f"{words}: {detail}" if detail else words


def verdict_words(verdict: Verdict) -> Iterator[tuple[Literal["heading", "point", "text"], str]]:
    """What verifying found: the verdict, its findings, what is to be known besides, and what to do."""
    yield "heading", verdict.words
    yield from (("point", each.words) for each in verdict.findings)
    yield from (("text", remark) for remark in verdict.remarks)
    if verdict.sound:
        yield "text", SOUND
        return
    yield "heading", TO_DO
    yield from (("point", words) for words in verdict.advice)
    yield "text", UNCHANGED


def news_words(news: AccountNews) -> str:
    """News of one thing that was done, and what it means."""
    where = f", {news.where}," if news.where else ""
    when = f"On {say_moment(news.at)}{where}"
    if news.what == "recovered":
        whose = "your account" if news.mine else f"the account {news.whose}"
        what_then = (
            "If that was not you, somebody else can act as you: tell a lead, and change your passphrase."
            if news.mine
            else "If they did not do it themselves, somebody may have read and acted in their name since: ask them."
        )
        return f"{when} somebody with the recovery code gave {whose} a new passphrase. {what_then}"
    if news.what == "restored":
        return (
            f"{when} {news.by} put a backup back ({news.detail}). What was done between the two is not in the store "
            "any more, and passphrases, roles and accounts are as they were in the backup."
        )
    if news.what == "accepted":
        return (
            f"{when} {news.by} accepted an older copy of the store, to go on with it ({news.detail}). What was done "
            "after that day is not in the store any more: look whether yours is there. Passphrases, roles and accounts "
            "are as they were then, and somebody may be suspended until they are resumed."
        )
    if news.what == "handed over":
        return (
            f"{when} {news.by} handed {counted(news.times, 'screening')} of {news.whose} over to {news.to}, who can "
            "read and change them since."
        )
    no_lead = " That left the hub without a lead." if news.no_lead else ""
    return f"{when} {news.by} {_of_an_account(news)}{no_lead}"


def _of_an_account(news: AccountNews) -> str:
    roles = joined(list(news.roles)) or "none"
    if news.what == "added":
        return f"added the account {news.whose}. Its roles: {roles}."
    is_own = news.by == news.whose
    whose = "your account" if news.mine else "their own account" if is_own else f"the account {news.whose}"
    if news.what != "roles":
        return f"{news.what} {whose}."
    words = f"changed the roles of {whose} to: {roles}."
    if not (is_own and "lead" in news.roles):
        return words
    return f"{words} As a lead they can open every screening of the hub: the log says which they opened, and why."
