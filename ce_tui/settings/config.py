"""The configuration of a deployment and the folder of the store. Everything has a default: no file is needed.

The file is TOML: the one that CE_TUI_CONFIG names, else `ce-tui/config.toml` in the platform's configuration
folder if it is there. Unknown and mistyped settings are refused, so that a slip never switches anything off quietly.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec.structs import replace
from platformdirs import user_config_path, user_data_path

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.follow_up_rules import LIMITS, FollowUpRules
from ce_tui.core.pathway.words import MARKING
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import Retention, check
from ce_tui.core.words.plain import CHILDREN_BY, NAMES
from ce_tui.files.shown import shown

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.vault.keys.tries import TryOrigin
    from ce_tui.core.vault.log.anchors import FileAnchors


NEVER = "never"
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""Minutes that an account can choose, beside `NEVER`: from a third of the default to twenty times (WCAG 2.2.1)."""


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file."""


Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]


class IdleTimes(_Settings, frozen=True):
    """When a terminal warns, locks and ends, in seconds; 0: never. Each account can choose another `idle`.

    `idle`: from the last key until it locks. `warn`: so long before that it is warned (half of `idle` where there is
    no such time before), at least 20 s for people who need time (WCAG 2.2.1). `end`: from the lock, or from the last
    key pressed at the lock, until the process ends. `call`: in place of a shorter `idle` from the first key in the
    script or the record of a call until it is left, whatever the account has chosen.
    """

    idle: Seconds = 180.0
    warn: Seconds = 30.0
    end: Seconds = 900.0
    call: Seconds = 1200.0

    @property
    def quiet(self) -> float:
        """Seconds from the last key until the warning."""
        return self.idle - self.warn if self.warn < self.idle else self.idle / 2

    @property
    def on_call(self) -> IdleTimes:
        """The times while somebody phones: whoever is on hold types little."""
        return replace(self, idle=max(self.idle, self.call) if self.idle and self.call else 0.0)

    def for_account(self, preference: str) -> IdleTimes:
        """The times with what an account chose; what is not a choice changes nothing."""
        if preference == NEVER:
            return replace(self, idle=0.0)
        if preference.isascii() and preference.isdigit() and int(preference) in MINUTES:
            return replace(self, idle=int(preference) * 60.0)
        return self


class ReferralSettings(_Settings, frozen=True):
    """How referrals leave the app.

    `folder`: what is exported goes into a folder for each person in it, and nowhere else; empty: wherever they say.
    """

    marking: str = MARKING
    encrypt: bool = True
    folder: str = ""


class BackupSettings(_Settings, frozen=True):
    """Where the app writes backups. `folder`: there, and nowhere else; empty: where exports go."""

    folder: str = ""


class SharingSettings(_Settings, frozen=True):
    """After how many seconds without a change somebody else can take a screening over."""

    take_over_after: Annotated[int, msgspec.Meta(ge=10, le=86_400)] = 120


class AuditSettings(_Settings, frozen=True):
    """Where the audit chain is anchored: a file, or empty for `anchors.log` beside the store.

    `wrong_tries`: whether syslog is told at once of each wrong try to sign in; empty: where `anchors` names syslog.
    What is gone is passed over and said (`Config.gone`): "syslog" as the file's name, and `journal`.
    """

    anchors: str = ""
    journal: str = ""
    wrong_tries: Literal["", "syslog", "off"] = ""


class ListSettings(_Settings, frozen=True):
    """How lists show children, where others at a desk can read them: "names", "initials" or "references".

    Each account can choose another.
    """

    children: str = NAMES


APP = "ce-tui"
_SYSLOG_GONE = (
    "The configuration anchors the log in syslog, which is gone: its anchors lie beside the store, where they protect "
    "less. Set [audit] anchors to a file of another owner."
)
_JOURNAL_GONE = "The configuration names [audit] journal, which is gone. Take that line out."
GONE = {
    "section.beside": "what stands beside a section comes by itself",
    "walk": "the app has no walk any more",
}
"""Commands that `[keys]` may still name and that are gone, each with what became of it."""


class ConfigInvalid(ValueError):
    """The configuration cannot be used; `words` says where and what is expected, each fault on its line."""

    def __init__(self, *faults: str) -> None:
        self.words = "\n".join(map(shown, faults))
        super().__init__(self.words)


class Config(_Settings, frozen=True, kw_only=True, dict=True):
    """The settings of a deployment.

    `pathways` in the file: pathway files, relative to it; the first is the one in use, the others keep older
    screenings readable. None: the pathway that comes with the app. `links`: addresses for the document's links, by
    slot. `keys`: keys by command id, as `ce-tui keys --ids` lists them; "" takes a command's key away. `theme`: one
    of the app's or of Textual's; the default is the one that suits the terminal. `retention`: when screenings are put
    up for review, where the store's administrator set no rules. `follow_up`: by when what is due.
    """

    pathway_files: tuple[str, ...] = msgspec.field(default=(), name="pathways")
    links: dict[str, str] = {}
    keys: dict[str, str] = {}
    theme: str = ""
    referral: ReferralSettings = ReferralSettings()
    backup: BackupSettings = BackupSettings()
    lock: IdleTimes = IdleTimes()
    sharing: SharingSettings = SharingSettings()
    audit: AuditSettings = AuditSettings()
    lists: ListSettings = ListSettings()
    retention: Retention = Retention()
    follow_up: FollowUpRules = FollowUpRules()
    file: str = ""  # where this came from; set on loading, never in a file

    @property
    def gone(self) -> list[str]:
        """Settings in the file that are gone, in a sentence each. All else in it holds."""
        return [
            *([_SYSLOG_GONE] if self.audit.anchors == "syslog" else []),
            *([_JOURNAL_GONE] if self.audit.journal else []),
            *(
                f"The configuration gives a key to {command}, which is gone: {words}. Take that line out of [keys]."
                for command, words in GONE.items()
                if command in self.keys
            ),
        ]

    @property
    def exports_folder(self) -> Path | None:
        """The folder with a folder for each person's exports; None: they go where that person says."""
        return self._beside(self.referral.folder).absolute() if self.referral.folder else None

    @property
    def backups_folder(self) -> Path | None:
        """The folder that the app writes backups into; None: they go where exports go."""
        return self._beside(self.backup.folder).absolute() if self.backup.folder else None

    @property
    def anchors_file(self) -> Path | None:
        """The file that the audit chain is anchored in; None: in the store's own folder."""
        return self._beside(self.audit.anchors) if self.audit.anchors not in ("", "syslog") else None

    def anchors(self) -> FileAnchors | None:
        """Where the audit chain is anchored; None: in the store's own folder."""
        if (file := self.anchors_file) is None:
            return None
        from ce_tui.core.vault.log.anchors import FileAnchors

        return FileAnchors(file)

    def wrong_try(self) -> Callable[[TryOrigin], None] | None:
        """Who is told at once of each wrong try to sign in; None: nobody. The log is told later, as always."""
        if (self.audit.wrong_tries or self.audit.anchors) != "syslog":
            return None
        from ce_tui.core.vault.keys.tries import to_syslog

        return to_syslog

    def _beside(self, name: str) -> Path:
        """A file that is named relative to the configuration's folder."""
        return Path(self.file).parent / Path(name).expanduser()

    def files(self) -> Iterator[tuple[Path, str]]:
        """Every file of this deployment, there or not, with what people call it."""
        from ce_tui.core.pathway.document.loading import files_of

        if (usual := _usual_file()) is not None:
            yield usual, "the configuration"
        if self.file:
            yield Path(self.file), "the configuration"
        if self.anchors_file is not None:
            yield self.anchors_file, "the anchors of the log"
        for name in self.pathway_files:
            for file in files_of(self._beside(name)):
                yield file, "a file of the pathway"

    def pathways(self) -> Pathways:
        """The pathways in use, read once. Raises ConfigInvalid if one is unsound."""
        if faults := self.pathway_faults():
            raise ConfigInvalid(*faults)
        return self.readable_pathways

    def pathway_faults(self) -> list[str]:
        """The faults of the configuration's pathways, a sentence for each file; none: they are sound."""
        return [
            f"A pathway of the configuration cannot be used. {each.words}"
            for each in self.readable_pathways.unsound
        ]

    @property
    def looked_at_pathways(self) -> bool:
        """Whether anybody has asked for `readable_pathways` yet, so that asking again costs nothing."""
        return "readable_pathways" in self.__dict__

    @cached_property
    def readable_pathways(self) -> Pathways:
        """The pathways that are sound, read once, for what must go on; its `unsound` says what is not."""
        from ce_tui.core.pathway.document.loading import Pathways

        return Pathways([self._beside(name) for name in self.pathway_files], self.links, readable=True)


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the store: CE_TUI_HOME, else the platform's data folder."""
    if chosen := environ.get("CE_TUI_HOME"):
        return _chosen("CE_TUI_HOME", chosen)
    if (usual := usual_home()) is None:
        raise ConfigInvalid(
            "This account has no home folder to keep the store in. Say in CE_TUI_HOME which folder is to be used."
        )
    return usual


def usual_home(name: str = APP) -> Path | None:
    """A folder in the platform's data folder; None for an account without a home folder."""
    try:
        return user_data_path(name, appauthor=False)
    except RuntimeError:
        return None


def load_config(environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration in force. Raises ConfigInvalid."""
    if chosen := environ.get("CE_TUI_CONFIG"):
        return read_config(_chosen("CE_TUI_CONFIG", chosen))
    file = _usual_file()
    # In a folder that we may not look into there is none: unlike a Path's, this `exists` says no there.
    return read_config(file) if file is not None and os.path.exists(file) else Config()  # noqa: PTH110


def _usual_file() -> Path | None:
    """The file of a configuration that no variable names; None for an account without a home folder."""
    try:
        return user_config_path(APP, appauthor=False) / "config.toml"
    except RuntimeError:
        return None


def _chosen(variable: str, name: str) -> Path:
    """The path that a variable names. Raises ConfigInvalid."""
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError as error:
        raise ConfigInvalid(f"{variable} says {name}: there is no home folder of that name.") from error
    except OSError as error:
        raise ConfigInvalid(
            f"{variable} says {name}, from a current folder that is gone. Write the whole path, from / on."
        ) from error


def read_config(file: Path) -> Config:
    """Read one configuration file. Raises ConfigInvalid."""
    import tomllib  # most machines have no configuration file: none of the start-up's time for it

    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigInvalid(f"The configuration {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigInvalid(f"The configuration {file} is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigInvalid(f"The configuration {file} is not TOML: {error}.") from error
    try:
        if "file" in settings:
            raise msgspec.ValidationError("Object contains unknown field `file`")
        config = msgspec.convert({**settings, "file": str(file)}, Config)
    except msgspec.ValidationError as error:
        raise ConfigInvalid(f"The configuration {file} is not right: {error}.") from error
    for fault in _faults(config):
        raise ConfigInvalid(f"The configuration {file}{fault}")
    return config


def _faults(config: Config) -> Iterator[str]:
    """All that is wrong with settings of the right types, each as the end of a sentence that begins with the file."""
    named = {"referral.folder": config.referral.folder, "audit.anchors": config.audit.anchors}
    named["backup.folder"] = config.backup.folder
    named |= {f"pathways[{number}]": name for number, name in enumerate(config.pathway_files)}
    for where, name in named.items():
        try:
            Path(name).expanduser()
        except RuntimeError:
            yield f": {where} is no path that can be: there is no home folder of that name."
        if "\0" in name:
            yield f": {where} is no path that can be: it holds a NUL character."
    keys, commands = Keys(config.keys), [each for each in config.keys if each not in GONE]
    for command in commands:
        if command not in BY_ID:
            yield f" gives a key to the command {command!r}, which does not exist: `ce-tui keys --ids` lists them."
    for command in commands:
        for words in keys.faults_of(command):
            yield f", [keys], {command!r}: {words}"
    for slot, address in config.links.items():
        if not address.startswith(("https://", "http://", "mailto:")):
            yield f": links.{slot} is not an address; expected one that begins with https://"
    if (children := config.lists.children) not in CHILDREN_BY:
        yield f": lists.children is {children!r}; expected names, initials or references."
    if config.retention != Retention():
        try:
            check(config.retention)
        except Refused as refused:
            yield f": {refused.words}"
    for limit, (least, most) in LIMITS.items():
        if not least <= (found := getattr(config.follow_up, limit)) <= most:
            yield (
                f": follow_up.{limit} is {found}; expected {least} to {most}. None of these can be switched off."
            )
