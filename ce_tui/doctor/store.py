"""Checks of the store's folder, anchors, exports and backups, and of the pathway files."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import stat
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path

from ce_tui.core.pathway.document.editions import edition_digest
from ce_tui.core.pathway.document.loading import LINKS
from ce_tui.core.vault.casebook.records import read_note
from ce_tui.core.vault.casebook.trust_checks import refuse_folder
from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.core.vault.folder.home import Home, network_kind
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.doctor.finding import Findings, good, lacks, note, sound_config, wrong
from ce_tui.files.shown import quoted
from ce_tui.resources import DATA
from ce_tui.settings.config import ConfigInvalid, home

_ROOM = 200 * 1024 * 1024  # bytes free below which a store may soon be full
_MOST_ANCHORS = 50_000_000  # bytes
_FILES = 1_000  # files that a disk should still take
_exists = os.path.exists  # unlike a Path's: False for what may not be looked at


def folder() -> Findings:
    """Whether the store lies where it can be kept safely, and can be written to."""
    place, nearest = home(), _nearest()
    if kind := network_kind(nearest):
        yield lacks(
            f"The folder of the store, {place}, lies on a network file system ({kind}) and can lose what was saved.",
            "Set CE_TUI_HOME to a folder on a local disk.",
        )
    if os.statvfs(nearest).f_flag & os.ST_RDONLY:
        yield lacks(
            f"The folder of the store, {place}, lies on a disk that can only be read: screenings can be looked at, "
            "nothing can be saved.",
            "Look into the machine's log why, and mount it again for writing: mount -o remount,rw …",
        )
    elif not os.access(nearest, os.W_OK | os.X_OK):
        owner = nearest.stat().st_uid
        yield lacks(
            f"The folder of the store, {place}, cannot be written to by {_name(os.geteuid())}.",
            f"chmod u+rwx {quoted(nearest)}"
            if owner == os.geteuid()
            else f"Run this as {_name(owner)}, whose it is, or set CE_TUI_HOME.",
        )
    elif (why := _kept_out()) and not isinstance(why, NotPermitted):
        yield wrong(why.words, "Go on as docs/looking-after-a-store.md says of it.")
    elif not _exists(place / "store.db"):
        yield note(f"There is no store yet; it will be in {place}.", "Start ce-tui to set one up.")
    else:
        yield good(f"The store is in {place} and belongs to {_name(place.stat().st_uid)}.")


def _kept_out() -> VaultError | None:
    """What keeps everybody out: the store is gone, or of an earlier form."""
    config = sound_config()
    try:
        if config is not None:
            refuse_folder(Home(home()), config.anchors())
    except VaultError as why:
        return why
    return None


def permissions() -> Findings:
    """Who else can look into the store, write to it or replace it."""
    place = home()
    if not os.access(place, os.R_OK | os.X_OK) or not place.is_dir():
        return
    owner = place.stat().st_uid
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        yield note("Others on this machine can look into the store's folder.", f"chmod 700 {quoted(place)}")
    files = [each for each in place.iterdir() if each.is_file() and not each.is_symlink()]
    open_to_others = [each.name for each in files if stat.S_IMODE(each.stat().st_mode) & 0o077]
    if open_to_others:
        yield note(
            f"Others could read or write {', '.join(sorted(open_to_others))} in the store's folder.",
            f"chmod -R go= {quoted(place)}",
        )
    strange = [each.name for each in files if each.stat().st_uid != owner]
    if strange:
        yield lacks(
            f"{', '.join(sorted(strange))} in the store's folder belongs to another account than the folder: a "
            "command was run as somebody else, and the app may not be able to write it.",
            f"As root: chown -R {_name(owner)}: {quoted(place)}",
        )
    for parent in place.resolve().parents:
        about = parent.stat()
        if about.st_mode & stat.S_IWOTH and not about.st_mode & stat.S_ISVTX:
            yield lacks(
                f"Everybody on this machine may write to {parent}, and so put another folder in the store's place.",
                f"chmod o-w {quoted(parent)}",
            )


def room() -> Findings:
    """How much the disk still takes, and whether the last saves have room."""
    nearest = _nearest()
    about = os.statvfs(nearest)
    free = shutil.disk_usage(nearest).free
    if free < _ROOM:
        yield note(f"{free // (1024 * 1024)} MiB are free on the store's disk.", "Make room.")
    else:
        yield good(f"{free / 1024**3:,.1f} GiB are free on the store's disk.")
    if _exists(home() / "store.db") and not Headroom(home() / "headroom").is_there:
        yield note(
            "No room is kept back for the last saves: the disk was full, or nearly, and the room went into them.",
            "Make room on the store's disk; it is kept back again when somebody signs in.",
        )
    if about.f_files and about.f_favail < _FILES:
        yield note(
            f"The store's disk takes {about.f_favail} more files, however much room there is.",
            "Remove small files.",
        )


def anchors() -> Findings:
    """Where the audit chain is anchored, and whether the store's account could cut it there."""
    if (config := sound_config()) is None:
        return
    file = config.anchors_file
    if file is None:
        keep = config.wrong_try() and not config.audit.wrong_tries
        yield note(
            "The audit chain is anchored beside the store: an older copy of the whole folder would not be noticed.",
            "Set [audit] anchors to a file of another owner"
            + (', and wrong_tries = "syslog" to go on telling syslog of wrong tries.' if keep else "."),
        )
        return
    if _only_added_to(file):
        yield good(f"The audit chain is anchored in {file}, which can only be added to.")
    else:
        yield note(
            f"The audit chain is anchored in {file}, which the store's account could also cut or replace.",
            f"As root: put it into a folder of root's, and chattr +a {quoted(file)}",
        )
    with suppress(OSError):
        if (size := file.stat().st_size) > _MOST_ANCHORS:
            yield note(
                f"{file} holds {size // 1_000_000} MB of anchors: to verify the log takes long.",
                f"As root: put it away with /opt/ce-tui/rotate-anchors {quoted(file)}; ce-tui-anchors.timer does it "
                "each month.",
            )


def _only_added_to(file: Path) -> bool:
    """Whether the file has the attribute `a` (append only) and lies in a folder of root's."""
    if not sys.platform.startswith("linux"):
        return False

    get_flags, append_only = 0x80086601, 0x20  # FS_IOC_GETFLAGS, FS_APPEND_FL
    try:
        parent = file.parent.stat()
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            flags = struct.unpack("i", fcntl.ioctl(handle, get_flags, bytes(8))[:4])[0]
        finally:
            os.close(handle)
    except OSError:
        return False
    return bool(flags & append_only) and parent.st_uid == 0 and not parent.st_mode & 0o022


def _nearest() -> Path:
    """The folder of the store, or the nearest one above it that exists."""
    place = home()
    return next(parent for parent in (place, *place.parents) if _exists(parent))


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"account {uid}"


_TIMERS = Path("/etc/systemd/system/timers.target.wants")
_TIMER = "ce-tui-backups.timer"
_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' ssh (or kiosk), once more."
_A_DAY = 24 * 60 * 60


def exports() -> Findings:
    """Whether exports can be written into their folder, and nobody else can look at them."""
    config = sound_config()
    if config is not None and (folder := config.exports_folder) is not None:
        yield from _folder(folder, "exports")


def backups() -> Findings:
    """Whether backups that are made in the app get out of its reach."""
    config = sound_config()
    if config is None or config.exports_folder is None:
        return
    folder = config.backups_folder
    if folder is None:
        yield note(
            "Backups that are made in the app stay where the app can remove them.",
            f'In {config.file}, under [backup]: folder = "/var/backups/ce-tui/incoming".',
        )
        return
    yield from _folder(folder, "backups")
    if not (_TIMERS / _TIMER).is_symlink():
        yield note(f"Nothing moves backups out of {folder}: there is no {_TIMER}.", _REMEDY)
    waiting = _waiting(folder)
    if waiting:
        yield note(
            f"Finished backups have been lying in {folder} for more than a day: {waiting}.",
            f"As root: systemctl status {_TIMER}, and journalctl -u ce-tui-backups says what was left and why.",
        )


def _folder(folder: Path, what: str) -> Findings:
    """Whether it is there, the store's account's own, and shut to others."""
    try:
        about = folder.lstat()
    except FileNotFoundError:
        yield lacks(f"There is no folder {folder}, so no {what} can be written.", _REMEDY)
        return
    except OSError:
        return  # not ours to look at
    owner = about.st_uid
    with suppress(OSError, ConfigInvalid):
        owner = home().stat().st_uid
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != owner:
        yield lacks(f"{folder} is no folder of the store's account, so no {what} can be written.", _REMEDY)
    elif stat.S_IMODE(about.st_mode) & 0o077:
        yield note(f"Others on this machine can look into {folder}.", f"chmod 700 {quoted(folder)}")
    else:
        yield good(f"The app writes {what} into {folder} and nowhere else.")


def _waiting(folder: Path) -> int:
    """How many finished backups have been there for more than a day; a hidden one is being made."""
    before, found = time.time() - _A_DAY, 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                found += (
                    not entry.name.startswith(".") and entry.stat(follow_symlinks=False).st_mtime < before
                )
    return found


_NEW_ID = (
    "Give the changed file a new id. Until then new screenings go on with the words that this id was first used with; "
    "contacts and links are the new ones. What was screened before keeps its words in any case."
)
_MEND = "ce-tui pathway check FILE lists its faults with their places. What was screened with it before stays readable"


def pathways() -> Findings:
    """Pathway files that cannot be used, or that changed since their id was first used.

    What the id was first used with stands in a note beside the store; without the store's key no more can be known.
    """
    if (config := sound_config()) is None:
        return
    place = Home(home())
    kept = read_note(place.pathways)
    found = config.readable_pathways
    for each in found.unsound:
        if each.file == LINKS:
            yield wrong(each.words, "Mend the configuration.")
            continue
        goes_on = ", and new screenings go on with it as it was" if each.id in kept.pathways else ""
        yield wrong(f"A pathway of the configuration cannot be used. {each.words}", f"{_MEND}{goes_on}.")
    files = {pathway_id: file for file, pathway_id in found.files.items()}
    for pathway_id in found.ids:
        used = kept.pathways.get(pathway_id)
        if used is None or used.edition in ("", edition_digest(found.get(pathway_id))):
            continue
        if pathway_id in files:
            words = f"The pathway file {files[pathway_id]} ({pathway_id})"
            yield wrong(f"{words}: This file changed since it was first used: give it a new id.", _NEW_ID)
        else:
            yield note(
                f"The pathway that comes with this software ({pathway_id}) is not the one that it was first used with "
                "here. Screenings go on with that one.",
                "Tell whoever makes the software.",
            )
    if config.pathway_files and not kept.store and _may_be_there(place.store):
        yield note(
            "Whether a pathway file changed since it was first used cannot be seen here before somebody has signed in "
            "with this version.",
            "Sign in once; the app says it then, too.",
        )


def _may_be_there(store: Path) -> bool:
    with suppress(OSError):
        return store.exists()
    return True
