"""The log, for a lead or an administrator to read: who did what and when, narrowed to what is wanted; and verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.screens.office.audit_items import audit_items
from ce_tui.screens.office.office_list import OfficeList
from ce_tui.screens.office.verdict import VerdictScreen
from ce_tui.session.jobs.doing import Job
from ce_tui.session.jobs.log import look_at, narrow, verify
from ce_tui.session.log_filter import LogFilter, LogPage
from ce_tui.session.log_reading import LogReading
from ce_tui.session.words.log import page_words
from ce_tui.widgets.bindings import bindings_for
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.store.verdict import Verdict


class AuditScreen(OfficeList[LogPage]):
    """`ref`: only the entries of one record at first."""

    called: ClassVar[str] = "The log"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("audit")
    help_topic: ClassVar[str] = "audit"
    where: ClassVar[tuple[Where, ...]] = ("audit",)
    reading: ClassVar[str] = "Reading the log."
    reads_once: ClassVar[bool] = True

    def __init__(self, ref: str = "") -> None:
        super().__init__()
        self._wanted = LogReading(ref)

    def to_read(self, casebook: Casebook) -> Callable[[], LogPage]:
        return partial(self._wanted.read, casebook)

    def items(self, data: LogPage) -> Iterator[Item]:
        return audit_items(data, self.size.width)

    def so_far(self, data: LogPage) -> str:
        return f"{page_words(data)} Esc goes back."

    def step_back(self) -> bool:
        """Esc: everything again, where only some is shown; else back to where one was."""
        if super().step_back():
            return True
        if self._wanted.filter == LogFilter():
            return False
        self.action_only("all")
        return True

    # What can be done

    def chosen(self, kind: str, what: str) -> None:
        """Do what the item says."""
        if kind == "entry":
            self._look_at(int(what))
        elif kind == "older":
            self._older()
        elif kind == "verify":
            self.action_verify()
        else:
            self.action_only(kind)

    def action_only(self, by: str) -> None:
        """Want other entries: by "record", "person", "kind" or "since", or "all" again."""
        reading = self._wanted
        self._want(
            lambda asker, station: narrow(asker, station, reading, by), "verify" if by == "all" else by
        )

    def _look_at(self, seq: int) -> None:
        """All of an entry, and what belongs with it."""
        lines, reading = self.data.lines if self.data is not None else (), self._wanted
        line = next((each for each in lines if each.seq == seq), None)
        if line is not None:
            self._want(lambda asker, _: look_at(asker, line, reading), f"entry:{seq}")

    def _want(self, job: Job[str], then: str) -> None:
        """Do a job that may want other entries, which are then read. `then`: the item to go on at."""
        before = self._wanted.wanted

        def done(words: str) -> None:
            if words:
                self.greet(words)
            if self._wanted.wanted != before:
                self.load(then)

        self.jobs.begin(job, done)

    def _older(self) -> None:
        if self.data is not None:
            last = self.data.lines[0].seq
            self._wanted.go_further_back()
            self.load(f"entry:{last}")

    def action_verify(self) -> None:
        """Look whether the log is whole and the store as it was written."""
        self.jobs.begin(verify, self._verified)

    def _verified(self, verdict: Verdict | None) -> None:
        if verdict is not None:
            self.ce.over(VerdictScreen(verdict))
