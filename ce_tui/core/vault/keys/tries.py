"""The counts of wrong tries: who may try now, and who waits how long. Pure: it reads no clock and writes nothing.

Three rules hold at a sign-in, and with the recovery code:

- a name at a terminal: five tries, then a wait that doubles up to 15 minutes, until the right passphrase;
- a name at all terminals together: after 50 wrong tries within an hour each try waits 30 seconds, from when this
  terminal first asked or last failed. What others try meanwhile makes that no longer: nobody is shut out by others;
- a terminal, whatever names are tried: after 20 wrong tries within an hour, 30 seconds from one to the next.

The lock of a session is counted by itself, five and then doubling: no try elsewhere reaches it.

A count is dropped once it has run out, and never to make room. What bounds the table are the last rule and, where very
many terminals fill it all the same, one count that the names without one share, with waits of 30 seconds at most.

Times are seconds since the machine started; moments, which are for the log, ISO 8601 in UTC.

The log is told how many there were, at which terminal, when, and in whose name where it is an account's. What was typed
as a name is never told: it may have been a passphrase. Whose account it is comes from the list of accounts that the
store holds: a name that is on it is known by what stands for it among the counts.
"""

from __future__ import annotations

import hashlib
import secrets
import syslog
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from ce_tui.core.vault.keys.passphrases import tidy_name
from ce_tui.core.vault.log.audit import Secret

FREE_TRIES = 5
LONGEST = 15 * 60.0
SLOWED = 30.0
OF_A_NAME = 50  # wrong tries within an hour, at all terminals together
OF_A_TERMINAL = 20  # wrong tries within an hour, in whatever names
MOST_COUNTS = 2_000
MOST_TERMINALS = 500
SHARED = ""  # what names without a count of their own go by in a full table, and what is left of those that had one
OTHERS = "another terminal"
_HOUR = 3600.0
_DAY = 24 * _HOUR
_ABANDONED = 120.0  # seconds after which a try that neither ended well nor badly counts as wrong
_FEW = 500  # counts that have run out but wait for the log, until only their number is kept

TryKind = Literal["sign-in", "recovery", "lock"]


class TryOrigin(Secret, frozen=True):
    """The origin of a try: a name as it was typed and a terminal; or the lock of a session, by its id."""

    name: str
    terminal: str
    how: TryKind = "sign-in"
    session: str = ""


class UnloggedTries(msgspec.Struct, forbid_unknown_fields=True):
    """Wrong tries that the log does not tell yet. `first` and `last` are moments."""

    times: int = 0
    first: str = ""
    last: str = ""

    def add(self, other: UnloggedTries) -> None:
        """Add other tries to these."""
        if other.times:
            self.first = min(filter(None, [self.first, other.first]), default="")
            self.last = max(self.last, other.last)
            self.times += other.times


class Count(msgspec.Struct, forbid_unknown_fields=True):
    """Wrong tries in a row, of one name at one terminal or at a lock.

    `until`: the next has to wait until then. `running`: when the tries that run now began. `since`: the last wrong
    try, or where there was none, when a wait was first asked for; 0: neither. `recent`: the wrong tries of the last
    hour.
    """

    failures: int = 0
    until: float = 0.0
    since: float = 0.0
    running: list[float] = []
    recent: list[float] = []
    unlogged: UnloggedTries = msgspec.field(default_factory=UnloggedTries)

    def fail(self, key: str, now: float) -> None:
        """Count a wrong try. `key`: what the count goes by."""
        self.failures += 1
        self.until = now + min(_longest_wait(key), _wait_after(self.failures))
        self.since = now
        self.recent = [*self.recent, now][-OF_A_NAME:]

    def clear_up(self, key: str, now: float, moment: str) -> None:
        """Bring the count to this moment. `key`: what it goes by."""
        for began in [began for began in self.running if not now - _ABANDONED < began <= now]:
            self.running.remove(began)  # killed half-way: wrong, for all we know
            self.fail(key, now)
            self.unlogged.add(UnloggedTries(1, moment, moment))
        self.recent = [min(at, now) for at in self.recent if at > now - _HOUR][-OF_A_NAME:]
        self.since = min(self.since, now)
        self.until = min(self.until, now + _longest_wait(key))

    def has_run_out(self, now: float) -> bool:
        """Whether nothing is left of it: an hour after its last wrong try, or a day where it made somebody wait."""
        if self.running or self.recent:
            return False
        keeps = _DAY if self.failures >= FREE_TRIES else _HOUR
        return not self.since or now - self.since >= keeps


Names = dict[str, Count]


class Tries(msgspec.Struct, forbid_unknown_fields=True):
    """All counts: at each terminal by what stands for a name, and of the locks by their sessions.

    `boot`: the machine's start that the times belong to. `salt`: of what stands for names; another one as soon as none
    is left. `lost`: the counts before these were taken away or damaged, which the log is to tell.
    """

    boot: str = ""
    salt: str = ""
    lost: bool = False
    terminals: dict[str, Names] = {}
    locks: dict[str, Count] = {}

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Every count there is, with what it goes by."""
        yield from self.locks.items()
        for names in self.terminals.values():
            yield from names.items()

    def size(self) -> int:
        """How many counts there are at the terminals."""
        return sum(map(len, self.terminals.values()))

    def stand_in(self, name: str, how: str = "sign-in") -> str:
        """The key of a name among the counts: 16 bits of a salted hash, which many names and passphrases share."""
        typed = f"{self.salt}\0{how}\0{tidy_name(name).casefold()}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(b"ce-tui tries\0" + typed).hexdigest()[:4]

    def ask(self, who: TryOrigin, now: float) -> float:
        """The seconds that this try has to wait; 0 or less: none. That it was asked for is noted."""
        _, count = self.count_of(who)
        wait = count.until - now
        if who.how == "lock":
            return wait
        if len(there := _recent(self._at(who).values())) >= OF_A_TERMINAL:
            wait = max(wait, max(there) + SLOWED - now)
        if len(_recent(self._of_name(who))) >= OF_A_NAME:
            count.since = count.since or now
            wait = max(wait, count.since + SLOWED - now)
        return wait

    def has_room(self, who: TryOrigin) -> bool:
        """Whether one more may run: as many at once as each rule leaves free tries, and always one."""
        _, count = self.count_of(who)
        if count.running and count.failures + len(count.running) >= FREE_TRIES:
            return False
        if who.how == "lock":
            return True
        there, of_name = list(self._at(who).values()), self._of_name(who)
        return not (_is_full(there, there, OF_A_TERMINAL) or _is_full(of_name, [count], OF_A_NAME))

    def begin(self, who: TryOrigin, now: float) -> None:
        """Count a try as running."""
        _, count = self.count_of(who)
        count.running.append(now)

    def end(self, who: TryOrigin, began: float, *, right: bool | None, now: float, moment: str) -> int:
        """Count a try that began then by how it ended; None: neither right nor wrong.

        Gives how many were wrong before it, in a row, in this name at this terminal.
        """
        key, count = self.count_of(who)
        if began in count.running:
            count.running.remove(began)
        before = count.failures
        if right:
            count.failures, count.until, count.since = 0, 0.0, 0.0
            # They count for the terminal alone: of who had one, nothing stays.
            if who.how != "lock" and key != SHARED:
                shared = self._at(who).setdefault(SHARED, Count())
                shared.recent = sorted([*shared.recent, *count.recent])[-OF_A_NAME:]
                count.recent = []
        elif right is False:
            count.fail(key, now)
            if who.how != "lock":  # what is wrong at a lock is logged at once
                count.unlogged.add(UnloggedTries(1, moment, moment))
        return before

    def count_of(self, who: TryOrigin) -> tuple[str, Count]:
        """The key of this try among the counts, and its count; a fresh one if there is none."""
        if who.how == "lock":
            return who.session, self.locks.setdefault(who.session, Count())
        names = self._at(who)
        key = self.stand_in(who.name, who.how)
        if key not in names and self.size() >= MOST_COUNTS:
            key = SHARED
        return key, names.setdefault(key, Count())

    def drop(self, now: float) -> None:
        """Let go of the counts that have run out. What is to be logged of them stays, in the end only as a number."""
        self.locks = {key: count for key, count in self.locks.items() if not count.has_run_out(now)}
        keeps = self.size() < _FEW
        for terminal, names in list(self.terminals.items()):
            for key, count in [each for each in names.items() if each[1].has_run_out(now)]:
                if count.unlogged.times and keeps:
                    names[key] = Count(unlogged=count.unlogged)
                    continue
                del names[key]
                if count.unlogged.times:
                    names.setdefault(SHARED, Count()).unlogged.add(count.unlogged)
            if not names:
                del self.terminals[terminal]

    def go_on(self, boot: str, now: float, moment: str) -> None:
        """Bring counts that were read to this moment, on this start of the machine. Whatever they say, a wait ends."""
        for key, count in self.counts():
            if self.boot != boot:  # started since: nobody tries any more, and every wait begins now
                count.running.clear()
                count.until, count.since = now + _wait_after(count.failures), now
                count.recent = [now] * len(count.recent)
            count.clear_up(key, now, moment)
        self.boot = boot
        self.drop(now)
        if not any(key for names in self.terminals.values() for key in names) or not self.salt:
            self.salt = secrets.token_hex(16)

    def remember(self, own: dict[TryOrigin, Count], who: TryOrigin) -> None:
        """Note in `own` how the count of a try stands that has ended."""
        _, count = self.count_of(who)
        own[who] = Count(count.failures, count.until, count.since, recent=list(count.recent))

    def carry_over(self, own: dict[TryOrigin, Count], now: float) -> None:
        """Add to counts that were read what they lack of `own`; let go of what has run out."""
        for who, known in list(own.items()):
            known.clear_up("", now, "")
            if not known.failures or known.has_run_out(now):
                del own[who]
                continue
            _, count = self.count_of(who)
            count.failures = max(count.failures, known.failures)
            count.until, count.since = max(count.until, known.until), max(count.since, known.since)
            count.recent = max(count.recent, known.recent, key=len)

    def _at(self, who: TryOrigin) -> Names:
        """The counts of a terminal."""
        is_new = who.terminal not in self.terminals
        terminal = OTHERS if is_new and len(self.terminals) >= MOST_TERMINALS else who.terminal
        return self.terminals.setdefault(terminal, {})

    def _of_name(self, who: TryOrigin) -> list[Count]:
        """The counts of a name, at all terminals."""
        key = self.stand_in(who.name, who.how)
        return [names[key] for names in self.terminals.values() if key in names]

    def log_details(self, accounts: Mapping[str, str]) -> list[str]:
        """The details of entries for the log. `accounts`: names by ids; a detail holds the id."""
        known: dict[str, str] = {}
        for how, said in (("sign-in", "in the name of"), ("recovery", "with a recovery code for")):
            known |= {self.stand_in(name, how): f"{said} {account}" for account, name in accounts.items()}
        found: dict[tuple[str, str], UnloggedTries] = {}
        for terminal, names in self.terminals.items():
            for key, count in names.items():
                if count.unlogged.times:
                    whose = known.get(key, "in names that nobody has here")
                    found.setdefault((terminal, whose), UnloggedTries()).add(count.unlogged)
        details = [_LOST] if self.lost else []
        for (terminal, whose), tried in found.items():
            when = f"on {tried.last}"
            if tried.first != tried.last:
                when = f"the first on {tried.first}, the last on {tried.last}"
            details.append(f"{WRONG_TRIES}: {tried.times} at {terminal or _NAMELESS}, {whose}, {when}")
        return details

    def mark_logged(self) -> None:
        """Note that the log tells them from now on."""
        self.lost = False
        for names in self.terminals.values():
            for count in names.values():
                count.unlogged = UnloggedTries()


def _recent(counts: Iterable[Count]) -> list[float]:
    return [at for count in counts for at in count.recent]


def _is_full(counted: list[Count], own: list[Count], most: int) -> bool:
    """Whether as many tries were wrong or run as are free by a rule, and one of our own runs."""
    running = sum(len(count.running) for count in counted)
    return any(count.running for count in own) and len(_recent(counted)) + running >= most


def _wait_after(failures: int) -> float:
    over = failures - FREE_TRIES
    return 0.0 if over < 0 else min(LONGEST, 2.0 ** min(over + 1, 10))


def _longest_wait(key: str) -> float:
    """How long a wait of a count gets: not very, if many names share it."""
    return SLOWED if key == SHARED else LONGEST


WRONG_TRIES = "wrong tries"  # how each of the details begins
_NAMELESS = "a terminal without a name"
_LOST = (
    f"{WRONG_TRIES}: the counts of before are gone or damaged (throttle.json), so there may have been more"
)

_AT_ONCE = {
    "sign-in": "wrong name or passphrase at a sign-in",
    "recovery": "wrong name or recovery code",
    "lock": "wrong passphrase at a lock",
}


def to_syslog(who: TryOrigin) -> None:
    """Tell the machine's syslog of a wrong try, facility auth: where it was made. No name, no account."""
    syslog.openlog("ce-tui", 0, syslog.LOG_AUTH)
    syslog.syslog(syslog.LOG_WARNING, f"{_AT_ONCE[who.how]}: {who.terminal or _NAMELESS}")
