"""The throttle of tries with a passphrase: counts on the disk, for all processes. The rules: `tries`.

The counts lie outside the database, as no key is needed to count, and time is measured since the machine started,
which no change of the clock moves. That slows people at this machine; a copy of the key file can be tried without it,
which is why passphrases are long. Whoever can write into the folder can take the counts away, or put older ones back,
and with them every wait but those of the process that tries: it remembers its own. That they are gone is told in the
log.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from pathlib import Path
from typing import ClassVar

import msgspec

from ce_tui.core.clock import since_start, utc_now
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import Busy, Damaged, ReadOnly, StoreFull, StoreUnreadable, WrongCredentials
from ce_tui.core.vault.folder.home import locked, read_bounded, write_whole
from ce_tui.core.vault.keys.tries import Count, Tries, TryOrigin
from ce_tui.core.words.plain import say_wait

_PATIENCE = 60.0
_MAX_BYTES = 4_000_000
_KEPT = b"kept\n"  # what stands in the lock's file once there were counts


class AllowedTry(msgspec.Struct):
    """A try that was let through. `failed_before`: the wrong tries before it at this terminal, once it was right."""

    failed_before: int = 0


def boot_id() -> str:
    """The id of this start of the machine; "" if it cannot be told."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Throttle:
    """The counts of one home. `wrong` is told of each wrong try, at once.

    `clock` gives seconds since the machine started, `boot` which start it is.
    """

    _unwritten: ClassVar[dict[Path, Tries]] = {}  # where the disk takes nothing, this process still counts

    # Of this process, by the file and the machine's start.
    _own: ClassVar[dict[tuple[Path, str], dict[TryOrigin, Count]]] = {}

    def __init__(
        self,
        path: Path,
        wrong: Callable[[TryOrigin], None] | None = None,
        *,
        clock: Callable[[], float] = since_start,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        self._path = path
        self._lock = path.with_suffix(".lock")
        self._wrong = wrong
        self._clock = clock
        self._boot = boot

    @contextlib.contextmanager
    def attempt(self, who: TryOrigin) -> Iterator[AllowedTry]:
        """Let a try through, and count it by how its block ends.

        `WrongCredentials` counts as a wrong try, no exception as a right one, any other not at all. Tries that run at
        the same time count as wrong until they end, so trying in parallel gains nothing.
        Raises `Busy` with how long to wait where one has to.
        """
        began = self._begin(who)
        this = AllowedTry()
        try:
            yield this
        except WrongCredentials:
            self._end(who, began, right=False)
            if self._wrong is not None:
                self._wrong(who)
            raise
        except BaseException:
            self._end(who, began, right=None)
            raise
        this.failed_before = self._end(who, began, right=True)

    @contextlib.contextmanager
    def to_log(self, accounts: Mapping[str, str]) -> Iterator[list[str]]:
        """The wrong tries that the log is to be told of: once the block ends well it was, and nobody else tells it.

        `accounts`: the names of the store's accounts, by ids.
        """
        with self._tries() as tries:
            yield tries.log_details(accounts)
            tries.mark_logged()

    def _begin(self, who: TryOrigin) -> float:
        patient_until = time.monotonic() + _PATIENCE
        while True:
            with self._tries() as tries:
                now = self._now()
                wait = tries.ask(who, now)
                if wait <= 0 and tries.has_room(who):
                    tries.begin(who, now)
                    return now
            if wait > 0:
                raise Busy(f"Too many wrong tries. Try again in {say_wait(wait)}.", wait)
            if time.monotonic() > patient_until:
                raise Busy("Too many people are signing in at once. Try again in a minute.", 60)
            time.sleep(0.02)

    def _end(self, who: TryOrigin, began: float, *, right: bool | None) -> int:
        with self._tries() as tries:
            before = tries.end(who, began, right=right, now=self._now(), moment=_moment())
            if right is not None:
                tries.remember(self._own_counts(), who)
            return before

    def _own_counts(self) -> dict[TryOrigin, Count]:
        """The wrong tries of this process, whatever becomes of the file."""
        return self._own.setdefault((self._path, self._boot()), {})

    def _now(self) -> float:
        return round(self._clock(), 2)

    # On the disk

    @contextlib.contextmanager
    def _tries(self) -> Iterator[Tries]:
        """The counts as of now; as they are when the block ends well, they are kept."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(ReadOnly, StoreFull):  # then each process counts for itself
                if self._lock.parent.exists():
                    stack.enter_context(locked(self._lock))
            tries = self._unwritten.get(self._path) or self._from_disk()
            tries.go_on(self._boot(), self._now(), _moment())
            tries.carry_over(self._own_counts(), self._now())
            yield tries
            tries.drop(self._now())
            self._write(tries)

    def _from_disk(self) -> Tries:
        try:
            return parse_as(read_bounded(self._path, _MAX_BYTES), Tries)
        except FileNotFoundError:
            return Tries(lost=self._were_kept())
        except (Damaged, NotJson):
            return Tries(lost=True)  # who can damage it can also delete it

    def _write(self, tries: Tries) -> None:
        try:
            write_whole(self._path, msgspec.json.encode(tries), durable=False)
        except (StoreFull, ReadOnly, StoreUnreadable):
            self._unwritten[self._path] = tries
            return
        self._unwritten.pop(self._path, None)
        if self._were_kept():
            return
        # In the file of the lock, so that it shows where they are taken away.
        with contextlib.suppress(OSError):
            handle = os.open(self._lock, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                os.write(handle, _KEPT)
            finally:
                os.close(handle)

    def _were_kept(self) -> bool:
        """Whether there were counts before."""
        with contextlib.suppress(OSError):
            return self._lock.stat().st_size > 0
        return False


def _moment() -> str:
    return utc_now().astimezone(UTC).isoformat(timespec="seconds")
