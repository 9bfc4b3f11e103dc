"""Deciding what becomes of a screening, the rules of keeping, the log, and the news at the entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at, parse_date, read_moment, say_date
from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice, with_capital
from ce_tui.core.vault import retention_rules
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.cut_off import words_kept_apart
from ce_tui.session.jobs.recording import ask_reason, ask_when, given, said_once_done
from ce_tui.session.office import KeepingView, LogFilter, LogPage
from ce_tui.session.session import Session
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.log import GROUPS, LOG_KINDS, NO_REFERENCE, entry_words, kinds_of, news_words
from ce_tui.session.words.people import DECISIONS, NO_DECISION, NO_REASON, OVER_MARKED

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.store.verdict import Verdict

Elsewhere = Callable[[str, str], Coroutine[Any, Any, str]]
"""Goes to a screening ("open") or to what the log has of it ("log"), by its reference. What is left to say."""


async def decide_by_reference(
    asker: Asker, station: JobContext, kept: KeepingView, elsewhere: Elsewhere
) -> str:
    """Ask which screening, and decide on it: also one that is not due. What is left to say."""
    typed = await asker.text("Which screening? Type its reference.", Line("Reference", longest=40))
    if typed is None:
        return ""
    ref = read_reference(typed)
    return await decide_on(asker, station, kept, ref, elsewhere) if ref else NO_REFERENCE


async def decide_on(
    asker: Asker, station: JobContext, kept: KeepingView, ref: str, elsewhere: Elsewhere
) -> str:
    """Decide on a screening as its standing allows. What is left to say."""
    casebook, standing = station.session.casebook, kept.standing(ref)
    if standing == "deleted":
        return await elsewhere("log", ref)
    if not kept.may_decide:
        return "Only a lead decides on a screening."
    if standing == "on hold":
        question = f"Release {ref}? The rules of keeping count for it again. Nothing is deleted by that."
        if not await asker.confirm(question, "Release it", "Leave it on hold"):
            return ""
        return await _with_reason(
            asker,
            f"Why is {ref} released?",
            "Releasing it.",
            lambda reason: casebook.keeping.release(ref, reason),
            f"{ref} is not on hold any more.",
        )
    question = f"{ref} is marked for deletion."
    if standing != "marked":
        question = f"What is to become of {ref}?"
        try:
            casebook.keeping.look(ref)
        except VaultError as error:
            return error.words
    offered = OVER_MARKED if standing == "marked" else DECISIONS
    match await asker.choose(question, [Choice(*each) for each in offered]):
        case "undo":
            done = f"{ref} is as it was, in its owner's list."
            return await said_once_done(asker, "Undoing.", lambda: casebook.deleting.undo(ref), done)
        case "keep":
            return await _keep(asker, casebook, ref)
        case "hold":
            return await _with_reason(
                asker,
                f"Why is {ref} put on hold?",
                "Holding it.",
                lambda reason: casebook.keeping.hold(ref, reason),
                f"{ref} is on hold: nothing deletes it until it is released.",
            )
        case "delete":
            return await _delete(asker, casebook, ref)
        case "open" | "log" as place:
            return await elsewhere(place, ref)
    return ""


async def _keep(asker: Asker, casebook: Casebook, ref: str) -> str:
    line = Line("Day, such as 25 11 2030", hint=["Day, month and year, such as 25 11 2030."], longest=40)
    day = await ask_when(
        asker, f"Until which day is {ref} kept?", line, lambda typed: parse_date(typed, "The day")
    )
    if day is None:
        return NO_DECISION
    until = say_date(day)
    return await _with_reason(
        asker,
        f"Why is {ref} kept until {until}?",
        "Keeping it.",
        lambda reason: casebook.keeping.keep_until(ref, day, reason),
        f"{ref} is kept until {until}, and looked at again then.",
    )


async def _delete(asker: Asker, casebook: Casebook, ref: str) -> str:
    """Ask for a reason, then whether a deletion is meant: the act follows a yes, and nothing else."""
    reason = await ask_reason(asker, f"Why is {ref} deleted?")
    if not reason:
        return NO_REASON
    question = (
        f"Mark {ref} for deletion? It leaves its owner's list at once. After a day it is deleted from this store "
        "with its notes, revisions and kept referrals, and nobody can bring it back. Until then you can undo it "
        "here. Copies that left the store, referrals and backups, are not reached."
    )
    if not await asker.confirm(question, "Mark it for deletion", "Keep it"):
        return NO_DECISION
    done = f"{ref} is marked for deletion. For a day you can undo it here."
    return await said_once_done(asker, "Marking it.", lambda: casebook.keeping.mark(ref, reason), done)


async def _with_reason(
    asker: Asker, question: str, words: str, act: Callable[[str], object], done: str
) -> str:
    """Ask for a reason, and act. What is left to say: `done`, or that nothing was changed."""
    reason = await ask_reason(asker, question)
    if not reason:
        return NO_REASON
    return await said_once_done(asker, words, lambda: act(reason), done)


def read_age(typed: str) -> int:
    """The age of a rule, as it was typed; 0, or nothing: no such rule. Raises `Refused`."""
    age = typed.strip() or "0"
    if not (re.fullmatch("[0-9]{1,3}", age) and int(age) <= 120):
        raise Refused("not an age; expected a whole number of years up to 120, such as 25, or nothing")
    return int(age)


async def set_rules(asker: Asker, station: JobContext, rules: Retention | None) -> JobResult:
    """Say what the rules come to, and set them in this store; None: follow this machine's configuration again."""
    done = "The rules of keeping are those of this machine's configuration."
    if rules is not None:
        try:
            retention_rules.check(rules)
        except Refused as refused:
            return JobResult(False, refused.words)
        come_to = f"The rules will be: {retention_rules.say(rules)}."
        question = f"{come_to} Nothing is deleted by that: what is due comes before the lead."
        if not await asker.confirm(question, "Set these rules", "Go on changing them"):
            return JobResult(False)
        done = "The rules of keeping are set."
    reviews = station.session.casebook.reviews
    said = await said_once_done(asker, "Setting the rules.", lambda: reviews.set_rules(rules), done)
    return JobResult(bool(said), said)


# The log, and the news

_ONE_BY_ONE = 4


def unheard(casebook: Casebook) -> list[str]:
    """The news that is to be told, in words. A store that cannot say so is no reason not to come in."""
    try:
        return [news_words(each) for each in casebook.telling.unheard()]
    except VaultError:
        return []


def was_heard(casebook: Casebook) -> None:
    """Keep that the news was read. If that cannot be kept it is told again the next time."""
    with suppress(VaultError):
        casebook.telling.heard()


async def tell_news(asker: Asker, casebook: Casebook) -> None:
    """Tell the news one by one; if there are many, all at once.

    Whoever is cut off before the last is told again the next time.
    """
    news = unheard(casebook)
    for words in news if len(news) <= _ONE_BY_ONE else ["\n\n".join(news)]:
        await asker.tell(words)
    if news:
        was_heard(casebook)


PAGE = 200
"""Entries that are read at first, and added each time."""


class LogReading:
    """The entries of the log that are wanted: `filter`, and `most` of them, the newest."""

    def __init__(self, ref: str = "") -> None:
        self.filter = LogFilter(ref=ref)
        self.most = PAGE

    def narrow(self, wanted: LogFilter) -> None:
        """Want other entries, the newest page of them."""
        self.filter, self.most = wanted, PAGE

    def go_further_back(self) -> None:
        """Want one more page."""
        self.most += PAGE

    def read(self, casebook: Casebook) -> LogPage:
        """Read the wanted entries. Raises VaultError: it takes the administrator or the lead."""
        wanted, most = self.filter, self.most
        lines = casebook.log.entries(
            ref=wanted.ref,
            person=wanted.person,
            kinds=kinds_of(wanted.group),
            since=wanted.since,
            last=most,
        )
        return LogPage(filter=wanted, lines=tuple(lines), older=PAGE if len(lines) == most else 0)


def since_of(typed: str) -> str:
    """The moment that was typed, as the log has it: "3 apr 2026", "2026-04-03", "2026-04-03 14:30".

    London's, unless it has an offset; a day begins at midnight. Raises DateInvalid.
    """
    try:
        moment = parse_at(typed)
    except DateInvalid as invalid:
        try:
            moment = datetime.combine(parse_date(typed), time(), LONDON)
        except DateInvalid:
            raise invalid from None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def typed_since(since: str) -> str:
    """A moment of the log as one could have typed it; empty: none."""
    moment = read_moment(since)
    if moment is None:
        return ""
    day = moment.date().isoformat()
    return day if moment.time() == time() else f"{day} {moment:%H:%M}"


_ANY = "*"  # the choice that narrows nothing


async def narrow(asker: Asker, station: JobContext, reading: LogReading, by: str) -> str:
    """Want other entries: by "record", "person", "kind" or "since", or "all" again. What is left to say."""
    wanted = reading.filter
    match by:
        case "record":
            line = Line("Reference", wanted.ref, longest=40, may_be_empty=True)
            typed = await asker.text("Which record? Type its reference; nothing shows all.", line)
            if typed is None:
                return ""
            ref = read_reference(typed) if typed.strip() else ""
            if ref is None:
                return f"{NO_REFERENCE} Showing the same entries as before."
            reading.narrow(replace(wanted, ref=ref))
        case "person":
            accounts = await given(asker, "Reading the accounts.", station.session.casebook.people.accounts)
            if accounts is None:
                return ""
            choices = [Choice(_ANY, "Everybody"), *(Choice(each.name, each.name) for each in accounts)]
            if chosen := await asker.choose("Whose entries?", choices, safe=wanted.person or _ANY):
                reading.narrow(replace(wanted, person=chosen.removeprefix(_ANY)))
        case "kind":
            choices = [Choice(group or _ANY, with_capital(words)) for group, words in GROUPS.items()]
            if chosen := await asker.choose("Which entries?", choices, safe=wanted.group or _ANY):
                reading.narrow(replace(wanted, group=chosen.removeprefix(_ANY)))
        case "since":
            example = ["For example 25 11 2026, or 2026-11-25 14:30."]
            line = Line("Since", typed_since(wanted.since), hint=example, longest=40, may_be_empty=True)
            question = "From when on? A date, or a date with a time; nothing shows all."
            since = await ask_when(
                asker, question, line, lambda typed: since_of(typed) if typed.strip() else ""
            )
            if since is not None:
                reading.narrow(replace(wanted, since=since))
        case "all":
            reading.narrow(LogFilter())
    return ""


async def look_at(asker: Asker, line: AuditLine, reading: LogReading) -> str:
    """Say all of an entry, and go on to others that belong with it. Nothing is left to say."""
    _, group = LOG_KINDS.get(line.kind, ("", ""))
    choices = [
        Choice("back", "Back to the log"),
        *([Choice("record", f"Only the entries of {line.ref}")] if line.ref else []),
        Choice("person", f"Only what {line.by} did"),
        *([Choice("kind", f"Only {GROUPS[group]}")] if group else []),
    ]
    leads_to = {
        "record": LogFilter(ref=line.ref),
        "person": LogFilter(person=line.by),
        "kind": LogFilter(group=group),
    }
    chosen = await asker.choose(entry_words(line), choices)
    if chosen in leads_to:
        reading.narrow(leads_to[chosen])
    return ""


async def verify(asker: Asker, station: JobContext) -> Verdict | None:
    """Whether the log is whole and the store as it was written. None: refused, which has been told."""
    casebook = station.session.casebook
    try:
        return await asker.steps(
            "Verifying every entry and every record.", casebook.log.verify, only_seen=True
        )
    except VaultError as error:
        await asker.tell(error.words)
        return None


_AT_THE_FOOT = 180  # characters: three lines of 60 columns


def words_on_entry(session: Session) -> list[str]:
    """All that is said at the entry: what became of their words, what is wrong with the store, with the pathways.

    That words were kept apart is said once: to be called where it is heard.
    """
    return [
        *filter(None, [words_kept_apart(session.casebook)]),
        *session.casebook.alerts,
        *session.pathways.remarks,
    ]


def alerts_for_a_box(session: Session) -> Sequence[str]:
    """The store's alerts, if the foot of a screen would cut them or news hides them."""
    alerts = list(session.casebook.alerts)
    is_long = len(" ".join(alerts)) > _AT_THE_FOOT
    return alerts if alerts and (is_long or unheard(session.casebook)) else []
