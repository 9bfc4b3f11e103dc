"""Accounts, the hub and one's own account: seen by a lead, added and changed by an administrator."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from ce_tui.core.vault.casebook.people import AccountInfo, Hub
from ce_tui.core.vault.keys.passphrases import RecoveryCode, check_name
from ce_tui.core.words.actions import short_day
from ce_tui.screens.base import CeScreen, headed
from ce_tui.screens.gate.setup import (
    WRITE_DOWN_FOR_THEM,
    NewPassphrase,
    code_and_field,
    keep_code_in_sight,
    show_code,
)
from ce_tui.screens.office.office import OfficeForm, OfficeList, action_list, begin_job, what_can_be_done
from ce_tui.session import gate as words
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.gate import choice_of, confirm_code, typed_area, usual_areas
from ce_tui.session.jobs.accounts import (
    NO_ROLE,
    add_account,
    change_account,
    change_passphrase,
    change_roles,
    make_code,
    name_hub,
    old_passphrase,
    replace_code,
    wants_new_code,
)
from ce_tui.session.jobs.recording import Job
from ce_tui.session.office import Accounts, accounts_of
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.gate import YOUR_NEW_PHRASE
from ce_tui.session.words.people import (
    ACCOUNT_ACTIONS,
    ADD_ABOUT,
    CODE_ABOUT,
    NEW_CODE,
    ONLY_ADMINISTRATORS,
    ONLY_AN_ADMINISTRATOR,
    THEIRS,
    account_words,
    can_be_done,
    own_account_words,
    role_choices,
    roles_about,
    roles_of,
    states_words,
)
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import CheckList, ChoiceList, MarkedList, problem_line, text
from ce_tui.widgets.item_rows import Column, Item, ItemTable
from ce_tui.widgets.room import COLUMNS_FROM, TABLE_FROM, SentOff, is_quiet
from ce_tui.widgets.wrapping import cells, fit

Result = TypeVar("Result")

NAME = 26  # cells of the names' column
_LONGEST = 40  # cells of a name in a table
_COLUMNS = (
    Column("Roles", least=20, wraps=True),
    Column("State", least=9),
    Column("Since", least=11, right=True, tone="hint"),
)


def account_items(accounts: Sequence[AccountInfo], me: str, width: int) -> list[Item]:
    """The accounts under their heading: one row each, in a table if the window is wide.

    The status line says all of each.
    """
    title = f"Accounts: {len(accounts)}"
    names = [each.name + (" (you)" if each.name == me else "") for each in accounts]
    table: ItemTable | None = None
    if width >= TABLE_FROM:
        names = [fit(name, _LONGEST) if cells(name) > _LONGEST else name for name in names]
        heads = "Name", max(map(cells, names), default=0)
        table = ItemTable(_COLUMNS, [_cells(each) for each in accounts], width, heads=heads, above=[title])
    items = [headed(table, title)]
    for each, name in zip(accounts, names, strict=True):
        said = f"{account_words(each, me)} Enter shows what can be done."
        state = each.state if each.state != "active" else ""
        item = Item(f"account:{each.name}", roles_of(each), said=said)
        if table:
            item.head, item.text, item.columns = name, table.text(_cells(each)), table
        elif width >= COLUMNS_FROM:
            item.head, item.tail = fit(name, NAME), state
        else:
            item.text, item.flush = f"{name}: {item.text}{f'; {state}' if state else ''}", True
        items.append(item)
    return items


def _cells(account: AccountInfo) -> tuple[str, ...]:
    return roles_of(account), account.state, short_day(account.created[:10])


def _with_passphrase(
    form: OfficeForm, name: str, job: Callable[[Asker, JobContext, str], Awaitable[JobResult]]
) -> None:
    """Do a form's job with the new passphrase, once that is good; forget what was typed once it is done.

    `name`: whose it is; empty: whoever is signed in.
    """
    asked = form.query_one(NewPassphrase)

    async def do(asker: Asker, station: JobContext) -> JobResult:
        casebook = station.session.casebook
        passphrase = await asked.take(name or casebook.account.name, casebook.people.hub.name)
        if passphrase is None:
            return JobResult(done=False)
        result = await job(asker, station, passphrase)
        if result.done:
            asked.forget()
        return result

    form.do(do)


def _then_code(screen: CeScreen, job: Job[Result], done: Callable[[Result], None]) -> None:
    """Do a job, hand on its result, and go on to a new recovery code if it calls for one."""

    async def both(asker: Asker, station: JobContext) -> tuple[Result, bool]:
        known_before = station.session.casebook.access.code_known_to
        return await job(asker, station), await wants_new_code(asker, station, known_before)

    def then(changed: tuple[Result, bool]) -> None:
        result, wants_code = changed
        done(result)
        if wants_code:
            screen.ce.over(RecoveryCodeScreen())

    begin_job(screen, both, then)


class AddAccountScreen(OfficeForm):
    """The form to add an account; Esc goes back, adding nothing."""

    called: ClassVar[str] = "Add an account"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#name"
    esc: ClassVar[str] = "Esc goes back, adding nothing."

    def form(self) -> ComposeResult:
        yield text(ADD_ABOUT)
        yield Field("Name", widget_id="name", max_length=100)
        yield CheckList(role_choices(), ["practitioner"], label="Roles", widget_id="roles")
        yield problem_line()
        yield NewPassphrase(THEIRS, write_down=WRITE_DOWN_FOR_THEM)
        yield action_list(("create", "Add the account"), back="Back, adding nothing")

    def act(self, action: str) -> None:
        """Add it, once all that was given is right."""
        name, roles = self.field("name"), self.query_one("#roles", CheckList)
        roles.error = "" if roles.chosen else NO_ROLE
        if not self.are_right((name, check_name)):
            return
        self.problem("")
        if not roles.error:
            given, chosen = name.value, roles.chosen
            _with_passphrase(
                self,
                given,
                lambda asker, station, passphrase: add_account(asker, station, given, chosen, passphrase),
            )
            return
        roles.post_message(SentOff())
        roles.focus()
        if not is_quiet(self):  # there each choice says it with it
            self.greet(roles.error)

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """Take the error away once a role is marked."""
        roles = self.query_one("#roles", CheckList)
        if event.list is roles and roles.chosen:
            roles.error = ""


class RecoveryCodeScreen(OfficeForm):
    """A new recovery code: what it is, the code, its confirmation. Esc leaves the old code as it was."""

    called: ClassVar[str] = "Recovery code"
    help_topic: ClassVar[str] = "accounts"
    esc: ClassVar[str] = "Esc goes back: the old code stays valid."
    _code: RecoveryCode | None = None

    def form(self) -> ComposeResult:
        with Vertical(id="page"):
            yield text(CODE_ABOUT)
            yield action_list(("make", "Make a new recovery code"))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Confirm the code."""
        self.act("confirm")

    def act(self, action: str) -> None:
        """Make a code, or confirm it."""
        if action == "make":
            begin_job(self, make_code, self._show)
            return
        code, field = self._code, self.field("group")
        if code is None:
            return
        if self.are_right((field, lambda typed: confirm_code(typed, code))):
            self.do(partial(replace_code, code=code))
        else:
            keep_code_in_sight(self)

    @work(exclusive=True, group="page")
    async def _show(self, code: RecoveryCode | None) -> None:
        self._code = code
        if code is None:
            return
        holder = self.query_one("#page")
        await holder.remove_children()
        await holder.mount(
            *code_and_field(NEW_CODE, code),
            action_list(
                ("confirm", "I have written it down: replace the old code"),
                back="Back: the old code stays valid, this one is thrown away",
            ),
        )
        self.query_one("#group").focus()
        self.say(so_far=self.esc)
        show_code(self, NEW_CODE)


class PassphraseScreen(OfficeForm):
    """The form for another passphrase of one's own; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    first: ClassVar[str] = "#old"
    esc: ClassVar[str] = "Esc goes back."

    def form(self) -> ComposeResult:
        yield text("Another passphrase for your account.")
        yield PassphraseField("Passphrase now", widget_id="old")
        yield problem_line()
        yield NewPassphrase(YOUR_NEW_PHRASE)
        yield action_list(("change", "Change it"))

    def act(self, action: str) -> None:
        """Change it, once all that was given is right."""
        old = self.field("old")
        if self.are_right((old, old_passphrase)):
            typed = old.value
            _with_passphrase(
                self, "", lambda asker, station, new: change_passphrase(asker, station, typed, new)
            )


class HubScreen(OfficeForm):
    """The form for the hub's name and usual area; Esc goes back, changing nothing."""

    called: ClassVar[str] = "The hub"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#hub"

    def form(self) -> ComposeResult:
        session = self.seat.kept_session
        hub = session.casebook.people.hub if session is not None else Hub("", "")
        areas = usual_areas(self.seat.pathways.at_hand)
        yield text(words.ABOUT)
        yield Field(
            words.YOUR_HUB,
            hub.name,
            widget_id="hub",
            max_length=200,
            hint="May be left empty. Name no child.",
        )
        yield ChoiceList(areas, choice_of(hub.locality), label=words.USUAL_AREA, widget_id="locality")
        yield action_list(("keep", "Keep this"))

    def act(self, action: str) -> None:
        area = self.query_one("#locality", ChoiceList).chosen
        self.do(partial(name_hub, name=self.field("hub").value, area=typed_area(area)))


class RolesScreen(OfficeForm):
    """The form for an account's roles; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Roles"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#roles"
    esc: ClassVar[str] = "Space changes a mark, Tab goes on. Esc goes back, changing nothing."

    def __init__(self, name: str, roles: Iterable[str]) -> None:
        super().__init__()
        self._whose = name
        self._roles = tuple(roles)

    def form(self) -> ComposeResult:
        yield text(roles_about(self._whose))
        yield CheckList(role_choices(), self._roles, label="Roles", widget_id="roles")
        yield problem_line()
        yield action_list(("keep", "Change the roles to these"))

    def act(self, action: str) -> None:
        marked = self.query_one("#roles", CheckList)
        if not marked.chosen:
            marked.focus()
        self.problem("")
        _then_code(self, partial(change_roles, name=self._whose, roles=marked.chosen), self._done)


class AccountScreen(OfficeForm):
    """One's own account: a menu of what can be done with it."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    esc: ClassVar[str] = "Esc goes back."

    def form(self) -> ComposeResult:
        session = self.seat.kept_session
        offers = [("passphrase", "Change your passphrase")]
        if session is not None and session.casebook.has_role("administrator", "lead"):
            offers.append(("accounts", "Accounts: everyone who has a way in"))
        yield text(own_account_words(session.casebook.account) if session is not None else "")
        yield action_list(*offers, back="Back")

    def act(self, action: str) -> None:
        if action == "accounts":
            self.ce.open_place("accounts")
        else:
            self.ce.over(PassphraseScreen())


class PersonScreen(OfficeList[Accounts]):
    """One account of the store: what it is, then what can be done with it."""

    called: ClassVar[str] = "One account"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."
    read = staticmethod(accounts_of)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whose = name

    def items(self, data: Accounts) -> Iterator[Item]:
        account = data.named(self._whose)
        if account is not None:
            yield Item("", account_words(account, data.me), heading=True)
            offered = can_be_done(account, data.me) if data.may_change else []
            yield from what_can_be_done(offered, flush=False)
        yield Item("back", "Back to the accounts")

    def so_far(self, data: Accounts) -> str:
        account = data.named(self._whose)
        if account is None or not data.may_change:
            return ONLY_AN_ADMINISTRATOR
        return account_words(account, data.me)

    def chosen(self, data: Accounts, kind: str, what: str) -> None:
        account = data.named(self._whose)
        if kind == "back" or account is None:
            self.app.pop_screen()
        elif kind == "roles":
            self.ce.over(RolesScreen(account.name, account.roles))
        else:
            _then_code(self, partial(change_account, action=kind, name=account.name), self._done)


_SCREENS = {"add": AddAccountScreen, "hub": HubScreen, "code": RecoveryCodeScreen}


class AccountsScreen(OfficeList[Accounts]):
    """The accounts, below what an administrator can do. Enter on one leads to what can be done with it."""

    called: ClassVar[str] = "Accounts"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."
    read = staticmethod(accounts_of)

    def items(self, data: Accounts) -> Iterator[Item]:
        yield from what_can_be_done(ACCOUNT_ACTIONS if data.may_change else ())
        yield from account_items(data.listed, data.me, self.size.width)

    def so_far(self, data: Accounts) -> str:
        more = "" if data.may_change else f" {ONLY_ADMINISTRATORS}"
        return f"{states_words(data.listed)}{more} Esc goes back."

    def chosen(self, data: Accounts, kind: str, what: str) -> None:
        self.ce.over(PersonScreen(what) if kind == "account" else _SCREENS[kind]())
