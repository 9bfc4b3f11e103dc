"""Two people and three terminals on one screening, in any order of events: nobody's words are overwritten unseen.

Everybody only ever adds words to the notes. So whatever was acknowledged as saved stays in its screening for ever, and
whatever was typed stays on its screen until it is saved, or dropped by an answer to a question.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.interview.replies import set_notes
from ce_tui.core.vault.casebook import permission
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.store.screenings import ScreeningTables
from ce_tui.core.vault.store.tables import PresenceTable
from ce_tui.session.draft import Draft
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.stores.vault import ADA, BEN, OTHER, PASSPHRASE, entered, in_memory, with_people

RUNS, RUNS_IN_SOAK, STEPS = 1000, 10_000, 14
PATHWAYS = Config().pathways()
WHO = {"Ben": (BEN, OTHER), "Ben elsewhere": (BEN, OTHER), "Ada": (ADA, PASSPHRASE)}
someone = st.sampled_from(list(WHO))


class Desks:
    """A store, and who is signed in on its terminals. One for many runs: each has a screening of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with_people(home).close()
        self.sessions = {name: Session(entered(home, *WHO[name]), PATHWAYS) for name in WHO}
        self.watcher = entered(home)  # looks into the store, and does nothing else

    def kill(self, name: str) -> None:
        """A session ends as kill -9 ends it: the kernel lets go of its files, and nothing is said to anyone."""
        casebook = self.sessions[name].casebook
        sessions = casebook._desk.sessions
        assert sessions._handle is not None
        os.close(sessions._handle)
        sessions._handle = None
        casebook._desk.store.close()
        self.sessions[name] = Session(entered(self.home, *WHO[name]), PATHWAYS)

    def words_in(self, ref: str) -> set[str]:
        """The words in the notes of a screening, as the store has it."""
        record = self.watcher._desk.store.screenings.load(ref)
        assert record is not None
        return set(msgspec.json.decode(record.document, type=Screening).answers.notes.split())

    def close(self) -> None:
        for casebook in [self.watcher, *(session.casebook for session in self.sessions.values())]:
            casebook.close()


class Interleaved(RuleBasedStateMachine):
    """One screening of Ben's, which Ada, a lead, opens too, and Ben on a second terminal."""

    desks: ClassVar[Desks]
    clock: ClassVar[list[float]] = [0.0]
    _words = itertools.count()

    @initialize()
    def begin(self) -> None:
        for session in self.desks.sessions.values():
            self._put_away(session)
        first = self.desks.sessions["Ben"].begin("essex")
        self.ref = first.screening.ref
        self.saved: dict[str, set[str]] = {self.ref: set()}
        self.typed: dict[str, set[str]] = {name: set() for name in WHO}
        for other in ("Ada", "Ben elsewhere"):
            self._session(other).open(self.ref, "supervision")

    # What people do

    @rule(who=someone, take_over=st.booleans())
    def open(self, who: str, take_over: bool) -> None:
        if self._draft(who) is None:
            with suppress(VaultError):
                self._session(who).open(self.ref, "supervision", take_over=take_over)

    @rule(who=someone, now=st.booleans())
    def write(self, who: str, now: bool) -> None:
        draft = self._draft(who)
        if draft is not None and draft.editable:
            word = f"w{next(self._words)}"
            self.typed[who].add(word)
            notes = f"{draft.answers.notes} {word}"
            if now:
                draft.apply(lambda answers: set_notes(answers, notes))
            else:
                draft.type_notes(notes)
            self._note(who)

    @rule(who=someone)
    def flush(self, who: str) -> None:
        draft = self._draft(who)
        if draft is not None and draft.editable:
            draft.flush()
            self._note(who)

    @rule(who=someone)
    def look(self, who: str) -> None:
        draft = self._draft(who)
        if draft is not None:
            draft.look()
            self._note(who)

    @rule(who=someone)
    def lock_and_unlock(self, who: str) -> None:
        self.flush(who)
        self.look(who)

    @rule(who=someone, after=st.sampled_from([0, 130]))
    def take_over(self, who: str, after: int) -> None:
        self.clock[0] += after
        draft = self._draft(who)
        if draft is not None and draft.view_only:
            with suppress(VaultError):
                draft.take_over()

    @rule(who=someone, other=someone, saves=st.booleans())
    def lose_it_while_typing(self, who: str, other: str, saves: bool) -> None:
        self.write(who, now=False)
        self.take_over(other, 130)
        if saves:
            self.write(other, now=True)
        self.write(who, now=True)

    @rule(who=someone, keep=st.booleans())
    def settle(self, who: str, keep: bool) -> None:
        draft = self._draft(who)
        if draft is None or draft.conflict is None:
            return
        if keep:
            self._now_in(draft.keep_both(), who)
        else:
            draft.reload()
            self.typed[who].clear()

    @rule(who=someone, likely=st.integers(0, 2))
    def leave(self, who: str, likely: int) -> None:
        draft = self._draft(who)
        if draft is None or likely:
            return
        said = self._session(who).close_draft()
        apart = said.rpartition("kept apart, as ")[2].rstrip(".") if said else ""
        self._now_in(apart or draft.screening.ref, who)

    @rule(who=someone, likely=st.integers(0, 2))
    def complete_and_reopen(self, who: str, likely: int) -> None:
        draft = self._draft(who)
        if likely or draft is None or not draft.editable or not draft.flush():
            return
        self._note(who)
        with suppress(VaultError):
            draft.complete()
            draft.reopen()

    @rule(seconds=st.sampled_from([1, 60, 130, 300]))
    def wait(self, seconds: int) -> None:
        self.clock[0] += seconds

    @rule(who=someone, unlucky=st.integers(0, 3))
    def be_killed(self, who: str, unlucky: int) -> None:
        if not unlucky:
            self.desks.kill(who)
            self.typed[who].clear()  # less than a second of typing

    # What always holds

    @invariant()
    def nothing_saved_is_gone(self) -> None:
        for ref, words in getattr(self, "saved", {}).items():
            missing = words - self.desks.words_in(ref)
            assert not missing, f"overwritten without a word: {missing}"

    @invariant()
    def nothing_typed_is_gone(self) -> None:
        for who, words in getattr(self, "typed", {}).items():
            draft = self._draft(who)
            if words:
                assert draft is not None and words <= set(draft.answers.notes.split())
                assert draft.editable and not draft.saved

    @invariant()
    def one_at_a_time_has_it(self) -> None:
        if hasattr(self, "ref"):
            desks = {who: self._session(who).casebook._desk for who in WHO}
            held = {who: desk.store.presence.get(self.ref) for who, desk in desks.items()}
            able = [who for who, lock in held.items() if lock and lock.session == desks[who].sessions.id]
            assert len(able) <= 1

    def teardown(self) -> None:
        for session in self.desks.sessions.values():
            self._put_away(session)

    # How that is done

    def _session(self, who: str) -> Session:
        return self.desks.sessions[who]

    def _draft(self, who: str) -> Draft | None:
        return self._session(who).draft

    def _note(self, who: str) -> None:
        """What the draft says is saved must stay."""
        draft = self._draft(who)
        if draft is not None and draft.saved:
            self._now_in(draft.screening.ref, who)

    def _now_in(self, ref: str, who: str) -> None:
        self.saved.setdefault(ref, set()).update(self.typed[who])
        self.typed[who].clear()

    def _put_away(self, session: Session) -> None:
        if session.draft is not None:
            session.casebook.screenings.leave(session.draft.screening)
            session.draft = None


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    monkeypatch.setattr(permission, "since_start", lambda: Interleaved.clock[0])
    with TemporaryDirectory(dir=in_memory()) as folder:
        Interleaved.desks = Desks(Path(folder) / "home")
        yield Interleaved.desks
        Interleaved.desks.close()


def interleave(runs: int, phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink)) -> None:
    run_state_machine_as_test(
        Interleaved,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_interleaving_of_two_people_overwrites_anybodys_words(desks: Desks) -> None:
    interleave(RUNS)
    assert desks.watcher.log.verify().faults == []


@pytest.mark.soak
def test_no_interleaving_of_very_many_overwrites_anybodys_words(desks: Desks) -> None:
    interleave(RUNS_IN_SOAK)
    assert desks.watcher.log.verify().faults == []


def test_without_the_version_that_a_save_expects_words_are_overwritten_and_this_is_found(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    really: Callable[..., Any] = ScreeningTables._expect

    def careless(tables: ScreeningTables, row: Any) -> Any:
        query = "SELECT version FROM screenings WHERE ref = ?"
        (version,) = tables._file.db.execute(query, (row.ref,)).fetchone()
        return really(tables, msgspec.structs.replace(row, version=version + 1))

    monkeypatch.setattr(ScreeningTables, "_expect", careless)
    monkeypatch.setattr(PresenceTable, "claim", lambda *_: None)
    with pytest.raises(AssertionError, match="overwritten without a word"):
        interleave(RUNS, (Phase.generate,))


def test_a_killed_session_has_nothing_open_any_more(desks: Desks) -> None:
    ref = desks.sessions["Ben"].begin("essex").screening.ref
    ada: Casebook = desks.sessions["Ada"].casebook
    held = ada.presence.holder(ref)
    assert held is not None and held.name == BEN
    desks.kill("Ben")
    assert ada.presence.holder(ref) is None
