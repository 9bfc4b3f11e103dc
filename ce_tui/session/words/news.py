"""What somebody is told that others did: a recovery, other roles, a backup or a copy that was put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.pathway.words import joined
from ce_tui.core.words.counting import counted

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.own_account import News

_IF_NOT_YOU = "If that was not you, somebody else can act as you: tell a lead, and change your passphrase."
_ASK_THEM = (
    "If they did not do it themselves, somebody may have read and acted in their name since: ask them."
)


_MAY_READ = " As a lead they can open every screening of the hub: the log says which they opened, and why."
_NO_LEAD = " That left the hub without a lead."


def news_words(news: News) -> str:
    """One thing that was done, and what it means."""
    where = f", {news.where}," if news.where else ""
    when = f"On {say_moment(news.at)}{where}"
    if news.what == "recovered":
        return _recovered(news, when)
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
    return f"{when} {news.by} {_of_an_account(news)}{_NO_LEAD if news.no_lead else ''}"


def _of_an_account(news: News) -> str:
    roles = joined(list(news.roles)) or "none"
    if news.what == "added":
        return f"added the account {news.whose}. Its roles: {roles}."
    is_own = news.by == news.whose
    whose = "your account" if news.mine else "their own account" if is_own else f"the account {news.whose}"
    if news.what != "roles":
        return f"{news.what} {whose}."
    may = _MAY_READ if is_own and "lead" in news.roles else ""
    return f"changed the roles of {whose} to: {roles}.{may}"


def _recovered(news: News, when: str) -> str:
    if news.mine:
        return f"{when} somebody with the recovery code gave your account a new passphrase. {_IF_NOT_YOU}"
    return (
        f"{when} somebody with the recovery code gave the account {news.whose} a new passphrase. {_ASK_THEM}"
    )
