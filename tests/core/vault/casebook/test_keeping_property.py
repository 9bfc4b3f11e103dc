"""Whatever is decided in whatever order: a screening is deleted if, and only if, a mark on it stood for a day."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ce_tui.core.vault.errors import Busy, NotFound, NotPermitted, Refused
from ce_tui.core.vault.store.records import TallyFindings
from support.stores.vault import answers, entered, new_store

WHICH = st.integers(0, 2)


class Keeping(RuleBasedStateMachine):
    """A store, and beside it what ought to be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    @initialize()
    def three_screenings(self) -> None:
        self.casebook, _ = new_store(self.folder / "home", clock=lambda: self.now)
        self.refs = []
        for _ in range(3):
            made = self.casebook.screenings.begin(answers(notes="words"))
            self.casebook.screenings.leave(made)
            self.refs.append(made.ref)
        self.there = set(self.refs)
        self.marked: dict[str, datetime] = {}
        self.held: set[str] = set()

    @rule(which=WHICH)
    def mark(self, which: int) -> None:
        ref = self.refs[which]
        try:
            self.casebook.keeping.mark(ref, "made twice")
        except NotFound:
            assert ref not in self.there
        except NotPermitted:
            assert ref in self.held
        except Refused:
            assert ref in self.marked
        else:
            assert ref in self.there and ref not in self.held and ref not in self.marked
            self.marked[ref] = self.now

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        ref = self.refs[which]
        try:
            self.casebook.deleting.undo(ref)
        except (NotFound, Refused):
            assert ref not in self.marked
        else:
            del self.marked[ref]

    @rule(which=WHICH)
    def hold(self, which: int) -> None:
        ref = self.refs[which]
        with suppress(NotFound):
            self.casebook.keeping.hold(ref, "the police asked")
            assert ref in self.there
            self.held.add(ref)
            self.marked.pop(ref, None)

    @rule(which=WHICH)
    def release(self, which: int) -> None:
        ref = self.refs[which]
        try:
            self.casebook.keeping.release(ref, "closed")
        except (NotFound, Refused):
            assert ref not in self.held
        else:
            self.held.remove(ref)

    @rule(which=WHICH)
    def edit(self, which: int) -> None:
        ref = self.refs[which]
        try:
            made = self.casebook.screenings.open(ref)
        except NotFound:
            assert ref not in self.there
            return
        try:
            given = msgspec.structs.replace(made.answers, notes=made.answers.notes + " more")
            self.casebook.screenings.save(msgspec.structs.replace(made, answers=given))
        except NotPermitted:
            assert ref in self.marked
        else:
            assert ref not in self.marked
        with pytest.raises((Busy, NotPermitted, Refused)):
            self.casebook.keeping.mark(ref, "while it is open")
        self.casebook.screenings.leave(made)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def sign_in_again(self) -> None:
        self.casebook.close()
        self.casebook = entered(self.folder / "home", clock=lambda: self.now)
        self._gone(self.casebook.deleting.purged)

    @rule()
    def purge(self) -> None:
        self._gone(self.casebook.deleting.purge_due())

    def _gone(self, refs: list[str]) -> None:
        due = {ref for ref, since in self.marked.items() if self.now - since >= timedelta(hours=24)}
        assert set(refs) == due
        for ref in due:
            del self.marked[ref]
        self.there -= due

    @invariant()
    def the_store_says_the_same(self) -> None:
        listed = {each.ref for each in self.casebook.index.all()}
        assert listed == self.there - set(self.marked)
        assert {each.ref for each in self.casebook.index.search("words")} == listed
        assert {each.ref for each in self.casebook.deleting.marked()} == set(self.marked)
        assert {each.ref for each in self.casebook.keeping.holds()} == self.held
        tallied = self.casebook._desk.store.upkeep.tallied()
        assert tallied == TallyFindings()

    def teardown(self) -> None:
        if hasattr(self, "casebook"):
            assert self.casebook.log.verify().faults == []
            self.casebook.close()
        shutil.rmtree(self.folder)


TestKeeping = Keeping.TestCase
_PROFILE = settings.get_profile(settings.get_current_profile_name())
TestKeeping.settings = settings(
    _PROFILE, max_examples=max(12, _PROFILE.max_examples // 4), stateful_step_count=20
)
