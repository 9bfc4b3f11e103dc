"""How often a passphrase may be tried: five tries, then a wait that doubles up to 15 minutes. Never for ever.

It counts per account and per terminal, lies outside the database (no key is needed to count), and measures time by
the time since the machine started, which no change of the clock moves. It slows people at this machine; a copy of
the key file can be tried without it, which is why passphrases are long.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import Busy, Damaged, ReadOnly, StoreFull, StoreUnreadable, WrongCredentials
from ce_tui.core.vault.folder.home import locked, read_bounded, write_whole
from ce_tui.core.words.counting import say_wait

FREE_TRIES = 5
LONGEST = 15 * 60.0
_PATIENCE = 60.0
_ABANDONED = 120.0  # seconds after which a try that neither ended well nor badly counts as wrong
_MAX_ENTRIES = 500
_MAX_BYTES = 200_000


class Count(msgspec.Struct, forbid_unknown_fields=True):
    """Wrong tries in a row, until when the next has to wait, and when the tries that run now began.

    Times are seconds since the machine started.
    """

    failures: int = 0
    until: float = 0.0
    running: list[float] = []


class _Counts(msgspec.Struct, forbid_unknown_fields=True):
    boot: str = ""
    of: dict[str, Count] = {}


class Try(msgspec.Struct):
    """A try that was let through. `failed_before` is known once it turned out right: wrong tries on the account."""

    failed_before: int = 0


def boot_id() -> str:
    """Which start of the machine this is; "" where it cannot be told."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Throttle:
    """The counts of one home. `clock` gives seconds since the machine started, `boot` which start it is."""

    _unwritten: ClassVar[dict[Path, _Counts]] = {}  # where the disk takes nothing, this process still counts

    def __init__(
        self, path: Path, clock: Callable[[], float] = since_start, boot: Callable[[], str] = boot_id
    ) -> None:
        self._path = path
        self._clock = clock
        self._boot = boot

    @contextlib.contextmanager
    def attempt(self, *who: str) -> Iterator[Try]:
        """Let a try of `who` (an account's tag, a terminal) through, and count it by how its block ends.

        `WrongCredentials` counts as a wrong try, no exception as a right one, any other not at all. Tries that run at
        the same time count as wrong until they end, so trying in parallel gains nothing.
        Raises `Busy` with how long to wait where one of `who` has to.
        """
        names = [_hidden(each) for each in who]
        began = self._begin(names)
        this = Try()
        try:
            yield this
        except WrongCredentials:
            self._end(names, began, right=False)
            raise
        except BaseException:
            self._end(names, began, right=None)
            raise
        this.failed_before = self._end(names, began, right=True)

    def _begin(self, names: Sequence[str]) -> float:
        patient_until = time.monotonic() + _PATIENCE
        while True:
            with self._counts() as counts:
                now = self._clock()
                found = [counts.of.setdefault(name, Count()) for name in names]
                wait = max((count.until - now for count in found), default=0.0)
                if wait > 0:
                    raise Busy(f"Too many wrong tries. Try again in {say_wait(wait)}.", wait)
                if all(_has_room(count) for count in found):
                    for count in found:
                        count.running.append(now)
                    return now
            if time.monotonic() > patient_until:
                raise Busy("Too many people are signing in at once. Try again in a minute.", 60)
            time.sleep(0.02)

    def _end(self, names: Sequence[str], began: float, *, right: bool | None) -> int:
        with self._counts() as counts:
            found = [counts.of.pop(name, Count()) for name in names]
            before = found[0].failures if found else 0
            for name, count in zip(names, found, strict=True):
                if began in count.running:
                    count.running.remove(began)
                if right is True:
                    count.failures, count.until = 0, 0.0
                elif right is False:
                    _fail(count, self._clock())
                if count.failures or count.running:
                    counts.of[name] = count  # the newest last: the oldest go first when there are too many
        return before

    @contextlib.contextmanager
    def _counts(self) -> Iterator[_Counts]:
        with self._alone():
            counts = self._read()
            yield counts
            self._write(counts)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else counts meanwhile; where nothing can be written, each process counts for itself."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(ReadOnly, StoreFull):
                stack.enter_context(locked(self._path.with_suffix(".lock")))
            yield

    def _read(self) -> _Counts:
        counts = self._unwritten.get(self._path) or self._from_disk()
        if counts.boot != self._boot():
            now = self._clock()
            for count in counts.of.values():
                count.running.clear()
                count.until = now + _wait_after(count.failures)
            counts.boot = self._boot()
        now = self._clock()
        for count in counts.of.values():
            for began in [began for began in count.running if not now - _ABANDONED < began <= now]:
                count.running.remove(began)  # killed half-way: wrong, for all we know
                _fail(count, now)
            count.until = min(count.until, now + LONGEST)  # whatever the file says, a wait ends
        return counts

    def _from_disk(self) -> _Counts:
        try:
            return parse_as(read_bounded(self._path, _MAX_BYTES), _Counts)
        except (FileNotFoundError, Damaged, NotJson):
            return _Counts()  # who can damage it can also delete it

    def _write(self, counts: _Counts) -> None:
        for name in list(counts.of)[:-_MAX_ENTRIES]:
            del counts.of[name]
        try:
            write_whole(self._path, msgspec.json.encode(counts), durable=False)
            self._unwritten.pop(self._path, None)
        except (StoreFull, ReadOnly, StoreUnreadable):
            self._unwritten[self._path] = counts


def _has_room(count: Count) -> bool:
    """Whether one more may run: as many at once as there are free tries left, and always one."""
    return not count.running or count.failures + len(count.running) < FREE_TRIES


def _fail(count: Count, now: float) -> None:
    count.failures += 1
    count.until = now + _wait_after(count.failures)


def _wait_after(failures: int) -> float:
    over = failures - FREE_TRIES
    return 0.0 if over < 0 else min(LONGEST, 2.0 ** min(over + 1, 10))


def _hidden(who: str) -> str:
    return hashlib.sha256(b"ce-tui throttle" + who.encode("utf-8", "surrogatepass")).hexdigest()[:32]
