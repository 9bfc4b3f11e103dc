"""Accounts: everyone who has a way into the store. A lead sees them; an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from ce_tui.core.vault.casebook.people import Hub
from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.core.words.actions import short_day
from ce_tui.screens.gate.setup import WRITE_DOWN_FOR_THEM, NewPassphrase, keep_code_in_sight, show_code
from ce_tui.screens.office.office import OfficeForm, OfficeList, action_list, what_can_be_done
from ce_tui.session import gate as words
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.gate import choice_of, confirm_code, usual_areas
from ce_tui.session.jobs.accounts import (
    Changed,
    add_account,
    change_account,
    change_passphrase,
    change_roles,
    make_code,
    name_hub,
    old_passphrase,
    replace_code,
    roles_trouble,
    then_new_code,
)
from ce_tui.session.office import Accounts, accounts_of
from ce_tui.session.seat import Station
from ce_tui.session.words.gate import CODE_LETTERS, GROUP_HINT, LAST_GROUP, YOUR_NEW_PHRASE
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

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.people import AccountInfo
    from ce_tui.core.vault.keys.passphrases import RecoveryCode


NAME = 26  # cells of the names' column
_LONGEST = 40  # cells of a name in a table
_COLUMNS = (
    Column("Roles", least=20, wraps=True),
    Column("State", least=9),
    Column("Since", least=11, right=True, tone="hint"),
)


def account_items(accounts: Sequence[AccountInfo], me: str, width: int) -> list[Item]:
    """A list of accounts under its heading, one row each where the window is wide enough, a table in a wide one; the
    status line says all of each.
    """
    title = f"Accounts: {len(accounts)}"
    if width < TABLE_FROM:
        return [Item("", title, heading=True), *(_item(each, me, width) for each in accounts)]
    named = [fit(name, _LONGEST) if cells(name := _name(each, me)) > _LONGEST else name for each in accounts]
    heads = "Name", max(map(cells, named), default=0)
    table = ItemTable(_COLUMNS, [_cells(each) for each in accounts], width, heads=heads, above=[title])
    return [
        table.heading(title),
        *(_in_table(each, me, table, name) for each, name in zip(accounts, named, strict=True)),
    ]


def _in_table(account: AccountInfo, me: str, table: ItemTable, name: str) -> Item:
    said = _said(account, me)
    return Item(f"account:{account.name}", table.text(_cells(account)), head=name, said=said, columns=table)


def _cells(account: AccountInfo) -> tuple[str, ...]:
    return roles_of(account), account.state, short_day(account.created[:10])


def _name(account: AccountInfo, me: str) -> str:
    return account.name + (" (you)" if account.name == me else "")


def _said(account: AccountInfo, me: str) -> str:
    return f"{account_words(account, me)} Enter shows what can be done."


def _item(account: AccountInfo, me: str, width: int) -> Item:
    state = account.state if account.state != "active" else ""
    name, said = _name(account, me), _said(account, me)
    item_id = f"account:{account.name}"
    if width >= COLUMNS_FROM:
        return Item(item_id, roles_of(account), head=fit(name, NAME), tail=state, said=said)
    words = f"{name}: {roles_of(account)}{f'; {state}' if state else ''}"
    return Item(item_id, words, said=said, flush=True)


class AddAccountScreen(OfficeForm):
    """A form; Esc goes back, adding nothing."""

    called: ClassVar[str] = "Add an account"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#name"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("create", "Add the account"),)
    back: ClassVar[str] = "Back, adding nothing"
    esc: ClassVar[str] = "Esc goes back, adding nothing."

    def form(self) -> ComposeResult:
        yield text(ADD_ABOUT)
        yield Field("Name", id="name", max_length=100)
        yield CheckList(role_choices(), ["practitioner"], label="Roles", id="roles")
        yield problem_line()
        yield NewPassphrase(THEIRS, write_down=WRITE_DOWN_FOR_THEM)

    def act(self, action: str) -> None:
        """Add it, once all that was given is right."""
        name, roles = self.query_one("#name", Field), self.query_one("#roles", CheckList)
        roles.error = roles_trouble(roles.chosen)
        if not self.are_right((name, check_name)):
            return
        self.problem("")
        if not roles.error:
            self.do(self._add)
            return
        roles.post_message(SentOff())
        roles.focus()
        if not is_quiet(self):  # there each choice says it with it
            self.greet(roles.error)

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """A role that is marked puts right that none was."""
        roles = self.query_one("#roles", CheckList)
        if event.list is roles and roles.chosen:
            roles.error = ""

    async def _add(self, asker: Asker, station: Station) -> JobResult:
        name, roles = self.query_one("#name", Field).value, self.query_one("#roles", CheckList).chosen
        asked = self.query_one(NewPassphrase)
        passphrase = await asked.take(name, station.session.casebook.people.hub.name)
        if passphrase is None:
            return JobResult(done=False)
        result = await add_account(asker, station, name, roles, passphrase)
        if result.done:
            asked.forget()
        return result


class RecoveryCodeScreen(OfficeForm):
    """What it is about, then the code and its confirmation. Esc leaves the old code as it was."""

    called: ClassVar[str] = "Recovery code"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#actions"
    esc: ClassVar[str] = "Esc goes back: the old code stays valid."

    def __init__(self) -> None:
        super().__init__()
        self._code: RecoveryCode | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False), Vertical(id="page"):
            yield text(CODE_ABOUT)
            yield action_list([("make", "Make a new recovery code")], self.back)

    def _confirmation(self, code: RecoveryCode) -> ComposeResult:
        yield text(f"{NEW_CODE} {CODE_LETTERS}")  # in one: the code is to be seen in few rows
        yield text(f"    {code}", id="code")
        yield Field(LAST_GROUP, id="group", max_length=60, hint=GROUP_HINT)
        yield problem_line()
        yield action_list(
            [("confirm", "I have written it down: replace the old code")],
            "Back: the old code stays valid, this one is thrown away",
        )

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter confirms."""
        self.act("confirm")

    def act(self, action: str) -> None:
        """Make a code, or confirm it."""
        if action == "make":
            self.jobs.begin(make_code, self._made)
            return
        code, field = self._code, self.query_one("#group", Field)
        if code is None:
            return
        if self.are_right((field, lambda typed: confirm_code(typed, code))):
            self.do(lambda asker, station: replace_code(asker, station, code))
        else:
            keep_code_in_sight(self)

    def _made(self, code: RecoveryCode | None) -> None:
        self._code = code
        if code is not None:
            self._show(code)

    @work(exclusive=True, group="page")
    async def _show(self, code: RecoveryCode) -> None:
        holder = self.query_one("#page")
        await holder.remove_children()
        await holder.mount(*self._confirmation(code))
        self.query_one("#group").focus()
        self.say(so_far=self.esc)
        show_code(self, NEW_CODE)


class PassphraseScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    first: ClassVar[str] = "#old"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("change", "Change it"),)
    esc: ClassVar[str] = "Esc goes back."

    def form(self) -> ComposeResult:
        yield text("Another passphrase for your account.")
        yield PassphraseField("Passphrase now", id="old")
        yield problem_line()
        yield NewPassphrase(YOUR_NEW_PHRASE)

    def act(self, action: str) -> None:
        """Change it, once all that was given is right."""
        old = self.query_one("#old", Field)
        if self.are_right((old, old_passphrase)):
            self.do(self._change)

    async def _change(self, asker: Asker, station: Station) -> JobResult:
        old, asked = self.query_one("#old", Field).value, self.query_one(NewPassphrase)
        casebook = station.session.casebook
        new = await asked.take(casebook.account.name, casebook.people.hub.name)
        if new is None:
            return JobResult(done=False)
        result = await change_passphrase(asker, station, old, new)
        if result.done:
            asked.forget()
        return result


class HubScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "The hub"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#hub"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("keep", "Keep this"),)

    def form(self) -> ComposeResult:
        session = self.ce.seat.kept_session
        hub = session.casebook.people.hub if session is not None else Hub("", "")
        areas = usual_areas(self.ce.seat.pathways.at_hand)
        yield text(words.ABOUT)
        yield Field(
            words.YOUR_HUB, hub.name, id="hub", max_length=200, hint="May be left empty. Name no child."
        )
        yield ChoiceList(areas, choice_of(hub.locality), label=words.USUAL_AREA, id="locality")

    def act(self, action: str) -> None:
        """Keep it."""
        name = self.query_one("#hub", Field).value
        area = self.query_one("#locality", ChoiceList).chosen
        self.do(lambda asker, station: name_hub(asker, station, name, area))


class RolesScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Roles"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#roles"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("keep", "Change the roles to these"),)
    esc: ClassVar[str] = "Space changes a mark, Tab goes on. Esc goes back, changing nothing."

    def __init__(self, name: str, roles: Iterable[str]) -> None:
        super().__init__()
        self._whose = name
        self._roles = tuple(roles)

    def form(self) -> ComposeResult:
        yield text(roles_about(self._whose))
        yield CheckList(role_choices(), self._roles, label="Roles", id="roles")
        yield problem_line()

    def act(self, action: str) -> None:
        """Change them."""
        name, marked = self._whose, self.query_one("#roles", CheckList)
        roles = marked.chosen
        if roles_trouble(roles):
            marked.focus()
        self.problem("")
        self.jobs.begin(
            then_new_code(lambda asker, station: change_roles(asker, station, name, roles)), self._changed
        )

    def _changed(self, changed: Changed[JobResult]) -> None:
        self._done(changed.result)
        if changed.wants_code:
            self.ce.over(RecoveryCodeScreen())


class AccountScreen(OfficeForm):
    """A menu."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    first: ClassVar[str] = "#actions"
    esc: ClassVar[str] = "Esc goes back."

    def body(self) -> ComposeResult:
        session = self.ce.seat.kept_session
        offers = [("passphrase", "Change your passphrase")]
        if session is not None and session.casebook.has_role("administrator", "lead"):
            offers.append(("accounts", "Accounts: everyone who has a way in"))
        with VerticalScroll(classes="form", can_focus=False):
            yield text(own_account_words(session.casebook.account) if session is not None else "")
            yield action_list(offers, "Back")

    def act(self, action: str) -> None:
        """Go where it leads."""
        if action == "accounts":
            self.ce.to_accounts()
        else:
            self.ce.over(PassphraseScreen())


class PersonScreen(OfficeList[Accounts]):
    """What the account is, then what can be done with it."""

    called: ClassVar[str] = "One account"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whose = name

    def to_read(self, casebook: Casebook) -> Callable[[], Accounts]:
        return partial(accounts_of, casebook)

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

    def chosen(self, kind: str, what: str) -> None:
        """Do it, or go back."""
        account = self.data.named(self._whose) if self.data is not None else None
        if kind == "back" or account is None:
            self.app.pop_screen()
        elif kind == "roles":
            self.ce.over(RolesScreen(account.name, account.roles))
        else:
            name = account.name
            self.jobs.begin(
                then_new_code(lambda asker, station: change_account(asker, station, kind, name)),
                self._changed,
            )

    def _changed(self, changed: Changed[str]) -> None:
        self._done(changed.result)
        if changed.wants_code:
            self.ce.over(RecoveryCodeScreen())


_SCREENS = {"add": AddAccountScreen, "hub": HubScreen, "code": RecoveryCodeScreen}


class AccountsScreen(OfficeList[Accounts]):
    """What an administrator can do, then the accounts. Enter on one leads to what can be done with it."""

    called: ClassVar[str] = "Accounts"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."

    def to_read(self, casebook: Casebook) -> Callable[[], Accounts]:
        return partial(accounts_of, casebook)

    def items(self, data: Accounts) -> Iterator[Item]:
        yield from what_can_be_done(ACCOUNT_ACTIONS if data.may_change else ())
        yield from account_items(data.listed, data.me, self.size.width)

    def so_far(self, data: Accounts) -> str:
        more = "" if data.may_change else f" {ONLY_ADMINISTRATORS}"
        return f"{states_words(data.listed)}{more} Esc goes back."

    def chosen(self, kind: str, what: str) -> None:
        """Open the page of what was chosen."""
        self.ce.over(PersonScreen(what) if kind == "account" else _SCREENS[kind]())
