"""Keeping and the log: review queue, holds, deletion with its undo, rules, backup; who did what, verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from ce_tui.commands.table import Where
from ce_tui.core.pathway.dates import read_moment, say_date
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.words.actions import short_day, short_since
from ce_tui.screens.base import headed
from ce_tui.screens.office.office import OfficeForm, OfficeList, action_list, begin_job, what_can_be_done
from ce_tui.screens.reading.help import TextScreen
from ce_tui.screens.screening.done import open_screening
from ce_tui.session.jobs.keeping import (
    LogReading,
    decide_by_reference,
    decide_on,
    look_at,
    narrow,
    read_age,
    set_rules,
    verify,
)
from ce_tui.session.jobs.recording import Job
from ce_tui.session.jobs.target import back_up
from ce_tui.session.office import KeepingView, LogFilter, LogPage, kept_of
from ce_tui.session.words.log import VERIFY, entry_words, narrowed_words, page_words, said_of, verdict_words
from ce_tui.session.words.people import (
    AFTER_HINT,
    BY_REFERENCE,
    FOLLOW_CONFIGURATION,
    KEEPING_ACTIONS,
    NOTHING_DUE,
    RULES_ABOUT,
    RULES_FOR,
    amounts_words,
    decision_words,
    deleted_words,
    due_words,
    rules_words,
    standing_words,
)
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ChoiceList, problem_line, text
from ce_tui.widgets.item_rows import Column, Item, ItemTable
from ce_tui.widgets.room import COLUMNS_FROM, TABLE_FROM, bindings_for
from ce_tui.widgets.text_view import Part

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.casebook.keeping import Deleted, DueReview, LeadDecision
    from ce_tui.core.vault.store.verdict import Verdict


_STATE = Column("State", least=9, tone="hint")
_OWNER = Column("Owner", least=12, wraps=True)
_REASON = Column("Reason", least=20, wraps=True)
_DAY = 18  # cells: "25 Nov 2026, 12:00"


def _decided(by: str, at: str) -> tuple[Column, ...]:
    """The columns of what somebody decided: who did, and from when it holds, by these titles."""
    return (_STATE, _OWNER, Column(by, least=12, wraps=True), Column(at, least=_DAY, right=True), _REASON)


_DUE = (_STATE, _OWNER, Column("Due since", least=11, right=True), Column("Why", least=20, wraps=True))
_HELD = _decided("Held by", "Since")
_MARKED = _decided("Marked by", "Deleted from")
_DELETED = (Column("Deleted on", least=_DAY, right=True),)


class _Listed(NamedTuple):
    """A screening in one of the groups: in words, as it is said, and in columns, each without its reference."""

    ref: str
    text: str
    said: str
    cells: tuple[str, ...]


def keeping_items(kept: KeepingView, width: int) -> Iterator[Item]:
    """Everything, in the order in which it asks for something to be done; in tables if the window is wide."""
    decide = [("decide", BY_REFERENCE)] if kept.may_decide else []
    rule = KEEPING_ACTIONS if kept.may_rule else ()
    yield from what_can_be_done([*decide, *rule, ("said-rules", rules_words(kept))])
    if kept.may_decide:
        due = [_due(each) for each in kept.due]
        yield from _group("due", "Due for a decision", due, _DUE, width)
        if not kept.due:
            yield Item("none-due", NOTHING_DUE, flush=True)
    for kind, title, group, columns in (
        ("hold", "On hold, nothing deletes them", [_decision(each) for each in kept.holds], _HELD),
        ("marked", "Marked for deletion", [_decision(each) for each in kept.deletions], _MARKED),
        ("deleted", "Deleted", [_deleted(each) for each in kept.deleted], _DELETED),
    ):
        if group:
            yield from _group(kind, title, group, columns, width)


def _group(
    kind: str, title: str, group: Sequence[_Listed], columns: Sequence[Column], width: int
) -> Iterator[Item]:
    """A heading and what stands below it."""
    table: ItemTable | None = None
    if group and width >= TABLE_FROM:
        heads = "Reference", max(len(each.ref) for each in group)
        table = ItemTable(columns, [each.cells for each in group], width, heads=heads)
    yield headed(table, f"{title}: {len(group)}")
    for each in group:
        text, said = table.text(each.cells) if table else each.text.rstrip(), f"{each.ref}, {each.said}"
        yield Item(f"{kind}:{each.ref}", text, head=each.ref, said=said, columns=table)


def _due(each: DueReview) -> _Listed:
    text = due_words(each)
    cells = each.state, each.owner, short_day(each.since), each.why
    return _Listed(each.ref, f"{text}\n{each.why}", f"{text}. {each.why} Enter decides.", cells)


def _decision(each: LeadDecision) -> _Listed:
    text, does = decision_words(each), "leads to undo" if each.purge_at else "releases it"
    said = f"{standing_words(each)}, {text}: {each.reason}. Enter {does}."
    cells = each.state, each.owner, each.by, short_since(each.purge_at or each.at), each.reason
    return _Listed(each.ref, f"{text}\n{each.reason}", said, cells)


def _deleted(each: Deleted) -> _Listed:
    text = deleted_words(each)
    return _Listed(each.ref, text, f"{text}. Enter shows what the log has of it.", (short_since(each.at),))


class KeepingRulesScreen(OfficeForm):
    """The form for the rules of keeping; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Rules of keeping"
    help_topic: ClassVar[str] = "keeping"
    first: ClassVar[str] = "#drafts-after"

    def form(self) -> ComposeResult:
        session = self.seat.kept_session
        rules = session.casebook.reviews.rules() if session is not None else Retention()
        yield text(f"{RULES_ABOUT} Both lines empty: it is kept until someone decides otherwise.")
        for group, title in RULES_FOR:
            yield from _asked(group, title, getattr(rules, group))
        yield problem_line()
        yield action_list(("keep", "Set these rules"), ("configured", f"{FOLLOW_CONFIGURATION} instead"))

    def act(self, action: str) -> None:
        """Set the rules, here or by the configuration."""
        ages = [self.field(f"{group}-birthday") for group in ("drafts", "completed")]
        if action == "configured":
            self.do(lambda asker, station: set_rules(asker, station, None))
        elif self.are_right(*((age, read_age) for age in ages)):
            rules = Retention(drafts=self._rule("drafts"), completed=self._rule("completed"))
            self.problem("")
            self.do(lambda asker, station: set_rules(asker, station, rules))

    def _rule(self, group: str) -> Rule:
        earlier = self.query_one(f"#{group}-whichever", ChoiceList).chosen == "earlier"
        return Rule(
            after=self.field(f"{group}-after").value.strip(),
            birthday=read_age(self.field(f"{group}-birthday").value),
            whichever="earlier" if earlier else "later",
        )


def _asked(group: str, title: str, rule: Rule) -> Iterator[Widget]:
    yield text(title, classes="group")
    yield Field(
        "After the last change",
        rule.after,
        widget_id=f"{group}-after",
        max_length=40,
        beside=26,
        hint=f"{AFTER_HINT}. Empty: no such rule.",
    )
    yield Field(
        "On the child's birthday",
        str(rule.birthday) if rule.birthday else "",
        widget_id=f"{group}-birthday",
        max_length=4,
        beside=26,
        hint="The age, such as 25, where the date of birth is known. Empty: no such rule.",
    )
    yield ChoiceList(
        [Choice("later", "the later of the two days"), Choice("earlier", "the earlier of the two days")],
        rule.whichever,
        label="Where both are set",
        widget_id=f"{group}-whichever",
    )


NO_TIME = "--:--"
_COLUMNS = (
    Column("Who", least=14, wraps=True),
    Column("What", least=40, wraps=True),
    Column("Record", least=10, tone="hint"),
)


def entry_items(lines: Sequence[AuditLine], width: int) -> Iterator[Item]:
    """The entries, the newest first, each day under a heading of its own."""
    table: ItemTable | None = None
    if width >= TABLE_FROM and lines:
        table = ItemTable(_COLUMNS, [_cells(each) for each in lines], width, heads=("Time", len(NO_TIME)))
    day: date | None = None
    for line in reversed(lines):
        moment = read_moment(line.at)
        if moment is not None and moment.date() != day:
            titles = table if day is None else None  # the columns', once
            day = moment.date()
            yield headed(titles, say_date(day))
        item = Item(
            f"entry:{line.seq}",
            f"{line.by} {said_of(line)}",
            head=f"{moment:%H:%M}" if moment else NO_TIME,
            said=f"{entry_words(line)} Enter shows what belongs with it.",
        )
        if table:
            item.text, item.columns = table.text(_cells(line)), table
        elif width >= COLUMNS_FROM:
            item.tail = line.ref
        elif line.ref:
            item.text += f" ({line.ref})"
        yield item


def _cells(line: AuditLine) -> tuple[str, ...]:
    return line.by, said_of(line), line.ref


class VerdictScreen(TextScreen):
    """What verifying came to."""

    called: ClassVar[str] = "Verified"
    help_topic: ClassVar[str] = "audit"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict

    def parts(self) -> list[Part]:
        return [
            Part(words, "heading" if kind == "heading" else "paragraph", head="- " if kind == "point" else "")
            for kind, words in verdict_words(self._verdict)
        ]

    def so_far(self) -> str:
        return f"{self._verdict.words} Esc goes back to the log."


class AuditScreen(OfficeList[LogPage]):
    """The log. `ref`: only the entries of one record at first."""

    called: ClassVar[str] = "The log"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("audit")
    help_topic: ClassVar[str] = "audit"
    where: ClassVar[tuple[Where, ...]] = ("audit",)
    reading: ClassVar[str] = "Reading the log."
    reads_once: ClassVar[bool] = True

    def __init__(self, ref: str = "") -> None:
        super().__init__()
        self._wanted = LogReading(ref)
        self.read = self._wanted.read

    def items(self, data: LogPage) -> Iterator[Item]:
        """What can be done, then the entries."""
        yield from what_can_be_done([("verify", VERIFY), *narrowed_words(data.filter)])
        yield from entry_items(data.lines, self.size.width)
        if not data.lines:
            yield Item("", "No entries.", heading=True)
        if data.older:
            yield Item("older", f"Show {data.older} older entries", flush=True)

    def so_far(self, data: LogPage) -> str:
        return f"{page_words(data)} Esc goes back."

    def step_back(self) -> bool:
        """Show everything again if only some is shown; else go back."""
        if super().step_back():
            return True
        if self._wanted.filter == LogFilter():
            return False
        self.action_only("all")
        return True

    # What can be done

    def chosen(self, data: LogPage, kind: str, what: str) -> None:
        reading = self._wanted
        if kind == "entry":
            line = next((each for each in data.lines if each.seq == int(what)), None)
            if line is not None:
                self._want(lambda asker, _: look_at(asker, line, reading), f"entry:{what}")
        elif kind == "older":
            reading.go_further_back()
            self.load(f"entry:{data.lines[0].seq}")
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

    def _want(self, job: Job[str], then: str) -> None:
        """Do a job that may want other entries, which are then read. `then`: the item to go on at."""
        reading = self._wanted
        before = reading.filter, reading.most

        def done(words: str) -> None:
            self.greet(words)
            if (reading.filter, reading.most) != before:
                self.load(then)

        begin_job(self, job, done)

    def action_verify(self) -> None:
        """Look whether the log is whole and the store as it was written."""

        def show(verdict: Verdict | None) -> None:
            if verdict is not None:
                self.ce.over(VerdictScreen(verdict))

        begin_job(self, verify, show)


class KeepingScreen(OfficeList[KeepingView]):
    """What is kept and deleted. Enter on a screening leads to what can be decided about it."""

    called: ClassVar[str] = "Keeping"
    help_topic: ClassVar[str] = "keeping"
    reading: ClassVar[str] = "Reading what is kept."
    read = staticmethod(kept_of)

    def items(self, data: KeepingView) -> Iterator[Item]:
        return keeping_items(data, self.size.width)

    def so_far(self, data: KeepingView) -> str:
        return f"{amounts_words(data)} Esc goes back."

    def chosen(self, data: KeepingView, kind: str, what: str) -> None:
        """Decide, see the rules, back up."""
        if kind in ("due", "hold", "marked", "deleted"):
            self.do(lambda asker, station: decide_on(asker, station, data, what, self._elsewhere))
        elif kind == "decide":
            self.do(lambda asker, station: decide_by_reference(asker, station, data, self._elsewhere))
        elif kind == "rules":
            self.ce.over(KeepingRulesScreen())
        elif kind == "backup":
            self.do(back_up)
        elif current := self.listed.current:
            self.say(self.words_of(self.listed, current))

    async def _elsewhere(self, where: str, ref: str) -> str:
        """Go to a screening, or to the log."""
        if where == "log":
            self.ce.over(AuditScreen(ref))
        elif refused := await open_screening(self.ce, ref):
            await self.asker.tell(refused)
        return ""
